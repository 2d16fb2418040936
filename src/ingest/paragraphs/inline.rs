//! Mark-up within a paragraph.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::text::sanitize_line;

/// A paragraph without its mark-up.
#[derive(Debug, Default)]
pub(super) struct Inline {
    pub text: String,
    /// Whether all of it is a link.
    pub link: bool,
    /// Whether all of it is bold.
    pub strong: bool,
}

/// Whether a line of plain text carries Markdown, as page scrapers leave it: links, bold words.
pub(super) fn is_marked_up(line: &str) -> bool {
    // A line in italics or its start, as captions and signatures are; "* * *" is none.
    let slanted = |sign: char| {
        line.strip_prefix(sign).and_then(|rest| rest.split_once(sign)).is_some_and(|(inside, after)| {
            inside.starts_with(char::is_alphanumeric)
                && !inside.ends_with(' ')
                && !after.contains(sign)
                && (after.is_empty() || after.starts_with([' ', ',', '.']))
        })
    };
    slanted('*')
        || slanted('_')
        || line.contains("](")
        || line.contains("**")
        || line.contains("__")
        || line.contains("<http")
}

/// The text of one line of Markdown, links shown as their words.
pub(super) fn plain(line: &str) -> Inline {
    let mut out = Inline::default();
    let (mut linked, mut strong, mut links, mut bold) = (0usize, 0usize, 0usize, 0usize);
    for event in Parser::new_ext(line, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Link { .. }) => links += 1,
            Event::End(TagEnd::Link) => links = links.saturating_sub(1),
            Event::Start(Tag::Strong) => bold += 1,
            Event::End(TagEnd::Strong) => bold = bold.saturating_sub(1),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                out.text.push_str(&text);
                let ink = text.trim().len();
                linked += if links > 0 { ink } else { 0 };
                strong += if bold > 0 { ink } else { 0 };
            }
            Event::SoftBreak | Event::HardBreak => out.text.push(' '),
            _ => {}
        }
    }
    // Character references may have brought in anything.
    out.text = sanitize_line(&out.text);
    out.link = linked > 0 && linked * 10 >= out.text.len() * 9;
    out.strong = strong > 0 && strong * 10 >= out.text.len() * 9;
    out
}

/// The image mark-up `![…](…)` at the start of a line, and the rest of the line. Counts brackets, so that addresses with
/// brackets in them stay whole.
pub(super) fn leading_image(line: &str) -> Option<(&str, &str)> {
    let mut rest = line.strip_prefix('[').unwrap_or(line);
    let linked = rest.len() < line.len();
    rest = rest.strip_prefix("![")?;
    rest = closing(rest, '[', ']')?.strip_prefix('(')?;
    rest = closing(rest, '(', ')')?;
    if linked {
        rest = rest.strip_prefix("](")?;
        rest = closing(rest, '(', ')')?;
    }
    let image = line.get(..line.len() - rest.len())?;
    Some((image, rest.trim()))
}

/// What comes after the bracket that closes the one before `text`.
fn closing(text: &str, open: char, close: char) -> Option<&str> {
    let mut depth = 1usize;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return text.get(at + c.len_utf8()..);
            }
        }
    }
    None
}
