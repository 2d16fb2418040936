//! A page under work: its lines, what they say they are, and what has been decided of them.

use super::line::Line;
use super::mark::{Mark, mark};
use crate::ingest::paragraphs::Paragraph;
use crate::model::BlockKind;

/// The working state. Passes run one after the other, each decides what it is sure of; what nobody claims is body.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub lines: Vec<Line<'a>>,
    pub marks: Vec<Mark>,
    pub kinds: Vec<Option<BlockKind>>,
    /// The first unclaimed running text, and one past the last; claims only ever move them towards each other.
    first: usize,
    end: usize,
    /// The first unclaimed short line.
    short: usize,
}

impl<'a> Sheet<'a> {
    pub fn new(paragraphs: &'a [Paragraph]) -> Self {
        let lines: Vec<Line<'a>> = paragraphs.iter().map(Line::new).collect();
        let marks: Vec<Mark> = lines.iter().map(mark).collect();
        let kinds = marks
            .iter()
            .map(|mark| match mark {
                Mark::Image => Some(BlockKind::Image),
                Mark::Credit => Some(BlockKind::Credit),
                Mark::Caption => Some(BlockKind::Caption),
                Mark::Contributors => Some(BlockKind::Byline),
                Mark::Date | Mark::Address | Mark::Furniture | Mark::Head(_) => Some(BlockKind::Furniture),
                Mark::None | Mark::Weak | Mark::Byline => None,
            })
            .collect();
        let end = lines.len();
        let mut sheet = Self { lines, marks, kinds, first: 0, end, short: 0 };
        sheet.narrow();
        sheet
    }

    fn narrow(&mut self) {
        while self.first < self.len() && !self.is_prose(self.first) {
            self.first += 1;
        }
        while self.end > self.first && !self.is_prose(self.end - 1) {
            self.end -= 1;
        }
        while self.short < self.len() && !self.is_short(self.short) {
            self.short += 1;
        }
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn line(&self, at: usize) -> Option<&Line<'a>> {
        self.lines.get(at)
    }

    pub fn mark(&self, at: usize) -> Mark {
        self.marks.get(at).copied().unwrap_or(Mark::None)
    }

    pub fn kind(&self, at: usize) -> Option<BlockKind> {
        self.kinds.get(at).copied().flatten()
    }

    pub fn set(&mut self, at: usize, kind: BlockKind) {
        if let Some(slot) = self.kinds.get_mut(at) {
            *slot = Some(kind);
            self.narrow();
        }
    }

    /// Whether a line is unclaimed running text.
    pub fn is_prose(&self, at: usize) -> bool {
        self.kind(at).is_none() && self.mark(at) != Mark::Weak && self.line(at).is_some_and(Line::is_prose)
    }

    /// Whether a line is unclaimed and short.
    pub fn is_short(&self, at: usize) -> bool {
        self.kind(at).is_none() && self.line(at).is_some_and(Line::is_short)
    }

    /// The first line of unclaimed running text; the length of the page where there is none.
    pub fn first_prose(&self) -> usize {
        self.first
    }

    /// One past the last line of unclaimed running text; `first_prose` where there is none.
    pub fn end_of_prose(&self) -> usize {
        self.end.max(self.first)
    }

    /// Whether unclaimed running text stands above a line.
    pub fn prose_above(&self, at: usize) -> bool {
        self.first < at
    }

    /// Whether unclaimed running text stands below a line.
    pub fn prose_below(&self, at: usize) -> bool {
        self.end > at + 1 && self.end > self.first
    }

    /// Whether an unclaimed short line stands above a line.
    pub fn short_above(&self, at: usize) -> bool {
        self.short < at
    }
}
