//! What the library knows of those a step's names may mean.

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashSet;

use super::told;
use crate::model::{EntityKind, KnownEntity, KnownName, Traits, Wanted};
use crate::store::library::codec::unpack_ids;
use crate::store::library::error::LibraryError;
use crate::store::library::read;

/// So many entities are looked at that a name may mean.
const CANDIDATES: usize = 48;
/// The entities under a key, one more than are looked at. The limit stands there in figures: for one that is given each time the
/// database prepares the question anew each time.
const FEW: &str = "SELECT entity FROM entity_key WHERE key = ?1 LIMIT 49";
/// The best of them are chosen among so many that came first: of a common name there are thousands.
const MANY: &str = "SELECT entity.id FROM (SELECT entity FROM entity_key WHERE key = ?1 LIMIT 512) AS bearer
    JOIN entity ON entity.id = bearer.entity ORDER BY entity.mentions DESC, entity.born LIMIT 48";

/// The library as the resolver asks it.
#[derive(Debug)]
pub struct Knowledge<'a> {
    pub(super) db: &'a Connection,
    /// Articles that are tied already.
    pub articles: u64,
}

impl Knowledge<'_> {
    /// The numbers of the entities that are wanted. Of the bearers of a surname that only full names bear `choose` says which
    /// those are; it is told of each its type and names, and whether it is wanted anyway.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn wanted(
        &self,
        wanted: &Wanted,
        mut choose: impl FnMut(u64, &[(KnownEntity, bool)]) -> Vec<bool>,
    ) -> Result<FxHashSet<i64>, LibraryError> {
        let mut ids: FxHashSet<i64> = FxHashSet::default();
        for key in &wanted.all {
            ids.extend(self.bearers(*key)?);
        }
        let mut any = self.db.prepare_cached("SELECT 1 FROM entity_key WHERE key = ?1")?;
        let mut asked: FxHashSet<u64> = FxHashSet::default();
        for (where_any, key) in &wanted.with {
            if !asked.contains(key) && any.exists([*where_any as i64])? {
                asked.insert(*key);
                ids.extend(self.bearers(*key)?);
            }
        }
        let mut chosen: Vec<i64> = Vec::new();
        for key in wanted.surnames.iter().filter(|key| !asked.contains(key)) {
            let mut bearers: Vec<(KnownEntity, bool)> = Vec::new();
            for id in self.bearers(*key)? {
                bearers.extend(named(self.db, id)?.map(|entity| (entity, ids.contains(&id))));
            }
            let which = choose(*key, &bearers);
            chosen.extend(bearers.iter().zip(which).filter(|(_, is)| *is).map(|((entity, _), _)| entity.id as i64));
        }
        ids.extend(chosen);
        Ok(ids)
    }

    /// Calls `visit` with some entities, by their numbers.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn each_known(&self, ids: &FxHashSet<i64>, mut visit: impl FnMut(&KnownEntity)) -> Result<(), LibraryError> {
        // In the order in which they were found: numbers may have been given in another.
        let mut born = self.db.prepare_cached("SELECT born FROM entity WHERE id = ?1")?;
        let sorted = ids.iter().map(|id| Ok((born.query_row([*id], |row| row.get::<_, i64>(0)).optional()?, *id)));
        let mut sorted: Vec<(Option<i64>, i64)> = sorted.collect::<Result<_, LibraryError>>()?;
        sorted.sort_unstable();
        for (_, id) in sorted {
            if let Some(entity) = known(self.db, id, ids)? {
                visit(&entity);
            }
        }
        Ok(())
    }

    /// The entities under a key, or the most mentioned of them.
    fn bearers(&self, key: u64) -> Result<Vec<i64>, LibraryError> {
        let found: Vec<i64> =
            self.db.prepare_cached(FEW)?.query_map([key as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if found.len() <= CANDIDATES {
            return Ok(found);
        }
        let mut many = self.db.prepare_cached(MANY)?;
        let best = many.query_map([key as i64], |row| row.get(0))?;
        Ok(best.collect::<Result<_, _>>()?)
    }
}

/// Type and own names of an entity; `None` for one that was found to be another.
fn named(db: &Connection, id: i64) -> Result<Option<KnownEntity>, LibraryError> {
    let sql = "SELECT kind FROM entity WHERE id = ?1 AND one = id";
    let Some(kind) = db.prepare_cached(sql)?.query_row([id], |row| row.get::<_, String>(0)).optional()? else {
        return Ok(None);
    };
    let mut entity = KnownEntity {
        id: id as u64,
        kind: read::kind(&kind),
        country: None,
        scope: 0,
        names: Vec::new(),
        articles: 0,
        company: Vec::new(),
        traits: Traits::default(),
    };
    let row = |row: &rusqlite::Row<'_>| Ok(KnownName { name: row.get(0)?, mentions: 0, own: true });
    entity.names = db
        .prepare_cached("SELECT form FROM form WHERE entity = ?1 AND own")?
        .query_map([id], row)?
        .collect::<Result<_, _>>()?;
    Ok(Some(entity))
}

/// An entity as it is known; `None` for one that was found to be another, which is kept under the same keys. Its company are
/// those of `others`, and people's: more is not looked at.
fn known(db: &Connection, id: i64, others: &FxHashSet<i64>) -> Result<Option<KnownEntity>, LibraryError> {
    let sql = "SELECT kind, country, scope, articles, company FROM entity WHERE id = ?1 AND one = id";
    let entity = db.prepare_cached(sql)?.query_row([id], |row| {
        let kind = read::kind(&row.get::<_, String>(0)?);
        let country: Option<Vec<u8>> = row.get(1)?;
        Ok(KnownEntity {
            id: id as u64,
            kind,
            country: country.and_then(|bytes| bytes.try_into().ok()),
            scope: row.get::<_, i64>(2)? as u64,
            names: Vec::new(),
            articles: row.get::<_, i64>(3)? as u32,
            company: match kind {
                EntityKind::Person => company(&row.get::<_, Vec<u8>>(4)?, others),
                _ => Vec::new(),
            },
            traits: Traits::default(),
        })
    });
    let Some(mut entity) = entity.optional()? else { return Ok(None) };
    if entity.kind == EntityKind::Person {
        entity.traits = told::of(db, id)?;
    }
    let row = |row: &rusqlite::Row<'_>| {
        Ok(KnownName { name: row.get(0)?, mentions: row.get::<_, i64>(1)? as u32, own: row.get(2)? })
    };
    entity.names = db
        .prepare_cached("SELECT form, mentions, own FROM form WHERE entity = ?1")?
        .query_map([id], row)?
        .collect::<Result<_, _>>()?;
    Ok(Some(entity))
}

/// Those of others who are packed here.
fn company(packed: &[u8], others: &FxHashSet<i64>) -> Vec<u64> {
    let ids = unpack_ids(packed).unwrap_or_default();
    let mut out: Vec<u64> = ids.into_iter().filter(|id| others.contains(id)).map(|id| id as u64).collect();
    out.shrink_to_fit();
    out
}
