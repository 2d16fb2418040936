//! Lines that name the source of a picture, and nothing else.

use super::cues::{Cue, count};
use crate::text::fold;

/// Words at the start of a credit, folded.
const CREDIT_STARTS: &[&str] = &[
    "photo by",
    "photos by",
    "photograph by",
    "photographs by",
    "photo:",
    "photos:",
    "photograph:",
    "photo credit",
    "image credit",
    "picture credit",
    "credit:",
    "credits:",
    "credit...",
    "credit",
    "picture by",
    "picture:",
    "pictures:",
    "image source",
    "image:",
    "image by",
    "photo courtesy",
    "courtesy of",
    "courtesy:",
    "illustration by",
    "illustration:",
    "video by",
    "photo illustration",
    "graphic by",
    "graphic:",
    "file photo by",
    "photo from",
    "photo via",
    "foto:",
    "photographer:",
    "getty images",
    "ap photo",
    "reuters/",
    "photo ©",
    "purchase licensing rights",
    "cover photo",
];

/// Words that stand in credits without a capital.
const JOINERS: &[&str] =
    &["via", "for", "the", "of", "de", "and", "by", "on", "file", "pool", "von", "van", "al", "bin", "&"];

/// Whether a line is the source of a picture and nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    let bare = text.trim().trim_matches(|c: char| "()[]{}|*_ ".contains(c));
    if bare.is_empty() || bare.len() > 160 || bare.ends_with(['-', '–', '—']) {
        return false;
    }
    let words = bare.split_whitespace().count();
    if words > 16 {
        return false;
    }
    let folded = fold(bare);
    let start = CREDIT_STARTS.iter().filter(|start| folded.starts_with(**start)).max_by_key(|start| start.len());
    if let Some(start) = start {
        // What follows must be names, not a sentence that begins with such a word.
        let rest = folded.get(start.len()..).unwrap_or("");
        let glued = rest.starts_with(char::is_alphanumeric) && start.ends_with(char::is_alphanumeric);
        let source = bare.get(bare.len().saturating_sub(rest.len())..).unwrap_or("");
        let labelled = folded.starts_with("credit") && start.ends_with([':', '.']) && words <= 8;
        if !glued && (labelled || is_names(source) || source.trim_matches([' ', ':', ',', '.']).is_empty()) {
            return true;
        }
    }
    if bare.starts_with('©') && words <= 8 && !folded.contains("reserved") {
        return is_names(bare.trim_start_matches('©')) && !folded.contains(|c: char| c.is_ascii_digit());
    }
    // "Ann Ley for The Example Post"
    if let Some((person, outlet)) = bare.split_once(" for ")
        && super::names::is_person(person)
        && super::outlet::is_outlet(outlet)
    {
        return true;
    }
    // "Ann Ley/The Example Press"
    if let Some((person, source)) = bare.split_once('/')
        && super::names::is_person(person.trim())
        && source.split('/').all(|part| super::outlet::is_outlet(part.trim()) || super::names::is_agency(part))
    {
        return true;
    }
    let agencies = count(bare).get(Cue::Picture);
    agencies > 0
        && is_names(bare)
        && (bare.contains('/') || bare.contains(" via ") || all_agencies(&folded) || words <= 7)
}

/// Whether only names and what joins them stand in a text: capitals, no sentence.
pub(super) fn is_names(text: &str) -> bool {
    let text = text.trim().trim_start_matches([':', '.', ' ', ',', '-', '–']);
    let mut words =
        text.split(|c: char| c.is_whitespace() || "/|,;".contains(c)).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            bare.is_empty()
                || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || JOINERS.contains(&bare)
                || bare.contains('.')
                || bare.chars().next().is_some_and(|c| !c.is_lowercase())
        })
}

/// Whether nothing but agencies and joining words stand in a folded text.
fn all_agencies(folded: &str) -> bool {
    let parts = folded.split(['/', '|', ',']).flat_map(|part| part.split(" via ")).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .all(|part| count(part).get(Cue::Picture) > 0 && part.split_whitespace().count() <= 3)
}

#[cfg(test)]
mod tests {
    use super::is_credit;

    #[test]
    fn credits() {
        for text in [
            "Ann Ley/AP",
            "Ann Ley/AP/Pool Reuters",
            "Ann Ley / Getty Images",
            "Photo by Ann Ley for The Example Post",
            "Photograph: Ann Ley/EPA",
            "(AP Photo/Ann Ley)",
            "Getty Images",
            "AFP via Getty Images",
            "Ann Ley, AFP via Getty Images",
            "Credit...Ann Ley for The Example",
            "Image source, EPA",
            "© Ann Ley",
            "REUTERS/Ann Ley",
        ] {
            assert!(is_credit(text), "{text}");
        }
        for text in [
            "Ukraine and Russia agree to talk",
            "Credit Suisse shares fall after the merger is announced",
            "Photo by photo, the family rebuilt its story.",
            "The minister spoke to AP and Reuters after the talks had ended.",
            "NATO/EU talks begin",
            "© 2025 The Example. All rights reserved",
        ] {
            assert!(!is_credit(text), "{text}");
        }
    }
}
