//! Keys by which a library finds the entities that a name may mean, without looking at all of them.

use super::knowledge::Country;
use super::names::{NameId, Names, Parts};
use super::person::Person;
use super::thing::Thing;
use super::words::{Words, hash};
use crate::model::{KnownEntity, Wanted};

/// What a key stands for. The numbers are part of what libraries store.
#[derive(Debug, Clone, Copy, Hash)]
#[repr(u8)]
enum Tag {
    Pair = 1,
    Set = 2,
    Formal = 3,
    Surname = 4,
    GivenName = 5,
    Bare = 6,
    Thing = 7,
    Words = 8,
    Organ = 9,
}

fn key(tag: Tag, value: u64) -> u64 {
    hash(&(tag as u8, value))
}

/// Given name and surname in either order.
pub(super) fn pair(person: &Person, words: &Words) -> u64 {
    pair_of(person.first(words).norm, person.last(words).norm)
}

/// Two words in either order.
pub(super) fn pair_of(first: u64, last: u64) -> u64 {
    hash(&(first.min(last), first.max(last)))
}

/// The words in any order.
pub(super) fn set(person: &Person, words: &Words) -> u64 {
    person.words.iter().fold(0u64, |sum, w| sum.wrapping_add(words.get(*w).norm))
}

/// The keys under which entities are wanted that a name in an article may mean; `alone` says that it joined no other name of
/// its article.
pub(super) fn wanted(names: &Names, id: NameId, country: Option<Country>, alone: bool, out: &mut Wanted) {
    let words = &names.words;
    let name = names.get(id);
    match &name.parts {
        Parts::Person(person) if person.is_full(words) => {
            let last = key(Tag::Surname, person.last(words).norm);
            full(person, words, &mut out.all);
            // A name too long to be taken for one is looked for as a bare one is.
            let strong = names.classes[name.class as usize].strong;
            if strong { &mut out.surnames } else { &mut out.all }.push(last);
        }
        Parts::Person(person) => {
            let last = person.last(words).norm;
            let bare = key(Tag::Bare, bare(person, words));
            let (last, given) = (key(Tag::Surname, last), key(Tag::GivenName, last));
            out.all.push(bare);
            if alone {
                out.all.extend([last, given]);
                out.all.extend(person.joined.map(|joined| key(Tag::Surname, words.get(joined).norm)));
            } else {
                out.surnames.push(last);
                out.with.push((bare, given));
                if !person.bare {
                    out.with.push((bare, last));
                }
            }
        }
        Parts::Thing(thing) => things(thing, country, &mut out.all),
    }
}

/// The key of a full name's surname, and its hash.
pub(super) fn surname(names: &Names, id: NameId) -> Option<(u64, u64)> {
    let person = names.person(id).filter(|person| person.is_full(&names.words))?;
    let norm = person.last(&names.words).norm;
    Some((key(Tag::Surname, norm), norm))
}

/// The keys under which an entity with a name is kept.
pub(super) fn filed(names: &Names, id: NameId, country: Option<Country>, out: &mut Vec<u64>) {
    let words = &names.words;
    match &names.get(id).parts {
        Parts::Person(person) if person.is_full(words) => {
            full(person, words, out);
            out.push(key(Tag::Surname, person.last(words).norm));
            out.extend(person.joined.map(|joined| key(Tag::Surname, words.get(joined).norm)));
            let first = person.first(words);
            if !first.given {
                out.push(key(Tag::GivenName, first.norm));
            }
        }
        Parts::Person(person) => out.push(key(Tag::Bare, bare(person, words))),
        Parts::Thing(thing) => things(thing, country, out),
    }
}

/// Those of a full name but that of its surname.
fn full(person: &Person, words: &Words, out: &mut Vec<u64>) {
    let (first, last) = (person.first(words), person.last(words));
    out.push(key(Tag::Pair, pair(person, words)));
    out.extend(person.joined.map(|joined| key(Tag::Pair, pair_of(first.norm, words.get(joined).norm))));
    if person.words.len() > 2 {
        out.push(key(Tag::Set, set(person, words)));
    }
    if first.has_formal() || first.given {
        out.extend(first.formal().map(|formal| key(Tag::Formal, hash(&(last.norm, formal)))));
    }
}

fn things(thing: &Thing, country: Option<Country>, out: &mut Vec<u64>) {
    let country = country.filter(|_| thing.ownable()).or_else(|| thing.owner());
    out.push(key(Tag::Thing, thing.key_in(country)));
    out.extend(thing.any_type.map(|words| key(Tag::Words, words)));
    if thing.ownable() {
        out.push(key(Tag::Organ, thing.key));
    }
}

fn bare(person: &Person, words: &Words) -> u64 {
    person.words.iter().fold(0, |key, w| hash(&(key, words.get(*w).norm)))
}

/// The keys under which a library keeps an entity, for [`ArticleNames::keys`](super::ArticleNames::keys) to find it. Sorted,
/// each once. They stay the same for good; a later version of the program may add some.
#[must_use]
pub fn keys_of(entity: &KnownEntity) -> Vec<u64> {
    let mut names = Names::default();
    let mut out = Vec::new();
    for known in entity.names.iter().filter(|known| known.own) {
        let id = names.intern(entity.kind, &known.name);
        filed(&names, id, entity.country, &mut out);
    }
    out.sort_unstable();
    out.dedup();
    out
}
