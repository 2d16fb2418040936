//! A text cut into paragraphs, each with how it is set. What it means on its page is not asked here.

mod inline;
mod markdown;
mod plain;

pub(super) use markdown::from_markdown;
pub(super) use plain::from_plain;

use crate::model::BlockForm;

/// A paragraph as it will be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub(super) struct Paragraph {
    /// Sanitised text, not empty, without white space at its ends; with `\n` in it only where it is code.
    pub text: String,
    /// How it is set.
    pub form: BlockForm,
    /// Level of a heading, 1 to 6.
    pub heading: Option<u8>,
    /// Whether it is an image's mark-up and nothing else.
    pub image: bool,
    /// Whether all of it is a link.
    pub link: bool,
    /// Whether it is a row of a table, its cells parted by bars.
    pub row: bool,
    /// Whether an empty line stands before it.
    pub gap: bool,
}

/// How the lines of a text relate to its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// Each line is a paragraph.
    Whole,
    /// Lines were broken at a width; empty lines part the paragraphs.
    Wrapped,
}

impl Lines {
    /// Lines were broken at a width if most of those that go on in a next one are about equally long, not longer than a
    /// terminal or mail line, and often end within a sentence.
    fn of(text: &str) -> Self {
        const MAX: usize = 100;
        let lines: Vec<&str> = text.lines().collect();
        let mut going_on: Vec<(usize, bool)> = lines
            .windows(2)
            .filter(|pair| !pair.iter().any(|line| line.trim().is_empty()))
            .filter_map(|pair| pair.first().map(|line| line.trim_end()))
            .map(|line| (line.len().min(4 * MAX), ends_sentence(line)))
            .collect();
        if going_on.len() < 3 {
            return Self::Whole;
        }
        let within = going_on.iter().filter(|(_, ends)| !ends).count();
        going_on.sort_unstable();
        let widest = going_on.get(going_on.len() * 19 / 20).map_or(0, |(len, _)| *len);
        let full = going_on.iter().filter(|(len, _)| *len + 22 >= widest).count();
        let wrapped = (40..=MAX).contains(&widest) && full * 10 >= going_on.len() * 7 && within * 2 >= going_on.len();
        if wrapped { Self::Wrapped } else { Self::Whole }
    }
}

/// Whether a line ends as a sentence does; closing quotes and brackets, emoji after the stop, and short notes in brackets
/// (`[1]`, `(AFP)`) aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    const NOTE_BYTES: usize = 32;
    let mut text = text.trim_end();
    loop {
        let bare = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !".!?…。！？।؟۔:;,-–—/".contains(c));
        if bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔']) {
            return true;
        }
        let open = match text.chars().next_back() {
            Some(']') => '[',
            Some(')') => '(',
            _ => return false,
        };
        match text.rfind(open).filter(|at| text.len() - at <= NOTE_BYTES).and_then(|at| text.get(..at)) {
            Some(before) => text = before.trim_end(),
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests;
