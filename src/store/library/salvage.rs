//! Saving what can be read of a damaged library into a new file: articles one by one, and what the reader has kept. Names and full
//! text are made anew from them. The damaged file is kept.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OptionalExtension, TransactionBehavior, params};
use rustc_hash::FxHashSet;

use super::codec::{unpack_blocks, unpack_mentions};
use super::error::LibraryError;
use super::naming::order;
use super::open::Library;
use super::read;
use super::write::Writer;

/// Articles of one transaction.
const BATCH: i64 = 500;

/// What was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Articles that could be read.
    pub articles: u64,
    /// Articles that could not; the files that hold them are read again by the next run.
    pub lost: u64,
    old: PathBuf,
    new: PathBuf,
}

impl Saved {
    /// Puts the new file, which nobody may have open, in the place of the damaged one. Returns where that lies now.
    ///
    /// # Errors
    /// A file cannot be renamed.
    pub fn put(&self) -> Result<PathBuf, LibraryError> {
        let io = |source| LibraryError::Io { what: "the files cannot be renamed", source };
        let mut aside = with_ending(&self.old, ".damaged");
        let mut number = 1;
        while aside.exists() {
            number += 1;
            aside = with_ending(&self.old, &format!(".damaged-{number}"));
        }
        for ending in ["-wal", "-shm"] {
            let (from, to) = (with_ending(&self.old, ending), with_ending(&aside, ending));
            if from.exists() {
                fs::rename(from, to).map_err(io)?;
            }
        }
        fs::rename(&self.old, &aside).map_err(io)?;
        fs::rename(&self.new, &self.old).map_err(io)?;
        Ok(aside)
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Saves what can be read of a library into a new file beside it. Its names wait to be tied.
///
/// # Errors
/// Nothing of it can be read, or the new file cannot be written.
pub fn salvage(path: &Path) -> Result<(Writer, Saved), LibraryError> {
    // It is one of ours, of a form we know.
    drop(Library::open(path)?);
    let new = with_ending(path, ".saved");
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(with_ending(&new, ending));
    }
    let mut writer = Writer::open(&new)?;
    writer.db.execute("ATTACH ?1 AS old", [path.to_string_lossy()])?;
    for table in ["outlet", "file", "holding", "reader_article", "reader_session"] {
        copy_all(&writer.db, table)?;
    }
    readable(
        writer.db.execute("INSERT OR IGNORE INTO setting SELECT * FROM old.setting WHERE name = 'compressed'", []),
    )?;
    let (articles, lost) = articles(&mut writer)?;
    tidy(&writer.db, &lost)?;
    writer.db.execute_batch("DETACH old")?;
    order::all_wait(&writer.db)?;
    writer.rebuild()?;
    Ok((writer, Saved { articles, lost: lost.len() as u64, old: path.to_path_buf(), new }))
}

/// `None` for what the damage hides; other errors go on.
fn readable<T>(result: rusqlite::Result<T>) -> Result<Option<T>, LibraryError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) => match error.sqlite_error_code() {
            None | Some(ErrorCode::DatabaseCorrupt | ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => {
                Ok(None)
            }
            Some(_) => Err(error.into()),
        },
    }
}

/// Copies the rows of a table as far as they can be read.
fn copy_all(db: &Connection, table: &str) -> Result<(), LibraryError> {
    db.execute_batch("BEGIN")?;
    if let Some(mut select) = readable(db.prepare(&format!("SELECT * FROM old.{table}")))? {
        let places = vec!["?"; select.column_count()].join(", ");
        let mut insert = db.prepare(&format!("INSERT OR IGNORE INTO main.{table} VALUES ({places})"))?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        while let Some(Some(row)) = readable(rows.next())? {
            let values = (0..columns).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<rusqlite::types::Value>>>();
            if let Some(values) = readable(values)? {
                readable(insert.execute(rusqlite::params_from_iter(values)))?;
            }
        }
    }
    db.execute_batch("COMMIT")?;
    Ok(())
}

/// Copies articles one by one. How many there are, and the numbers of those that cannot be read.
fn articles(writer: &mut Writer) -> Result<(u64, FxHashSet<i64>), LibraryError> {
    let number = |sql: &str| readable(writer.db.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)));
    let mut last = 0;
    for sql in [
        "SELECT seq FROM old.sqlite_sequence WHERE name = 'article'",
        "SELECT max(id) FROM old.article",
        "SELECT max(article) FROM old.body",
        "SELECT max(article) FROM main.holding",
    ] {
        last = last.max(number(sql)?.flatten().unwrap_or(0));
    }
    let (mut saved, mut unread) = (0, FxHashSet::default());
    let mut from = 1;
    while from <= last {
        let to = (from + BATCH - 1).min(last);
        let transaction = writer.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for id in from..=to {
            match article(&transaction, id)? {
                Some(true) => saved += 1,
                Some(false) => {}
                None => {
                    transaction.prepare_cached("DELETE FROM main.article WHERE id = ?1")?.execute([id])?;
                    unread.insert(id);
                }
            }
        }
        transaction.commit()?;
        from = to + 1;
    }
    Ok((saved, unread))
}

/// Copies an article. Whether there is one; `None` if it cannot be read.
fn article(db: &Connection, id: i64) -> Result<Option<bool>, LibraryError> {
    let sql = "INSERT INTO main.article SELECT * FROM old.article WHERE id = ?1";
    match readable(db.prepare_cached(sql)?.execute([id]))? {
        Some(0) => {
            // A text without its article is lost; a number of which nothing is left was never given, or its article went.
            let sql = "SELECT 1 FROM old.body WHERE article = ?1";
            let text = readable(db.prepare_cached(sql)?.query_row([id], |_| Ok(())).optional())?;
            return Ok(text.filter(Option::is_none).map(|_| false));
        }
        Some(_) => {}
        None => return Ok(None),
    }
    let sql = "SELECT codec, text, blocks, mentions FROM old.body WHERE article = ?1";
    let whole = db.prepare_cached(sql)?.query_row([id], |row| {
        let Some(text) = read::text(row.get(0)?, row.get_ref(1)?) else { return Ok(false) };
        let blocks = unpack_blocks(row.get_ref(2)?.as_blob().unwrap_or(&[]), &text);
        Ok(blocks.is_some() && unpack_mentions(row.get_ref(3)?.as_blob().unwrap_or(&[]), &text).is_some())
    });
    if readable(whole.optional())?.flatten() != Some(true) {
        return Ok(None);
    }
    let sql = "INSERT INTO main.body SELECT * FROM old.body WHERE article = ?1";
    Ok(readable(db.prepare_cached(sql)?.execute([id]))?.filter(|rows| *rows == 1).map(|_| true))
}

/// Brings into accord what was saved: files that held what is lost are to be read again.
fn tidy(db: &Connection, lost: &FxHashSet<i64>) -> Result<(), LibraryError> {
    for id in lost {
        let sql = "UPDATE main.file SET modified = -1, size = -1 WHERE id IN (SELECT file FROM main.holding WHERE article = ?1)";
        db.prepare_cached(sql)?.execute(params![id])?;
    }
    db.execute_batch(
        "DELETE FROM main.holding WHERE article NOT IN (SELECT id FROM main.article);
         INSERT OR IGNORE INTO main.outlet (id, name) VALUES (0, NULL);
         UPDATE main.article SET outlet = 0 WHERE outlet NOT IN (SELECT id FROM main.outlet)",
    )?;
    Ok(())
}
