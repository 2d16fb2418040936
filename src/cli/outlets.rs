//! `dateline outlets`: who publishes, and how much.

use serde::Serialize;

use super::corpus::{CorpusArgs, Names, Opened};
use super::list::date_text;
use super::output::{Cell, Column, Out, OutputArgs, Record, Table, count, write_records};
use super::{Exit, Failure};
use crate::engine::library::outlets;
use crate::engine::memory::Entry;
use crate::model::{OutletId, Published};
use crate::store::library::Library;

/// Options of `dateline outlets`.
#[derive(Debug, clap::Args)]
pub struct OutletsArgs {
    /// Which articles.
    #[command(flatten)]
    corpus: CorpusArgs,
    /// In which form.
    #[command(flatten)]
    output: OutputArgs,
}

/// An outlet in the articles that pass.
#[derive(Debug, Serialize)]
struct Row {
    outlet: Option<String>,
    tag: String,
    articles: usize,
    people: u32,
    words: u64,
    first: Option<Published>,
    last: Option<Published>,
}

impl Row {
    fn new(opened: &Opened, id: OutletId, people: u32) -> Self {
        let own: Vec<&Entry> =
            opened.articles().map(|(_, entry)| &**entry).filter(|entry| entry.outlet == id).collect();
        let dates = || own.iter().filter_map(|entry| entry.article.meta.date.as_ref());
        let table = opened.scope.outlets();
        Self {
            outlet: table.name(id).map(|name| name.to_string()),
            tag: table.tag(id).to_string(),
            articles: own.len(),
            people,
            words: own.iter().map(|entry| u64::from(entry.words)).sum(),
            first: dates().min_by_key(|date| date.seconds()).cloned(),
            last: dates().max_by_key(|date| date.seconds()).cloned(),
        }
    }

    fn name(&self) -> &str {
        self.outlet.as_deref().unwrap_or("unknown outlet")
    }
}

impl Record for Row {
    fn fields(&self) -> Vec<String> {
        let date = |date: &Option<Published>| date.as_ref().map(ToString::to_string).unwrap_or_default();
        vec![
            self.outlet.clone().unwrap_or_default(),
            self.tag.clone(),
            self.articles.to_string(),
            self.people.to_string(),
            self.words.to_string(),
            date(&self.first),
            date(&self.last),
        ]
    }

    fn sentence(&self) -> String {
        let (articles, words) = (count(self.articles, "article"), count(self.words as usize, "word"));
        let people = count(self.people as usize, "person");
        let dates = match (&self.first, &self.last) {
            (Some(first), Some(last)) if first == last => format!(", {}", date_text(first)),
            (Some(first), Some(last)) => format!(", {} to {}", date_text(first), date_text(last)),
            _ => String::new(),
        };
        format!("{} ({}): {articles}, {people} named, {words}{dates}", self.name(), self.tag)
    }
}

/// The names of [`Row`]'s fields.
const HEAD: [&str; 7] = ["outlet", "tag", "articles", "people", "words", "first", "last"];

/// Lists the outlets.
///
/// # Errors
/// Where nothing could be read, and where standard output takes no more.
pub fn run(args: &OutletsArgs) -> Result<Exit, Failure> {
    if let Some(library) = args.corpus.library()?.filter(|_| !args.corpus.filter.asks_for_dates()) {
        return stored(args, &library);
    }
    let opened = args.corpus.open(Names::Wanted)?;
    let passing = opened.outlets();
    let rows: Vec<_> = opened
        .scope
        .outlet_rows()
        .iter()
        .filter(|row| passing.contains(&row.id))
        .map(|row| Row::new(&opened, row.id, row.people))
        .collect();
    let mut out = Out::stdout();
    write_records(&mut out, args.output.format(), &rows, &HEAD, table)?;
    out.finish()?;
    Ok(opened.exit)
}

/// Lists the outlets of the library, from what is counted there.
fn stored(args: &OutletsArgs, library: &Library) -> Result<Exit, Failure> {
    let table_of_outlets = outlets(library)?;
    let chosen = args.corpus.outlet_numbers(&table_of_outlets)?;
    let people = library.people_by_outlet()?;
    let mut rows = Vec::new();
    for outlet in library.outlets()? {
        if chosen.as_ref().is_some_and(|chosen| !chosen.contains(&outlet.id)) {
            continue;
        }
        let (first, last) = library.outlet_dates(outlet.id)?;
        rows.push(Row {
            tag: table_of_outlets.tag(OutletId(outlet.id)).to_string(),
            outlet: outlet.name,
            articles: outlet.articles as usize,
            people: people.iter().find(|(id, _)| *id == outlet.id).map_or(0, |(_, people)| *people),
            words: outlet.words,
            first,
            last,
        });
    }
    let mut out = Out::stdout();
    write_records(&mut out, args.output.format(), &rows, &HEAD, table)?;
    out.finish()?;
    Ok(Exit::Done)
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new(vec![
        Column::left("TAG"),
        Column::left("OUTLET").giving_way(),
        Column::right("ARTICLES"),
        Column::right("PEOPLE").optional(),
        Column::right("WORDS").optional(),
        Column::left("FIRST").optional(),
        Column::left("LAST").optional(),
    ]);
    let date = |date: &Option<Published>| date.as_ref().map(date_text).unwrap_or_default();
    for row in rows {
        table.row(vec![
            Cell::new(&row.tag).tag(),
            Cell::new(row.name()).bold(),
            row.articles.to_string().into(),
            row.people.to_string().into(),
            row.words.to_string().into(),
            date(&row.first).into(),
            date(&row.last).into(),
        ]);
    }
    table
}
