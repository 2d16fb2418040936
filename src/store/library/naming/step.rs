//! Which articles a step is of. A full one is done for good; the last one, which seldom is, is done again when more has come:
//! so the same articles give the same entities in however many runs they came.

use rusqlite::{Connection, OptionalExtension};

use super::order;
use crate::store::library::error::LibraryError;

/// The articles of so many steps are put in order at once: it takes one walk over all that wait.
const AHEAD: usize = 32;

/// Articles whose turn it is to be tied, as long as nothing else came or went.
#[derive(Debug, Default)]
pub(in crate::store::library) struct Turn {
    /// Their numbers, in order; of many that wait, those of the next steps.
    ids: Vec<u32>,
    /// How many of them are done.
    done: usize,
    /// How many wait, and which the last of all articles is, as it was left.
    left: (i64, i64),
}

/// A step that is to be done.
#[derive(Debug)]
pub(super) struct Step {
    /// Its articles, in order.
    pub(super) articles: Vec<u32>,
    /// Whether it is full: then it is done for good.
    pub(super) full: bool,
    /// Whether others were done for good before.
    pub(super) follows: bool,
}

impl Step {
    /// The step of so many articles that is next.
    pub(super) fn of(db: &Connection, size: i64, turn: &mut Turn) -> Result<Self, LibraryError> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let ahead = turn.ids.len() - turn.done;
        if turn.left != left(db)? || (ahead < size && ahead as i64 != turn.left.0) {
            *turn = Turn { ids: order::turn(db, size.saturating_mul(AHEAD))?, ..Turn::default() };
        }
        let next = turn.ids.get(turn.done..).unwrap_or_default();
        let full = next.len() >= size;
        let articles = if full { next.get(..size).unwrap_or_default() } else { next };
        Ok(Self { articles: articles.to_vec(), full, follows: order::line(db)?.is_some() })
    }

    /// Notes that it is done.
    pub(super) fn note(&self, db: &Connection, turn: &mut Turn) -> Result<(), LibraryError> {
        if self.full {
            let mut delete = db.prepare_cached("DELETE FROM waiting WHERE article = ?1")?;
            for article in &self.articles {
                delete.execute([*article])?;
            }
            if let Some(last) = self.articles.last() {
                order::move_line(db, i64::from(*last))?;
            }
            turn.done += self.articles.len();
        }
        turn.left = left(db)?;
        if order::late_so_far(db)? == 0 {
            let all: i64 = db.query_row("SELECT coalesce(sum(articles), 0) FROM outlet", [], |row| row.get(0))?;
            set(db, "ordered", if self.full { all - turn.left.0 } else { all })?;
        }
        set(db, "stale", 0)?;
        // Readers see by it that names were tied.
        set(db, "tied", get(db, "tied")?.unwrap_or(0) + 1)
    }
}

/// Whether there is something to do.
pub(super) fn is_due(db: &Connection, size: i64) -> Result<bool, LibraryError> {
    let full = "SELECT 1 FROM waiting LIMIT 1 OFFSET ?1";
    let new = "SELECT 1 FROM waiting WHERE article NOT IN (SELECT article FROM naming) LIMIT 1";
    Ok(db.prepare_cached(full)?.exists([size.saturating_sub(1)])?
        || get(db, "stale")? == Some(1)
        || db.prepare_cached(new)?.exists([])?)
}

/// How many articles wait, and which the last one is.
fn left(db: &Connection) -> Result<(i64, i64), LibraryError> {
    let sql = "SELECT (SELECT count(*) FROM waiting), (SELECT coalesce(max(id), 0) FROM article)";
    Ok(db.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Notes that an article goes. One of the last step has that done again. Returns whether it was of an older one.
pub(super) fn goes(db: &Connection, article: i64) -> Result<bool, LibraryError> {
    if db.prepare_cached("DELETE FROM waiting WHERE article = ?1")?.execute([article])? > 0 {
        set(db, "stale", 1)?;
        return Ok(false);
    }
    order::late(db, 1)?;
    Ok(true)
}

pub(in crate::store::library) fn get(db: &Connection, name: &str) -> Result<Option<i64>, LibraryError> {
    Ok(db
        .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

pub(super) fn set(db: &Connection, name: &str, value: i64) -> Result<(), LibraryError> {
    let sql = "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
    db.prepare_cached(sql)?.execute(rusqlite::params![name, value])?;
    Ok(())
}
