//! Files that were indexed, as they were then.

use rusqlite::OptionalExtension;

use super::error::LibraryError;
use super::open::Library;

/// A file as it was when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFile {
    /// Its number.
    pub id: i64,
    /// When it was changed, in nanoseconds since 1970; -1 where it was not read to its end.
    pub modified: i64,
    /// Its size in bytes.
    pub size: i64,
}

impl Library {
    /// What is known of a file.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn file(&self, path: &str) -> Result<Option<KnownFile>, LibraryError> {
        let sql = "SELECT id, modified, size FROM file WHERE path = ?1";
        let row = |row: &rusqlite::Row<'_>| Ok(KnownFile { id: row.get(0)?, modified: row.get(1)?, size: row.get(2)? });
        Ok(self.db.prepare_cached(sql)?.query_row([path], row).optional()?)
    }

    /// Files whose path is `path` or lies below it: number and path.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn files_under(&self, path: &str) -> Result<Vec<(i64, String)>, LibraryError> {
        let sql = "SELECT id, path FROM file WHERE ?1 = '' OR path = ?1 OR (path > ?1 || ?2 AND path < ?1 || ?3) ORDER BY path";
        let separator = std::path::MAIN_SEPARATOR;
        let after = char::from_u32(separator as u32 + 1).unwrap_or('\u{10ffff}');
        let bounds = [path.trim_end_matches(separator), &separator.to_string(), &after.to_string()];
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.db.prepare_cached(sql)?.query_map(bounds, row)?.collect::<Result<_, _>>()?)
    }
}
