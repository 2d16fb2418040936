//! Lines of files that are no articles: told again by each run, though a file that did not change is not read again.

use rusqlite::{Connection, params};

use super::error::LibraryError;
use super::files::{UNDER, bounds};
use super::open::Library;

/// The table; most libraries do without.
const SCHEMA: &str = include_str!("../../../assets/schema/left_out.sql");

/// What was left out of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// How many lines.
    pub lines: u64,
    /// What is wrong with the first.
    pub first: String,
}

/// Makes the table if there is none.
pub(super) fn make(db: &Connection) -> Result<(), LibraryError> {
    Ok(db.execute_batch(SCHEMA)?)
}

/// Whether there is the table.
pub(super) fn is_there(db: &Connection) -> Result<bool, LibraryError> {
    Ok(db.prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'left_out'")?.exists([])?)
}

/// Notes what was left out of a file that was read to its end.
pub(super) fn note(db: &Connection, path: &str, found: Option<&LeftOut>) -> Result<(), LibraryError> {
    let Some(LeftOut { lines, first }) = found else { return forget(db, path) };
    make(db)?;
    let sql = "INSERT OR REPLACE INTO left_out VALUES (?1, ?2, ?3)";
    db.prepare_cached(sql)?.execute(params![path, *lines as i64, first])?;
    Ok(())
}

/// Forgets what was left out of a file.
pub(super) fn forget(db: &Connection, path: &str) -> Result<(), LibraryError> {
    if is_there(db)? {
        db.prepare_cached("DELETE FROM left_out WHERE path = ?1")?.execute([path])?;
    }
    Ok(())
}

impl Library {
    /// Calls `visit` with every file that is `path` or lies below it and of which lines were left out, what, and whether there is an
    /// article of it.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn each_left_out(&self, path: &str, mut visit: impl FnMut(&str, LeftOut, bool)) -> Result<(), LibraryError> {
        if !is_there(&self.db)? {
            return Ok(());
        }
        let holds =
            "EXISTS (SELECT 1 FROM file JOIN holding ON holding.file = file.id WHERE file.path = left_out.path)";
        let mut select = self.db.prepare(&format!("SELECT path, lines, first, {holds} FROM left_out WHERE {UNDER}"))?;
        let mut rows = select.query(bounds(path))?;
        while let Some(row) = rows.next()? {
            let found = LeftOut { lines: row.get::<_, i64>(1)?.max(0) as u64, first: row.get(2)? };
            visit(&row.get::<_, String>(0)?, found, row.get(3)?);
        }
        Ok(())
    }
}
