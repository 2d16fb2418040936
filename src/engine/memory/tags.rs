//! Signs of outlets: a few cells that stand for a name wherever there is no room for it.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::text::{cells, grapheme};

/// The sign of the unknown outlet.
pub const UNKNOWN: &str = "?";
/// A sign takes at most so many cells.
const CELLS: usize = 4;

/// A sign for each name, unique among them; the same names give the same signs, in whatever order they come.
#[must_use]
pub fn tags<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, String> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    let mut taken: FxHashSet<String> = FxHashSet::default();
    taken.insert(UNKNOWN.to_owned());
    let mut out = BTreeMap::new();
    for name in names {
        let tag = candidates(name).find(|tag| !taken.contains(tag)).unwrap_or_else(|| UNKNOWN.to_owned());
        taken.insert(tag.clone());
        out.insert(name, tag);
    }
    out
}

/// Signs for a name, the best first; never ends before a free one must be among any 36⁴ taken ones.
fn candidates(name: &str) -> impl Iterator<Item = String> {
    let words = words(name);
    let first = best(&words);
    let letters: String = words.concat().to_uppercase();
    let longer = (2..=CELLS).map({
        let letters = letters.clone();
        move |n| clip(&letters, n)
    });
    let mixed = initials_after(&words);
    let stem = if first.is_empty() { "X".to_owned() } else { first.clone() };
    let numbered = (2u32..).map(move |n| {
        let number = n.to_string();
        format!("{}{number}", clip(&stem, CELLS.saturating_sub(number.len())))
    });
    std::iter::once(first).chain(mixed).chain(longer).filter(|tag| !tag.is_empty()).chain(numbered)
}

/// The first choice: an acronym that opens the name, the initials of several words, the start of a single one.
fn best(words: &[String]) -> String {
    let Some(first) = words.first() else { return String::new() };
    if is_acronym(first) {
        return clip(first, CELLS);
    }
    if words.len() == 1 || cells(first) > first.chars().count() {
        return clip(&first.to_uppercase(), 3);
    }
    clip(&initials(words), CELLS)
}

/// The first word's first letters with the initials of the rest: a second "Ferry Times" becomes `FeT`.
fn initials_after(words: &[String]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    let start: String = first.chars().take(2).collect();
    (!rest.is_empty()).then(|| clip(&format!("{start}{}", initials(rest)), CELLS))
}

/// Initials; a number of up to three digits stays whole: "Channel 12" is C12, and no other is.
fn initials(words: &[String]) -> String {
    let number = |word: &str| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let start = |word: &String| word.chars().take(if number(word) { 3 } else { 1 }).collect::<String>();
    words.iter().map(start).collect::<String>().to_uppercase()
}

fn is_acronym(word: &str) -> bool {
    (2..=CELLS).contains(&word.chars().count()) && word.chars().all(char::is_uppercase)
}

fn clip(text: &str, limit: usize) -> String {
    grapheme::clip(text, limit).to_owned()
}

/// The words that count: without articles, parts of "CamelCase" apart, without the end of a host name.
fn words(name: &str) -> Vec<String> {
    let host = !name.contains(char::is_whitespace) && name.contains('.');
    let name = if host { name.strip_prefix("www.").unwrap_or(name) } else { name };
    let name = if host { name.split('.').next().unwrap_or(name) } else { name };
    let mut words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !matches!(word.to_lowercase().as_str(), "" | "the" | "a" | "and"))
        .map(str::to_owned)
        .collect();
    if let [single] = words.as_slice() {
        words = camel(single);
    }
    if words.is_empty() {
        words.extend(name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned));
    }
    words
}

fn camel(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before = None;
    for c in word.chars() {
        if c.is_uppercase() && before.is_some_and(char::is_lowercase) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        before = Some(c);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::tags;
    use crate::text::cells;

    fn one(name: &str) -> String {
        tags(std::iter::once(name)).remove(name).unwrap()
    }

    #[test]
    fn initials_acronyms_and_starts() {
        for (name, tag) in [
            ("The Harbour Post", "HP"),
            ("New Ferry Times", "NFT"),
            ("Voice of Alland", "VOA"),
            ("QRX", "QRX"),
            ("QRX News", "QRX"),
            ("Courier", "COU"),
            ("BirdWatch", "BW"),
            ("www.harbourpost.example", "HAR"),
            ("Élan du Nord", "ÉDN"),
            ("新华社", "新"),
            ("Channel 12", "C12"),
            ("Weekly 2031", "W2"),
            ("The", "THE"),
        ] {
            assert_eq!(one(name), tag, "{name}");
        }
    }

    #[test]
    fn signs_are_unique_short_and_do_not_depend_on_order() {
        let names: Vec<String> = (0..400)
            .map(|i| format!("{} {}", ["Moor", "Mast", "Mill"][i % 3], i / 3))
            .chain(["?".into(), "!".into()])
            .collect();
        let forward = tags(names.iter().map(String::as_str));
        let backward = tags(names.iter().rev().map(String::as_str));
        assert_eq!(forward, backward);
        let mut seen: Vec<&String> = forward.values().collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), names.len());
        assert!(forward.values().all(|tag| (1..=4).contains(&cells(tag))), "{forward:?}");
    }
}
