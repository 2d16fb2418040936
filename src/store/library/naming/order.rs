//! The order in which articles are tied: that of time, whenever they came. Where all came so, or all are tied anew, the same
//! articles share a step, and give the same entities.

use std::collections::BinaryHeap;

use rusqlite::{Connection, OptionalExtension};

use super::step;
use crate::store::library::error::LibraryError;
use crate::store::library::list::seconds_of;
use crate::store::library::read;

/// Libraries of so few steps are always tied anew where an article came late: it takes seconds.
const FEW: i64 = 4;
/// Others where one in so many articles is new since all were in order: what came costs more than that.
const SHARE: i64 = 8;

/// Where an article stands in the order: its second, those without a date first, then its content, as bytes that sort so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store::library) struct Position([u8; 24]);

impl Position {
    /// Of an article's place in time and its content.
    pub(in crate::store::library) fn of(place: i64, key: u128) -> Self {
        let mut bytes = [0; 24];
        let (second, content) = bytes.split_at_mut(8);
        // With the sign turned over, bytes sort as the numbers do.
        second.copy_from_slice(&(seconds_of(place) ^ i64::MIN).to_be_bytes());
        content.copy_from_slice(&key.to_be_bytes());
        Self(bytes)
    }
}

/// The line up to which articles are tied for good; one that is older comes late.
pub(in crate::store::library) fn line(db: &Connection) -> Result<Option<Position>, LibraryError> {
    let sql = "SELECT value FROM setting WHERE name = 'line'";
    let line: Option<Vec<u8>> = db.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
    Ok(line.and_then(|bytes| bytes.try_into().ok()).map(Position))
}

/// Moves the line on to an article.
pub(super) fn move_line(db: &Connection, article: i64) -> Result<(), LibraryError> {
    let Some(to) = position(db, article)? else { return Ok(()) };
    if line(db)?.is_none_or(|line| line < to) {
        let sql = "INSERT INTO setting VALUES ('line', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1";
        db.prepare_cached(sql)?.execute([to.0.as_slice()])?;
    }
    Ok(())
}

fn position(db: &Connection, article: i64) -> Result<Option<Position>, LibraryError> {
    let sql = "SELECT place, key FROM article WHERE id = ?1";
    let row = |row: &rusqlite::Row<'_>| Ok(Position::of(row.get(0)?, read::key(row.get_ref(1)?).0));
    Ok(db.prepare_cached(sql)?.query_row([article], row).optional()?)
}

/// An article came: it waits.
pub(in crate::store::library) fn wait(db: &Connection, article: i64) -> Result<(), LibraryError> {
    db.prepare_cached("INSERT INTO waiting VALUES (?1)")?.execute([article])?;
    Ok(())
}

/// So many articles came late, or went from where they were tied for good.
pub(in crate::store::library) fn late(db: &Connection, more: i64) -> Result<(), LibraryError> {
    if more == 0 { Ok(()) } else { step::set(db, "late", late_so_far(db)? + more) }
}

/// How many came late since all was in order.
pub(in crate::store::library) fn late_so_far(db: &Connection) -> Result<i64, LibraryError> {
    Ok(step::get(db, "late")?.unwrap_or(0))
}

/// Whether enough came, some of it late, to tie all anew.
pub(super) fn is_worth_it(db: &Connection, size: i64) -> Result<bool, LibraryError> {
    let all: i64 = db.query_row("SELECT coalesce(sum(articles), 0) FROM outlet", [], |row| row.get(0))?;
    let ordered = step::get(db, "ordered")?.unwrap_or(0);
    Ok(late_so_far(db)? > 0 && (all <= FEW.saturating_mul(size) || (all - ordered).saturating_mul(SHARE) >= all))
}

/// The first of those that wait, in order; at most so many are held, however many wait.
pub(super) fn turn(db: &Connection, most: usize) -> Result<Vec<u32>, LibraryError> {
    let mut select = db.prepare("SELECT id, place, key FROM waiting JOIN article ON article.id = waiting.article")?;
    let mut rows = select.query([])?;
    let mut first: BinaryHeap<(Position, u32)> = BinaryHeap::new();
    while let Some(row) = rows.next()? {
        let next = (Position::of(row.get(1)?, read::key(row.get_ref(2)?).0), row.get(0)?);
        if first.len() < most {
            first.push(next);
        } else if let Some(mut last) = first.peek_mut().filter(|last| next < **last) {
            *last = next;
        }
    }
    let first = first.into_sorted_vec();
    // Not in place: what is kept is a seventh of what was sorted.
    Ok(first.iter().map(|(_, id)| *id).collect())
}

/// Nothing is tied yet: all articles wait.
pub(in crate::store::library) fn all_wait(db: &Connection) -> Result<(), LibraryError> {
    Ok(db.execute_batch(
        "DELETE FROM waiting; INSERT INTO waiting SELECT id FROM article;
         DELETE FROM setting WHERE name IN ('line', 'late', 'stale', 'born', 'rest')",
    )?)
}
