//! People's names: titles before them, particles inside them ("Ursula von der Leyen"), surnames after them.

use rustc_hash::FxHashMap;

use super::{CAP, Found, Group, SURNAME, Settling};
use crate::model::EntityKind;
use crate::nlp::features::document::Case;
use crate::nlp::forms::{Form, Forms};
use crate::nlp::label::{self, OUTSIDE};
use crate::nlp::lexicon::on;
use crate::nlp::word::{ALL_CAPS, CAPITAL, SMALL};

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Where a person's name begins after its titles.
    pub(super) fn without_titles(&self, start: usize, end: usize) -> usize {
        let lower = |at: usize| self.document.words.get(at).map_or(0, |word| word.lower);
        let mut from = start;
        let before = |from: usize| self.titles.is_rank(lower(from)) || self.titles.is_noble(lower(from)) && !self.post;
        while from < end {
            from += match () {
                () if from + 2 < end && self.titles.is_pair(lower(from), lower(from + 1)) => 2,
                () if self.titles.is_office(lower(from)) || from + 1 < end && before(from) => 1,
                () => break,
            };
        }
        // "Vice Chief" is an office and no name.
        if from > start && from + 1 == end && self.titles.is_rank(lower(from)) {
            return end;
        }
        // "Duke of …" is no title before a name.
        if from > start && from < end && self.titles.goes_on(lower(from)) { start } else { from }
    }

    /// Gives a person the given name before it that nothing else claims: "Per" in "the skier Per Moland".
    pub(super) fn join_given_names(&mut self) {
        let mut people = Vec::new();
        label::spans(self.tags, |start, end, kind| {
            if kind == EntityKind::Person {
                people.push((start, end));
            }
        });
        for (start, end) in people {
            let given = start.saturating_sub(1);
            // At the beginning of a sentence any word has a capital, and after a colon or a dash it may.
            if given <= self.sentence_start(start) || self.tags.get(given) != Some(&OUTSIDE) || !self.is_plain(start) {
                continue;
            }
            let Some(word) = self.document.words.get(given).filter(|word| word.is(CAPITAL)) else { continue };
            if !self.document.words.get(given - 1).is_some_and(|word| word.is(SMALL)) {
                continue;
            }
            let title = self.titles.is_office(word.lower)
                || self.titles.is_rank(word.lower)
                || self.titles.is_noble(word.lower);
            let words =
                self.titles.is_portfolio(word.lower) || self.titles.is_head(word.lower) || on(word.lists, "title");
            if on(word.lists, "first") && !title && !words && !word.is(ALL_CAPS) && !(self.breaks)(given) {
                label::write(self.tags, given, end, EntityKind::Person);
            }
        }
    }

    /// Whether the sentence of a token is cased as usual.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        let sentence = self.document.sentence.get(at).and_then(|n| self.document.sentences.get(*n as usize));
        sentence.is_some_and(|(_, case)| *case == Case::Plain)
    }

    /// Where the name of an organisation ends before the words of an office: "Saudi" in "Saudi National Security Adviser".
    pub(super) fn without_portfolio(&self, start: usize, end: usize) -> usize {
        let lower = |at: usize| self.document.words.get(at).map_or(0, |word| word.lower);
        if end >= self.sentence_end(start) || !self.titles.is_head(lower(end)) {
            return end;
        }
        let mut to = end;
        while to > start && self.titles.is_portfolio(lower(to - 1)) {
            to -= 1;
        }
        to
    }

    /// "Saudi National Security Advisor Omar" "bin Harb", taken for an organisation: a nationality, an office, and its holder.
    pub(super) fn part_office(&mut self, start: usize, end: usize) {
        let lower = |at: usize| self.document.words.get(at).map_or(0, |word| word.lower);
        let head = |at: &usize| self.titles.is_head(lower(*at)) && self.titles.is_portfolio(lower(*at - 1));
        let Some(at) = (start + 1..end).rfind(head) else { return };
        let holder = self.name_at(end).filter(|name| name.0 == end && name.2 == EntityKind::Person);
        let to = holder.map_or(end, |name| name.1);
        let given = self.document.words.get(end - 1).is_some_and(|word| word.is(CAPITAL) && !word.is(ALL_CAPS));
        // Bodies are called after offices: "Prime Minister Initiative".
        let named = at + 1 == end || at + 2 == end && given && holder.is_some();
        if holder.is_none() || !named {
            return;
        }
        let mut from = at;
        while from > start && self.titles.is_portfolio(lower(from - 1)) {
            from -= 1;
        }
        self.clear(start, to);
        self.write_piece(start, from, None, f32::MIN);
        label::write(self.tags, at + 1, to, EntityKind::Person);
    }

    /// Particles belong to the surname they stand before: "Erik" "ten" "Hag" is one name, and so is "de" "Villepin".
    pub(super) fn join_particles(&mut self) {
        let mut people = Vec::new();
        label::spans(self.tags, |start, end, kind| {
            if kind == EntityKind::Person {
                people.push((start, end));
            }
        });
        let mut last: Option<(usize, usize)> = None;
        for (start, end) in people {
            let mut from = start;
            let first = self.sentence_start(start);
            while from > first && self.tags.get(from - 1) == Some(&OUTSIDE) && self.is_particle(from - 1) {
                from -= 1;
            }
            let joined = match last {
                Some((before, to)) if to == from && from < start && before >= first => before,
                // Numbers and articles of English are particles only inside of a name.
                _ if (from..start).all(|at| self.is_foreign(at)) => from,
                _ => start,
            };
            let to = self.surname_after(end);
            if joined < start || to > end {
                self.rewrite((joined, to), joined, to, EntityKind::Person);
            }
            last = Some((joined, to));
        }
    }

    /// Where a name ends that goes on after `end` with particles and a capitalised word nothing else claims.
    fn surname_after(&self, end: usize) -> usize {
        let last = self.sentence_end(end.saturating_sub(1));
        let free = |at: usize| at < last && self.tags.get(at) == Some(&OUTSIDE);
        let mut at = end;
        while free(at) && self.is_particle(at) && self.document.words.get(at).is_some_and(|word| !word.is(CAPITAL)) {
            at += 1;
        }
        let capital = free(at) && self.document.words.get(at).is_some_and(|word| word.is(CAPITAL));
        if at > end && capital { at + 1 } else { end }
    }

    pub(super) fn sentence_end(&self, at: usize) -> usize {
        let sentence = self.document.sentence.get(at).and_then(|n| self.document.sentences.get(*n as usize));
        sentence.map_or(at, |(range, _)| range.end as usize)
    }

    pub(super) fn sentence_start(&self, at: usize) -> usize {
        let sentence = self.document.sentence.get(at).and_then(|n| self.document.sentences.get(*n as usize));
        sentence.map_or(at, |(range, _)| range.start as usize)
    }

    pub(super) fn is_particle(&self, at: usize) -> bool {
        self.document.words.get(at).is_some_and(|word| self.titles.is_particle(word.lower))
    }

    fn is_foreign(&self, at: usize) -> bool {
        self.document.words.get(at).is_some_and(|word| self.titles.is_foreign_particle(word.lower))
    }

    /// The last word of a person's full name is that person, with the particles before it.
    pub(super) fn lend_to_surnames(&self, names: &[Found], groups: &mut FxHashMap<u64, Group>) {
        for name in names.iter().filter(|name| name.kind == EntityKind::Person && name.end - name.start > 1) {
            let mut from = name.end - 1;
            self.lend((from, name.end), EntityKind::Person, groups);
            while from > name.start + 1 && self.is_particle(from - 1) {
                from -= 1;
            }
            if from + 1 < name.end {
                self.lend((from, name.end), EntityKind::Person, groups);
            }
        }
    }

    /// Whoever was called "Mr" is that person without it.
    pub(super) fn lend_to_addressed(&self, names: &[Found], groups: &mut FxHashMap<u64, Group>) {
        let forms = Forms::shipped();
        for name in names.iter().filter(|name| name.kind == EntityKind::Person && name.end - name.start == 1) {
            let before = name.start.checked_sub(1).and_then(|before| self.document.words.get(before));
            if before.is_some_and(|word| forms.of(word.exact) == Some(Form::Address)) {
                self.lend((name.start, name.end), EntityKind::Person, groups);
            }
        }
    }

    pub(super) fn lend(&self, (start, end): (usize, usize), kind: EntityKind, groups: &mut FxHashMap<u64, Group>) {
        if !self.document.words.get(end - 1).is_some_and(|word| word.is(CAPITAL)) {
            return;
        }
        let row = EntityKind::ALL.iter().position(|other| *other == kind).unwrap_or(0);
        // Counted twice: the name in full is as good as another use.
        let fresh = Group { sums: [-CAP; 4], count: 2, len: end - start };
        let known = groups.contains_key(&self.key(start, end));
        let group = groups.entry(self.key(start, end)).or_insert(fresh);
        if let Some(sum) = group.sums.get_mut(row) {
            *sum = SURNAME + if known { *sum } else { 0.0 };
        }
    }

    /// "Hurricane Ida" is "Ida" afterwards, whatever the name looks like.
    pub(super) fn retype_storms(&mut self, names: &[Found]) {
        let is_storm = |at: usize| self.document.words.get(at).is_some_and(|word| self.titles.is_storm(word.lower));
        let whole =
            |name: &&Found| name.kind == EntityKind::Other && name.end - name.start > 1 && is_storm(name.end - 2);
        let storms: Vec<u64> = names.iter().filter(whole).map(|name| self.key(name.end - 1, name.end)).collect();
        for name in names.iter().filter(|name| name.end - name.start == 1 && storms.contains(&name.key)) {
            if self.name_at(name.start).is_some_and(|now| now.1 == now.0 + 1) {
                label::write(self.tags, name.start, name.end, EntityKind::Other);
            }
        }
    }

    /// "Hurricane Ida" is "Ida" afterwards, and she is no woman.
    pub(super) fn lend_to_storms(&self, names: &[Found], groups: &mut FxHashMap<u64, Group>) {
        for name in names.iter().filter(|name| name.kind == EntityKind::Other && name.end - name.start > 1) {
            let is_storm = |at: usize| self.document.words.get(at).is_some_and(|word| self.titles.is_storm(word.lower));
            if is_storm(name.end - 2) {
                // Twice what a surname has: its looks speak for a person.
                self.lend((name.end - 1, name.end), EntityKind::Other, groups);
                self.lend((name.end - 1, name.end), EntityKind::Other, groups);
            }
        }
    }
}
