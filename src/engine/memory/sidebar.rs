//! Answers about the entities of an article, or of all that passes.

use rustc_hash::FxHashMap;

use super::Scope;
use crate::engine::event::{EntityRow, SidebarPage};
use crate::model::{ArticleId, EntityKind};

/// At most so many rows of one kind.
const ROWS: usize = 2000;

impl Scope {
    /// The entities of an article, or of everything that passes: by kind, then the most mentioned first.
    #[must_use]
    pub fn sidebar(&self, article: Option<ArticleId>) -> SidebarPage {
        let rows = match article {
            Some(article) => self.rows_of(article),
            None => self.rows_of_all(),
        };
        SidebarPage { revision: self.revision.number, article, rows }
    }

    fn rows_of_all(&self) -> Vec<EntityRow> {
        let mut taken = [0usize; EntityKind::ALL.len()];
        let mut rows = Vec::new();
        for at in self.totals.ranked(&self.revision) {
            let row = self.entity_row(*at as usize, 0);
            let taken = &mut taken[row.kind as usize];
            *taken += 1;
            if *taken <= ROWS {
                rows.push(row);
            }
        }
        rows
    }

    fn rows_of(&self, article: ArticleId) -> Vec<EntityRow> {
        let mut here: FxHashMap<usize, u32> = FxHashMap::default();
        for mention in self.revision.mentions(article.0).iter() {
            if let Some(at) = self.revision.position(mention.entity) {
                *here.entry(at).or_default() += 1;
            }
        }
        let mut rows: Vec<EntityRow> = here.into_iter().map(|(at, here)| self.entity_row(at, here)).collect();
        rows.sort_unstable_by(|a, b| {
            a.kind
                .cmp(&b.kind)
                .then_with(|| b.here.cmp(&a.here))
                .then_with(|| b.all.cmp(&a.all))
                .then_with(|| a.name.cmp(&b.name))
                .then_with(|| a.id.cmp(&b.id))
        });
        rows
    }

    fn entity_row(&self, at: usize, here: u32) -> EntityRow {
        let entity = &self.revision.entities()[at];
        let named = self.totals.entity(at);
        EntityRow {
            id: entity.id,
            kind: entity.kind,
            name: self.revision.display(at),
            here,
            all: named.mentions,
            outlets: named.outlets,
            decided: self.revision.decisions_on(at).next().is_some(),
        }
    }
}
