//! Reading and writing single names while the mentions of a text settle.

use super::Settling;
use crate::model::EntityKind;
use crate::nlp::label::{self, OUTSIDE, Place};
use crate::nlp::word::{CAPITAL, MARK, SMALL};

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// All names as they are tagged now.
    pub(super) fn names(&self) -> Vec<(usize, usize, EntityKind)> {
        let mut names = Vec::new();
        label::spans(self.tags, |start, end, kind| names.push((start, end, kind)));
        names
    }

    /// The name that goes over a token.
    pub(super) fn name_at(&self, at: usize) -> Option<(usize, usize, EntityKind)> {
        let place = |at: usize| self.tags.get(at).and_then(|tag| label::place(*tag));
        let kind = self.tags.get(at).and_then(|tag| label::kind(*tag))?;
        let (mut start, mut end) = (at, at + 1);
        while start > 0 && matches!(place(start), Some(Place::Inside | Place::Last)) && place(start - 1).is_some() {
            start -= 1;
        }
        while matches!(place(end - 1), Some(Place::Begin | Place::Inside)) && place(end).is_some() {
            end += 1;
        }
        Some((start, end, kind))
    }

    /// Writes a name; what reached over an end of it is cut there.
    pub(super) fn claim(&mut self, start: usize, end: usize, kind: EntityKind) {
        self.cut(start);
        self.cut(end);
        label::write(self.tags, start, end, kind);
    }

    /// Takes the names off a stretch.
    pub(super) fn clear(&mut self, start: usize, end: usize) {
        self.cut(start);
        self.cut(end);
        for slot in self.tags.get_mut(start..end).unwrap_or(&mut []) {
            *slot = OUTSIDE;
        }
    }

    /// Writes what is left of a name, without the marks at its ends, as what it most likely is `but` for one kind, if that is
    /// `least` nats ahead.
    pub(super) fn write_piece(&mut self, start: usize, end: usize, but: Option<EntityKind>, least: f32) {
        let is = |at: usize, flags: u16| self.document.words.get(at).is_some_and(|word| word.flags & flags != 0);
        let (mut from, mut to) = (start, end);
        while from < to && is(from, MARK | SMALL) {
            from += 1;
        }
        while from < to && is(to - 1, MARK) {
            to -= 1;
        }
        if from < to && (from..to).any(|at| is(at, CAPITAL)) {
            let likely =
                self.evidence(from, to).into_iter().zip(EntityKind::ALL).filter(|(_, kind)| Some(*kind) != but);
            if let Some((_, kind)) = likely.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(sum, _)| *sum > least) {
                label::write(self.tags, from, to, kind);
            }
        }
    }

    /// Hash of a token as it is written; 0 where there is none.
    pub(super) fn exact(&self, at: usize) -> u64 {
        self.document.words.get(at).map_or(0, |word| word.exact)
    }

    pub(super) fn has(&self, at: usize, flags: u16) -> bool {
        self.document.words.get(at).is_some_and(|word| word.is(flags))
    }

    /// First character of a token.
    pub(super) fn first_char(&self, at: usize) -> char {
        self.document.words.get(at).and_then(|word| char::from_u32(word.first)).unwrap_or(' ')
    }
}
