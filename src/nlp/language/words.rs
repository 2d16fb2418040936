//! Function words, of English and of other languages.

use rustc_hash::FxHashMap;

use crate::nlp::hash;
use crate::nlp::titles::{FOREIGN_PARTICLES, PARTICLES};

/// Common in English, and rare or unknown in other languages written in Latin letters.
const ENGLISH: &[&str] = &[
    "about", "after", "and", "because", "been", "but", "could", "from", "his", "how", "into", "its", "just", "more",
    "need", "not", "only", "please", "said", "she", "should", "than", "that", "the", "their", "there", "these", "they",
    "this", "those", "were", "what", "when", "where", "which", "who", "why", "with", "would", "you", "your",
];

/// Common in English, and in some other language.
const SHARED: &[&str] = &[
    "a", "an", "are", "as", "at", "be", "by", "for", "had", "has", "have", "he", "her", "i", "if", "in", "is", "it",
    "my", "of", "on", "or", "to", "was", "we", "will",
];

/// Small words of other languages, one language a line.
static OTHERS: &str = include_str!("../../../assets/language/function-words.tsv");

/// Languages of [`OTHERS`] at most: one bit each.
const LANGUAGES: usize = 64;

/// What a word is in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum English {
    /// A function word of English only.
    Own,
    /// A function word of English and of other languages.
    Shared,
    /// Anything else.
    Other,
}

/// Hashes of the function words.
#[derive(Debug)]
pub struct FunctionWords {
    english: Vec<u64>,
    shared: Vec<u64>,
    particles: Vec<u64>,
    codes: Vec<&'static str>,
    /// A bit for each language in which a word is a function word.
    others: FxHashMap<u64, u64>,
}

impl Default for FunctionWords {
    fn default() -> Self {
        let sorted = |words: &[&str]| {
            let mut hashes: Vec<u64> = words.iter().map(|word| hash::bytes(word.as_bytes())).collect();
            hashes.sort_unstable();
            hashes
        };
        let (mut codes, mut others) = (Vec::new(), FxHashMap::default());
        let lines = OTHERS.lines().filter_map(|line| line.split_once('\t'));
        for (number, (code, words)) in lines.take(LANGUAGES).enumerate() {
            codes.push(code);
            for word in words.split(' ').filter(|word| !ENGLISH.contains(word) && !SHARED.contains(word)) {
                *others.entry(hash::bytes(word.as_bytes())).or_default() |= 1 << number;
            }
        }
        let particles = [FOREIGN_PARTICLES, PARTICLES].concat();
        Self { english: sorted(ENGLISH), shared: sorted(SHARED), particles: sorted(&particles), codes, others }
    }
}

impl FunctionWords {
    /// Whether a word in small letters may stand inside of a name.
    pub(super) fn is_particle(&self, word: &str) -> bool {
        word.len() < 8 && self.particles.binary_search(&hash::bytes(word.as_bytes())).is_ok()
    }

    /// What a word is in English.
    pub(super) fn english(&self, word: &str) -> English {
        if word.len() >= 8 {
            return English::Other;
        }
        let hash = hash::lower(word);
        if self.english.binary_search(&hash).is_ok() {
            English::Own
        } else if self.shared.binary_search(&hash).is_ok() {
            English::Shared
        } else {
            English::Other
        }
    }

    /// A bit for each other language in which a word is a function word.
    pub(super) fn others(&self, word: &str) -> u64 {
        self.others.get(&hash::lower(word)).copied().unwrap_or(0)
    }

    /// The language that most of the words are of: its code, how many words those are, and how many different ones. `prefer`
    /// wins among equals.
    pub(super) fn best(
        &self,
        words: &[u64],
        distinct: &[u64],
        prefer: Option<&str>,
    ) -> Option<(&'static str, usize, usize)> {
        let of = |words: &[u64], number: usize| words.iter().filter(|bits| *bits & 1 << number != 0).count();
        let scored =
            self.codes.iter().enumerate().map(|(number, code)| (*code, of(words, number), of(distinct, number)));
        scored.max_by_key(|(code, all, distinct)| (*all, *distinct, prefer == Some(*code)))
    }
}
