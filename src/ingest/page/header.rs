//! The head of the article: title, standfirst, author; and the headings inside.

use super::byline;
use super::line::Line;
use super::mark::Mark;
use super::sheet::Sheet;
use super::top::{is_kicker, navigation_end};
use crate::model::{BlockForm, BlockKind};
use crate::text::fold;

/// Titles are not longer than this.
const MAX_TITLE_WORDS: usize = 32;

/// No title stands below more labels than this.
const MAX_LABELS: usize = 60;

/// Marks bylines, the headline, what stands between it and the text, and subheadings. `title` is the one that is known
/// from elsewhere.
pub(super) fn run(sheet: &mut Sheet<'_>, title: Option<&str>) {
    bylines(sheet);
    let first = sheet.first_prose();
    let headline = match title {
        Some(title) => {
            let folded = fold(title);
            let title: Vec<&str> = bare_words(&folded).collect();
            (0..sheet.len().min(40)).find(|at| sheet.kind(*at).is_none() && same_title(sheet, *at, &title))
        }
        None => find_headline(sheet, first),
    };
    if let Some(at) = headline {
        sheet.set(at, BlockKind::Headline);
    }
    let menu = headline.map_or(0, |at| navigation_end(sheet, at + 1, &|line| line == at));
    above(sheet, headline, first, menu);
    between(sheet, headline, first);
    for at in first + 1..sheet.len() {
        post_author(sheet, at);
    }
    subheadings(sheet, headline.map_or(0, |at| at + 1));
}

/// Lines that say "By …" are bylines at the two ends of the article; names alone only right under the title.
fn bylines(sheet: &mut Sheet<'_>) {
    let first = sheet.first_prose();
    let last = sheet.end_of_prose().saturating_sub(1);
    let second = (first + 1..sheet.len()).find(|at| sheet.is_prose(*at)).unwrap_or(sheet.len());
    let mut titled = false;
    for at in 0..sheet.len() {
        titled |= at.checked_sub(1).is_some_and(|at| sheet.is_short(at) && sheet.mark(at) != Mark::Byline);
        if sheet.kind(at).is_some() {
            continue;
        }
        if at > second && at < last {
            continue;
        }
        let Some(line) = sheet.line(at) else { continue };
        let text = line.paragraph.text.as_str();
        let by = sheet.mark(at) == Mark::Byline;
        let from = titled && at < first && !line.ends && line.words <= 6 && line.key.starts_with("reporting from ");
        let role = from || (titled || at > last) && byline::with_role(text).is_some();
        let beside = |other: Option<usize>| {
            other.is_some_and(|other| {
                matches!(sheet.mark(other), Mark::Date | Mark::Byline)
                    || sheet.line(other).is_some_and(|line| {
                        line.key == "by" || is_title(&line.paragraph.text) || is_desk(&line.paragraph.text)
                    })
            })
        };
        let named = titled && at < first && byline::bare(text).is_some();
        let alone = named
            && (beside(at.checked_sub(1))
                || beside(Some(at + 1))
                || byline::is_dated(text)
                || is_introduced(sheet, text));
        if by || role || alone {
            sheet.set(at, BlockKind::Byline);
            let desk = |line: &Line<'_>| is_desk(&line.paragraph.text) || is_title(&line.paragraph.text);
            if sheet.kind(at + 1).is_none() && at + 1 < first && sheet.line(at + 1).is_some_and(desk) {
                sheet.set(at + 1, BlockKind::Byline);
            }
        }
        if at <= first && is_sign(text, titled) {
            sheet.set(at, BlockKind::Byline);
        }
        if line_is_by(sheet, at) {
            split_byline(sheet, at);
        }
        if titled && at < first && sheet.line(at).is_some_and(|line| line.key == "reporting from") {
            sheet.set(at, BlockKind::Byline);
            if at + 1 < first && sheet.line(at + 1).is_some_and(|line| line.words <= 5 && !line.ends) {
                sheet.set(at + 1, BlockKind::Byline);
            }
        }
    }
}

/// "By", "Ann Ley", ",", "Bo Oe": a byline with a line for each of its parts.
fn split_byline(sheet: &mut Sheet<'_>, by: usize) {
    sheet.set(by, BlockKind::Byline);
    let mut at = by + 1;
    while let Some(line) = sheet.line(at) {
        let joins = matches!(line.paragraph.text.as_str(), "," | "and" | "&" | ";");
        let next = joins && sheet.line(at + 1).is_some_and(|next| byline::bare(&next.paragraph.text).is_some());
        if !next && byline::bare(&line.paragraph.text).is_none() {
            break;
        }
        sheet.set(at, BlockKind::Byline);
        at += 1;
    }
}

/// "Ann Ley", "Diplomatic correspondent": who wrote one entry of a live report.
fn post_author(sheet: &mut Sheet<'_>, at: usize) {
    let named = sheet.kind(at).is_none()
        && sheet.mark(at) == Mark::None
        && sheet.line(at).is_some_and(|line| {
            (2..=4).contains(&line.words) && !line.ends && super::names::is_person(&line.paragraph.text)
        });
    let role = |at: usize| {
        sheet.kind(at).is_none()
            && sheet.line(at).is_some_and(|line| is_title(&line.paragraph.text) && byline::ends_in_role(&line.key))
    };
    if named && role(at + 1) {
        sheet.set(at, BlockKind::Byline);
        sheet.set(at + 1, BlockKind::Byline);
    }
}

/// Whether a sentence below says who the bearer of a name is, as under an opinion: "Ann Ley is a teacher."
fn is_introduced(sheet: &Sheet<'_>, name: &str) -> bool {
    let introduces = |line: &Line<'_>| {
        let rest = line.start.strip_prefix(name).unwrap_or("");
        [" is ", " was ", " covers ", " writes ", " reports ", " joined "].iter().any(|verb| rest.starts_with(verb))
    };
    name.split(' ').count() >= 2 && sheet.lines.iter().any(introduces)
}

/// "CNN —", "QNA", "BBC News", "Example Post (agencies)": a name where an author's or a dateline would stand. Before any
/// title only a known one is no title.
fn is_sign(text: &str, titled: bool) -> bool {
    if text.len() > 80 || text.ends_with(['.', '?', '!']) {
        return false;
    }
    let sign = text.trim_end_matches([' ', '—', '–']).trim_end_matches("(agencies)").trim_end();
    let dashed = sign.len() < text.len();
    super::names::is_agency(sign) && !sign.contains(char::is_lowercase) && sign.len() >= 2
        || super::outlet::is_known(sign) && (dashed || titled)
        || dashed && titled && super::outlet::is_outlet(sign)
}

/// "The Harbour Post" above the title: the name of the paper, in capitals and with a paper's word at its end.
pub(super) fn is_masthead(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitals = |word: &&str| word.starts_with(char::is_uppercase) || matches!(*word, "of" | "and" | "&" | "de");
    let named = (2..=5).contains(&words.len())
        && words.iter().all(capitals)
        && words.last().is_some_and(|last| super::outlet::has_outlet_word(last));
    !text.ends_with(['.', '?', '!', ':']) && (named || super::outlet::is_known(text))
}

/// "BBC News, Cumbria": where an author works.
fn is_desk(text: &str) -> bool {
    let name = text.split([',', '|', '-', '–']).next().unwrap_or(text).trim();
    text.split_whitespace().count() <= 7 && super::outlet::is_outlet(name) && !text.ends_with(['.', '?', '!'])
}

/// "Staff Writer", "Diplomatic correspondent".
fn is_title(text: &str) -> bool {
    text.split_whitespace().count() <= 5 && super::names::is_role(text) && !text.ends_with(['.', '?', '!'])
}

fn line_is_by(sheet: &Sheet<'_>, at: usize) -> bool {
    sheet.line(at).is_some_and(|line| matches!(line.key.as_str(), "by" | "written by" | "author" | "authors"))
        && sheet.line(at + 1).is_some_and(|next| byline::bare(&next.paragraph.text).is_some())
}

/// The title: a heading of the first rank, else the first short line that is no label of a section.
fn find_headline(sheet: &Sheet<'_>, first: usize) -> Option<usize> {
    let limit = first.min(sheet.len());
    let ranked = (0..sheet.len().min(first.saturating_add(8)))
        .find(|at| sheet.kind(*at).is_none() && sheet.line(*at).is_some_and(|line| line.paragraph.heading == Some(1)));
    let candidates: Vec<usize> = (0..limit)
        .filter(|at| {
            sheet.is_short(*at)
                && sheet.line(*at).is_some_and(|line| {
                    line.words <= MAX_TITLE_WORDS
                        && !matches!(line.paragraph.form, BlockForm::ListItem(_) | BlockForm::Code)
                        && !line.paragraph.text.ends_with([':', ',', ';'])
                        && !is_section(&line.paragraph.text)
                        && !is_sign(&line.paragraph.text, false)
                        && !line.paragraph.text.contains('@')
                })
        })
        .collect();
    let is_long =
        |at: &&usize| sheet.line(**at).is_some_and(|line| line.words >= 4 || line.paragraph.text.chars().count() >= 30);
    let masthead = |at: usize| sheet.line(at).is_some_and(|line| is_masthead(&line.paragraph.text));
    // What a menu ends is the site's, whatever its length.
    let menu = navigation_end(sheet, limit, &|at| candidates.binary_search(&at).is_ok() && is_long(&&at));
    let candidates: Vec<usize> = candidates.into_iter().filter(|at| *at >= menu).collect();
    // The paper's own name is no title where another long line follows.
    let mut longs = candidates.iter().filter(is_long);
    let long = longs.next().map(|at| if masthead(*at) { longs.next().unwrap_or(at) } else { at });
    // "… IN THE U.S." ends in a stop and is no sentence.
    let abbreviated = || {
        let line = sheet.line(first).filter(|line| line.words <= 20 && candidates.is_empty())?;
        let last = line.paragraph.text.rsplit(' ').next()?.trim_end_matches('.');
        (last.contains('.') && line.paragraph.text.ends_with('.') && sheet.prose_below(first)).then_some(first)
    };
    // The label of a section is a title only where nothing else is.
    let label = |at: &&usize| masthead(**at) || sheet.line(**at).is_some_and(is_kicker);
    let short = candidates.iter().take(MAX_LABELS).find(|at| !label(at)).or_else(|| candidates.first());
    // Without any running text below, short lines are a list, not titles.
    ranked
        .or_else(abbreviated)
        .or_else(|| long.or(short).copied().filter(|_| first < sheet.len() || candidates.len() == 1 && sheet.len() > 1))
}

/// "News|Hill country": the path to a page's section.
fn is_section(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['|', '›', '»']).collect();
    parts.len() >= 2
        && text.split_whitespace().count() <= 8
        && parts.iter().all(|part| part.split_whitespace().count() <= 4)
        && parts.first().is_some_and(|part| part.split_whitespace().count() == 1)
}

/// Whether a line is the title that is already known.
fn same_title(sheet: &Sheet<'_>, at: usize, title: &[&str]) -> bool {
    let Some(line) = sheet.line(at).filter(|line| line.words <= 2 * MAX_TITLE_WORDS) else { return false };
    let folded = fold(&line.paragraph.text);
    let here: Vec<&str> = bare_words(&folded).collect();
    let shared = here.iter().filter(|word| title.contains(word)).count();
    !here.is_empty() && (here == title || (shared * 10 >= here.len().max(title.len()) * 8 && here.len() >= 4))
}

/// The words of a folded text, without signs.
fn bare_words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What stands above the title: the paper's name, its menu, the section.
fn above(sheet: &mut Sheet<'_>, headline: Option<usize>, first: usize, menu: usize) {
    let Some(headline) = headline else { return };
    for at in (0..headline.min(first)).filter(|at| *at < headline) {
        let page = |line: &Line<'_>| {
            at < menu
                || line.words <= 5 && is_masthead(&line.paragraph.text)
                || is_section(&line.paragraph.text)
                || is_kicker(line)
        };
        if sheet.is_short(at) {
            let page = sheet.line(at).is_some_and(page);
            sheet.set(at, if page { BlockKind::Furniture } else { BlockKind::Subheading });
        }
    }
}

/// What stands between title and text: labels, the standfirst.
fn between(sheet: &mut Sheet<'_>, headline: Option<usize>, first: usize) {
    let Some(headline) = headline else { return };
    // A short sentence right above the text is its first paragraph.
    let opens = |at: usize| {
        sheet.kind(at).is_none()
            && sheet.line(at).is_some_and(|line| line.ends && line.words >= 3 && !line.paragraph.text.ends_with('?'))
    };
    // What else is on the page may stand between.
    let beside = |at: usize| {
        sheet.kind(at).is_some_and(BlockKind::is_hidden) && sheet.mark(at) != Mark::Date || sheet.mark(at) == Mark::Weak
    };
    let text = (headline + 1..first)
        .rev()
        .take_while(|at| opens(*at) || beside(*at))
        .filter(|at| opens(*at))
        .last()
        .unwrap_or(first);
    // A page of short lines and marked headings has no standfirst to be told from its text.
    let plain = first == sheet.len() && has_headings(sheet, headline + 1);
    for at in headline + 1..text {
        if !sheet.is_short(at) {
            continue;
        }
        let Some(line) = sheet.line(at).filter(|line| !plain || line.paragraph.heading.is_some()) else { continue };
        if is_live_link(line) {
            sheet.set(at, BlockKind::Furniture);
        } else if line.paragraph.form == BlockForm::Paragraph && !line.row {
            sheet.set(at, BlockKind::Subheading);
        }
    }
    // Sentences between the title and the author are the standfirst.
    let mut prose = 0;
    let author = (first..sheet.len().min(first + 10))
        .take_while(|at| {
            prose += usize::from(sheet.is_prose(*at));
            prose <= 2
        })
        .find(|at| {
            sheet.kind(*at) == Some(BlockKind::Byline) && sheet.mark(*at) != Mark::Contributors
                || sheet.mark(*at) == Mark::Date
        });
    if let Some(author) = author
        && sheet.prose_below(author)
        && headline < first
    {
        for at in first..author {
            if sheet.is_prose(at) && sheet.line(at).is_some_and(|line| line.words <= 70) {
                sheet.set(at, BlockKind::Subheading);
            }
        }
    }
}

/// "Harbour strike live – latest updates": under a title, a link to another page.
fn is_live_link(line: &Line<'_>) -> bool {
    let of_live = line.key.contains(" live") || line.key.starts_with("live");
    of_live
        && line.words <= 10
        && ["latest updates", "live updates", "latest news"].iter().any(|end| line.key.ends_with(end))
}

/// Headings inside the article: short lines alone between running text.
fn subheadings(sheet: &mut Sheet<'_>, from: usize) {
    let marked = has_headings(sheet, from);
    for at in from..sheet.len() {
        if sheet.kind(at).is_some() {
            continue;
        }
        let Some(line) = sheet.line(at).filter(|line| !line.row) else { continue };
        if line.paragraph.heading.is_some() && line.words <= MAX_TITLE_WORDS {
            sheet.set(at, BlockKind::Subheading);
            continue;
        }
        let before = (0..at).rev().find(|at| sheet.kind(*at).is_none_or(|kind| !kind.is_hidden()));
        let after = (at + 1..sheet.len()).find(|at| sheet.kind(*at).is_none_or(|kind| !kind.is_hidden()));
        let text_before = before.is_none_or(|at| {
            is_text(sheet, at)
                || matches!(sheet.kind(at), Some(BlockKind::Headline | BlockKind::Byline | BlockKind::Subheading))
        });
        let text_after = after.is_some_and(|at| is_text(sheet, at));
        if !marked && looks_like_heading(sheet, at) && text_before && text_after {
            sheet.set(at, BlockKind::Subheading);
        }
    }
}

/// Whether headings are marked as such below the title: who marks them marks them all.
fn has_headings(sheet: &Sheet<'_>, from: usize) -> bool {
    (from..sheet.len()).any(|at| {
        sheet.line(at).is_some_and(|line| line.paragraph.heading.is_some_and(|level| level <= 3))
            && sheet.kind(at).is_none_or(|kind| kind == BlockKind::Subheading)
    })
}

/// Running text, or a sentence too short to be told for sure.
fn is_text(sheet: &Sheet<'_>, at: usize) -> bool {
    sheet.is_prose(at) || (sheet.kind(at).is_none() && sheet.line(at).is_some_and(|line| line.ends && line.words >= 3))
}

fn looks_like_heading(sheet: &Sheet<'_>, at: usize) -> bool {
    let Some(line) = sheet.line(at) else { return false };
    let text = line.paragraph.text.as_str();
    let opens = text.trim_start_matches(['"', '“', '\'', '‘', '«', '¿']).chars().next();
    line.paragraph.form == BlockForm::Paragraph
        && line.words <= 16
        && text.chars().count() <= 110
        && opens.is_some_and(|c| !c.is_lowercase() && c.is_alphanumeric())
        && (!line.ends
            || text.ends_with('?') && !text.contains(": ")
            || text.ends_with(['”', '"', '’']) && !text.trim_end_matches(['”', '"', '’']).ends_with(['.', ',']))
        && !text.ends_with([',', ';', ':', '-', '—'])
        && text.contains(char::is_alphabetic)
}
