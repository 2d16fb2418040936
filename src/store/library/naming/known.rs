//! What the library knows of those a step's names may mean.

use std::cell::RefCell;
use std::thread;

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashSet;

use super::told;
use crate::model::{EntityKind, KnownEntity, KnownName, Traits, Wanted};
use crate::store::library::codec::unpack_ids;
use crate::store::library::error::LibraryError;
use crate::store::library::read;

/// So much is asked for at once; of surnames, which have dozens of bearers each, fewer.
const AT_ONCE: usize = 2048;
const SURNAMES: usize = 256;
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
    /// Reads the same beside it, on a thread of its own, where what is asked is not changed yet.
    pub(super) second: RefCell<Option<Connection>>,
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
        let (here, there) = wanted.all.split_at(wanted.all.len() / 2);
        let all = |db: &Connection, keys: &[u64]| -> Result<Vec<i64>, LibraryError> {
            let found = keys.iter().map(|key| bearers(db, *key)).collect::<Result<Vec<_>, _>>()?;
            Ok(found.into_iter().flatten().collect())
        };
        let (here, there) = self.both(|db| all(db, here), |db| all(db, there))?;
        let mut ids: FxHashSet<i64> = here.into_iter().chain(there).collect();
        let mut any = self.db.prepare_cached("SELECT 1 FROM entity_key WHERE key = ?1")?;
        let mut asked: FxHashSet<u64> = FxHashSet::default();
        for (where_any, key) in &wanted.with {
            if !asked.contains(key) && any.exists([*where_any as i64])? {
                asked.insert(*key);
                ids.extend(bearers(self.db, *key)?);
            }
        }
        let mut surnames = wanted.surnames.clone();
        surnames.retain(|key| !asked.contains(key));
        let mut chosen: Vec<i64> = Vec::new();
        for some in surnames.chunks(SURNAMES) {
            let (here, there) = some.split_at(some.len() / 2);
            let (here, there) = self.both(|db| named_by(db, here), |db| named_by(db, there))?;
            for (key, bearers) in some.iter().zip(here.into_iter().chain(there)) {
                let bearers: Vec<(KnownEntity, bool)> = bearers
                    .into_iter()
                    .map(|one| (ids.contains(&(one.id as i64)), one))
                    .map(|(is, one)| (one, is))
                    .collect();
                let which = choose(*key, &bearers);
                chosen.extend(bearers.iter().zip(which).filter(|(_, is)| *is).map(|((one, _), _)| one.id as i64));
            }
        }
        ids.extend(chosen);
        Ok(ids)
    }

    /// Calls `visit` with some entities, in the order in which they were found.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn each_known(&self, ids: &FxHashSet<i64>, mut visit: impl FnMut(&KnownEntity)) -> Result<(), LibraryError> {
        // Not by their numbers, which may have been given in another order.
        let mut born = self.db.prepare_cached("SELECT born FROM entity WHERE id = ?1")?;
        let sorted = ids.iter().map(|id| Ok((born.query_row([*id], |row| row.get::<_, i64>(0)).optional()?, *id)));
        let mut sorted: Vec<(Option<i64>, i64)> = sorted.collect::<Result<_, LibraryError>>()?;
        sorted.sort_unstable();
        let read = |db: &Connection, some: &[(Option<i64>, i64)]| -> Result<Vec<KnownEntity>, LibraryError> {
            some.iter().filter_map(|(_, id)| known(db, *id, ids).transpose()).collect()
        };
        for some in sorted.chunks(AT_ONCE) {
            let (here, there) = some.split_at(some.len() / 2);
            let (here, there) = self.both(|db| read(db, here), |db| read(db, there))?;
            here.iter().chain(&there).for_each(&mut visit);
        }
        Ok(())
    }

    /// Asks two things, at once where that can be.
    fn both<T, U: Send>(
        &self,
        here: impl FnOnce(&Connection) -> Result<T, LibraryError>,
        there: impl FnOnce(&Connection) -> Result<U, LibraryError> + Send,
    ) -> Result<(T, U), LibraryError> {
        let Some(second) = self.second.take() else {
            return Ok((here(self.db)?, there(self.db)?));
        };
        let (here, second, there) = thread::scope(|scope| {
            let beside = scope.spawn(move || {
                // One look at the file for all that is asked.
                let held = second.unchecked_transaction();
                let answer = held.map_err(LibraryError::from).and_then(|_held| there(&second));
                (second, answer)
            });
            let here = here(self.db);
            let (second, there) = beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (here, second, there)
        });
        self.second.replace(Some(second));
        Ok((here?, there?))
    }
}

/// The entities under a key, or the most mentioned of them.
fn bearers(db: &Connection, key: u64) -> Result<Vec<i64>, LibraryError> {
    let found: Vec<i64> =
        db.prepare_cached(FEW)?.query_map([key as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
    if found.len() <= CANDIDATES {
        return Ok(found);
    }
    let mut many = db.prepare_cached(MANY)?;
    let best = many.query_map([key as i64], |row| row.get(0))?;
    Ok(best.collect::<Result<_, _>>()?)
}

/// Those under each of some keys, with their own names.
fn named_by(db: &Connection, keys: &[u64]) -> Result<Vec<Vec<KnownEntity>>, LibraryError> {
    let of = |key: &u64| bearers(db, *key)?.into_iter().filter_map(|id| named(db, id).transpose()).collect();
    keys.iter().map(of).collect()
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
