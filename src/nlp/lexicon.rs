//! What is known of words before any text is read: the classes they fall into, and the lists of names they are on.

mod build;

pub use build::build;

use super::hash;
use super::table::Table;

/// Classes of a word, learnt from large text without labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes {
    /// Path of the word in the Brown tree; the low bits are the top of the tree. 0: none.
    pub brown: u32,
    /// Number of its class among 1,024 of its vector, plus 1. 0: none.
    pub fine: u16,
    /// The same among 128.
    pub coarse: u16,
    /// The same among 4,096.
    pub minute: u16,
    /// How usual a capital is in it, from 1 (never) to 8 (always). 0: not known.
    pub case: u8,
}

/// Lists of names, one bit each in `lists` of the lexicon.
pub const LISTS: [&str; 15] = [
    "first",
    "last",
    "last_rare",
    "city",
    "city_big",
    "city_alt",
    "country",
    "org",
    "misc",
    "state",
    "demonym",
    "lang",
    "title",
    "orgsuf",
    "locsuf",
];

/// Whether a word or phrase is on a list of [`LISTS`], given the bits of the lists it is on.
#[must_use]
pub fn on(lists: u16, list: &str) -> bool {
    LISTS.iter().position(|name| *name == list).is_some_and(|bit| lists & 1 << bit != 0)
}

/// Bit that says that a longer phrase on a list begins with these words.
pub const GOES_ON: u16 = 1 << 15;

/// Longest phrase on a list, in tokens.
pub const LONGEST_PHRASE: usize = 6;

/// The tables of words and phrases.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// Classes by the hash of the word as it is written.
    pub classes: Table<Classes>,
    /// Lists by the hash of the phrase in lower case.
    pub phrases: Table<u16>,
}

/// Hash of a word in the table of classes.
#[must_use]
pub const fn class_key(word: u64) -> u32 {
    (word >> 32) as u32
}

/// State of the hash of a phrase, before its first word.
pub const PHRASE: u64 = 0x5bd1_e995_9d6d_0b17;

/// The state after one more word, given as the hash of its lower case.
#[must_use]
#[inline]
pub const fn phrase_step(state: u64, lower: u64) -> u64 {
    hash::mix(state, lower)
}

/// The key of a phrase.
#[must_use]
pub const fn phrase_key(state: u64) -> u32 {
    (state >> 32) as u32
}

impl Lexicon {
    /// Classes of a word as it is written.
    #[inline]
    #[must_use]
    pub fn classes_of(&self, word: u64) -> Option<Classes> {
        self.classes.get(class_key(word)).copied()
    }

    /// Lists on which a phrase is, and whether longer ones begin with it.
    #[inline]
    #[must_use]
    pub fn phrase(&self, state: u64) -> u16 {
        self.phrases.get(phrase_key(state)).copied().unwrap_or(0)
    }
}
