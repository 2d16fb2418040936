//! Which record of which file holds which article. An article stays as long as a file holds it.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::LibraryError;
use super::naming::setting;
use crate::model::ContentKey;

/// What a file is found to hold while it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Holdings<'a> {
    pub(super) db: &'a Connection,
    /// Number of the run that reads: what a record held before has an older one.
    pub(super) run: i64,
}

/// The number of a new run.
pub(super) fn new_run(db: &Connection) -> Result<i64, LibraryError> {
    let run = setting(db, "run")?.unwrap_or(0) + 1;
    db.prepare_cached("INSERT INTO setting VALUES ('run', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1")?
        .execute([run])?;
    Ok(run)
}

impl Holdings<'_> {
    /// Under what name a record is kept that is to take the place of what it held before, and the number of that article. Two
    /// records of one name in one reading of a file are two: the second is numbered.
    pub(super) fn place_of<'r>(
        &self,
        file: i64,
        record: &'r str,
        key: ContentKey,
    ) -> Result<(Cow<'r, str>, Option<i64>), LibraryError> {
        let sql = "SELECT article, run, article.key = ?3 FROM holding LEFT JOIN article ON article.id = holding.article
                   WHERE file = ?1 AND record = ?2 ORDER BY run DESC";
        let mut select = self.db.prepare_cached(sql)?;
        let mut name = Cow::Borrowed(record);
        for number in 2.. {
            let row =
                |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<bool>>(2)?));
            let held = select.query_row(params![file, name, key.0.to_be_bytes()], row).optional()?;
            match held {
                Some((_, run, same)) if run == self.run && same != Some(true) && !record.is_empty() => {
                    name = Cow::Owned(format!("{record} #{number}"));
                }
                held => return Ok((name, held.map(|(article, ..)| article))),
            }
        }
        Ok((name, None))
    }

    /// Whether a record is known to hold an article; notes that it still does.
    pub(super) fn still(&self, file: i64, record: &str, article: i64) -> Result<bool, LibraryError> {
        let sql = "UPDATE holding SET run = max(run, ?4) WHERE file = ?1 AND record = ?2 AND article = ?3";
        Ok(self.db.prepare_cached(sql)?.execute(params![file, record, article, self.run])? > 0)
    }

    /// Notes that a record holds an article.
    pub(super) fn add(&self, file: i64, record: &str, article: i64) -> Result<(), LibraryError> {
        let sql = "INSERT INTO holding (file, record, article, run) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT DO UPDATE SET run = max(run, excluded.run)";
        self.db.prepare_cached(sql)?.execute(params![file, record, article, self.run])?;
        Ok(())
    }

    /// Notes that a record no longer holds an article. Whether a file still does.
    pub(super) fn end(&self, file: i64, record: &str, article: i64) -> Result<bool, LibraryError> {
        let sql = "DELETE FROM holding WHERE file = ?1 AND record = ?2 AND article = ?3";
        self.db.prepare_cached(sql)?.execute(params![file, record, article])?;
        Ok(self.db.prepare_cached("SELECT 1 FROM holding WHERE article = ?1")?.exists([article])?)
    }

    /// What a file held that was not found in it this time: record and article.
    pub(super) fn gone(&self, file: i64) -> Result<Vec<(String, i64)>, LibraryError> {
        let mut select = self.db.prepare_cached("SELECT record, article FROM holding WHERE file = ?1 AND run < ?2")?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(select.query_map([file, self.run], row)?.collect::<Result<_, _>>()?)
    }
}
