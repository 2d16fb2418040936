//! "Did you mean …": the names nearest to what was typed.

use crate::text::{fold, sanitize_line};

/// How many are suggested.
const MOST: usize = 5;
/// Below this likeness (0 to 1) a name is no suggestion.
const LIKE: f64 = 0.78;

/// The candidates most like `typed`, the most alike first: those that hold it, then those of much the same spelling
/// (Jaro-Winkler likeness on folded text, for the whole name or one of its words).
#[must_use]
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = fold(typed);
    let mut scored: Vec<_> = candidates
        .into_iter()
        .map(|name| (likeness(&typed, &fold(name)), name))
        .filter(|(score, _)| *score >= LIKE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.len().cmp(&b.1.len())).then_with(|| a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored.truncate(MOST);
    scored.into_iter().map(|(_, name)| name).collect()
}

fn likeness(typed: &str, name: &str) -> f64 {
    if typed.chars().count() >= 3 && name.contains(typed) {
        return 1.0;
    }
    name.split_whitespace().chain([name]).map(|part| strsim::jaro_winkler(typed, part)).fold(0.0, f64::max)
}

/// ` Did you mean “A” or “B”?`, or nothing where there is none.
#[must_use]
pub fn question(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("“{}”", sanitize_line(name))).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => format!(" Did you mean {only}?"),
        Some((last, rest)) => format!(" Did you mean {} or {last}?", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, question};

    #[test]
    fn spellings_lead_to_names() {
        let names = ["Ana Müller", "Harbour Times", "Harbor Post", "Zed"];
        assert_eq!(nearest("muler", names), ["Ana Müller"]);
        assert_eq!(nearest("harbor tim", names).first(), Some(&"Harbour Times"));
        assert!(nearest("quantum", names).is_empty());
    }

    #[test]
    fn a_question_reads_well() {
        assert_eq!(question(&[]), "");
        assert_eq!(question(&["a"]), " Did you mean “a”?");
        assert_eq!(question(&["a", "b", "c"]), " Did you mean “a”, “b” or “c”?");
    }
}
