//! What stands above the title: the site's name, its navigation, the label of a section.

use super::line::Line;
use super::mark::Mark;
use super::phrases as p;
use super::places::{is_city, is_land};
use super::sheet::Sheet;
use crate::model::BlockKind;

/// A menu stands within so many lines of the page's start.
const HEAD: usize = 300;

/// So many short lines in a row, half of them names of sections, are navigation.
const RUN: usize = 4;

/// One past the last line of the navigation above the title; 0 where there is none. Only what a title follows is
/// navigation: `is_title` tells whether a line could be one.
pub(super) fn navigation_end(sheet: &Sheet<'_>, limit: usize, is_title: &dyn Fn(usize) -> bool) -> usize {
    let mut end = 0;
    let (mut start, mut count, mut sections) = (0, 0, 0);
    let limit = limit.min(HEAD);
    for at in 0..=limit.min(sheet.len()) {
        let item = at < limit && sheet.line(at).is_some_and(|line| is_item(sheet, at, line));
        if item {
            if count == 0 {
                start = at;
            }
            count += 1;
            sections += usize::from(
                sheet.line(at).is_some_and(|line| is_kicker(line) || is_section_name(&line.paragraph.text)),
            );
            continue;
        }
        // What is furniture anyway neither is navigation nor ends it.
        if at < limit && (sheet.kind(at).is_some_and(BlockKind::is_hidden) || sheet.mark(at) == Mark::Weak) {
            continue;
        }
        let menu = sections >= 2 && (count >= RUN && sections * 2 >= count || count >= 3);
        if menu && begins_after(sheet, start, at, limit, is_title) {
            end = at;
        }
        (count, sections) = (0, 0);
    }
    end
}

/// "Home", "World cup": a line of a menu.
fn is_item(sheet: &Sheet<'_>, at: usize, line: &Line<'_>) -> bool {
    let free = sheet.kind(at).is_none() || p::SECTIONS.has(&line.key) && sheet.mark(at) == Mark::Furniture;
    free && !line.ends && line.words <= 3 && line.paragraph.heading.is_none() && line.paragraph.text.len() <= 30
}

/// Whether the title stands below lines that may be a menu (`start..end`) rather than above them.
fn begins_after(sheet: &Sheet<'_>, start: usize, end: usize, limit: usize, is_title: &dyn Fn(usize) -> bool) -> bool {
    let Some(below) = (end..limit).find(|at| is_title(*at)) else { return false };
    let Some(above) = (0..start).rev().find(|at| is_title(*at)) else { return true };
    let words = sheet.line(above).map_or(0, |line| line.words);
    let signed = |from: usize| {
        (from + 1..(from + 5).min(sheet.len())).any(|at| matches!(sheet.mark(at), Mark::Byline | Mark::Date))
    };
    words <= 4 || (signed(below) && !signed(above))
}

/// Whether a short line above the title only says where on the site the article stands: "World", "International / France".
pub(super) fn is_kicker(line: &Line<'_>) -> bool {
    if line.words > 4 || line.ends || line.key.is_empty() {
        return false;
    }
    let label = |text: &str| p::SECTIONS.has(text) || p::KICKERS.has(text) || is_land(text) || is_city(text);
    label(&line.key)
        || line
            .key
            .split(['/', '|', '›', '»', '>', '•', '·'])
            .map(str::trim)
            .all(|part| label(part) || part.split_whitespace().all(label) && !part.is_empty())
}

/// Whether a name is the label of a section, not a paper's name: "INDIA NEWS", "Local Sport".
pub(super) fn is_section_name(text: &str) -> bool {
    let key = super::line::key(text);
    let label = |text: &str| p::SECTIONS.has(text) || p::KICKERS.has(text) || is_land(text) || is_city(text);
    p::SECTIONS.has(&key)
        || key.rsplit_once(' ').is_some_and(|(place, last)| {
            matches!(last, "news" | "report" | "today" | "media" | "review" | "online" | "daily" | "sport" | "sports")
                && (label(place) || place.split(' ').all(label))
        })
}

#[cfg(test)]
mod tests {
    use super::{is_kicker, is_section_name};
    use crate::ingest::page::line::Line;
    use crate::ingest::paragraphs::Paragraph;

    #[test]
    fn labels_of_sections() {
        for text in ["INDIA NEWS", "World News", "NEWS", "Local News", "City News"] {
            assert!(is_section_name(text), "{text}");
        }
        for text in ["Alma News", "The Harbour Post", "Times of Alma", "Valley Today"] {
            assert!(!is_section_name(text), "{text}");
        }
    }

    #[test]
    fn kickers() {
        let is = |text: &str| {
            let paragraph = Paragraph { text: text.to_owned(), ..Paragraph::default() };
            is_kicker(&Line::new(&paragraph))
        };
        for text in ["World", "International / France", "LIVE", "War Update", "Opinion | Guest Essay", "Germany"] {
            assert!(is(text), "{text}");
        }
        for text in ["Bridge opens", "She wept.", "Trapped", "France votes", "Ann Ley"] {
            assert!(!is(text), "{text}");
        }
    }
}
