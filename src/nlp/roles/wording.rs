//! How a role is shown, and which roles count as the same.

use super::lists::{Lists, is_acronym};
use crate::model::{EntityKind, NameMention};
use crate::nlp::resolve;
use crate::text::{Span, fold};

/// A role in words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Wording {
    /// As it is shown: in one line, titles in small letters, names as they are written.
    pub words: String,
    /// What is the same for all that say the same: folded, without articles and countries, abbreviations and spellings
    /// levelled. "Norvian Foreign Minister", "Norvia's foreign minister" and "foreign minister of Norvia" are one.
    pub group: String,
}

/// The words of a role that [`super::find`] found. `names` are the names of the text.
#[must_use]
pub fn wording(text: &str, span: Span, names: &[NameMention]) -> Wording {
    let lists = Lists::get();
    let first = names.partition_point(|name| name.span.end <= span.start);
    let inside = |at: u32| {
        let names = names.get(first..).unwrap_or(&[]);
        names.iter().take_while(|name| name.span.start < span.end).any(|name| name.span.contains(at))
    };
    let mut words: Vec<String> = Vec::new();
    let mut group: Vec<String> = Vec::new();
    let base = text.as_ptr() as usize;
    for word in span.of(text).split_whitespace() {
        let at = (word.as_ptr() as usize - base) as u32;
        let lower = fold(word.trim_end_matches(['.', ',']));
        let proper = inside(at);
        let shown = if proper { word.to_owned() } else { shown(word, &lower, lists) };
        let key = if proper { fold(word) } else { lists.spelt(&fold(&shown)).replace('-', " ") };
        words.push(shown);
        group.push(key);
    }
    singular(&mut words, &mut group);
    Wording { words: words.join(" "), group: without_country(&group).join(" ") }
}

/// A word that is no name, as it is shown.
fn shown(word: &str, lower: &str, lists: &Lists) -> String {
    let capital = word.starts_with(char::is_uppercase);
    if let Some(whole) = lists.expanded(lower).filter(|_| word.ends_with('.') || capital) {
        return whole.replace("prime-", "prime ").replace("foreign-", "foreign ");
    }
    if is_acronym(word) || capital && lists.is_proper(lower) {
        return word.to_owned();
    }
    let known = lists.is_known(lower) || super::before::is_function(lower);
    let plural = lists.singular(lower, EntityKind::Person).is_some();
    if known || plural { word.to_lowercase() } else { word.to_owned() }
}

/// "foreign ministers" of two people is "foreign minister" of each.
fn singular(words: &mut [String], group: &mut [String]) {
    let lists = Lists::get();
    let of =
        words.iter().position(|word| matches!(word.as_str(), "of" | "for" | "at" | "to" | "in" | "with" | "under"));
    let Some(head) = of.unwrap_or(words.len()).checked_sub(1) else { return };
    let Some(word) = words.get_mut(head) else { return };
    let kinds = [EntityKind::Person, EntityKind::Organisation];
    if let Some(one) = kinds.iter().find_map(|kind| lists.singular(word, *kind)) {
        one.clone_into(word);
        if let Some(key) = group.get_mut(head) {
            lists.spelt(one).clone_into(key);
        }
    }
}

/// Without a country at the start, and without "of" a country at the end.
fn without_country(words: &[String]) -> Vec<&str> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let bare = |name: &str| name.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches(['\'', '’']).to_owned();
    let is_country = |name: &[&str]| {
        let name = bare(&name.join(" "));
        name == "us" || resolve::is_country(&name) || resolve::is_country(&format!("{name}."))
    };
    let mut from = 0;
    for length in (1..=3).rev() {
        if words.len() > length && words.get(..length).is_some_and(is_country) {
            from = length;
            break;
        }
    }
    let mut to = words.len();
    if let Some(of) = words.iter().rposition(|word| *word == "of") {
        let tail = words.get(of + 1..).unwrap_or(&[]);
        let tail = tail.strip_prefix(&["the"]).unwrap_or(tail);
        if of > from && !tail.is_empty() && is_country(tail) {
            to = of;
        }
    }
    words.get(from..to).unwrap_or(&[]).to_vec()
}
