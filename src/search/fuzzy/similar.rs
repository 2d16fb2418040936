//! Names under another spelling, in another script or with a slip of the finger, for a pattern that no name has as typed.

use std::cmp::Reverse;

use super::index::Index;
use super::matching::{Match, Tier};
use super::pattern::Pattern;
use super::session::{Hit, Snapshot};
use crate::text::Span;

/// Shorter words must begin a word of the name letter by letter.
const SLIP_LETTERS: usize = 5;
/// Shorter words say too little.
const LETTERS: usize = 3;
/// Items between two looks at newer patterns.
const STEP: usize = 1024;

/// Brings a word to the form that its spellings share; empty for a word that is no part of a name ("Mr").
pub type Normal<'a> = &'a dyn Fn(&str) -> String;

/// What was typed, in the form that spellings share.
#[derive(Debug, Clone)]
pub struct Similar {
    words: Vec<String>,
    kinds: Pattern,
}

impl Similar {
    /// Understands a pattern. `None` where it is too short to be looked for so, or wants exact words.
    #[must_use]
    pub fn new(pattern: &Pattern, normal: Normal<'_>) -> Option<Self> {
        if pattern.words.iter().any(|word| word.exact) {
            return None;
        }
        let words: Vec<String> =
            pattern.words.iter().map(|word| normal(&word.text)).filter(|word| !word.is_empty()).collect();
        let long = words.iter().any(|word| word.chars().count() >= LETTERS);
        let kinds = Pattern { kinds: pattern.kinds, ..Pattern::default() };
        long.then_some(Self { words, kinds })
    }

    /// Looks through an index of names. `weight` gives an item's number of mentions, 0 leaves it out; `stop` is asked
    /// every few milliseconds whether to give up, and then the answer is `None`.
    pub fn search(
        &self,
        index: &Index,
        normal: Normal<'_>,
        weight: impl Fn(u32) -> u32,
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<Snapshot> {
        let mut found: Vec<(Match, u32, Reverse<usize>, Hit)> = Vec::new();
        for at in 0..index.len() {
            if at.is_multiple_of(STEP) && stop() {
                return None;
            }
            let item = index.item(at as u32);
            if !self.kinds.takes(item.kind) {
                continue;
            }
            let rated = index.keys(item).enumerate().filter_map(|(number, (_, key))| {
                self.rate(key, normal).map(|rating| (rating, Reverse(key.len()), number as u32))
            });
            let Some((rating, length, key)) = rated.max() else { continue };
            let mentions = weight(item.id);
            if mentions > 0 {
                found.push((rating, mentions, length, Hit { id: item.id, key, rating }));
            }
        }
        found.sort_by_key(|found| Reverse((found.0, found.1, found.2)));
        let matched = found.len() as u32;
        Some(Snapshot { hits: found.into_iter().take(limit).map(|(.., hit)| hit).collect(), matched })
    }

    fn rate(&self, key: &str, normal: Normal<'_>) -> Option<Match> {
        let mut score = 0;
        let words: Vec<String> = key.split(|c: char| !c.is_alphanumeric()).map(normal).collect();
        for wanted in &self.words {
            let best = words.iter().filter_map(|word| closeness(wanted, word)).max()?;
            score += best;
        }
        Some(Match { tier: Tier::Inside, score })
    }

    /// The words of a name that are meant: bytes of the name, in order.
    #[must_use]
    pub fn marks(&self, name: &str, normal: Normal<'_>) -> Vec<Span> {
        let mut marks = Vec::new();
        let mut start = None;
        for (at, c) in name.char_indices().chain([(name.len(), ' ')]) {
            if c.is_alphanumeric() {
                start.get_or_insert(at);
            } else if let Some(start) = start.take() {
                let word = normal(name.get(start..at).unwrap_or(""));
                if self.words.iter().any(|wanted| closeness(wanted, &word).is_some()) {
                    marks.push(Span::new(start as u32, at as u32));
                }
            }
        }
        marks
    }
}

/// How close a word of a name is to what was typed of it: 3 the same, 2 so begun, 1 with one slip; `None`: another word.
fn closeness(typed: &str, word: &str) -> Option<i32> {
    if word.is_empty() {
        return None;
    }
    if let Some(rest) = word.strip_prefix(typed) {
        return Some(if rest.is_empty() { 3 } else { 2 });
    }
    (typed.chars().count() >= SLIP_LETTERS && slips_into(typed, word)).then_some(1)
}

/// Whether a word begins with what was typed but for one letter left out, added, changed or swapped with its neighbour
/// (restricted Damerau-Levenshtein distance 1 to a prefix). The first letter must be right.
fn slips_into(typed: &str, word: &str) -> bool {
    let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
    let head = typed.iter().zip(&word).take_while(|(a, b)| a == b).count();
    if head == 0 {
        return false;
    }
    let begins = |from: usize, at: usize| {
        let (typed, word) = (typed.get(from..).unwrap_or(&[]), word.get(at..).unwrap_or(&[]));
        word.starts_with(typed)
    };
    let swapped =
        || typed.get(head) == word.get(head + 1) && typed.get(head + 1) == word.get(head) && head + 1 < word.len();
    begins(head + 1, head + 1)
        || begins(head, head + 1)
        || begins(head + 1, head)
        || (swapped() && begins(head + 2, head + 2))
}

#[cfg(test)]
mod tests {
    use super::{Similar, slips_into};
    use crate::search::fuzzy::{IndexBuilder, Pattern};

    fn normal(word: &str) -> String {
        let word = word.to_lowercase();
        if word == "mr" { String::new() } else { word.replace("iy", "y").replace("ff", "v") }
    }

    fn found(typed: &str) -> Vec<u32> {
        let mut builder = IndexBuilder::default();
        for (id, name) in ["Olena Zahorsky", "Pjotr Smirnov", "Alma Harbour", "Anna Smirk"].iter().enumerate() {
            builder.item(id as u32, 0);
            builder.key(name);
        }
        let index = builder.build();
        let Some(similar) = Similar::new(&Pattern::new(typed), &normal) else { return Vec::new() };
        let found = similar.search(&index, &normal, |_| 1, 10, &|| false).unwrap();
        assert_eq!(found.matched as usize, found.hits.len());
        found.hits.iter().map(|hit| hit.id).collect()
    }

    #[test]
    fn other_spellings_titles_and_slips_lead_to_the_name() {
        assert_eq!(found("zahorskiy"), [0]);
        assert_eq!(found("mr smirnoff"), [1]);
        assert_eq!(found("smrinov"), [1]);
        assert_eq!(found("harbor"), [2]);
        assert_eq!(found("pjotr smirnof"), [1]);
        assert_eq!(found("mr"), [] as [u32; 0]);
        assert_eq!(found("'smirnoff"), [] as [u32; 0], "an exact word is meant as it is");
        assert_eq!(found("imirnov"), [] as [u32; 0], "the first letter must be right");
    }

    #[test]
    fn a_slip_is_one_letter() {
        for (typed, word) in
            [("lavrof", "lavrov"), ("netanyau", "netanyahu"), ("merkkel", "merkel"), ("obmaa", "obama")]
        {
            assert!(slips_into(typed, word), "{typed} {word}");
        }
        assert!(!slips_into("lebrof", "lavrov") && !slips_into("markal", "merkel"));
    }

    #[test]
    fn the_words_meant_are_marked() {
        let similar = Similar::new(&Pattern::new("smirnoff"), &normal).unwrap();
        let marks = similar.marks("Pjotr Smirnov", &normal);
        assert_eq!(marks.iter().map(|mark| mark.of("Pjotr Smirnov")).collect::<Vec<_>>(), ["Smirnov"]);
    }
}
