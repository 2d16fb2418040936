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
    filter: Vec<u64>,
}

impl Weights {
    /// Packs rows.
    #[must_use]
    pub fn new(rows: &[(u32, Row)]) -> Self {
        let mut filter = vec![0u64; 1 << (FILTER_BITS - 6)];
        for (key, _) in rows {
            let bit = key.max(&1) >> (32 - FILTER_BITS);
            if let Some(word) = filter.get_mut((bit >> 6) as usize) {
                *word |= 1 << (bit & 63);
            }
        }
        Self { table: Table::new(rows), filter }
    }

    /// Adds the weights of a feature, if it has any.
    #[inline]
    pub fn add(&self, key: u32, scores: &mut Scores) {
        let bit = key.max(1) >> (32 - FILTER_BITS);
        let known = self.filter.get((bit >> 6) as usize).is_some_and(|word| word >> (bit & 63) & 1 == 1);
        if known && let Some(row) = self.table.get(key) {
            for (score, weight) in scores.iter_mut().zip(row) {
                *score = score.saturating_add(i16::from(*weight));
            }
        }
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
