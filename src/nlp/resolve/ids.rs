//! Numbers of texts, and of keys. A million of them are looked up in an order that no cache foresees, so the table is small: eight
//! bytes a place, half a hash and a number, and nothing else is looked at unless that half agrees. Places follow the first bits of
//! the hash, linear probing (Knuth, The Art of Computer Programming 3, 6.4), so that growing it reads and writes in one direction.

use crate::nlp::hash::mix;

/// Hash → number, open to several numbers under one hash: who looks one up says whether it is the right one.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// The first half of the hash, then the number plus one; 0 where nothing is. A power of two of them.
    places: Vec<u64>,
    len: usize,
}

/// Places of the smallest table.
const LEAST: usize = 64;

impl Table {
    /// The number under a hash of which `is` holds.
    pub(super) fn find(&self, hash: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        let mut at = home(hash, self.places.len());
        loop {
            let place = *self.places.get(at)?;
            if place == 0 {
                return None;
            }
            let id = (place as u32).wrapping_sub(1);
            if place >> 32 == hash >> 32 && is(id) {
                return Some(id);
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// Puts a number under a hash, beside those that are there.
    pub(super) fn put(&mut self, hash: u64, id: u32) {
        // At most two in three are taken.
        if self.len * 3 >= self.places.len() * 2 {
            self.grow();
        }
        self.len += 1;
        place(&mut self.places, hash & !u64::from(u32::MAX) | (u64::from(id) + 1));
    }

    /// Looks at where a hash belongs: the number there, if it may be the one. Looks that do not wait for each other are fetched from memory at once: whoever is going to
    /// look up several does well to begin so.
    pub(super) fn peek(&self, hash: u64) -> Option<u32> {
        let place = self.places.get(home(hash, self.places.len())).copied().unwrap_or(0);
        (place != 0 && place >> 32 == hash >> 32).then(|| (place as u32).wrapping_sub(1))
    }

    fn grow(&mut self) {
        let mut places = vec![0; (self.places.len() * 2).max(LEAST)];
        for old in self.places.iter().filter(|old| **old != 0) {
            place(&mut places, *old);
        }
        self.places = places;
    }
}

/// Where a hash belongs in a table of so many places.
fn home(hash: u64, places: usize) -> usize {
    let bits = places.trailing_zeros().min(32);
    (hash >> 32 >> (32 - bits)) as usize
}

/// Puts what fills a place into the first that is free from where it belongs.
fn place(places: &mut [u64], filled: u64) {
    let mut at = home(filled, places.len());
    while places[at] != 0 {
        at = (at + 1) & (places.len() - 1);
    }
    places[at] = filled;
}

/// Text → number.
#[derive(Debug, Default)]
pub(super) struct Ids(Table);

impl Ids {
    /// The key of a text of a kind, by the hash of its bytes.
    pub(super) const fn key(kind: u64, bytes: u64) -> u64 {
        mix(kind, bytes)
    }

    /// The number under a key, where `is` says whether a number is that text's.
    pub(super) fn find(&self, key: u64, is: impl Fn(u32) -> bool) -> Option<u32> {
        self.0.find(key, is)
    }

    /// Looks at where a key belongs; see [`Table::peek`].
    pub(super) fn peek(&self, key: u64) -> Option<u32> {
        self.0.peek(key)
    }

    /// Gives a text its number.
    pub(super) fn put(&mut self, key: u64, id: u32) {
        self.0.put(key, id);
    }
}

#[cfg(test)]
mod tests {
    use super::{Ids, Table};
    use crate::nlp::hash::bytes;

    #[test]
    fn each_text_has_one_number() {
        let texts: Vec<String> = (0..1000).map(|n| format!("name {}", n % 500)).collect();
        let (mut ids, mut all): (Ids, Vec<&str>) = (Ids::default(), Vec::new());
        for text in &texts {
            let key = Ids::key(3, bytes(text.as_bytes()));
            if ids.find(key, |id| all[id as usize] == text).is_none() {
                ids.put(key, all.len() as u32);
                all.push(text);
            }
        }
        assert_eq!(all.len(), 500);
        let key = Ids::key(3, bytes(b"name 7"));
        let found = ids.find(key, |id| all[id as usize] == "name 7");
        assert!(found.is_some_and(|id| all[id as usize] == "name 7"));
        // Two texts of one hash get two numbers.
        ids.put(key, 500);
        assert_eq!(ids.find(key, |id| id == 500), Some(500));
    }

    #[test]
    fn numbers_under_alike_hashes_are_told_apart_however_many() {
        // All begin with the same bits, at the end of the table and over it.
        let mut table = Table::default();
        let hash = |n: u32| u64::MAX << 32 | u64::from(n % 7);
        for n in 0..500 {
            assert_eq!(table.find(hash(n), |id| id == n), None);
            table.put(hash(n), n);
        }
        assert!((0..500).all(|n| table.find(hash(n), |id| id == n) == Some(n)));
        assert_eq!(table.find(0, |_| true), None);
        table.put(0, u32::MAX - 1);
        assert_eq!(table.find(0, |_| true), Some(u32::MAX - 1));
        assert_eq!(Table::default().find(5, |_| true), None);
    }
}
