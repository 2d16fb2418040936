//! Whose each mention is: tied and counted in larger steps than articles are written, as each step touches entities all over
//! the file. The setting `named` says how far they have come; what a killed run left, the next one does, in the same steps.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::codec::{pack_ids, pack_naming, unpack_ids, unpack_naming};
use super::error::{LibraryError, damaged};
use super::names;
use super::read;
use super::write::Writer;
use crate::model::{EntityKind, KnownEntity, KnownName};

/// Articles of one step: their ids begin after a multiple of this.
pub const STEP: i64 = 8192;
/// So many entities are looked at that a name may mean.
const CANDIDATES: i64 = 48;
/// The best of them are chosen among so many that came first: of a common name there are thousands.
const BEARERS: i64 = 512;
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
    /// Where later names find it.
    pub keys: Vec<u64>,
    /// Mentions, those before included.
    pub mentions: u32,
    /// Articles, those before included.
    pub articles: u32,
}

/// The library as the resolver asks it.
#[derive(Debug)]
pub struct Knowledge<'a> {
    db: &'a Connection,
    /// Articles that are tied already.
    pub articles: u64,
}

impl Knowledge<'_> {
    /// Calls `visit` with the entities kept under any of some keys (sorted, each once), by their numbers.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn each_known(&self, keys: &[u64], mut visit: impl FnMut(&KnownEntity)) -> Result<(), LibraryError> {
        let mut ids: FxHashSet<i64> = FxHashSet::default();
        let sql = "SELECT entity FROM entity_key WHERE key = ?1 LIMIT ?2";
        let mut few = self.db.prepare_cached(sql)?;
        let sql = "SELECT entity.id FROM (SELECT entity FROM entity_key WHERE key = ?1 LIMIT ?3) AS bearer
                   JOIN entity ON entity.id = bearer.entity ORDER BY entity.mentions DESC, entity.id LIMIT ?2";
        let mut many = self.db.prepare_cached(sql)?;
        for key in keys {
            let found: Vec<i64> =
                few.query_map([*key as i64, CANDIDATES + 1], |row| row.get(0))?.collect::<Result<_, _>>()?;
            if found.len() as i64 <= CANDIDATES {
                ids.extend(found);
            } else {
                let best = many.query_map([*key as i64, CANDIDATES, BEARERS], |row| row.get(0))?;
                ids.extend(best.collect::<Result<Vec<i64>, _>>()?);
            }
        }
        let mut ids: Vec<i64> = ids.into_iter().collect();
        ids.sort_unstable();
        for id in ids {
            if let Some(entity) = known(self.db, id)? {
                visit(&entity);
            }
        }
        Ok(())
    }
}

/// An entity as it is known; `None` for one that was found to be another, which is kept under the same keys.
fn known(db: &Connection, id: i64) -> Result<Option<KnownEntity>, LibraryError> {
    let sql = "SELECT kind, country, scope, articles, company FROM entity WHERE id = ?1 AND one = id";
    let entity = db.prepare_cached(sql)?.query_row([id], |row| {
        let country: Option<Vec<u8>> = row.get(1)?;
        Ok(KnownEntity {
            id: id as u64,
            kind: read::kind(&row.get::<_, String>(0)?),
            country: country.and_then(|bytes| bytes.try_into().ok()),
            scope: row.get::<_, i64>(2)? as u64,
            names: Vec::new(),
            articles: row.get::<_, i64>(3)? as u32,
            company: unpack_ids(&row.get::<_, Vec<u8>>(4)?)
                .unwrap_or_default()
                .into_iter()
                .map(|id| id as u64)
                .collect(),
        })
    });
    let Some(mut entity) = entity.optional()? else { return Ok(None) };
    let row = |row: &rusqlite::Row<'_>| {
        Ok(KnownName { name: row.get(0)?, mentions: row.get::<_, i64>(1)? as u32, own: row.get(2)? })
    };
    entity.names = db
        .prepare_cached("SELECT form, mentions, own FROM form WHERE entity = ?1")?
        .query_map([id], row)?
        .collect::<Result<_, _>>()?;
    Ok(Some(entity))
}

impl Writer {
    /// Up to which article names are tied, and which is the last one.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn named(&self) -> Result<(i64, i64), LibraryError> {
        let last = self.db.query_row("SELECT coalesce(max(id), 0) FROM article", [], |row| row.get(0))?;
        Ok((named(&self.db)?, last))
    }

    /// Ties the names of a step's articles, if there are enough for one, or for the rest where `rest` says so. Returns
    /// whether there was something to do.
    ///
    /// # Errors
    /// It cannot be written (all is as before), or what `resolve` says.
    pub fn tie(
        &mut self,
        rest: bool,
        resolve: impl FnOnce(&Knowledge<'_>, &[Pending]) -> Result<Resolved, LibraryError>,
    ) -> Result<bool, LibraryError> {
        let (from, last) = self.named()?;
        if last <= from || (last < (from / STEP + 1) * STEP && !rest) {
            return Ok(false);
        }
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        super::lay::lift(&transaction)?;
        // Another one may have written meanwhile.
        let from = named(&transaction)?;
        let last: i64 = transaction.query_row("SELECT coalesce(max(id), 0) FROM article", [], |row| row.get(0))?;
        let end = (from / STEP + 1) * STEP;
        let pending = pending(&transaction, from, end)?;
        // Those that are tied: all that there are but the new ones.
        let sql =
            "SELECT (SELECT coalesce(sum(articles), 0) FROM outlet) - (SELECT count(*) FROM article WHERE id > ?1)";
        let articles: i64 = transaction.query_row(sql, [from], |row| row.get(0)).unwrap_or_default();
        let knowledge = Knowledge { db: &transaction, articles: articles as u64 };
        let resolved = resolve(&knowledge, &pending)?;
        write(&transaction, &pending, &resolved)?;
        let sql = "UPDATE setting SET value = ?1 WHERE name = 'named'";
        transaction.execute(sql, [last.min(end).max(from)])?;
        transaction.commit()?;
        Ok(true)
    }
}

fn named(db: &Connection) -> Result<i64, LibraryError> {
    Ok(db.prepare_cached("SELECT value FROM setting WHERE name = 'named'")?.query_row([], |row| row.get(0))?)
}

fn pending(db: &Connection, from: i64, end: i64) -> Result<Vec<Pending>, LibraryError> {
    let sql = "SELECT article.id, article.outlet, body.names FROM body JOIN article ON article.id = body.article
               WHERE body.article > ?1 AND body.article <= ?2 ORDER BY body.article";
    let row = |row: &rusqlite::Row<'_>| Ok(Pending { id: row.get(0)?, outlet: row.get(1)?, names: row.get(2)? });
    Ok(db.prepare_cached(sql)?.query_map([from, end], row)?.collect::<Result<_, _>>()?)
}

fn write(db: &Connection, pending: &[Pending], resolved: &Resolved) -> Result<(), LibraryError> {
    let mut next: i64 = db.query_row("SELECT coalesce(max(id), 0) + 1 FROM entity", [], |row| row.get(0))?;
    let mut ids = Vec::with_capacity(resolved.entities.len());
    for entity in &resolved.entities {
        ids.push(keep(db, entity, &mut next)?);
    }
    let merged = resolved.entities.iter().flat_map(|entity| &entity.known).map(|id| *id as i64);
    names::forget_pages(db, ids.iter().copied().chain(merged))?;
    let mut postings = Vec::new();
    let mut by_outlet: FxHashMap<(i64, i64), (i64, i64)> = FxHashMap::default();
    let mut company: FxHashMap<i64, Vec<i64>> = FxHashMap::default();
    let mut insert = db.prepare_cached("INSERT OR REPLACE INTO naming VALUES (?1, ?2)")?;
    let mut people = db.prepare_cached("UPDATE article SET people = ?2 WHERE id = ?1")?;
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
        people.execute(params![article.id, counts.iter().filter(|(at, _)| person(at)).count() as i64])?;
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
    add_company(db, company)
}

/// Writes an entity; returns its number.
fn keep(db: &Connection, entity: &ResolvedEntity, next: &mut i64) -> Result<i64, LibraryError> {
    let country = entity.country.map(|code| code.to_vec());
    let values =
        params![entity.kind.word(), entity.name, entity.mentions, entity.articles, country, entity.scope as i64];
    let id = if let Some((first, others)) = entity.known.split_first() {
        let id = *first as i64;
        let sql = "UPDATE entity SET kind = ?1, name = ?2, mentions = ?3, articles = ?4, country = ?5, scope = ?6
                   WHERE id = ?7";
        let mut update = db.prepare_cached(sql)?;
        update.execute(rusqlite::params_from_iter(values.iter().copied().chain([&id as &dyn rusqlite::ToSql])))?;
        for other in others {
            become_one(db, *other as i64, id)?;
        }
        id
    } else if entity.mentions == 0 {
        return Ok(0);
    } else {
        let id = *next;
        *next += 1;
        let sql = "INSERT INTO entity (kind, name, mentions, articles, country, scope, id, one)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)";
        db.prepare_cached(sql)?
            .execute(rusqlite::params_from_iter(values.iter().copied().chain([&id as &dyn rusqlite::ToSql])))?;
        id
    };
    let sql = "INSERT INTO form VALUES (?1, ?2, ?3, ?4) ON CONFLICT (entity, form)
               DO UPDATE SET mentions = excluded.mentions, own = excluded.own
               WHERE mentions <> excluded.mentions OR own <> excluded.own";
    let mut upsert = db.prepare_cached(sql)?;
    for name in &entity.names {
        upsert.execute(params![id, name.name, name.mentions, name.own])?;
    }
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO entity_key VALUES (?1, ?2)")?;
    for key in &entity.keys {
        insert.execute([*key as i64, id])?;
    }
    Ok(id)
}

/// All that an entity has becomes another's. Its own row stays, and says so.
fn become_one(db: &Connection, from: i64, to: i64) -> Result<(), LibraryError> {
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
        update.execute(params![entity, pack_ids(&beside), (2 * COMPANY) as i64])?;
    }
    Ok(())
}

/// Whose a kept mention is now: an entity may have been found to be another.
pub(super) fn one(db: &Connection, id: i64) -> Result<i64, LibraryError> {
    let sql = "SELECT one FROM entity WHERE id = ?1";
    Ok(db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?.unwrap_or(id))
}

/// Takes an article out of all counts.
pub(super) fn take_out(db: &Connection, article: i64, outlet: i64) -> Result<(), LibraryError> {
    super::lay::lift(db)?;
    let sql = "SELECT naming.entities, body.codec, body.text, body.mentions FROM naming
               JOIN body ON body.article = naming.article WHERE naming.article = ?1";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([article])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let bad = || damaged(&format!("article {article} cannot be unpacked"));
    let entities = unpack_naming(&row.get::<_, Vec<u8>>(0)?).ok_or_else(bad)?;
    let text = read::text(row.get(1)?, row.get_ref(2)?).ok_or_else(bad)?;
    let mentions = super::codec::unpack_mentions(&row.get::<_, Vec<u8>>(3)?, &text).ok_or_else(bad)?;
    let mut counts: FxHashMap<i64, i64> = FxHashMap::default();
    let sql = "UPDATE form SET mentions = max(mentions - 1, 0) WHERE entity = ?1 AND form = ?2";
    let mut forget = db.prepare_cached(sql)?;
    for (entity, mention) in entities.iter().zip(&mentions) {
        let id = one(db, *entity)?;
        *counts.entry(id).or_default() += 1;
        forget.execute(params![id, read::form(mention.span.of(&text))])?;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    names::forget_pages(db, counts.iter().map(|(id, _)| *id))?;
    for (entity, mentions) in counts {
        let run = |sql: &str| -> Result<usize, LibraryError> {
            Ok(db.prepare_cached(sql)?.execute([entity, article, outlet, mentions])?)
        };
        run("DELETE FROM entity_article WHERE entity = ?1 AND article = ?2 AND ?3 = ?3 AND ?4 = ?4")?;
        run("UPDATE entity_outlet SET mentions = mentions - ?4, articles = articles - 1
             WHERE entity = ?1 AND outlet = ?3 AND ?2 = ?2")?;
        let gone = run(
            "DELETE FROM entity_outlet WHERE entity = ?1 AND outlet = ?3 AND articles <= 0 AND ?2 = ?2 AND ?4 = ?4",
        )?;
        let sql = "UPDATE entity SET mentions = max(mentions - ?2, 0), articles = max(articles - 1, 0),
                   outlets = max(outlets - ?3, 0) WHERE id = ?1";
        db.prepare_cached(sql)?.execute([entity, mentions, gone as i64])?;
    }
    db.prepare_cached("DELETE FROM naming WHERE article = ?1")?.execute([article])?;
    Ok(())
}
