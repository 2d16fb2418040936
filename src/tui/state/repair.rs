//! What is chosen and asked while entities are repaired.

use std::collections::BTreeSet;

use crate::engine::{Change, DecisionRow, Parts, Subject, Ticket};
use crate::model::{EntityRef, Place};
use crate::text::Span;

/// What is kept between the boxes.
#[derive(Debug, Clone, Default)]
pub struct Repair {
    /// Names that were marked: what is done next is done with all of them.
    pub marks: Vec<Subject>,
    /// Steps of this session that can be undone.
    pub steps: usize,
    /// Ticket of the newest question.
    pub waiting: Ticket,
    /// Whose new name is being typed.
    pub renaming: Option<Subject>,
    /// Who was changed, and in which revision: to be selected when the next one is there.
    pub follow: Option<(EntityRef, u64)>,
    /// Words being selected.
    pub selection: Option<Selection>,
    /// Byte where a mouse button went down.
    pub pressed: Option<u32>,
}

impl Repair {
    /// Whether a name is marked.
    #[must_use]
    pub fn is_marked(&self, subject: &Subject) -> bool {
        self.marks.iter().any(|mark| mark.name == subject.name)
    }
}

/// Words being selected in the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Where it began; `None` while its beginning is looked for.
    pub anchor: Option<Span>,
    /// The word one is at.
    pub head: Span,
}

impl Selection {
    /// All of it.
    #[must_use]
    pub fn span(self) -> Span {
        let anchor = self.anchor.unwrap_or(self.head);
        Span::new(anchor.start.min(self.head.start), anchor.end.max(self.head.end))
    }
}

/// A box of the repair.
#[derive(Debug, Clone)]
pub enum RepairBox {
    /// A type is chosen by its letter; the first visible row.
    Kind(Wanted, usize),
    /// Names and mentions that go are chosen.
    Split(SplitBox),
    /// What a change would do is shown.
    Preview(PreviewBox),
    /// All decisions are shown.
    Decisions(DecisionsBox),
}

/// For what a type is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// For these names.
    Retype(Vec<Subject>),
    /// For words that are a name.
    Add(Place, String),
    /// For a mention that is somebody else's.
    Move(Place, String),
}

/// What a change would do.
#[derive(Debug, Clone)]
pub struct PreviewBox {
    /// The change.
    pub change: Change,
    /// Sentences, or why not; `None` until the answer is there.
    pub lines: Option<Result<Vec<String>, String>>,
    /// First visible row.
    pub top: usize,
}

/// Names and mentions to choose from. Names come first.
#[derive(Debug, Clone)]
pub struct SplitBox {
    /// Whose.
    pub of: Subject,
    /// What there is; `None` until the answer is there.
    pub parts: Option<Parts>,
    /// Chosen rows.
    pub chosen: BTreeSet<usize>,
    /// Selected row.
    pub selected: usize,
    /// First visible row.
    pub top: usize,
}

impl SplitBox {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parts.as_ref().map_or(0, |parts| parts.names.len() + parts.mentions.len())
    }

    /// Whether there is nothing to choose from.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names chosen, and the mentions chosen that do not go with a name.
    #[must_use]
    pub fn choice(&self) -> (Vec<String>, Vec<Place>) {
        let Some(parts) = &self.parts else { return (Vec::new(), Vec::new()) };
        let chosen = |row: usize| self.chosen.contains(&row);
        let names: Vec<String> =
            parts.names.iter().enumerate().filter(|(row, _)| chosen(*row)).map(|(_, (name, _))| name.clone()).collect();
        let first = parts.names.len();
        let places = parts
            .mentions
            .iter()
            .enumerate()
            .filter(|(row, mention)| chosen(first + row) && !names.contains(&mention.form))
            .map(|(_, mention)| mention.place)
            .collect();
        (names, places)
    }
}

/// All decisions.
#[derive(Debug, Clone, Default)]
pub struct DecisionsBox {
    /// The newest last.
    pub rows: Vec<DecisionRow>,
    /// Selected row.
    pub selected: usize,
    /// First visible row.
    pub top: usize,
}
