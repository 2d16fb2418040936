//! The list of a query: which article stands in which row.

use crate::model::{ArticleId, OutletId, Query};
use crate::store::library::Columns;

/// Not in the list.
const OUT: u32 = u32::MAX;

/// A sorted list of articles, with the way back from an article to its row. Eight bytes an article.
#[derive(Debug, Default)]
pub(super) struct View {
    /// Numbers of the articles, row by row.
    pub ids: Vec<u32>,
    /// Row of each article, by its number.
    rows: Vec<u32>,
    /// First row of each run of rows of one day.
    days: Vec<u32>,
}

impl View {
    /// What passes of all articles, which are in the order of the query's key.
    #[must_use]
    pub fn new(columns: &Columns, query: &Query) -> Self {
        let passes = |at: &usize| {
            !query.is_filtered()
                || columns
                    .ids
                    .get(*at)
                    .zip(columns.outlets.get(*at))
                    .is_some_and(|(article, outlet)| query.passes(ArticleId(*article), OutletId(*outlet)))
        };
        let all = 0..columns.ids.len();
        let undated = |at: &usize| columns.days.get(*at) == Some(&i32::MIN);
        let order: Vec<usize> = match (query.reverse, query.sort) {
            (false, _) => all.filter(passes).collect(),
            // Those without a date are last either way.
            (true, crate::model::SortKey::Date) => {
                let dated = all.clone().rev().filter(|at| passes(at) && !undated(at));
                dated.chain(all.clone().filter(|at| passes(at) && undated(at))).collect()
            }
            (true, _) => all.rev().filter(passes).collect(),
        };
        let mut out = Self::default();
        let last = columns.ids.iter().max().map_or(0, |id| *id as usize + 1);
        out.rows = vec![OUT; last];
        out.ids.reserve_exact(order.len());
        let mut before = None;
        for (row, at) in order.into_iter().enumerate() {
            let (Some(id), Some(day)) = (columns.ids.get(at), columns.days.get(at)) else { continue };
            out.ids.push(*id);
            if let Some(slot) = out.rows.get_mut(*id as usize) {
                *slot = row as u32;
            }
            if before != Some(*day) {
                out.days.push(row as u32);
                before = Some(*day);
            }
        }
        out
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.ids.len() as u32
    }

    /// Row of an article.
    #[must_use]
    pub fn row(&self, id: u32) -> Option<u32> {
        self.rows.get(id as usize).copied().filter(|row| *row != OUT)
    }

    /// First row, and number of rows, of the day of a row.
    #[must_use]
    pub fn day(&self, row: u32) -> (u32, u32) {
        let after = self.days.partition_point(|first| *first <= row);
        let first = after.checked_sub(1).and_then(|at| self.days.get(at)).copied().unwrap_or(0);
        let end = self.days.get(after).copied().unwrap_or_else(|| self.len());
        (first, end - first)
    }
}

#[cfg(test)]
mod tests {
    use super::View;
    use crate::model::{OutletFilter, OutletId, Query};
    use crate::store::library::Columns;

    #[test]
    fn rows_days_and_the_way_back() {
        let columns = Columns { ids: vec![7, 3, 9, 1], outlets: vec![0, 1, 0, 1], days: vec![20, 20, 19, i32::MIN] };
        let view = View::new(&columns, &Query::default());
        assert_eq!((view.len(), view.row(9), view.row(2), view.row(800)), (4, Some(2), None, None));
        assert_eq!([0, 1, 2, 3].map(|row| view.day(row)), [(0, 2), (0, 2), (2, 1), (3, 1)]);
        let reversed = View::new(&columns, &Query { reverse: true, ..Query::default() });
        assert_eq!(reversed.ids, [9, 3, 7, 1], "the undated last");
        let outlets = OutletFilter::Only([OutletId(1)].into());
        assert_eq!(View::new(&columns, &Query { outlets, ..Query::default() }).ids, [3, 1]);
    }
}
