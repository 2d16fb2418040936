//! How often who is named: in the whole library, in some outlets, in some articles.

use rusqlite::Row;
use rustc_hash::{FxHashMap, FxHashSet};

use super::codec::unpack_naming;
use super::entities::{EntityLine, EntityOutlet};
use super::error::LibraryError;
use super::open::Library;
use super::read::kind;
use crate::model::EntityKind;

/// Counts of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityCount {
    /// Its number.
    pub id: u32,
    /// Its type.
    pub kind: EntityKind,
    /// Mentions.
    pub mentions: u32,
    /// Articles that name it.
    pub articles: u32,
    /// Outlets that name it.
    pub outlets: u32,
}

/// An entity in some articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Among {
    /// Mentions.
    pub mentions: u32,
    /// Articles.
    pub articles: u32,
    /// Outlets.
    pub outlets: u32,
}

/// The same while it is counted.
#[derive(Debug, Clone, Default)]
struct Counting {
    among: Among,
    /// The last article seen.
    last: u32,
    /// Outlets seen, those of the first 64 numbers.
    seen: u64,
}

fn count(row: &Row<'_>) -> rusqlite::Result<EntityCount> {
    Ok(EntityCount {
        id: row.get(0)?,
        kind: kind(row.get_ref(1)?.as_str().unwrap_or("")),
        mentions: row.get(2)?,
        articles: row.get(3)?,
        outlets: row.get(4)?,
    })
}

impl Library {
    /// Everybody who is named, by number.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn counts(&self) -> Result<Vec<EntityCount>, LibraryError> {
        let sql = "SELECT id, kind, mentions, articles, outlets FROM entity WHERE mentions > 0 ORDER BY id";
        Ok(self.db.prepare_cached(sql)?.query_map([], count)?.collect::<Result<_, _>>()?)
    }

    /// Everybody whom some outlets name, by number.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn counts_in(&self, outlets: &[u32]) -> Result<Vec<EntityCount>, LibraryError> {
        let list = outlets.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let sql = format!(
            "SELECT entity.id, entity.kind, sum(counts.mentions), sum(counts.articles), count(*)
             FROM entity_outlet AS counts JOIN entity ON entity.id = counts.entity
             WHERE counts.outlet IN ({list}) GROUP BY counts.entity ORDER BY counts.entity"
        );
        Ok(self.db.prepare(&sql)?.query_map([], count)?.collect::<Result<_, _>>()?)
    }

    /// The entities that some outlets name, with what they have there, the most mentioned of each kind first and at most so
    /// many of it; and how many of all are people.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn entities_in(&self, outlets: &[u32], limit: u32) -> Result<(Vec<EntityLine>, u32), LibraryError> {
        let mut all = self.counts_in(outlets)?;
        let people = all.iter().filter(|count| count.kind == EntityKind::Person).count() as u32;
        all.sort_unstable_by(|a, b| {
            a.kind.cmp(&b.kind).then_with(|| b.mentions.cmp(&a.mentions)).then_with(|| a.id.cmp(&b.id))
        });
        let mut taken = [0u32; EntityKind::ALL.len()];
        all.retain(|count| {
            taken[count.kind as usize] += 1;
            taken[count.kind as usize] <= limit
        });
        let mut lines = Vec::with_capacity(all.len());
        for count in all {
            if let Some(line) = self.entity(count.id)? {
                let EntityCount { mentions, articles, outlets, .. } = count;
                lines.push(EntityLine { mentions, articles, outlets, ..line });
            }
        }
        lines.sort_by(|a, b| {
            a.kind.cmp(&b.kind).then_with(|| b.mentions.cmp(&a.mentions)).then_with(|| a.name.cmp(&b.name))
        });
        Ok((lines, people))
    }

    /// Calls `visit` with everybody who is named, by number.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn each_plain_name(&self, mut visit: impl FnMut(u32, &str)) -> Result<(), LibraryError> {
        let mut select = self.db.prepare_cached("SELECT id, name FROM entity WHERE mentions > 0 ORDER BY id")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            visit(row.get(0)?, row.get_ref(1)?.as_str().unwrap_or(""));
        }
        Ok(())
    }

    /// Who is named in some articles, those of the outlets that pass; in the order of their numbers.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn named_among(
        &self,
        articles: impl Iterator<Item = u32>,
        passes: impl Fn(u32) -> bool,
    ) -> Result<Vec<(u32, Among)>, LibraryError> {
        let sql = "SELECT article.outlet, naming.entities FROM article JOIN naming ON naming.article = article.id
                   WHERE article.id = ?1";
        let mut select = self.db.prepare_cached(sql)?;
        let ones = self.merged()?;
        // A place for each entity there is: they are numbered from one on.
        let last: u32 = self.db.query_row("SELECT coalesce(max(id), 0) FROM entity", [], |row| row.get(0))?;
        let mut out = vec![Counting::default(); last as usize + 1];
        let mut others: FxHashSet<(u32, u32)> = FxHashSet::default();
        for article in articles {
            let mut rows = select.query([article])?;
            let Some(row) = rows.next()? else { continue };
            let outlet: u32 = row.get(0)?;
            if !passes(outlet) {
                continue;
            }
            for id in row.get_ref(1)?.as_blob().ok().and_then(unpack_naming).unwrap_or_default() {
                let entity = ones.get(&(id as u32)).copied().unwrap_or(id as u32);
                let Some(own) = out.get_mut(entity as usize) else { continue };
                own.among.mentions += 1;
                if own.last == article {
                    continue;
                }
                own.last = article;
                own.among.articles += 1;
                let new = match 1u64.checked_shl(outlet) {
                    Some(bit) => {
                        let seen = own.seen;
                        own.seen |= bit;
                        seen & bit == 0
                    }
                    None => others.insert((entity, outlet)),
                };
                own.among.outlets += u32::from(new);
            }
        }
        let named = out.iter().filter(|own| own.among.mentions > 0).count();
        let mut all = Vec::with_capacity(named);
        let numbered = out.into_iter().enumerate().filter(|(_, own)| own.among.mentions > 0);
        all.extend(numbered.map(|(entity, own)| (entity as u32, own.among)));
        Ok(all)
    }

    /// What those have become that were found to be another.
    fn merged(&self) -> Result<FxHashMap<u32, u32>, LibraryError> {
        let mut select = self.db.prepare_cached("SELECT id, one FROM entity WHERE one <> id")?;
        Ok(select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// Some entities by outlet, in some articles, those of the outlets that pass.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn by_outlet_among(
        &self,
        articles: impl Iterator<Item = u32>,
        passes: impl Fn(u32) -> bool,
        wanted: &FxHashSet<u32>,
    ) -> Result<FxHashMap<u32, Vec<EntityOutlet>>, LibraryError> {
        let sql = "SELECT article.outlet, naming.entities FROM article JOIN naming ON naming.article = article.id
                   WHERE article.id = ?1";
        let mut select = self.db.prepare_cached(sql)?;
        let ones = self.merged()?;
        let mut out: FxHashMap<u32, Vec<EntityOutlet>> = FxHashMap::default();
        let mut here: FxHashMap<u32, u32> = FxHashMap::default();
        for article in articles {
            let mut rows = select.query([article])?;
            let Some(row) = rows.next()? else { continue };
            let outlet: u32 = row.get(0)?;
            if !passes(outlet) {
                continue;
            }
            for id in row.get_ref(1)?.as_blob().ok().and_then(unpack_naming).unwrap_or_default() {
                let entity = ones.get(&(id as u32)).copied().unwrap_or(id as u32);
                if wanted.contains(&entity) {
                    *here.entry(entity).or_default() += 1;
                }
            }
            for (entity, mentions) in here.drain() {
                let own = out.entry(entity).or_default();
                match own.iter_mut().find(|own| own.outlet == outlet) {
                    Some(own) => (own.mentions, own.articles) = (own.mentions + mentions, own.articles + 1),
                    None => own.push(EntityOutlet { outlet, mentions, articles: 1 }),
                }
            }
        }
        Ok(out)
    }
}
