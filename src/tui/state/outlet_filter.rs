//! The box that chooses outlets.

use std::collections::BTreeSet;

use crate::engine::OutletRow;
use crate::model::{OutletFilter, OutletId};

/// The box, open.
#[derive(Debug, Clone, Default)]
pub struct OutletFilterBox {
    /// All outlets.
    pub rows: Vec<OutletRow>,
    /// The chosen ones.
    pub chosen: BTreeSet<OutletId>,
    /// Selected index.
    pub selected: usize,
    /// First visible index.
    pub top: usize,
}

impl OutletFilterBox {
    /// Opens on a filter.
    #[must_use]
    pub fn new(rows: Vec<OutletRow>, filter: &OutletFilter) -> Self {
        let chosen = rows.iter().map(|row| row.id).filter(|id| filter.passes(*id)).collect();
        Self { rows, chosen, selected: 0, top: 0 }
    }

    /// New rows came: outlets never seen are chosen where all were.
    pub fn receive(&mut self, rows: Vec<OutletRow>) {
        let all = self.chosen.len() == self.rows.len();
        self.rows = rows;
        if all {
            self.all();
        }
        self.selected = self.selected.min(self.rows.len().saturating_sub(1));
    }

    /// Chooses or leaves out the selected row.
    pub fn toggle(&mut self) {
        if let Some(row) = self.rows.get(self.selected)
            && !self.chosen.remove(&row.id)
        {
            self.chosen.insert(row.id);
        }
    }

    /// Chooses all.
    pub fn all(&mut self) {
        self.chosen = self.rows.iter().map(|row| row.id).collect();
    }

    /// Turns the choice round.
    pub fn invert(&mut self) {
        self.chosen = self.rows.iter().map(|row| row.id).filter(|id| !self.chosen.contains(id)).collect();
    }

    /// Chooses the selected row only.
    pub fn only(&mut self) {
        self.chosen = self.rows.get(self.selected).map(|row| row.id).into_iter().collect();
    }

    /// The filter this choice makes; `None` if nothing is chosen.
    #[must_use]
    pub fn filter(&self) -> Option<OutletFilter> {
        match self.chosen.len() {
            0 => None,
            n if n == self.rows.len() => Some(OutletFilter::All),
            _ => Some(OutletFilter::Only(self.chosen.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::OutletFilterBox;
    use crate::engine::OutletRow;
    use crate::model::{OutletFilter, OutletId};

    fn row(id: u32) -> OutletRow {
        OutletRow { id: OutletId(id), tag: "A".into(), name: None, articles: 1, people: 0 }
    }

    #[test]
    fn the_choice_becomes_a_filter() {
        let mut choice = OutletFilterBox::new(vec![row(0), row(1), row(2)], &OutletFilter::All);
        assert_eq!(choice.filter(), Some(OutletFilter::All));
        choice.only();
        assert_eq!(choice.filter(), Some(OutletFilter::Only([OutletId(0)].into())));
        choice.invert();
        assert_eq!(choice.filter(), Some(OutletFilter::Only([OutletId(1), OutletId(2)].into())));
        choice.toggle();
        choice.invert();
        assert_eq!(choice.filter(), None);
    }

    #[test]
    fn outlets_that_come_later_pass_where_all_did() {
        let mut choice = OutletFilterBox::new(vec![row(0)], &OutletFilter::All);
        choice.receive(vec![row(0), row(1)]);
        assert_eq!(choice.filter(), Some(OutletFilter::All));
    }
}
