//! A look at the one word beside a name, which is mostly enough to see that there is no role.

use super::lists::Lists;
use crate::model::EntityKind;
use crate::text::fold;

/// Longer words are none.
const LETTERS: usize = 40;

/// No abbreviation of an office is longer.
const LONGEST: usize = 6;

/// Whether a role may end right before a name: after a capital, a word of roles, an abbreviation, or "and" in a list.
pub(super) fn leads(before: &str) -> bool {
    let rest = before.trim_end();
    let rest = rest.strip_suffix(',').unwrap_or(rest).trim_end();
    let bare = rest.strip_suffix('.').unwrap_or(rest);
    let length: usize = bare.chars().rev().take(LETTERS).take_while(|c| is_part(*c)).map(char::len_utf8).sum();
    let word = bare.get(bare.len() - length..).unwrap_or("");
    let Some(first) = word.chars().next() else { return false };
    if bare.len() < rest.len() && word.len() > LONGEST && !word.contains('.') {
        // The end of a sentence.
        return false;
    }
    if first.is_uppercase() || !first.is_ascii() || word.contains('-') {
        return true;
    }
    let lists = Lists::get();
    let lower = fold(word);
    let head = |kind| lists.singular(&lower, kind).is_some();
    lower == "and" || lists.is_known(&lower) || head(EntityKind::Person) || head(EntityKind::Organisation)
}

/// Whether a role may begin right after a name: behind a comma, or after a verb that says what somebody is.
pub(super) fn follows(after: &str) -> bool {
    let rest = after.trim_start();
    if rest.starts_with(',') {
        return true;
    }
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    matches!(
        rest.get(..end).unwrap_or(""),
        "is" | "was"
            | "became"
            | "becomes"
            | "remains"
            | "remained"
            | "serves"
            | "served"
            | "works"
            | "worked"
            | "has"
            | "now"
            | "also"
            | "currently"
            | "still"
            | "then"
            | "later"
            | "once"
            | "previously"
    )
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '’' | '\'' | '.')
}

#[cfg(test)]
mod tests {
    use super::{follows, leads};

    #[test]
    fn one_word_tells_most() {
        for text in [
            "the foreign minister ",
            "Sen. ",
            "Russia’s foreign minister, ",
            "US ",
            "ministers ",
            "Lund and ",
            "state-run ",
        ] {
            assert!(leads(text), "{text}");
        }
        for text in ["", "met ", "said (", "in Copenhagen. ", "— ", "of the ", "“", &"x".repeat(100)] {
            assert!(!leads(text), "{text}");
        }
        assert!(follows(", the minister") && follows(" is a judge") && follows(" was the first"));
        assert!(!follows(" said") && !follows("’s minister") && !follows("") && !follows(". Then"));
    }
}
