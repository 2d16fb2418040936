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
        open = lines == Lines::Wrapped && line.trim_end().len() + next + SLACK >= width;
    }
    for paragraph in &mut out {
        finish(paragraph);
    }
    out.retain(|paragraph| !paragraph.text.is_empty());
    out
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
