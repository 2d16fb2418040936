//! `dateline outlets`: who publishes, and how much.

use serde::Serialize;

use super::corpus::{CorpusArgs, Names, Opened};
use super::list::date_text;
use super::output::{Cell, Column, Out, OutputArgs, Record, Table, count, write_records};
use super::{Exit, Failure};
use crate::engine::memory::Entry;
use crate::model::{OutletId, Published};

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

/// Lists the outlets.
///
/// # Errors
/// Where nothing could be read, and where standard output takes no more.
pub fn run(args: &OutletsArgs) -> Result<Exit, Failure> {
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
    let head = ["outlet", "tag", "articles", "people", "words", "first", "last"];
    write_records(&mut out, args.output.format(), &rows, &head, table)?;
    out.finish()?;
    Ok(opened.exit)
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new(vec![
        Column::left("TAG"),
        Column::left("OUTLET").giving_way(),
        Column::right("ARTICLES"),
        Column::right("PEOPLE"),
        Column::right("WORDS"),
        Column::left("FIRST"),
        Column::left("LAST"),
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
