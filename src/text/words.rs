//! Words as they are counted: runs without white space.

/// How many words a text has: as many as `split_whitespace` gives, but ASCII is told by its bytes.
#[must_use]
pub fn word_count(text: &str) -> usize {
    let (mut count, mut inside, mut at) = (0, false, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        let (white, length) = if byte.is_ascii() {
            (matches!(byte, b' ' | b'\t'..=b'\r'), 1)
        } else {
            let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
            (c.is_whitespace(), c.len_utf8())
        };
        count += usize::from(!white && !inside);
        inside = !white;
        at += length;
    }
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::word_count;

    proptest! {
        #[test]
        fn as_many_as_between_white_space(text in "[a-zé“ \\t\\n\\u{b}\\u{1c}\\u{85}\\u{a0}\\u{2003}\\u{3000}語.,’-]{0,80}") {
            prop_assert_eq!(word_count(&text), text.split_whitespace().count());
        }
    }
}
