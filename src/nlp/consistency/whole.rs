//! Names that are one whole whatever the decoder says: "South Korean", "Antigua and Barbuda", "Sotheby's".

use super::Settling;
use crate::model::EntityKind;
use crate::nlp::features::document::NONE;
use crate::nlp::forms::Forms;
use crate::nlp::hash;
use crate::nlp::lexicon::on;
use crate::nlp::whole::{Listed, Whole};
use crate::nlp::word::{CAPITAL, COMMON, MARK, Word};

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Writes the listed names, unless they are part of a longer one.
    pub(super) fn write_whole(&mut self) {
        let (list, document) = (Whole::shipped(), self.document);
        for (range, _) in &document.sentences {
            let (mut at, end) = (range.start as usize, range.end as usize);
            while at < end {
                let words = document.words.get(at..end).unwrap_or(&[]);
                let capital = words.first().is_some_and(|word| word.is(CAPITAL));
                let listed = if capital { list.longest(words) } else { None };
                if let Some(listed) = listed.filter(|listed| self.holds(at, *listed)) {
                    self.write_listed(at, listed);
                }
                at += listed.map_or(1, |listed| listed.len);
            }
        }
    }

    fn holds(&self, at: usize, listed: Listed) -> bool {
        let forms = Forms::shipped();
        let end = at + listed.len;
        if (self.breaks)(at) {
            return false;
        }
        if !listed.doubtful {
            return !(listed.kind == EntityKind::Other && self.is_shared(at));
        }
        let free = end >= self.sentence_end(at) || self.has(end, MARK) || forms.is_free(self.exact(end));
        free && !self.is_somebody(at)
    }

    /// Whether a quarter of the world is one of two: "Eastern European" in "Central and Eastern European".
    fn is_shared(&self, at: usize) -> bool {
        let Some(first) = at.checked_sub(2) else { return false };
        let joint = [b"and".as_slice(), b"or"].into_iter().any(|word| self.exact(at - 1) == hash::bytes(word));
        joint && Forms::shipped().is_quarter(self.exact(first))
    }

    /// Whether a word is the surname of somebody the text names in full or with a title.
    pub(super) fn is_somebody(&self, at: usize) -> bool {
        let before = |at: usize| at.checked_sub(1).and_then(|before| self.document.words.get(before));
        let titled =
            before(at).is_some_and(|word| self.titles.is_office(word.lower) || self.titles.is_rank(word.lower));
        let kind = self.document.types.get(at).copied().unwrap_or(NONE);
        let led = self.document.elsewhere.get(kind as usize).map_or(NONE, |note| note.led);
        let names = |word: &Word| word.is(CAPITAL) && (!word.is(COMMON) || on(word.lists, "first"));
        titled || before(at).is_some_and(names) || led != NONE && before(led as usize).is_some_and(names)
    }

    fn write_listed(&mut self, start: usize, listed: Listed) {
        let end = start + listed.len;
        let goes_on = |name: (usize, usize, EntityKind)| {
            matches!(name.2, EntityKind::Organisation | EntityKind::Place)
                || name.2 == EntityKind::Other && name.1 > end
        };
        let left = self.name_at(start).filter(|name| name.0 < start);
        let right = self.name_at(end - 1).filter(|name| name.1 > end);
        if let (Some(left), Some(right)) = (left, right)
            && left == right
            && goes_on(left)
        {
            return;
        }
        // "South" "African Airways": the longer name is what was begun.
        if let Some(right) = right.filter(|name| goes_on(*name)) {
            self.claim(start, right.1, right.2);
        } else if let Some(left) = left.filter(|name| goes_on(*name) && listed.kind == EntityKind::Place) {
            self.claim(left.0, end, left.2);
        } else {
            self.claim(start, end, listed.kind);
        }
    }
}
