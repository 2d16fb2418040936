//! `dateline search`: articles by their words, each with the passage.

use serde::Serialize;

use super::corpus::{CorpusArgs, Names};
use super::list::{FIELDS, Head, date_text};
use super::offsets::CodePoints;
use super::output::{Format, Out, OutputArgs, Record, complain};
use super::{Exit, Failure};
use crate::engine::library::{self, Found, SearchFailure, SearchPage, Wanted};
use crate::engine::memory::OutletTable;
use crate::search::query::hint;
use crate::store::library::Ranking;
use crate::store::reader_state::{StateFile, default_path};
use crate::text::sanitize_line;

/// What is said below the options.
const LANGUAGE: &str = "\
A search: ferry strike (both words) · \"port authority\" · boat* · ferry OR boat · ferry NOT strike · ferry NEAR/5 strike · \
(ferry OR boat) talks
Fields: title:ferry · outlet:\"Harbour Post\" · who:\"Marta Keller\" · after:2025-02 (then or later) · before:2025-06-01 · is:unread · is:starred · tag:later";

/// Options of `dateline search`.
#[derive(Debug, clap::Args)]
#[command(after_help = LANGUAGE)]
pub struct SearchArgs {
    /// Words, "phrases", prefix*, AND, OR, NOT, NEAR and fields, as one argument
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// Which articles.
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Most relevant first instead of newest first (if there are very many, among the newest 5000)
    #[arg(long, help_heading = "Hits")]
    relevance: bool,
    /// At most this many
    #[arg(long, value_name = "N", default_value_t = 50, help_heading = "Hits")]
    limit: u32,
    /// Skip this many at the start
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = "Hits")]
    skip: u32,
    /// In which form.
    #[command(flatten)]
    output: OutputArgs,
}

/// A hit. Offsets count code points: `start` and `end` of the article's text, `marks` of the passage.
#[derive(Debug, Serialize)]
struct Hit {
    #[serde(flatten)]
    head: Head,
    passage: String,
    marks: Vec<(usize, usize)>,
    start: usize,
    end: usize,
    /// Where only so many of the newest articles were ranked.
    #[serde(skip_serializing_if = "Option::is_none")]
    ranked_among: Option<u32>,
}

impl Hit {
    fn new(table: &OutletTable, found: Found, ranked_among: Option<u32>) -> Self {
        let (start, end) = CodePoints::new(&found.text).span(found.place);
        let mut offsets = CodePoints::new(&found.passage);
        let marks = found.marks.iter().map(|mark| offsets.span(*mark)).collect();
        Self { head: Head::of(table, found.row), passage: found.passage, marks, start, end, ranked_among }
    }
}

impl Record for Hit {
    fn fields(&self) -> Vec<String> {
        let mut fields = self.head.fields();
        fields.push(self.passage.clone());
        fields
    }

    fn sentence(&self) -> String {
        let date = self.head.date.as_ref().map_or_else(|| "undated".to_owned(), date_text);
        let Head { title, id, .. } = &self.head;
        format!("{}, {date}: {title} (id {id}): {}", self.head.outlet_name(), self.passage)
    }
}

/// Searches.
///
/// # Errors
/// The search is not understood (64), nothing could be read, or standard output takes no more.
pub fn run(args: &SearchArgs) -> Result<Exit, Failure> {
    // Told before anything is opened, however long that takes.
    let query = crate::search::query::parse(&args.query).map_err(|error| unknown(&args.query, &error))?;
    let mut out = Out::stdout();
    let mut wanted = Wanted {
        text: args.query.clone(),
        relevance: args.relevance,
        first: args.skip,
        limit: args.limit,
        width: out.width.map_or(200, |width| (width.saturating_sub(4) * 2).max(60)),
        ..Wanted::default()
    };
    let (page, table, exit) = if let Some(library) = args.corpus.library_as_decided(query.asks_names())? {
        let table = library::outlets(&library)?;
        wanted.outlets = args.corpus.outlet_numbers(&table)?;
        wanted.seconds = args.corpus.seconds();
        (library::search(&library, &table, &wanted).map_err(failed)?, table, Exit::Done)
    } else {
        let paths = &args.corpus.paths;
        if !paths.is_empty() && paths.iter().all(|path| path.as_os_str() != "-" && !path.exists()) {
            let mut words = vec![std::borrow::Cow::from(args.query.as_str())];
            words.extend(paths.iter().map(|path| path.to_string_lossy()));
            complain(&format!(
                "a search of several words is one argument: dateline search \"{}\"",
                sanitize_line(&words.join(" "))
            ));
        }
        let names = if query.asks_names() { Names::Wanted } else { Names::Unwanted };
        let opened = args.corpus.open(names)?;
        let library = library::in_memory(&opened.scope, names == Names::Wanted)?;
        if let Some(path) = default_path().filter(|path| path.exists() && !query.marks.is_empty()) {
            library.lay_memory(&StateFile::open(&path).1)?;
        }
        let table = library::outlets(&library)?;
        (library::search(&library, &table, &wanted).map_err(failed)?, table, opened.exit)
    };
    write(args, &mut out, page, &table)?;
    out.finish()?;
    Ok(exit)
}

/// A search that is not understood, with a mark under the place.
fn unknown(typed: &str, error: &crate::search::query::QueryError) -> Failure {
    let typed = sanitize_line(typed);
    let pointer = " ".repeat(error.column.saturating_sub(1).min(typed.chars().count()));
    Failure::usage(format!(
        "search error at column {}: {}\n  {typed}\n  {pointer}^\nfor example: {}",
        error.column, error.message, error.example
    ))
}

fn failed(error: SearchFailure) -> Failure {
    match error {
        SearchFailure::Outlet(name) => {
            let name = sanitize_line(&name);
            Failure::new(format!("no outlet is called “{name}”. `dateline outlets` lists them."))
        }
        other => Failure::new(sanitize_line(&other.to_string())),
    }
}

fn write(args: &SearchArgs, out: &mut Out, page: SearchPage, table: &OutletTable) -> Result<(), Failure> {
    let summary = page.summary();
    let nothing = page.found.is_empty();
    let window = match page.ranking {
        Ranking::Window(window) => Some(window),
        Ranking::Newest | Ranking::Relevance => None,
    };
    let hits: Vec<Hit> = page.found.into_iter().map(|found| Hit::new(table, found, window)).collect();
    let is_data = matches!(args.output.format(), Format::Json | Format::JsonLines | Format::Tsv);
    if is_data && window.is_some() {
        complain(&summary);
    }
    match args.output.format() {
        Format::Json => out.json(&hits)?,
        Format::JsonLines => hits.iter().try_for_each(|hit| out.json_line(hit))?,
        Format::Tsv => {
            out.tsv(FIELDS.into_iter().chain(["passage"]))?;
            hits.iter().try_for_each(|hit| out.tsv(hit.fields()))?;
        }
        Format::Plain => {
            out.line(&format!("{summary}."))?;
            hits.iter()
                .zip(1 + args.skip as usize..)
                .try_for_each(|(hit, number)| out.numbered(number, &hit.sentence()))?;
        }
        Format::Table => {
            out.line(&format!("{summary}."))?;
            for (hit, number) in hits.iter().zip(1 + args.skip..) {
                page_of(out, hit, number)?;
            }
        }
    }
    if nothing && is_data {
        complain("nothing found");
    }
    if let Some(hint) = hint(&args.query).filter(|_| nothing) {
        complain(&hint);
    }
    Ok(())
}

/// A hit as it is read: a line that says which article, and the passage.
fn page_of(out: &mut Out, hit: &Hit, number: u32) -> Result<(), Failure> {
    let styled = |text: &str, on: &str, colour: bool| {
        if colour { format!("\u{1b}[{on}m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let colour = out.colour;
    let date = hit.head.date.as_ref().map_or_else(|| "undated".to_owned(), date_text);
    let title = styled(&sanitize_line(&hit.head.title), "1", colour);
    let id = styled(&hit.head.id, "2", colour);
    out.line("")?;
    out.line(&format!("{number}. {}, {date}: {title}  {id}", sanitize_line(hit.head.outlet_name())))?;
    let mut passage = String::new();
    let mut at = 0;
    let chars: Vec<char> = hit.passage.chars().collect();
    let text = |from: usize, to: usize| chars.get(from..to).unwrap_or(&[]).iter().collect::<String>();
    for (start, end) in &hit.marks {
        passage.push_str(&text(at, *start));
        passage.push_str(&styled(&text(*start, *end), "1;4", colour));
        at = *end;
    }
    passage.push_str(&text(at, chars.len()));
    out.line(&format!("   {passage}"))
}
