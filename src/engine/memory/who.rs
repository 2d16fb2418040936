//! The answer about who × outlet: a window of a table with its zeros.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use super::Scope;
use super::matrix::Matrix;
use crate::engine::table::{Count, Reach, WhoColumn, WhoPage, WhoQuery, WhoRow, WhoSort};
use crate::model::{ContentKey, Entity, EntityId};
use crate::text::fold;

/// Rows of a table, in order: positions of entities.
#[derive(Debug, Clone, Default)]
pub struct WhoOrder {
    rows: Arc<[u32]>,
    in_one: u32,
    columns: Arc<[WhoColumn]>,
}

impl WhoOrder {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The outlets, column by column.
    #[must_use]
    pub fn columns(&self) -> &[WhoColumn] {
        &self.columns
    }
}

impl Scope {
    /// The rows a question asks for. Sorting takes the time; windows of the same order are cheap.
    #[must_use]
    pub fn who_order(&self, query: &WhoQuery) -> WhoOrder {
        let (matrix, columns) = (self.matrix(), self.who_columns());
        let words: Vec<String> = fold(&query.text).split_whitespace().map(str::to_owned).collect();
        let entities = self.revision.entities();
        let keeps = |at: usize, entity: &Entity| {
            let (all, naming) = (matrix.all(at), matrix.cells(at).len());
            let reach = match query.reach {
                Reach::Any => naming > 0,
                Reach::One => naming == 1,
                Reach::All => naming > 0 && naming == columns.len(),
            };
            reach
                && all.mentions >= query.least
                && (query.kinds.is_empty() || query.kinds.contains(&entity.kind))
                && (words.is_empty() || has_words(entity, &words))
        };
        let mut rows: Vec<u32> =
            entities.iter().enumerate().filter(|(at, entity)| keeps(*at, entity)).map(|(at, _)| at as u32).collect();
        let in_one = rows.iter().filter(|at| matrix.cells(**at as usize).len() == 1).count() as u32;
        self.sort_who(&mut rows, matrix, query);
        WhoOrder { rows: rows.into(), in_one, columns }
    }

    fn sort_who(&self, rows: &mut [u32], matrix: &Matrix, query: &WhoQuery) {
        let entity = |at: u32| &self.revision.entities()[at as usize];
        let number = |at: u32| -> u32 {
            match query.sort {
                WhoSort::Kind => entity(at).kind as u32,
                WhoSort::Name => 0,
                WhoSort::Total => u32::MAX - matrix.all(at as usize).of(query.measure),
                WhoSort::Spread => u32::MAX - matrix.cells(at as usize).len() as u32,
                WhoSort::Outlet(outlet) => u32::MAX - matrix.cell(at as usize, outlet.0).of(query.measure),
            }
        };
        let name = |at: u32| if query.sort == WhoSort::Name { fold(&entity(at).name) } else { String::new() };
        let mut keyed: Vec<(u32, String, u32)> = rows.iter().map(|at| (number(*at), name(*at), *at)).collect();
        keyed.sort_unstable_by(|a, b| {
            let first = a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1));
            let first = if query.reverse { first.reverse() } else { first };
            first.then_with(|| self.by_weight(matrix, a.2, b.2))
        });
        for (row, (.., at)) in rows.iter_mut().zip(keyed) {
            *row = at;
        }
    }

    /// The most mentions first, then by kind and name.
    fn by_weight(&self, matrix: &Matrix, a: u32, b: u32) -> Ordering {
        let (x, y) = (&self.revision.entities()[a as usize], &self.revision.entities()[b as usize]);
        let mentions = |at: u32| matrix.all(at as usize).mentions;
        mentions(b)
            .cmp(&mentions(a))
            .then_with(|| x.kind.cmp(&y.kind))
            .then_with(|| x.name.cmp(&y.name))
            .then_with(|| y.articles.cmp(&x.articles))
            .then_with(|| self.first_place(a).cmp(&self.first_place(b)))
    }

    /// Where an entity is mentioned in the first of its articles by content: two of one name are told apart by it, however the
    /// articles came.
    fn first_place(&self, at: u32) -> Option<(ContentKey, u32)> {
        let postings = self.revision.postings(at as usize).iter();
        postings.map(|posting| (self.entry(posting.article).article.key, posting.mention)).min()
    }

    /// Outlets that pass, as columns.
    fn who_columns(&self) -> Arc<[WhoColumn]> {
        let rows = self.outlet_rows().into_iter().filter(|row| self.query.outlets.passes(row.id));
        rows.map(|row| WhoColumn { outlet: row.id, tag: row.tag, name: row.name }).collect()
    }

    /// A window of the table, cut to what there is; and the row of an entity.
    #[must_use]
    pub fn who(&self, order: &WhoOrder, window: &Range<u32>, locate: Option<EntityId>) -> WhoPage {
        let end = window.end.min(order.len());
        let first = window.start.min(end);
        let wanted = locate.and_then(|id| self.position(id));
        WhoPage {
            revision: self.revision.number,
            total: (order.len(), self.totals.named),
            in_one: order.in_one,
            columns: order.columns.clone(),
            first,
            rows: order.rows[first as usize..end as usize].iter().map(|at| self.who_row(*at as usize, order)).collect(),
            located: wanted
                .and_then(|wanted| order.rows.iter().position(|at| *at as usize == wanted))
                .map(|row| row as u32),
        }
    }

    fn who_row(&self, at: usize, order: &WhoOrder) -> WhoRow {
        let (matrix, entity) = (self.matrix(), &self.revision.entities()[at]);
        let cell = |column: &WhoColumn| -> Count { matrix.cell(at, column.outlet.0) };
        WhoRow {
            id: entity.id,
            kind: entity.kind,
            name: self.revision.display(at),
            all: matrix.all(at),
            outlets: matrix.cells(at).len() as u32,
            cells: order.columns.iter().map(cell).collect(),
            decided: self.revision.decisions_on(at).next().is_some(),
        }
    }

    fn matrix(&self) -> &Matrix {
        self.totals.matrix(|| Matrix::new(&self.entries, &self.outlets, &self.revision, &self.query))
    }
}

/// Whether one of an entity's names holds all words.
fn has_words(entity: &Entity, words: &[String]) -> bool {
    let holds = |name: &str| {
        let name = fold(name);
        words.iter().all(|word| name.contains(word))
    };
    holds(&entity.name) || entity.aliases.iter().any(|alias| holds(&alias.name))
}

/// A question for a window of the table.
#[derive(Debug, Clone)]
pub struct WhoJob {
    /// What counts.
    pub scope: Scope,
    /// Which rows.
    pub query: WhoQuery,
    /// Row numbers.
    pub window: Range<u32>,
    /// Also the row of this entity.
    pub locate: Option<EntityId>,
}

/// Answers jobs; keeps the last order, so that scrolling sorts nothing.
#[derive(Debug, Default)]
pub struct WhoTable {
    kept: Option<(Scope, WhoQuery, WhoOrder)>,
}

impl WhoTable {
    /// The window.
    pub fn answer(&mut self, job: &WhoJob) -> WhoPage {
        let same = |(scope, query, _): &(Scope, WhoQuery, WhoOrder)| {
            *query == job.query && scope.same_entities(&job.scope) && scope.same_articles(&job.scope)
        };
        let order = match self.kept.as_ref().filter(|kept| same(kept)) {
            Some((.., order)) => order.clone(),
            None => job.scope.who_order(&job.query),
        };
        let page = job.scope.who(&order, &job.window, job.locate);
        self.kept = Some((job.scope.clone(), job.query.clone(), order));
        page
    }
}
