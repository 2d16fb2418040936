//! The table in its forms.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::Table as Who;
use super::details::{Named, Role, Why};
use crate::cli::Failure;
use crate::cli::output::{Cell, Column, Out, Table, count};
use crate::engine::{WhoColumn, WhoRow};
use crate::model::EntityKind;
use crate::text::cells;

/// Cells of a name in the table of a narrow terminal, kind and numbers beside it.
const NAME: usize = 38;
/// Cells of a column of numbers with the gap before it.
const NUMBER: usize = 6;

/// An entity for JSON.
#[derive(Debug, Serialize)]
pub struct Record {
    kind: EntityKind,
    name: Arc<str>,
    names: Vec<String>,
    mentions: u32,
    articles: u32,
    /// Number of outlets that name it.
    named_by: u32,
    roles: Vec<Role>,
    outlets: Vec<InOutlet>,
    merges: Vec<Why>,
    decided: bool,
}

/// One count; zeros are there too.
#[derive(Debug, Serialize)]
struct InOutlet {
    outlet: Option<Arc<str>>,
    tag: Arc<str>,
    mentions: u32,
    articles: u32,
    roles: Vec<Role>,
}

/// All rows as one array, made while they are written.
pub struct Records<'a>(pub &'a Who<'a>);

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(records(self.0))
    }
}

/// The rows for JSON.
pub fn records(who: &Who<'_>) -> impl Iterator<Item = Record> {
    who.rows().map(|row| {
        let mut details = who.details(&row);
        let mut in_outlet = |column: &WhoColumn| {
            let line = details.as_mut().and_then(|all| all.named.iter_mut().find(|line| line.outlet == column.outlet));
            line.map_or_else(Vec::new, |line| std::mem::take(&mut line.roles))
        };
        let cells = who.columns().iter().zip(&row.cells);
        let outlets = cells.map(|(column, cell)| InOutlet {
            outlet: column.name.clone(),
            tag: column.tag.clone(),
            mentions: cell.mentions,
            articles: cell.articles,
            roles: in_outlet(column),
        });
        let outlets = outlets.collect();
        let (roles, merges) = details.map_or_else(Default::default, |all| (all.roles, all.merges));
        Record {
            kind: row.kind,
            name: row.name.clone(),
            names: who.names(&row),
            mentions: row.all.mentions,
            articles: row.all.articles,
            named_by: row.outlets,
            decided: row.decided,
            merges,
            roles,
            outlets,
        }
    })
}

/// Writes a header and rows, a column for each outlet; where decisions count, a last one says which rows are as a person decided.
///
/// # Errors
/// Where the sink takes no more.
pub fn tsv(out: &mut Out, who: &Who<'_>) -> Result<(), Failure> {
    let names = who.columns().iter().map(WhoColumn::display);
    let decisions = who.has_decisions();
    let last = decisions.then_some("decided");
    out.tsv(["kind", "name", "mentions", "articles"].into_iter().chain(names).chain(last))?;
    who.rows().try_for_each(|row| {
        let first = [
            row.kind.word().to_owned(),
            row.name.to_string(),
            row.all.mentions.to_string(),
            row.all.articles.to_string(),
        ];
        let cells = row.cells.iter().map(|cell| cell.of(who.measure).to_string());
        let last = decisions.then(|| if row.decided { "yes" } else { "no" }.to_owned());
        out.tsv(first.into_iter().chain(cells).chain(last))
    })
}

/// Writes the table. Where the terminal is too narrow for all outlets, the last column says how many mentions the rest
/// have together.
///
/// # Errors
/// Where the sink takes no more.
pub fn table(out: &mut Out, who: &Who<'_>) -> Result<(), Failure> {
    let outlets = who.columns();
    let all = outlets.len();
    let room = out.width.map_or(all, |width| width.saturating_sub(NAME) / NUMBER);
    let fit = if all <= room { all } else { room.saturating_sub(1).max(1).min(all) };
    let mut columns =
        vec![Column::left(""), Column::left("WHO").giving_way(), Column::right("ALL"), Column::right("IN")];
    columns.extend(outlets.iter().take(fit).map(|column| Column::right(&*column.tag)));
    if fit < all {
        columns.push(Column::right(format!("+{}", all - fit)));
    }
    if who.len() == 0 {
        return out.line(&format!("No names in {}.", who.size()));
    }
    let mut table = Table::new(columns);
    for row in who.rows() {
        let mut line = vec![
            Cell::from(row.kind.letter().to_string()).dim(),
            if row.decided { Cell::new(&row.name).bold().and(" ✎") } else { Cell::new(&row.name).bold() },
            row.all.of(who.measure).to_string().into(),
            Cell::from(row.outlets.to_string()).dim(),
        ];
        line.extend(row.cells.iter().take(fit).map(|cell| number(cell.of(who.measure))));
        if fit < all {
            line.push(number(row.cells.iter().skip(fit).map(|cell| cell.of(who.measure)).sum()));
        }
        table.row(line);
    }
    out.table(&table)?;
    legend(out, who)
}

fn number(count: u32) -> Cell {
    if count == 0 { Cell::new("·").dim() } else { count.to_string().into() }
}

/// What the signs of the outlets stand for, on as many lines as it takes.
fn legend(out: &mut Out, who: &Who<'_>) -> Result<(), Failure> {
    let Some(width) = out.width else { return Ok(()) };
    out.line("")?;
    let mut line = String::new();
    for column in who.columns() {
        let part = crate::text::sanitize_line(&format!("{} {}", column.tag, column.display()));
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
pub fn plain(out: &mut Out, who: &Who<'_>) -> Result<(), Failure> {
    let mut of = [0usize; EntityKind::ALL.len()];
    who.rows().for_each(|row| of[row.kind as usize] += 1);
    let counts: Vec<_> = EntityKind::ALL
        .into_iter()
        .filter(|kind| of[*kind as usize] > 0)
        .map(|kind| match kind {
            EntityKind::Other => format!("{} other", of[kind as usize]),
            kind => count(of[kind as usize], kind.word()),
        })
        .collect();
    let counts = if counts.is_empty() { "No names".to_owned() } else { counts.join(", ") };
    out.line(&format!("{counts} in {}.", who.size()))?;
    who.rows().zip(1..).try_for_each(|(row, number)| out.numbered(number, &sentence(who, &row)))
}

fn sentence(who: &Who<'_>, row: &WhoRow) -> String {
    let mentions = count(row.all.mentions as usize, "mention");
    let Some(all) = who.details(row) else { return format!("{}: {mentions}.", row.name) };
    let named: Vec<_> = all.named.iter().map(|line| outlet(line, &row.name)).collect();
    let absent = if all.absent.is_empty() { String::new() } else { format!(" Not in: {}.", all.absent.join(", ")) };
    let roles: Vec<_> = all.roles.iter().map(|role| format!("{} {}", role.words, role.mentions)).collect();
    let roles = if roles.is_empty() { String::new() } else { format!(" Called: {}.", roles.join(", ")) };
    let decided = if row.decided { format!(" Decided: {}.", all.decided.join("; ")) } else { String::new() };
    format!("{} ({}): {mentions}. {}.{absent}{roles}{decided}", row.name, row.kind, named.join(", "))
}

/// `North Wire 2 (as Sergey Lavrov, Mr Lavrov)`: the forms where they are others than the name.
fn outlet(line: &Named, name: &str) -> String {
    let forms: Vec<_> = line.forms.iter().map(|form| &**form).filter(|form| *form != name).collect();
    let forms = if forms.is_empty() { String::new() } else { format!(" (as {})", forms.join(", ")) };
    format!("{} {}{forms}", line.name, line.mentions)
}
