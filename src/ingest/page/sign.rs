//! How newsrooms sign: "(Example 24 with AFP and Reuters)", "jsi/rc (AP, dpa)", "(With agency inputs)".

use super::names::{is_agency, list};

/// Signatures are not longer than this (bytes).
const MAX_BYTES: usize = 120;

/// The agencies of a line that signs an article; `None` for any other line.
pub(super) fn agencies(text: &str) -> Option<Vec<String>> {
    if text.len() > MAX_BYTES || !text.ends_with([')', ']']) && !text.contains('/') {
        return None;
    }
    let (before, inside) = brackets(text).unwrap_or((text, ""));
    if before.is_empty() {
        return with_agencies(inside);
    }
    let names = all_agencies(inside);
    (is_initials(before) && (names.is_some() || inside.is_empty() && before.contains('/')))
        .then(|| names.unwrap_or_default())
}

/// Whose signature it is: the name before "with".
pub(super) fn house(text: &str) -> Option<&str> {
    let (_, inside) = brackets(text).filter(|(before, _)| before.is_empty())?;
    let (name, rest) = inside.split_once(" with ")?;
    (!is_agency(name) && all_agencies(rest).is_some()).then(|| name.trim())
}

/// A text that ends in brackets: what stands before them, and in them.
fn brackets(text: &str) -> Option<(&str, &str)> {
    let bare = text.trim().strip_suffix(')').or_else(|| text.trim().strip_suffix(']'))?;
    let (before, inside) = bare.rsplit_once(['(', '['])?;
    Some((before.trim(), inside.trim()))
}

/// "Example 24 with AFP and Reuters", "With inputs from agencies", "Agencies".
fn with_agencies(inside: &str) -> Option<Vec<String>> {
    let lower = inside.to_lowercase();
    if ["with agency inputs", "with agencies", "with inputs from agencies", "agencies", "with agency input"]
        .contains(&lower.as_str())
    {
        return Some(Vec::new());
    }
    let (name, rest) = inside.split_once(" with ")?;
    let own = super::outlet::is_outlet(name) || super::outlet::is_known(name) || name.len() <= 6;
    own.then(|| all_agencies(rest)).flatten()
}

/// The names in a text that lists agencies and nothing else.
fn all_agencies(text: &str) -> Option<Vec<String>> {
    let names = list(text);
    let parts = text.replace(" and ", ",").split([',', '/', ';']).filter(|part| !part.trim().is_empty()).count();
    let all = parts > 0
        && text.replace(" and ", ",").split([',', '/', ';']).filter(|part| !part.trim().is_empty()).all(is_agency);
    (all && names.len() <= parts).then_some(names)
}

/// "jsi/rc", "ab, cd/ef": editors' letters.
fn is_initials(text: &str) -> bool {
    let mut letters = text.split(['/', ',']).map(str::trim).peekable();
    letters.peek().is_some()
        && text.len() <= 20
        && letters.all(|sign| (1..=4).contains(&sign.len()) && sign.bytes().all(|b| b.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{agencies, house};

    #[test]
    fn signatures() {
        assert_eq!(agencies("(Example Post with AFP and Reuters)").unwrap(), ["AFP", "Reuters"]);
        assert_eq!(agencies("jsi/rc (AP, dpa, Reuters)").unwrap(), ["AP", "dpa", "Reuters"]);
        assert!(agencies("mm/kb").is_some() && agencies("(With agency inputs)").is_some());
        assert_eq!(house("(Example Post with AFP)"), Some("Example Post"));
        for text in [
            "and/or else",
            "he came (with friends)",
            "(The minister with Reuters)",
            "The talks ended. (AFP)",
            "either/or",
        ] {
            assert_eq!(agencies(text), None, "{text}");
        }
    }
}
