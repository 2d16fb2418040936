//! Classes of full names by what they have in common: sorted lists instead of maps, for there are many and most are short.

use super::keys;
use super::names::{ClassId, Names, Parts};
use super::nodes::Nodes;
use super::words::hash;

/// Classes under a key. Within a key the most named first, in an order that does not depend on arrival.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Key and class; while it is built, key and place of the class in [`Order`], so that sorting looks at nothing else.
    list: Vec<(u64, u32)>,
    /// Where the entries of each bucket begin; the bucket of a key are its first bits. Keys are hashes, so that buckets are of
    /// about one size and sorting takes linear time.
    starts: Vec<u32>,
}

/// Entries of a bucket, about.
const BUCKET: usize = 32;
/// Bits of a key by which entries are put in parts first.
const FIRST_BITS: u32 = 8;

/// Copies entries part by part. `starts` has a place more than there are parts, all 0, and gets where each begins.
fn scatter(from: &[(u64, u32)], to: &mut [(u64, u32)], starts: &mut [u32], part: impl Fn(u64) -> usize) {
    for (key, _) in from {
        starts[part(*key) + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.to_vec();
    for entry in from {
        let place = &mut next[part(entry.0)];
        to[*place as usize] = *entry;
        *place += 1;
    }
}

impl Index {
    fn push(&mut self, entry: (u64, u32)) {
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

    fn sort(&mut self, order: &Order) {
        let bits = (self.list.len() / BUCKET).max(1).ilog2();
        // First by a few bits, then each part by the others: entries that are written to many places at once miss the cache.
        let first = bits.min(FIRST_BITS);
        let mut parts = vec![0u32; (1 << first) + 1];
        let mut out = vec![(0, 0); self.list.len()];
        scatter(&self.list, &mut out, &mut parts, |key| Self::bucket(key, first));
        let (mask, mut starts) = ((1usize << (bits - first)) - 1, Vec::with_capacity((1 << bits) + 1));
        let mut inner = vec![0u32; mask + 2];
        for bounds in parts.windows(2) {
            let range = bounds[0] as usize..bounds[1] as usize;
            if let (Some(from), Some(to)) = (out.get(range.clone()), self.list.get_mut(range)) {
                inner.fill(0);
                scatter(from, to, &mut inner, |key| Self::bucket(key, bits) & mask);
                starts.extend(inner.iter().take(mask + 1).map(|start| bounds[0] + start));
            }
        }
        starts.push(self.list.len() as u32);
        for bounds in starts.windows(2) {
            if let Some(bucket) = self.list.get_mut(bounds[0] as usize..bounds[1] as usize) {
                bucket.sort_unstable();
            }
        }
        for (_, place) in &mut self.list {
            *place = order.classes[*place as usize];
        }
        self.starts = starts;
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

/// The classes that articles name, the most named first, in an order that does not depend on arrival.
struct Order {
    classes: Vec<ClassId>,
    /// By class its place among them.
    places: Vec<u32>,
}

impl Order {
    fn new(names: &Names, nodes: &Nodes) -> Self {
        let all = nodes.articles.iter().zip(&nodes.rank).zip(0..names.classes.len() as ClassId);
        let seen = all.filter(|((articles, _), _)| **articles > 0);
        let mut ranks: Vec<(u32, u32, ClassId)> =
            seen.map(|((articles, rank), class)| (u32::MAX - articles, *rank, class)).collect();
        ranks.sort_unstable();
        let mut places = vec![u32::MAX; names.classes.len()];
        let classes: Vec<ClassId> = ranks.into_iter().map(|(.., class)| class).collect();
        for (place, class) in classes.iter().enumerate() {
            places[*class as usize] = place as u32;
        }
        Self { classes, places }
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
        let order = Order::new(names, nodes);
        let seen = names.classes.iter().zip(&order.places).enumerate().filter(|(_, (_, place))| **place != u32::MAX);
        for (class, (of, &id)) in seen {
            match &names.get(nodes.name[class]).parts {
                Parts::Thing(thing) => out.words.list.extend(thing.any_type.map(|words| (words, id))),
                Parts::Person(person) if of.strong => {
                    let (first, last) = (person.first(&names.words), person.last(&names.words));
                    out.surnames.push((last.norm, id));
                    if let Some(joined) = person.joined.map(|joined| names.words.get(joined).norm) {
                        out.surnames.push((joined, id));
                        out.pairs.push((keys::pair_of(first.norm, joined), id));
                    }
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
            index.sort(&order);
        }
        out
    }
}
