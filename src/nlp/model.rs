//! A trained model: lexicon, weights of features, transitions between tags.

use super::label::{NAMES, TAGS};
use super::lexicon::Lexicon;
use super::table::Table;
use super::viterbi::{Scores, Transitions};

/// Weights of one feature: what it says for each name tag against "outside", in units of [`Model::unit`].
pub type Row = [i8; NAMES];

/// Slots of the filter in front of the weights, as a power of two of bits.
const FILTER_BITS: u32 = 22;

/// What the tagger was taught.
#[derive(Debug, Clone)]
pub struct Model {
    /// Words and phrases.
    pub lexicon: Lexicon,
    /// Weights by feature.
    pub weights: Weights,
    /// Scores of tags after tags.
    pub transitions: Transitions,
    /// Natural logarithm per unit of score.
    pub unit: f32,
    /// Language of the text it reads, and what it was made from: shown by `--version` of a model.
    pub note: String,
}

/// The weights, behind a small bit map that answers most of the questions for features that do not exist.
#[derive(Debug, Clone)]
pub struct Weights {
    table: Table<Row>,
    /// One bit for the keys that begin alike.
    filter: Vec<u64>,
}

/// Keys of features to be added up, and working memory for it.
#[derive(Debug, Default)]
pub struct Keys {
    keys: Vec<u32>,
    hits: Vec<u32>,
}

impl Keys {
    /// Adds a key.
    #[inline]
    pub fn push(&mut self, key: u32) {
        self.keys.push(key);
    }
}

impl Weights {
    /// No weights yet, and room for `count` rows.
    #[must_use]
    pub fn with_room(count: usize) -> Self {
        let filter = vec![0u64; 1 << (FILTER_BITS - 6)];
        Self { table: Table::with_room(count), filter }
    }

    /// Packs rows.
    #[must_use]
    pub fn new(rows: &[(u32, Row)]) -> Self {
        let mut weights = Self::with_room(rows.len());
        for (key, row) in rows {
            weights.insert(*key, *row);
        }
        weights
    }

    /// Adds a row, if there is room for it and none of its key.
    pub fn insert(&mut self, key: u32, row: Row) {
        let (word, bit) = place(key);
        if let Some(word) = self.filter.get_mut(word) {
            *word |= 1 << bit;
        }
        self.table.insert(key, row);
    }

    /// Adds the weights of a feature, if it has any.
    #[inline]
    pub fn add(&self, key: u32, scores: &mut Scores) {
        if self.may_know(key)
            && let Some(row) = self.table.get(key)
        {
            add_row(scores, row);
        }
    }

    /// Adds the weights of many features, and empties the list. Whether a feature has weights cannot be guessed ahead by the
    /// processor, so those without are dropped first, without a branch.
    #[inline]
    pub fn add_all(&self, keys: &mut Keys, scores: &mut Scores) {
        let Keys { keys, hits } = keys;
        let mut kept = 0;
        for at in 0..keys.len() {
            let key = keys[at];
            keys[kept] = key;
            kept += usize::from(self.may_know(key));
        }
        keys.truncate(kept);
        self.table.get_all(keys, hits, |row| add_row(scores, row));
    }

    #[inline]
    fn may_know(&self, key: u32) -> bool {
        let (word, bit) = place(key);
        self.filter.get(word).is_some_and(|word| word >> bit & 1 == 1)
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &Row)> {
        self.table.pairs()
    }

    /// How many features have weights.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.table.is_empty()
    }
}

/// Where a key's bit is in the filter: word, bit.
#[inline]
const fn place(key: u32) -> (usize, u32) {
    let bit = if key == 0 { 1 } else { key } >> (32 - FILTER_BITS);
    ((bit >> 6) as usize, bit & 63)
}

#[inline]
fn add_row(scores: &mut Scores, row: &Row) {
    for (score, weight) in scores.iter_mut().zip(row) {
        *score = score.saturating_add(i16::from(*weight));
    }
}

impl Model {
    /// A model that finds nothing, over a lexicon: where training begins.
    #[must_use]
    pub fn untaught(lexicon: Lexicon) -> Self {
        Self {
            lexicon,
            weights: Weights::new(&[]),
            transitions: super::viterbi::well_formed([[0; TAGS]; TAGS]),
            unit: 0.05,
            note: String::new(),
        }
    }
}
