//! Counting: entities in rows, outlets in columns.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::cli::corpus::Opened;
use crate::model::{EntityId, EntityKind, OutletId};

/// Entities by outlet.
#[derive(Debug, Default)]
pub struct Matrix {
    /// Signs and names of the outlets, column by column; `None` is the unknown outlet.
    pub outlets: Vec<(Arc<str>, Option<Arc<str>>)>,
    /// By kind, then the most mentions first, then by name.
    pub rows: Vec<Row>,
}

/// One entity.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number.
    pub id: EntityId,
    /// Its type.
    pub kind: EntityKind,
    /// Its name.
    pub name: Arc<str>,
    /// All its names, the most frequent first.
    pub names: Vec<String>,
    /// Mentions in what passes.
    pub mentions: u32,
    /// Articles that name it.
    pub articles: u32,
    /// Whether a person decided something about it.
    pub decided: bool,
    /// Mentions by outlet, one for each column, the zeros too.
    pub by_outlet: Vec<u32>,
}

impl Row {
    /// How many outlets name it.
    #[must_use]
    pub fn outlets_naming(&self) -> usize {
        self.by_outlet.iter().filter(|count| **count > 0).count()
    }
}

/// Mentions by column, and articles.
#[derive(Default)]
struct Tally {
    by_outlet: FxHashMap<usize, u32>,
    articles: u32,
    last: Option<u32>,
}

/// Counts all entities of what passes that `keep` keeps (given the row and the number of outlets).
#[must_use]
pub fn matrix(opened: &Opened, keep: impl Fn(&Row, usize) -> bool) -> Matrix {
    let (scope, columns) = (&opened.scope, opened.outlets());
    let column_of: FxHashMap<OutletId, usize> = columns.iter().copied().zip(0..).collect();
    let revision = scope.revision();
    let mut tallies: FxHashMap<usize, Tally> = FxHashMap::default();
    for (article, entry) in opened.articles() {
        for mention in revision.mentions(article.0).iter() {
            let (Some(at), Some(column)) = (revision.position(mention.entity), column_of.get(&entry.outlet)) else {
                continue;
            };
            let tally = tallies.entry(at).or_default();
            *tally.by_outlet.entry(*column).or_default() += 1;
            if tally.last.replace(article.0) != Some(article.0) {
                tally.articles += 1;
            }
        }
    }
    let mut rows: Vec<_> = tallies
        .into_iter()
        .filter_map(|(at, tally)| {
            let entity = revision.entities().get(at)?;
            Some(Row {
                id: entity.id,
                kind: entity.kind,
                name: revision.display(at),
                names: entity.aliases.iter().map(|alias| alias.name.clone()).collect(),
                mentions: tally.by_outlet.values().sum(),
                decided: revision.decisions_on(at).next().is_some(),
                articles: tally.articles,
                by_outlet: (0..columns.len()).map(|i| tally.by_outlet.get(&i).copied().unwrap_or(0)).collect(),
            })
        })
        .filter(|row| keep(row, columns.len()))
        .collect();
    rows.sort_by(|a, b| {
        a.kind
            .cmp(&b.kind)
            .then_with(|| b.mentions.cmp(&a.mentions))
            .then_with(|| a.name.cmp(&b.name))
            .then_with(|| a.id.cmp(&b.id))
    });
    let outlets = columns.iter().map(|id| (scope.outlets().tag(*id), scope.outlets().name(*id))).collect();
    Matrix { outlets, rows }
}

impl Matrix {
    /// The same with at most `limit` rows of each kind.
    #[must_use]
    pub fn limited(mut self, limit: Option<usize>) -> Self {
        let Some(limit) = limit else { return self };
        let mut taken: FxHashMap<EntityKind, usize> = FxHashMap::default();
        self.rows.retain(|row| {
            let taken = taken.entry(row.kind).or_default();
            *taken += 1;
            *taken <= limit
        });
        self
    }
}
