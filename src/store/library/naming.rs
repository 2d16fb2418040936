//! Whose each mention is: tied and counted in larger steps than articles are written, as each step touches entities all over
//! the file. Articles take their turn in the order of time; the table `waiting` holds those that are not tied for good, and what
//! a killed run left, the next one does, in the same steps.

mod again;
mod anew;
mod known;
mod numbers;
pub(super) mod order;
mod out;
mod step;
mod told;

use std::cell::RefCell;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use rustc_hash::FxHashMap;

use super::codec::{pack_ids, pack_naming};
use super::error::LibraryError;
use super::names;
use super::write::Writer;
use crate::model::{EntityKind, KnownName, Traits};

use again::Aside;
pub(super) use again::loosen;
pub use known::Knowledge;
use numbers::Numbers;
pub(super) use out::take_out;
use step::Step;
pub(super) use step::{Turn, get as setting};

/// Articles of one step.
pub const STEP: i64 = 8192;
/// So many of an entity's company are kept.
const COMPANY: usize = 24;

/// An article whose names wait to be tied.
#[derive(Debug, Clone)]
pub struct Pending {
    /// Its number.
    pub id: i64,
    /// Its outlet.
    pub outlet: i64,
    /// What the resolver keeps of its names.
    pub names: Vec<u8>,
}

/// What the resolver says of a step.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// The entities.
    pub entities: Vec<ResolvedEntity>,
    /// For each pending article the entity (position in `entities`) of each of its mentions.
    pub mentions: Vec<Vec<u32>>,
}

/// An entity as it is to be kept.
#[derive(Debug, Clone)]
pub struct ResolvedEntity {
    /// Which known ones it is; empty if it is new.
    pub known: Vec<u64>,
    /// Its type.
    pub kind: EntityKind,
    /// Name for display.
    pub name: String,
    /// All its names, with all mentions.
    pub names: Vec<KnownName>,
    /// For later names to be told by.
    pub country: Option<[u8; 2]>,
    /// For later names to be told by.
    pub scope: u64,
    /// For later ones of the name to be told apart from.
    pub traits: Traits,
    /// Where later names find it.
    pub keys: Vec<u64>,
    /// Mentions, those before included.
    pub mentions: u32,
    /// Articles, those before included.
    pub articles: u32,
}

impl Writer {
    /// How many articles have names that are not tied for good, and how many there are.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn waiting(&self) -> Result<(u64, u64), LibraryError> {
        let sql = "SELECT (SELECT count(*) FROM waiting), (SELECT coalesce(sum(articles), 0) FROM outlet)";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64));
        Ok(self.db.prepare_cached(sql)?.query_row([], row)?)
    }

    /// Forgets whose names are: all of them wait to be tied again.
    ///
    /// # Errors
    /// It cannot be written; all is as before.
    pub fn forget_names(&mut self) -> Result<(), LibraryError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // What lies over them would be put back wrong.
        super::lay::drop_all(&transaction)?;
        again::wipe(&transaction)?;
        order::all_wait(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// How many articles a step has that is done for good; [`STEP`] unless a test says otherwise.
    pub const fn set_step(&mut self, articles: i64) {
        self.step = articles;
    }

    /// Ties the names of a step's articles. One that is not full is done again with what comes later. Returns whether there was
    /// something to do.
    ///
    /// # Errors
    /// It cannot be written (all is as before), or what `resolve` says.
    pub fn tie(
        &mut self,
        resolve: impl FnOnce(&Knowledge<'_>, &[Pending]) -> Result<Resolved, LibraryError>,
    ) -> Result<bool, LibraryError> {
        if !step::is_due(&self.db, self.step)? {
            return Ok(false);
        }
        if self.second.is_none() {
            self.second = second(&self.db)?;
        }
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let second = if super::lay::lift(&transaction)? { &mut None } else { &mut self.second };
        tie(&transaction, second, self.step, &mut self.turn, false, resolve)?;
        transaction.commit()?;
        Ok(true)
    }
}

/// Reads beside a writer what that has written; none of a library in memory.
fn second(db: &Connection) -> Result<Option<Connection>, LibraryError> {
    let Some(path) = db.path().filter(|path| !path.is_empty()) else { return Ok(None) };
    let db = Connection::open(path)?;
    db.set_prepared_statement_cache_capacity(32);
    db.execute_batch("PRAGMA query_only = 1; PRAGMA cache_size = -16384")?;
    Ok(Some(db))
}

/// How many articles have no names tied yet.
pub(super) fn unnamed(db: &Connection) -> Result<u64, LibraryError> {
    let sql = "SELECT count(*) FROM waiting WHERE article NOT IN (SELECT article FROM naming)";
    Ok(db.query_row(sql, [], |row| row.get::<_, i64>(0))?.max(0) as u64)
}

/// How many articles are neither tied nor wait for it, or are counted and not tied.
pub(super) fn untied(db: &Connection) -> Result<i64, LibraryError> {
    let sql = "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM naming)
               AND (id NOT IN (SELECT article FROM waiting) OR id IN (SELECT article FROM entity_article))";
    Ok(db.query_row(sql, [], |row| row.get(0))?)
}

/// Ties the step that is next; `second` reads beside. `is_anew`: beside the library, in tables that hold nothing but what was tied so.
fn tie(
    db: &Connection,
    second: &mut Option<Connection>,
    size: i64,
    turn: &mut Turn,
    is_anew: bool,
    resolve: impl FnOnce(&Knowledge<'_>, &[Pending]) -> Result<Resolved, LibraryError>,
) -> Result<(), LibraryError> {
    let step = Step::of(db, size, turn)?;
    let undone = again::undo(db, &step)?;
    let pending = pending(db, &step.articles)?;
    // Those that are tied for good: all that there are but the others.
    let sql = "SELECT (SELECT coalesce(sum(articles), 0) FROM outlet) - (SELECT count(*) FROM waiting)";
    let articles: i64 = db.query_row(sql, [], |row| row.get(0)).unwrap_or_default();
    // What was put back is not to be seen from beside yet.
    let beside = if undone.is_changed { None } else { second.take() };
    let knowledge = Knowledge { db, second: RefCell::new(beside), articles: articles.max(0) as u64 };
    let resolved = resolve(&knowledge, &pending);
    *second = knowledge.second.into_inner().or(second.take());
    let resolved = resolved?;
    let aside = Aside { db, kept: !step.full && step.follows, anew: is_anew };
    if aside.kept {
        again::prepare(db)?;
    }
    let numbers = Numbers::of(db, &pending, &resolved, &undone)?;
    let born = write(aside, &pending, &resolved, &numbers.ids)?;
    if step.full {
        step::set(db, "born", born)?;
        for (entity, id) in resolved.entities.iter().zip(&numbers.ids) {
            told::keep(db, *id, &entity.traits, entity.known.get(1..).unwrap_or_default())?;
        }
    } else {
        again::forget_before(db)?;
        again::set_tied(db, true)?;
    }
    numbers.write_became(db)?;
    step.note(db, turn)
}

fn pending(db: &Connection, articles: &[u32]) -> Result<Vec<Pending>, LibraryError> {
    let sql = "SELECT article.id, article.outlet, body.names FROM body JOIN article ON article.id = body.article
               WHERE body.article = ?1";
    let row = |row: &rusqlite::Row<'_>| Ok(Pending { id: row.get(0)?, outlet: row.get(1)?, names: row.get(2)? });
    let mut select = db.prepare_cached(sql)?;
    let found = articles.iter().map(|article| select.query_row([*article], row).optional());
    Ok(found.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

/// Writes what a step found, under these numbers. Returns which entity in turn the next new one is.
fn write(aside: Aside<'_>, pending: &[Pending], resolved: &Resolved, ids: &[i64]) -> Result<i64, LibraryError> {
    let db = aside.db;
    let mut born = step::get(db, "born")?.unwrap_or(1);
    for (entity, id) in resolved.entities.iter().zip(ids).filter(|(_, id)| **id > 0) {
        keep(aside, entity, *id, born)?;
        born += i64::from(entity.known.is_empty());
    }
    let merged = resolved.entities.iter().flat_map(|entity| &entity.known).map(|id| *id as i64);
    names::forget_pages(db, ids.iter().copied().chain(merged))?;
    let mut postings = Vec::new();
    let mut by_outlet: FxHashMap<(i64, i64), (i64, i64)> = FxHashMap::default();
    let mut company: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
    let mut insert = db.prepare_cached("INSERT OR REPLACE INTO naming VALUES (?1, ?2)")?;
    for (article, mentions) in pending.iter().zip(&resolved.mentions) {
        let of_mention: Vec<i64> =
            mentions.iter().map(|at| ids.get(*at as usize).copied().unwrap_or_default()).collect();
        insert.execute(params![article.id, pack_naming(&of_mention)])?;
        let mut counts: Vec<(u32, i64)> = Vec::new();
        for at in mentions {
            match counts.iter_mut().find(|(other, _)| other == at) {
                Some((_, count)) => *count += 1,
                None => counts.push((*at, 1)),
            }
        }
        let person = |at: &u32| resolved.entities.get(*at as usize).is_some_and(|one| one.kind == EntityKind::Person);
        aside.people(article.id, counts.iter().filter(|(at, _)| person(at)).count() as i64)?;
        for (at, count) in &counts {
            let Some(id) = ids.get(*at as usize).copied() else { continue };
            postings.push((id, article.id, *count));
            let slot = by_outlet.entry((id, article.outlet)).or_default();
            *slot = (slot.0 + count, slot.1 + 1);
            let beside = company.entry(id).or_default();
            if beside.len() < COMPANY {
                beside.extend(
                    counts
                        .iter()
                        .filter(|(other, _)| other != at)
                        .take(8)
                        .filter_map(|(other, _)| ids.get(*other as usize)),
                );
            }
        }
    }
    postings.sort_unstable();
    let mut insert = db.prepare_cached("INSERT OR REPLACE INTO entity_article VALUES (?1, ?2, ?3)")?;
    for (entity, article, mentions) in postings {
        insert.execute([entity, article, mentions])?;
    }
    add_outlets(db, by_outlet)?;
    add_company(db, company)?;
    Ok(born)
}

/// Writes an entity under its number; `next`: which one in turn it is, if it is new.
fn keep(aside: Aside<'_>, entity: &ResolvedEntity, id: i64, next: i64) -> Result<(), LibraryError> {
    let db = aside.db;
    let country = entity.country.map(|code| code.to_vec());
    let sql = if entity.known.is_empty() {
        "INSERT INTO entity (kind, name, mentions, articles, country, scope, id, one, born)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8) RETURNING born"
    } else {
        aside.entity(id)?;
        "UPDATE entity SET kind = ?1, name = ?2, mentions = ?3, articles = ?4, country = ?5, scope = ?6
         WHERE id = ?7 AND ?8 = ?8 RETURNING born"
    };
    let (kind, scope) = (entity.kind.word(), entity.scope as i64);
    let (mentions, articles) = (entity.mentions, entity.articles);
    let values = params![kind, entity.name, mentions, articles, country, scope, id, next];
    let born: i64 = db.prepare_cached(sql)?.query_row(values, |row| row.get(0))?;
    for other in entity.known.iter().skip(1).map(|other| *other as i64) {
        aside.merged(other)?;
        become_one(db, other, id)?;
    }
    let sql = "INSERT INTO form VALUES (?1, ?2, ?3, ?4) ON CONFLICT (entity, form)
               DO UPDATE SET mentions = excluded.mentions, own = excluded.own
               WHERE mentions <> excluded.mentions OR own <> excluded.own";
    let mut upsert = db.prepare_cached(sql)?;
    for name in &entity.names {
        upsert.execute(params![id, name.name, name.mentions, name.own])?;
    }
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO entity_key VALUES (?1, ?2, ?3)")?;
    for key in &entity.keys {
        if insert.execute([*key as i64, born, id])? > 0 {
            aside.key(*key as i64, born)?;
        }
    }
    Ok(())
}

/// All that an entity has becomes another's. Its own row stays, and says so.
fn become_one(db: &Connection, from: i64, to: i64) -> Result<(), LibraryError> {
    // An article that named both by what were two entities names one entity.
    let both: Vec<(i64, i64)> = db
        .prepare_cached(
            "SELECT article.outlet, count(*) FROM entity_article AS own
             JOIN entity_article AS other ON other.entity = ?2 AND other.article = own.article
             JOIN article ON article.id = own.article WHERE own.entity = ?1 GROUP BY article.outlet",
        )?
        .query_map([from, to], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for sql in [
        "INSERT INTO entity_article SELECT ?2, article, mentions FROM entity_article WHERE entity = ?1
         ON CONFLICT (entity, article) DO UPDATE SET mentions = mentions + excluded.mentions",
        "INSERT INTO entity_outlet SELECT ?2, outlet, mentions, articles FROM entity_outlet WHERE entity = ?1
         ON CONFLICT (entity, outlet)
         DO UPDATE SET mentions = mentions + excluded.mentions, articles = articles + excluded.articles",
        "UPDATE entity SET outlets = (SELECT count(*) FROM entity_outlet WHERE entity = ?2) WHERE id = ?2 AND ?1 <> ?2",
        "UPDATE entity SET one = ?2, mentions = 0, articles = 0, outlets = 0 WHERE id = ?1",
        "UPDATE entity SET one = ?2 WHERE one = ?1 AND one <> id",
    ] {
        db.prepare_cached(sql)?.execute([from, to])?;
    }
    for (outlet, articles) in both {
        let sql = "UPDATE entity_outlet SET articles = articles - ?3 WHERE entity = ?1 AND outlet = ?2";
        db.prepare_cached(sql)?.execute([to, outlet, articles])?;
        db.prepare_cached("UPDATE entity SET articles = articles - ?2 WHERE id = ?1")?.execute([to, articles])?;
    }
    // Its keys stay: they are in the order of keys, and whoever finds it by one sees that it is another's.
    for table in ["entity_article", "entity_outlet", "form"] {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE entity = ?1"))?.execute([from])?;
    }
    Ok(())
}

fn add_outlets(db: &Connection, counts: FxHashMap<(i64, i64), (i64, i64)>) -> Result<(), LibraryError> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    let sql = "UPDATE entity_outlet SET mentions = mentions + ?3, articles = articles + ?4
               WHERE entity = ?1 AND outlet = ?2";
    let mut update = db.prepare_cached(sql)?;
    let mut insert = db.prepare_cached("INSERT INTO entity_outlet VALUES (?1, ?2, ?3, ?4)")?;
    let mut gain = db.prepare_cached("UPDATE entity SET outlets = outlets + 1 WHERE id = ?1")?;
    for ((entity, outlet), (mentions, articles)) in counts {
        if update.execute([entity, outlet, mentions, articles])? == 0 {
            insert.execute([entity, outlet, mentions, articles])?;
            gain.execute([entity])?;
        }
    }
    Ok(())
}

fn add_company(db: &Connection, company: FxHashMap<i64, Vec<i64>>) -> Result<(), LibraryError> {
    let mut company: Vec<_> = company.into_iter().collect();
    company.sort_unstable();
    let sql = "UPDATE entity SET company = CAST(company || ?2 AS BLOB) WHERE id = ?1 AND length(company) < ?3";
    let mut update = db.prepare_cached(sql)?;
    for (entity, mut beside) in company {
        beside.truncate(COMPANY);
        update.execute(params![entity, pack_ids(&beside), (4 * COMPANY) as i64])?;
    }
    Ok(())
}

/// Whose a kept mention is now: an entity may have been found to be another.
pub(super) fn one(db: &Connection, id: i64) -> Result<i64, LibraryError> {
    let sql = "SELECT one FROM entity WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?.unwrap_or(id))
}
