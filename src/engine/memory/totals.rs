//! Counts over all articles that pass an outlet filter.

use std::sync::{Arc, OnceLock};

use super::{Entry, OutletTable, Revision};
use crate::model::{EntityKind, OutletFilter};

/// An entity in what passes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Named {
    /// Mentions.
    pub mentions: u32,
    /// Outlets that name it.
    pub outlets: u32,
}

/// An outlet in the corpus, whether it passes or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Its articles.
    pub articles: u32,
    /// People it names.
    pub people: u32,
}

/// Counts for one filter.
#[derive(Debug, Default)]
pub struct Totals {
    /// By position of the entity in the revision.
    pub entities: Vec<Named>,
    /// By outlet number, over the whole corpus.
    pub outlets: Vec<Published>,
    /// Outlets with articles: that pass, and all.
    pub counted: (u32, u32),
    /// People named in what passes.
    pub people: u32,
    /// Entities that are named in what passes, for the sidebar: by kind, then by mentions, then by name.
    ranked: OnceLock<Vec<u32>>,
}

impl Totals {
    /// Counts, in the time of one walk over all mentions.
    #[must_use]
    pub fn new(entries: &[Arc<Entry>], table: &OutletTable, revision: &Revision, filter: &OutletFilter) -> Self {
        let passes: Vec<bool> = table.ids().map(|id| filter.passes(id)).collect();
        let mut out = Self { outlets: vec![Published::default(); table.len()], ..Self::default() };
        for entry in entries {
            out.outlets[entry.outlet.0 as usize].articles += 1;
        }
        for (outlet, passes) in out.outlets.iter().zip(&passes) {
            if outlet.articles > 0 {
                out.counted.1 += 1;
                out.counted.0 += u32::from(*passes);
            }
        }
        let mut seen = vec![u32::MAX; table.len()];
        for (at, entity) in revision.entities().iter().enumerate() {
            let person = entity.kind == EntityKind::Person;
            let mut named = Named::default();
            for posting in revision.postings(at) {
                let outlet = entries[posting.article as usize].outlet.0 as usize;
                let first = std::mem::replace(&mut seen[outlet], at as u32) != at as u32;
                if first && person {
                    out.outlets[outlet].people += 1;
                }
                if passes[outlet] {
                    named.mentions += 1;
                    named.outlets += u32::from(first);
                }
            }
            out.people += u32::from(person && named.mentions > 0);
            out.entities.push(named);
        }
        out
    }

    /// Counts of one entity.
    #[must_use]
    pub fn entity(&self, at: usize) -> Named {
        self.entities.get(at).copied().unwrap_or_default()
    }

    /// Positions of all entities named in what passes: by kind, then the most mentions first, then by name.
    pub fn ranked(&self, revision: &Revision) -> &[u32] {
        self.ranked.get_or_init(|| {
            let mut order: Vec<u32> =
                (0..self.entities.len() as u32).filter(|at| self.entities[*at as usize].mentions > 0).collect();
            order.sort_unstable_by(|a, b| {
                let (x, y) = (&revision.entities()[*a as usize], &revision.entities()[*b as usize]);
                x.kind
                    .cmp(&y.kind)
                    .then_with(|| self.entity(*b as usize).mentions.cmp(&self.entity(*a as usize).mentions))
                    .then_with(|| x.name.cmp(&y.name))
                    .then_with(|| a.cmp(b))
            });
            order
        })
    }
}
