//! Firms called after people ("Marks & Spencer", "Sotheby's"), and nicknames inside of people's names.

use super::Settling;
use crate::model::EntityKind;
use crate::nlp::features::document::NONE;
use crate::nlp::forms::Forms;
use crate::nlp::lexicon::on;
use crate::nlp::word::{CAPITAL, COMMON};

/// A nickname has no more words.
const NICKNAME: usize = 3;

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// "Smith & Jones": one firm, unless they are two people or two names of something else.
    pub(super) fn firm(&mut self, at: usize) {
        let Some(before) = at.checked_sub(1).filter(|before| self.has(*before, CAPITAL)) else { return };
        if !self.has(at + 1, CAPITAL)
            || at + 1 >= self.sentence_end(at)
            || before < self.sentence_start(at)
            || (self.breaks)(at)
        {
            return;
        }
        let left = self.name_at(before);
        let right = self.name_at(at + 1);
        if left.is_some_and(|name| name.1 > at) {
            if let Some((start, end, EntityKind::Person)) = left
                && (start + 1, end) == (at, at + 2)
                && !self.is_given(before)
            {
                self.claim(start, end, EntityKind::Organisation);
            }
            return;
        }
        let (start, end) = (left.map_or(before, |name| name.0), right.map_or(at + 2, |name| name.1));
        let suffix = self.suffix_after(end);
        let company = self.document.words.get(suffix - 1).is_some_and(|word| self.titles.is_company(word.lower));
        let kinds = [left, right].map(|name| name.map(|name| name.2));
        let one = |kind: EntityKind| kinds.iter().filter(|other| **other == Some(kind)).count();
        let single = start + 1 == at && end == at + 2;
        let same = single && self.document.types.get(before) == self.document.types.get(at + 1);
        let other = one(EntityKind::Place) + one(EntityKind::Other) > 0 || one(EntityKind::Organisation) > 1;
        let partners = single && self.is_plain(at) && !self.post && self.is_partner(before) && self.is_partner(at + 1);
        if same || company || !other && partners {
            let start = if partners { self.partners_before(start) } else { start };
            self.claim(start, suffix, EntityKind::Organisation);
        }
    }

    /// Whether a word is a given name: "Dora & Marit" are two people.
    fn is_given(&self, at: usize) -> bool {
        self.document.words.get(at).is_some_and(|word| on(word.lists, "first") && !on(word.lists, "last"))
    }

    /// Whether a word may be a partner in a firm: a surname met nowhere else in the text.
    fn is_partner(&self, at: usize) -> bool {
        let kind = self.document.types.get(at).copied().unwrap_or(NONE);
        let uses = self.document.elsewhere.get(kind as usize).map_or([NONE; 3], |note| note.uses);
        let others = uses.iter().filter(|other| **other != NONE && **other as usize != at).count();
        let word = self.document.words.get(at);
        others == 0 && word.is_some_and(|word| !word.is(COMMON) && !on(word.lists, "first") && on(word.lists, "last"))
    }

    /// Where a firm's name begins whose first partners stand before commas.
    fn partners_before(&self, start: usize) -> usize {
        let mut from = start;
        let first = self.sentence_start(start);
        while let Some(at) = from.checked_sub(2).filter(|at| *at >= first)
            && self.first_char(at + 1) == ','
            && self.has(at, CAPITAL)
            && let Some((before, end, EntityKind::Person | EntityKind::Other)) = self.name_at(at)
            && before + 1 == end
            && self.document.words.get(at).is_some_and(|word| !on(word.lists, "demonym"))
        {
            from = at;
        }
        from
    }

    /// Where a name ends that goes on after `end` with "& Co.", "LLP" and the like.
    fn suffix_after(&self, end: usize) -> usize {
        let mut to = end;
        let last = self.sentence_end(end - 1);
        while to < last
            && self.document.words.get(to).is_some_and(|word| word.is(CAPITAL) && self.titles.is_company(word.lower))
        {
            to += 1;
        }
        to
    }

    /// "Brand's said": nobody's anything says something, so the name ends in "'s".
    pub(super) fn firm_possessive(&mut self, at: usize, forms: &Forms) {
        if !forms.is_says(self.exact(at + 1)) || at + 1 >= self.sentence_end(at.saturating_sub(1)) {
            return;
        }
        if let Some((start, end, kind)) = at.checked_sub(1).and_then(|before| self.name_at(before))
            && end == at
            && kind != EntityKind::Place
            && start + 1 == end
            && !self.is_somebody(start)
        {
            self.claim(start, at + 1, EntityKind::Organisation);
        }
    }

    /// A nickname in quotation marks between the parts of a person's name.
    pub(super) fn nickname(&mut self, at: usize) {
        let Some((start, end, EntityKind::Person)) = at.checked_sub(1).and_then(|before| self.name_at(before)) else {
            return;
        };
        let mark = match self.first_char(at) {
            '“' => '”',
            '‘' => '’',
            _ => '"',
        };
        let last = self.sentence_end(start);
        if end != at || !self.has(at + 1, CAPITAL) {
            return;
        }
        let Some(close) = (at + 2..last.min(at + 2 + NICKNAME)).find(|at| self.first_char(*at) == mark) else { return };
        let next = close + 1;
        if next >= last || !self.has(next, CAPITAL) {
            return;
        }
        match self.name_at(next) {
            Some((from, to, kind)) if kind == EntityKind::Person || from < next => {
                self.claim(start, to, EntityKind::Person);
            }
            None if !self.has(next, COMMON) => self.claim(start, next + 1, EntityKind::Person),
            _ => {}
        }
    }
}
