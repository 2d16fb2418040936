//! What the tagger knows of one word by itself, worked out once for each distinct word.

use super::hash;
use super::lexicon::{Classes, GOES_ON, Lexicon, PHRASE, phrase_step};
use super::tokenizer::{Class, class_of};

/// Begins with an upper-case letter.
pub const CAPITAL: u16 = 1;
/// Has two letters or more, all upper case.
pub const ALL_CAPS: u16 = 1 << 1;
/// Has an upper-case letter after a lower-case one.
pub const MIXED: u16 = 1 << 2;
/// Has a digit.
pub const DIGIT: u16 = 1 << 3;
/// Has no letter and no digit.
pub const MARK: u16 = 1 << 4;
/// Begins with a lower-case letter.
pub const SMALL: u16 = 1 << 5;
/// Its lower-case form is a word of the lexicon.
pub const COMMON: u16 = 1 << 6;
/// Ends with a period.
pub const DOTTED: u16 = 1 << 7;
/// Joins the parts of names: "of", "de", "bin", "-", "&".
pub const JOINT: u16 = 1 << 8;
/// Stands for the edge of a sentence.
pub const EDGE: u16 = 1 << 9;

/// Has no letter and no digit, only marks and what joins letters or emoji.
pub const BARE: u16 = 1 << 10;
/// Longer phrases of the gazetteers begin with it.
pub const LEADS: u16 = 1 << 11;

/// A word's attributes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// Hash of it as it is written.
    pub exact: u64,
    /// Hash of its lower case.
    pub lower: u64,
    /// Hash of its shape: `McDonald` is `XxXxxxxx`.
    pub shape: u64,
    /// Hash of its shape without repetitions: `XxXx`.
    pub short: u64,
    /// Classes.
    pub classes: Classes,
    /// Lists it is on by itself.
    pub lists: u16,
    /// Flags.
    pub flags: u16,
    /// First character, in upper case.
    pub first: u32,
    /// Hash of its letters one by one, where it is two to six capitals; else 0.
    pub letters: u64,
}

impl Word {
    /// The edge of a sentence.
    #[must_use]
    pub const fn edge() -> Self {
        let hash = hash::mix(0xed6e, 0x5eed);
        let classes = Classes { brown: 0, fine: 0, coarse: 0, minute: 0, case: 0 };
        Self {
            exact: hash,
            lower: hash,
            shape: hash,
            short: hash,
            classes,
            lists: 0,
            flags: EDGE,
            first: 0,
            letters: 0,
        }
    }

    /// Looks a word up and at.
    #[must_use]
    pub fn new(text: &str, exact: u64, lexicon: &Lexicon) -> Self {
        let lower = hash::lower(text);
        let mut word = Self { exact, lower, ..Self::default() };
        word.look(text);
        let common = if lower == exact { None } else { lexicon.classes_of(lower) };
        if common.is_some() {
            word.flags |= COMMON;
        }
        word.classes =
            lexicon.classes_of(exact).or_else(|| recased(text, word.flags, lexicon)).or(common).unwrap_or_default();
        let lists = lexicon.phrase(phrase_step(PHRASE, lower));
        word.lists = lists & !GOES_ON;
        if lists & GOES_ON != 0 {
            word.flags |= LEADS;
        }
        word.first = text.chars().next().map_or(0, u32::from);
        if word.is(ALL_CAPS) && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
            word.letters = text.bytes().fold(0, |state, byte| hash::mix(state, u64::from(byte)));
        }
        if is_joint(text) {
            word.flags |= JOINT;
        }
        word
    }

    /// Whether all of some flags are set.
    #[inline]
    #[must_use]
    pub const fn is(&self, flag: u16) -> bool {
        self.flags & flag == flag
    }

    fn look(&mut self, text: &str) {
        let (mut shape, mut short) = ([0u8; 24], [0u8; 16]);
        let (mut shape_len, mut short_len) = (0, 0);
        let (mut upper, mut small, mut other, mut digit, mut mixed) = (0u32, 0u32, 0u32, false, false);
        let (mut last, mut bare) = (0u8, true);
        for (at, c) in text.chars().take(64).enumerate() {
            let class = class_of(c);
            let mark = match class {
                Class::Upper => b'X',
                Class::Lower => b'x',
                Class::Letter | Class::Ideograph => b'l',
                Class::Digit => b'd',
                _ if c.is_ascii() => c as u8,
                Class::Apostrophe => b'\'',
                _ => b'?',
            };
            bare &= !c.is_alphanumeric();
            match class {
                Class::Upper => {
                    upper += 1;
                    mixed |= small > 0;
                }
                Class::Lower => small += 1,
                Class::Letter | Class::Ideograph => other += 1,
                Class::Digit => digit = true,
                _ => {}
            }
            if at == 0 {
                self.flags |=
                    if class == Class::Upper { CAPITAL } else { 0 } | if class == Class::Lower { SMALL } else { 0 };
            }
            if let Some(slot) = shape.get_mut(shape_len) {
                *slot = mark;
                shape_len += 1;
            }
            if mark != last
                && let Some(slot) = short.get_mut(short_len)
            {
                *slot = mark;
                short_len += 1;
            }
            last = mark;
        }
        self.shape = hash::bytes(shape.get(..shape_len).unwrap_or(&[]));
        self.short = hash::bytes(short.get(..short_len).unwrap_or(&[]));
        let mut set = |flag, on| self.flags |= if on { flag } else { 0 };
        set(ALL_CAPS, upper > 1 && small == 0);
        set(MIXED, mixed);
        set(DIGIT, digit);
        set(MARK, upper + small + other == 0 && !digit);
        set(DOTTED, last == b'.');
        set(BARE, bare);
    }
}

/// Classes of a word in capitals, found under its usual case: "CHINA" as "China".
fn recased(text: &str, flags: u16, lexicon: &Lexicon) -> Option<Classes> {
    if flags & ALL_CAPS == 0 || text.len() < 4 || text.len() > 40 {
        return None;
    }
    let lower = text.to_lowercase();
    let mut chars = lower.chars();
    let title: String = chars.next()?.to_uppercase().chain(chars).collect();
    lexicon.classes_of(hash::bytes(title.as_bytes()))
}

fn is_joint(text: &str) -> bool {
    matches!(
        text,
        "of" | "the"
            | "and"
            | "for"
            | "de"
            | "del"
            | "la"
            | "le"
            | "du"
            | "des"
            | "da"
            | "di"
            | "dos"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "van"
            | "von"
            | "der"
            | "den"
            | "y"
            | "e"
            | "-"
            | "&"
            | "'s"
            | "’s"
            | "on"
            | "in"
            | "to"
    )
}

#[cfg(test)]
mod tests {
    use super::{ALL_CAPS, BARE, CAPITAL, MARK, MIXED, SMALL, Word};
    use crate::nlp::hash;
    use crate::nlp::lexicon::Lexicon;

    fn word(text: &str) -> Word {
        Word::new(text, hash::bytes(text.as_bytes()), &Lexicon::default())
    }

    #[test]
    fn flags_say_what_is_seen() {
        assert!(word("McDonald").is(CAPITAL | MIXED) && !word("McDonald").is(ALL_CAPS));
        assert!(word("NATO").is(CAPITAL | ALL_CAPS));
        assert!(word("Élysée").is(CAPITAL));
        assert!(word("über").is(SMALL));
        assert!(word("—").is(MARK) && !word("7").is(MARK));
        assert!(word("\u{200d}\u{fe0f}").is(BARE) && !word("नी").is(BARE) && !word("7").is(BARE));
        assert_eq!(word("Oslo").short, word("Peru").short);
        assert_ne!(word("Oslo").shape, word("Berlin").shape);
    }
}
