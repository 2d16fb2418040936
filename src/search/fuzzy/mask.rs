//! Which characters a text has, in 64 bits: a text without one of a word's characters cannot match it, and that is known
//! without looking at the text.

/// Bits of the characters of a folded text. Letters and digits of ASCII have bits of their own; the rest share.
#[must_use]
pub fn mask(folded: &str) -> u64 {
    folded.chars().fold(0, |mask, c| mask | bit(c))
}

const fn bit(c: char) -> u64 {
    let number = match c {
        'a'..='z' => c as u32 - 'a' as u32,
        '0'..='9' => 26 + c as u32 - '0' as u32,
        _ => 36 + (c as u32) % 28,
    };
    1 << number
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn a_mask_holds_the_mask_of_every_part() {
        let whole = mask("владимир o'neill 北京 9");
        for part in ["влад", "o'n", "北", "9", "neill"] {
            assert_eq!(mask(part) & !whole, 0, "{part}");
        }
        assert_ne!(mask("z") & !whole, 0);
    }
}
