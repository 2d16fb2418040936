//! Changing the text of a file in one place, everything else left as it is.

use std::ops::Range;

use super::read::Parsed;
use super::write::{HEAD, decision as written};
use crate::model::Decision;

/// The text with a decision more: before the one with number `at`, or at the end.
/// `cut` is how it stood there before, if it did.
pub(super) fn insert(text: Option<&str>, parsed: &Parsed, at: usize, decision: &Decision, cut: Option<&Cut>) -> String {
    let text = text.unwrap_or(HEAD);
    let place = match parsed.items.get(at) {
        Some((_, span)) => lead(text, span.start),
        None => text.len(),
    };
    let (before, after) = text.split_at_checked(place).unwrap_or((text, ""));
    let mut out = before.to_owned();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    match cut {
        Some(cut) => out.push_str(cut.lines.trim_end_matches('\n')),
        None => out.push_str(written(decision).trim_end_matches('\n')),
    }
    out.push('\n');
    if !after.is_empty() {
        out.push('\n');
        out.push_str(after);
    }
    out
}

/// What stands of the decision with number `at`: its lines, and the comment directly above it. Comments that follow it are not its.
fn lines_of(text: &str, parsed: &Parsed, at: usize) -> Option<Range<usize>> {
    let (_, span) = parsed.items.get(at)?;
    let after = text.get(span.end..)?;
    let end = span.end + after.find('\n').map_or(after.len(), |line| line + 1);
    Some(lead(text, span.start)..end)
}

/// A decision taken out of a text, as it stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    /// All that was taken out, with blank lines beside it, and where.
    whole: String,
    at: usize,
    /// Its lines alone.
    lines: String,
    /// What tells the text that was left from others.
    rest: blake3::Hash,
}

/// The text without the decision with number `at`, and what was taken out.
pub(super) fn remove(text: &str, parsed: &Parsed, at: usize) -> Option<(String, Cut)> {
    let lines = lines_of(text, parsed, at)?;
    let (mut start, mut end) = (lines.start, lines.end);
    let after = text.get(end..)?;
    if after.trim().is_empty() {
        // The last one: the blank lines above it go, all but the end of the line before them.
        let before = text.get(..start)?.trim_end_matches('\n').len();
        (start, end) = (if before == 0 { 0 } else { (before + 1).min(start) }, text.len());
    } else {
        end += after.len() - after.trim_start_matches('\n').len();
    }
    let left = format!("{}{}", text.get(..start)?, text.get(end..)?);
    let cut = Cut {
        whole: text.get(start..end)?.to_owned(),
        at: start,
        lines: text.get(lines)?.to_owned(),
        rest: blake3::hash(left.as_bytes()),
    };
    Some((left, cut))
}

/// The text with what was taken out of it back in its place, and the number the decision has there; `None` where the text was
/// changed meanwhile.
pub(super) fn restore(text: &str, parsed: &Parsed, cut: &Cut) -> Option<(String, usize)> {
    if blake3::hash(text.as_bytes()) != cut.rest {
        return None;
    }
    let number = parsed.items.iter().take_while(|(_, span)| span.start < cut.at).count();
    Some((format!("{}{}{}", text.get(..cut.at)?, cut.whole, text.get(cut.at..)?), number))
}

/// Where what belongs to a table begins: the comment lines directly above its heading.
fn lead(text: &str, heading: usize) -> usize {
    let mut start = text.get(..heading).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    while start > 0 {
        let before = text.get(..start - 1).unwrap_or("");
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        if !before.get(line..).is_some_and(|line| line.trim_start().starts_with('#')) {
            break;
        }
        start = line;
    }
    // The head of the file is nobody's comment.
    if start == 0 { text.get(..heading).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1) } else { start }
}
