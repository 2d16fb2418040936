//! Organisations: the word that makes a name one ("Labs"), and their short forms ("Orchard" after "Orchard Labs").

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Found, Group, Settling};
use crate::model::EntityKind;
use crate::nlp::label::{self, OUTSIDE};
use crate::nlp::lexicon::on;
use crate::nlp::word::{CAPITAL, COMMON, Word};

/// What an organisation's name in full says of its first word, in nats.
const SHORT: f32 = 8.0;

/// Lists whose words are something by themselves: "Boston" is not "Boston Energy".
const THEMSELVES: [&str; 7] = ["city", "city_big", "country", "state", "demonym", "lang", "title"];

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    fn is_suffix(&self, at: usize) -> bool {
        let word = self.document.words.get(at);
        word.is_some_and(|word| word.is(CAPITAL) && self.titles.is_suffix(word.lower))
    }

    /// "Orchard" "AI": a name and the word behind it that makes it an organisation's, which nothing else claims.
    pub(super) fn join_suffixes(&mut self) {
        let mut short = Vec::new();
        label::spans(self.tags, |start, end, kind| {
            if end - start <= 2 {
                short.push((start, end, kind));
            }
        });
        // Where only the other uses of the name were found.
        let known: FxHashMap<u64, EntityKind> =
            short.iter().filter(|name| name.0 + 1 == name.1).map(|name| (self.key(name.0, name.1), name.2)).collect();
        for end in (1..self.tags.len()).filter(|_| !known.is_empty()).filter(|end| self.is_suffix(*end)) {
            let capital = self.document.words.get(end - 1).is_some_and(|word| word.is(CAPITAL));
            let key = self.key(end - 1, end);
            if capital
                && self.tags.get(end - 1) == Some(&OUTSIDE)
                && let Some(kind) = known.get(&key)
            {
                short.push((end - 1, end, *kind));
            }
        }
        for (start, end, kind) in short {
            let free = self.tags.get(end) == Some(&OUTSIDE) && !(self.breaks)(end) && end < self.sentence_end(start);
            let alone = !self.document.words.get(end + 1).is_some_and(|word| word.is(CAPITAL));
            let names = matches!(kind, EntityKind::Person | EntityKind::Organisation) || !self.is_itself(start);
            if free && alone && names && self.is_plain(start) && self.is_suffix(end) {
                label::write(self.tags, start, end + 1, EntityKind::Organisation);
            }
        }
    }

    /// Whether a word is a place or a people by itself.
    fn is_itself(&self, at: usize) -> bool {
        self.document.words.get(at).is_some_and(|word| is_on(word, &THEMSELVES))
    }

    /// The first word of an organisation's full name is that organisation where it stands alone, unless a person has it as a
    /// surname or with a title, or it is a place or a people.
    pub(super) fn lend_to_short_forms(&self, names: &[Found], groups: &mut FxHashMap<u64, Group>) {
        let row = EntityKind::ALL.iter().position(|kind| *kind == EntityKind::Organisation).unwrap_or(0);
        let full = |name: &&Found| name.kind == EntityKind::Organisation && name.end - name.start > 1;
        if !names.iter().any(|name| full(&name)) {
            return;
        }
        let people = self.words_of_people(names);
        for name in names.iter().filter(full) {
            let Some(word) = self.document.words.get(name.start) else { continue };
            // Where the last word does not say that it is an organisation, the first must not be anything else.
            let sure = self.is_suffix(name.end - 1);
            let other = self.is_itself(name.start) || !sure && (is_on(word, &["title"]) || word.is(COMMON));
            let key = self.key(name.start, name.start + 1);
            if other || self.document.types.get(name.start).is_some_and(|kind| people.contains(kind)) {
                continue;
            }
            if let Some(sum) = groups.get_mut(&key).and_then(|group| group.sums.get_mut(row)) {
                *sum = sum.max(0.0) + SHORT;
            }
        }
    }

    /// Words of people's full names in the text, and of names behind a title.
    fn words_of_people(&self, names: &[Found]) -> FxHashSet<u32> {
        let mut words = FxHashSet::default();
        for name in names.iter().filter(|name| name.kind == EntityKind::Person) {
            let before = name.start.checked_sub(1).and_then(|before| self.document.words.get(before));
            let title = before.is_some_and(|word| self.titles.is_office(word.lower) || self.titles.is_rank(word.lower));
            if title || name.end - name.start > 1 {
                words.extend(self.document.types.get(name.start..name.end).unwrap_or(&[]));
            }
        }
        words
    }
}

fn is_on(word: &Word, lists: &[&str]) -> bool {
    lists.iter().any(|list| on(word.lists, list))
}
