//! A mention in its line: what stands before it and after it.

use crate::text::grapheme::{cells, clip, graphemes};
use crate::text::{Span, sanitize_line};

/// Cells of context on each side.
const SIDE: usize = 72;
/// Bytes looked at on each side: a paragraph may be a whole book, and be full of names.
const REACH: usize = 2048;

/// A key word in its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// What stands before, cut to whole words, with `…` where something is missing.
    pub before: String,
    /// The name as it stands in the text, in one line.
    pub name: String,
    /// What stands after.
    pub after: String,
    /// Whether there is white space between each of them and the name.
    gap: (bool, bool),
}

impl Context {
    /// The context of `name` in the paragraph that holds it.
    #[must_use]
    pub fn new(text: &str, paragraph: Span, name: Span) -> Self {
        let before = Span::new(paragraph.start, name.start).of(text);
        let after = Span::new(name.end, paragraph.end).of(text);
        let (near_before, near_after) = (last_bytes(before), first_bytes(after));
        Self {
            before: ending(&sanitize_line(near_before), near_before.len() < before.len()),
            name: sanitize_line(name.of(text)),
            after: beginning(&sanitize_line(near_after), near_after.len() < after.len()),
            gap: (before.ends_with(char::is_whitespace), after.starts_with(char::is_whitespace)),
        }
    }

    /// The whole line, the name in brackets.
    #[must_use]
    pub fn line(&self) -> String {
        let (before, after) = self.sides();
        format!("{before}[{}]{after}", self.name)
    }

    /// What stands on either side of the name, with the space between where there is one.
    #[must_use]
    pub fn sides(&self) -> (String, String) {
        let space = |wanted: bool| if wanted { " " } else { "" };
        let (before, after) = (space(self.gap.0), space(self.gap.1));
        (format!("{}{before}", self.before), format!("{after}{}", self.after))
    }
}

/// The last [`REACH`] bytes, in whole characters.
fn last_bytes(text: &str) -> &str {
    (text.len().saturating_sub(REACH)..=text.len()).find_map(|from| text.get(from..)).unwrap_or("")
}

/// The first [`REACH`] bytes, in whole characters.
fn first_bytes(text: &str) -> &str {
    (0..=REACH.min(text.len())).rev().find_map(|to| text.get(..to)).unwrap_or("")
}

/// The end of a text, whole words of at most [`SIDE`] cells; `cut` if there was more of it.
fn ending(text: &str, cut: bool) -> String {
    if !cut && cells(text) <= SIDE {
        return text.to_owned();
    }
    let mut from = text.len();
    let mut used = 1;
    for (at, cluster) in graphemes(text).rev() {
        used += cells(cluster);
        if used > SIDE {
            break;
        }
        from = at;
    }
    let end = text.get(from..).unwrap_or("");
    let whole = end.split_once(' ').map_or(end, |(_, rest)| rest);
    format!("…{whole}")
}

/// The start of a text, whole words of at most [`SIDE`] cells; `cut` if there was more of it.
fn beginning(text: &str, cut: bool) -> String {
    if !cut && cells(text) <= SIDE {
        return text.to_owned();
    }
    let start = clip(text, SIDE - 1);
    let whole = start.rsplit_once(' ').map_or(start, |(rest, _)| rest);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::{Context, SIDE};
    use crate::text::{Span, cells};

    fn context(before: &str, name: &str, after: &str) -> Context {
        let text = format!("{before}{name}{after}");
        let start = before.len() as u32;
        Context::new(&text, Span::new(0, text.len() as u32), Span::new(start, start + name.len() as u32))
    }

    #[test]
    fn short_context_is_whole() {
        let made = context("Then\n(", "Ana\nRuiz", "’s answer) came.");
        assert_eq!((&*made.before, &*made.name, &*made.after), ("Then (", "Ana Ruiz", "’s answer) came."));
        assert_eq!(made.line(), "Then ([Ana Ruiz]’s answer) came.");
        assert_eq!(context("So ", "Ana", " said.").line(), "So [Ana] said.");
        assert_eq!(context("", "Ana", ", ").line(), "[Ana], ".trim());
    }

    #[test]
    fn long_context_is_cut_between_words() {
        let made = context(&"word ".repeat(40), "Ana", &" 北京市".repeat(40));
        assert!(made.before.starts_with("…word word") && made.before.ends_with("word"));
        assert!(made.after.ends_with("北京市…"));
        assert!(cells(&made.before) <= SIDE && cells(&made.after) <= SIDE);
    }

    #[test]
    fn a_long_paragraph_reads_as_if_only_what_is_near_were_there() {
        // Wherever the cut falls inside a character of the many.
        for pad in 0..4 {
            let near = "é word ".repeat(60);
            let far = format!("{}{}{near}", "x".repeat(pad), "北🇫🇷 ".repeat(4000));
            assert_eq!(context(&far, "Ana", &near).before, context(&near, "Ana", &near).before);
            let far = format!("{near}{}{}", "x".repeat(pad), "北🇫🇷 ".repeat(4000));
            assert_eq!(context(&near, "Ana", &far).after, context(&near, "Ana", &near).after);
        }
        let made = context(&" ".repeat(5000), "Ana", &format!("{}end", " ".repeat(5000)));
        assert_eq!((&*made.before, &*made.after), ("…", "…"), "nothing but space is near, and more is there");
    }
}
