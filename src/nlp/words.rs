//! The words met so far, each looked at once. Kept between texts, emptied when it grows too large.

use rustc_hash::FxHashMap;

use super::hash;
use super::lexicon::Lexicon;
use super::word::Word;

/// Distinct words in a text, and what is kept of words between texts.
#[derive(Debug, Default)]
pub struct Words {
    /// By hash: number, and number of the lower-case word.
    index: FxHashMap<u64, (u32, u32)>,
    lowers: FxHashMap<u64, u32>,
    entries: Vec<Word>,
    /// For each lower-case word: the text in which it was last seen, and its number there.
    seen: Vec<(u32, u32)>,
    text: u32,
    kinds: u32,
}

impl Words {
    /// Begins a text. Forgets all words if more than `limit` are known; says whether it did.
    pub fn begin(&mut self, limit: usize) -> bool {
        self.text = self.text.wrapping_add(1);
        self.kinds = 0;
        let full = self.entries.len() > limit || self.text == 0;
        if full {
            *self = Self { text: 1, ..Self::default() };
        }
        full
    }

    /// Number of a word among all known, that of its lower case for [`Words::place`], and whether it is new.
    #[inline]
    pub fn intern(&mut self, text: &str, lexicon: &Lexicon) -> (u32, u32, bool) {
        let exact = hash::bytes(text.as_bytes());
        if let Some((number, lower)) = self.index.get(&exact) {
            return (*number, *lower, false);
        }
        let word = Word::new(text, exact, lexicon);
        let next = self.seen.len() as u32;
        let lower = *self.lowers.entry(word.lower).or_insert(next);
        if lower == next {
            self.seen.push((0, 0));
        }
        let number = self.entries.len() as u32;
        self.entries.push(word);
        self.index.insert(exact, (number, lower));
        (number, lower, true)
    }

    /// The word of a number.
    #[inline]
    pub fn word(&self, number: u32) -> Word {
        self.entries.get(number as usize).copied().unwrap_or_else(Word::edge)
    }

    /// The number of a lower-case word among the distinct ones of the current text.
    #[inline]
    pub fn place(&mut self, lower: u32) -> u32 {
        let Some(seen) = self.seen.get_mut(lower as usize) else { return 0 };
        if seen.0 != self.text {
            *seen = (self.text, self.kinds);
            self.kinds += 1;
        }
        seen.1
    }

    /// Distinct lower-case words of the current text so far.
    pub const fn kinds(&self) -> usize {
        self.kinds as usize
    }
}
