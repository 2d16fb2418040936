//! The matrix in its forms.

use serde::Serialize;

use super::count::{Matrix, Row};
use crate::cli::Failure;
use crate::cli::corpus::Opened;
use crate::cli::output::{Cell, Column, Out, Table, count};
use crate::engine::OutletLine;
use crate::model::EntityKind;
use crate::text::cells;

/// Cells of a name in the table of a narrow terminal, kind and numbers beside it.
const NAME: usize = 34;
/// Cells of a column of numbers with the gap before it.
const NUMBER: usize = 6;

/// An entity for JSON.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    kind: EntityKind,
    name: &'a str,
    names: &'a [String],
    mentions: u32,
    articles: u32,
    outlets: Vec<InOutlet<'a>>,
    decided: bool,
}

/// One count; zeros are there too.
#[derive(Debug, Serialize)]
struct InOutlet<'a> {
    outlet: Option<&'a str>,
    tag: &'a str,
    mentions: u32,
}

/// The rows for JSON.
pub fn records(matrix: &Matrix) -> impl Iterator<Item = Record<'_>> {
    matrix.rows.iter().map(|row| Record {
        kind: row.kind,
        name: &row.name,
        names: &row.names,
        mentions: row.mentions,
        articles: row.articles,
        outlets: matrix
            .outlets
            .iter()
            .zip(&row.by_outlet)
            .map(|((tag, name), mentions)| InOutlet { outlet: name.as_deref(), tag, mentions: *mentions })
            .collect(),
        decided: row.decided,
    })
}

/// Writes a header and rows, a column for each outlet.
///
/// # Errors
/// Where the sink takes no more.
pub fn tsv(out: &mut Out, matrix: &Matrix) -> Result<(), Failure> {
    let names = matrix.outlets.iter().map(|(_, name)| name.as_deref().unwrap_or("unknown outlet"));
    out.tsv(["kind", "name", "mentions", "articles"].into_iter().chain(names))?;
    matrix.rows.iter().try_for_each(|row| {
        let first =
            [row.kind.word().to_owned(), row.name.to_string(), row.mentions.to_string(), row.articles.to_string()];
        out.tsv(first.into_iter().chain(row.by_outlet.iter().map(ToString::to_string)))
    })
}

/// Writes the table. Where the terminal is too narrow for all outlets, the last column says how many mentions the rest
/// have together.
///
/// # Errors
/// Where the sink takes no more.
pub fn table(out: &mut Out, matrix: &Matrix) -> Result<(), Failure> {
    let all = matrix.outlets.len();
    let room = out.width.map_or(all, |width| width.saturating_sub(NAME) / NUMBER);
    let fit = if all <= room { all } else { room.saturating_sub(1).max(1).min(all) };
    let mut columns = vec![Column::left(""), Column::left("WHO").giving_way(), Column::right("ALL")];
    columns.extend(matrix.outlets.iter().take(fit).map(|(tag, _)| Column::right(&**tag)));
    if fit < all {
        columns.push(Column::right(format!("+{}", all - fit)));
    }
    let mut table = Table::new(columns);
    for row in &matrix.rows {
        let mut line = vec![
            Cell::from(row.kind.letter().to_string()).dim(),
            Cell::new(&row.name).bold(),
            row.mentions.to_string().into(),
        ];
        line.extend(row.by_outlet.iter().take(fit).map(|count| number(*count)));
        if fit < all {
            line.push(number(row.by_outlet.iter().skip(fit).sum()));
        }
        table.row(line);
    }
    out.table(&table)?;
    legend(out, matrix)
}

fn number(count: u32) -> Cell {
    if count == 0 { Cell::new("·").dim() } else { count.to_string().into() }
}

/// What the signs of the outlets stand for, on as many lines as it takes.
fn legend(out: &mut Out, matrix: &Matrix) -> Result<(), Failure> {
    let Some(width) = out.width.filter(|_| !matrix.rows.is_empty()) else { return Ok(()) };
    out.line("")?;
    let mut line = String::new();
    for (tag, name) in &matrix.outlets {
        let part = format!("{tag} {}", name.as_deref().unwrap_or("unknown outlet"));
        let part = crate::text::sanitize_line(&part);
        if !line.is_empty() && cells(&line) + 3 + cells(&part) > width {
            out.line(&std::mem::take(&mut line))?;
        }
        line = if line.is_empty() { part } else { format!("{line} · {part}") };
    }
    out.line(&line)
}

/// Writes a sentence for each entity, under one that says how many there are.
///
/// # Errors
/// Where the sink takes no more.
pub fn plain(out: &mut Out, opened: &Opened, matrix: &Matrix) -> Result<(), Failure> {
    let of = |kind: EntityKind| matrix.rows.iter().filter(|row| row.kind == kind).count();
    let counts: Vec<_> = EntityKind::ALL
        .into_iter()
        .filter(|kind| of(*kind) > 0)
        .map(|kind| match kind {
            EntityKind::Other => format!("{} other", of(kind)),
            kind => count(of(kind), kind.word()),
        })
        .collect();
    let counts = if counts.is_empty() { "No names".to_owned() } else { counts.join(", ") };
    out.line(&format!("{counts} in {}.", opened.size()))?;
    for (row, number) in matrix.rows.iter().zip(1..) {
        out.numbered(number, &sentence(opened, row))?;
    }
    Ok(())
}

fn sentence(opened: &Opened, row: &Row) -> String {
    let mentions = count(row.mentions as usize, "mention");
    let Some(card) = opened.scope.card(row.id) else { return format!("{}: {mentions}.", row.name) };
    let named: Vec<_> = card.named.iter().map(|line| outlet(line, &row.name)).collect();
    let absent: Vec<_> = card.absent.iter().map(|line| &*line.name).collect();
    let absent = if absent.is_empty() { String::new() } else { format!(" Not in: {}.", absent.join(", ")) };
    format!("{} ({}): {mentions}. {}.{absent}", row.name, row.kind, named.join(", "))
}

/// `North Wire 2 (as Sergey Lavrov, Mr Lavrov)`: the forms where they are others than the name.
fn outlet(line: &OutletLine, name: &str) -> String {
    let forms: Vec<_> = line.forms.iter().map(|(form, _)| &**form).filter(|form| *form != name).collect();
    let forms = if forms.is_empty() { String::new() } else { format!(" (as {})", forms.join(", ")) };
    format!("{} {}{forms}", line.name, line.mentions)
}
