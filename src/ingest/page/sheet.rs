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
        Self { lines, marks, kinds }
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

    /// The first unclaimed running text from `from` on.
    pub fn prose_from(&self, from: usize) -> Option<usize> {
        (from..self.len()).find(|at| self.is_prose(*at))
    }

    /// The last unclaimed running text before `to`.
    pub fn prose_before(&self, to: usize) -> Option<usize> {
        (0..to.min(self.len())).rev().find(|at| self.is_prose(*at))
    }
}
