//! Undoing the last step, so that it can be done again with more articles. In a library of one step nothing is older, and all
//! goes; in a larger one what the step changes is put aside before, row by row.

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use super::order;
use super::step::{self, Step};
use crate::store::library::codec::unpack_naming;
use crate::store::library::error::{LibraryError, damaged};
use crate::store::library::names::forget_pages;

/// Tables for what the others held.
const SCHEMA: &str = include_str!("../../../../assets/schema/step.sql");

/// What was said of a step's articles before it was undone.
#[derive(Debug, Default)]
pub(super) struct Undone {
    /// Whose each mention of its articles was.
    pub(super) whose: FxHashMap<i64, Vec<i64>>,
    /// What those became that were found to be another.
    pub(super) became: FxHashMap<i64, i64>,
    /// The first number that was not given yet.
    pub(super) next: i64,
    /// Whether there was something to undo.
    pub(super) is_changed: bool,
}

/// Makes the tables where there are none: a library that is made in one run does without.
pub(super) fn make(db: &Connection) -> Result<(), LibraryError> {
    Ok(db.execute_batch(SCHEMA)?)
}

/// Whether there are the tables.
fn are_there(db: &Connection) -> Result<bool, LibraryError> {
    Ok(db.prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'step_naming'")?.exists([])?)
}

/// Undoes what was tied of articles that wait.
pub(super) fn undo(db: &Connection, at: &Step) -> Result<Undone, LibraryError> {
    let (next, is_changed) = (next(db)?, is_tied(db)?);
    if is_changed {
        make(db)?;
        let first = if at.follows { step::get(db, "first")?.unwrap_or(next) } else { 0 };
        db.execute(
            "INSERT OR REPLACE INTO step_became SELECT id, one FROM entity WHERE id >= ?1 AND one <> id",
            [first],
        )?;
        if at.follows {
            put_back(db, first)?;
        } else {
            aside_naming(db)?;
            wipe(db)?;
        }
        set_tied(db, false)?;
    }
    // Numbers are never given twice.
    step::set(db, "next", next)?;
    let mut undone = Undone { next, is_changed, ..Undone::default() };
    if !are_there(db)? {
        return Ok(undone);
    }
    let mut select = db.prepare("SELECT entities FROM step_naming WHERE article = ?1")?;
    for article in &at.articles {
        let packed: Option<Vec<u8>> = select.query_row([*article], |row| row.get(0)).optional()?;
        if let Some(packed) = packed {
            undone.whose.insert(i64::from(*article), unpacked(&packed, i64::from(*article))?);
        }
    }
    let mut select = db.prepare("SELECT id, one FROM step_became")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        undone.became.insert(row.get(0)?, row.get(1)?);
    }
    Ok(undone)
}

/// The first number that was not given yet.
pub(super) fn next(db: &Connection) -> Result<i64, LibraryError> {
    let next: i64 = db.query_row("SELECT coalesce(max(id), 0) + 1 FROM entity", [], |row| row.get(0))?;
    Ok(next.max(step::get(db, "next")?.unwrap_or(0)))
}

/// Whether a step that is not full was done.
fn is_tied(db: &Connection) -> Result<bool, LibraryError> {
    Ok(step::get(db, "rest")? == Some(1))
}

/// Notes whether a step that is not full was done.
pub(super) fn set_tied(db: &Connection, is_tied: bool) -> Result<(), LibraryError> {
    step::set(db, "rest", i64::from(is_tied))
}

fn unpacked(packed: &[u8], article: i64) -> Result<Vec<i64>, LibraryError> {
    unpack_naming(packed)
        .ok_or_else(|| damaged(&format!("whose the names of article {article} are cannot be unpacked")))
}

/// Keeps whose the mentions were, for the numbers of those they will be.
fn aside_naming(db: &Connection) -> Result<(), LibraryError> {
    let sql = "INSERT OR REPLACE INTO step_naming SELECT * FROM naming WHERE article IN (SELECT article FROM waiting)";
    db.execute(sql, [])?;
    Ok(())
}

/// Nothing that was said before is asked for any more: all is tied.
pub(super) fn forget_before(db: &Connection) -> Result<(), LibraryError> {
    if are_there(db)? {
        db.execute_batch("DELETE FROM step_naming; DELETE FROM step_became")?;
    }
    Ok(())
}

/// Forgets all entities.
pub(super) fn wipe(db: &Connection) -> Result<(), LibraryError> {
    Ok(db.execute_batch(
        "DELETE FROM naming; DELETE FROM entity; DELETE FROM form; DELETE FROM entity_key;
         DELETE FROM entity_article; DELETE FROM entity_outlet; DELETE FROM entity_told; DELETE FROM name_page",
    )?)
}

/// Puts back what the last step changed, before the articles of older ones change; the step has to be done again.
pub(in crate::store::library) fn loosen(db: &Connection) -> Result<(), LibraryError> {
    if order::line(db)?.is_some() && is_tied(db)? {
        step::set(db, "next", next(db)?)?;
        let first = step::get(db, "first")?.unwrap_or(i64::MAX);
        put_back(db, first)?;
        set_tied(db, false)?;
    }
    Ok(())
}

fn put_back(db: &Connection, first: i64) -> Result<(), LibraryError> {
    aside_naming(db)?;
    let sql = "SELECT id FROM step_entity UNION SELECT id FROM entity WHERE id >= ?1";
    let touched: Vec<i64> = db.prepare(sql)?.query_map([first], |row| row.get(0))?.collect::<Result<_, _>>()?;
    forget_pages(db, touched.iter().copied())?;
    forget_waiting(db)?;
    let mut form = db.prepare("DELETE FROM form WHERE entity = ?1")?;
    let mut outlet = db.prepare("DELETE FROM entity_outlet WHERE entity = ?1")?;
    for id in &touched {
        form.execute([*id])?;
        outlet.execute([*id])?;
    }
    db.execute_batch(
        "UPDATE entity_article SET mentions = entity_article.mentions - was.mentions
         FROM (SELECT one, article, sum(own.mentions) AS mentions FROM step_entity_article AS own
               JOIN entity ON entity.id = own.entity GROUP BY one, article) AS was
         WHERE entity_article.entity = was.one AND entity_article.article = was.article;
         DELETE FROM entity_article WHERE mentions <= 0
             AND (entity, article) IN (SELECT one, article FROM step_entity_article JOIN entity ON id = entity);
         INSERT INTO entity_article SELECT * FROM step_entity_article;
         INSERT INTO form SELECT * FROM step_form;
         INSERT INTO entity_outlet SELECT * FROM step_entity_outlet;
         DELETE FROM entity_key WHERE (key, born) IN (SELECT key, born FROM step_key)",
    )?;
    db.execute("DELETE FROM entity WHERE id >= ?1", [first])?;
    db.execute("INSERT OR REPLACE INTO entity SELECT * FROM step_entity", [])?;
    forget(db)
}

/// Takes articles that wait out of who is named where.
fn forget_waiting(db: &Connection) -> Result<(), LibraryError> {
    let sql = "SELECT naming.article, entities FROM waiting JOIN naming ON naming.article = waiting.article";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    let mut delete = db.prepare("DELETE FROM entity_article WHERE entity = ?1 AND article = ?2")?;
    while let Some(row) = rows.next()? {
        let article: i64 = row.get(0)?;
        let mut ids = unpacked(row.get_ref(1)?.as_blob().unwrap_or(&[]), article)?;
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            delete.execute([id, article])?;
        }
    }
    db.execute("DELETE FROM naming WHERE article IN (SELECT article FROM waiting)", [])?;
    Ok(())
}

/// Makes room for what the step that follows will change.
pub(super) fn prepare(db: &Connection) -> Result<(), LibraryError> {
    make(db)?;
    step::set(db, "first", next(db)?)?;
    forget(db)
}

/// There is nothing to be put back any more.
fn forget(db: &Connection) -> Result<(), LibraryError> {
    Ok(db.execute_batch(
        "DELETE FROM step_entity; DELETE FROM step_form; DELETE FROM step_entity_outlet;
         DELETE FROM step_entity_article; DELETE FROM step_key",
    )?)
}

/// What a step that may be undone puts aside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aside<'a> {
    pub(super) db: &'a Connection,
    /// Whether it has to: not where all that there is will go.
    pub(super) kept: bool,
    /// Whether all is tied anew, beside the library.
    pub(super) anew: bool,
}

impl Aside<'_> {
    /// An entity is about to change.
    pub(super) fn entity(&self, id: i64) -> Result<(), LibraryError> {
        self.run(id, "INSERT OR IGNORE INTO step_entity SELECT * FROM entity WHERE id = ?1")?;
        self.run(id, "INSERT OR IGNORE INTO step_form SELECT * FROM form WHERE entity = ?1")?;
        self.run(id, "INSERT OR IGNORE INTO step_entity_outlet SELECT * FROM entity_outlet WHERE entity = ?1")
    }

    /// It is about to become another's.
    pub(super) fn merged(&self, id: i64) -> Result<(), LibraryError> {
        self.entity(id)?;
        self.run(id, "INSERT OR IGNORE INTO step_entity SELECT * FROM entity WHERE one = ?1 AND one <> id")?;
        self.run(id, "INSERT OR IGNORE INTO step_entity_article SELECT * FROM entity_article WHERE entity = ?1")
    }

    /// It is found under a key under which it was not.
    pub(super) fn key(&self, key: i64, born: i64) -> Result<(), LibraryError> {
        if self.kept {
            self.db.prepare_cached("INSERT OR IGNORE INTO step_key VALUES (?1, ?2)")?.execute([key, born])?;
        }
        Ok(())
    }

    /// So many people are named in an article.
    pub(super) fn people(&self, article: i64, people: i64) -> Result<(), LibraryError> {
        let sql = if self.anew {
            "INSERT OR REPLACE INTO people VALUES (?1, ?2)"
        } else {
            "UPDATE article SET people = ?2 WHERE id = ?1"
        };
        self.db.prepare_cached(sql)?.execute([article, people])?;
        Ok(())
    }

    fn run(&self, id: i64, sql: &str) -> Result<(), LibraryError> {
        if self.kept {
            self.db.prepare_cached(sql)?.execute([id])?;
        }
        Ok(())
    }
}
