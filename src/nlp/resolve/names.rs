//! Every distinct name once: normalised, taken apart, and given the class of names that are the same on sight.

use std::borrow::Cow;

use compact_str::CompactString;

use super::ids::{Ids, Table};
use super::knowledge::{Country, Knowledge};
use super::person::eastern::East;
use super::person::{Person, middles_clash};
use super::thing::Thing;
use super::words::{Word, Words, hash};
use crate::model::EntityKind;
use crate::nlp::hash as lasting;
use crate::text::fold;

/// Number of a distinct name. Follows arrival: good for equality, never for order.
pub(super) type NameId = u32;
/// Number of a class of names. Follows arrival too.
pub(super) type ClassId = u32;

/// Longer names than this (bytes) are taken as they are.
const MAX_BYTES: usize = 300;

/// A name taken apart.
#[derive(Debug)]
pub(super) enum Parts {
    Person(Person),
    /// Boxed: most names are people's, and a person is a quarter of the size.
    Thing(Box<Thing>),
}

/// A distinct name.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) kind: EntityKind,
    /// As it stands in the text, white space and possessive ending off.
    pub(super) text: CompactString,
    pub(super) parts: Parts,
    /// Names of one class are the same on sight.
    pub(super) class: ClassId,
}

/// Names that are the same on sight: one key.
#[derive(Debug)]
pub(super) struct Class {
    /// The name that founded it; any other of its names would do for comparisons.
    pub(super) name: NameId,
    /// What its names share; the same in every run.
    pub(super) key: u64,
    pub(super) kind: EntityKind,
    /// Whether its names can stand for their bearer in any article: full names, and organisations but organs of any country.
    pub(super) strong: bool,
    /// Some of its names contradict each other: "George W. Bush", "George H. W. Bush".
    pub(super) mixed: bool,
    /// All of them but the first. Boxed: most classes have one name.
    #[allow(clippy::box_collection, reason = "a million classes have none")]
    others: Option<Box<Vec<NameId>>>,
}

impl Class {
    /// All its names.
    pub(super) fn names(&self) -> impl Iterator<Item = NameId> + '_ {
        std::iter::once(self.name).chain(self.others.iter().flat_map(|others| others.iter().copied()))
    }
}

/// All distinct names.
#[derive(Debug, Default)]
pub(super) struct Names {
    ids: Ids,
    /// Classes by their keys.
    keys: Table,
    pub(super) all: Vec<Name>,
    pub(super) classes: Vec<Class>,
    pub(super) words: Words,
    /// Keys of the names and words of an article; empty between articles.
    hashes: (Vec<u64>, Vec<u64>),
}

/// A name that has no class yet.
struct New {
    id: NameId,
    /// What the names of its class share.
    key: u64,
    strong: bool,
}

impl Names {
    /// The number of a mention's name.
    pub(super) fn intern(&mut self, kind: EntityKind, mention: &str) -> NameId {
        self.intern_bare(kind, &normalise(mention))
    }

    /// The numbers of all names of an article, normalised ones. Of so many names hardly any is at hand: where each of them, and each of
    /// their words, belongs is looked at for all of them before any is looked up, and then where their classes do, so that memory is
    /// waited for once and not name by name.
    pub(super) fn intern_all(&mut self, names: &[(EntityKind, &str)]) -> Vec<NameId> {
        let mut hashes = std::mem::take(&mut self.hashes);
        hashes.0.extend(names.iter().map(|(kind, name)| Ids::key(*kind as u64, lasting::bytes(name.as_bytes()))));
        for (_, name) in names {
            Words::keys(name, &mut hashes.1);
        }
        let met = hashes.0.iter().fold(0, |seen, key| {
            let known = self.ids.peek(*key).and_then(|id| self.all.get(id as usize));
            seen ^ known.map_or(0, |name| name.class)
        });
        std::hint::black_box((met, self.words.peek(&hashes.1)));
        let mut fresh = Vec::new();
        let ids = (names.iter().zip(&hashes.0))
            .map(|((kind, name), key)| self.find_or_add(*kind, name, *key, &mut fresh))
            .collect();
        std::hint::black_box(fresh.iter().fold(0, |seen, new: &New| seen ^ self.keys.peek(new.key).unwrap_or(0)));
        for new in fresh {
            self.classify(&new);
        }
        hashes.0.clear();
        hashes.1.clear();
        self.hashes = hashes;
        ids
    }

    /// The number of a name that is normalised.
    pub(super) fn intern_bare(&mut self, kind: EntityKind, text: &str) -> NameId {
        let mut fresh = Vec::new();
        let key = Ids::key(kind as u64, lasting::bytes(text.as_bytes()));
        let id = self.find_or_add(kind, text, key, &mut fresh);
        for new in fresh {
            self.classify(&new);
        }
        id
    }

    /// The number of a name under its key among the numbers; one that was not there has no class yet.
    fn find_or_add(&mut self, kind: EntityKind, text: &str, place: u64, fresh: &mut Vec<New>) -> NameId {
        let is = |id: NameId| self.all.get(id as usize).is_some_and(|name| name.text == text && name.kind == kind);
        if let Some(id) = self.ids.find(place, is) {
            return id;
        }
        let id = self.all.len() as NameId;
        let text = CompactString::from(text);
        let folded = if text.len() > MAX_BYTES { text.to_string() } else { fold(&text) };
        let (parts, key, strong) = self.take_apart(kind, &text, &folded);
        self.ids.put(place, id);
        self.all.push(Name { kind, text, parts, class: ClassId::MAX });
        fresh.push(New { id, key, strong });
        id
    }

    fn classify(&mut self, new: &New) {
        let kind = self.get(new.id).kind;
        let class = self.class_of(new.id, kind, new.key, new.strong);
        self.all[new.id as usize].class = class;
    }

    fn take_apart(&mut self, kind: EntityKind, text: &str, folded: &str) -> (Parts, u64, bool) {
        if kind != EntityKind::Person {
            let thing = Thing::parse(kind, text, folded, &mut self.words);
            let (key, strong) = (thing.key_in(thing.owner()), !thing.generic || thing.country.is_some());
            return (Parts::Thing(Box::new(thing)), key, strong);
        }
        let person = Person::parse(&part_initials(text, folded), &mut self.words);
        let strong = text.len() <= MAX_BYTES && person.is_full(&self.words);
        let key = if text.len() > MAX_BYTES {
            hash(text)
        } else if strong && person.east == Some(East::Chinese) {
            // Spelt in one way: what is spelt otherwise is another name.
            let text = |word: &Word| hash(word.text.as_str());
            hash(&("pinyin", text(person.first(&self.words)), text(person.last(&self.words))))
        } else if strong {
            hash(&("full", person.first(&self.words).norm, person.last(&self.words).norm))
        } else {
            let norms = person.words.iter().fold(0, |key, w| hash(&(key, self.words.get(*w).norm)));
            hash(&("bare", norms))
        };
        (Parts::Person(person), key, strong)
    }

    /// Puts a name into its class, founding it if it is the first.
    fn class_of(&mut self, id: NameId, kind: EntityKind, key: u64, strong: bool) -> ClassId {
        if let Some(class) = self.class_under(key) {
            let mixed = self.classes[class as usize].names().take(16).any(|other| self.clash(id, other));
            let entry = &mut self.classes[class as usize];
            entry.mixed |= mixed;
            entry.others.get_or_insert_default().push(id);
            return class;
        }
        self.found(Class { name: id, key, kind, strong, mixed: false, others: None })
    }

    /// The class under a key.
    pub(super) fn class_under(&self, key: u64) -> Option<ClassId> {
        self.keys.find(key, |class| self.classes.get(class as usize).is_some_and(|class| class.key == key))
    }

    /// Takes in a class under a key that has none.
    fn found(&mut self, class: Class) -> ClassId {
        let id = self.classes.len() as ClassId;
        self.keys.put(class.key, id);
        self.classes.push(class);
        id
    }

    /// The class of an organ as one country's own ("Foreign Ministry" of Peru).
    pub(super) fn owned(&mut self, name: NameId, country: Country) -> ClassId {
        let Some(thing) = self.thing(name) else { return self.get(name).class };
        let key = thing.key_in(Some(country));
        if let Some(class) = self.class_under(key) {
            return class;
        }
        let kind = self.get(name).kind;
        self.found(Class { name, key, kind, strong: true, mixed: false, others: None })
    }

    /// The class of a name, or that of the organ of a country.
    pub(super) fn class_in(&self, name: NameId, country: Option<Country>) -> ClassId {
        let organ = country.and_then(|country| {
            let thing = self.thing(name).filter(|thing| thing.ownable())?;
            self.class_under(thing.key_in(Some(country)))
        });
        organ.unwrap_or(self.get(name).class)
    }

    /// The name of a number.
    pub(super) fn get(&self, id: NameId) -> &Name {
        &self.all[id as usize]
    }

    /// The person's name of a number.
    pub(super) fn person(&self, id: NameId) -> Option<&Person> {
        match &self.all[id as usize].parts {
            Parts::Person(person) => Some(person),
            Parts::Thing(_) => None,
        }
    }

    /// The other name of a number.
    pub(super) fn thing(&self, id: NameId) -> Option<&Thing> {
        match &self.all[id as usize].parts {
            Parts::Thing(thing) => Some(thing),
            Parts::Person(_) => None,
        }
    }

    /// Whether two people's names of one class contradict each other in their middle names or suffixes.
    pub(super) fn clash(&self, a: NameId, b: NameId) -> bool {
        let (Some(a), Some(b)) = (self.person(a), self.person(b)) else { return false };
        let suffix = matches!((a.suffix, b.suffix), (Some(x), Some(y)) if x != y);
        suffix || middles_clash(a, b, &self.words)
    }
}

/// "JD Vance" as "j. d. vance": initials written in one.
fn part_initials<'f>(text: &str, folded: &'f str) -> Cow<'f, str> {
    let first = text.split(' ').next().unwrap_or("");
    let rest = folded.split_once(' ').map_or("", |(_, rest)| rest);
    let letters = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_uppercase());
    let mixed = text.chars().any(char::is_lowercase) && !Knowledge::get().titles.contains_key(&first.to_lowercase());
    // "RFK Jr." has no surname.
    let surname = !rest.is_empty() && !Knowledge::get().suffixes.contains(rest.trim_end_matches('.'));
    if letters && mixed && surname {
        let parted: Vec<String> = first.chars().map(|c| c.to_lowercase().to_string()).collect();
        return Cow::Owned(format!("{} {rest}", parted.join(" ")));
    }
    Cow::Borrowed(folded)
}

/// The name without a possessive ending, surrounding signs and superfluous white space.
pub(super) fn normalise(mention: &str) -> Cow<'_, str> {
    let edge = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '"' | '“'
                    | '”'
                    | '„'
                    | '«'
                    | '»'
                    | '('
                    | ')'
                    | '['
                    | ']'
                    | ','
                    | ';'
                    | ':'
                    | '‘'
                    | '`'
                    | '*'
                    | '_'
                    | '@'
                    | '#'
            )
    };
    let whole = mention;
    let mut text = mention.trim_matches(edge);
    for ending in ["'s", "’s", "'S", "’S", "`s", "´s"] {
        if let Some(rest) = text.strip_suffix(ending) {
            text = rest.trim_end();
            break;
        }
    }
    text = text.trim_end_matches(['\'', '’']);
    let text = if text.is_empty() { whole.trim() } else { text };
    let spaces = text.contains(['\n', '\t', '\r', '\u{a0}', '\0']) || text.contains("  ");
    if spaces {
        Cow::Owned(
            text.split(|c: char| c.is_whitespace() || c == '\0')
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
        )
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn names_are_bared() {
        assert_eq!(normalise("Putin’s"), "Putin");
        assert_eq!(normalise("“Mr.\n Lavrov”,"), "Mr. Lavrov");
        assert_eq!(normalise("U.S."), "U.S.");
        assert_eq!(normalise("'"), "'");
        assert_eq!(normalise(""), "");
    }
}
