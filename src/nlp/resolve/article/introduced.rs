//! People whom a text introduces though it has named others of a like name before: two bearers.

use super::Reader;
use super::evidence::Told;
use crate::nlp::resolve::between;
use crate::nlp::resolve::context;
use crate::nlp::resolve::person::{Person, compare, nearly};
use crate::nlp::resolve::rule::Rule;
use crate::nlp::resolve::words::Words;

/// So many names before are looked at.
const REACH: usize = 32;

impl Reader<'_, '_> {
    /// Where the headline ends, if the text has one.
    pub(super) fn headline(&self) -> usize {
        self.doc.text.find('\n').unwrap_or(0)
    }

    /// The person of a group, if the name is given in full.
    fn full(&self, group: u32) -> Option<&Person> {
        self.names.person(self.groups[group as usize].name).filter(|p| p.is_full(&self.names.words))
    }
}

/// Whether given name or surname are spelt otherwise.
pub(super) fn unlike(p: &Person, q: &Person, words: &Words) -> bool {
    let same = p.first(words).text == q.first(words).text && p.last(words).text == q.last(words).text;
    !same && p.words.len() == q.words.len() && p.joined.is_none() && q.joined.is_none()
}

impl Told {
    /// Reads who is introduced, by the order of the text; `people` are the mentions of people.
    pub(super) fn introductions(&mut self, reader: &Reader<'_, '_>, people: &[usize]) {
        let headline = reader.headline();
        self.offices = vec![None; reader.groups.len()];
        // First mentions below the headline, by group.
        let mut first: Vec<(u32, usize)> = Vec::new();
        let mut seen = vec![false; reader.groups.len()];
        for &at in people {
            let (group, mention) = (reader.of_mention[at], &reader.doc.mentions[at]);
            let office = &mut self.offices[group as usize];
            *office = office.or_else(|| context::exclusive(reader.doc.text, mention));
            let below = mention.span.start as usize >= headline;
            if below && !std::mem::replace(&mut seen[group as usize], true) {
                first.push((group, at));
            }
        }
        self.two_offices(reader, &first);
        for (k, &(b, at)) in first.iter().enumerate() {
            let before = first.get(k.saturating_sub(REACH)..k).unwrap_or(&[]);
            if reader.full(b).is_some() {
                self.look_alikes(reader, before, (b, at));
                self.titled(reader, before, b);
            }
        }
    }

    /// "Senator Haskell spoke. Judge Haskell listened": two of one surname, if no full name tells otherwise.
    fn two_offices(&mut self, reader: &Reader<'_, '_>, first: &[(u32, usize)]) {
        let held = |group: u32| self.offices.get(group as usize).copied().flatten();
        let bare = |group: u32| reader.names.person(reader.groups[group as usize].name).is_some_and(|p| p.bare);
        let class = |group: u32| reader.groups[group as usize].class;
        let holders: Vec<u32> =
            first.iter().map(|(group, _)| *group).filter(|g| bare(*g) && held(*g).is_some()).take(REACH).collect();
        let mut pairs = Vec::new();
        for (k, &b) in holders.iter().enumerate() {
            let others = holders.iter().take(k).filter(|a| class(**a) == class(b) && held(**a) != held(b));
            pairs.extend(others.map(|a| (*a, b)));
        }
        for (a, b) in pairs {
            self.add(reader, a, b);
        }
    }

    /// "John Bolton was indicted. John Boulton was not", "María Machado, a nurse, saw it": a full name that differs from one
    /// named before, and stands close to it or is introduced, is another one's.
    fn look_alikes(&mut self, reader: &Reader<'_, '_>, before: &[(u32, usize)], (b, at): (u32, usize)) {
        let words = &reader.names.words;
        let Some(person) = reader.full(b) else { return };
        let mention = &reader.doc.mentions[at];
        let introduced = context::is_introduced(reader.doc.text, mention);
        for &(a, other_at) in before {
            let Some(other) = reader.full(a) else { continue };
            let rule = compare(person, other, words).or_else(|| nearly(person, other, words).then_some(Rule::Slip));
            let unlike = match rule {
                Some(Rule::Slip | Rule::NameOrder) => true,
                Some(Rule::Spelling) => unlike(person, other, words),
                _ => false,
            };
            let gap = reader.doc.text.get(reader.doc.mentions[other_at].span.end as usize..mention.span.start as usize);
            let contrast = || gap.is_some_and(between::next_sentence) && context::is_contrast(reader.doc.text, mention);
            let shorter = matches!(rule, Some(Rule::ShorterForm | Rule::MiddleName));
            if (unlike && (introduced || contrast())) || (shorter && introduced) {
                self.add(reader, a, b);
            }
        }
    }

    /// "President Biden pardoned his son. Hunter Biden thanked him": who goes by title and surname before a full name of that
    /// surname is introduced, without that office, is not the one.
    fn titled(&mut self, reader: &Reader<'_, '_>, before: &[(u32, usize)], b: u32) {
        let words = &reader.names.words;
        let last = |group: u32| reader.names.person(reader.groups[group as usize].name).map(|p| p.last(words).norm);
        let one = |(a, _): &(u32, usize)| {
            reader.full(*a).zip(reader.full(b)).is_some_and(|(p, q)| compare(p, q, words).is_some())
        };
        if before.iter().any(one) {
            return;
        }
        for (k, &(a, at)) in before.iter().enumerate() {
            // One who was introduced before is meant.
            if reader.full(a).is_some() {
                if last(a) == last(b) && before.iter().take(k).all(|(c, _)| last(*c) != last(b)) {
                    return;
                }
                continue;
            }
            let group = &reader.groups[a as usize];
            let bare = reader.names.person(group.name).is_some_and(|p| p.bare) && group.regnal == 0;
            if bare && last(a) == last(b) && context::is_titled(reader.doc.text, &reader.doc.mentions[at]) {
                let own = &reader.titles[a as usize];
                if !own.is_empty() && !reader.titles[b as usize].iter().any(|title| own.contains(title)) {
                    self.add(reader, a, b);
                }
            }
        }
    }
}
