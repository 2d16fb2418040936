//! A stretch of text around a place, in one line.

use crate::text::{Span, grapheme};

/// More bytes than this on one side are never looked at, however little they show.
const REACH: usize = 2048;

/// A line of context.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The line; `…` where the text goes on.
    pub text: String,
    /// What was asked for, in bytes of `text`.
    pub marks: Vec<Span>,
}

/// The text around the first of `hits`, cut to `line` and to about `limit` cells, white space made single spaces.
/// Hits are in bytes of `text` and in order; those that are not shown whole are not marked.
#[must_use]
pub fn around(text: &str, line: Span, hits: &[Span], limit: usize) -> Snippet {
    let hit = hits.first().and_then(|hit| hit.intersect(line)).unwrap_or(Span::new(line.start, line.start));
    let own = grapheme::cells(clip_bytes(hit.of(text)));
    let room = limit.saturating_sub(own);
    let before = Span::new(line.start, hit.start).of(text);
    let after = Span::new(hit.start, line.end).of(text);
    // What one side does not need, the other gets; a little more stands after than before.
    let need_after = cells_up_to(after, limit).saturating_sub(own);
    let give_before = (room * 2 / 5).max(room.saturating_sub(need_after));
    let start = hit.start as usize - tail(before, give_before).len();
    let used = cells_up_to(Span::new(start as u32, hit.start).of(text), limit);
    let end = hit.start as usize + head(after, limit.saturating_sub(used).max(own)).len();
    squeeze(text, Span::new(start as u32, end as u32), line, hits)
}

/// The last stretch of a text that fits into some cells, not beginning inside a word if that can be helped.
fn tail(text: &str, limit: usize) -> &str {
    let reach = text.len().saturating_sub(REACH);
    let from = (reach..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let near = text.get(from..).unwrap_or("");
    let (mut used, mut start) = (0, near.len());
    for (at, cluster) in grapheme::graphemes(near).rev() {
        used += grapheme::cluster_cells(cluster);
        if used > limit {
            break;
        }
        start = at;
    }
    let cut = near.get(start..).unwrap_or("");
    if start == 0 && from == 0 {
        return cut;
    }
    let inside = near.get(..start).is_some_and(|rest| !rest.ends_with(char::is_whitespace));
    match cut.find(char::is_whitespace) {
        Some(at) if inside && at * 2 < cut.len().max(32) => cut.get(at..).unwrap_or("").trim_start(),
        _ => cut.trim_start(),
    }
}

/// The first stretch of a text that fits into some cells, not ending inside a word if that can be helped.
fn head(text: &str, limit: usize) -> &str {
    let near = clip_bytes(text);
    let cut = grapheme::clip(near, limit);
    if cut.len() == text.len() || text.get(cut.len()..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        return cut;
    }
    match cut.rfind(char::is_whitespace) {
        Some(at) if at * 2 > cut.len() => cut.get(..at).unwrap_or(cut).trim_end(),
        _ => cut,
    }
}

fn cells_up_to(text: &str, limit: usize) -> usize {
    grapheme::cells(grapheme::clip(clip_bytes(text), limit))
}

fn clip_bytes(text: &str) -> &str {
    let end = (0..=REACH.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}

/// One line of what is shown, with the marks moved along.
fn squeeze(text: &str, shown: Span, line: Span, hits: &[Span]) -> Snippet {
    let mut out = String::new();
    if !Span::new(line.start, shown.start).of(text).trim().is_empty() {
        out.push('…');
    }
    let mut marks: Vec<Span> = Vec::new();
    let mut hits = hits.iter().filter(|hit| shown.covers(**hit) && !hit.is_empty()).peekable();
    let mut space = false;
    for (at, c) in shown.of(text).char_indices() {
        let at = shown.start + at as u32;
        while hits.next_if(|hit| hit.end <= at).is_some() {}
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) && !out.is_empty() {
            out.push(' ');
        }
        let from = out.len() as u32;
        out.push(c);
        if hits.peek().is_some_and(|hit| hit.contains(at)) {
            let fresh = hits.peek().is_some_and(|hit| hit.start == at);
            match marks.last_mut() {
                Some(last) if !fresh => last.end = out.len() as u32,
                _ => marks.push(Span::new(from, out.len() as u32)),
            }
        }
    }
    if !Span::new(shown.end, line.end).of(text).trim().is_empty() {
        out.push('…');
    }
    Snippet { text: out, marks }
}

#[cfg(test)]
mod tests {
    use super::around;
    use crate::text::{Span, cells};

    fn at(text: &str, what: &str) -> Span {
        let start = text.find(what).unwrap() as u32;
        Span::new(start, start + what.len() as u32)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let text = "First.\n\nAda  Moor\nspoke to Ben.";
        let line = Span::new(8, text.len() as u32);
        let snippet = around(text, line, &[Span::new(8, 17), at(text, "Ben")], 80);
        assert_eq!(snippet.text, "Ada Moor spoke to Ben.");
        let marked: Vec<_> = snippet.marks.iter().map(|mark| mark.of(&snippet.text)).collect();
        assert_eq!(marked, ["Ada Moor", "Ben"]);
    }

    #[test]
    fn a_long_line_is_cut_at_words_around_the_hit() {
        let text = format!("{}the needle lies here {}", "hay and straw ".repeat(20), "more hay ".repeat(20));
        let hit = at(&text, "needle");
        let snippet = around(&text, Span::new(0, text.len() as u32), &[hit], 60);
        assert!(cells(&snippet.text) <= 62, "{}", snippet.text);
        assert!(snippet.text.starts_with('…') && snippet.text.ends_with('…'));
        assert_eq!(snippet.marks[0].of(&snippet.text), "needle");
        let end = snippet.text.trim_end_matches('…');
        assert!(end.ends_with("hay") || end.ends_with("more"), "{end}");
    }

    #[test]
    fn wide_letters_and_lines_without_spaces() {
        let text = "北京".repeat(5000);
        let hit = Span::new(6000, 6006);
        let snippet = around(&text, Span::new(0, text.len() as u32), &[hit], 40);
        assert!(cells(&snippet.text) <= 42);
        assert_eq!(snippet.marks.len(), 1);
        assert_eq!(snippet.marks[0].of(&snippet.text), "北京");
    }
}
