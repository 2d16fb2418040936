//! The list of a query: which article stands in which row.

use std::ops::Range;
use std::sync::Arc;

use crate::engine::nearest::nearest;
use crate::model::{ArticleId, ArticleSet, OutletId, Query, SortKey};
use crate::store::library::{Columns, Library, LibraryError};

/// A sorted list of articles. Where all pass it takes no room of its own; where some do, four bytes for each of them.
#[derive(Debug)]
pub(super) struct View {
    order: Arc<Columns>,
    /// What passes, in the same order as all.
    passing: Option<Passing>,
    /// The other way round: in the order of time those without a date are last either way.
    reverse: bool,
    by_time: bool,
}

#[derive(Debug, Default)]
struct Passing {
    ids: Vec<u32>,
    days: Vec<u32>,
    undated: u32,
}

impl View {
    /// What passes of all articles, which are in the order of the query's key.
    #[must_use]
    pub fn new(order: &Arc<Columns>, query: &Query) -> Self {
        let by_time = query.sort == SortKey::Date;
        let passing = query.is_filtered().then(|| Passing::of(order, query));
        Self { order: order.clone(), passing, reverse: query.reverse, by_time }
    }

    /// Numbers of the articles, as if it were not reversed.
    fn forward(&self) -> &[u32] {
        self.passing.as_ref().map_or(&self.order.ids, |passing| &passing.ids)
    }

    fn days(&self) -> &[u32] {
        self.passing.as_ref().map_or(&self.order.days, |passing| &passing.days)
    }

    /// How many rows change places where it is reversed.
    fn turned(&self) -> u32 {
        match &self.passing {
            _ if !self.by_time => self.len(),
            Some(passing) => passing.undated,
            None => self.order.undated,
        }
    }

    /// The row that a row has when it is not reversed, and the other way round.
    fn turn(&self, row: u32) -> u32 {
        let turned = self.turned();
        if self.reverse && row < turned { turned - 1 - row } else { row }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.forward().len() as u32
    }

    /// Numbers of the articles in some rows.
    pub fn ids(&self, rows: Range<u32>) -> Vec<u32> {
        rows.filter_map(|row| self.forward().get(self.turn(row) as usize).copied()).collect()
    }

    /// Row of an article.
    #[must_use]
    pub fn row(&self, id: u32) -> Option<u32> {
        self.forward().iter().position(|other| *other == id).map(|at| self.turn(at as u32))
    }

    /// The row at which an article would stand that does not pass.
    #[must_use]
    pub fn place(&self, id: u32) -> Option<u32> {
        let mut passing = self.passing.as_ref()?.ids.iter().peekable();
        let mut before = 0;
        let own = self.order.ids.iter().position(|other| {
            before += u32::from(*other != id && passing.next_if_eq(&other).is_some());
            *other == id
        })?;
        let turns = self.reverse && (!self.by_time || (own as u32) < self.order.undated);
        Some(if turns { self.turned() - before } else { before })
    }

    /// The row of the article that is nearest to one that does not pass.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn nearest(&self, library: &Library, id: u32) -> Result<Option<u32>, LibraryError> {
        let Some(at) = self.place(id) else { return Ok(None) };
        let beside = at.saturating_sub(1)..(at + 1).min(self.len());
        let mut rows: Vec<Option<i64>> = Vec::new();
        for id in self.ids(beside.clone()).into_iter().chain([id]).filter(|_| self.by_time) {
            let row = library.rows(&[id])?.pop();
            rows.push(row.and_then(|row| row.date).map(|date| date.seconds()));
        }
        let own = rows.pop().flatten();
        let seconds = |row: u32| rows.get((row - beside.start) as usize).copied().flatten();
        Ok(nearest((at, self.len()), own, seconds))
    }

    /// Rows of articles that come in the order of their numbers, with what belongs to each, in the order of rows.
    pub fn rows<T: Copy + Ord>(&self, articles: &[(u32, T)]) -> Vec<(u32, u32, T)> {
        let wanted: ArticleSet = articles.iter().map(|(id, _)| ArticleId(*id)).collect();
        let found = |(at, id): (usize, &u32)| {
            let known = wanted.contains(ArticleId(*id)).then(|| articles.binary_search_by_key(id, |(id, _)| *id));
            let (_, own) = articles.get(known?.ok()?)?;
            Some((self.turn(at as u32), *id, *own))
        };
        let mut out: Vec<(u32, u32, T)> = self.forward().iter().enumerate().filter_map(found).collect();
        out.sort_unstable();
        out
    }

    /// First row, and number of rows, of the day of a row; in other orders than that of time a day has one row.
    #[must_use]
    pub fn day(&self, row: u32) -> (u32, u32) {
        let at = self.turn(row);
        let after = self.days().partition_point(|first| *first <= at);
        let Some(first) = after.checked_sub(1).and_then(|day| self.days().get(day)).copied() else { return (row, 1) };
        let end = self.days().get(after).copied().unwrap_or_else(|| self.len());
        (self.turn(first).min(self.turn(end - 1)), end - first)
    }
}

impl Passing {
    fn of(order: &Columns, query: &Query) -> Self {
        let mut out = Self::default();
        let mut days = order.days.iter().copied().peekable();
        let mut new_day = false;
        for (at, (id, outlet)) in order.ids.iter().zip(&order.outlets).enumerate() {
            new_day |= days.next_if(|first| *first <= at as u32).is_some();
            if !query.passes(ArticleId(*id), OutletId(*outlet)) {
                continue;
            }
            let row = out.ids.len() as u32;
            if std::mem::take(&mut new_day) {
                out.days.push(row);
            }
            if (at as u32) < order.undated {
                out.undated = row + 1;
            }
            out.ids.push(*id);
        }
        out.ids.shrink_to_fit();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::View;
    use crate::model::{OutletFilter, OutletId, Query, SortKey};
    use crate::store::library::Columns;
    use std::sync::Arc;

    #[test]
    fn rows_days_and_the_way_back() {
        // Two days, then two articles without a date.
        let order = Arc::new(Columns {
            ids: vec![7, 3, 9, 1, 4],
            outlets: vec![0, 1, 0, 1, 0],
            days: vec![0, 2, 3],
            undated: 3,
        });
        let view = View::new(&order, &Query::default());
        assert_eq!((view.len(), view.row(9), view.row(2), view.row(800)), (5, Some(2), None, None));
        assert_eq!([0, 1, 2, 3, 4].map(|row| view.day(row)), [(0, 2), (0, 2), (2, 1), (3, 2), (3, 2)]);
        assert_eq!(view.rows(&[(1, 'a'), (2, 'b'), (7, 'c')]), [(0, 7, 'c'), (3, 1, 'a')]);

        let reversed = View::new(&order, &Query { reverse: true, ..Query::default() });
        assert_eq!(reversed.ids(0..9), [9, 3, 7, 1, 4], "the undated last");
        assert_eq!([0, 1, 2, 3].map(|row| reversed.day(row)), [(0, 1), (1, 2), (1, 2), (3, 2)]);
        assert_eq!((reversed.row(7), reversed.row(4)), (Some(2), Some(4)));

        let outlets = OutletFilter::Only([OutletId(1)].into());
        let some = View::new(&order, &Query { outlets: outlets.clone(), ..Query::default() });
        assert_eq!((some.ids(0..2), some.day(0), some.day(1)), (vec![3, 1], (0, 1), (1, 1)));
        assert_eq!([7, 9, 4, 800].map(|id| some.place(id)), [Some(0), Some(1), Some(2), None]);
        let turned = View::new(&order, &Query { outlets, reverse: true, ..Query::default() });
        assert_eq!(turned.ids(0..2), [3, 1]);
        assert_eq!([7, 9, 4].map(|id| turned.place(id)), [Some(1), Some(0), Some(2)]);

        let titles = Arc::new(Columns { days: Vec::new(), undated: 0, ..Columns::clone(&order) });
        let view = View::new(&titles, &Query { sort: SortKey::Title, reverse: true, ..Query::default() });
        assert_eq!((view.ids(0..5), view.day(3)), (vec![4, 1, 9, 3, 7], (3, 1)));
    }
}
