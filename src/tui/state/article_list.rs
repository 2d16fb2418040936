//! The article list: a window on the rows of the corpus, a selected row, a first visible row.

use std::ops::Range;

use crate::engine::{ArticleRow, ListPage};
use crate::model::ArticleId;

/// Rows asked for around the selection.
const WINDOW: u32 = 400;

/// The list pane.
#[derive(Debug, Default)]
pub struct ArticleList {
    /// The rows that are here, and the counts of the whole.
    pub page: ListPage,
    /// Selected row number.
    pub selected: u32,
    /// First visible row number.
    pub top: u32,
    /// An article to select as soon as its row is known.
    pub wanted: Option<ArticleId>,
    /// Whether the next window is searched for an unread article.
    pub seeking_unread: bool,
}

impl ArticleList {
    /// The row with this number, if it is in the window.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&ArticleRow> {
        number.checked_sub(self.page.first).and_then(|index| self.page.rows.get(index as usize))
    }

    /// The selected row.
    #[must_use]
    pub fn current(&self) -> Option<&ArticleRow> {
        self.row(self.selected)
    }

    /// Moves the selection by so many rows. Whether it moved.
    pub fn step(&mut self, by: i64) -> bool {
        let last = i64::from(self.page.total) - 1;
        let target = (i64::from(self.selected) + by).clamp(0, last.max(0)) as u32;
        let moved = target != self.selected;
        self.selected = target;
        moved
    }

    /// The window to ask for so that the selection has rows around it.
    #[must_use]
    pub const fn window(&self) -> Range<u32> {
        let start = self.selected.saturating_sub(WINDOW / 2);
        start..start + WINDOW
    }

    /// Whether rows near the selection are missing.
    #[must_use]
    pub fn needs_rows(&self) -> bool {
        let near = self.selected.saturating_sub(50)..(self.selected + 50).min(self.page.total);
        let have = self.page.first..self.page.first + self.page.rows.len() as u32;
        near.start < have.start || near.end > have.end
    }

    /// Takes in a window; keeps the selection on `wanted`, if the answer tells its row, or goes to the nearest that passes.
    /// Whether its row is still to be asked for.
    pub fn receive(&mut self, page: ListPage) -> bool {
        let told = page.located.or(page.nearest);
        if let Some(row) = told {
            self.selected = row;
            self.wanted = None;
        }
        self.selected = self.selected.min(page.total.saturating_sub(1));
        self.page = page;
        told.is_some() && self.needs_rows()
    }
}
