//! The help box: the keys of a place, filtered while one types.

use super::Input;
use crate::tui::action::Action;

/// A line of help.
#[derive(Debug, Clone)]
pub struct HelpRow {
    /// What it does.
    pub action: Action,
    /// Its keys.
    pub keys: String,
    /// What it does, in the words of this place.
    pub doc: String,
    /// Whether it belongs to this place (and not to all).
    pub here: bool,
}

/// The help box, open.
#[derive(Debug, Clone, Default)]
pub struct HelpBox {
    /// What was typed.
    pub input: Input,
    /// All lines: this place first.
    pub all: Vec<HelpRow>,
    /// Indices of the lines that match.
    pub shown: Vec<usize>,
    /// Selected index into `shown`.
    pub selected: usize,
    /// First visible index.
    pub top: usize,
}

impl HelpBox {
    /// Shows the lines that hold every word that was typed.
    pub fn filter(&mut self) {
        let pattern = crate::text::fold(self.input.text());
        let matches = |row: &HelpRow| {
            let line = crate::text::fold(&format!("{} {} {}", row.keys, row.doc, row.action.name()));
            pattern.split_whitespace().all(|word| line.contains(word))
        };
        self.shown = (0..self.all.len()).filter(|index| matches(&self.all[*index])).collect();
        self.selected = 0;
        self.top = 0;
    }

    /// The selected action.
    #[must_use]
    pub fn current(&self) -> Option<Action> {
        self.shown.get(self.selected).map(|index| self.all[*index].action)
    }

    /// Moves the selection.
    pub fn step(&mut self, by: i64) {
        let last = self.shown.len() as i64 - 1;
        self.selected = (self.selected as i64 + by).clamp(0, last.max(0)) as usize;
    }
}
