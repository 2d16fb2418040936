//! The names of outlets within a page's words.

use super::super::{has_outlet_word, known};
use crate::ingest::date::opens_with_month;
use crate::text::fold;

/// The outlet whose name a text begins with.
pub(super) fn outlet_at(text: &str) -> Option<String> {
    let name = capitalised(text);
    let name = name.trim_end_matches(['.', ',', '!', ':', '?', '"', '”', '\'', '’']);
    valid(name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name))
}

/// The capitalised words a text begins with, if they are neither a date nor a common word.
pub(super) fn any_name(text: &str) -> Option<String> {
    let name = capitalised(text).trim_end_matches(['.', ',', '!', ':', '?', '"', '”']);
    let words = name.split_whitespace().count();
    let dated = name.contains(|c: char| c.is_ascii_digit()) || opens_with_month(name);
    (name.len() >= 4 && words <= 5 && !dated).then(|| name.to_owned())
}

/// The outlet whose name a text ends with.
pub(super) fn outlet_before(text: &str) -> Option<String> {
    let mut start = text.len();
    for word in text.rsplit(' ').take(5).take_while(|word| word.starts_with(|c: char| c.is_uppercase())) {
        start = start.saturating_sub(word.len() + 1);
    }
    let start = if text.is_char_boundary(start) { start } else { return None };
    valid(text.get(start..)?)
}

/// The capitalised words at the start of a text, "the" before and "of" between them included.
pub(super) fn capitalised(text: &str) -> &str {
    let mut end = 0;
    let mut at = 0;
    for (n, word) in text.split_inclusive(' ').enumerate() {
        let bare = word.trim_end();
        let capital = bare.starts_with(|c: char| c.is_uppercase() || (n > 0 && c.is_ascii_digit()));
        let joins = matches!(
            bare,
            "of" | "and" | "&" | "the" | "de" | "am" | "im" | "der" | "du" | "des" | "la" | "le" | "del"
        ) || (n == 0 && matches!(bare, "the" | "our"));
        at += word.len();
        if capital {
            end = at;
            if bare.ends_with(['.', '!', ':', ',', '?', ';', ')', '…'])
                && !bare.ends_with("L.A.")
                && !(bare.len() <= 4 && bare.ends_with('.'))
            {
                break;
            }
        } else if !joins || n > 8 {
            break;
        }
    }
    text.get(..end).unwrap_or("").trim()
}

/// Whether what follows a known name is something of that outlet's ("BBC Politics", "The Guardian Daily") rather than the
/// rest of a longer name ("The Guardian Weekly-Post", "Time Out").
fn is_product(name: &[&str], rest: &[&str]) -> bool {
    const PRODUCTS: [&str; 40] = [
        "newsletter",
        "newsletters",
        "app",
        "politics",
        "morning",
        "evening",
        "briefing",
        "daily",
        "today",
        "weekly",
        "opinion",
        "sport",
        "sports",
        "business",
        "world",
        "us",
        "uk",
        "u.s",
        "australia",
        "international",
        "podcast",
        "podcasts",
        "audio",
        "video",
        "live",
        "magazine",
        "report",
        "review",
        "subscriber",
        "subscribers",
        "correspondent",
        "europe",
        "africa",
        "asia",
        "television",
        "tv",
        "radio",
        "online",
        "digital",
        "staff",
    ];
    let word = |word: &&str| fold(word).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    if rest.first().is_some_and(|first| PRODUCTS.contains(&word(first).as_str())) {
        return true;
    }
    // A name of letters, or one with a paper's word at its end, is told from any other; "Time" and "The Week" are not.
    let letters = name.len() == 1 && name.iter().all(|word| word.len() >= 3 && !word.contains(char::is_lowercase));
    let paper =
        name.len() >= 2 && name.first().is_some_and(|first| !first.eq_ignore_ascii_case("the")) || name.len() >= 3;
    (letters || paper) && !rest.iter().any(|word| has_outlet_word(word))
}

/// A name that is an outlet's: a known one, or one with an outlet's word in it; what follows that word ("Politics",
/// "Newsletter") is cut.
pub(super) fn valid(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(['.', ',']);
    let name = name.strip_prefix("our ").or_else(|| name.strip_prefix("the ")).unwrap_or(name);
    // "The Example Post's Daily Edition"
    let owner = name.split_once("'s ").or_else(|| name.split_once("’s ")).map(|(owner, _)| owner);
    let name = owner.filter(|owner| known::canonical(owner).is_some() || has_outlet_word(owner)).unwrap_or(name);
    if let Some(known) = known::canonical(name) {
        return Some(known.to_owned());
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.is_empty() || words.len() > 7 {
        return None;
    }
    // The longest start that is a known name, then the longest that ends in an outlet's word.
    for len in (1..words.len()).rev() {
        if let (Some(start), Some(rest)) = (words.get(..len), words.get(len..))
            && let Some(known) = known::canonical(&start.join(" "))
            && is_product(start, rest)
        {
            return Some(known.to_owned());
        }
    }
    let last = (1..words.len()).rev().find(|at| {
        words.get(*at).is_some_and(|word| {
            has_outlet_word(word) && !matches!(fold(word).as_str(), "newsletter" | "report" | "review" | "record")
        })
    })?;
    let own = words.get(..=last)?;
    let first = own.first().map(|word| fold(word))?;
    let described = matches!(
        first.as_str(),
        "breaking"
            | "latest"
            | "more"
            | "our"
            | "daily"
            | "top"
            | "world"
            | "local"
            | "free"
            | "independent"
            | "all"
            | "your"
    ) || (own.len() == 2 && matches!(first.as_str(), "the" | "a" | "today's"));
    (!described).then(|| own.join(" "))
}

/// "The Example Courier's weekly briefing": capitals, and then what only the outlet has.
pub(super) fn has_own(text: &str) -> bool {
    let name = capitalised(text);
    let own = name.ends_with("'s") || name.ends_with("’s");
    let rest = text.get(name.len()..).unwrap_or("");
    let things = ["newsletter", "briefing", "journalism", "app", "podcast", "coverage", "alerts", "digest", "email"];
    own && rest
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(4)
        .any(|word| things.iter().any(|thing| word.trim_end_matches('s') == *thing || word == *thing))
}
