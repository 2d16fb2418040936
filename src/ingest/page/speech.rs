//! Whether a sentence reports: someone else speaks in it, or it tells what happened. Such a line is the article's, even
//! where it begins as a button or an appeal does ("Support our troops, the crowd chanted.").

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

use super::phrases::words;

/// Longer texts are nobody's button, and are not looked at.
const MAX_WORDS: usize = 90;

/// A subject has at most so many words before its verb.
const MAX_SUBJECT: usize = 9;

/// What a finished sentence tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Speech {
    /// Someone who is not the page speaks: "…, the crowd chanted.", "“…,” read a sign."
    pub told: bool,
    /// It says in the third person and the past tense what happened.
    pub narrated: bool,
}

/// Reads a text of `count` words; `ends` tells whether it ends as a sentence does.
pub(super) fn read(text: &str, count: usize, ends: bool) -> Speech {
    if !ends || count > MAX_WORDS {
        return Speech::default();
    }
    let mut out = Speech::default();
    for (at, clause) in clauses(text).into_iter().enumerate() {
        let words: Vec<&str> = clause.text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
        let told = told(&words, clause.quoted);
        // A line that opens with its subject begins like no button; the page may say so of itself.
        out.told |= told && (at > 0 || clause.quoted);
        out.narrated |= told || narrated(&words);
    }
    out
}

/// A stretch between commas, stops and quotations.
struct Clause<'a> {
    text: &'a str,
    /// Whether a quotation stands right before it.
    quoted: bool,
}

/// The clauses of a text outside its quotation marks.
fn clauses(text: &str) -> Vec<Clause<'_>> {
    let mut out = Vec::new();
    let (mut start, mut quoted, mut closing) = (0, false, None);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if let Some(close) = closing {
            if c == close {
                (start, quoted, closing) = (end, true, None);
            }
            before = c;
            continue;
        }
        let close = match c {
            '“' | '„' => Some('”'),
            '«' => Some('»'),
            '"' => Some('"'),
            '‘' if !before.is_alphanumeric() => Some('’'),
            _ => None,
        };
        // A quotation that is never closed hides nothing.
        let close = close.filter(|close| text.get(end..).is_some_and(|rest| rest.contains(*close)));
        let parts = match c {
            ',' | ';' | '?' | '!' | '—' | '–' | ':' => true,
            // "Mr. Hale" goes on.
            '.' => before.is_lowercase() && word_before(text, at) > 3,
            _ => false,
        };
        if close.is_some() || parts {
            out.push(Clause { text: text.get(start..at).unwrap_or(""), quoted });
            (start, quoted, closing) = (end, false, close);
        }
        before = c;
    }
    if closing.is_none() {
        out.push(Clause { text: text.get(start..).unwrap_or(""), quoted });
    }
    out
}

fn word_before(text: &str, at: usize) -> usize {
    text.get(..at).map_or(0, |text| text.chars().rev().take_while(|c| c.is_alphanumeric()).count())
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// "the crowd chanted", "said the physicist", "posters in Moscow say"; after a quotation also "read a sign".
fn told(words: &[&str], quoted: bool) -> bool {
    let speaks = |word: &str| {
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
        if plain { VERBS.contains(word) } else { VERBS.contains(word.to_lowercase().as_str()) }
    };
    let Some(first) = words.first() else { return false };
    // "…, read one banner."
    let shown = matches!(*first, "read" | "reads")
        && words.last().is_some_and(|last| SHOWN.contains(&last.trim_end_matches('s')))
        && words.len() <= 6;
    if shown || speaks(first) || (quoted && matches!(*first, "read" | "reads")) {
        // Before its subject, a verb needs one that is somebody: "said the physicist", not "said to be".
        return words.get(1).is_some_and(|next| is_third(next) && (quoted || !first.starts_with(char::is_uppercase)));
    }
    let verb = words.iter().take(MAX_SUBJECT + 1).position(|word| {
        (speaks(word) || (quoted && matches!(*word, "read" | "reads"))) && word.starts_with(char::is_lowercase)
    });
    verb.is_some_and(|at| is_subject(words.get(..at).unwrap_or(&[])) && !is_passive(words.get(at + 1)))
}

/// "Mr. Hale cancelled it", "File photos of the boy were shown".
fn narrated(words: &[&str]) -> bool {
    let verb = words.iter().enumerate().skip(1).take(MAX_SUBJECT).find(|(at, word)| {
        PAST.contains(**word)
            || (word.len() > 4
                && word.ends_with("ed")
                && word.starts_with(char::is_lowercase)
                && words.get(at + 1).is_none_or(|next| *next != "by")
                && words.get(at - 1).is_some_and(|subject| is_name_or_pronoun(subject)))
    });
    verb.is_some_and(|(at, _)| is_subject(words.get(..at).unwrap_or(&[])))
}

/// What words stand on in a street.
const SHOWN: [&str; 10] =
    ["banner", "sign", "placard", "poster", "note", "card", "plaque", "headline", "inscription", "board"];

/// "reported by", "posted in": a participle.
fn is_passive(next: Option<&&str>) -> bool {
    next.is_some_and(|next| matches!(*next, "by" | "in" | "under" | "via" | "from"))
}

/// Whether words before a verb are somebody or something other than the page and its reader.
fn is_subject(words: &[&str]) -> bool {
    const NOT_FIRST: [&str; 30] = [
        "which",
        "that",
        "who",
        "what",
        "where",
        "when",
        "how",
        "if",
        "to",
        "and",
        "or",
        "this",
        "these",
        "including",
        "plus",
        "with",
        "for",
        "by",
        "something",
        "there",
        "i",
        "please",
        "not",
        "no",
        "so",
        "because",
        "than",
        "as",
        "all",
        "you",
    ];
    let person = |word: &&str| {
        let lower = word.to_lowercase();
        *word != "US" && matches!(lower.as_str(), "we" | "our" | "us" | "you" | "your" | "i" | "my")
    };
    // "Deeply reported insights" has no subject.
    let somebody = |first: &&str| !NOT_FIRST.contains(&first.to_lowercase().as_str()) && !first.ends_with("ly");
    words.first().is_some_and(somebody) && !words.iter().any(person)
}

fn is_third(word: &str) -> bool {
    is_name_or_pronoun(word)
        || matches!(word, "the" | "a" | "an" | "one" | "his" | "her" | "their" | "another" | "some" | "two" | "three")
}

fn is_name_or_pronoun(word: &str) -> bool {
    word.starts_with(char::is_uppercase) || matches!(word, "he" | "she" | "they" | "it" | "who")
}

static VERBS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| words("speech verbs").iter().copied().collect());
static PAST: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| words("past verbs").iter().copied().collect());

#[cfg(test)]
mod tests {
    use super::{Speech, read};

    fn of(text: &str) -> Speech {
        read(text, text.split_whitespace().count(), text.ends_with(['.', '”', '"']))
    }

    #[test]
    fn others_speak() {
        for text in [
            "Stand with our miners, the marchers sang.",
            "Join the navy, billboards in Port Alma say.",
            "Sign up for our raffle, one nun joked to a sailor, and you shall win.",
            "Subscribe to our doctrine, said the preacher, and be saved.",
            "\"Give now,\" read a card on the gate.",
            "“Follow us!” the pupils yelled.",
            "Thank you for your help, Ms. Orlov told the divers.",
            "‘Donate,’ he begged.",
        ] {
            assert!(of(text).told, "{text}");
        }
    }

    #[test]
    fn the_page_speaks() {
        for text in [
            "Sign up for our newsletter, which tells you what matters.",
            "Sign up for free, read the full story.",
            "Download our app, called Example Now.",
            "Subscribe now, and we told you so.",
            "Join our newsletter, written by Ann Ley.",
            "Get our briefing, reported by Ann Ley in Rome.",
            "Something went wrong.",
            "Support our work with a gift that is said to be small.",
            "All rights reserved.",
            "Deeply reported insights into the harbour, in your inbox twice per week.",
        ] {
            assert!(!of(text).told, "{text}");
            assert!(!of(text).narrated, "{text}");
        }
    }

    #[test]
    fn what_happened() {
        for text in [
            "Once a subscriber, Mr. Orlov cancelled in May.",
            "Nurses said they would strike.",
            "File photos of the ship were handed to the judge.",
        ] {
            assert!(of(text).narrated, "{text}");
        }
    }
}
