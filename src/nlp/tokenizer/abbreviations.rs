//! Abbreviations that keep their period. Sorted: looked up by binary search; all in lower case without the period.

/// Before a name or a number: the sentence goes on.
const LEADING: &[&str] = &[
    "adm", "amb", "approx", "apr", "art", "asst", "atty", "aug", "brig", "bros", "capt", "cf", "cllr", "cmdr", "col",
    "comdr", "cpl", "dec", "dep", "det", "dr", "drs", "engr", "eq", "feb", "fig", "figs", "fr", "ft", "gen", "gov",
    "hon", "insp", "jan", "jul", "jun", "lieut", "lt", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms",
    "msgr", "mt", "mts", "no", "nos", "nov", "oct", "op", "pfc", "ph", "pp", "pres", "prof", "profs", "pvt", "rep",
    "reps", "rev", "sen", "sens", "sep", "sept", "sgt", "smt", "spc", "sr", "st", "ste", "supt", "viz", "vol", "vs",
];

/// After a name or a number: the sentence may end with it.
const TRAILING: &[&str] = &[
    "ala", "alta", "ariz", "ark", "assn", "ave", "blvd", "calif", "cie", "co", "colo", "conn", "corp", "cos", "del",
    "dept", "dist", "div", "dlrs", "est", "etc", "fla", "ga", "hwy", "ill", "inc", "ind", "jr", "kan", "ky", "ltd",
    "mass", "md", "mfg", "mich", "minn", "miss", "mont", "natl", "neb", "nev", "okla", "ont", "ore", "pa", "pct",
    "plc", "que", "rd", "sask", "tenn", "tex", "univ", "va", "vt", "wash", "wis", "wyo",
];

/// Words that begin a sentence more often than they go on after an abbreviation.
const STARTERS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "although",
    "among",
    "an",
    "and",
    "another",
    "any",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "earlier",
    "even",
    "every",
    "few",
    "for",
    "from",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "my",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "several",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "three",
    "through",
    "to",
    "today",
    "two",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "without",
    "yet",
    "you",
];

fn has(list: &[&str], word: &str) -> bool {
    let mut buffer = [0u8; 12];
    let Some(slot) = buffer.get_mut(..word.len()) else { return false };
    slot.copy_from_slice(word.as_bytes());
    slot.make_ascii_lowercase();
    let lower = std::str::from_utf8(slot).unwrap_or("");
    list.binary_search(&lower).is_ok()
}

/// Whether a word without its period is an abbreviation after which the sentence goes on.
pub fn is_leading(word: &str) -> bool {
    has(LEADING, word)
}

/// Whether a word without its period is an abbreviation that may end a sentence.
pub fn is_trailing(word: &str) -> bool {
    has(TRAILING, word)
}

/// Whether a capitalised word after an abbreviation shows that a new sentence begins.
pub fn starts_sentence(word: &str) -> bool {
    has(STARTERS, word)
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [super::LEADING, super::TRAILING, super::STARTERS] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
