//! Classes of full names by what they have in common: sorted lists instead of maps, for there are many and most are short.

use super::keys;
use super::names::{ClassId, Names, Parts};
use super::nodes::Nodes;
use super::words::hash;

/// Classes under a key. Within a key the most named first, in an order that does not depend on arrival.
#[derive(Debug, Default)]
pub(super) struct Index(Vec<(u64, ClassId)>);

impl Index {
    fn sort(&mut self, nodes: &Nodes) {
        let rank = |class: ClassId| {
            (std::cmp::Reverse(nodes.articles.get(class as usize)), nodes.rank.get(class as usize), class)
        };
        self.0.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| rank(a.1).cmp(&rank(b.1))));
    }

    /// The classes under a key.
    pub(super) fn of(&self, key: u64) -> impl ExactSizeIterator<Item = ClassId> + '_ {
        let from = self.0.partition_point(|(k, _)| *k < key);
        let len = self.0.get(from..).map_or(0, |rest| rest.iter().take_while(|(k, _)| *k == key).count());
        self.0.get(from..from + len).unwrap_or(&[]).iter().map(|(_, class)| *class)
    }

    /// The lists of all keys that have several classes.
    pub(super) fn lists(&self) -> impl Iterator<Item = Vec<ClassId>> + '_ {
        let several = self.0.chunk_by(|a, b| a.0 == b.0).filter(|chunk| chunk.len() > 1);
        several.map(|chunk| chunk.iter().map(|(_, class)| *class).collect())
    }
}

/// All indexes.
#[derive(Debug, Default)]
pub(super) struct Indexes {
    /// Words of a name of several words → its classes as an organisation, a place or another thing.
    pub(super) words: Index,
    /// Surname → the classes of full names that bear it.
    pub(super) surnames: Index,
    /// Given name and surname in either order → the classes of full names made of them.
    pub(super) pairs: Index,
    /// First given name → the classes of full names that bear it.
    pub(super) given: Index,
    /// Surname with given name, for given names that are or have nicknames → classes.
    pub(super) formal: Index,
}

impl Indexes {
    /// Indexes of the classes that the articles name.
    pub(super) fn new(names: &Names, nodes: &Nodes) -> Self {
        let mut out = Self::default();
        for (class, of) in names.classes.iter().enumerate().filter(|(at, _)| nodes.articles[*at] > 0) {
            let id = class as ClassId;
            match &names.get(nodes.name[class]).parts {
                Parts::Thing(thing) => out.words.0.extend(thing.any_type.map(|words| (words, id))),
                Parts::Person(person) if of.strong => {
                    let (first, last) = (person.first(&names.words), person.last(&names.words));
                    out.surnames.0.push((last.norm, id));
                    if !(first.given && last.given) {
                        out.pairs.0.push((keys::pair(person, &names.words), id));
                        if person.words.len() > 2 {
                            out.pairs.0.push((keys::set(person, &names.words), id));
                        }
                    }
                    if !first.given {
                        out.given.0.push((first.norm, id));
                    }
                    if first.given || first.has_formal() {
                        let formal = first.formal().map(|formal| (hash(&(last.norm, formal)), id));
                        out.formal.0.extend(formal);
                    }
                }
                Parts::Person(_) => {}
            }
        }
        for index in [&mut out.words, &mut out.surnames, &mut out.pairs, &mut out.given, &mut out.formal] {
            index.sort(nodes);
        }
        out
    }
}
