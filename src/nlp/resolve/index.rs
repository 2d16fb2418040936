//! Classes of full names by what they have in common: sorted lists instead of maps, for there are many and most are short.

use super::keys;
use super::names::{ClassId, Names, Parts};
use super::nodes::Nodes;
use super::words::hash;

/// Classes under a key. Within a key the most named first, in an order that does not depend on arrival.
#[derive(Debug, Default)]
pub(super) struct Index {
    list: Vec<(u64, ClassId)>,
    /// Where the entries of each bucket begin; the bucket of a key are its first bits. Keys are hashes, so that buckets are of
    /// about one size and sorting takes linear time.
    starts: Vec<u32>,
}

/// Entries of a bucket, about.
const BUCKET: usize = 32;

impl Index {
    fn push(&mut self, entry: (u64, ClassId)) {
        self.list.push(entry);
    }

    /// The bucket of a key.
    fn bucket(key: u64, bits: u32) -> usize {
        key.checked_shr(64 - bits).unwrap_or(0) as usize
    }

    /// How many bits of a key tell its bucket.
    const fn bits(&self) -> u32 {
        self.starts.len().saturating_sub(1).trailing_zeros()
    }

    fn sort(&mut self, nodes: &Nodes) {
        let bits = (self.list.len() / BUCKET).max(1).ilog2();
        let mut starts = vec![0u32; (1 << bits) + 1];
        for (key, _) in &self.list {
            starts[Self::bucket(*key, bits) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut out = vec![(0, 0); self.list.len()];
        for entry in &self.list {
            let place = &mut next[Self::bucket(entry.0, bits)];
            out[*place as usize] = *entry;
            *place += 1;
        }
        let rank = |class: ClassId| {
            (std::cmp::Reverse(nodes.articles.get(class as usize)), nodes.rank.get(class as usize), class)
        };
        for bounds in starts.windows(2) {
            if let Some(bucket) = out.get_mut(bounds[0] as usize..bounds[1] as usize) {
                bucket.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| rank(a.1).cmp(&rank(b.1))));
            }
        }
        (self.list, self.starts) = (out, starts);
    }

    /// The classes under a key.
    pub(super) fn of(&self, key: u64) -> impl ExactSizeIterator<Item = ClassId> + '_ {
        let at = Self::bucket(key, self.bits());
        let bounds = self.starts.get(at).zip(self.starts.get(at + 1));
        let bucket = bounds.and_then(|(from, to)| self.list.get(*from as usize..*to as usize)).unwrap_or(&[]);
        let from = bucket.partition_point(|(k, _)| *k < key);
        let to = bucket.partition_point(|(k, _)| *k <= key);
        bucket.get(from..to).unwrap_or(&[]).iter().map(|(_, class)| *class)
    }

    /// The lists of all keys that have several classes.
    pub(super) fn lists(&self) -> impl Iterator<Item = Vec<ClassId>> + '_ {
        let several = self.list.chunk_by(|a, b| a.0 == b.0).filter(|chunk| chunk.len() > 1);
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
                Parts::Thing(thing) => out.words.list.extend(thing.any_type.map(|words| (words, id))),
                Parts::Person(person) if of.strong => {
                    let (first, last) = (person.first(&names.words), person.last(&names.words));
                    out.surnames.push((last.norm, id));
                    if !(first.given && last.given) {
                        out.pairs.push((keys::pair(person, &names.words), id));
                        if person.words.len() > 2 {
                            out.pairs.push((keys::set(person, &names.words), id));
                        }
                    }
                    if !first.given {
                        out.given.push((first.norm, id));
                    }
                    if first.given || first.has_formal() {
                        let formal = first.formal().map(|formal| (hash(&(last.norm, formal)), id));
                        out.formal.list.extend(formal);
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
