//! Counts over all articles that pass a filter.

use std::sync::{Arc, OnceLock};

use super::matrix::Matrix;
use super::{Entry, OutletTable, Revision};
use crate::model::{ArticleId, EntityKind, OutletId, Query};

/// An entity in what passes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Named {
    /// Mentions.
    pub mentions: u32,
    /// Outlets that name it.
    pub outlets: u32,
}

/// Counts for one filter and one revision. Articles that came after the revision do not change them.
#[derive(Debug, Default)]
pub struct Totals {
    /// By position of the entity in the revision.
    pub entities: Vec<Named>,
    /// People named by each outlet, whether it passes or not.
    outlets: Vec<u32>,
    /// People named in what passes.
    pub people: u32,
    /// Entities named in what passes.
    pub named: u32,
    /// Entities that are named in what passes, for the sidebar: by kind, then by mentions, then by name.
    ranked: OnceLock<Vec<u32>>,
    /// By outlet, once somebody asks.
    matrix: OnceLock<Matrix>,
}

impl Totals {
    /// Counts, in the time of one walk over all mentions.
    #[must_use]
    pub fn new(entries: &[Arc<Entry>], table: &OutletTable, revision: &Revision, filter: &Query) -> Self {
        let passes: Vec<bool> = table.ids().map(|id| filter.outlets.passes(id)).collect();
        let found = |article: u32| filter.only.as_ref().is_none_or(|only| only.articles.contains(ArticleId(article)));
        let mut out = Self { outlets: vec![0; table.len()], ..Self::default() };
        // By outlet the last entity that was seen there, and in what passes of it.
        let mut seen = vec![u32::MAX; table.len()];
        let mut latest = seen.clone();
        for (at, entity) in revision.entities().iter().enumerate() {
            let person = entity.kind == EntityKind::Person;
            let mut named = Named::default();
            for posting in revision.postings(at) {
                let outlet = entries[posting.article as usize].outlet.0 as usize;
                let first = std::mem::replace(&mut seen[outlet], at as u32) != at as u32;
                if first && person {
                    out.outlets[outlet] += 1;
                }
                if passes[outlet] && found(posting.article) {
                    named.mentions += 1;
                    named.outlets += u32::from(std::mem::replace(&mut latest[outlet], at as u32) != at as u32);
                }
            }
            out.named += u32::from(named.mentions > 0);
            out.people += u32::from(person && named.mentions > 0);
            out.entities.push(named);
        }
        out
    }

    /// People an outlet names.
    #[must_use]
    pub fn people(&self, outlet: OutletId) -> u32 {
        self.outlets.get(outlet.0 as usize).copied().unwrap_or(0)
    }

    /// Counts of one entity.
    #[must_use]
    pub fn entity(&self, at: usize) -> Named {
        self.entities.get(at).copied().unwrap_or_default()
    }

    /// Counts by outlet, made by the first who asks.
    pub fn matrix(&self, make: impl FnOnce() -> Matrix) -> &Matrix {
        self.matrix.get_or_init(make)
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
