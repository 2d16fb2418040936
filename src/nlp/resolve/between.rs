//! What the words between two names say of their bearers: that they are one ("known as"), or relatives, or two in one sentence.

use super::knowledge::Knowledge;

/// More words than this between two names say nothing for sure.
const MAX_WORDS: usize = 8;
/// Longer stretches (bytes) are not looked at.
const MAX_BYTES: usize = 200;

/// Words that end a stretch which gives another name.
const LAST: [&str; 23] = [
    "as",
    "nickname",
    "pseudonym",
    "name",
    "initials",
    "acronym",
    "nom",
    "guerre",
    "moniker",
    "is",
    "became",
    "aka",
    "a.k.a",
    "alias",
    "nicknamed",
    "dubbed",
    "nee",
    "née",
    "Née",
    "born",
    "formerly",
    "previously",
    "called",
];

/// The words of a stretch, lower case, without the signs around them; `None` if there are too many.
fn words(gap: &str) -> Option<Vec<String>> {
    if gap.len() > 120 {
        return None;
    }
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).replace('’', "'").to_lowercase();
    let list: Vec<String> = gap.split_whitespace().map(bare).filter(|w| !w.is_empty()).collect();
    (list.len() <= MAX_WORDS).then_some(list)
}

/// Whether the words between two names say that the second is another name of the first: "X, better known as Y",
/// "X (born Y", "X, nicknamed “Y”".
pub(super) fn known_as(gap: &str) -> bool {
    // Most gaps are told by their last word.
    let end = gap.split_whitespace().rev().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).find(|w| {
        !(w.is_empty() || ["the", "simply", "just", "only"].iter().any(|small| w.eq_ignore_ascii_case(small)))
    });
    if !end.is_some_and(|w| LAST.iter().any(|last| w.eq_ignore_ascii_case(last))) {
        return false;
    }
    let Some(owned) = words(gap) else { return false };
    let words: Vec<&str> = owned.iter().map(String::as_str).collect();
    // An article, "simply" and the like may stand before the name.
    let end = words.iter().rposition(|w| !matches!(*w, "the" | "simply" | "just" | "only")).map_or(0, |at| at + 1);
    let Some((last, rest)) = words.get(..end).and_then(<[_]>::split_last) else { return false };
    let opens = gap.trim_start().starts_with([',', '(', '—', '–', '-', '“', '"']);
    let plain = |rest: &[&str]| {
        rest.iter().all(|w| {
            matches!(
                *w,
                "also"
                    | "who"
                    | "which"
                    | "is"
                    | "was"
                    | "now"
                    | "then"
                    | "once"
                    | "often"
                    | "sometimes"
                    | "and"
                    | "better"
                    | "later"
            )
        })
    };
    match *last {
        "as" => rest.iter().rposition(|w| matches!(*w, "known" | "performs" | "performed" | "performing")).is_some_and(
            |at| {
                let adverbs = rest.get(..at).unwrap_or(&[]).iter().all(|w| {
                    plain(&[w])
                        || w.ends_with("ly")
                        || matches!(*w, "best" | "more" | "widely" | "to" | "became" | "been" | "has" | "had")
                });
                let by = rest.get(at + 1).is_none_or(|w| {
                    matches!(*w, "to" | "in" | "by" | "at" | "on" | "simply" | "across" | "around" | "among")
                });
                adverbs && by
            },
        ),
        "nickname" | "pseudonym" | "name" | "initials" | "acronym" | "nom" | "guerre" | "moniker" => {
            rest.iter().any(|w| matches!(*w, "known" | "goes" | "went" | "called" | "real" | "whose"))
                || matches!(rest, ["took" | "takes" | "taking" | "chose" | "adopted" | "adopting", "the"])
        }
        "is" => opens && rest.contains(&"name") && rest.iter().any(|w| matches!(*w, "real" | "full")),
        "became" => rest.is_empty() && gap.trim() == "became",
        "aka" | "a.k.a" | "alias" | "nicknamed" | "dubbed" => plain(rest),
        "nee" | "née" | "born" | "formerly" | "previously" | "called" => opens && plain(rest),
        _ => false,
    }
}

/// How two bearers are related, by the words between their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    /// The first is of the elder generation.
    FirstElder,
    /// The second is.
    SecondElder,
    /// Of one generation, or the text does not tell.
    Other,
}

/// Whether the words between two names make their bearers relatives: "X and his wife, Y", "X is the father of Y".
pub(super) fn kin(gap: &str) -> Option<Kin> {
    let known = Knowledge::get();
    let mut bare = gap.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let any = gap.len() <= 120 && bare.any(|w| known.kin.contains_key(w));
    if !any || gap.contains(['\n', ';']) || gap.contains(". ") {
        return None;
    }
    let list = words(gap)?;
    let at = list.iter().position(|w| known.kin.contains_key(w))?;
    let noun = list.get(at)?;
    let (elder, younger) = (known.kin_elder.contains(noun), known.kin_younger.contains(noun));
    let next = list.get(at + 1).map(String::as_str);
    let before = at.checked_sub(1).and_then(|at| list.get(at)).map(String::as_str);
    let owned = list.iter().take(at).any(|w| matches!(w.as_str(), "his" | "her" | "their" | "whose" | "s"));
    // "X, the son of Y": the noun is X's. "X and his son Y", "X's son Y": it is Y's.
    let of_first = next == Some("of");
    let of_second = next.is_none() && (owned || gap.starts_with("'s ") || gap.starts_with("’s ") || before.is_none());
    match (of_first, of_second) {
        (true, _) if elder => Some(Kin::FirstElder),
        (true, _) if younger => Some(Kin::SecondElder),
        (_, true) if elder => Some(Kin::SecondElder),
        (_, true) if younger => Some(Kin::FirstElder),
        (true, _) | (_, true) => Some(Kin::Other),
        _ => None,
    }
}

/// Whether the second of two names begins a sentence as a relative of the first: "X left. His father Y".
pub(super) fn kin_next(gap: &str) -> Option<Kin> {
    let (end, next) = gap.rsplit_once(". ").or_else(|| gap.rsplit_once(".\n"))?;
    let (pronoun, rest) = next.split_once(' ')?;
    let owned = matches!(pronoun, "His" | "Her") && end.len() <= MAX_BYTES;
    if !owned || rest.contains([',', ':', '.']) && !rest.ends_with(", ") {
        return None;
    }
    kin(&format!(" {} {rest}", pronoun.to_lowercase()))
}

/// Whether the second of two names begins the sentence after that of the first.
pub(super) fn next_sentence(gap: &str) -> bool {
    let end = gap.trim_end_matches(' ');
    gap.len() <= MAX_BYTES && end.len() < gap.len() && end.ends_with(['.', '!', '?', ';']) && !gap.contains('\n')
}

/// Whether two names stand in one sentence, with words between them and neither in brackets or quotation marks.
pub(super) fn one_sentence(gap: &str) -> bool {
    gap.len() <= MAX_BYTES
        && gap.contains(char::is_alphabetic)
        && !gap.contains(['.', '!', '?', '\n', ';', '(', '“', '"', '…'])
}

#[cfg(test)]
mod tests {
    use super::{Kin, kin, kin_next, known_as, one_sentence};

    #[test]
    fn other_names() {
        for gap in [
            ", known as ",
            ", better known as ",
            " (also known as ",
            ", who is better known as “",
            ", nicknamed “",
            ", known to the world as ",
            ", widely known by the nickname ",
            ", a.k.a. ",
            " (born ",
            ", formerly ",
            " became ",
            ", formerly known as the ",
            " is popularly known as ",
        ] {
            assert!(known_as(gap), "{gap}");
        }
        for gap in [", known as the best since ", " and ", ", who worked as ", " was born in ", ", as ", " called ", ""]
        {
            assert!(!known_as(gap), "{gap}");
        }
    }

    #[test]
    fn relatives() {
        assert_eq!(kin(" and his wife, "), Some(Kin::Other));
        assert_eq!(kin("'s son "), Some(Kin::FirstElder));
        assert_eq!(kin(", the son of "), Some(Kin::SecondElder));
        assert_eq!(kin(" was the father of "), Some(Kin::FirstElder));
        assert_eq!(kin(" and his father, "), Some(Kin::SecondElder));
        assert_eq!(kin(" met "), None);
        assert_eq!(kin(" left. His brother "), None);
        assert_eq!(kin_next(" left. His brother "), Some(Kin::Other));
        assert_eq!(kin_next(" drank milk. His late father, "), Some(Kin::SecondElder));
        assert_eq!(kin_next(" left. His brother said that "), None);
        assert_eq!(kin_next(" and his brother "), None);
    }

    #[test]
    fn sentences() {
        assert!(one_sentence(" and ") && !one_sentence("   ") && !one_sentence(" left. Then ") && !one_sentence(" ("));
    }
}
