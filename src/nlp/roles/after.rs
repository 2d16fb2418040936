//! Roles behind a name: ", the US secretary of state,", ", who is Norvia's foreign minister", "is the chief executive of".

use std::ops::Range;

use super::Subject;
use super::lists::{Lists, is_acronym, is_nationality};
use super::words::{Gap, Side, Word};
use crate::model::EntityKind;

/// At most so many words of a role, and of what follows "of".
const LONGEST: usize = 12;
const TAIL: usize = 8;

/// The words of the role after a name.
pub(super) fn role(behind: &Side<'_>, subject: Subject) -> Option<Range<usize>> {
    let words = behind.words.as_slice();
    match behind.gap {
        Gap::Comma => {
            let at = age(words, 0);
            match words.get(at)?.lower.as_str() {
                "who" => said_to_be(words, at + 1, subject.kind),
                _ => apposition(words, at, subject.kind),
            }
        }
        Gap::Space => said_to_be(words, 0, subject.kind),
        Gap::Stop => None,
    }
}

/// Where one goes on after an age between commas.
fn age(words: &[Word<'_>], at: usize) -> usize {
    let aged = words.get(at).is_some_and(|word| {
        word.gap == Gap::Comma && word.text.len() < 4 && word.text.bytes().all(|b| b.is_ascii_digit())
    });
    if aged { at + 1 } else { at }
}

/// ", the foreign minister,": nothing else may stand between the commas.
fn apposition(words: &[Word<'_>], at: usize, kind: EntityKind) -> Option<Range<usize>> {
    let phrase = phrase(words, at, kind)?;
    let closed = match phrase.close {
        Close::Parted => true,
        Close::Before(word) => {
            let next = words.get(word)?;
            matches!(next.lower.as_str(), "who" | "whose" | "which" | "since" | "until" | "during" | "where")
        }
    };
    closed.then_some(phrase.range)
}

/// "is the", "became", "was named", "who serves as".
fn said_to_be(words: &[Word<'_>], at: usize, kind: EntityKind) -> Option<Range<usize>> {
    let word = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let mut at = at;
    while matches!(word(at), "now" | "also" | "currently" | "still" | "then" | "later" | "once" | "previously") {
        at += 1;
    }
    let needs_article = match word(at) {
        "is" | "was" | "remains" | "remained" => true,
        "became" | "becomes" => false,
        "serves" | "served" | "works" | "worked" if word(at + 1) == "as" => {
            at += 1;
            false
        }
        "has" if matches!((word(at + 1), word(at + 2)), ("been", _) | ("served" | "worked", "as")) => {
            at += usize::from(word(at + 1) != "been") + 1;
            true
        }
        _ => return None,
    };
    at += 1;
    let mut chosen = false;
    while matches!(
        word(at),
        "named" | "appointed" | "elected" | "sworn" | "in" | "as" | "now" | "also" | "once" | "currently" | "still"
    ) {
        chosen |= matches!(word(at), "named" | "appointed" | "elected" | "sworn");
        at += 1;
    }
    let first = words.get(at)?;
    let determined =
        matches!(first.lower.as_str(), "the" | "a" | "an" | "his" | "her" | "its" | "their") || first.owner;
    let owned = words.get(at..at + 3).is_some_and(|next| next.iter().any(|word| word.owner));
    if needs_article && !(determined || owned || chosen) {
        return None;
    }
    let phrase = phrase(words, at, kind)?;
    // "was a judge's clerk": the head may not own something else; "is a leader Lund trusts" tells nothing.
    match phrase.close {
        Close::Before(word) if words.get(word)?.name == Some(EntityKind::Person) => None,
        _ => Some(phrase.range),
    }
}

/// How a phrase ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    /// By punctuation.
    Parted,
    /// Before the word at this position.
    Before(usize),
}

struct Phrase {
    range: Range<usize>,
    close: Close,
}

/// Article or owner, modifiers, a head, and what belongs to it.
fn phrase(words: &[Word<'_>], at: usize, kind: EntityKind) -> Option<Phrase> {
    let start = opening(words, at)?;
    let head = head(words, start, kind)?;
    let mut start = start;
    while start < head && words.get(start).is_some_and(|word| word.name.is_none() && Lists::get().is_weak(&word.lower))
    {
        start += 1;
    }
    let mut last = head;
    if let Some(second) = second_head(words, head, kind) {
        last = second;
    }
    last = tail(words, last);
    let end = words.get(last)?;
    let fits = last + 1 - start <= LONGEST;
    let close = if end.gap == Gap::Space && last + 1 < words.len() { Close::Before(last + 1) } else { Close::Parted };
    // Where the look ahead ended in the middle of a sentence nothing is known of what comes.
    let cut = end.gap == Gap::Space && last + 1 == words.len();
    (fits && !(cut && last > head + 1)).then_some(Phrase { range: start..last + 1, close })
}

/// Past an article, "his", or an owner that is no name; a country that owns the office belongs to the role.
fn opening(words: &[Word<'_>], at: usize) -> Option<usize> {
    let first = words.get(at)?;
    let mut at = at;
    if matches!(first.lower.as_str(), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "one") {
        at += 1;
    }
    // "the country's foreign minister", "Mr. Lund's adviser", "Norvia's foreign minister".
    for owner in at..(at + 3).min(words.len()) {
        let word = words.get(owner)?;
        if word.owner {
            let named = word.name.is_some() || is_nationality(word) || is_acronym(word.text);
            return Some(if named { owner } else { owner + 1 });
        }
        if word.gap != Gap::Space {
            break;
        }
    }
    Some(at)
}

/// The head of the phrase that begins at a position: modifiers and nothing else stand before it.
fn head(words: &[Word<'_>], start: usize, kind: EntityKind) -> Option<usize> {
    let lists = Lists::get();
    let mut found = None;
    for (at, word) in words.iter().enumerate().skip(start).take(LONGEST) {
        if lists.is_head(word, kind) {
            found = Some(at);
        } else if !(lists.modifies(word) || at == start && word.owner) {
            // After the head something else begins, which is for the caller to judge.
            break;
        }
        if word.gap != Gap::Space {
            break;
        }
    }
    let found = found?;
    // A head with only modifiers after it is none: "the president foreign policy".
    let next = words.get(found + 1).filter(|_| words.get(found).is_some_and(|head| head.gap == Gap::Space));
    (!next.is_some_and(|next| next.name.is_none() && lists.modifies(next) && !lists.is_head(next, kind)))
        .then_some(found)
}

/// "and chief executive" after a first head.
fn second_head(words: &[Word<'_>], head: usize, kind: EntityKind) -> Option<usize> {
    let (first, and) = (words.get(head)?, words.get(head + 1)?);
    if first.gap != Gap::Space || and.gap != Gap::Space || and.lower != "and" {
        return None;
    }
    let start = head + 2 + usize::from(words.get(head + 2)?.lower == "the");
    let second = self::head(words, start, kind)?;
    (second - start < 4).then_some(second)
}

/// The last word of "of …", "to …" and so on after a head; the head itself where there is none.
fn tail(words: &[Word<'_>], head: usize) -> usize {
    let gap = |at: usize| words.get(at).map_or(Gap::Stop, |word| word.gap);
    let preposition = words.get(head + 1).map_or("", |word| word.lower.as_str());
    if gap(head) != Gap::Space
        || !matches!(preposition, "of" | "for" | "at" | "to" | "in" | "with" | "under")
        || gap(head + 1) != Gap::Space
    {
        return head;
    }
    // "head in Norvia" is part of it, "maker in trouble" is not.
    let proper =
        words.get(head + 2).is_some_and(|word| word.name.is_some() || word.is_capital() || word.lower == "the");
    if matches!(preposition, "in" | "with" | "under") && !proper {
        return head;
    }
    let mut last = head + 1;
    for at in head + 2..(head + 2 + TAIL).min(words.len()) {
        let Some(word) = words.get(at) else { break };
        if ends_phrase(word, words.get(at + 1)) || word.text.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        if word.name == Some(EntityKind::Person) && !serves(words, at, preposition) {
            break;
        }
        last = at;
        if word.gap != Gap::Space {
            break;
        }
    }
    while last > head && words.get(last).is_some_and(|word| is_small(&word.lower)) {
        last -= 1;
    }
    last
}

/// Whether the person at a position is whom the role serves ("adviser to President Lund"), and not the next one named.
fn serves(words: &[Word<'_>], at: usize, preposition: &str) -> bool {
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    let titled = |word: &Word<'_>| {
        is_small(&word.lower)
            || Lists::get().is_head(word, EntityKind::Person)
            || matches!(word.lower.as_str(), "mr" | "mrs" | "ms" | "dr")
    };
    matches!(preposition, "to" | "for" | "with" | "under") && before.is_some_and(titled)
}

fn is_small(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "for"
            | "at"
            | "to"
            | "in"
            | "with"
            | "under"
            | "the"
            | "a"
            | "an"
            | "and"
            | "or"
            | "on"
            | "his"
            | "her"
            | "its"
            | "their"
    )
}

/// Words at which a phrase is over.
fn ends_phrase(word: &Word<'_>, next: Option<&Word<'_>>) -> bool {
    if word.name.is_some() {
        return false;
    }
    match word.lower.as_str() {
        // "the ministry of trade and industry" goes on, "of Norvia and said" does not.
        "and" | "or" => {
            !next.is_some_and(|next| next.name.is_some() || next.is_capital() || Lists::get().is_known(&next.lower))
        }
        lower => matches!(
            lower,
            "who"
                | "whose"
                | "which"
                | "that"
                | "where"
                | "when"
                | "while"
                | "after"
                | "before"
                | "since"
                | "until"
                | "during"
                | "because"
                | "but"
                | "as"
                | "if"
                | "is"
                | "was"
                | "are"
                | "were"
                | "be"
                | "been"
                | "has"
                | "had"
                | "have"
                | "will"
                | "would"
                | "could"
                | "can"
                | "may"
                | "might"
                | "should"
                | "did"
                | "does"
                | "do"
                | "not"
                | "said"
                | "says"
                | "told"
                | "tells"
                | "added"
                | "announced"
                | "made"
                | "met"
                | "took"
                | "came"
                | "went"
                | "called"
                | "wrote"
                | "spoke"
                | "on"
                | "by"
                | "from"
                | "he"
                | "she"
                | "they"
                | "it"
                | "more"
                | "than"
                | "last"
                | "this"
                | "next"
                | "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
        ),
    }
}
