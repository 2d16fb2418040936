//! Plain text, as saved or scraped: lines or blank-line separated paragraphs, with remnants of Markdown.

use super::inline::{is_marked_up, leading_image, plain};
use super::{Lines, Paragraph, ends_sentence};
use crate::model::BlockForm;

/// Bytes that a line broken at a width may lack to the widest one, besides the word that did not fit.
const SLACK: usize = 12;

/// The paragraphs of a sanitised text.
pub(in crate::ingest) fn from_plain(text: &str) -> Vec<Paragraph> {
    let lines = Lines::of(text);
    let width = if lines == Lines::Wrapped { widest(text) } else { 0 };
    let broken = lines == Lines::Whole && is_broken(text);
    let mut out: Vec<Paragraph> = Vec::new();
    let (mut gap, mut open) = (false, false);
    let mut lines_left = text.lines().peekable();
    while let Some(line) = lines_left.next() {
        let bare = line.trim();
        if bare.is_empty() {
            gap = true;
            open = false;
            continue;
        }
        open |= !gap && out.last().is_some_and(|last| is_second_author(&last.text, bare));
        let starts = line.starts_with("  ") || marker(bare).is_some();
        if open
            && !starts
            && let Some(last) = out.last_mut()
        {
            last.text.push(' ');
            last.text.push_str(bare);
        } else {
            push(&mut out, bare, gap);
        }
        gap = false;
        // A line that had room for the next word was ended on purpose.
        let next = lines_left.peek().and_then(|next| next.split_whitespace().next()).map_or(0, str::len);
        open = broken || lines == Lines::Wrapped && line.trim_end().len() + next + SLACK >= width;
    }
    for paragraph in &mut out {
        finish(paragraph);
    }
    out.retain(|paragraph| !paragraph.text.is_empty());
    out
}

/// Whether lines were broken by hand within paragraphs that empty lines part: each two lines that touch are one
/// unfinished sentence, and at least half of the second lines begin small.
fn is_broken(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let (mut pairs, mut small) = (0, 0);
    for pair in lines.windows(2) {
        let &[first, second] = pair else { continue };
        if first.is_empty() || second.is_empty() {
            continue;
        }
        let words = first.split_whitespace().count();
        if words < 4
            || ends_sentence(first)
            || first.ends_with(':')
            || marker(first).or_else(|| marker(second)).is_some()
        {
            return false;
        }
        pairs += 1;
        let opens_small = second.chars().take(2).all(|c| c.is_lowercase() || c == ' ');
        small += usize::from(opens_small && (ends_sentence(second) || second.split_whitespace().count() >= 8));
    }
    pairs > 0 && small * 2 >= pairs && lines.iter().any(|line| line.is_empty())
}

/// "By Ann Ley" and, on the next line, "and Bo Oe".
fn is_second_author(line: &str, next: &str) -> bool {
    let by = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "));
    let and = next.strip_prefix("and ").or_else(|| next.strip_prefix("AND "));
    let name = |text: Option<&str>| {
        text.is_some_and(|text| {
            text.split_whitespace().count() <= 5
                && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        })
    };
    name(by) && name(and) && !ends_sentence(next)
}

fn widest(text: &str) -> usize {
    text.lines().map(|line| line.trim_end().len()).filter(|len| *len <= 100).max().unwrap_or(0)
}

/// A heading's level, a list item or a quotation by the sign at the start of a line, and the rest of the line.
fn marker(line: &str) -> Option<(Option<u8>, BlockForm, &str)> {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&hashes)
        && let Some(rest) = line.get(hashes..).and_then(|rest| rest.strip_prefix(' '))
    {
        return Some((Some(hashes as u8), BlockForm::Paragraph, rest.trim().trim_end_matches('#').trim_end()));
    }
    if let Some(rest) = ["- ", "* ", "• ", "◦ ", "▪ ", "‣ "].iter().find_map(|sign| line.strip_prefix(sign)) {
        // A rule such as `* * *` is no list.
        return rest.contains(char::is_alphanumeric).then(|| (None, BlockForm::ListItem(0), rest.trim()));
    }
    line.strip_prefix("> ").map(|rest| (None, BlockForm::Quote, rest.trim()))
}

fn push(out: &mut Vec<Paragraph>, line: &str, gap: bool) {
    let mut line = line;
    let mut gap = gap;
    while let Some((image, rest)) = leading_image(line) {
        out.push(Paragraph { text: image.to_owned(), image: true, gap, ..Paragraph::default() });
        line = rest;
        gap = false;
    }
    if line.is_empty() {
        return;
    }
    let (heading, form, rest) = marker(line).unwrap_or((None, BlockForm::Paragraph, line));
    out.push(Paragraph { text: rest.to_owned(), form, heading, gap, ..Paragraph::default() });
}

/// Takes remnants of Markdown off a complete paragraph.
fn finish(paragraph: &mut Paragraph) {
    if paragraph.image || !is_marked_up(&paragraph.text) {
        return;
    }
    let inline = plain(&paragraph.text);
    if inline.text.is_empty() {
        return;
    }
    let short = inline.text.len() <= 120 && !ends_sentence(&inline.text);
    if inline.strong && short && paragraph.form == BlockForm::Paragraph {
        paragraph.heading.get_or_insert(4);
    }
    paragraph.link = inline.link;
    paragraph.text = inline.text;
}
