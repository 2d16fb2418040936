//! What the library knows of those a step's names may mean.

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashSet;

use super::told;
use crate::model::{KnownEntity, KnownName};
use crate::store::library::codec::unpack_ids;
use crate::store::library::error::LibraryError;
use crate::store::library::read;

/// So many entities are looked at that a name may mean.
const CANDIDATES: i64 = 48;
/// The best of them are chosen among so many that came first: of a common name there are thousands.
const BEARERS: i64 = 512;

/// The library as the resolver asks it.
#[derive(Debug)]
pub struct Knowledge<'a> {
    pub(super) db: &'a Connection,
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
        let told = told::is_there(self.db)?;
        for id in ids {
            if let Some(entity) = known(self.db, id, told)? {
                visit(&entity);
            }
        }
        Ok(())
    }
}

/// An entity as it is known; `None` for one that was found to be another, which is kept under the same keys.
/// `told`: whether anything is kept of what texts said.
fn known(db: &Connection, id: i64, told: bool) -> Result<Option<KnownEntity>, LibraryError> {
    let sql = if told {
        "SELECT kind, country, scope, articles, company, told FROM entity
         LEFT JOIN entity_told ON entity_told.entity = entity.id WHERE id = ?1 AND one = id"
    } else {
        "SELECT kind, country, scope, articles, company, NULL FROM entity WHERE id = ?1 AND one = id"
    };
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
            traits: row.get_ref(5)?.as_blob_or_null()?.map(told::unpack).unwrap_or_default(),
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
