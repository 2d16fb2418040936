//! The picker: a line to type in, rows that match, a selected row.

use crossterm::event::KeyEvent;

use super::{Input, View};
use crate::engine::{PickList, PickRow, PickerKind, Subject};
use crate::model::Place;
use crate::text::Span;
use crate::tui::action::Action;

/// What is picked from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickerSource {
    /// The corpus.
    Corpus(PickerKind),
    /// The actions.
    Commands,
}

/// For what a name is picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    /// These are the same as it.
    Merge(Vec<Subject>),
    /// These words are its name.
    Add(Place),
    /// This mention is its.
    Move(Place),
}

/// A command that matches.
#[derive(Debug, Clone)]
pub struct CommandRow {
    /// The action.
    pub action: Action,
    /// What matched in its line.
    pub marks: Vec<Span>,
}

/// The picker, open (or kept to be opened again).
#[derive(Debug, Clone)]
pub struct Picker {
    /// From what.
    pub source: PickerSource,
    /// What was typed.
    pub input: Input,
    /// What matches, of the corpus.
    pub list: Option<PickList>,
    /// What matches, of the commands.
    pub commands: Vec<CommandRow>,
    /// Selected row.
    pub selected: usize,
    /// First visible row.
    pub top: usize,
    /// For what a name is picked, where not to go there.
    pub aim: Option<Aim>,
    /// What the reader showed when it opened; Esc goes back to it.
    pub origin: Option<View>,
    /// Enter came before the answer to what was typed: the keys that came after it, which wait, too.
    pub entered: Option<Vec<KeyEvent>>,
}

impl Picker {
    /// An empty picker.
    #[must_use]
    pub fn new(source: PickerSource, origin: Option<View>) -> Self {
        Self {
            source,
            input: Input::default(),
            list: None,
            commands: Vec::new(),
            selected: 0,
            top: 0,
            aim: None,
            origin,
            entered: None,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self.source {
            PickerSource::Corpus(_) => self.list.as_ref().map_or(0, |list| list.rows.len()),
            PickerSource::Commands => self.commands.len(),
        }
    }

    /// Whether its rows are not yet those of what was typed.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        let found = self.list.as_ref().map(|list| list.pattern.as_str());
        matches!(self.source, PickerSource::Corpus(_)) && found != Some(self.input.text())
    }

    /// Whether no row matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn can_choose(&self, row: usize) -> bool {
        match self.source {
            PickerSource::Commands => row < self.commands.len(),
            PickerSource::Corpus(_) => self
                .list
                .as_ref()
                .and_then(|list| list.rows.get(row))
                .is_some_and(|row| !matches!(row, PickRow::Absent(_))),
        }
    }

    /// Takes in an answer; the selection goes to the best row, unless more of the same is coming in.
    pub fn receive(&mut self, list: PickList) {
        let same = self.list.as_ref().is_some_and(|old| old.pattern == list.pattern);
        self.list = Some(list);
        if !same {
            self.selected = 0;
            self.top = 0;
        }
        self.selected = self.selected.min(self.len().saturating_sub(1));
    }

    /// Moves the selection over rows that can be chosen; goes round at the ends when moved by one.
    pub fn step(&mut self, by: i64) {
        let len = self.len() as i64;
        if len == 0 {
            return;
        }
        let way = by.signum();
        let mut at = self.selected as i64 + by;
        if by.abs() > 1 {
            at = at.clamp(0, len - 1);
        }
        for _ in 0..len {
            at = at.rem_euclid(len);
            if self.can_choose(at as usize) {
                self.selected = at as usize;
                return;
            }
            at += if way == 0 { 1 } else { way };
        }
    }

    /// Selects a row that was clicked. Whether it can be chosen.
    pub fn select(&mut self, row: usize) -> bool {
        let can = self.can_choose(row);
        if can {
            self.selected = row;
        }
        can
    }

    /// The selected row of the corpus.
    #[must_use]
    pub fn current(&self) -> Option<&PickRow> {
        self.list.as_ref().and_then(|list| list.rows.get(self.selected))
    }

    /// The selected command.
    #[must_use]
    pub fn current_command(&self) -> Option<Action> {
        (self.source == PickerSource::Commands).then(|| self.commands.get(self.selected).map(|row| row.action))?
    }

    /// Scrolls so that the selection is among `height` visible rows.
    pub fn keep_in_view(&mut self, height: usize) {
        self.top = self.top.min(self.selected);
        if self.selected >= self.top + height {
            self.top = self.selected + 1 - height.max(1);
        }
    }
}
