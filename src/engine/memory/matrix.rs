//! How often each outlet names each entity: the zeros are not kept, so that a million entities of thousands of outlets fit.

use super::{Entry, OutletTable, Posting, Revision};
use crate::engine::table::Count;
use crate::model::{ArticleId, Query};

/// Counts of all entities of a revision in the outlets that pass a filter.
#[derive(Debug, Default)]
pub struct Matrix {
    /// By position of the entity.
    all: Vec<Count>,
    /// Where each entity's cells end.
    ends: Vec<u32>,
    /// Outlets that name the entity, in the order of their numbers.
    cells: Vec<(u32, Count)>,
}

impl Matrix {
    /// Counts, in the time of one walk over all mentions.
    #[must_use]
    pub fn new(entries: &[std::sync::Arc<Entry>], table: &OutletTable, revision: &Revision, filter: &Query) -> Self {
        let passes: Vec<bool> = table.ids().map(|id| filter.outlets.passes(id)).collect();
        let found = |article: u32| filter.only.as_ref().is_none_or(|only| only.articles.contains(ArticleId(article)));
        let mut out = Self::default();
        let mut row: Vec<Count> = vec![Count::default(); table.len()];
        let mut touched: Vec<u32> = Vec::new();
        for at in 0..revision.entities().len() {
            for group in revision.postings(at).chunk_by(|a: &Posting, b: &Posting| a.article == b.article) {
                let Some(first) = group.first() else { continue };
                let outlet = entries[first.article as usize].outlet.0;
                if !passes[outlet as usize] || !found(first.article) {
                    continue;
                }
                let cell = &mut row[outlet as usize];
                if cell.articles == 0 {
                    touched.push(outlet);
                }
                cell.mentions += group.len() as u32;
                cell.articles += 1;
            }
            touched.sort_unstable();
            let mut all = Count::default();
            for outlet in touched.drain(..) {
                let cell = std::mem::take(&mut row[outlet as usize]);
                all.mentions += cell.mentions;
                all.articles += cell.articles;
                out.cells.push((outlet, cell));
            }
            out.all.push(all);
            out.ends.push(out.cells.len() as u32);
        }
        out
    }

    /// The entity at a position in all that passes.
    #[must_use]
    pub fn all(&self, at: usize) -> Count {
        self.all.get(at).copied().unwrap_or_default()
    }

    /// Outlets that name the entity at a position, with their counts.
    #[must_use]
    pub fn cells(&self, at: usize) -> &[(u32, Count)] {
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.cells.get(start..end).unwrap_or(&[])
    }

    /// The entity at a position in one outlet.
    #[must_use]
    pub fn cell(&self, at: usize, outlet: u32) -> Count {
        let cells = self.cells(at);
        cells
            .binary_search_by_key(&outlet, |cell| cell.0)
            .ok()
            .and_then(|at| cells.get(at))
            .map_or_else(Count::default, |cell| cell.1)
    }
}
