//! The numbers of entities. An entity keeps its number when the step that found it is done again: it is the one that has most
//! of its mentions.

use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::again::Undone;
use super::{Pending, Resolved};
use crate::store::library::error::LibraryError;

/// The numbers of a step's entities, and what became of those that are no more.
#[derive(Debug)]
pub(super) struct Numbers {
    /// Of each entity; 0 for one that is not to be kept.
    pub(super) ids: Vec<i64>,
    /// Numbers that were given before, and whose they are now.
    became: Vec<(i64, i64)>,
}

impl Numbers {
    /// Numbers all.
    pub(super) fn of(
        db: &Connection,
        pending: &[Pending],
        resolved: &Resolved,
        undone: &Undone,
    ) -> Result<Self, LibraryError> {
        let shared = shared(pending, resolved, undone);
        // Whose number another step gave again is known to this one, if it is meant.
        let mut is_given = db.prepare_cached("SELECT 1 FROM entity WHERE id = ?1")?;
        let mut ids: Vec<i64> =
            resolved.entities.iter().map(|entity| entity.known.first().map_or(0, |id| *id as i64)).collect();
        let mut given: FxHashSet<i64> = ids.iter().copied().collect();
        let mut seen: FxHashSet<i64> = FxHashSet::default();
        for (_, old, at) in &shared {
            // A number goes where most of its mentions went, or leads there; never to a smaller part.
            if !seen.insert(*old) || given.contains(old) {
                continue;
            }
            if is_given.exists([*old])? {
                given.insert(*old);
            } else if ids[*at as usize] == 0 {
                given.insert(*old);
                ids[*at as usize] = *old;
            }
        }
        let mut next = undone.next;
        for (id, entity) in ids.iter_mut().zip(&resolved.entities) {
            if *id == 0 && entity.mentions > 0 {
                *id = next;
                next += 1;
            }
        }
        let mut fate: FxHashMap<i64, i64> = FxHashMap::default();
        for (_, old, at) in &shared {
            fate.entry(*old).or_insert(ids[*at as usize]);
        }
        let direct: Vec<(i64, i64)> = fate.iter().map(|(old, now)| (*old, *now)).collect();
        let through = undone.became.iter().filter_map(|(old, then)| Some((*old, *fate.get(then)?)));
        let mut became: Vec<(i64, i64)> = direct.into_iter().chain(through).collect();
        became.retain(|(old, now)| !given.contains(old) && *now > 0);
        became.sort_unstable();
        became.dedup_by_key(|(old, _)| *old);
        Ok(Self { ids, became })
    }

    /// Writes whose the numbers are that are no more: who kept one finds the entity still.
    pub(super) fn write_became(&self, db: &Connection) -> Result<(), LibraryError> {
        let sql = "INSERT OR IGNORE INTO entity (id, kind, name, one, mentions, articles)
                   SELECT ?1, kind, name, ?2, 0, 0 FROM entity WHERE id = ?2";
        let mut insert = db.prepare_cached(sql)?;
        for (old, now) in &self.became {
            insert.execute(params![old, now])?;
        }
        Ok(())
    }
}

/// Mentions that a number of before and an entity share: how many, number, entity; most first. Numbers of full steps are
/// not among them: their entities are known.
fn shared(pending: &[Pending], resolved: &Resolved, undone: &Undone) -> Vec<(u32, i64, u32)> {
    let mut counts: FxHashMap<(i64, u32), u32> = FxHashMap::default();
    for (article, mentions) in pending.iter().zip(&resolved.mentions) {
        let Some(before) = undone.whose.get(&article.id) else { continue };
        for (old, at) in before.iter().zip(mentions) {
            *counts.entry((*old, *at)).or_default() += 1;
        }
    }
    let mut shared: Vec<(u32, i64, u32)> =
        counts.into_iter().filter(|((old, _), _)| *old > 0).map(|((old, at), count)| (count, old, at)).collect();
    shared.sort_unstable_by_key(|&(count, old, at)| (std::cmp::Reverse(count), old, at));
    shared
}
