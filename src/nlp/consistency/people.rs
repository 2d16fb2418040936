//! People's names: titles before them, particles inside them ("Ursula von der Leyen"), surnames after them.

use rustc_hash::FxHashMap;

use super::{CAP, Found, Group, SURNAME, Settling};
use crate::model::EntityKind;
use crate::nlp::label::{self, OUTSIDE};
use crate::nlp::word::CAPITAL;

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Where a person's name begins after its titles.
    pub(super) fn without_titles(&self, start: usize, end: usize) -> usize {
        let lower = |at: usize| self.document.words.get(at).map_or(0, |word| word.lower);
        let mut from = start;
        while from < end && (self.titles.is_office(lower(from)) || from + 1 < end && self.titles.is_rank(lower(from))) {
            from += 1;
        }
        // "Duke of …" is no title before a name.
        if from > start && from < end && self.titles.goes_on(lower(from)) { start } else { from }
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
            if joined < start {
                self.rewrite((joined, end), joined, end, EntityKind::Person);
            }
            last = Some((joined, end));
        }
    }

    fn sentence_start(&self, at: usize) -> usize {
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
            self.lend(from, name.end, groups);
            while from > name.start + 1 && self.is_particle(from - 1) {
                from -= 1;
            }
            if from + 1 < name.end {
                self.lend(from, name.end, groups);
            }
        }
    }

    fn lend(&self, start: usize, end: usize, groups: &mut FxHashMap<u64, Group>) {
        if !self.document.words.get(end - 1).is_some_and(|word| word.is(CAPITAL)) {
            return;
        }
        if let Some(group) = groups.get_mut(&self.key(start, end)) {
            if let Some(person) = group.sums.first_mut() {
                *person += SURNAME;
            }
        } else {
            // Counted twice: the name in full is as good as another use.
            let group = Group { sums: [SURNAME, -CAP, -CAP, -CAP], count: 2, len: end - start };
            groups.insert(self.key(start, end), group);
        }
    }
}
