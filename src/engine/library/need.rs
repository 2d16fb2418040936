//! What takes long to make of a library: lists of all articles, and who is named in what passes.

use std::sync::Arc;

use super::desk::entity_row;
use crate::engine::event::EntityRow;
use crate::model::{ArticleSet, EntityKind, OutletFilter, OutletId, Query, SortKey};
use crate::store::library::{Among, Columns, EntityLine, Library, LibraryError};

/// At most so many rows of one kind in the sidebar.
const ROWS: u32 = 2000;

/// What must be made before a request can be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// All articles in an order.
    Order(SortKey),
    /// Who is named in what passes a filter.
    Named(Query),
}

/// What was made.
#[derive(Debug, Clone)]
pub enum Made {
    /// All articles in an order.
    Order(SortKey, Arc<Columns>),
    /// Who is named.
    Named(Query, Arc<Named>),
}

/// Who is named in what passes a filter.
#[derive(Debug, Clone, Default)]
pub struct Named {
    pub(super) rows: Vec<EntityRow>,
    pub(super) people: u32,
    /// People by outlet.
    pub(super) outlets: Vec<(u32, u32)>,
    /// Counts in what a search found, by the entities' numbers; empty where there was none.
    among: Vec<(u32, Among)>,
}

impl Named {
    /// An entity in what a search found.
    pub(super) fn among(&self, entity: u32) -> Among {
        let at = self.among.binary_search_by_key(&entity, |(id, _)| *id);
        at.ok().and_then(|at| self.among.get(at)).map(|(_, among)| *among).unwrap_or_default()
    }
}

impl Made {
    /// What it was made for.
    #[must_use]
    pub fn need(&self) -> Need {
        match self {
            Self::Order(sort, _) => Need::Order(*sort),
            Self::Named(filter, _) => Need::Named(filter.clone()),
        }
    }
}

impl Need {
    /// Makes it; may take a while.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn make(self, library: &Library) -> Result<Made, LibraryError> {
        Ok(match self {
            Self::Order(sort) => Made::Order(sort, Arc::new(library.columns(sort)?)),
            Self::Named(filter) => {
                let named = match (&filter.only, &filter.outlets) {
                    (Some(only), outlets) => among(library, &only.articles, outlets)?,
                    (None, OutletFilter::All) => all(library)?,
                    (None, OutletFilter::Only(ids)) => {
                        let ids: Vec<u32> = ids.iter().map(|id| id.0).collect();
                        let (lines, people) = library.entities_in(&ids, ROWS)?;
                        Named { rows: rows(lines), people, ..Named::default() }
                    }
                };
                Made::Named(filter, Arc::new(named))
            }
        })
    }
}

fn rows(lines: Vec<EntityLine>) -> Vec<EntityRow> {
    lines.into_iter().map(|line| entity_row(line, 0)).collect()
}

fn all(library: &Library) -> Result<Named, LibraryError> {
    let of = |kind| library.top_entities(kind, ROWS);
    let lines = EntityKind::ALL.into_iter().map(of).collect::<Result<Vec<_>, _>>()?.concat();
    Ok(Named {
        rows: rows(lines),
        people: library.entities(EntityKind::Person)?,
        outlets: library.people_by_outlet()?,
        among: Vec::new(),
    })
}

/// In what a search found.
fn among(library: &Library, articles: &ArticleSet, outlets: &OutletFilter) -> Result<Named, LibraryError> {
    let among = library.named_among(articles.iter().map(|id| id.0), |outlet| outlets.passes(OutletId(outlet)))?;
    let own = |id: u32| among.binary_search_by_key(&id, |(id, _)| *id).ok().and_then(|at| among.get(at));
    let (mut lines, mut people) = (Vec::new(), 0);
    for kind in EntityKind::ALL {
        let all = library.ids_of_kind(kind)?;
        let mut best: Vec<&(u32, Among)> = all.into_iter().filter_map(own).collect();
        if kind == EntityKind::Person {
            people = best.len() as u32;
        }
        best.sort_unstable_by(|(a, x), (b, y)| y.mentions.cmp(&x.mentions).then_with(|| a.cmp(b)));
        for (id, own) in best.into_iter().take(ROWS as usize) {
            if let Some(mut line) = library.entity(*id)? {
                (line.mentions, line.articles, line.outlets) = (own.mentions, own.articles, own.outlets);
                lines.push(line);
            }
        }
    }
    Ok(Named { rows: rows(lines), people, outlets: Vec::new(), among })
}
