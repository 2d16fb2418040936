//! Words that say what a paragraph is about: the page, or the world.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

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

/// Counts the cues of a text; whole words, any case.
pub(super) fn count(text: &str) -> Hits {
    let mut hits = Hits::default();
    let Some(matcher) = MATCHER.as_ref() else { return hits };
    for found in matcher.find_iter(text) {
        let before = text.get(..found.start()).and_then(|text| text.chars().next_back());
        let after = text.get(found.end()..).and_then(|text| text.chars().next());
        let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        if whole(before)
            && whole(after)
            && let Some(cue) = ALL.get(found.pattern().as_usize()).map(|(_, cue)| *cue as usize)
            && let Some(slot) = hits.0.get_mut(cue)
        {
            *slot = slot.saturating_add(1);
        }
    }
    hits
}

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

static ALL: LazyLock<Vec<(&'static str, Cue)>> =
    LazyLock::new(|| TABLES.iter().flat_map(|(table, cue)| words(table).iter().map(|word| (*word, *cue))).collect());

/// `None` cannot happen: the table is small and fixed.
static MATCHER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(ALL.iter().map(|(word, _)| *word))
        .ok()
});

#[cfg(test)]
mod tests {
    use super::{Cue, count};

    #[test]
    fn whole_words_only() {
        let hits = count("Sign up for our newsletter. He said the apparatus was aphid-free.");
        assert_eq!((hits.get(Cue::Newsletter), hits.get(Cue::Said), hits.get(Cue::Picture)), (2, 1, 0));
    }
}
