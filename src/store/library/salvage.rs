//! Saving what can be read of a damaged library into a new file: articles one by one, and what the reader has kept. Names and full
//! text are made anew from them. The damaged file is kept.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{
    Connection, ErrorCode, OpenFlags, OptionalExtension, Row, TransactionBehavior, params, params_from_iter,
};
use rustc_hash::FxHashSet;

use super::codec::{unpack_blocks, unpack_mentions};
use super::error::{LibraryError, damaged};
use super::left_out;
use super::naming::order;
use super::open::{Library, VERSION};
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
        let meta = fs::metadata(&self.old).map_err(io)?;
        fs::rename(&self.old, &aside).map_err(io)?;
        fs::rename(&self.new, &self.old).map_err(io)?;
        // Whoever could read and write it still can, and nobody else.
        let _ = fs::set_permissions(&self.old, meta.permissions());
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let _ = std::os::unix::fs::chown(&self.old, Some(meta.uid()), Some(meta.gid()));
        }
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
/// Nothing of it can be read, or the new file cannot be written; then nothing is left of it.
pub fn salvage(path: &Path) -> Result<(Writer, Saved), LibraryError> {
    // The file itself, where the path is a link to it.
    let path = path.canonicalize().map_err(|source| LibraryError::Io { what: "it cannot be read", source })?;
    let old = damaged_file(&path)?;
    let new = with_ending(&path, ".saved");
    let clear = || {
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(with_ending(&new, ending));
        }
    };
    clear();
    let saved = save(&old, &new);
    if saved.is_err() {
        clear();
    }
    let (writer, articles, lost) = saved?;
    Ok((writer, Saved { articles, lost, old: path, new }))
}

fn save(old: &Connection, new: &Path) -> Result<(Writer, u64, u64), LibraryError> {
    let mut writer = Writer::open(new)?;
    for table in ["outlet", "file", "holding", "reader_article", "reader_session"] {
        copy_all(old, &writer.db, table)?;
    }
    if left_out::is_there(old).unwrap_or(false) {
        left_out::make(&writer.db)?;
        copy_all(old, &writer.db, "left_out")?;
    }
    let sql = "SELECT value FROM setting WHERE name = 'compressed'";
    if let Some(Some(value)) = readable(old.query_row(sql, [], |row| row.get::<_, i64>(0)).optional())? {
        writer.set_compressed(value != 0)?;
    }
    let (articles, lost) = articles(old, &mut writer)?;
    tidy(&writer.db, &lost)?;
    order::all_wait(&writer.db)?;
    writer.rebuild()?;
    Ok((writer, articles, lost.len() as u64))
}

/// Opens a library of ours, whatever is wrong with it beyond its first page.
fn damaged_file(path: &Path) -> Result<Connection, LibraryError> {
    match Library::open(path) {
        Ok(_) | Err(LibraryError::Damaged(_)) => {}
        Err(error) => return Err(error),
    }
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // With the first, the database reads a file that is cut off as far as it goes.
    db.execute_batch("PRAGMA writable_schema = 1; PRAGMA query_only = 1")?;
    let version: i32 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == VERSION { Ok(db) } else { Err(damaged("it is of an older form, which cannot be brought up to date")) }
}

/// `None` for what the damage hides; other errors go on.
fn readable<T>(result: rusqlite::Result<T>) -> Result<Option<T>, LibraryError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) => match error.sqlite_error_code() {
            None | Some(ErrorCode::DatabaseCorrupt | ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => {
                Ok(None)
            }
            // Pages beyond the end of a file that is cut off.
            Some(ErrorCode::SystemIoFailure) if is_cut_off(&error) => Ok(None),
            Some(_) => Err(error.into()),
        },
    }
}

fn is_cut_off(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHORT_READ)
}

/// Copies the rows of a table as far as they can be read, from its beginning and from its end.
fn copy_all(old: &Connection, new: &Connection, table: &str) -> Result<(), LibraryError> {
    let order = match table {
        "holding" => "file, record, article",
        "reader_article" => "key",
        "reader_session" => "name",
        _ => "id",
    };
    new.execute_batch("BEGIN")?;
    for order in [order.to_owned(), order.replace(", ", " DESC, ") + " DESC"] {
        let sql = format!("SELECT * FROM {table} ORDER BY {order}");
        let Some(mut select) = readable(old.prepare(&sql))? else { continue };
        let columns = select.column_count();
        let places = vec!["?"; columns].join(", ");
        let mut insert = new.prepare(&format!("INSERT OR IGNORE INTO {table} VALUES ({places})"))?;
        let mut rows = select.query([])?;
        let whole = loop {
            match readable(rows.next())? {
                None => break false,
                Some(None) => break true,
                Some(Some(row)) => {
                    if let Some(values) = readable(values(row, columns))? {
                        readable(insert.execute(params_from_iter(values)))?;
                    }
                }
            }
        };
        if whole {
            break;
        }
    }
    Ok(new.execute_batch("COMMIT")?)
}

fn values(row: &Row<'_>, columns: usize) -> rusqlite::Result<Vec<Value>> {
    (0..columns).map(|at| row.get(at)).collect()
}

/// Copies articles one by one. How many there are, and the numbers of those that cannot be read.
fn articles(old: &Connection, writer: &mut Writer) -> Result<(u64, FxHashSet<i64>), LibraryError> {
    let number =
        |db: &Connection, sql: &str| readable(db.query_row(sql, [], |row| row.get::<_, Option<i64>>(0)).optional());
    let mut last = number(&writer.db, "SELECT max(article) FROM holding")?.flatten().flatten().unwrap_or(0);
    for sql in [
        "SELECT seq FROM sqlite_sequence WHERE name = 'article'",
        "SELECT max(id) FROM article",
        "SELECT max(article) FROM body",
    ] {
        last = last.max(number(old, sql)?.flatten().flatten().unwrap_or(0));
    }
    let (mut saved, mut unread) = (0, FxHashSet::default());
    let mut from = 1;
    while from <= last {
        let to = (from + BATCH - 1).min(last);
        let transaction = writer.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for id in from..=to {
            match article(old, &transaction, id)? {
                Some(true) => saved += 1,
                Some(false) => {}
                None => {
                    unread.insert(id);
                }
            }
        }
        transaction.commit()?;
        from = to + 1;
    }
    Ok((saved, unread))
}

/// Copies an article. Whether there is one; `None` if it cannot be read. All of it is read before a word is written: after an
/// insertion that failed for what it reads, the database refuses all others of the transaction.
fn article(old: &Connection, new: &Connection, id: i64) -> Result<Option<bool>, LibraryError> {
    let row = |sql: &str| -> Result<Option<Option<Vec<Value>>>, LibraryError> {
        let mut select = old.prepare_cached(sql)?;
        let columns = select.column_count();
        readable(select.query_row([id], |row| values(row, columns)).optional())
    };
    let (Some(article), Some(body)) =
        (row("SELECT * FROM article WHERE id = ?1")?, row("SELECT * FROM body WHERE article = ?1")?)
    else {
        return Ok(None);
    };
    let (article, body) = match (article, body) {
        (Some(article), Some(body)) => (article, body),
        // A number of which nothing is left was never given, or its article went.
        (None, None) => return Ok(Some(false)),
        _ => return Ok(None),
    };
    let sql = "SELECT codec, text, blocks, mentions FROM body WHERE article = ?1";
    let whole = old.prepare_cached(sql)?.query_row([id], |row| {
        let Some(text) = read::text(row.get(0)?, row.get_ref(1)?) else { return Ok(false) };
        let blocks = unpack_blocks(row.get_ref(2)?.as_blob().unwrap_or(&[]), &text);
        Ok(blocks.is_some() && unpack_mentions(row.get_ref(3)?.as_blob().unwrap_or(&[]), &text).is_some())
    });
    if readable(whole)? != Some(true) {
        return Ok(None);
    }
    for (table, values) in [("article", article), ("body", body)] {
        let places = vec!["?"; values.len()].join(", ");
        let mut insert = new.prepare_cached(&format!("INSERT INTO {table} VALUES ({places})"))?;
        if readable(insert.execute(params_from_iter(values)))? != Some(1) {
            new.prepare_cached("DELETE FROM article WHERE id = ?1")?.execute([id])?;
            return Ok(None);
        }
    }
    Ok(Some(true))
}

/// Brings into accord what was saved: files that held what is lost are to be read again.
fn tidy(db: &Connection, lost: &FxHashSet<i64>) -> Result<(), LibraryError> {
    for id in lost {
        let sql = "UPDATE file SET modified = -1, size = -1 WHERE id IN (SELECT file FROM holding WHERE article = ?1)";
        db.prepare_cached(sql)?.execute(params![id])?;
    }
    db.execute_batch(
        "DELETE FROM holding WHERE article NOT IN (SELECT id FROM article);
         INSERT OR IGNORE INTO outlet (id, name) VALUES (0, NULL);
         UPDATE article SET outlet = 0 WHERE outlet NOT IN (SELECT id FROM outlet)",
    )?;
    Ok(())
}
