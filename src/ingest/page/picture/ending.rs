//! Captions that end in the source of their picture, or in the day it was taken.

use super::super::credit::{is_credit, is_names};
use super::super::cues::{Cue, count};
use super::super::line::Line;
use super::super::{names, outlet, speech};
use crate::text::fold;

/// Whether a caption ends in a credit of its own.
pub(super) fn is_credited(line: &Line<'_>) -> bool {
    let text = line.start.trim();
    is_numbered(text) || has_bracket_credit(line) || has_tail_credit(line) || has_inner_credit(text)
}

/// Reuters numbers its pictures: "[1/3]A man walks …".
fn is_numbered(text: &str) -> bool {
    text.strip_prefix('[').and_then(|rest| rest.split_once(']')).is_some_and(|(number, _)| {
        number.split_once('/').is_some_and(|(n, of)| n.parse::<u8>().is_ok() && of.parse::<u8>().is_ok())
    })
}

/// Where those in the news show pictures of their own, folded.
const PLATFORMS: [&str; 10] =
    ["telegram", "facebook", "instagram", "x", "twitter", "youtube", "vk", "truth social", "handout", "social media"];

/// "… in Kyiv. (AP Photo/Ann Ley)", "… in Gaza City [Ann Ley/Reuters]".
fn has_bracket_credit(line: &Line<'_>) -> bool {
    let text = line.end.trim().trim_end_matches('.');
    let (open, close) = if text.ends_with(']') { ('[', ']') } else { ('(', ')') };
    if !text.ends_with(close) {
        return false;
    }
    let Some(inside) = text.rfind(open).and_then(|at| text.get(at + 1..text.len() - 1)) else { return false };
    let words = inside.split_whitespace().count();
    let folded = fold(inside);
    // "(ABC Riverland: Ann Ley)", "(Supplied)"
    let house = inside.split_once(": ").is_some_and(|(house, person)| {
        let capitals = house.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        capitals && house.split_whitespace().count() <= 4 && !names::is_role(house) && names::is_person(person)
    });
    let house = (house || matches!(folded.as_str(), "supplied" | "courtesy" | "handout"))
        && line.words <= 45
        && line.hits.get(Cue::Said) == 0;
    let labelled = house
        || ["photo", "image", "picture", "credit", "file:", "file photo"].iter().any(|word| folded.starts_with(word))
        || folded.ends_with(" photo")
        || folded.ends_with(" photos");
    if folded.contains(" photo by ") && words <= 10 {
        return true;
    }
    let source = inside.split_once(':').map_or(inside, |(_, rest)| rest);
    if words > 14 || !is_names(source) {
        return labelled && words <= 14 && count(inside).get(Cue::Picture) > 0;
    }
    let agency = count(inside).get(Cue::Picture) > 0;
    // "… in May. (Ann Ley / Telegram)"
    let posted = inside.split_once('/').is_some_and(|(who, where_)| {
        let (who, where_) = (who.trim(), where_.trim());
        (names::is_person(who) || outlet::is_outlet(who) || where_.to_lowercase() == "telegram")
            && PLATFORMS.contains(&fold(where_).as_str())
    });
    if posted && line.words <= 60 && line.hits.get(Cue::Said) == 0 {
        return true;
    }
    // "… the ban. [Reuters]" names the source of a sentence.
    let stopped = text.rfind(open).and_then(|at| text.get(..at)).is_some_and(crate::ingest::paragraphs::ends_sentence);
    labelled
        || (inside.contains('/') && agency)
        || (open == '[' && agency && line.words <= 40 && !stopped)
        || (agency && inside.contains(" via "))
        || (agency && words >= 3 && line.words <= 40 && line.hits.get(Cue::Said) == 0)
}

/// "The hall in Riyadh. Foreign Ministry Press Service": after the last sentence stand names without a stop.
fn has_tail_credit(line: &Line<'_>) -> bool {
    let text = line.start.trim();
    let Some((before, after)) = text.rsplit_once(". ") else { return false };
    let after = after.trim();
    let words = after.split_whitespace().take(10).count();
    // What most paragraphs fail comes first.
    if after.ends_with(['.', '!', '?', '”', '"', ':', ';', ',', '…', ']', '-', '–', '—'])
        || !(1..=9).contains(&words)
        || !is_names(after)
    {
        return false;
    }
    let last = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    // An abbreviation is no end of a sentence.
    let ended = last.trim_end_matches(['"', '”', ')', ']', '\'', '’']).chars().count() >= 3
        && !last.contains('.')
        && (last.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || "(\"“".contains(c))
            || last.len() >= 5);
    let source = count(after).get(Cue::Picture) > 0 || (after.contains('/') && is_credit(after)) || is_body(after);
    // A letter ends in a name, too: without a source's words only a lone sentence with a photographer's name will do.
    let single = !before.contains(". ") && !before.contains(['?', '!']) && before.split_whitespace().count() <= 40;
    let shown = line.hits.get(Cue::Said) == 0
        && (line.hits.get(Cue::Pose) > 0 || line.hits.get(Cue::Position) > 0 || dated_end(before));
    // "…, the union said. AFP": agencies sign reports so.
    let report = names::is_agency(after)
        && (line.hits.get(Cue::Said) > 0 || speech::read(before, before.split_whitespace().count(), true).narrated);
    let named = (source && !report) || (single && shown && names::is_person(after) && !after.contains('@'));
    (ended || (source && after.contains('/')))
        && named
        && (3..=60).contains(&before.split_whitespace().count())
        && before.matches(". ").count() <= 2
}

/// Whether a name is that of an organ that hands out pictures.
fn is_body(name: &str) -> bool {
    const WORDS: [&str; 22] = [
        "ministry",
        "service",
        "press",
        "office",
        "agency",
        "government",
        "department",
        "navy",
        "army",
        "police",
        "archive",
        "archives",
        "museum",
        "university",
        "nasa",
        "kremlin",
        "house",
        "council",
        "news",
        "media",
        "presidency",
        "parliament",
    ];
    fold(name).split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
        && name.split_whitespace().count() >= 2
}

/// "… in Riyadh. Photo: Ann Ley", "… | Photo Credit: AP", "… REUTERS/Ann Ley Purchase Licensing Rights".
fn has_inner_credit(text: &str) -> bool {
    const MARKS: [&str; 12] = [
        "credit...",
        "photo:",
        "photograph:",
        "photo by",
        "photograph by",
        "photo credit:",
        "credit:",
        "image:",
        "picture:",
        "reuters/",
        "image credit:",
        "photos:",
    ];
    // Every mark has one of these; most paragraphs have none.
    let marked = |at: usize| {
        ["photo", "photos", "photograph", "credit", "image", "picture", "reuters"].iter().any(|word| {
            let before = at.checked_sub(word.len()).and_then(|from| text.get(from..at));
            before.is_some_and(|before| before.eq_ignore_ascii_case(word))
        })
    };
    if !memchr::memchr2_iter(b':', b'/', text.as_bytes()).any(marked)
        && !["hoto", "HOTO", "edit...", "EDIT..."].iter().any(|part| text.contains(part))
    {
        return false;
    }
    // "… over the riverImage: Ann Ley/dpa": scrapers glue the credit to a caption without a stop.
    let glued = ["Image: ", "Photo: "].iter().filter_map(|mark| text.rfind(mark)).any(|at| {
        let before = text.get(..at).unwrap_or("");
        let rest = text.get(at + "Image: ".len()..).unwrap_or("");
        before.ends_with(char::is_lowercase)
            && at > 20
            && rest.split_whitespace().count() <= 8
            && rest.starts_with(char::is_uppercase)
            && !rest.ends_with(['.', '!', '?'])
    });
    if glued {
        return true;
    }
    // ASCII letters only: offsets stay those of the source.
    let lower = text.to_ascii_lowercase();
    MARKS.iter().filter_map(|mark| lower.rfind(mark).map(|at| (at, mark.len()))).any(|(at, len)| {
        let rest = text.get(at + len..).unwrap_or("");
        let before = text.get(..at).unwrap_or("").trim_end();
        let apart = before.ends_with(['.', '|', '(', '[', '-', '–', '—', ',', '…', '"', '”']);
        at > 20 && apart && rest.split_whitespace().count() <= 10 && text.split_whitespace().count() <= 80
    })
}

/// Agency captions end in the day the picture was taken: "on Tuesday, Feb. 18, 2025."
pub(super) fn dated_end(text: &str) -> bool {
    let tail = crate::text::grapheme::tail(text, 48);
    tail.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(|c: char| c.is_ascii_digit())
        && tail
            .split(|c: char| !c.is_ascii_digit())
            .any(|year| year.len() == 4 && (year.starts_with("19") || year.starts_with("20")))
}
