//! From bytes to Unicode code points: what leaves the program counts these.

use crate::text::Span;

/// Counts code points of a text from left to right; going on from the last place asked for costs only the way.
#[derive(Debug, Clone)]
pub struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> CodePoints<'a> {
    /// Counts in `text`.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    /// Code points before byte `at`; a byte inside a character counts as its start.
    pub fn at(&mut self, at: u32) -> usize {
        let mut at = self.text.len().min(at as usize);
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        if at < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += self.text.get(self.byte..at).unwrap_or("").chars().count();
        self.byte = at;
        self.point
    }

    /// Start and end of a span, end exclusive.
    pub fn span(&mut self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// Counts code points of one text at any place, in any order.
#[derive(Debug, Clone)]
pub struct CodePointIndex {
    /// Code points before every [`STEP`]th byte.
    marks: Vec<u32>,
}

/// Bytes between two marks.
const STEP: usize = 1024;

impl CodePointIndex {
    /// Counts all of `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut sum = 0;
        let marks = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let before = sum;
                sum += starts(chunk);
                before
            })
            .collect();
        Self { marks }
    }

    /// Start and end of a span of `text`, end exclusive; `text` is the one it was made of.
    #[must_use]
    pub fn span(&self, text: &str, span: Span) -> (usize, usize) {
        (self.at(text, span.start), self.at(text, span.end))
    }

    fn at(&self, text: &str, at: u32) -> usize {
        let mut at = text.len().min(at as usize);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let mark = (at / STEP).min(self.marks.len().saturating_sub(1));
        let before = self.marks.get(mark).copied().unwrap_or(0);
        (before + starts(text.as_bytes().get(mark * STEP..at).unwrap_or(&[]))) as usize
    }
}

/// Bytes that begin a character.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CodePointIndex, CodePoints};
    use crate::text::Span;

    #[test]
    fn characters_count_one_each() {
        let mut points = CodePoints::new("é北👩‍👧 x");
        assert_eq!(points.span(Span::new(0, 2)), (0, 1));
        assert_eq!(points.span(Span::new(2, 5)), (1, 2));
        assert_eq!(points.at(1), 0, "inside a character, and back");
        assert_eq!(points.at(u32::MAX), 7);
    }

    #[test]
    fn marks_may_lie_inside_a_character() {
        for pad in 0..4 {
            let text = format!("{}{}", "x".repeat(pad), "北🇫🇷é".repeat(700));
            let index = CodePointIndex::new(&text);
            for (before, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(index.span(&text, Span::new(at as u32, at as u32)).0, before);
            }
            assert_eq!(index.span(&text, Span::new(0, u32::MAX)).1, text.chars().count());
        }
    }

    proptest! {
        #[test]
        fn the_same_as_counting_anew(text in "\\PC{0,20}", bytes in proptest::collection::vec(0u32..100, 0..8)) {
            let mut points = CodePoints::new(&text);
            for at in bytes {
                let before = text.char_indices().take_while(|(start, c)| start + c.len_utf8() <= at as usize).count();
                prop_assert_eq!(points.at(at), before);
                prop_assert_eq!(CodePointIndex::new(&text).span(&text, Span::new(at, at)).0, before);
            }
        }
    }
}
