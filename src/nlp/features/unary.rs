//! Features of one word by itself, seen from two places before it to two places after it.

use crate::nlp::hash::{self, feature, feature2};
use crate::nlp::word::{ALL_CAPS, CAPITAL, COMMON, DIGIT, EDGE, MARK, MIXED, Word};

use super::LIST_BITS;

/// From where a word is seen: itself (0), from the next (1: it is the word before), from the one before (2), from two
/// further (3) and two before (4); itself at the beginning of a sentence (5), itself in a line of capitals or a headline (6).
pub const SLOTS: usize = 7;

/// Templates of a slot begin at 32 times its number.
const STEP: u32 = 32;

/// Keys of the features of `word`, written `text`, seen from `slot`.
pub fn unary(word: &Word, text: &str, slot: usize, found: &mut impl FnMut(u32)) {
    let base = slot as u32 * STEP;
    match slot {
        0 => itself(word, text, base, found),
        1 | 2 => neighbour(word, text, base, found),
        3 | 4 => far(word, base, found),
        _ => special(word, base, found),
    }
}

/// Flags that go into features.
fn look(word: &Word) -> u64 {
    u64::from(word.flags & (CAPITAL | ALL_CAPS | MIXED | DIGIT | MARK | COMMON | EDGE))
}

fn brown(word: &Word, bits: u32) -> u64 {
    u64::from(word.classes.brown & ((1 << bits) - 1))
}

fn itself(word: &Word, text: &str, base: u32, found: &mut impl FnMut(u32)) {
    found(feature(base, 1));
    found(feature(base + 1, word.exact));
    found(feature(base + 2, word.lower));
    found(feature(base + 3, word.shape));
    found(feature(base + 4, word.short));
    affixes(text, base + 5, 4, found);
    found(feature2(base + 13, look(word), u64::from(word.classes.brown != 0)));
    if word.classes.brown != 0 {
        found(feature(base + 14, brown(word, 4)));
        found(feature(base + 15, brown(word, 7)));
        found(feature(base + 16, brown(word, 10)));
        found(feature(base + 17, brown(word, 20)));
        found(feature2(base + 18, brown(word, 10), word.short));
    }
    if word.classes.fine != 0 {
        found(feature(base + 19, u64::from(word.classes.fine)));
        found(feature(base + 20, u64::from(word.classes.coarse)));
        found(feature2(base + 21, u64::from(word.classes.coarse), look(word)));
        found(feature2(base + 22, u64::from(word.classes.fine), word.short));
    }
    if word.classes.minute != 0 {
        found(feature(base + 26, u64::from(word.classes.minute)));
    }
    found(feature2(base + 27, u64::from(word.classes.case), word.short));
    found(feature2(base + 23, u64::from(word.lists), look(word)));
    for bit in (0..LIST_BITS).filter(|bit| word.lists >> bit & 1 == 1) {
        found(feature2(base + 24, u64::from(bit), word.short));
    }
    found(feature2(base + 25, text.len().min(16) as u64, word.short));
}

/// First and last one to `longest` characters, where the word is longer.
fn affixes(text: &str, base: u32, longest: usize, found: &mut impl FnMut(u32)) {
    for (n, (at, c)) in text.char_indices().take(longest).enumerate() {
        let end = at + c.len_utf8();
        if end < text.len() {
            found(feature(base + n as u32, hash::bytes(text.as_bytes().get(..end).unwrap_or(&[]))));
        }
    }
    for (n, (at, _)) in text.char_indices().rev().take(longest).enumerate() {
        if at > 0 {
            found(feature(base + 4 + n as u32, hash::bytes(text.as_bytes().get(at..).unwrap_or(&[]))));
        }
    }
}

fn neighbour(word: &Word, text: &str, base: u32, found: &mut impl FnMut(u32)) {
    found(feature(base, word.lower));
    found(feature(base + 1, word.short));
    if word.classes.brown != 0 {
        found(feature(base + 2, brown(word, 5)));
        found(feature(base + 3, brown(word, 10)));
        found(feature(base + 4, brown(word, 20)));
    }
    if word.classes.fine != 0 {
        found(feature(base + 5, u64::from(word.classes.fine)));
        found(feature2(base + 6, u64::from(word.classes.coarse), look(word)));
    }
    if word.classes.minute != 0 {
        found(feature(base + 9, u64::from(word.classes.minute)));
    }
    found(feature2(base + 10, u64::from(word.classes.case), look(word)));
    found(feature2(base + 7, u64::from(word.lists), look(word)));
    if word.is(CAPITAL)
        && let Some((at, _)) = text.char_indices().rev().nth(2)
    {
        found(feature(base + 8, hash::bytes(text.as_bytes().get(at..).unwrap_or(&[]))));
    }
}

fn far(word: &Word, base: u32, found: &mut impl FnMut(u32)) {
    found(feature(base, word.lower));
    found(feature(base + 1, word.short));
    if word.classes.brown != 0 {
        found(feature(base + 2, brown(word, 7)));
    }
    if word.classes.fine != 0 {
        found(feature(base + 3, u64::from(word.classes.fine)));
        found(feature2(base + 4, u64::from(word.classes.coarse), look(word)));
    }
}

/// Where capitals say less: at the beginning of a sentence, in headlines.
fn special(word: &Word, base: u32, found: &mut impl FnMut(u32)) {
    found(feature(base, word.short));
    found(feature(base + 1, look(word)));
    found(feature(base + 2, word.lower));
    if word.classes.brown != 0 {
        found(feature(base + 3, brown(word, 10)));
    }
    if word.classes.fine != 0 {
        found(feature2(base + 4, u64::from(word.classes.coarse), look(word)));
        found(feature(base + 5, u64::from(word.classes.fine)));
    }
    found(feature2(base + 6, u64::from(word.lists), look(word)));
    found(feature2(base + 7, u64::from(word.classes.case), look(word)));
}

/// Which words are seen from token `at` of a sentence of `len` tokens, and from which slot: offset and slot.
pub fn slots(first: bool, loud: bool, mut seen: impl FnMut(isize, usize)) {
    seen(0, 0);
    seen(-1, 1);
    seen(1, 2);
    seen(-2, 3);
    seen(2, 4);
    if first {
        seen(0, 5);
    }
    if loud {
        seen(0, 6);
    }
}
