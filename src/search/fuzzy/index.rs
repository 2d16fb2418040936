//! Names made ready to be matched: folded once, packed into one string, each with its mask.

use super::mask::mask;
use crate::text::fold;

/// A longer key is cut: nobody's name has so many bytes, and matching costs their number.
const LONGEST: usize = 256;

/// Keys of items. An item has one or more keys (an entity its name and aliases).
#[derive(Debug, Default)]
pub struct Index {
    text: String,
    /// Where each key ends in `text`.
    ends: Vec<u32>,
    masks: Vec<u64>,
    items: Vec<Item>,
}

/// Something with names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// What the owner of the index calls it.
    pub id: u32,
    pub kind: u8,
    first: u32,
    end: u32,
}

impl Index {
    /// Number of items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub(super) fn item(&self, at: u32) -> Item {
        self.items[at as usize]
    }

    /// The keys of an item with their masks; their numbers count from 0.
    pub(super) fn keys(&self, item: Item) -> impl Iterator<Item = (u64, &str)> {
        let first = item.first as usize;
        let start = first.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let ends = self.ends.get(first..item.end as usize).unwrap_or(&[]);
        let masks = self.masks.get(first..item.end as usize).unwrap_or(&[]);
        ends.iter().zip(masks).scan(start, |start, (end, mask)| {
            let key = self.text.get(*start..*end as usize).unwrap_or("");
            *start = *end as usize;
            Some((*mask, key))
        })
    }
}

/// Fills an [`Index`]. Items that come earlier are searched earlier, so bring the weightiest first.
#[derive(Debug, Default)]
pub struct IndexBuilder(Index);

impl IndexBuilder {
    /// Begins an item of a kind; its keys follow.
    pub fn item(&mut self, id: u32, kind: u8) {
        let next = self.0.ends.len() as u32;
        self.0.items.push(Item { id, kind, first: next, end: next });
    }

    /// Adds a key to the item begun last. An empty key never matches, but keeps its number.
    pub fn key(&mut self, name: &str) {
        self.folded_key(&fold(name.get(..name.floor_char_boundary_at(LONGEST)).unwrap_or("")));
    }

    /// Adds a key that is folded already.
    pub fn folded_key(&mut self, folded: &str) {
        let Some(item) = self.0.items.last_mut() else { return };
        // 4 GiB of names fill the offsets; what comes after is not found rather than wrong.
        if u32::try_from(self.0.text.len() + folded.len()).is_ok() {
            self.0.text.push_str(folded);
            self.0.masks.push(mask(folded));
        } else {
            self.0.masks.push(0);
        }
        self.0.ends.push(self.0.text.len() as u32);
        item.end += 1;
    }

    /// The index.
    #[must_use]
    pub fn build(mut self) -> Index {
        self.0.text.shrink_to_fit();
        self.0.ends.shrink_to_fit();
        self.0.masks.shrink_to_fit();
        self.0.items.shrink_to_fit();
        self.0
    }
}

/// `str::floor_char_boundary` is not in the oldest compiler this builds with.
trait FloorCharBoundary {
    fn floor_char_boundary_at(&self, at: usize) -> usize;
}

impl FloorCharBoundary for str {
    fn floor_char_boundary_at(&self, at: usize) -> usize {
        (0..=at.min(self.len())).rev().find(|at| self.is_char_boundary(*at)).unwrap_or(0)
    }
}
