//! Adding articles: one writer, one transaction a batch.

use std::borrow::Cow;
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use rustc_hash::FxHashMap;

use super::error::LibraryError;
use super::holding::{self, Holdings};
use super::left_out::{self, LeftOut};
use super::list::place;
use super::naming::order::{self, Position};
use super::naming::{STEP, Turn};
use super::open::{Library, for_writing, in_memory};
use super::prepare::Prepared;
use super::{remove, same};
use crate::model::{ArticleMemory, ContentKey};

/// Something to be written.
#[derive(Debug)]
pub enum Item {
    /// An article of a file.
    Article {
        /// The file.
        path: String,
        /// What the file calls it; empty where it holds but one, or does not say.
        record: String,
        /// Whether it takes the place of what the file called so before.
        replaces: bool,
        /// The article.
        prepared: Box<Prepared>,
    },
    /// An article of a file whose content was found in the library before it was looked at more closely.
    Known {
        /// The file.
        path: String,
        /// What the file calls it.
        record: String,
        /// Whether it takes the place of what the file called so before.
        replaces: bool,
        /// Its content.
        key: ContentKey,
        /// Where it stands, for people.
        source: String,
        /// What a reader had kept of it where it comes from.
        kept: Option<ArticleMemory>,
    },
    /// A file was read to its end.
    Done {
        /// The file.
        path: String,
        /// When it was changed, in nanoseconds since 1970.
        modified: i64,
        /// Its size in bytes.
        size: i64,
        /// Lines of it that were left out.
        left_out: Option<LeftOut>,
    },
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new article.
    Added,
    /// It took the place of an older one.
    Changed,
    /// It was there, from the same place.
    Unchanged,
    /// It was there, from elsewhere: so called.
    Duplicate(String),
    /// It is gone since it was looked for.
    Gone,
    /// A file, noted; so many articles went that it no longer holds.
    Noted(u64),
}

/// What is asked again and again.
#[derive(Debug, Default)]
struct Caches {
    outlets: FxHashMap<Option<String>, i64>,
    /// Articles of which it was taken over what a reader had kept elsewhere.
    marked: u64,
}

/// The one who writes.
#[derive(Debug)]
pub struct Writer {
    pub(super) db: Connection,
    caches: Caches,
    compressed: bool,
    /// Articles of a step in which names are tied.
    pub(super) step: i64,
    /// Whose turn it is.
    pub(super) turn: Turn,
    /// Reads beside it while names are tied.
    pub(super) second: Option<Connection>,
    /// Number of the run, from its first batch on.
    run: Option<i64>,
    /// Whether what a file no longer holds goes when it was read to its end.
    prunes: bool,
}

impl Writer {
    /// Opens a library for writing; makes it if there is none.
    ///
    /// # Errors
    /// See [`LibraryError`]; a file that is no library is left alone.
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        Self::of(for_writing(path)?)
    }

    /// A library in memory.
    ///
    /// # Errors
    /// When there is no memory.
    pub fn in_memory() -> Result<Self, LibraryError> {
        Self::of(in_memory()?)
    }

    fn of(db: Connection) -> Result<Self, LibraryError> {
        let compressed: Option<i64> =
            db.query_row("SELECT value FROM setting WHERE name = 'compressed'", [], |row| row.get(0)).optional()?;
        Ok(Self {
            db,
            caches: Caches::default(),
            compressed: compressed != Some(0),
            step: STEP,
            turn: Turn::default(),
            second: None,
            run: None,
            prunes: false,
        })
    }

    /// Whether texts are to be compressed. The first answer stays the library's own: later ones do not change it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn set_compressed(&mut self, compressed: bool) -> Result<(), LibraryError> {
        let sql = "INSERT OR IGNORE INTO setting VALUES ('compressed', ?1)";
        self.db.execute(sql, [i64::from(compressed)])?;
        self.compressed =
            self.db.query_row("SELECT value FROM setting WHERE name = 'compressed'", [], |row| row.get(0))?;
        Ok(())
    }

    /// A run begins that reads files anew. `prunes`: what a file no longer holds goes when it was read to its end.
    pub const fn begin(&mut self, prunes: bool) {
        (self.run, self.prunes) = (None, prunes);
    }

    /// Whether texts are compressed.
    #[must_use]
    pub const fn compressed(&self) -> bool {
        self.compressed
    }

    /// Lets the file grow to so many pages and no further, as if the disk were full there; for tests.
    ///
    /// # Errors
    /// It cannot be set.
    pub fn limit_pages(&self, pages: u32) -> Result<(), LibraryError> {
        Ok(self.db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?)
    }

    /// Turns into one who reads what was written; for a library in memory.
    #[must_use]
    pub fn into_library(self) -> Library {
        Library::of(self.db)
    }

    /// Of how many articles was taken over what a reader had kept of them elsewhere.
    #[must_use]
    pub const fn marked(&self) -> u64 {
        self.caches.marked
    }

    /// Writes a batch: all of it or, if that fails, nothing.
    ///
    /// # Errors
    /// See [`LibraryError`]; the library is as before.
    pub fn batch(&mut self, items: &[Item]) -> Result<Vec<Outcome>, LibraryError> {
        let before = self.caches.marked;
        let done = self.try_batch(items);
        if done.is_err() {
            self.caches = Caches { marked: before, ..Caches::default() };
        }
        done
    }

    fn try_batch(&mut self, items: &[Item]) -> Result<Vec<Outcome>, LibraryError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let line = order::line(&transaction)?;
        let run = self.run.map_or_else(|| holding::new_run(&transaction), Ok)?;
        let holdings = Holdings { db: &transaction, run };
        let (caches, prunes) = (&mut self.caches, self.prunes);
        let mut batch = Batch { db: &transaction, holdings, prunes, caches, searched: Vec::new(), line, late: 0 };
        let outcomes = items.iter().map(|item| batch.write(item)).collect::<Result<Vec<_>, _>>()?;
        batch.index()?;
        order::late(&transaction, batch.late)?;
        transaction.commit()?;
        self.run = Some(run);
        Ok(outcomes)
    }

    /// What the user says of an article's outlet; `None` forgets what they said, and leaves it to nobody.
    ///
    /// # Errors
    /// It cannot be written; nothing is changed.
    pub fn set_outlet(&mut self, article: u32, name: Option<&str>) -> Result<(), LibraryError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let to = outlet(&transaction, &mut self.caches, name)?;
        super::outlet::give(&transaction, i64::from(article), to)?;
        Ok(transaction.commit()?)
    }

    /// Number of articles, and of outlets that have some.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn size(&self) -> Result<(u64, u64), LibraryError> {
        let sql = "SELECT coalesce(sum(articles), 0), count(*) FROM outlet WHERE articles > 0";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64));
        Ok(self.db.query_row(sql, [], row)?)
    }

    /// Brings the file into one piece: what was written beside it is taken over.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn settle(&mut self) -> Result<(), LibraryError> {
        self.pack_names()?;
        self.db.execute_batch("PRAGMA optimize")?;
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

/// A batch being written.
struct Batch<'a> {
    db: &'a Transaction<'a>,
    holdings: Holdings<'a>,
    prunes: bool,
    caches: &'a mut Caches,
    /// Title and text of new articles by their place: full text takes them in order.
    searched: Vec<(i64, &'a str, &'a str)>,
    /// Up to where articles are tied for good, and how many came that are older.
    line: Option<Position>,
    late: i64,
}

impl<'a> Batch<'a> {
    fn write(&mut self, item: &'a Item) -> Result<Outcome, LibraryError> {
        match item {
            Item::Article { path, record, replaces, prepared } => {
                let file = self.file(path)?;
                let (record, before) = self.place_of(file, record, *replaces, prepared.key)?;
                let there = match self.there(prepared.key)? {
                    Some((there, source)) => Some((there, prepared.key, source)),
                    None => same::find(self.db, (path, &record), prepared)?,
                };
                if let Some((there, key, source)) = there {
                    self.take_over(key, prepared.kept.as_ref())?;
                    return self.hold((file, &record), there, before, source, &prepared.source);
                }
                let id = self.insert(prepared)?;
                self.holdings.add(file, &record, id)?;
                if let Some(old) = before {
                    self.carry_over(old, prepared.key)?;
                    self.let_go(file, &record, old)?;
                }
                self.take_over(prepared.key, prepared.kept.as_ref())?;
                Ok(if before.is_some() { Outcome::Changed } else { Outcome::Added })
            }
            Item::Known { path, record, replaces, key, source, kept } => {
                let file = self.file(path)?;
                let (record, before) = self.place_of(file, record, *replaces, *key)?;
                match self.there(*key)? {
                    Some((there, first)) => {
                        self.take_over(*key, kept.as_ref())?;
                        self.hold((file, &record), there, before, first, source)
                    }
                    None => Ok(Outcome::Gone),
                }
            }
            Item::Done { path, modified, size, left_out } => {
                let file = self.file(path)?;
                let gone = if self.prunes { self.prune(file)? } else { 0 };
                let sql = "UPDATE file SET modified = ?2, size = ?3 WHERE path = ?1";
                self.db.prepare_cached(sql)?.execute(params![path, modified, size])?;
                left_out::note(self.db, path, left_out.as_ref())?;
                Ok(Outcome::Noted(gone))
            }
        }
    }

    /// Notes that an article that is there is in this file too.
    fn hold(
        &mut self,
        (file, record): (i64, &str),
        there: i64,
        before: Option<i64>,
        first: String,
        source: &str,
    ) -> Result<Outcome, LibraryError> {
        let known = self.holdings.still(file, record, there)?;
        if !known {
            self.holdings.add(file, record, there)?;
        }
        if let Some(old) = before.filter(|old| *old != there) {
            self.let_go(file, record, old)?;
        }
        // The same line read again is no duplicate; another line of the same file is.
        Ok(if known && first == source { Outcome::Unchanged } else { Outcome::Duplicate(first) })
    }

    /// The number of a file; a new one is noted as not read yet.
    fn file(&mut self, path: &str) -> Result<i64, LibraryError> {
        let found = self
            .db
            .prepare_cached("SELECT id FROM file WHERE path = ?1")?
            .query_row([path], |row| row.get(0))
            .optional()?;
        if let Some(id) = found {
            return Ok(id);
        }
        let sql = "INSERT INTO file (path, modified, size) VALUES (?1, -1, -1)";
        self.db.prepare_cached(sql)?.execute([path])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Under what name a record is kept, and which article it held before.
    fn place_of<'r>(
        &self,
        file: i64,
        record: &'r str,
        replaces: bool,
        key: ContentKey,
    ) -> Result<(Cow<'r, str>, Option<i64>), LibraryError> {
        if replaces { self.holdings.place_of(file, record, key) } else { Ok((Cow::Borrowed(record), None)) }
    }

    /// Lets go what a file no longer holds, now that it was read to its end. Returns how many articles went.
    fn prune(&mut self, file: i64) -> Result<u64, LibraryError> {
        let mut gone = 0;
        for (record, article) in self.holdings.gone(file)? {
            gone += u64::from(self.let_go(file, &record, article)?);
        }
        Ok(gone)
    }

    fn there(&self, key: ContentKey) -> Result<Option<(i64, String)>, LibraryError> {
        let sql = "SELECT id, source FROM article WHERE key = ?1";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.db.prepare_cached(sql)?.query_row([key.0.to_be_bytes()], row).optional()?)
    }

    /// What the reader kept of an article holds for what took its place.
    fn carry_over(&self, old: i64, new: ContentKey) -> Result<(), LibraryError> {
        let sql = "INSERT OR IGNORE INTO reader_article
                   SELECT ?2, value FROM reader_article WHERE key = (SELECT key FROM article WHERE id = ?1)";
        self.db.prepare_cached(sql)?.execute(params![old, new.0.to_be_bytes()])?;
        Ok(())
    }

    /// What a reader kept of an article elsewhere holds here where nothing is kept of it yet.
    fn take_over(&mut self, key: ContentKey, kept: Option<&ArticleMemory>) -> Result<(), LibraryError> {
        let Some(kept) = kept else { return Ok(()) };
        let json = serde_json::to_string(kept).unwrap_or_default();
        let sql = "INSERT OR IGNORE INTO reader_article VALUES (?1, ?2)";
        self.caches.marked += self.db.prepare_cached(sql)?.execute(params![key.0.to_be_bytes(), json])? as u64;
        Ok(())
    }

    /// A file no longer holds an article; where no other does, it goes. Whether it went.
    fn let_go(&mut self, file: i64, record: &str, article: i64) -> Result<bool, LibraryError> {
        let held = self.holdings.end(file, record, article)?;
        let gone = if held { None } else { remove::article(self.db, article)? };
        if let Some(place) = gone {
            // It may have come in this very batch.
            let waiting = self.searched.len();
            self.searched.retain(|(other, ..)| *other != place);
            if self.searched.len() == waiting {
                remove::fulltext(self.db, place)?;
            }
        }
        Ok(gone.is_some())
    }

    fn insert(&mut self, new: &'a Prepared) -> Result<i64, LibraryError> {
        let outlet = outlet(self.db, self.caches, new.meta.outlet.as_deref())?;
        let meta = &new.meta;
        let json = |value: serde_json::Result<String>| value.unwrap_or_default();
        let contributors =
            if meta.contributors.is_empty() { None } else { Some(json(serde_json::to_string(&meta.contributors))) };
        let sql = "INSERT INTO article (key, place, outlet, date, title, words, people, language, byline, contributors,
                   dateline, url, evidence, inferred, source)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
        self.db.prepare_cached(sql)?.execute(params![
            new.key.0.to_be_bytes(),
            0,
            outlet,
            meta.date.as_ref().map(ToString::to_string),
            new.title,
            new.words,
            0,
            meta.language,
            meta.byline,
            contributors,
            meta.dateline,
            meta.url,
            json(serde_json::to_string(&meta.outlet_evidence)),
            meta.title_inferred,
            new.source,
        ])?;
        let id = self.db.last_insert_rowid();
        let place = place(meta.date.as_ref().map(crate::model::Published::seconds), id);
        self.db.prepare_cached("UPDATE article SET place = ?2 WHERE id = ?1")?.execute([id, place])?;
        order::wait(self.db, id)?;
        self.late += i64::from(self.line.is_some_and(|line| Position::of(place, new.key.0) < line));
        let sql = "INSERT INTO body (article, codec, text, blocks, mentions, names) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut body = self.db.prepare_cached(sql)?;
        if new.codec == 0 {
            let text = String::from_utf8_lossy(&new.text);
            body.execute(params![id, new.codec, text, new.blocks, new.mentions, new.names])?;
        } else {
            body.execute(params![id, new.codec, new.text, new.blocks, new.mentions, new.names])?;
        }
        let sql = "UPDATE outlet SET articles = articles + 1, words = words + ?2 WHERE id = ?1";
        self.db.prepare_cached(sql)?.execute(params![outlet, new.words])?;
        self.searched.push((place, &new.title, &new.searched));
        Ok(id)
    }

    /// Full text of what the batch added, in the order in which it keeps it.
    fn index(&mut self) -> Result<(), LibraryError> {
        self.searched.sort_unstable();
        let mut insert = self.db.prepare_cached("INSERT INTO fulltext (rowid, title, body) VALUES (?1, ?2, ?3)")?;
        for (place, title, body) in &self.searched {
            insert.execute(params![place, title, body])?;
        }
        Ok(())
    }
}

/// The number of an outlet.
fn outlet(db: &Connection, caches: &mut Caches, name: Option<&str>) -> Result<i64, LibraryError> {
    let Some(name) = name else { return Ok(0) };
    if let Some(id) = caches.outlets.get(&Some(name.to_owned())) {
        return Ok(*id);
    }
    let sql = "INSERT INTO outlet (name) VALUES (?1) ON CONFLICT (name) DO UPDATE SET name = name RETURNING id";
    let id = db.prepare_cached(sql)?.query_row([name], |row| row.get(0))?;
    caches.outlets.insert(Some(name.to_owned()), id);
    Ok(id)
}
