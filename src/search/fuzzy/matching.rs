//! How well a key matches a pattern, and where.

use super::pattern::{Pattern, Word};
use super::skim::Skim;
use crate::text::Span;
use crate::text::fold::Folded;

/// Words of so few letters are not worth Skim's scoring: scattered, they mean nothing.
const SHORT: usize = 2;

/// How a pattern matches, the worst first. Of several words the worst counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// Its letters stand in the key, in their order.
    Scattered,
    /// It stands in the middle of a word.
    Inside,
    /// A word starts with it.
    WordStart,
    /// The key starts with it.
    Prefix,
    /// It is the key.
    Exact,
}

/// A match; greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Match {
    /// How.
    pub tier: Tier,
    /// How well: Skim's score of scattered letters, else the number of whole words.
    pub score: i32,
}

/// Matches patterns against folded keys.
#[derive(Debug, Default)]
pub struct Matcher {
    skim: Skim,
}

impl Matcher {
    /// How well a folded key matches.
    #[must_use]
    pub fn rate(&self, key: &str, pattern: &Pattern) -> Option<Match> {
        self.rate_above(key, pattern, Tier::Scattered)
    }

    /// The same, where the score of a match below `floor` does not matter: then Skim is not asked for it.
    #[must_use]
    pub(super) fn rate_above(&self, key: &str, pattern: &Pattern, floor: Tier) -> Option<Match> {
        if pattern.is_empty() {
            return Some(Match { tier: Tier::Prefix, score: 0 });
        }
        if let Some(rest) = key.strip_prefix(pattern.whole.as_str())
            && pattern.words.iter().all(|word| !word.exact)
        {
            let score = i32::from(ends_word(rest));
            return Some(Match { tier: if rest.is_empty() { Tier::Exact } else { Tier::Prefix }, score });
        }
        let mut all = Match { tier: Tier::WordStart, score: 0 };
        for word in &pattern.words {
            let one = self.rate_word(key, word, floor)?;
            if one.tier == Tier::Scattered || all.tier != Tier::Scattered {
                // Scores of different sorts are not added up.
                let fresh = one.tier == Tier::Scattered && all.tier != Tier::Scattered;
                all.score = if fresh { one.score } else { all.score.saturating_add(one.score) };
            }
            all.tier = all.tier.min(one.tier);
        }
        Some(all)
    }

    fn rate_word(&self, key: &str, word: &Word, floor: Tier) -> Option<Match> {
        let mut best: Option<Match> = None;
        for at in word.finder.find_iter(key.as_bytes()) {
            let starts = starts_word(key.get(..at).unwrap_or(""));
            let ends = ends_word(key.get(at + word.text.len()..).unwrap_or(""));
            if word.exact && !(starts && ends) {
                continue;
            }
            let tier = if starts { Tier::WordStart } else { Tier::Inside };
            let found = Match { tier, score: i32::from(starts && ends) };
            best = best.max(Some(found));
            if found == (Match { tier: Tier::WordStart, score: 1 }) {
                break;
            }
        }
        if best.is_some() || word.exact {
            return best;
        }
        let spread = spread(key.as_bytes(), word.text.as_bytes())?;
        let score = match floor {
            Tier::Scattered if word.letters > SHORT => self.skim.score(key, &word.text)?,
            _ => -spread,
        };
        Some(Match { tier: Tier::Scattered, score })
    }

    /// What of a name (not folded) a pattern matches: bytes of the name, in order.
    #[must_use]
    pub fn marks(&self, name: &str, pattern: &Pattern) -> Vec<Span> {
        let folded = Folded::new(name);
        let mut marks = Vec::new();
        for word in &pattern.words {
            self.mark_word(&folded, word, &mut marks);
        }
        join(marks)
    }

    fn mark_word(&self, folded: &Folded, word: &Word, marks: &mut Vec<Span>) {
        let key = folded.text.as_str();
        let starts = |at: &usize| starts_word(key.get(..*at).unwrap_or(""));
        let whole = |at: &usize| starts(at) && ends_word(key.get(at + word.text.len()..).unwrap_or(""));
        let places = || word.finder.find_iter(key.as_bytes());
        let place = if word.exact {
            places().find(whole)
        } else {
            places().find(whole).or_else(|| places().find(starts)).or_else(|| places().next())
        };
        if let Some(at) = place {
            marks.push(folded.back(at, at + word.text.len()));
        } else if !word.exact
            && let Some(letters) = self.skim.letters(key, &word.text)
        {
            let mut offsets =
                key.char_indices().enumerate().filter(|(number, _)| letters.binary_search(number).is_ok());
            marks.extend(offsets.by_ref().map(|(_, (at, c))| folded.back(at, at + c.len_utf8())));
        }
    }
}

/// Bytes from the first to the last letter of a word scattered in a key; `None` where it does not stand there.
fn spread(key: &[u8], word: &[u8]) -> Option<i32> {
    let (first, rest) = word.split_first()?;
    let start = memchr::memchr(*first, key)?;
    let mut at = start + 1;
    for byte in rest {
        at += memchr::memchr(*byte, key.get(at..)?)? + 1;
    }
    Some((at - start) as i32)
}

fn starts_word(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
}

fn ends_word(after: &str) -> bool {
    after.chars().next().is_none_or(|c| !c.is_alphanumeric())
}

/// Spans in order, those that touch made one; empty ones (half of a letter that folds to two) dropped.
pub(crate) fn join(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Match, Matcher, Tier};
    use crate::search::fuzzy::Pattern;
    use crate::text::fold;

    fn rate(name: &str, typed: &str) -> Option<Match> {
        Matcher::default().rate(&fold(name), &Pattern::new(typed))
    }

    fn marked(name: &str, typed: &str) -> Vec<String> {
        Matcher::default().marks(name, &Pattern::new(typed)).iter().map(|span| span.of(name).to_owned()).collect()
    }

    #[test]
    fn tiers() {
        let tier = |name, typed| rate(name, typed).map(|found| found.tier);
        assert_eq!(tier("Ada Moor", "ada moor"), Some(Tier::Exact));
        assert_eq!(tier("Ada Moor", "ada"), Some(Tier::Prefix));
        assert_eq!(tier("Ada Moor", "moor ada"), Some(Tier::WordStart));
        assert_eq!(tier("Ada Moor", "oor"), Some(Tier::Inside));
        assert_eq!(tier("Ada Moor", "ao"), Some(Tier::Scattered));
        assert_eq!(tier("Ada Moor", "dmr"), Some(Tier::Scattered));
        assert_eq!(tier("Ada Moor", "ada x"), None);
        assert_eq!(tier("Ada Moor", "'moo"), None);
        assert_eq!(tier("Ada Moor", "'moor"), Some(Tier::WordStart));
        assert!(rate("Ada Moor", "moor") > rate("Ada Moorland", "moor"));
    }

    #[test]
    fn spellings_meet_and_are_marked_in_the_name() {
        assert_eq!(marked("Jürgen Müller", "muller"), ["Müller"]);
        assert_eq!(marked("Jürgen Müller", "jm"), ["J", "M"]);
        assert_eq!(marked("Großmann", "grossm"), ["Großm"]);
        assert_eq!(marked("Großmann", "gros"), ["Gro"], "half a letter is no letter");
        assert_eq!(marked("Ada Moor", "moor ada"), ["Ada", "Moor"]);
        assert_eq!(marked("ПЕТРОВА", "петр"), ["ПЕТР"]);
    }

    #[test]
    fn the_better_place_counts() {
        assert_eq!(marked("Anderland and Land", "land"), ["Land"]);
    }
}
