//! Taking articles out: by file, by folder, and what is gone from the disk.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::error::LibraryError;
use super::left_out;
use super::naming::take_out;
use super::write::Writer;

/// Takes an article out of all tables but full text, and out of the counts. Its place there, if there was such an article.
pub(super) fn article(db: &Connection, id: i64) -> Result<Option<i64>, LibraryError> {
    let sql = "SELECT place, outlet, words FROM article WHERE id = ?1";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let found: Option<(i64, i64, i64)> = db.prepare_cached(sql)?.query_row([id], row).optional()?;
    let Some((place, outlet, words)) = found else { return Ok(None) };
    take_out(db, id, outlet)?;
    db.prepare_cached("UPDATE outlet SET articles = articles - 1, words = words - ?2 WHERE id = ?1")?
        .execute([outlet, words])?;
    db.prepare_cached("DELETE FROM body WHERE article = ?1")?.execute([id])?;
    db.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([id])?;
    Ok(Some(place))
}

/// Takes an article out of full text.
pub(super) fn fulltext(db: &Connection, place: i64) -> Result<(), LibraryError> {
    db.prepare_cached("DELETE FROM fulltext WHERE rowid = ?1")?.execute([place])?;
    Ok(())
}

impl Writer {
    /// Takes out what files hold, those articles that no other file holds. Returns how many articles went.
    ///
    /// # Errors
    /// It cannot be written; then nothing is taken out.
    pub fn forget(&mut self, files: &[i64]) -> Result<u64, LibraryError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut gone = 0;
        for file in files {
            let held: Vec<i64> = transaction
                .prepare_cached("SELECT article FROM holding WHERE file = ?1")?
                .query_map([file], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            transaction.prepare_cached("DELETE FROM holding WHERE file = ?1")?.execute([file])?;
            let path: Option<String> = transaction
                .prepare_cached("DELETE FROM file WHERE id = ?1 RETURNING path")?
                .query_row([file], |row| row.get(0))
                .optional()?;
            path.map_or(Ok(()), |path| left_out::forget(&transaction, &path))?;
            for id in held {
                let elsewhere =
                    transaction.prepare_cached("SELECT 1 FROM holding WHERE article = ?1")?.exists(params![id])?;
                if !elsewhere && let Some(place) = article(&transaction, id)? {
                    fulltext(&transaction, place)?;
                    gone += 1;
                }
            }
        }
        transaction.commit()?;
        Ok(gone)
    }
}
