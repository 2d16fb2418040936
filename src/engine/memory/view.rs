//! The articles that pass a query, in its order.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{Entry, OutletTable};
use crate::model::{ArticleId, OutletId, Query};
use crate::text::fold;

/// Not in the list.
const OUT: u32 = u32::MAX;

/// A sorted list of articles, with the way back from an article to its row.
#[derive(Debug, Default)]
pub struct View {
    /// Numbers of the articles, row by row.
    order: Vec<u32>,
    /// Row of each article of the corpus.
    rows: Vec<u32>,
    /// First row of each run of rows of one day.
    days: Vec<u32>,
    /// Place of each outlet among all by name.
    outlets: Vec<u32>,
}

impl View {
    /// Sorts what passes.
    #[must_use]
    pub fn new(entries: &[Arc<Entry>], table: &OutletTable, query: &Query) -> Self {
        Self::default().grown(entries, table, query)
    }

    /// The same list with the articles that have come since: they are sorted and merged in.
    #[must_use]
    pub fn grown(&self, entries: &[Arc<Entry>], table: &OutletTable, query: &Query) -> Self {
        let outlets = places(table);
        let order = |a: &u32, b: &u32| compare(&entries[*a as usize], &entries[*b as usize], query, &outlets);
        let mut new: Vec<u32> = (self.rows.len() as u32..entries.len() as u32)
            .filter(|number| query.passes(ArticleId(*number), entries[*number as usize].outlet))
            .collect();
        new.sort_unstable_by(order);
        let mut new = new.into_iter().peekable();
        let mut merged = Vec::with_capacity(self.order.len() + new.len());
        for old in &self.order {
            while let Some(number) = new.next_if(|number| order(number, old) == Ordering::Less) {
                merged.push(number);
            }
            merged.push(*old);
        }
        merged.extend(new);
        Self::of(merged, entries, outlets)
    }

    fn of(order: Vec<u32>, entries: &[Arc<Entry>], outlets: Vec<u32>) -> Self {
        let mut rows = vec![OUT; entries.len()];
        let mut days = Vec::new();
        let mut before = None;
        for (row, number) in order.iter().enumerate() {
            rows[*number as usize] = row as u32;
            let day = entries[*number as usize].day;
            if before != Some(day) {
                days.push(row as u32);
                before = Some(day);
            }
        }
        Self { order, rows, days, outlets }
    }

    /// Articles of the corpus it is about, whether they pass or not.
    #[must_use]
    pub fn covered(&self) -> usize {
        self.rows.len()
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.order.len() as u32
    }

    /// Whether nothing passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Numbers of the articles, row by row.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The row of an article.
    #[must_use]
    pub fn row(&self, article: u32) -> Option<u32> {
        self.rows.get(article as usize).copied().filter(|row| *row != OUT)
    }

    /// First row, and number of rows, of the day a row lies in.
    #[must_use]
    pub fn day(&self, row: u32) -> (u32, u32) {
        let after = self.days.partition_point(|first| *first <= row);
        let first = after.checked_sub(1).and_then(|at| self.days.get(at)).copied().unwrap_or(0);
        let end = self.days.get(after).copied().unwrap_or(self.len());
        (first, end - first)
    }

    /// How many rows come before an article that need not be in the list.
    #[must_use]
    pub fn rows_before(&self, entries: &[Arc<Entry>], article: u32, query: &Query) -> u32 {
        let Some(entry) = entries.get(article as usize) else { return 0 };
        self.order.partition_point(|number| {
            compare(&entries[*number as usize], entry, query, &self.outlets) == Ordering::Less
        }) as u32
    }
}

fn compare(a: &Entry, b: &Entry, query: &Query, outlets: &[u32]) -> Ordering {
    a.compare(b, query, |outlet: OutletId| outlets.get(outlet.0 as usize).copied().unwrap_or(OUT))
}

/// Place of each outlet among all by name, the unknown one last.
fn places(table: &OutletTable) -> Vec<u32> {
    let mut names: Vec<(bool, String, OutletId)> = table
        .ids()
        .map(|id| {
            let name = table.name(id);
            (name.is_none(), name.map(|name| fold(&name)).unwrap_or_default(), id)
        })
        .collect();
    names.sort_unstable_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)).then_with(|| table.name(a.2).cmp(&table.name(b.2))));
    let mut places = vec![0; names.len()];
    for (place, (.., id)) in names.iter().enumerate() {
        places[id.0 as usize] = place as u32;
    }
    places
}
