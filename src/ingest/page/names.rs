//! Whether a few words could be the name of a person or an agency. Only bylines and credits ask this, where the
//! surroundings have already said that a name is to be expected; finding names in prose is not done here.

use crate::text::fold;

/// Words that stand in names without a capital.
const PARTICLES: &[&str] = &[
    "de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "ten", "bin",
    "ibn", "al", "el", "y", "e", "zu", "af", "av", "abu", "ben", "bint", "st",
];

/// Words with a capital that make a line a label of the page rather than a name.
const LABELS: &[&str] = &[
    "news",
    "world",
    "politics",
    "business",
    "opinion",
    "analysis",
    "sport",
    "sports",
    "culture",
    "europe",
    "asia",
    "africa",
    "america",
    "americas",
    "middle",
    "east",
    "technology",
    "tech",
    "science",
    "health",
    "climate",
    "economy",
    "markets",
    "travel",
    "live",
    "breaking",
    "latest",
    "video",
    "photos",
    "editorial",
    "features",
    "international",
    "national",
    "local",
    "home",
    "the",
    "a",
    "an",
    "this",
    "these",
    "that",
    "what",
    "why",
    "how",
    "when",
    "where",
    "who",
    "in",
    "on",
    "at",
    "after",
    "before",
    "for",
    "with",
    "from",
    "more",
    "read",
    "share",
    "war",
    "crisis",
    "talks",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "image",
    "source",
    "related",
    "exclusive",
    "explainer",
    "interview",
    "report",
    "story",
    "article",
    "entertainment",
    "lifestyle",
    "environment",
    "url",
    "short",
    "its",
    "his",
    "her",
    "their",
    "our",
    "no",
    "all",
    "new",
    "north",
    "south",
    "west",
    "united",
    "states",
    "kingdom",
];

/// News agencies and the like, folded, as they sign articles.
const AGENCIES: &[&str] = &[
    "afp",
    "ap",
    "reuters",
    "the associated press",
    "associated press",
    "agence france-presse",
    "dpa",
    "efe",
    "ansa",
    "tass",
    "interfax",
    "ria novosti",
    "xinhua",
    "kyodo",
    "kyodo news",
    "yonhap",
    "pti",
    "ani",
    "ians",
    "uni",
    "anadolu",
    "anadolu agency",
    "aa",
    "bloomberg",
    "bloomberg news",
    "upi",
    "pa",
    "pa media",
    "press association",
    "irna",
    "isna",
    "tasnim",
    "spa",
    "wam",
    "qna",
    "kuna",
    "petra",
    "mena",
    "wafa",
    "ina",
    "sana",
    "ukrinform",
    "unian",
    "belta",
    "bta",
    "mti",
    "pap",
    "ctk",
    "apa",
    "belga",
    "anp",
    "ritzau",
    "ntb",
    "tt",
    "stt",
    "lusa",
    "agencia efe",
    "agencies",
    "wire reports",
    "wire services",
    "news agencies",
    "news services",
    "our correspondent",
    "our staff",
    "our reporters",
    "our correspondents",
    "staff",
    "staff reporter",
    "staff writer",
    "staff writers",
    "news desk",
    "web desk",
    "newsroom",
    "staff and agencies",
    "staff and wire reports",
    "agence france presse",
    "the canadian press",
    "canadian press",
    "australian associated press",
    "aap",
    "editorial board",
    "the editorial board",
    "reuters staff",
    "thomson reuters",
    "jiji",
    "jiji press",
];

/// Words of a role beside a name, folded.
const ROLES: &[&str] = &[
    "staff",
    "writer",
    "writers",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "editor",
    "editors",
    "columnist",
    "contributor",
    "contributing",
    "chief",
    "senior",
    "deputy",
    "bureau",
    "producer",
    "journalist",
    "freelance",
    "special",
    "diplomatic",
    "political",
    "foreign",
    "national",
    "defence",
    "defense",
    "security",
    "analyst",
    "anchor",
    "host",
    "photographer",
    "intern",
    "managing",
    "executive",
    "associate",
    "assistant",
];

/// Whether `text` is one of the agencies that sign articles.
pub(super) fn is_agency(text: &str) -> bool {
    let folded = fold(text);
    AGENCIES.contains(&folded.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether `text` could be a person's name: two to five words, each with a capital (or all capitals), initials and
/// particles among them.
pub(super) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    if !(2..=6).contains(&words.len()) || text.len() > 60 {
        return false;
    }
    let mut capitals = 0;
    for word in &words {
        let folded = fold(word);
        let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
        if LABELS.contains(&bare) || word.chars().any(|c| c.is_ascii_digit() || ":;!?/|@#".contains(c)) {
            return false;
        }
        let joined = ["al-", "el-", "d'", "as-", "ash-"].iter().any(|start| bare.starts_with(start));
        if word.starts_with(char::is_uppercase) || wide_start(word) || joined {
            capitals += 1;
        } else if !PARTICLES.contains(&bare) {
            return false;
        }
    }
    capitals >= 2
}

fn wide_start(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
}

/// Whether `text` tells a role ("Staff Writer", "senior correspondent, Kyiv").
pub(super) fn is_role(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.len() <= 8 && words.iter().any(|word| ROLES.contains(word))
}

/// The names in "A, B in Kyiv and C": people and agencies, without places and roles.
pub(super) fn list(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let spaced = text.replace(" and ", ", ").replace(" & ", ", ").replace("; ", ", ").replace(" with ", ", ");
    for piece in spaced.split(", ") {
        let piece = piece.trim().trim_end_matches(['.', ',', ';', ')']).trim_start_matches(['(', '-', '—', '–', ' ']);
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        let cut = [" in ", " from ", " at ", " for ", " of "].iter().filter_map(|word| piece.find(word)).min();
        let name = piece.get(..cut.unwrap_or(piece.len())).unwrap_or(piece).trim();
        let name = own_people(name);
        if (is_person(name) && !is_role(name)) || is_agency(name) {
            names.push(name.to_owned());
        }
    }
    names.dedup();
    names
}

/// A name without the outlet before it: "CNN's Ann Ley", "Associated Press writers Ann Ley".
fn own_people(name: &str) -> &str {
    let possessive =
        ["'s ", "’s ", "s' ", "s’ "].iter().filter_map(|mark| name.find(mark).map(|at| at + mark.len())).min();
    let writers =
        [" writers ", " writer ", " reporter ", " reporters ", " journalist ", " journalists ", " correspondent "]
            .iter()
            .filter_map(|word| name.find(word).map(|at| at + word.len()))
            .max();
    match possessive.max(writers).and_then(|at| name.get(at..)) {
        Some(rest) if is_person(rest) => rest,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_person, list};

    #[test]
    fn people_and_labels() {
        for name in ["Ann Ley", "ANN B. LEY", "Ludwig van der Berg", "Maryam al-Said", "J.D. O’Neil Jr."] {
            assert!(is_person(name), "{name}");
        }
        for label in ["Middle East", "World News", "Ann", "The Hague", "Ann Ley said", "May 3"] {
            assert!(!is_person(label), "{label}");
        }
    }

    #[test]
    fn lists_of_names() {
        assert_eq!(list("Ann Ley in Kyiv, Ukraine, and Bo Oe"), ["Ann Ley", "Bo Oe"]);
        assert_eq!(list("The Associated Press"), ["The Associated Press"]);
        assert_eq!(list("Example Press writers Ann Ley and Bo Oe"), ["Ann Ley", "Bo Oe"]);
        assert_eq!(list("CNN’s Ann Ley"), ["Ann Ley"]);
    }
}
