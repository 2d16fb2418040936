//! `dateline mentions NAME --forms`: every form of the name and every role, by outlet, with the first mention of each.

use serde::Serialize;

use crate::cli::Failure;
use crate::cli::corpus::Opened;
use crate::cli::list::date_text;
use crate::cli::offsets::CodePointIndex;
use crate::cli::output::{Cell, Column, Format, Out, Table, count};
use crate::engine::{FormRow, FormsPage};
use crate::model::{EntityKind, Published};
use crate::text::sanitize_line;

#[derive(Debug, Serialize)]
struct Document<'a> {
    entity: Named<'a>,
    forms: Vec<Record<'a>>,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    kind: EntityKind,
    name: &'a str,
    mentions: u32,
    articles: u32,
    not_named_by: Vec<&'a str>,
}

/// A form or a role in one outlet, with its first mention by date.
#[derive(Debug, Serialize)]
struct Record<'a> {
    outlet: &'a str,
    tag: &'a str,
    /// `form` or `role`.
    what: &'static str,
    words: &'a str,
    mentions: u32,
    articles: u32,
    first: First<'a>,
}

/// `start` and `end` are code points of `text` of `dateline show --json`.
#[derive(Debug, Serialize)]
struct First<'a> {
    article: String,
    date: Option<&'a Published>,
    start: usize,
    end: usize,
}

fn record<'a>(opened: &'a Opened, row: &'a FormRow) -> Option<Record<'a>> {
    let article = &opened.scope.article(row.first.article)?.article;
    let text = &article.document.text;
    let (start, end) = CodePointIndex::new(text).span(text, row.first.span);
    Some(Record {
        outlet: &row.name,
        tag: &row.tag,
        what: if row.role { "role" } else { "form" },
        words: &row.words,
        mentions: row.count.mentions,
        articles: row.count.articles,
        first: First { article: article.key.short(), date: row.date.as_ref(), start, end },
    })
}

/// Writes the forms.
///
/// # Errors
/// Where the sink takes no more.
pub fn write(out: &mut Out, format: Format, opened: &Opened, page: &FormsPage) -> Result<(), Failure> {
    let mut records = page.rows.iter().filter_map(|row| record(opened, row));
    match format {
        Format::Json => out.json(&Document {
            entity: Named {
                kind: page.entity.kind,
                name: &page.entity.name,
                mentions: page.all.mentions,
                articles: page.all.articles,
                not_named_by: page.absent.iter().map(|(_, name)| &**name).collect(),
            },
            forms: records.collect(),
        }),
        Format::JsonLines => records.try_for_each(|record| out.json_line(&record)),
        Format::Tsv => {
            out.tsv(["outlet", "tag", "what", "words", "mentions", "articles", "article", "date", "start", "end"])?;
            records.try_for_each(|record| {
                let date = record.first.date.map(ToString::to_string).unwrap_or_default();
                let numbers = [record.mentions.to_string(), record.articles.to_string()];
                let [mentions, articles] = &numbers;
                let (start, end) = (record.first.start.to_string(), record.first.end.to_string());
                let first = &record.first.article;
                out.tsv([
                    record.outlet,
                    record.tag,
                    record.what,
                    record.words,
                    mentions,
                    articles,
                    first,
                    &date,
                    &start,
                    &end,
                ])
            })
        }
        Format::Plain => plain(out, page),
        Format::Table => table(out, page),
    }
}

fn heading(page: &FormsPage) -> String {
    let (mentions, articles) =
        (count(page.all.mentions as usize, "mention"), count(page.all.articles as usize, "article"));
    let (named, of) = page.outlets;
    let of = count(of as usize, "outlet");
    format!("{} ({}): {mentions} in {articles}, {named} of {of}.", sanitize_line(&page.entity.name), page.entity.kind)
}

fn absent(out: &mut Out, page: &FormsPage) -> Result<(), Failure> {
    if page.absent.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = page.absent.iter().map(|(_, name)| sanitize_line(name)).collect();
    out.line(&format!("Not named by: {}", names.join(", ")))
}

fn plain(out: &mut Out, page: &FormsPage) -> Result<(), Failure> {
    out.line(&heading(page))?;
    for (row, number) in page.rows.iter().zip(1..) {
        let date = row.date.as_ref().map_or_else(|| "undated".to_owned(), date_text);
        let what = if row.role { "called" } else { "as" };
        let (mentions, words) = (count(row.count.mentions as usize, "mention"), &row.words);
        out.numbered(number, &format!("{} {what} “{words}”: {mentions}, first {date}", row.name))?;
    }
    absent(out, page)
}

fn table(out: &mut Out, page: &FormsPage) -> Result<(), Failure> {
    out.line(&heading(page))?;
    out.line("")?;
    let mut table = Table::new(vec![
        Column::left("OUTLET").giving_way(),
        Column::left(""),
        Column::left("NAMED AS").giving_way(),
        Column::right("MENTIONS"),
        Column::right("ARTICLES").optional(),
        Column::left("FIRST").optional(),
    ]);
    let mut before = None;
    for row in &page.rows {
        let again = before.replace(row.outlet) == Some(row.outlet);
        table.row(vec![
            if again { Cell::default() } else { Cell::new(&row.name).tag() },
            if row.role { Cell::new("role").dim() } else { Cell::default() },
            if row.role { Cell::new(&row.words) } else { Cell::new(&row.words).bold() },
            row.count.mentions.to_string().into(),
            row.count.articles.to_string().into(),
            row.date.as_ref().map(date_text).unwrap_or_default().into(),
        ]);
    }
    out.table(&table)?;
    absent(out, page)
}
