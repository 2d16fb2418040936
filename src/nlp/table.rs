//! A read-only hash table from 32-bit keys to small values: open addressing, one or two probes in the common case.

/// From keys that are hashes already to values. Key 0 means "empty", so it is stored as 1.
#[derive(Debug, Clone, Default)]
pub struct Table<V> {
    keys: Vec<u32>,
    values: Vec<V>,
    /// Which of the top bits of a key choose its slot.
    shift: u32,
    len: usize,
}

impl<V: Copy + Default> Table<V> {
    /// The table of some pairs; of two with the same key, the first stays.
    #[must_use]
    pub fn new(pairs: &[(u32, V)]) -> Self {
        let slots = (pairs.len() + pairs.len() / 2).next_power_of_two().max(16);
        let shift = 32 - slots.trailing_zeros();
        let mut table = Self { keys: vec![0; slots], values: vec![V::default(); slots], shift, len: 0 };
        for (key, value) in pairs {
            table.insert((*key).max(1), *value);
        }
        table
    }

    fn insert(&mut self, key: u32, value: V) {
        let mask = self.keys.len() - 1;
        let mut slot = (key >> self.shift) as usize;
        loop {
            let (Some(found), Some(held)) = (self.keys.get_mut(slot), self.values.get_mut(slot)) else { return };
            if *found == 0 {
                (*found, *held) = (key, value);
                self.len += 1;
                return;
            }
            if *found == key {
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
        let mask = self.keys.len().wrapping_sub(1);
        let mut slot = (key >> self.shift) as usize & mask;
        loop {
            let found = *self.keys.get(slot)?;
            if found == key {
                return self.values.get(slot);
            }
            if found == 0 {
                return None;
            }
            slot = (slot + 1) & mask;
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
        self.keys.iter().copied().zip(&self.values).filter(|(key, _)| *key != 0)
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
        assert_eq!(Table::<u32>::new(&[]).get(3), None);
        assert_eq!(Table::<u32>::default().get(3), None);
    }
}
