//! `dateline list`: the articles, the newest first.

use serde::Serialize;

use super::corpus::{CorpusArgs, Names, Opened};
use super::output::{Cell, Column, Format, Out, OutputArgs, Record, Table, count, write_records};
use super::{Exit, Failure};
use crate::engine::library::outlets;
use crate::engine::memory::{Entry, OutletTable, Scope};
use crate::model::{OutletId, Published};
use crate::store::library::{Library, Row};

/// Options of `dateline list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// Which articles.
    #[command(flatten)]
    corpus: CorpusArgs,
    /// In which form.
    #[command(flatten)]
    output: OutputArgs,
}

/// What is said of an article without opening it.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The short form of its content key, as `dateline show` takes it.
    pub id: String,
    /// Outlet; `None` where unknown.
    pub outlet: Option<String>,
    /// The outlet's sign.
    pub tag: String,
    /// Title, in one line.
    pub title: String,
    /// Date or time of publication, RFC 3339.
    pub date: Option<Published>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Length in words.
    pub words: u32,
    /// Where it was read from.
    pub source: String,
}

impl Head {
    /// The head of an article.
    #[must_use]
    pub fn new(scope: &Scope, entry: &Entry) -> Self {
        let meta = &entry.article.meta;
        Self {
            id: entry.article.key.short(),
            outlet: meta.outlet.clone(),
            tag: scope.outlets().tag(entry.outlet).to_string(),
            title: entry.title.to_string(),
            date: meta.date.clone(),
            language: meta.language.clone(),
            words: entry.words,
            source: entry.article.source.to_string(),
        }
    }

    /// The head of an article of the library.
    #[must_use]
    pub fn of(outlets: &OutletTable, row: Row) -> Self {
        let outlet = OutletId(row.outlet);
        Self {
            id: row.key.short(),
            outlet: outlets.name(outlet).as_deref().map(str::to_owned),
            tag: outlets.tag(outlet).to_string(),
            title: row.title,
            date: row.date,
            language: row.language,
            words: row.words,
            source: row.source,
        }
    }

    /// The outlet's name as it is shown.
    #[must_use]
    pub fn outlet_name(&self) -> &str {
        self.outlet.as_deref().unwrap_or("unknown outlet")
    }

    /// The date as it is shown; empty where unknown.
    #[must_use]
    pub fn date_text(&self) -> String {
        self.date.as_ref().map(date_text).unwrap_or_default()
    }
}

/// `2025-02-18`, or `2025-02-18 08:10` on the publisher's own clock where the time is known.
#[must_use]
pub fn date_text(date: &Published) -> String {
    match date {
        Published::Date(day) => day.to_string(),
        Published::Time(time) => time.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

impl Record for Head {
    fn fields(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.outlet.clone().unwrap_or_default(),
            self.tag.clone(),
            self.title.clone(),
            self.date.as_ref().map(ToString::to_string).unwrap_or_default(),
            self.language.clone().unwrap_or_default(),
            self.words.to_string(),
            self.source.clone(),
        ]
    }

    fn sentence(&self) -> String {
        let date = if self.date.is_some() { self.date_text() } else { "undated".to_owned() };
        let words = count(self.words as usize, "word");
        format!("{}, {date}: {} ({words}, id {})", self.outlet_name(), self.title, self.id)
    }
}

/// The names of [`Head`]'s fields.
pub const FIELDS: [&str; 8] = ["id", "outlet", "tag", "title", "date", "language", "words", "source"];

/// Lists the articles.
///
/// # Errors
/// Where nothing could be read, and where standard output takes no more.
pub fn run(args: &ListArgs) -> Result<Exit, Failure> {
    if let Some(library) = args.corpus.library()? {
        return stored(args, &library);
    }
    let opened = args.corpus.open(Names::Unwanted)?;
    let mut out = Out::stdout();
    write_records(&mut out, args.output.format(), &heads(&opened), &FIELDS, table)?;
    out.finish()?;
    Ok(opened.exit)
}

/// Lists articles of the library; forms of one line an article take no memory, however many there are.
fn stored(args: &ListArgs, library: &Library) -> Result<Exit, Failure> {
    let table_of_outlets = outlets(library)?;
    let mut out = Out::stdout();
    let format = args.output.format();
    let (mut number, mut heads) = (0, Vec::new());
    if format == Format::Tsv {
        out.tsv(FIELDS)?;
    }
    args.corpus.each_row(library, &table_of_outlets, |row| {
        number += 1;
        let head = Head::of(&table_of_outlets, row);
        match format {
            Format::Tsv => out.tsv(head.fields())?,
            Format::JsonLines => out.json_line(&head)?,
            Format::Plain => out.numbered(number, &head.sentence())?,
            Format::Table | Format::Json => heads.push(head),
        }
        Ok(true)
    })?;
    match format {
        Format::Table => out.table(&table(&heads))?,
        Format::Json => out.json(&heads)?,
        _ => {}
    }
    out.finish()?;
    Ok(Exit::Done)
}

/// The heads of all articles that pass.
#[must_use]
pub fn heads(opened: &Opened) -> Vec<Head> {
    opened.articles().map(|(_, entry)| Head::new(&opened.scope, entry)).collect()
}

fn table(heads: &[Head]) -> Table {
    let mut table = Table::new(vec![
        Column::right("#"),
        Column::left("ID"),
        Column::left("OUTLET").giving_way(),
        Column::left("DATE").optional(),
        Column::right("WORDS").optional(),
        Column::left("TITLE").giving_way(),
    ]);
    for (head, number) in heads.iter().zip(1..) {
        table.row(vec![
            Cell::from(number.to_string()).dim(),
            Cell::from(head.id.clone()).dim(),
            Cell::new(head.outlet_name()).tag(),
            head.date_text().into(),
            head.words.to_string().into(),
            Cell::new(&head.title).bold(),
        ]);
    }
    table
}
