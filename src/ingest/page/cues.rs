//! Words that say what a paragraph is about: the page, or the world.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::phrases::words;

/// What a cue points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Newsletters, alerts, accounts.
    Newsletter,
    /// Appeals for money and subscriptions.
    Appeal,
    /// Rights, privacy, cookies.
    Legal,
    /// Readers' comments.
    Comment,
    /// Speech and sources: the stuff of reporting.
    Said,
    /// Where someone stands in a picture.
    Position,
    /// What people do in pictures, in the present tense.
    Pose,
    /// A picture's source.
    Picture,
}

const KINDS: usize = 8;

/// How often each cue occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hits([u16; KINDS]);

impl Hits {
    pub fn get(&self, cue: Cue) -> usize {
        self.0.get(cue as usize).copied().map_or(0, usize::from)
    }
}

/// Counts the cues of a text; whole words, any case, the longest that fits.
///
/// By the first word, in a table: an automaton over all cues took longer to make than a page to read.
pub(super) fn count(text: &str) -> Hits {
    let mut hits = Hits::default();
    let (mut at, mut end) = (0, 0);
    while let Some(word) = next_word(text, &mut at) {
        let start = at - word.len();
        if start >= end
            && let Some((length, cue)) = lookup(word, text.get(start..).unwrap_or(""))
            && let Some(slot) = hits.0.get_mut(cue as usize)
        {
            *slot = slot.saturating_add(1);
            end = start + length;
        }
    }
    hits
}

/// The next word at or after `at` (bytes), which moves behind it.
fn next_word<'a>(text: &'a str, at: &mut usize) -> Option<&'a str> {
    let start = until(text, *at, true);
    *at = until(text, start, false);
    text.get(start..*at).filter(|word| !word.is_empty())
}

/// Where, from `at` on, the first character is that is a letter or digit, or is none; the end where there is none such. ASCII is
/// told by its bytes.
fn until(text: &str, mut at: usize, letter: bool) -> usize {
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let (is, length) = if byte.is_ascii() {
            (byte.is_ascii_alphanumeric(), 1)
        } else {
            text.get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or((false, 1), |c| (c.is_alphanumeric(), c.len_utf8()))
        };
        if is == letter {
            break;
        }
        at += length;
    }
    at
}

/// The longest cue that `text`, which begins with `word`, begins with, and its length in bytes.
fn lookup(word: &str, text: &str) -> Option<(usize, Cue)> {
    let mut lower = [0; FIRST];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let fits = |cue: &&(&str, Cue)| {
        let length = cue.0.len();
        text.get(..length).is_some_and(|start| start.eq_ignore_ascii_case(cue.0))
            && text.get(length..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    BY_WORD.get(&*lower)?.iter().find(fits).map(|(phrase, cue)| (phrase.len(), *cue))
}

/// No cue begins with a longer word (bytes).
const FIRST: usize = 24;

/// The tables of cues, in the order of [`Cue`].
const TABLES: [(&str, Cue); KINDS] = [
    ("cue newsletter", Cue::Newsletter),
    ("cue appeal", Cue::Appeal),
    ("cue legal", Cue::Legal),
    ("cue comment", Cue::Comment),
    ("cue said", Cue::Said),
    ("cue position", Cue::Position),
    ("cue pose", Cue::Pose),
    ("cue picture", Cue::Picture),
];

type Phrases = Vec<(&'static str, Cue)>;

/// The cues by their first word, the longest first.
static BY_WORD: LazyLock<FxHashMap<&'static [u8], Phrases>> = LazyLock::new(|| {
    let mut by_word: FxHashMap<&[u8], Phrases> = FxHashMap::default();
    for (table, cue) in TABLES {
        for phrase in words(table) {
            let word = next_word(phrase, &mut 0).unwrap_or("");
            by_word.entry(word.as_bytes()).or_default().push((phrase, cue));
        }
    }
    for phrases in by_word.values_mut() {
        phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    }
    by_word
});

#[cfg(test)]
mod tests {
    use super::{BY_WORD, Cue, FIRST, count};
    use crate::ingest::page::phrases::words;

    #[test]
    fn whole_words_only() {
        let hits = count("Sign up for our newsletter. He said the apparatus was aphid-free.");
        assert_eq!((hits.get(Cue::Newsletter), hits.get(Cue::Said), hits.get(Cue::Picture)), (2, 1, 0));
    }

    #[test]
    fn every_cue_is_found_by_itself() {
        assert!(BY_WORD.keys().all(|word| (1..=FIRST).contains(&word.len())));
        for (table, cue) in super::TABLES {
            assert!(!words(table).is_empty(), "{table}");
            for phrase in words(table) {
                let hits = count(&format!("(“{}”)", phrase.to_ascii_uppercase()));
                assert!(
                    hits.get(cue) == 1 || BY_WORD.values().flatten().any(|c| c.0 == *phrase && c.1 != cue),
                    "{phrase}"
                );
            }
        }
    }

    #[test]
    fn the_longest_counts_once() {
        assert_eq!(count("Newsletters, newsletter! NEWSLETTER’s").get(Cue::Newsletter), 3);
        assert_eq!(count("sign up sign up").get(Cue::Newsletter), 2);
    }
}
