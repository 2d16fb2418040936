//! Changing the text of a file in one place, everything else left as it is.

use super::read::Parsed;
use super::write::{HEAD, decision as written};
use crate::model::Decision;

/// The text with a decision more: before the one with number `at`, or at the end.
pub(super) fn insert(text: Option<&str>, parsed: &Parsed, at: usize, decision: &Decision) -> String {
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
    out.push_str(&written(decision));
    if !after.is_empty() {
        out.push('\n');
        out.push_str(after);
    }
    out
}

/// The text without the decision with number `at`, and without the comment that stands directly above it.
pub(super) fn remove(text: &str, parsed: &Parsed, at: usize) -> String {
    let Some((_, span)) = parsed.items.get(at) else { return text.to_owned() };
    let start = lead(text, span.start);
    let next = parsed.starts.iter().copied().find(|start| *start > span.start);
    let end = next.map_or(text.len(), |next| lead(text, next));
    let (before, after) = (text.get(..start).unwrap_or(text), text.get(end..).unwrap_or(""));
    if after.is_empty() { format!("{}\n", before.trim_end_matches('\n')) } else { format!("{before}{after}") }
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
