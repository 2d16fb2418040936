//! Pictures on a page of text: credits, captions, and captions that end in a credit.

use super::cues::{Cue, count};
use super::line::Line;
use crate::text::fold;

/// Words at the start of a credit, folded.
const CREDIT_STARTS: &[&str] = &[
    "photo by",
    "photos by",
    "photograph by",
    "photographs by",
    "photo:",
    "photos:",
    "photograph:",
    "photo credit",
    "image credit",
    "picture credit",
    "credit:",
    "credits:",
    "credit...",
    "credit",
    "picture by",
    "picture:",
    "pictures:",
    "image source",
    "image:",
    "image by",
    "photo courtesy",
    "courtesy of",
    "courtesy:",
    "illustration by",
    "illustration:",
    "video by",
    "photo illustration",
    "graphic by",
    "graphic:",
    "file photo by",
    "photo from",
    "photo via",
    "foto:",
    "photographer:",
    "getty images",
    "ap photo",
    "reuters/",
    "photo ©",
    "purchase licensing rights",
    "cover photo",
];

/// Words at the start of a caption, folded.
const CAPTION_STARTS: &[&str] = &[
    "image caption",
    "caption:",
    "photo caption",
    "photo shows",
    "file photo",
    "file - ",
    "file – ",
    "file — ",
    "file -- ",
    "file:",
    "in this photo",
    "in this image",
    "in this picture",
    "in this file",
    "this photo ",
    "pictured:",
    "a file photo",
    "an undated ",
    "an image ",
    "a screengrab",
    "a screenshot",
    "(file photo)",
];

/// Those of them that a report about a picture may begin with, too.
const OF_A_PICTURE: &[&str] =
    &["file photo", "a file photo", "an undated ", "an image ", "a screengrab", "a screenshot"];

/// Words that stand in credits without a capital.
const JOINERS: &[&str] =
    &["via", "for", "the", "of", "de", "and", "by", "on", "file", "pool", "von", "van", "al", "bin", "&"];

/// Whether a line is the source of a picture and nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    let bare = text.trim().trim_matches(|c: char| "()[]{}|*_ ".contains(c));
    let words = bare.split_whitespace().count();
    if bare.is_empty() || words > 16 || bare.len() > 160 || bare.ends_with(['-', '–', '—']) {
        return false;
    }
    let folded = fold(bare);
    let start = CREDIT_STARTS.iter().filter(|start| folded.starts_with(**start)).max_by_key(|start| start.len());
    if let Some(start) = start {
        // What follows must be names, not a sentence that begins with such a word.
        let rest = folded.get(start.len()..).unwrap_or("");
        let glued = rest.starts_with(char::is_alphanumeric) && start.ends_with(char::is_alphanumeric);
        let source = bare.get(bare.len().saturating_sub(rest.len())..).unwrap_or("");
        let labelled = folded.starts_with("credit") && start.ends_with([':', '.']) && words <= 8;
        if !glued && (labelled || is_names(source) || source.trim_matches([' ', ':', ',', '.']).is_empty()) {
            return true;
        }
    }
    if bare.starts_with('©') && words <= 8 && !folded.contains("reserved") {
        return is_names(bare.trim_start_matches('©')) && !folded.contains(|c: char| c.is_ascii_digit());
    }
    // "Ann Ley for The Example Post"
    if let Some((person, outlet)) = bare.split_once(" for ")
        && super::names::is_person(person)
        && super::outlet::is_outlet(outlet)
    {
        return true;
    }
    // "Ann Ley/The Example Press"
    if let Some((person, source)) = bare.split_once('/')
        && super::names::is_person(person.trim())
        && source.split('/').all(|part| super::outlet::is_outlet(part.trim()) || super::names::is_agency(part))
    {
        return true;
    }
    let agencies = count(bare).get(Cue::Picture);
    agencies > 0
        && is_names(bare)
        && (bare.contains('/') || bare.contains(" via ") || all_agencies(&folded) || words <= 7)
}

/// Whether only names and what joins them stand in a text: capitals, no sentence.
fn is_names(text: &str) -> bool {
    let text = text.trim().trim_start_matches([':', '.', ' ', ',', '-', '–']);
    let mut words =
        text.split(|c: char| c.is_whitespace() || "/|,;".contains(c)).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some()
        && words.all(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            bare.is_empty()
                || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || JOINERS.contains(&bare)
                || bare.contains('.')
                || bare.chars().next().is_some_and(|c| !c.is_lowercase())
        })
}

/// Whether nothing but agencies and joining words stand in a folded text.
fn all_agencies(folded: &str) -> bool {
    let parts = folded.split(['/', '|', ',']).flat_map(|part| part.split(" via ")).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .all(|part| count(part).get(Cue::Picture) > 0 && part.split_whitespace().count() <= 3)
}

/// Whether a line is a caption that says so, or that ends in a credit of its own.
pub(super) fn is_caption(line: &Line<'_>) -> bool {
    let text = line.start.trim();
    let folded_head = fold(crate::text::grapheme::head(text, 60));
    let opens = |start: &&&str| {
        let glued = |rest: &str| start.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric);
        folded_head.strip_prefix(**start).is_some_and(|rest| !glued(rest))
    };
    let start = CAPTION_STARTS.iter().find(opens);
    // A picture is described in the present; "A screenshot of the plan was shown to jurors." is a report.
    let report = |start: &&str| OF_A_PICTURE.contains(start) && line.is_reported() && !folded_head.contains(':');
    if start.is_some_and(|start| !report(start)) && line.words <= 90 {
        // "File:" and their like also open ordinary sentences; a caption is short or stands without quotes.
        return !line.quoted || line.words <= 50;
    }
    if line.words > 90 {
        return false;
    }
    if is_led(text, line) {
        return true;
    }
    if ["picture:", "photo:", "photograph:", "image:", "pictured:"].iter().any(|start| folded_head.starts_with(start)) {
        return true;
    }
    is_numbered(text) || has_bracket_credit(line) || has_tail_credit(line) || has_inner_credit(text)
}

/// "Reuters A crane lifts …": the source glued before what is seen, which no title is.
pub(super) fn is_led(text: &str, line: &Line<'_>) -> bool {
    const OPENS: [&str; 10] = ["A", "An", "The", "Two", "Three", "Several", "People", "Some", "Men", "Women"];
    let mut words = text.split(' ');
    let source = words.next().unwrap_or("");
    let mut next = words.next();
    let images = source == "Getty" && next == Some("Images") || source == "PA" && next == Some("Media");
    if images {
        next = words.next();
    }
    // "PA Media Ann Ley standing at a lectern"
    let shown = images
        && next.is_some_and(|next| next.starts_with(char::is_uppercase))
        && (line.hits.get(Cue::Pose) > 0 || text.split(' ').any(|word| word.len() > 5 && word.ends_with("ing")));
    !line.ends
        && line.words >= 6
        && (images || super::names::is_agency(source))
        && (shown
            || next.is_some_and(|next| OPENS.contains(&next))
                && words.next().is_some_and(|word| word.starts_with(char::is_lowercase)))
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
        capitals
            && house.split_whitespace().count() <= 4
            && !super::names::is_role(house)
            && super::names::is_person(person)
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
        (super::names::is_person(who) || super::outlet::is_outlet(who) || where_.to_lowercase() == "telegram")
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
    let report = super::names::is_agency(after)
        && (line.hits.get(Cue::Said) > 0
            || super::speech::read(before, before.split_whitespace().count(), true).narrated);
    let named = (source && !report) || (single && shown && super::names::is_person(after) && !after.contains('@'));
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
    // Every mark has one of these; most paragraphs have none.
    if !text.contains([':', '/']) && !["hoto", "HOTO", "edit..."].iter().any(|part| text.contains(part)) {
        return false;
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

/// How much a paragraph reads like a caption: positions, poses, a missing stop; less where people speak.
pub(super) fn caption_score(line: &Line<'_>) -> i32 {
    if line.words > 90 || line.paragraph.heading.is_some() || line.words < 3 {
        return -3;
    }
    let text = line.start;
    let positions = line.hits.get(Cue::Position) as i32;
    let side = ["eft", "ight", "cent", "(", "L-R"].iter().any(|part| text.contains(part));
    let placed = side
        && [
            ", left,",
            ", right,",
            ", left ",
            ", right ",
            "(left)",
            "(right)",
            "(L)",
            "(R)",
            "(C)",
            ", center,",
            ", centre,",
            "rom left",
            "eft to right",
            "second left",
            "second right",
            ", left and",
            " L-R",
            " left, and",
            " right, and",
        ]
        .iter()
        .any(|mark| text.contains(mark));
    let mut score = if placed { 2 + i32::from(positions >= 2) } else { 0 };
    score += (line.hits.get(Cue::Pose) as i32).min(1);
    score += i32::from(!line.ends && line.words >= 8);
    score += i32::from(dated_end(line.end));
    // Nobody speaks to the reader, or of himself, in a caption.
    score -= 2 * i32::from(line.hits.get(Cue::Said) > 0 || line.person > 0);
    score - i32::from(line.quoted) - i32::from(line.words > 60)
}

/// Agency captions end in the day the picture was taken: "on Tuesday, Feb. 18, 2025."
fn dated_end(text: &str) -> bool {
    let tail = crate::text::grapheme::tail(text, 48);
    tail.split(|c: char| !c.is_ascii_digit())
        .any(|year| year.len() == 4 && (year.starts_with("19") || year.starts_with("20")))
        && tail.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{caption_score, is_caption, is_credit};
    use crate::ingest::page::line::Line;
    use crate::ingest::paragraphs::Paragraph;

    fn with<T>(text: &str, ask: impl Fn(&Line<'_>) -> T) -> T {
        let paragraph = Paragraph { text: text.to_owned(), ..Paragraph::default() };
        ask(&Line::new(&paragraph))
    }

    #[test]
    fn credits() {
        for text in [
            "Ann Ley/AP",
            "Ann Ley/AP/Pool Reuters",
            "Ann Ley / Getty Images",
            "Photo by Ann Ley for The Example Post",
            "Photograph: Ann Ley/EPA",
            "(AP Photo/Ann Ley)",
            "Getty Images",
            "AFP via Getty Images",
            "Ann Ley, AFP via Getty Images",
            "Credit...Ann Ley for The Example",
            "Image source, EPA",
            "© Ann Ley",
            "REUTERS/Ann Ley",
        ] {
            assert!(is_credit(text), "{text}");
        }
        for text in [
            "Ukraine and Russia agree to talk",
            "Credit Suisse shares fall after the merger is announced",
            "Photo by photo, the family rebuilt its story.",
            "The minister spoke to AP and Reuters after the talks had ended.",
            "NATO/EU talks begin",
            "© 2025 The Example. All rights reserved",
        ] {
            assert!(!is_credit(text), "{text}");
        }
    }

    #[test]
    fn captions_with_their_credit() {
        for text in [
            "Delegates in the hall in Ankara. Foreign Ministry Press Service",
            "A soldier near the front line in eastern Ukraine. (AP Photo/Ann Ley)",
            "Smoke rises over the harbour [Ann Ley/Reuters]",
            "FILE - The headquarters of the bank in Geneva, March 3, 2021.",
            "[1/3]A man walks past a burnt car in the old town. REUTERS/Ann Ley Purchase Licensing Rights",
            "The minister arrives at the summit. Photo: Ann Ley",
            "Image caption, The bridge was closed for a week",
            "Protesters outside parliament in Tbilisi | Photo Credit: Ann Ley/AP",
        ] {
            assert!(with(text, is_caption), "{text}");
        }
        for text in [
            "The talks ended late on Tuesday. Neither side would say more",
            "He was born in Washington, D.C. He died there, too.",
            "The company moved to St. Louis",
            "The bank (then owned by Ann Ley) failed in 2008.",
            "He said the deal was off (AFP)",
            "The party lost the vote in the U.S. Senate",
        ] {
            assert!(!with(text, is_caption), "{text}");
        }
    }

    #[test]
    fn captions_by_their_words() {
        let caption = "Foreign Minister Ann Ley, left, shakes hands with Bo Oe, second right, in Geneva on Monday, March 3, 2025.";
        assert!(with(caption, caption_score) >= 4);
        assert!(
            with(
                "The hall she visits was badly damaged by fire on Friday night, and its owners are to be asked.",
                caption_score
            ) < 3
        );
        assert!(with("The left lost the election, the minister said, and the right won it.", caption_score) <= 0);
    }
}
