//! Undoing the last step, so that it can be done again with more articles. In a library of one step nothing is older, and all
//! goes; in a larger one what the step changes is put aside before, row by row.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::step::{self, Step};
use crate::store::library::codec::unpack_naming;
use crate::store::library::error::{LibraryError, damaged};
use crate::store::library::names::forget_pages;

/// Tables for what the others held.
const SCHEMA: &str = include_str!("../../../../assets/schema/step.sql");

/// What a step said before it was undone.
#[derive(Debug, Default)]
pub(super) struct Undone {
    /// Whose each mention of its articles was.
    pub(super) whose: FxHashMap<i64, Vec<i64>>,
    /// What those became that were found to be another.
    pub(super) became: FxHashMap<i64, i64>,
    /// The first number that was not given yet.
    pub(super) next: i64,
}

/// Undoes what was tied after the last full step.
pub(super) fn undo(db: &Connection, at: &Step) -> Result<Undone, LibraryError> {
    let next = db.query_row("SELECT coalesce(max(id), 0) + 1 FROM entity", [], |row| row.get(0))?;
    let mut undone = Undone { next, ..Undone::default() };
    if at.named <= at.settled {
        return Ok(undone);
    }
    let mut select = db.prepare("SELECT article, entities FROM naming WHERE article > ?1")?;
    let mut rows = select.query([at.settled])?;
    while let Some(row) = rows.next()? {
        let article = row.get(0)?;
        let bad = || damaged(&format!("whose the names of article {article} are cannot be unpacked"));
        undone.whose.insert(article, unpack_naming(row.get_ref(1)?.as_blob().unwrap_or(&[])).ok_or_else(bad)?);
    }
    let first = if at.settled == 0 { 0 } else { step::get(db, "first")?.unwrap_or(next) };
    let mut select = db.prepare("SELECT id, one FROM entity WHERE id >= ?1 AND one <> id")?;
    let mut rows = select.query([first])?;
    while let Some(row) = rows.next()? {
        undone.became.insert(row.get(0)?, row.get(1)?);
    }
    if at.settled == 0 {
        wipe(db)?;
    } else {
        put_back(db, at.settled, first)?;
    }
    Ok(undone)
}

/// Forgets all entities.
pub(super) fn wipe(db: &Connection) -> Result<(), LibraryError> {
    Ok(db.execute_batch(
        "DELETE FROM naming; DELETE FROM entity; DELETE FROM form; DELETE FROM entity_key;
         DELETE FROM entity_article; DELETE FROM entity_outlet; DELETE FROM name_page",
    )?)
}

/// Puts back what the last step changed, before the articles of older ones change; the step has to be done again.
pub(in crate::store::library) fn loosen(db: &Connection) -> Result<(), LibraryError> {
    let at = Step::of(db, i64::MAX)?;
    if at.settled > 0 && at.named > at.settled {
        let first = step::get(db, "first")?.unwrap_or(i64::MAX);
        put_back(db, at.settled, first)?;
        step::set(db, "named", at.settled)?;
    }
    Ok(())
}

fn put_back(db: &Connection, settled: i64, first: i64) -> Result<(), LibraryError> {
    let sql = "SELECT id FROM step_entity UNION SELECT id FROM entity WHERE id >= ?1";
    let touched: Vec<i64> = db.prepare(sql)?.query_map([first], |row| row.get(0))?.collect::<Result<_, _>>()?;
    forget_pages(db, touched.iter().copied())?;
    let mut later = db.prepare("DELETE FROM entity_article WHERE entity = ?1 AND article > ?2")?;
    let mut form = db.prepare("DELETE FROM form WHERE entity = ?1")?;
    let mut outlet = db.prepare("DELETE FROM entity_outlet WHERE entity = ?1")?;
    for id in &touched {
        later.execute([*id, settled])?;
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
         DELETE FROM entity_key WHERE (key, entity) IN (SELECT key, entity FROM step_key)",
    )?;
    db.execute("DELETE FROM entity WHERE id >= ?1", [first])?;
    db.execute("INSERT OR REPLACE INTO entity SELECT * FROM step_entity", [])?;
    db.execute("DELETE FROM naming WHERE article > ?1", [settled])?;
    forget(db)
}

/// Makes room for what the step that follows will change.
pub(super) fn prepare(db: &Connection) -> Result<(), LibraryError> {
    db.execute_batch(SCHEMA)?;
    let first = db.query_row("SELECT coalesce(max(id), 0) + 1 FROM entity", [], |row| row.get(0))?;
    step::set(db, "first", first)?;
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
    pub(super) fn key(&self, key: i64, entity: i64) -> Result<(), LibraryError> {
        if self.kept {
            self.db.prepare_cached("INSERT OR IGNORE INTO step_key VALUES (?1, ?2)")?.execute([key, entity])?;
        }
        Ok(())
    }

    fn run(&self, id: i64, sql: &str) -> Result<(), LibraryError> {
        if self.kept {
            self.db.prepare_cached(sql)?.execute([id])?;
        }
        Ok(())
    }
}
