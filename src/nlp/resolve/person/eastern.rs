//! Chinese and Korean names, of which a letter more or less makes another: "Li Qiang", "Li Qian".

use super::Person;
use crate::nlp::resolve::knowledge::Knowledge;
use crate::nlp::resolve::words::Words;

/// Which language a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::nlp::resolve) enum East {
    /// In pinyin, which spells every name in one way.
    Chinese,
    Korean,
}

/// First letters of the syllables of Mandarin in pinyin, the longest first.
const INITIALS: [&str; 23] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y",
    "w",
];
/// Their other letters, the longest first.
const FINALS: [&str; 34] = [
    "iang", "iong", "uang", "ang", "eng", "ian", "iao", "ing", "ong", "uai", "uan", "ai", "an", "ao", "ei", "en", "er",
    "ia", "ie", "in", "iu", "ou", "ua", "ue", "ui", "un", "uo", "a", "e", "i", "o", "u", "v", "ü",
];
/// Given names have no more syllables.
const MAX_SYLLABLES: usize = 2;

/// Whether the words of a name, family name first or last, are Chinese or Korean ones.
pub(super) fn of(parts: &[&str]) -> Option<East> {
    let known = Knowledge::get();
    let (&first, &last) = (parts.first()?, parts.last()?);
    if !(2..=3).contains(&parts.len()) || parts.iter().any(|part| part.ends_with('.')) {
        return None;
    }
    let rest = |words: &[&str]| {
        let syllables: Vec<&str> = words.iter().flat_map(|word| word.split('-')).collect();
        syllables.len() <= MAX_SYLLABLES && syllables.iter().all(|part| pinyin(part, MAX_SYLLABLES))
    };
    let front = known.chinese.contains(first) && parts.get(1..).is_some_and(rest);
    let back = || known.chinese.contains(last) && parts.get(..parts.len() - 1).is_some_and(rest);
    if front || back() {
        return Some(East::Chinese);
    }
    let given = |words: &[&str]| words.iter().flat_map(|word| word.split('-')).count() == 2;
    let front = known.korean.contains(first) && parts.get(1..).is_some_and(given);
    let back = || known.korean.contains(last) && parts.get(..parts.len() - 1).is_some_and(given);
    (front || back()).then_some(East::Korean)
}

/// Whether a word is made of syllables of Mandarin, at most so many.
fn pinyin(word: &str, most: usize) -> bool {
    if word.is_empty() {
        return true;
    }
    if most == 0 {
        return false;
    }
    let tails = |rest: &str| FINALS.iter().any(|end| rest.strip_prefix(end).is_some_and(|next| pinyin(next, most - 1)));
    tails(word) || INITIALS.iter().any(|start| word.strip_prefix(start).is_some_and(tails))
}

/// Whether two names in pinyin are of other letters, in whatever order and however parted.
pub(in crate::nlp::resolve) fn differ(a: &Person, b: &Person, words: &Words) -> bool {
    if a.east != Some(East::Chinese) || b.east != Some(East::Chinese) {
        return false;
    }
    let letters = |person: &Person| {
        let mut all: Vec<char> = person.words.iter().flat_map(|w| words.get(*w).text.chars()).collect();
        all.sort_unstable();
        all
    };
    letters(a) != letters(b)
}
