//! A read-only hash table from 32-bit keys to small values: open addressing, one or two probes in the common case.

/// From keys that are hashes already to values. Key 0 means "empty", so it is stored as 1.
#[derive(Debug, Clone, Default)]
pub struct Table<V> {
    /// Key and value side by side: a hit costs one line of the cache.
    slots: Vec<(u32, V)>,
    /// Which of the top bits of a key choose its slot.
    shift: u32,
    len: usize,
}

impl<V: Copy + Default> Table<V> {
    /// An empty table with room for `count` keys.
    #[must_use]
    pub fn with_room(count: usize) -> Self {
        let slots = (count + count / 2).next_power_of_two().max(16);
        Self { slots: vec![(0, V::default()); slots], shift: 32 - slots.trailing_zeros(), len: 0 }
    }

    /// The table of some pairs; of two with the same key, the first stays.
    #[must_use]
    pub fn new(pairs: &[(u32, V)]) -> Self {
        let mut table = Self::with_room(pairs.len());
        for (key, value) in pairs {
            table.insert(*key, *value);
        }
        table
    }

    /// Adds a pair, unless the key is there or there is no room left.
    pub fn insert(&mut self, key: u32, value: V) {
        if (self.len + 1) * 8 > self.slots.len() * 7 {
            return;
        }
        let (key, mask) = (key.max(1), self.slots.len() - 1);
        let mut slot = (key >> self.shift) as usize;
        while let Some(found) = self.slots.get_mut(slot) {
            if found.0 == 0 {
                *found = (key, value);
                self.len += 1;
                return;
            }
            if found.0 == key {
                return;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The value of a key.
    #[inline]
    #[must_use]
    pub fn get(&self, key: u32) -> Option<&V> {
        let key = key.max(1);
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = (key >> self.shift) as usize & mask;
        loop {
            let (found, value) = self.slots.get(slot)?;
            if *found == key {
                return Some(value);
            }
            if *found == 0 {
                return None;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Calls `found` with the value of each of some keys that is here, in no order of use; empties `keys`. `hits` is working memory.
    ///
    /// The first slots of all keys are looked at before any value is read, and without a branch, so that the memory they lie in is
    /// fetched at once instead of one after the other.
    #[inline]
    pub fn get_all(&self, keys: &mut Vec<u32>, hits: &mut Vec<u32>, mut found: impl FnMut(&V)) {
        let mask = self.slots.len().wrapping_sub(1);
        hits.resize(keys.len(), 0);
        let (mut hit, mut other) = (0, 0);
        for at in 0..keys.len() {
            let key = keys[at].max(1);
            let slot = (key >> self.shift) as usize & mask;
            let held = self.slots.get(slot).map_or(0, |slot| slot.0);
            hits[hit] = slot as u32;
            hit += usize::from(held == key);
            keys[other] = key;
            other += usize::from(held != key && held != 0);
        }
        for (_, value) in hits.iter().take(hit).filter_map(|slot| self.slots.get(*slot as usize)) {
            found(value);
        }
        keys.truncate(other);
        for value in keys.drain(..).filter_map(|key| self.get(key)) {
            found(value);
        }
    }

    /// How many keys it holds.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether it holds nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// All pairs, in an order that depends on the keys alone.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, &V)> {
        self.slots.iter().filter(|(key, _)| *key != 0).map(|(key, value)| (*key, value))
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn holds_what_it_was_given_and_nothing_else() {
        let pairs: Vec<(u32, u32)> = (0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761), n)).collect();
        let table = Table::new(&pairs);
        assert_eq!(table.len(), 5000);
        for (key, value) in &pairs {
            assert_eq!(table.get(*key), Some(value));
        }
        assert_eq!(table.get(77), None);
        let (mut keys, mut hits, mut sum) =
            (pairs.iter().map(|(key, _)| *key).chain([77, 78]).collect(), Vec::new(), 0);
        table.get_all(&mut keys, &mut hits, |value| sum += value);
        assert_eq!((sum, keys.len()), (4999 * 2500, 0));
        assert_eq!(Table::<u32>::new(&[]).get(3), None);
        assert_eq!(Table::<u32>::default().get(3), None);
    }
}
