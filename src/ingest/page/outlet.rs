//! Whose article it is, by what the page says of itself. An outlet that is merely cited is not its publisher; where the
//! evidence is thin, the outlet stays unknown.

mod claims;
mod known;

use std::path::Path;

use claims::Claim;

use super::sheet::Sheet;
use crate::ingest::source::Source;
use crate::model::OutletEvidence;
use crate::text::{fold, sanitize_line};

/// A claim, or several of one outlet together, must reach this. Weights: 3 a sentence only the outlet itself would
/// write, 2 a sign that can also stand on another's page, 1 a hint.
const ENOUGH: u32 = 2;

/// Words that make a capitalised name an outlet's, folded.
const OUTLET_WORDS: &[&str] = &[
    "diario",
    "kurier",
    "courrier",
    "anzeiger",
    "gazeta",
    "nachrichten",
    "presse",
    "figaro",
    "tageblatt",
    "rundschau",
    "periodico",
    "jornal",
    "folha",
    "giornale",
    "corriere",
    "gazzetta",
    "dagblad",
    "aftenposten",
    "izvestia",
    "novosti",
    "vesti",
    "shimbun",
    "matin",
    "gazetesi",
    "times",
    "post",
    "news",
    "herald",
    "tribune",
    "journal",
    "guardian",
    "telegraph",
    "independent",
    "gazette",
    "chronicle",
    "observer",
    "mirror",
    "mail",
    "express",
    "standard",
    "globe",
    "star",
    "sun",
    "today",
    "daily",
    "weekly",
    "monitor",
    "press",
    "radio",
    "tv",
    "television",
    "broadcasting",
    "media",
    "network",
    "agency",
    "magazine",
    "review",
    "bulletin",
    "dispatch",
    "inquirer",
    "examiner",
    "sentinel",
    "register",
    "courier",
    "ledger",
    "record",
    "echo",
    "argus",
    "mercury",
    "statesman",
    "reporter",
    "insider",
    "online",
    "wire",
    "voice",
    "zeitung",
    "post-gazette",
    "intelligencer",
    "advertiser",
    "advocate",
    "bee",
    "free press",
    "spectator",
    "economist",
    "dawn",
    "nation",
    "citizen",
    "outlook",
    "report",
    "digest",
    "pravda",
    "truth",
    "correspondent",
    "24",
];

/// Whether a name holds a word such as "Times" or "Herald".
pub(super) fn has_outlet_word(name: &str) -> bool {
    fold(name)
        .split(|c: char| c.is_whitespace() || c == '-')
        .any(|word| OUTLET_WORDS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// Whether a name is a known outlet's.
pub(super) fn is_known(name: &str) -> bool {
    known::canonical(name).is_some()
}

/// Whether a name is a known outlet's, or reads like one's.
pub(super) fn is_outlet(name: &str) -> bool {
    let words = name.split_whitespace().count();
    known::canonical(name).is_some()
        || ((2..=5).contains(&words) && has_outlet_word(name) && name.starts_with(|c: char| c.is_uppercase()))
}

/// The outlet of a page and what that rests on. `agency` is the name before the first sentence, with the words there.
pub(super) fn infer(
    sheet: &Sheet<'_>,
    url: Option<&str>,
    agency: Option<(&str, &str)>,
    source: &Source,
) -> (Option<String>, OutletEvidence) {
    if let Some(url) = url
        && let Some(name) = known::of_url(url)
    {
        return (Some(name), OutletEvidence::Url(url.to_owned()));
    }
    let mut found = claims::of_page(sheet);
    if let Some((name, words)) = agency {
        found.push(Claim {
            name: known::canonical(name).unwrap_or(name).to_owned(),
            // Newspapers print what agencies write, but nobody prints another newspaper's.
            weight: if super::names::is_agency(name) || known::canonical(name).is_none() { 2 } else { 3 },
            words: words.to_owned(),
        });
    }
    let best = strongest(&found);
    let folder = of_folder(source);
    match (best, folder) {
        // An agency's report in a newspaper's folder is the newspaper's.
        (Some((name, weight, _)), Some((folder_name, folder))) if weight < 3 && !same(&name, &folder_name) => {
            (Some(folder_name), OutletEvidence::Folder(folder))
        }
        (Some((name, _, words)), _) => (Some(name), OutletEvidence::Text(words)),
        (None, Some((name, folder))) => (Some(name), OutletEvidence::Folder(folder)),
        (None, None) => (None, OutletEvidence::None),
    }
}

/// The outlet with the most weight behind it, with the words of its strongest claim.
fn strongest(found: &[Claim]) -> Option<(String, u32, String)> {
    let total =
        |claim: &Claim| found.iter().filter(|other| same(&other.name, &claim.name)).map(|other| other.weight).sum();
    let mut best: Option<(u32, &Claim)> = None;
    for claim in found {
        let weight: u32 = total(claim);
        if best
            .is_none_or(|(top, first)| weight > top || (same(&claim.name, &first.name) && claim.weight > first.weight))
        {
            best = Some((weight, claim));
        }
    }
    let (weight, claim) = best.filter(|(weight, _)| *weight >= ENOUGH)?;
    // Of the names it goes by, the fullest.
    let name = found
        .iter()
        .filter(|other| same(&other.name, &claim.name))
        .map(|other| other.name.as_str())
        .max_by_key(|n| n.len());
    let name = known::canonical(&claim.name).or(name).unwrap_or(&claim.name);
    // Hints that only together say enough are quoted together.
    let mut words = vec![claim.words.as_str()];
    for other in found.iter().filter(|other| claim.weight < ENOUGH && same(&other.name, &claim.name)) {
        if !words.contains(&other.words.as_str()) && words.len() < 3 {
            words.push(&other.words);
        }
    }
    Some((name.to_owned(), weight, sanitize_line(&words.join("; "))))
}

/// Whether two names are one outlet's: the same but for "The", case and signs, or two known names of one.
fn same(a: &str, b: &str) -> bool {
    let bare = |name: &str| -> String {
        let folded = fold(name);
        let name = folded.strip_prefix("the ").unwrap_or(&folded);
        name.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    bare(a) == bare(b) || known::canonical(a).is_some_and(|name| known::canonical(b) == Some(name))
}

/// Folders that say nothing of whose articles are in them.
const GENERIC: [&str; 24] = [
    "articles", "article", "text", "texts", "txt", "md", "raw", "data", "clean", "html", "en", "english", "content",
    "posts", "stories", "pages", "scraped", "files", "archive", "world", "politics", "out", "output", "corpus",
];

/// The outlet that a folder is named after, and the folder's name. Folders with names such as `articles` or `2025-02` are
/// passed over for the one above, as far as the user named it.
fn of_folder(source: &Source) -> Option<(String, String)> {
    let Source::File(path) = source else { return None };
    let mut folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).or(Some(Path::new(".")));
    let real;
    // `.` and `..` have names, too.
    let nameless = folder.and_then(|folder| folder.ancestors().take(3).find(|part| part.file_name().is_none()));
    if let Some(here) = nameless.filter(|part| !part.as_os_str().is_empty() && part.parent().is_some()) {
        let below = folder.and_then(|folder| folder.strip_prefix(here).ok()).map(Path::to_path_buf);
        real = here.canonicalize().ok()?.join(below.unwrap_or_default());
        folder = Some(&real);
    }
    for _ in 0..3 {
        let name = folder.and_then(Path::file_name)?.to_string_lossy().into_owned();
        let plain = sanitize_line(&name.replace(['_', '-', '+'], " "));
        let dated = plain.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '.');
        if dated || GENERIC.contains(&plain.to_lowercase().as_str()) {
            folder = folder.and_then(Path::parent);
            continue;
        }
        return outlet_of_folder(&name, &plain).map(|outlet| (outlet, sanitize_line(&name)));
    }
    None
}

/// Words of folders that are named after what is in them.
const NOT_OUTLETS: [&str; 22] = [
    "my", "test", "tests", "sample", "samples", "corpus", "dataset", "articles", "latest", "all", "old", "new", "some",
    "raw", "fake", "real", "and", "export", "from", "feed", "scraper", "archive",
];

fn outlet_of_folder(name: &str, plain: &str) -> Option<String> {
    if let Some(known) = known::canonical(plain).or_else(|| known::of_squeezed(plain)) {
        return Some(known.to_owned());
    }
    let lower = name.to_lowercase();
    if known::is_host(&lower) {
        return Some(known::of_host(&lower));
    }
    // "The Daily Example", "example-herald": several words, one of them an outlet's.
    let words: Vec<&str> = plain.split_whitespace().collect();
    if !(2..=5).contains(&words.len()) || !has_outlet_word(plain) || plain.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    if words.iter().any(|word| NOT_OUTLETS.contains(&word.to_lowercase().as_str())) {
        return None;
    }
    let small = |word: &str| {
        ["of", "the", "and", "de", "la", "del", "du", "des", "da", "do", "di", "in", "on", "for", "al"].contains(&word)
    };
    let cased = words
        .iter()
        .enumerate()
        .map(|(at, word)| if at > 0 && small(word) { (*word).to_owned() } else { title_case(word) });
    Some(cased.collect::<Vec<_>>().join(" "))
}

fn title_case(word: &str) -> String {
    if word.chars().any(char::is_uppercase) {
        return word.to_owned();
    }
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests;
