//! Tying all names anew in the order of time, where articles came late. It is done beside the library, in a file of its own, and
//! takes the place of what was there in one piece: readers see the one or the other, and who is stopped has lost nothing.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::order::{self, Position};
use super::step::{self, Turn};
use super::{Knowledge, Pending, Resolved, again};
use crate::store::library::error::LibraryError;
use crate::store::library::write::Writer;
use crate::store::library::{lay, read};

/// What is made anew.
const TABLES: [&str; 14] = [
    "entity",
    "entity_key",
    "form",
    "naming",
    "entity_article",
    "entity_outlet",
    "entity_told",
    "step_entity",
    "step_form",
    "step_entity_outlet",
    "step_entity_article",
    "step_key",
    "step_naming",
    "step_became",
];
/// What is copied of how the library is laid out; the rest is made as it is needed.
const LAYOUT: &str = "SELECT sql FROM lib.sqlite_schema WHERE sql IS NOT NULL AND tbl_name IN
    ('setting', 'waiting', 'entity', 'entity_key', 'form', 'naming', 'entity_article', 'entity_outlet', 'entity_told', 'name_page')
    ORDER BY type = 'index'";

impl Writer {
    /// Whether articles came that are older than others whose names are tied for good: so many.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn late(&self) -> Result<u64, LibraryError> {
        Ok(order::late_so_far(&self.db)?.max(0) as u64)
    }

    /// Whether all is to be tied anew: something came late, and so much is new that this costs no more.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn is_anew_worth_it(&self) -> Result<bool, LibraryError> {
        order::is_worth_it(&self.db, self.step)
    }

    /// Ties all names anew in the order of time. `each` is called after each step with how many articles are done, of how many, and
    /// says whether to go on. Returns whether it came to its end; else all is as before.
    ///
    /// # Errors
    /// Something cannot be written (all is as before), or what `resolve` says.
    pub fn tie_anew(
        &mut self,
        resolve: impl Fn(&Knowledge<'_>, &[Pending]) -> Result<Resolved, LibraryError>,
        each: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<bool, LibraryError> {
        let Some(library) = self.db.path().filter(|path| !path.is_empty()).map(ToOwned::to_owned) else {
            return Ok(false);
        };
        let io = |source| LibraryError::Io { what: "there is no room to tie names anew", source };
        let folder = Path::new(&library).parent().unwrap_or_else(|| Path::new("."));
        let file =
            tempfile::Builder::new().prefix(".dateline-names-").tempfile_in(folder).map_err(io)?.into_temp_path();
        let path = file.to_string_lossy().into_owned();
        let mut beside = beside(&path, &library)?;
        let second = super::second(&beside)?;
        self.db.execute("ATTACH ?1 AS anew", [&path])?;
        // Where a file without a name can be written, nothing is left behind however this ends.
        let file = if cfg!(unix) { file.close().map_err(io).map(|()| None)? } else { Some(file) };
        let done = self.tie_beside((&mut beside, second), resolve, each);
        drop(beside);
        let taken = done.and_then(|done| if done { self.take_anew() } else { Ok(false) });
        self.db.flush_prepared_statement_cache();
        self.db.execute_batch("DETACH anew")?;
        drop(file);
        taken
    }

    fn tie_beside(
        &self,
        (beside, mut second): (&mut Connection, Option<Connection>),
        resolve: impl Fn(&Knowledge<'_>, &[Pending]) -> Result<Resolved, LibraryError>,
        each: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<bool, LibraryError> {
        let all: i64 = beside.query_row("SELECT count(*) FROM waiting", [], |row| row.get(0))?;
        let mut turn = Turn::default();
        while step::is_due(beside, self.step)? {
            // Not at once for writing: the library itself is only read.
            let transaction = beside.transaction_with_behavior(TransactionBehavior::Deferred)?;
            super::tie(&transaction, &mut second, self.step, &mut turn, true, &resolve)?;
            let waiting: i64 = transaction.query_row("SELECT count(*) FROM waiting", [], |row| row.get(0))?;
            transaction.commit()?;
            if !each((all - waiting).max(0) as u64, all.max(0) as u64) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Puts what was made beside in the place of what is here. `false` if articles went meanwhile: then nothing is changed.
    fn take_anew(&mut self) -> Result<bool, LibraryError> {
        self.turn = Turn::default();
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let gone = "SELECT 1 FROM anew.naming WHERE article NOT IN (SELECT id FROM main.article)";
        if transaction.prepare(gone)?.exists([])? {
            return Ok(false);
        }
        lay::lift(&transaction)?;
        again::make(&transaction)?;
        for table in TABLES {
            transaction.execute_batch(&format!(
                "DELETE FROM main.{table}; INSERT INTO main.{table} SELECT * FROM anew.{table}"
            ))?;
        }
        transaction.execute_batch(
            "DELETE FROM main.name_page;
             UPDATE main.article SET people = own.people FROM anew.people AS own
             WHERE own.article = main.article.id AND own.people <> main.article.people;
             DELETE FROM main.waiting;
             INSERT INTO main.waiting SELECT article FROM anew.waiting
                 UNION SELECT id FROM main.article WHERE id NOT IN (SELECT article FROM anew.naming);
             DELETE FROM main.setting WHERE name IN ('line', 'first', 'next', 'born', 'ordered', 'rest');
             INSERT INTO main.setting SELECT * FROM anew.setting WHERE name IN ('line', 'first', 'next', 'born', 'ordered', 'rest')",
        )?;
        let late = late(&transaction)?;
        step::set(&transaction, "late", late)?;
        step::set(&transaction, "stale", 0)?;
        step::set(&transaction, "tied", step::get(&transaction, "tied")?.unwrap_or(0) + 1)?;
        transaction.commit()?;
        Ok(true)
    }
}

/// A file of its own, with the library to read from: its tables for names are empty, and all articles wait.
fn beside(path: &str, library: &str) -> Result<Connection, LibraryError> {
    let db = Connection::open(path)?;
    db.set_prepared_statement_cache_capacity(128);
    db.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;
         PRAGMA temp_store = FILE",
    )?;
    db.execute("ATTACH ?1 AS lib", [library])?;
    let held = db.unchecked_transaction()?;
    let layout: Vec<String> = held.prepare(LAYOUT)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for sql in layout {
        held.execute_batch(&sql)?;
    }
    again::make(&held)?;
    held.execute_batch(
        "CREATE TABLE people (article INTEGER PRIMARY KEY, people INTEGER NOT NULL);
         INSERT INTO main.waiting SELECT id FROM lib.article",
    )?;
    // Decisions are not the machine's: whose mentions it found, and what it took for one, lies below them.
    let is_laid = held.prepare("SELECT 1 FROM lib.sqlite_schema WHERE name = 'found_naming'")?.exists([])?;
    let (naming, entity) = if is_laid {
        (
            "coalesce((SELECT entities FROM lib.found_naming AS own WHERE own.article = old.article), entities)",
            "AND id NOT IN (SELECT id FROM lib.found_entity)",
        )
    } else {
        ("entities", "")
    };
    held.execute_batch(&format!(
        "INSERT INTO main.step_naming SELECT article, {naming} FROM lib.naming AS old;
         INSERT INTO main.step_became SELECT id, one FROM lib.entity WHERE one <> id {entity}"
    ))?;
    let sql = "SELECT max(coalesce((SELECT max(id) + 1 FROM lib.entity), 1),
                          coalesce((SELECT value FROM lib.setting WHERE name = 'next'), 1))";
    let next = held.query_row(sql, [], |row| row.get(0))?;
    step::set(&held, "next", next)?;
    held.commit()?;
    Ok(db)
}

/// How many of those that wait are older than what is tied for good: they came meanwhile.
fn late(db: &Connection) -> Result<i64, LibraryError> {
    let Some(line) = order::line(db)? else { return Ok(0) };
    let mut select = db.prepare("SELECT place, key FROM waiting JOIN article ON article.id = waiting.article")?;
    let mut rows = select.query([])?;
    let mut late = 0;
    while let Some(row) = rows.next()? {
        late += i64::from(Position::of(row.get(0)?, read::key(row.get_ref(1)?).0) < line);
    }
    Ok(late)
}
