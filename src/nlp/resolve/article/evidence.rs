//! What a text says of the people it names beside their names: who are two, and who is of which generation.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reader;
use super::introduced::unlike;
use crate::model::EntityKind;
use crate::nlp::resolve::between::{self, Kin};
use crate::nlp::resolve::context;
use crate::nlp::resolve::knowledge::Knowledge;
use crate::nlp::resolve::names::{ClassId, NameId};
use crate::nlp::resolve::person::{Person, compare};
use crate::nlp::resolve::rule::Rule;
use crate::nlp::resolve::words::Words;

/// Whether there are words between two mentions that are no names.
fn words_between(reader: &Reader<'_, '_>, i: usize, j: usize) -> bool {
    reader.doc.mentions.get(i..=j).unwrap_or(&[]).windows(2).any(|pair| {
        let gap = reader.doc.text.get(pair[0].span.end as usize..pair[1].span.start as usize);
        gap.is_some_and(|gap| gap.contains(char::is_alphabetic))
    })
}

/// Whether two full names are forms of one that a writer may use side by side. Nobody spells one in two ways.
fn one_form(p: &Person, q: &Person, words: &Words) -> bool {
    match compare(p, q, words) {
        Some(Rule::SameName | Rule::MiddleName) => true,
        Some(Rule::Spelling) => !unlike(p, q, words),
        _ => false,
    }
}

/// Names of one sentence are compared with so many that follow.
const REACH: usize = 3;

/// So many pairs are kept of one article.
const MAX_PAIRS: usize = 256;

/// What a text says of its people.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Groups that are two people's.
    pub(super) apart: Vec<(u32, u32)>,
    /// The same by their names, the smaller number first.
    pub(super) names: FxHashSet<(NameId, NameId)>,
    /// Groups of which the first is of the elder generation.
    pub(super) elders: Vec<(u32, u32)>,
    /// Of each group which of the offices it holds that nobody holds two of, if it is one.
    pub(super) offices: Vec<Option<u8>>,
}

impl Told {
    /// Reads the words between the names.
    pub(super) fn read(reader: &Reader<'_, '_>) -> Self {
        let mut told = Self::default();
        let person = |at: &usize| reader.doc.mentions[*at].kind == EntityKind::Person;
        let people: Vec<usize> = (0..reader.doc.mentions.len()).filter(person).collect();
        for (at, &i) in people.iter().enumerate() {
            for (step, &j) in people.iter().skip(at + 1).take(REACH).enumerate() {
                told.pair(reader, i, j, step == 0);
            }
        }
        told.relatives(reader, &people);
        told.suffixes(reader);
        told.bearers(reader);
        told.introductions(reader, &people);
        told
    }

    /// Two mentions, the first before the second; `next` if there is none between them.
    fn pair(&mut self, reader: &Reader<'_, '_>, i: usize, j: usize, next: bool) {
        let (a, b) = (reader.of_mention[i], reader.of_mention[j]);
        let (from, to) = (reader.doc.mentions[i].span.end as usize, reader.doc.mentions[j].span.start as usize);
        let Some(gap) = reader.doc.text.get(from..to).filter(|_| a != b) else { return };
        let full = |group: u32| {
            reader.names.person(reader.groups[group as usize].name).filter(|p| p.is_full(&reader.names.words))
        };
        // Across the end of a sentence only between two full names: "he" may be somebody else.
        let kin =
            || between::kin(gap).or_else(|| between::kin_next(gap).filter(|_| full(a).is_some() && full(b).is_some()));
        if let Some(kin) = if next { kin() } else { None } {
            self.add(reader, a, b);
            match kin {
                Kin::FirstElder => self.elders.push((a, b)),
                Kin::SecondElder => self.elders.push((b, a)),
                Kin::Other => {}
            }
            return;
        }
        if let (Some(p), Some(q)) = (full(a), full(b))
            && between::one_sentence(gap)
            && !between::known_as(gap)
            && !one_form(p, q, &reader.names.words)
            && words_between(reader, i, j)
        {
            self.add(reader, a, b);
        }
    }

    /// "Mary Ellen Stroud sang. Ellen Stroud, her niece, danced": whoever of the surname was named before is another.
    fn relatives(&mut self, reader: &Reader<'_, '_>, people: &[usize]) {
        let full = |at: usize| {
            let group = reader.of_mention[at];
            let person = reader.names.person(reader.groups[group as usize].name);
            person.filter(|p| p.is_full(&reader.names.words)).map(|p| (group, p.last(&reader.names.words).norm))
        };
        for (at, &j) in people.iter().enumerate() {
            if !context::is_relative(reader.doc.text, &reader.doc.mentions[j]) {
                self.forebears(reader, people, at);
                continue;
            }
            let Some((b, surname)) = full(j) else { continue };
            let before = people.iter().take(at).rev().take(REACH).filter_map(|&i| full(i));
            let others: Vec<u32> = before.filter(|(a, name)| *a != b && *name == surname).map(|(a, _)| a).collect();
            for a in others {
                self.add(reader, a, b);
            }
        }
    }

    /// "Calvin Roth Jr. owns it. Roth is 71. His father, Calvin Roth, built it": whoever of that name was named before is another.
    fn forebears(&mut self, reader: &Reader<'_, '_>, people: &[usize], at: usize) {
        let Some(noun) = context::kin_named(reader.doc.text, &reader.doc.mentions[people[at]]) else { return };
        let known = Knowledge::get();
        let generation = known.kin_elder.contains(&noun) || known.kin_younger.contains(&noun);
        let full = |at: usize| {
            let group = reader.of_mention[at];
            let person = reader.names.person(reader.groups[group as usize].name);
            person.filter(|p| p.is_full(&reader.names.words)).map(|p| (group, p))
        };
        let Some((b, person)) = full(people[at]) else { return };
        let before: Vec<(u32, &Person)> =
            people.iter().take(at).rev().take(2 * REACH).filter_map(|&i| full(i)).collect();
        for (a, other) in before.into_iter().filter(|(a, _)| *a != b) {
            let suffix = other.suffix != person.suffix;
            if (suffix || generation) && compare(person, other, &reader.names.words).is_some() {
                self.add(reader, a, b);
            }
        }
    }

    /// A name that is introduced without "Jr." before another has it: father and son. (The other way round the writer left it out.)
    fn suffixes(&mut self, reader: &Reader<'_, '_>) {
        let headline = reader.headline();
        let mut first: Vec<usize> = vec![usize::MAX; reader.groups.len()];
        for (at, group) in reader.of_mention.iter().enumerate() {
            let slot = &mut first[*group as usize];
            *slot = at.min(*slot);
        }
        let mut plain: FxHashMap<ClassId, Vec<u32>> = FxHashMap::default();
        let mut seniors: FxHashMap<ClassId, u32> = FxHashMap::default();
        for (b, group) in reader.groups.iter().enumerate() {
            let Some(person) = reader.names.person(group.name).filter(|p| p.is_full(&reader.names.words)) else {
                continue;
            };
            let seen = plain.entry(group.class).or_default();
            let alike = |a: &u32| {
                let other = reader.names.person(reader.groups[*a as usize].name);
                other.is_some_and(|other| other.words.len() == person.words.len())
            };
            if person.suffix.is_none() && seen.len() < 4 {
                let mention = reader.doc.mentions.get(first[b]);
                let in_headline = mention.is_some_and(|mention| (mention.span.start as usize) < headline);
                if !in_headline || group.mentions > 1 {
                    seen.push(b as u32);
                }
                // Nobody is called "Sr." but for a son of the name.
                if let Some(a) = seniors.get(&group.class).copied().filter(alike) {
                    self.add(reader, a, b as u32);
                }
            } else if matches!(person.suffix, Some(1 | 2)) {
                for a in seen.clone().into_iter().filter(alike) {
                    self.add(reader, a, b as u32);
                }
                if person.suffix == Some(1) {
                    seniors.insert(group.class, b as u32);
                }
            }
        }
    }

    /// Two bearers of one name: every two groups of them are two people's.
    fn bearers(&mut self, reader: &Reader<'_, '_>) {
        // Parts of a single name may be one bearer's.
        let full = |g: &u32| reader.names.person(reader.groups[*g as usize].name).is_some_and(|p| !p.bare);
        let several = |g: &u32| reader.groups[*g as usize].bearer > 0 && full(g);
        let others: Vec<u32> = (0..reader.groups.len() as u32).filter(several).collect();
        for &b in &others {
            let (name, bearer) = (reader.groups[b as usize].name, reader.groups[b as usize].bearer);
            let same = |a: &u32| reader.groups[*a as usize].name == name && reader.groups[*a as usize].bearer < bearer;
            for a in (0..reader.groups.len() as u32).filter(same) {
                self.add(reader, a, b);
            }
        }
    }

    pub(super) fn add(&mut self, reader: &Reader<'_, '_>, a: u32, b: u32) {
        let pair = (a.min(b), a.max(b));
        if self.apart.len() < MAX_PAIRS && !self.apart.contains(&pair) {
            self.apart.push(pair);
            let (x, y) = (reader.groups[a as usize].name, reader.groups[b as usize].name);
            self.names.insert((x.min(y), x.max(y)));
        }
    }
}
