//! Captions of pictures on a page of text.

mod ending;

use super::cues::Cue;
use super::line::Line;
use crate::text::fold;
use ending::{dated_end, is_credited};

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
    is_credited(line)
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

#[cfg(test)]
mod tests {
    use super::{caption_score, is_caption};
    use crate::ingest::page::line::Line;
    use crate::ingest::paragraphs::Paragraph;

    fn with<T>(text: &str, ask: impl Fn(&Line<'_>) -> T) -> T {
        let paragraph = Paragraph { text: text.to_owned(), ..Paragraph::default() };
        ask(&Line::new(&paragraph))
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
