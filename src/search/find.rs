//! All places of a pattern in one text: accents folded, case too unless the pattern has a capital; in linear time.

use memchr::memmem;

use crate::text::fold::Folded;
use crate::text::{Span, fold, fold_accents};

/// A text made ready to be searched again and again.
#[derive(Debug)]
pub struct Haystack {
    /// The folded text, line breaks made spaces so that a phrase is found across them.
    folded: String,
    /// For each byte of `folded`, and its end, the byte it comes from; `None` where that is the same byte.
    source: Option<Vec<u32>>,
}

impl Haystack {
    /// Folds a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (mut folded, source) = if text.is_ascii() {
            (text.to_ascii_lowercase(), None)
        } else {
            let folded = Folded::new(text);
            (folded.text, Some(folded.source))
        };
        if folded.contains('\n') {
            folded = folded.replace('\n', " ");
        }
        Self { folded, source }
    }

    /// The folded text.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The source bytes of folded bytes; a part of a letter that folds to several stands for the whole letter.
    #[must_use]
    pub fn back(&self, start: usize, end: usize) -> Span {
        let Some(source) = &self.source else { return Span::new(start as u32, end as u32) };
        let last = source.last().copied().unwrap_or(0);
        let from = source.get(start).copied().unwrap_or(last);
        let mut to = source.get(end).copied().unwrap_or(last);
        if end > start && source.get(end - 1) == Some(&to) {
            let rest = source.get(end..).unwrap_or(&[]);
            to = rest.iter().copied().find(|at| *at > to).unwrap_or(last);
        }
        Span::new(from, to)
    }

    /// The folded bytes that come from source bytes.
    #[must_use]
    pub fn forth(&self, span: Span) -> std::ops::Range<usize> {
        let Some(source) = &self.source else { return span.start as usize..span.end as usize };
        source.partition_point(|at| *at < span.start)
            ..source.partition_point(|at| *at < span.end).min(self.folded.len())
    }

    /// Bytes of memory it takes, about.
    #[must_use]
    pub fn size(&self) -> usize {
        self.folded.len() + self.source.as_ref().map_or(0, |source| source.len() * size_of::<u32>())
    }

    /// All places, in the order of the text, none overlapping another. `text` is what the haystack was made of.
    #[must_use]
    pub fn find(&self, text: &str, pattern: &str) -> Vec<Span> {
        let needle = fold(pattern);
        if needle.is_empty() {
            return Vec::new();
        }
        let cased = pattern.chars().any(char::is_uppercase).then(|| fold_accents(pattern));
        let finder = memmem::Finder::new(&needle);
        let mut found: Vec<Span> = Vec::new();
        let mut from = 0;
        while let Some(step) = self.folded.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let at = from + step;
            let span = self.back(at, at + needle.len());
            let fits = cased.as_ref().is_none_or(|cased| fold_accents(span.of(text)).replace('\n', " ") == *cased);
            let taken = fits && !span.is_empty() && found.last().is_none_or(|last| last.end <= span.start);
            if taken {
                found.push(span);
            }
            from = at + if taken { needle.len() } else { 1 };
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Haystack;
    use crate::text::{Span, fold};

    fn find(text: &str, pattern: &str) -> Vec<String> {
        Haystack::new(text).find(text, pattern).iter().map(|span| span.of(text).to_owned()).collect()
    }

    #[test]
    fn smart_case_and_folded_accents() {
        let text = "Müller met muller; MULLER left.";
        assert_eq!(find(text, "muller"), ["Müller", "muller", "MULLER"]);
        assert_eq!(find(text, "Muller"), ["Müller"]);
        assert_eq!(find(text, "müll"), ["Müll", "mull", "MULL"]);
        assert_eq!(find(text, ""), Vec::<String>::new());
        assert_eq!(find("the mask, The Mask", "The"), ["The"]);
        assert_eq!(find("aAa", "Aa"), ["Aa"], "what does not fit hides nothing");
    }

    #[test]
    fn letters_that_fold_to_several_are_found_whole() {
        assert_eq!(find("Straße", "s"), ["S", "ß"]);
        assert_eq!(find("Straße", "asse"), ["aße"]);
        assert_eq!(find("e\u{301}te\u{301}", "t"), ["t"]);
        assert_eq!(find("l'e\u{301}te\u{301}", "ete"), ["e\u{301}te\u{301}"]);
    }

    #[test]
    fn a_phrase_is_found_over_a_line_break() {
        assert_eq!(find("the long\nroad", "long road"), ["long\nroad"]);
        assert_eq!(find("the Long\nRoad", "Long Road"), ["Long\nRoad"]);
    }

    proptest! {
        #[test]
        fn places_are_in_order_on_boundaries_and_hold_the_pattern(text in "[aAéßsS\u{301} \n]{0,60}", pattern in "[aes ]{1,3}") {
            let mut end = 0;
            for span in Haystack::new(&text).find(&text, &pattern) {
                prop_assert!(span.start >= end && !span.of(&text).is_empty());
                prop_assert!(fold(span.of(&text)).replace('\n', " ").contains(&pattern));
                end = span.end;
            }
        }

        #[test]
        fn plain_text_is_searched_as_by_the_standard_library(text in "[ab ]{0,80}", pattern in "[ab]{1,3}") {
            let expected: Vec<Span> = text
                .match_indices(pattern.as_str())
                .map(|(at, hit)| Span::new(at as u32, (at + hit.len()) as u32))
                .collect();
            prop_assert_eq!(Haystack::new(&text).find(&text, &pattern), expected);
        }
    }
}
