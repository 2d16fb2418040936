//! Names that are glued to something else are cut: at marks no name holds, at numbers of results, behind "Inc.", before "and the".

use super::Settling;
use crate::model::EntityKind;
use crate::nlp::forms::{Form, Forms};
use crate::nlp::hash;
use crate::nlp::label::{self, OUTSIDE};
use crate::nlp::lexicon::on;
use crate::nlp::word::{BARE, CAPITAL, JOINT, MARK, SMALL};

/// What is left of a name is one if it is no more than so many nats behind "outside".
const SURE: f32 = -2.0;
/// A table of results has so many numbers.
const RESULTS: usize = 2;

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Cuts all names where they have to be.
    pub(super) fn part_names(&mut self) {
        for (start, end, kind) in self.names() {
            if end > start + 1 || self.has(start, BARE) {
                self.part_name(start, end, kind);
            }
        }
    }

    fn part_name(&mut self, start: usize, end: usize, kind: EntityKind) {
        let noise = self.unpaired(start, end);
        if (start..end).any(|at| self.is_noise(at, noise)) {
            return self.pieces(start, end, None, |this, at| this.is_noise(at, noise));
        }
        if (start + 1..end).any(|at| self.is_score(at)) && self.is_result(start) {
            return self.pieces(start, end, None, Self::is_score);
        }
        if kind == EntityKind::Person && self.is_word(end - 1, b"lord") && self.is_word(end, b"mayor") {
            return self.pieces(start, end, Some(kind), |this, at| at + 1 == end && this.has(at, CAPITAL));
        }
        let lower = |at: usize| self.document.words.get(at).map_or(0, |word| word.lower);
        if end > start + 2 && self.titles.is_pair(lower(start), lower(start + 1)) {
            self.clear(start, end);
            return label::write(self.tags, start + 2, end, EntityKind::Person);
        }
        if kind == EntityKind::Person && (start + 1..end - 1).any(|at| self.is_word(at, b"and")) {
            return self.pieces(start, end, None, |this, at| this.is_word(at, b"and"));
        }
        if matches!(kind, EntityKind::Person | EntityKind::Organisation) {
            self.part_lawmaker(start, end, kind);
        }
        if kind == EntityKind::Organisation {
            self.part_office(start, end);
        }
        if matches!(kind, EntityKind::Organisation | EntityKind::Other)
            && self.name_at(start) == Some((start, end, kind))
        {
            self.part_list(start, end, kind);
        }
    }

    /// Writes what is between the tokens of a name that `parts` says are none of it.
    fn pieces(&mut self, start: usize, end: usize, but: Option<EntityKind>, parts: impl Fn(&Self, usize) -> bool) {
        for slot in self.tags.get_mut(start..end).unwrap_or(&mut []) {
            *slot = OUTSIDE;
        }
        let mut from = start;
        for at in start..=end {
            if at == end || parts(self, at) {
                self.write_piece(from, at, but, SURE);
                from = at + 1;
            }
        }
    }

    /// Whether a name holds a quotation mark without the other one, or one behind a comma.
    fn unpaired(&self, start: usize, end: usize) -> bool {
        let quote = |at: &usize| is_quote(self.first_char(*at)) && self.has(*at, MARK);
        let count = (start..end).filter(quote).count();
        count % 2 == 1
            || count > 0 && (start + 1..end).filter(quote).any(|at| matches!(self.first_char(at - 1), ',' | '.'))
    }

    fn is_noise(&self, at: usize, quotes: bool) -> bool {
        let first = self.first_char(at);
        let mark = self.has(at, BARE) && !self.has(at, CAPITAL);
        let stars = [b"**".as_slice(), b"***"].into_iter().any(|stars| self.exact(at) == hash::bytes(stars));
        mark && (stars || matches!(first, '<' | '>' | '|' | '•') || is_picture(first) || quotes && is_quote(first))
    }

    /// A number of goals or minutes.
    pub(super) fn is_number(&self, at: usize) -> bool {
        let shape = self.document.words.get(at).map_or(0, |word| word.shape);
        [b"d".as_slice(), b"dd"].into_iter().any(|number| hash::bytes(number) == shape)
    }

    /// Whether a token is a number behind somebody in a list of results: "Vance 12, Lind 40".
    fn is_score(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|before| self.is_number(at) && self.has(*before, CAPITAL)) else {
            return false;
        };
        let goes_on = self.has(at + 1, CAPITAL) || matches!(self.first_char(at + 1), ',' | '.' | ';' | '\'');
        !Forms::shipped().is_counted(self.exact(before)) && (goes_on || at + 1 >= self.sentence_end(before))
    }

    /// Whether a sentence is a line of results: several numbers, no words in small letters.
    fn is_result(&self, at: usize) -> bool {
        let range = self.sentence_start(at)..self.sentence_end(at);
        let small = range.clone().any(|at| self.has(at, SMALL) && !self.has(at, JOINT));
        !small && range.filter(|at| self.is_score(*at)).count() >= RESULTS
    }

    fn is_word(&self, at: usize, lower: &[u8]) -> bool {
        self.document.words.get(at).is_some_and(|word| word.lower == hash::bytes(lower))
    }

    /// "DMK MP Kanimozhi": a party, what somebody is, and his name.
    fn part_lawmaker(&mut self, start: usize, end: usize, kind: EntityKind) {
        let forms = Forms::shipped();
        let lawmaker = |at: &usize| forms.of(self.exact(*at)) == Some(Form::Lawmaker);
        let Some(at) = (start + 1..end).find(lawmaker) else { return };
        for slot in self.tags.get_mut(start..end).unwrap_or(&mut []) {
            *slot = OUTSIDE;
        }
        if at + 1 == end && kind == EntityKind::Person {
            return label::write(self.tags, start, at, kind);
        }
        self.write_piece(start, at, Some(EntityKind::Person), f32::MIN);
        if at + 1 < end {
            label::write(self.tags, at + 1, end, EntityKind::Person);
        }
    }

    /// "the Herald and the Sun" are two, and so are "Miller LLC of Fairport" a firm and a place.
    fn part_list(&mut self, start: usize, end: usize, kind: EntityKind) {
        let article = |at: usize| self.is_word(at, b"the");
        if kind == EntityKind::Organisation
            && let Some(at) = (start + 1..end - 1).find(|at| self.is_word(*at, b"of"))
            && self.document.words.get(at - 1).is_some_and(|word| self.titles.is_incorporated(word.lower))
        {
            label::write(self.tags, start, at, kind);
            self.clear(at, end);
            return label::write(self.tags, at + 1, end, EntityKind::Place);
        }
        let small = |at: usize| self.exact(at) == hash::bytes(b"the");
        let works = kind == EntityKind::Other;
        let Some(at) = (start + 1..end.saturating_sub(2)).find(|at| self.is_word(*at, b"and") && article(at + 1))
        else {
            return;
        };
        let before = start.checked_sub(1).unwrap_or(usize::MAX);
        // Bands and works begin with "The" and a word.
        let begun = small(before) || !works && (article(before) && at > start + 1 || article(start) && at > start + 2);
        // "Ministry of Culture and the Arts".
        let wide = (start..at).any(|at| self.is_word(at, b"of") || self.is_word(at, b"for"));
        let small_words = (at + 2..end).any(|at| self.has(at, SMALL));
        let body = self.document.words.get(end - 1).is_some_and(|word| on(word.lists, "orgsuf"));
        let field = wide && (works || small_words || !body);
        if !begun
            || field
            || works && at == start + 1
            || self.document.phrase.get(at).is_some_and(|(lists, _)| *lists != 0)
        {
            return;
        }
        self.clear(start, end);
        self.write_piece(start, at, Some(EntityKind::Person), f32::MIN);
        self.write_piece(at + 2, end, Some(EntityKind::Person), f32::MIN);
    }
}

/// Arrows, pictures and emoji.
const fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..)
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}
