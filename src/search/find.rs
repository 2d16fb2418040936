//! All places of a pattern in one text: accents folded, case too unless the pattern has a capital; in linear time.

use memchr::memmem;

use crate::text::fold::fold_char;
use crate::text::{Span, fold, fold_accents};

/// A text made ready to be searched again and again. Takes little more memory than the text.
#[derive(Debug, Default)]
pub struct Haystack {
    /// The folded text, line breaks made spaces so that a phrase is found across them.
    folded: String,
    /// Where folded and source bytes stop running side by side, in order.
    turns: Vec<Turn>,
    /// Bytes of the source.
    len: u32,
}

/// From folded byte `folded` on, up to the next turn, the source runs along from byte `source` on; where it is `flat`,
/// all of these folded bytes come from the one character at `source`.
#[derive(Debug, Clone, Copy)]
struct Turn {
    folded: u32,
    source: u32,
    flat: bool,
}

impl Haystack {
    /// Folds a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut out = Self { folded: String::with_capacity(text.len()), turns: Vec::new(), len: text.len() as u32 };
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            let lower = |c: char| if c == '\n' { ' ' } else { c.to_ascii_lowercase() };
            out.folded.extend(rest.get(..plain).unwrap_or("").chars().map(lower));
            at += plain;
            if let Some(c) = rest.get(plain..).and_then(|rest| rest.chars().next()) {
                out.push(at, c);
                at += c.len_utf8();
            }
        }
        out
    }

    /// Folds one character, which stands at a source byte.
    fn push(&mut self, at: usize, c: char) {
        let (folded, source) = (self.folded.len() as u32, at as u32);
        let mut count = 0;
        fold_char(c, |part| {
            self.folded.push(part);
            count += 1;
        });
        if count != 1 || self.folded.len() as u32 - folded != c.len_utf8() as u32 {
            self.turns.push(Turn { folded, source, flat: true });
            let after = Turn { folded: self.folded.len() as u32, source: source + c.len_utf8() as u32, flat: false };
            self.turns.push(after);
        }
    }

    /// The source byte of a folded byte.
    fn source(&self, folded: usize) -> u32 {
        let folded = folded as u32;
        let before = self.turns.partition_point(|turn| turn.folded <= folded).checked_sub(1);
        match before.and_then(|number| self.turns.get(number)) {
            Some(turn) if turn.flat => turn.source,
            Some(turn) => (turn.source + folded - turn.folded).min(self.len),
            None => folded.min(self.len),
        }
    }

    /// The folded byte that a source byte became.
    fn target(&self, source: u32) -> usize {
        let after = self.turns.partition_point(|turn| turn.source <= source);
        let folded = match after.checked_sub(1).and_then(|number| self.turns.get(number)) {
            Some(turn) if turn.flat => turn.folded,
            Some(turn) => turn.folded + source - turn.source,
            None => source,
        };
        (folded as usize).min(self.folded.len())
    }

    /// The folded text.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The source bytes of folded bytes; a part of a letter that folds to several stands for the whole letter.
    #[must_use]
    pub fn back(&self, start: usize, end: usize) -> Span {
        let (from, mut to) = (self.source(start), self.source(end));
        if end > start && self.source(end - 1) == to {
            let after = self.turns.partition_point(|turn| turn.source <= to);
            to = self.turns.get(after).map_or(self.len, |turn| turn.source);
        }
        Span::new(from, to)
    }

    /// The folded bytes that come from source bytes.
    #[must_use]
    pub fn forth(&self, span: Span) -> std::ops::Range<usize> {
        self.target(span.start)..self.target(span.end)
    }

    /// Bytes of memory it takes, about.
    #[must_use]
    pub fn size(&self) -> usize {
        self.folded.len() + self.turns.len() * size_of::<Turn>()
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
    use crate::text::fold::Folded;
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
        fn the_way_back_is_that_of_the_plain_fold(text in "[aé—ßИ\u{301}한\n’]{0,40}") {
            let (haystack, folded) = (Haystack::new(&text), Folded::new(&text));
            prop_assert_eq!(haystack.folded(), folded.text.replace('\n', " "));
            for (at, source) in folded.source.iter().enumerate() {
                if folded.text.is_char_boundary(at) {
                    prop_assert_eq!(haystack.source(at), *source);
                }
            }
            for (at, c) in text.char_indices() {
                let range = haystack.forth(Span::new(at as u32, (at + c.len_utf8()) as u32));
                prop_assert_eq!(haystack.folded().get(range).map(str::to_owned), Some(fold(c.encode_utf8(&mut [0; 4])).replace('\n', " ")));
            }
        }

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
