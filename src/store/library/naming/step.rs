//! Which articles a step is of. A full one is done for good; the last one, which seldom is, is done again when more has come:
//! so the same articles give the same entities in however many runs they came.

use rusqlite::{Connection, OptionalExtension};

use super::STEP;
use crate::store::library::error::LibraryError;

/// Where the naming of a library stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    /// Up to this article names are tied for good: a full step ended with it.
    pub(super) settled: i64,
    /// Up to this article names are tied.
    pub(super) named: i64,
    /// The last article there is.
    pub(super) last: i64,
    /// The article with which the step is full.
    pub(super) full: Option<i64>,
    /// Whether articles went that were tied in this step.
    stale: bool,
}

impl Step {
    /// The step of so many articles that follows what is settled.
    pub(super) fn of(db: &Connection, size: i64) -> Result<Self, LibraryError> {
        let named = get(db, "named")?.unwrap_or(0);
        let settled = settled(db, named)?;
        let last = db.prepare_cached("SELECT coalesce(max(id), 0) FROM article")?.query_row([], |row| row.get(0))?;
        let full = if last - settled < size {
            None
        } else {
            // Articles that went leave their numbers free.
            let sql = "SELECT article FROM body WHERE article > ?1 ORDER BY article LIMIT 1 OFFSET ?2";
            db.prepare_cached(sql)?.query_row([settled, size - 1], |row| row.get(0)).optional()?
        };
        Ok(Self { settled, named, last, full, stale: get(db, "stale")? == Some(1) })
    }

    /// Whether there is something to do; steps that are not full are done if `rest` says so.
    pub(super) const fn is_due(&self, rest: bool) -> bool {
        self.full.is_some() || (rest && (self.last > self.named || self.stale))
    }

    /// Notes that it is done.
    pub(super) fn note(&self, db: &Connection) -> Result<(), LibraryError> {
        set(db, "named", self.full.unwrap_or(self.last).max(self.settled))?;
        set(db, "settled", self.full.unwrap_or(self.settled))?;
        set(db, "stale", 0)?;
        // Readers see by it that names were tied.
        set(db, "tied", get(db, "tied")?.unwrap_or(0) + 1)
    }
}

/// Nothing is tied yet.
pub(super) fn begin(db: &Connection) -> Result<(), LibraryError> {
    ["named", "settled", "stale"].into_iter().try_for_each(|name| set(db, name, 0))
}

/// Up to which article names are tied for good.
fn settled(db: &Connection, named: i64) -> Result<i64, LibraryError> {
    if let Some(settled) = get(db, "settled")? {
        return Ok(settled.min(named));
    }
    // Of a library that was made before steps were done again: what one step holds can be.
    let sql = "SELECT 1 FROM body ORDER BY article LIMIT 1 OFFSET ?1";
    Ok(if db.prepare_cached(sql)?.exists([STEP])? { named } else { 0 })
}

/// Notes that an article goes that may be of the last step, which then has to be done again. Returns whether it was of an
/// older one.
pub(super) fn goes(db: &Connection, article: i64) -> Result<bool, LibraryError> {
    let named = get(db, "named")?.unwrap_or(0);
    let settled = settled(db, named)?;
    if article > settled && article <= named {
        set(db, "stale", 1)?;
    }
    Ok(article <= settled)
}

pub(super) fn get(db: &Connection, name: &str) -> Result<Option<i64>, LibraryError> {
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
