//! The only place that knows `fuzzy_matcher`.

use std::fmt;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Skim's scoring of scattered letters, on folded text.
pub struct Skim(SkimMatcherV2);

impl Default for Skim {
    fn default() -> Self {
        // Both sides are folded already.
        Self(SkimMatcherV2::default().respect_case())
    }
}

impl fmt::Debug for Skim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Skim")
    }
}

impl Skim {
    /// How well the letters of a word stand in a key, in this order; more is better.
    #[must_use]
    pub fn score(&self, key: &str, word: &str) -> Option<i32> {
        self.0.fuzzy_match(key, word).map(|score| i32::try_from(score).unwrap_or(i32::MAX))
    }

    /// Which characters (not bytes) of a key stand for the letters of a word.
    #[must_use]
    pub fn letters(&self, key: &str, word: &str) -> Option<Vec<usize>> {
        self.0.fuzzy_indices(key, word).map(|(_, letters)| letters)
    }
}
