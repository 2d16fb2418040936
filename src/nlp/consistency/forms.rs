//! What a word beside a name shows by its form alone: ships, storms, parties, forms of address, states after a city.

use super::Settling;
use crate::model::EntityKind;
use crate::nlp::forms::{Form, Forms};
use crate::nlp::hash;
use crate::nlp::label::OUTSIDE;
use crate::nlp::lexicon::on;
use crate::nlp::word::{ALL_CAPS, CAPITAL, COMMON, MIXED, SMALL, Word};

/// How usual a capital is in what is mostly a name, see [`Classes::case`](crate::nlp::lexicon::Classes::case).
const USUAL: u8 = 5;
/// A ship's name has no more words.
const SHIP: usize = 4;
/// Words of a politician's constituency.
const SEAT: usize = 3;
/// Months that are given names too.
const MONTHS: [&[u8]; 4] = [b"April", b"May", b"June", b"August"];
/// Words before the name of a storm's kind.
const STRENGTHS: [&[u8]; 4] = [b"Tropical", b"Subtropical", b"Super", b"Winter"];

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Writes the names that the words beside them show.
    pub(super) fn read_forms(&mut self) {
        let (forms, document) = (Forms::shipped(), self.document);
        for (at, word) in document.words.iter().enumerate() {
            if word.is(SMALL) {
                continue;
            }
            match forms.of(word.exact) {
                Some(Form::Ship { doubtful }) => self.ship(at, doubtful),
                Some(Form::Storm) => self.storm(at, forms),
                Some(Form::Party) => self.party(at),
                Some(Form::Address) => self.address(at),
                Some(Form::State) => self.state(at),
                Some(Form::Junior) => self.junior(at),
                Some(Form::Ampersand) => self.firm(at),
                Some(Form::Possessive) => self.firm_possessive(at, forms),
                Some(Form::Quote) => self.nickname(at),
                Some(Form::Lawmaker) => self.lawmaker(at),
                Some(Form::Network) => self.network(at, forms),
                None => self.initials(at, forms),
            }
        }
    }

    /// Where the capitalised words end that begin at `at`, in the same sentence.
    fn capitals(&self, at: usize, longest: usize) -> usize {
        let end = self.sentence_end(at.saturating_sub(1)).min(at + longest);
        (at..end).find(|at| !self.has(*at, CAPITAL) || (self.breaks)(*at)).unwrap_or(end)
    }

    fn is(&self, at: usize, word: &[u8]) -> bool {
        self.exact(at) == hash::bytes(word)
    }

    fn ship(&mut self, at: usize, doubtful: bool) {
        let mut end = self.capitals(at + 1, SHIP);
        let next = self.document.words.get(at + 1);
        let word = |word: &Word| (1..USUAL).contains(&word.classes.case) || self.titles.is_office(word.lower);
        let other = next.is_some_and(|next| next.is(ALL_CAPS) || word(next));
        let company = self.document.words.get(end - 1).is_some_and(|word| self.titles.is_company(word.lower));
        if end == at + 1 || company || doubtful && other || !self.is_plain(at) && !doubtful && end - at > 3 {
            return;
        }
        if self.is(end, b"of") && self.has(end + 1, CAPITAL) && end + 1 < self.sentence_end(at) {
            end += 2;
        }
        // "USS Arizona Memorial", "USS Enterprise Association".
        let longer = self.name_at(at).filter(|name| name.0 == at && name.1 >= end && name.2 != EntityKind::Person);
        if longer.is_none_or(|name| name.1 == end) {
            self.claim(at, end, EntityKind::Other);
        }
    }

    fn storm(&mut self, at: usize, forms: &Forms) {
        let Some(next) = self.document.words.get(at + 1).filter(|_| at + 1 < self.sentence_end(at)) else { return };
        let named = next.is(CAPITAL) && !next.is(ALL_CAPS) && (!next.is(COMMON) || on(next.lists, "first"));
        let month = MONTHS.iter().any(|month| self.is(at + 1, month));
        let other =
            ["orgsuf", "locsuf", "title", "city_big", "country", "state"].iter().any(|list| on(next.lists, list));
        let after = self.has(at + 2, CAPITAL) && at + 2 < self.sentence_end(at);
        if !named
            || month
            || other
            || after
            || !self.is_plain(at)
            || forms.is_says(self.exact(at + 2)) && self.is(at, b"Storm") && !self.is(at + 2, b"has")
        {
            return;
        }
        let strength = at.checked_sub(1).filter(|before| STRENGTHS.iter().any(|word| self.is(*before, word)));
        let start = strength.unwrap_or(at);
        // Somebody called so in full, or a body.
        if self.name_at(at).is_none_or(|name| name.0 >= start) {
            self.claim(start, at + 2, EntityKind::Other);
        }
    }

    /// "D-Boca Raton": where a politician is from.
    fn party(&mut self, at: usize) {
        let opens = at.checked_sub(1).is_some_and(|before| self.is(before, b",") || self.is(before, b"("));
        let hyphen = self.is(at + 1, b"-") || self.is(at + 1, "–".as_bytes());
        if !opens || !hyphen || self.is(at + 2, b"Day") {
            return;
        }
        let end = self.capitals(at + 2, SEAT);
        let letter = self.document.words.get(at + 2).is_some_and(|word| word.shape == hash::bytes(b"X"));
        if end > at + 2 && !self.has(end, CAPITAL) && !letter {
            self.clear(at, end);
            self.claim(at + 2, end, EntityKind::Place);
        }
    }

    /// Whoever is called "Mr" is a person.
    fn address(&mut self, at: usize) {
        let next = at + 1;
        let Some(word) = self.document.words.get(next).filter(|word| word.is(CAPITAL)) else { return };
        let title = self.titles.is_office(word.lower) || self.titles.is_rank(word.lower);
        if title || next >= self.sentence_end(at) || (self.breaks)(next) {
            return;
        }
        match self.name_at(next) {
            Some((start, end, kind)) if start == next && kind != EntityKind::Person => {
                self.claim(start, end, EntityKind::Person);
            }
            Some((start, end, kind)) if start == at && matches!(kind, EntityKind::Organisation | EntityKind::Place) => {
                self.clear(start, next);
                self.claim(next, end, EntityKind::Person);
            }
            Some(_) => {}
            None => {
                let free = |at: usize| self.tags.get(at) == Some(&OUTSIDE) && !self.has(at, COMMON);
                let end =
                    (next + 1..self.capitals(next, 3)).take_while(|at| free(*at)).last().map_or(next + 1, |at| at + 1);
                self.claim(next, end, EntityKind::Person);
            }
        }
    }

    /// The party before "MP": "Shiv Sena" in "Shiv Sena MP Dora Vance".
    fn lawmaker(&mut self, at: usize) {
        let somebody = matches!(self.name_at(at + 1), Some((start, _, EntityKind::Person)) if start == at + 1);
        let Some(before) = at.checked_sub(1).filter(|_| somebody) else { return };
        match self.name_at(before) {
            Some((start, end, EntityKind::Person)) if end == at => {
                self.clear(start, end);
                self.write_piece(start, end, Some(EntityKind::Person), f32::MIN);
            }
            None if self.has(before, CAPITAL) && (self.has(before, ALL_CAPS) || self.has(before, MIXED)) => {
                self.claim(before, at, EntityKind::Organisation);
            }
            _ => {}
        }
    }

    /// "wrote on X".
    fn network(&mut self, at: usize, forms: &Forms) {
        let Some(on) = at.checked_sub(1).filter(|on| self.is(*on, b"on")) else { return };
        let said = (on.saturating_sub(5).max(self.sentence_start(on))..on).any(|at| forms.is_post(self.exact(at)));
        let alone = self.name_at(at).is_none_or(|name| name.1 == name.0 + 1);
        if said && alone && !self.has(at + 1, CAPITAL) {
            self.claim(at, at + 1, EntityKind::Organisation);
        }
    }

    /// "Reno, Nev."
    fn state(&mut self, at: usize) {
        let Some(city) = at.checked_sub(2).filter(|city| self.is(city + 1, b",") && self.has(*city, CAPITAL)) else {
            return;
        };
        let alone = self.name_at(at).is_none_or(|name| name.1 == name.0 + 1);
        let person = self.name_at(city).is_some_and(|name| name.2 == EntityKind::Person && name.1 > name.0 + 1);
        if alone && !person {
            self.claim(at, at + 1, EntityKind::Place);
            let single = self.name_at(city).is_none_or(|name| name.1 == name.0 + 1);
            if single && city.checked_sub(1).is_some_and(|before| self.leads_to_place(before)) {
                self.claim(city, city + 1, EntityKind::Place);
            }
        }
    }

    /// "Jr." after a full name belongs to it.
    fn junior(&mut self, at: usize) {
        let Some(last) = at.checked_sub(1) else { return };
        if self.tags.get(at) == Some(&OUTSIDE)
            && let Some((start, end, EntityKind::Person)) = self.name_at(last)
            && end == last + 1
            && end > start + 1
            && at < self.sentence_end(start)
        {
            self.claim(start, at + 1, EntityKind::Person);
        }
    }

    /// Whether a word says that a name is a body's or a firm's.
    fn is_body_word(&self, at: usize) -> bool {
        let is = |word: &Word| {
            on(word.lists, "orgsuf") || self.titles.is_suffix(word.lower) || self.titles.is_company(word.lower)
        };
        self.document.words.get(at).is_some_and(is)
    }

    /// "KL Rahul", "M.K. Stalin": letters before a surname.
    fn initials(&mut self, at: usize, forms: &Forms) {
        let Some(word) = self.document.words.get(at) else { return };
        let dotted = word.shape == hash::bytes(b"X.X.");
        if !(dotted || word.shape == hash::bytes(b"XX")) || forms.is_no_initials(word.exact) {
            return;
        }
        let Some(next) = self.document.words.get(at + 1).filter(|_| at + 1 < self.sentence_end(at)) else { return };
        let surname = ["last", "last_rare", "first"].iter().any(|list| on(next.lists, list));
        let other = ["org", "country", "state", "city_big", "demonym", "orgsuf", "locsuf"];
        let other = other.iter().any(|list| on(next.lists, list) || on(word.lists, list));
        let listed = self.document.phrase.get(at).is_some_and(|(lists, _)| on(*lists, "org") || on(*lists, "misc"));
        let named = next.is(CAPITAL) && next.flags & (ALL_CAPS | COMMON) == 0;
        if !named
            || other
            || listed
            || !self.is_plain(at)
            || at.checked_sub(1).is_some_and(|before| self.has(before, CAPITAL))
        {
            return;
        }
        match (self.name_at(at), self.name_at(at + 1)) {
            (None, Some((start, end, EntityKind::Person)))
                if start == at + 1 && (end == start + 1 || !on(next.lists, "first")) =>
            {
                self.claim(at, end, EntityKind::Person);
            }
            (Some((start, end, kind)), _)
                if start == at
                    && !self.is_body_word(end - 1)
                    && (2..=3).contains(&(end - start))
                    && surname
                    && (dotted || kind != EntityKind::Organisation)
                    && kind != EntityKind::Person =>
            {
                self.claim(start, end, EntityKind::Person);
            }
            _ => {}
        }
    }
}
