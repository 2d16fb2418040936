//! `dateline show`: one article as a reader sees it.

mod choose;
mod print;

use serde::Serialize;

use super::corpus::{CorpusArgs, Names};
use super::list::Head;
use super::offsets::CodePoints;
use super::output::{Format, Out, OutputArgs};
use super::{Exit, Failure};
use crate::engine::memory::{Entry, Scope};
use crate::model::{BlockKind, OutletEvidence};

/// Options of `dateline show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// Its id (or the start of it), its number in `dateline list`, or words of its title or path
    article: String,
    /// Which articles to look among.
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Also show captions, credits, image mark-up and page clutter
    #[arg(long, help_heading = "Output")]
    hidden: bool,
    /// In which form.
    #[command(flatten)]
    output: OutputArgs,
}

/// One article with everything known of it. Offsets count code points of `text`.
#[derive(Debug, Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    head: Head,
    title_inferred: bool,
    byline: Option<&'a str>,
    contributors: &'a [String],
    dateline: Option<&'a str>,
    outlet_evidence: &'a OutletEvidence,
    url: Option<&'a str>,
    note: Option<&'a str>,
    blocks: Vec<Paragraph<'a>>,
    text: &'a str,
}

/// One paragraph, without a dateline or an agency's prefix.
#[derive(Debug, Serialize)]
struct Paragraph<'a> {
    kind: BlockKind,
    text: &'a str,
    start: usize,
    end: usize,
}

/// Shows the article.
///
/// # Errors
/// Where there is no such article, or more than one; and where standard output takes no more.
pub fn run(args: &ShowArgs) -> Result<Exit, Failure> {
    let library = args.corpus.library()?;
    let opened = match &library {
        Some(library) => choose::from_library(&args.corpus, library, &args.article)?,
        None => args.corpus.open(Names::Unwanted)?,
    };
    // Of a library only those that may be meant are there.
    let only = opened.articles().next().filter(|_| library.is_some() && opened.articles().count() == 1);
    let entry = match only {
        Some((_, entry)) => entry,
        None => choose::choose(&opened, &args.article)?,
    };
    let mut out = Out::stdout();
    match args.output.format() {
        Format::Json => out.json(&whole(&opened.scope, entry))?,
        Format::JsonLines => out.json_line(&whole(&opened.scope, entry))?,
        Format::Tsv => tsv(&mut out, &whole(&opened.scope, entry))?,
        Format::Plain => print::plain(&mut out, &Head::new(&opened.scope, entry), &entry.article, args.hidden)?,
        Format::Table => print::page(&mut out, &Head::new(&opened.scope, entry), &entry.article, args.hidden)?,
    }
    out.finish()?;
    Ok(opened.exit)
}

pub use print::{paragraph_numbers, plain};

fn whole<'a>(scope: &Scope, entry: &'a Entry) -> Whole<'a> {
    let (meta, document) = (&entry.article.meta, &entry.article.document);
    let mut offsets = CodePoints::new(&document.text);
    let blocks = document.blocks.iter().map(|block| {
        let body = block.body();
        let (start, end) = offsets.span(body);
        Paragraph { kind: block.kind, text: body.of(&document.text), start, end }
    });
    Whole {
        head: Head::new(scope, entry),
        title_inferred: meta.title_inferred,
        byline: meta.byline.as_deref(),
        contributors: &meta.contributors,
        dateline: meta.dateline.as_deref(),
        outlet_evidence: &meta.outlet_evidence,
        url: meta.url.as_deref(),
        note: meta.note.as_deref(),
        blocks: blocks.collect(),
        text: &document.text,
    }
}

fn tsv(out: &mut Out, whole: &Whole<'_>) -> Result<(), Failure> {
    out.tsv(["kind", "text"])?;
    whole.blocks.iter().try_for_each(|block| out.tsv([print::kind_word(block.kind), block.text]))
}
