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
    /// The matcher keeps its table from match to match, and scores depend on what is left in it (0.3.7, `ScoreMatrix::new`). A match
    /// of one letter cuts the table to four cells, always the same ones: then a score depends on key and word alone.
    fn settle(&self) {
        let _ = self.0.fuzzy_match("a", "a");
    }

    /// How well the letters of a word stand in a key, in this order; more is better.
    #[must_use]
    pub fn score(&self, key: &str, word: &str) -> Option<i32> {
        self.settle();
        self.0.fuzzy_match(key, word).map(|score| i32::try_from(score).unwrap_or(i32::MAX))
    }

    /// Which characters (not bytes) of a key stand for the letters of a word.
    #[must_use]
    pub fn letters(&self, key: &str, word: &str) -> Option<Vec<usize>> {
        self.settle();
        self.0.fuzzy_indices(key, word).map(|(_, letters)| letters)
    }
}

#[cfg(test)]
mod tests {
    use super::Skim;

    #[test]
    fn a_score_does_not_depend_on_what_was_matched_before() {
        let fresh = |key: &str, word: &str| Skim::default().score(key, word);
        let used = Skim::default();
        for before in ["aaae ab", "aaaaaaaa", "abababab", "b"] {
            for key in ["ea ab", "aeae aba", "aaae ab", "a b a b"] {
                let _ = used.score(before, "aaa");
                let _ = used.letters(before, "ab");
                assert_eq!(used.score(key, "aab"), fresh(key, "aab"), "{key} after {before}");
            }
        }
    }
}
