//! What a page says of its authors: their lives in a sentence, their names once more at the foot.

use super::cues::Cue;
use super::line::Line;
use super::mark::Mark;
use super::names::{is_role, list};
use super::sheet::Sheet;
use super::{byline, case};
use crate::model::{BlockForm, BlockKind};
use crate::text::fold;

/// Lives are told in so many words at most.
const MAX_WORDS: usize = 90;

/// Nobody writes with more others than this.
const MAX_AUTHORS: usize = 40;

/// What follows an author's name in a sentence about him, folded.
const VERBS: [&str; 22] = [
    "is",
    "was",
    "are",
    "covers",
    "cover",
    "writes",
    "reports",
    "has",
    "joined",
    "teaches",
    "works",
    "worked",
    "leads",
    "serves",
    "edits",
    "hosts",
    "lives",
    "studies",
    "specializes",
    "specialises",
    "contributes",
    "previously",
];

/// Marks the lines about the authors.
pub(super) fn run(sheet: &mut Sheet<'_>) {
    let authors = Authors::of(sheet);
    about_boxes(sheet);
    if authors.names.is_empty() {
        return;
    }
    introduction(sheet, &authors);
    foot(sheet, &authors);
}

/// The authors by their bylines, folded.
struct Authors {
    names: Vec<String>,
    /// The first line that names one.
    line: usize,
}

impl Authors {
    fn of(sheet: &Sheet<'_>) -> Self {
        let mut out = Self { names: Vec::new(), line: 0 };
        for at in 0..sheet.len() {
            if sheet.kind(at) != Some(BlockKind::Byline) || sheet.mark(at) == Mark::Contributors {
                continue;
            }
            let Some(line) = sheet.line(at).filter(|line| line.words <= 40) else { continue };
            let text = &line.paragraph.text;
            let names = byline::explicit(text).or_else(|| byline::with_role(text)).or_else(|| byline::bare(text));
            for name in names.map(|names| list(&case::ordinary(&names))).unwrap_or_default() {
                if out.names.is_empty() {
                    out.line = at;
                }
                let name = fold(&name);
                if name.contains(' ') && out.names.len() < MAX_AUTHORS && !out.names.contains(&name) {
                    out.names.push(name);
                }
            }
        }
        out
    }

    /// Whether a sentence has an author for its subject: "Ley covers the courts.", "Dr. Ley is a surgeon."
    fn are_told_of(&self, line: &Line<'_>) -> bool {
        let cut = line.key.ends_with("read more") || line.key.ends_with("see more");
        if line.words > MAX_WORDS || !(line.ends || cut) || line.hits.get(Cue::Said) > 0 {
            return false;
        }
        let head = fold(crate::text::grapheme::head(line.start, 120));
        let head = ["dr. ", "mr. ", "ms. ", "mrs. ", "prof. ", "professor "]
            .iter()
            .find_map(|title| head.strip_prefix(title))
            .unwrap_or(&head);
        let rest = self.names.iter().find_map(|name| {
            let last = name.rsplit(' ').next().unwrap_or(name);
            head.strip_prefix(name.as_str()).or_else(|| head.strip_prefix(last))
        });
        rest.and_then(|rest| rest.strip_prefix([' ', ',']))
            .and_then(|rest| rest.split_whitespace().next())
            .is_some_and(|verb| VERBS.contains(&verb))
    }

    /// Whether a line is one or more of their names, with or without their roles, and nothing else.
    fn are_named_by(&self, line: &Line<'_>) -> bool {
        if line.words > 16 || line.ends {
            return false;
        }
        let text = &line.paragraph.text;
        let names = byline::explicit(text).or_else(|| byline::with_role(text)).or_else(|| byline::bare(text));
        let names = names.map(|names| list(&case::ordinary(&names))).unwrap_or_default();
        !names.is_empty() && names.iter().all(|name| self.names.contains(&fold(name)))
    }
}

/// "Dr. Ley is a former surgeon." between the author's name and the article.
fn introduction(sheet: &mut Sheet<'_>, authors: &Authors) {
    let Some(at) = (authors.line + 1..sheet.len()).find(|at| sheet.kind(*at).is_none()) else { return };
    let told = sheet.line(at).is_some_and(|line| line.words <= 45 && authors.are_told_of(line));
    if told && sheet.prose_below(at) && !sheet.prose_above(at) {
        sheet.set(at, BlockKind::Furniture);
    }
}

/// Names, roles and lives of the authors below the article's last words.
fn foot(sheet: &mut Sheet<'_>, authors: &Authors) {
    let mut at = sheet.len();
    let mut lines = Vec::new();
    let mut loose = 0;
    while at > authors.line + 1 {
        at -= 1;
        let hidden = sheet.kind(at).is_some_and(BlockKind::is_hidden) || sheet.mark(at) == Mark::Contributors;
        if hidden {
            continue;
        }
        let Some(line) = sheet.line(at) else { break };
        let before = at.checked_sub(1).filter(|before| *before > authors.line).and_then(|at| sheet.line(at));
        let after_life = before.is_some_and(|before| authors.are_told_of(before));
        let after_name = before.is_some_and(|before| authors.are_named_by(before));
        let name = authors.are_named_by(line);
        let told = authors.are_told_of(line) || after_life && continues(line);
        let role = after_name && line.words <= 6 && !line.ends && is_role(&line.paragraph.text);
        if !(name || told || role) {
            // A word or two of the page may stand below them.
            loose += 1;
            if loose > 4 || line.words > 12 || line.ends || line.paragraph.form != BlockForm::Paragraph {
                break;
            }
            continue;
        }
        lines.push(at);
    }
    // There must be an article above them.
    if lines.last().is_some_and(|first| sheet.prose_above(*first)) {
        for at in lines {
            sheet.set(at, BlockKind::Furniture);
        }
    }
}

/// "He is based in Rome." after a sentence about the author.
fn continues(line: &Line<'_>) -> bool {
    let mut words = line.start.split(' ');
    line.ends
        && line.words <= MAX_WORDS
        && line.hits.get(Cue::Said) == 0
        && words.next().is_some_and(|first| matches!(first, "He" | "She" | "They"))
        && words.next().is_some_and(|verb| VERBS.contains(&verb))
}

/// "About the author", a name, and what is said of who bears it.
fn about_boxes(sheet: &mut Sheet<'_>) {
    for head in 0..sheet.len() {
        let opens = sheet.kind(head).is_none()
            && sheet.line(head).is_some_and(|line| {
                matches!(
                    line.key.as_str(),
                    "about the author" | "about the authors" | "about the writer" | "about the reporter" | "author bio"
                )
            });
        if !opens || !sheet.prose_above(head) {
            continue;
        }
        sheet.set(head, BlockKind::Furniture);
        let Some(name) = sheet.line(head + 1).filter(|line| line.words <= 6 && !line.ends && !line.key.is_empty())
        else {
            continue;
        };
        let name = name.key.clone();
        sheet.set(head + 1, BlockKind::Furniture);
        for at in head + 2..sheet.len() {
            let Some(line) = sheet.line(at).filter(|_| sheet.kind(at).is_none()) else { break };
            let start = fold(crate::text::grapheme::head(line.start, 120));
            let start = start.strip_prefix("the ").unwrap_or(&start);
            let last = name.rsplit(' ').next().unwrap_or(&name);
            let told = start.starts_with(&name) || start.starts_with(last) || continues(line);
            let role = at == head + 2 && line.words <= 6 && !line.ends && is_role(&line.paragraph.text);
            if !(told && line.hits.get(Cue::Said) == 0 || role) {
                break;
            }
            sheet.set(at, BlockKind::Furniture);
        }
    }
}
