//! Outlets in what a page says of its authors.

use super::names::{outlet_at, outlet_before};
use super::{Claim, claim, known};
use crate::ingest::page::line::Line;

/// What staff do; others may write for many.
const STAFF: [&str; 8] =
    [" covers ", " reports ", "reporter", "correspondent", " editor ", " chief", "newsroom", "news desk"];

/// What guests are called, as well as staff.
const GUESTS: [&str; 5] = ["columnist", "contributor", "contributing", "writer", "journalist"];

/// "Ann Ley covers the courts for the Example Post.", "… is a news editor at Example 24.", "Example Post's Rome bureau chief",
/// "Example News Desk".
pub(super) fn of(line: &Line<'_>, claims: &mut Vec<Claim>) {
    if line.ends {
        for sentence in line.start.split(". ") {
            post(sentence, line.start, claims);
        }
    } else if line.words <= 6 {
        let text = line.paragraph.text.as_str();
        let house = ["News Desk", "Web Desk", "Newsroom", "News Service", "Staff"];
        if let Some(name) = house.iter().find_map(|end| text.strip_suffix(end)).and_then(|name| known::canonical(name))
        {
            claim(name, 2, text, claims);
        }
    }
}

fn post(sentence: &str, words: &str, claims: &mut Vec<Claim>) {
    for (at, before) in [" for ", " at ", " of "].iter().flat_map(|word| sentence.match_indices(word)) {
        let Some(name) = sentence.get(at + before.len()..).and_then(outlet_at) else { continue };
        let lower = format!("{} ", sentence.get(..at).unwrap_or("").to_ascii_lowercase());
        // Where an author has been is not where he is.
        let past =
            ["former", "previous", "was ", "worked", "has ", "had ", "before "].iter().any(|word| lower.contains(word));
        let has = |table: &[&str]| table.iter().any(|word| lower.contains(word));
        if past || !(has(&STAFF) || has(&GUESTS)) {
            continue;
        }
        let staff = has(&STAFF) && !has(&GUESTS);
        claim(&name, if staff { 2 } else { 1 }, words, claims);
    }
    for mark in ["'s ", "’s "] {
        let Some((before, after)) = sentence.split_once(mark) else { continue };
        let role = ["bureau chief", "correspondent", "editor", "reporter"].iter().any(|role| after.contains(role));
        if let Some(name) = outlet_before(before).filter(|_| role && !before.contains("former")) {
            claim(&name, 2, words, claims);
        }
    }
}
