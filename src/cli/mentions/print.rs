//! Mentions in their forms.

use serde::Serialize;

use super::Hit;
use crate::cli::Failure;
use crate::cli::corpus::Opened;
use crate::cli::output::{Cell, Column, Out, Table, count};
use crate::engine::{Card, OutletLine};
use crate::model::{EntityKind, Published};
use crate::text::sanitize_line;

/// The answer as one document.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    entity: Named<'a>,
    mentions: Vec<Record<'a>>,
}

/// The entity by outlet.
#[derive(Debug, Serialize)]
struct Named<'a> {
    kind: EntityKind,
    name: &'a str,
    mentions: u32,
    articles: u32,
    outlets: Vec<InOutlet<'a>>,
    decisions: &'a [String],
}

/// The entity in one outlet; those that do not name it are there with 0.
#[derive(Debug, Serialize)]
struct InOutlet<'a> {
    outlet: &'a str,
    tag: &'a str,
    mentions: u32,
    articles: u32,
    forms: Vec<Form<'a>>,
}

#[derive(Debug, Serialize)]
struct Form<'a> {
    name: &'a str,
    mentions: u32,
}

/// One mention. `start` and `end` are code points of `text` of `dateline show --json`, `block` a position in its `blocks`.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    article: &'a str,
    outlet: Option<&'a str>,
    tag: &'a str,
    date: Option<&'a Published>,
    title: &'a str,
    source: &'a str,
    block: usize,
    start: usize,
    end: usize,
    text: &'a str,
    before: &'a str,
    after: &'a str,
    decided: bool,
}

/// The answer as one document.
#[must_use]
pub fn document<'a>(card: &'a Card, hits: &'a [Hit]) -> Document<'a> {
    let outlet = |line: &'a OutletLine| InOutlet {
        outlet: &line.name,
        tag: &line.tag,
        mentions: line.mentions,
        articles: line.articles,
        forms: line.forms.iter().map(|(name, mentions)| Form { name, mentions: *mentions }).collect(),
    };
    Document {
        entity: Named {
            kind: card.entity.kind,
            name: &card.entity.name,
            mentions: card.mentions,
            articles: card.articles,
            outlets: card.named.iter().chain(&card.absent).map(outlet).collect(),
            decisions: &card.decided,
        },
        mentions: hits.iter().map(record).collect(),
    }
}

/// A mention for JSON.
#[must_use]
pub fn record(hit: &Hit) -> Record<'_> {
    Record {
        article: &hit.head.id,
        outlet: hit.head.outlet.as_deref(),
        tag: &hit.head.tag,
        date: hit.head.date.as_ref(),
        title: &hit.head.title,
        source: &hit.head.source,
        block: hit.block,
        start: hit.start,
        end: hit.end,
        text: &hit.context.name,
        before: &hit.context.before,
        after: &hit.context.after,
        decided: hit.decided,
    }
}

/// Writes a header and a row for each mention.
///
/// # Errors
/// Where the sink takes no more.
pub fn tsv(out: &mut Out, hits: &[Hit]) -> Result<(), Failure> {
    out.tsv(["article", "outlet", "tag", "date", "start", "end", "before", "text", "after"])?;
    hits.iter().try_for_each(|hit| {
        let date = hit.head.date.as_ref().map(ToString::to_string).unwrap_or_default();
        let (start, end) = (hit.start.to_string(), hit.end.to_string());
        out.tsv([
            &hit.head.id,
            hit.head.outlet.as_deref().unwrap_or(""),
            &hit.head.tag,
            &date,
            &start,
            &end,
            &hit.context.before,
            &hit.context.name,
            &hit.context.after,
        ])
    })
}

/// Who it is, how often named and where, and where not.
fn heading(opened: &Opened, card: &Card) -> Vec<String> {
    let of = opened.outlets().len();
    let named = card.named.len();
    let (mentions, articles) = (count(card.mentions as usize, "mention"), count(card.articles as usize, "article"));
    let name = sanitize_line(&card.entity.name);
    let mut lines =
        vec![format!("{name} ({}): {mentions} in {articles}, {named} of {}.", card.entity.kind, count(of, "outlet"))];
    lines.extend(card.named.iter().map(|line| {
        let forms: Vec<_> = line.forms.iter().map(|(form, n)| format!("{} {n}", sanitize_line(form))).collect();
        format!("  {}: {}", sanitize_line(&line.name), forms.join(", "))
    }));
    lines.extend(card.decided.iter().map(|said| format!("  You {}", sanitize_line(said))));
    if !card.absent.is_empty() {
        let absent: Vec<_> = card.absent.iter().map(|line| sanitize_line(&line.name)).collect();
        lines.push(format!("  Not named by: {}", absent.join(", ")));
    }
    lines
}

/// Writes the mentions as numbered sentences.
///
/// # Errors
/// Where the sink takes no more.
pub fn plain(out: &mut Out, opened: &Opened, card: &Card, hits: &[Hit]) -> Result<(), Failure> {
    heading(opened, card).iter().try_for_each(|line| out.line(line))?;
    for (hit, number) in hits.iter().zip(1..) {
        let date = if hit.head.date.is_some() { format!(", {}", hit.head.date_text()) } else { String::new() };
        let place = hit.paragraph.map_or_else(|| "heading or caption".to_owned(), |n| format!("paragraph {n}"));
        out.numbered(number, &format!("{}{date}, {place}: {}", hit.head.outlet_name(), hit.context.line()))?;
    }
    Ok(())
}

/// Writes the mentions below one another, the name in the same column.
///
/// # Errors
/// Where the sink takes no more.
pub fn table(out: &mut Out, opened: &Opened, card: &Card, hits: &[Hit]) -> Result<(), Failure> {
    heading(opened, card).iter().try_for_each(|line| out.line(line))?;
    out.line("")?;
    let mut table = Table::new(vec![
        Column::left(""),
        Column::left(""),
        Column::right("").giving_way().keeping_end(),
        Column::left("").giving_way().joined(),
    ])
    .headless();
    for hit in hits {
        let (before, after) = hit.context.sides();
        table.row(vec![
            Cell::new(&hit.head.tag).tag(),
            Cell::from(hit.head.date_text()).dim(),
            Cell::default().and(&before),
            Cell::new(&hit.context.name).bold().and(&after),
        ]);
    }
    out.table(&table)
}
