//! Stretches of text in quote marks.

use crate::text::Span;

/// A stretch in quote marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its bytes, with the marks.
    pub span: Span,
    /// Number of its paragraph: of the lines that hold something.
    pub line: usize,
    /// Its paragraph ends without a closing mark, and the next begins with an opening one.
    pub goes_on: bool,
}

/// Stretches shorter than this hold nothing.
const SHORTEST: usize = 3;

/// All stretches, in the order of the text. Reads the text once.
pub fn stretches(text: &str) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut number = 0;
    let mut at = 0;
    let mut unclosed: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        if line.trim_start().is_empty() {
            continue;
        }
        if let Some(open) = unclosed.take() {
            let goes_on = line.trim_start().starts_with(['“', '"', '‘', '\'', '`']);
            // Without a sequel the mark was a slip, unless all of the paragraph is in it.
            if let Some(Stretch { span, .. }) = found.get(open).copied() {
                let whole =
                    text.get(..span.start as usize).is_none_or(|head| head.is_empty() || head.ends_with(['\n', ' ']));
                if goes_on && whole {
                    found.get_mut(open).into_iter().for_each(|stretch: &mut Stretch| stretch.goes_on = true);
                } else {
                    found.truncate(open);
                }
            }
        }
        unclosed = in_line(line, start, number, &mut found);
        number += 1;
    }
    if let Some(open) = unclosed {
        found.truncate(open);
    }
    found
}

/// Adds the stretches of a line; the number of the last one, if it was not closed.
fn in_line(line: &str, offset: usize, number: usize, found: &mut Vec<Stretch>) -> Option<usize> {
    let mut push = |from: usize, to: usize| {
        if to - from > SHORTEST {
            let span = Span::new((offset + from) as u32, (offset + to) as u32);
            found.push(Stretch { span, line: number, goes_on: false });
        }
    };
    let mut open: Option<(usize, Kind)> = None;
    let mut skip = 0;
    // No closing mark of a single pair was found from here on.
    let mut no_single = false;
    for (at, c) in line.char_indices() {
        if at < skip {
            continue;
        }
        let rest = line.get(at..).unwrap_or("");
        let before = line.get(..at).unwrap_or("").chars().next_back();
        let Some((kind, len)) = mark(c, rest) else { continue };
        let after = rest.get(len..).unwrap_or("").chars().next();
        let starts = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '\''))
            && after.is_some_and(|c| !c.is_whitespace());
        skip = at + len;
        match (open, kind) {
            (Some((from, Kind::Double)), Kind::Double | Kind::Close) => {
                push(from, at + len);
                open = None;
            }
            (None, Kind::Open) => open = Some((at, Kind::Double)),
            (None, Kind::Double) if starts => open = Some((at, Kind::Double)),
            (None, Kind::Single) if starts && !no_single => match single_end(rest) {
                Some(end) => {
                    push(at, at + end);
                    skip = at + end;
                }
                None => no_single = rest.len() > 2000,
            },
            _ => {}
        }
    }
    let (from, _) = open?;
    push(from, line.len());
    found.len().checked_sub(1)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// “
    Open,
    /// ”
    Close,
    /// A mark that opens and closes.
    Double,
    /// A single mark that may open.
    Single,
}

fn mark(c: char, rest: &str) -> Option<(Kind, usize)> {
    Some(match c {
        '“' | '„' => (Kind::Open, c.len_utf8()),
        '”' => (Kind::Close, c.len_utf8()),
        '"' => (Kind::Double, 1),
        '\'' if rest.starts_with("''") => (Kind::Double, 2),
        '`' if rest.starts_with("``") => (Kind::Open, 2),
        '\'' | '‘' => (Kind::Single, c.len_utf8()),
        _ => return None,
    })
}

/// Where a stretch in single marks ends: at a mark after punctuation, or else at the first one that ends a word; not an
/// apostrophe in one.
fn single_end(rest: &str) -> Option<usize> {
    let mut first = None;
    let mut last = ' ';
    let mut steps = rest.char_indices().peekable();
    let opener = steps.next()?.1;
    while let Some((at, c)) = steps.next() {
        let closes = c == '’' && opener == '‘' || c == '\'' && opener == '\'';
        let ends_word = steps.peek().is_none_or(|(_, next)| !next.is_alphanumeric());
        if closes && ends_word && !last.is_whitespace() {
            let end = at + c.len_utf8();
            if matches!(last, ',' | '.' | '?' | '!' | '…') {
                return Some(end);
            }
            // After an s it may be a possessive.
            if first.is_none() && last != 's' {
                first = Some(end);
            }
        } else if matches!(c, '“' | '”' | '"') || at > 2000 {
            break;
        }
        last = c;
    }
    // A pair of plain apostrophes around words needs no punctuation if it is short.
    first.filter(|end| *end < 200)
}
