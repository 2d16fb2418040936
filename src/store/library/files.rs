//! Files that were indexed, as they were then.

use super::error::LibraryError;
use super::open::Library;

/// What is a path, or lies below it; all, where it is empty.
pub(super) const UNDER: &str = "path = ?1 OR (path > ?2 AND path < ?3)";

pub(super) fn bounds(path: &str) -> [String; 3] {
    let separator = std::path::MAIN_SEPARATOR;
    let path = path.trim_end_matches(separator);
    if path.is_empty() {
        return [String::new(), String::new(), '\u{10ffff}'.to_string()];
    }
    let after = char::from_u32(separator as u32 + 1).unwrap_or('\u{10ffff}');
    [path.to_owned(), format!("{path}{separator}"), format!("{path}{after}")]
}

impl Library {
    /// Calls `visit` with path, time of change and size of every file that is `path` or lies below it, in the order of paths.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn each_file(&self, path: &str, mut visit: impl FnMut(&str, i64, i64)) -> Result<(), LibraryError> {
        let sql = format!("SELECT path, modified, size FROM file WHERE {UNDER}");
        let mut select = self.db.prepare_cached(&sql)?;
        let mut rows = select.query(bounds(path))?;
        while let Some(row) = rows.next()? {
            if let Ok(path) = row.get_ref(0)?.as_str() {
                visit(path, row.get(1)?, row.get(2)?);
            }
        }
        Ok(())
    }

    /// Files whose path is `path` or lies below it: number and path.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn files_under(&self, path: &str) -> Result<Vec<(i64, String)>, LibraryError> {
        let sql = format!("SELECT id, path FROM file WHERE {UNDER} ORDER BY path");
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.db.prepare_cached(&sql)?.query_map(bounds(path), row)?.collect::<Result<_, _>>()?)
    }
}
