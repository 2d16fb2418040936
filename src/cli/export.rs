//! `dateline export`: everything in the library, given back.

mod names;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::corpus::CorpusArgs;
use super::library::failure;
use super::list::{FIELDS, Head};
use super::output::{Out, complain};
use super::{Exit, Failure};
use crate::engine::library::outlets;
use crate::model::{Article, ArticleMemory, BlockKind};
use crate::store::library::{LibraryError, Stored};
use crate::text::sanitize_line;
use names::{Decided, Names};

/// Options of `dateline export`.
#[derive(Debug, clap::Args)]
#[command(mut_arg("paths", |paths| paths.hide(true)))]
pub struct ExportArgs {
    /// One JSON object per line, which `dateline index` reads back (the default)
    #[arg(long, group = "as", help_heading = "Output")]
    jsonl: bool,
    /// A header and one row per article, without its text
    #[arg(long, group = "as", help_heading = "Output")]
    tsv: bool,
    /// One Markdown file per article, with front matter, into this folder
    #[arg(long, value_name = "FOLDER", group = "as", help_heading = "Output")]
    md: Option<PathBuf>,
    /// Which articles; paths are not taken: the library is what is exported.
    #[command(flatten)]
    corpus: CorpusArgs,
}

/// An article as it is given back. Offsets count code points of `text`.
#[derive(Debug, Serialize)]
struct Line<'a> {
    id: String,
    outlet: Option<&'a str>,
    title: &'a str,
    date: Option<String>,
    url: Option<&'a str>,
    byline: Option<&'a str>,
    language: Option<&'a str>,
    text: String,
    source: &'a str,
    /// What the reader has kept of it.
    read: bool,
    starred: bool,
    tags: &'a BTreeSet<String>,
    #[serde(flatten)]
    names: Names,
}

/// Exports.
///
/// # Errors
/// There is no library, or something cannot be written.
pub fn run(args: &ExportArgs) -> Result<Exit, Failure> {
    if !args.corpus.paths.is_empty() {
        return Err(Failure::usage("export takes no paths: it exports the library"));
    }
    let Some(library) = args.corpus.library()? else {
        let path = args.corpus.library.path()?;
        return Err(failure(&path, &LibraryError::Missing));
    };
    if let Some(folder) = &args.md {
        std::fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
    }
    let table = outlets(&library)?;
    let mut out = Out::stdout();
    if args.tsv {
        out.tsv(FIELDS.into_iter().chain(KEPT).chain(["decided"]))?;
    }
    let decided = Decided::new(&args.corpus, library)?;
    let library = &decided.library;
    let (memory, nothing) = (library.memory()?, ArticleMemory::default());
    let (mut number, mut damaged) = (0usize, 0usize);
    args.corpus.each_row(library, &table, |row| {
        number += 1;
        let kept = memory.articles.get(&row.key).unwrap_or(&nothing);
        if args.tsv {
            let about = decided.about(row.id)?.join("; ");
            let head = Head::of(&table, row);
            out.tsv(super::output::Record::fields(&head).into_iter().chain(kept_fields(kept)).chain([about]))?;
            return Ok(true);
        }
        let stored = match library.load(row.id) {
            Ok(Some(stored)) => stored,
            Ok(None) => return Ok(true),
            Err(error @ LibraryError::Damaged(_)) => {
                damaged += 1;
                complain(&format!("left out “{}” ({}): {error}", sanitize_line(&row.title), row.key.short()));
                return Ok(true);
            }
            Err(error) => return Err(error.into()),
        };
        if let Some(folder) = &args.md {
            let path = folder.join(format!("{}.md", stored.article.key.short()));
            std::fs::write(&path, markdown(&stored.article, kept, &decided.about(row.id)?))
                .map_err(|error| cannot(&path, &error))?;
        } else {
            out.json_line(&line(&decided, &stored, kept)?)?;
        }
        Ok(true)
    })?;
    if let Some(folder) = &args.md {
        let many = super::output::count(number - damaged, "article");
        out.line(&format!("{many} written to {}.", sanitize_line(&folder.to_string_lossy())))?;
    }
    out.finish()?;
    Ok(if damaged > 0 { Exit::SomeSkipped } else { decided.exit })
}

fn cannot(path: &std::path::Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", sanitize_line(&path.to_string_lossy())))
}

/// What the reader has kept of an article, as columns.
const KEPT: [&str; 3] = ["read", "starred", "tags"];

fn kept_fields(kept: &ArticleMemory) -> [String; 3] {
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    [yes(kept.read), yes(kept.starred), kept.tags.iter().cloned().collect::<Vec<_>>().join(",")]
}

/// The text as JSON Lines carry it: without the title, which stands beside it.
fn body(article: &Article) -> (String, u32) {
    let document = &article.document;
    let title = document.blocks.first().filter(|block| block.kind == BlockKind::Headline);
    let start = match (title, document.blocks.get(1)) {
        (Some(title), Some(next)) if title.span.of(&document.text) == article.meta.title => next.span.start,
        _ => 0,
    };
    let text = crate::text::Span::new(start, document.text.len() as u32).of(&document.text);
    (text.to_owned(), start)
}

fn line<'a>(decided: &Decided, stored: &'a Stored, kept: &'a ArticleMemory) -> Result<Line<'a>, Failure> {
    let (text, start) = body(&stored.article);
    let names = decided.names(stored, &text, start)?;
    let (meta, article) = (&stored.article.meta, &stored.article);
    Ok(Line {
        id: article.key.to_string(),
        outlet: meta.outlet.as_deref(),
        title: &meta.title,
        date: meta.date.as_ref().map(ToString::to_string),
        url: meta.url.as_deref(),
        byline: meta.byline.as_deref(),
        language: meta.language.as_deref(),
        text,
        source: &article.source,
        read: kept.read,
        starred: kept.starred,
        tags: &kept.tags,
        names,
    })
}

/// An article as a Markdown file with YAML front matter, which `dateline index` takes back.
fn markdown(article: &Article, kept: &ArticleMemory, decided: &[String]) -> String {
    let meta = &article.meta;
    let mut out = String::from("---\n");
    let mut field = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            // A JSON string is a YAML string.
            let quoted = serde_json::to_string(value).unwrap_or_default();
            let _ = writeln!(out, "{name}: {quoted}");
        }
    };
    field("title", Some(&meta.title));
    field("outlet", meta.outlet.as_deref());
    field("date", meta.date.as_ref().map(ToString::to_string).as_deref());
    field("byline", meta.byline.as_deref());
    field("url", meta.url.as_deref());
    field("language", meta.language.as_deref());
    let _ = writeln!(out, "read: {}\nstarred: {}", kept.read, kept.starred);
    if !kept.tags.is_empty() {
        let _ = writeln!(out, "tags: {}", serde_json::to_string(&kept.tags).unwrap_or_default());
    }
    if !decided.is_empty() {
        let _ = writeln!(out, "decided: {}", serde_json::to_string(decided).unwrap_or_default());
    }
    out.push_str("---\n\n");
    let document = &article.document;
    for block in &document.blocks {
        let text = block.span.of(&document.text);
        let mark = match (block.kind, block.form) {
            (BlockKind::Headline, _) => "# ",
            (BlockKind::Subheading, _) => "## ",
            (_, crate::model::BlockForm::ListItem(_)) => "- ",
            (_, crate::model::BlockForm::Quote) => "> ",
            _ => "",
        };
        let _ = write!(out, "{mark}{text}\n\n");
    }
    out
}
