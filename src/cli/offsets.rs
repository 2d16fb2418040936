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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::CodePoints;
    use crate::text::Span;

    #[test]
    fn characters_count_one_each() {
        let mut points = CodePoints::new("é北👩‍👧 x");
        assert_eq!(points.span(Span::new(0, 2)), (0, 1));
        assert_eq!(points.span(Span::new(2, 5)), (1, 2));
        assert_eq!(points.at(1), 0, "inside a character, and back");
        assert_eq!(points.at(u32::MAX), 7);
    }

    proptest! {
        #[test]
        fn the_same_as_counting_anew(text in "\\PC{0,20}", bytes in proptest::collection::vec(0u32..100, 0..8)) {
            let mut points = CodePoints::new(&text);
            for at in bytes {
                let before = text.char_indices().take_while(|(start, c)| start + c.len_utf8() <= at as usize).count();
                prop_assert_eq!(points.at(at), before);
            }
        }
    }
}
