//! Rows of which only a window is at hand; the rest is with the corpus.

use std::ops::Range;

/// Rows asked for beyond those in view, on either side.
const MARGIN: u32 = 64;

/// A long list with a selected row.
#[derive(Debug, Clone)]
pub struct Window<R> {
    /// Number of rows in all.
    pub total: u32,
    /// Number of the first row at hand.
    first: u32,
    rows: Vec<R>,
    /// Selected row.
    pub selected: u32,
    /// First visible row.
    pub top: u32,
    /// What was asked for last; `None` if what is at hand is out of date.
    asked: Option<Range<u32>>,
}

impl<R> Default for Window<R> {
    fn default() -> Self {
        Self { total: 0, first: 0, rows: Vec::new(), selected: 0, top: 0, asked: None }
    }
}

impl<R> Window<R> {
    /// A row, if it is at hand.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<&R> {
        self.rows.get(number.checked_sub(self.first)? as usize)
    }

    /// The selected row.
    #[must_use]
    pub fn current(&self) -> Option<&R> {
        self.row(self.selected)
    }

    /// Moves the selection.
    pub fn step(&mut self, by: i64) {
        self.selected = (i64::from(self.selected) + by).clamp(0, (i64::from(self.total) - 1).max(0)) as u32;
    }

    /// What is at hand is out of date.
    pub fn spoil(&mut self) {
        self.asked = None;
    }

    /// Scrolls so that the selection is among `height` visible rows.
    pub fn keep_in_view(&mut self, height: u32) {
        let height = height.max(1);
        self.selected = self.selected.min(self.total.saturating_sub(1));
        self.top = self.top.min(self.selected).min(self.total.saturating_sub(height));
        if self.selected >= self.top + height {
            self.top = self.selected + 1 - height;
        }
    }

    /// The rows to ask for, if some of `height` visible ones are neither at hand nor asked for.
    pub fn wanted(&mut self, height: u32) -> Option<Range<u32>> {
        let visible = self.top..(self.top + height.max(1)).min(self.total.max(self.top + 1));
        let covers = |range: &Range<u32>| range.start <= visible.start && visible.end <= range.end;
        if self.asked.as_ref().is_some_and(covers) {
            return None;
        }
        let window = visible.start.saturating_sub(MARGIN)..visible.end + height + MARGIN;
        self.asked = Some(window.clone());
        Some(window)
    }

    /// Takes in rows; the selection goes to `located`, if there is one.
    pub fn receive(&mut self, total: u32, first: u32, rows: Vec<R>, located: Option<u32>) {
        (self.total, self.first, self.rows) = (total, first, rows);
        if let Some(row) = located {
            self.selected = row;
        }
        self.selected = self.selected.min(total.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn rows_are_asked_for_once_and_before_they_are_seen() {
        let mut list: Window<u32> = Window::default();
        let first = list.wanted(10).unwrap();
        assert!(first.end >= 10 && list.wanted(10).is_none());
        list.receive(1000, 0, (0..first.end).collect(), None);
        list.step(5);
        list.keep_in_view(10);
        assert_eq!((list.top, list.current().copied()), (0, Some(5)));
        assert_eq!(list.wanted(10), None);
        list.step(500);
        list.keep_in_view(10);
        let next = list.wanted(10).unwrap();
        assert!(next.contains(&list.selected) && list.current().is_none());
        list.receive(3, 0, vec![1, 2, 3], Some(1));
        list.keep_in_view(10);
        assert_eq!((list.top, list.current()), (0, Some(&2)));
        list.spoil();
        assert!(list.wanted(10).is_some());
        list.step(i64::MIN / 2);
        list.receive(0, 0, Vec::new(), None);
        list.keep_in_view(0);
        assert_eq!(list.current(), None);
    }
}
