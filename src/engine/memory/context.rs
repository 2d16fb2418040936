//! A name in its line: what stands before it and after it, and keys to sort by either side.

use crate::engine::table::Context;
use crate::text::grapheme::graphemes;
use crate::text::{Span, fold, sanitize_line};

/// Code points looked at on each side for each one of context, as white space is drawn together: a paragraph may be a
/// whole book, and be full of names.
const REACH: usize = 2;
/// Bytes looked at on each side to sort by.
const KEY: usize = 96;

/// The context of `name` in the paragraph that holds it, at most `side` code points on either side.
#[must_use]
pub fn context(text: &str, paragraph: Span, name: Span, side: usize) -> Context {
    let before = Span::new(paragraph.start, name.start).of(text);
    let after = Span::new(name.end, paragraph.end).of(text);
    let reach = side.saturating_mul(REACH).saturating_add(32);
    let (near_before, near_after) = (last_points(before, reach), first_points(after, reach));
    let ahead = ending(&sanitize_line(near_before), side, near_before.len() < before.len());
    let behind = beginning(&sanitize_line(near_after), side, near_after.len() < after.len());
    Context {
        before: ahead.0,
        name: sanitize_line(name.of(text)),
        after: behind.0,
        gap: (before.ends_with(char::is_whitespace), after.starts_with(char::is_whitespace)),
        cut: (ahead.1, behind.1),
    }
}

impl Context {
    /// The whole line, the name in brackets.
    #[must_use]
    pub fn line(&self) -> String {
        let (before, after) = self.sides();
        format!("{before}[{}]{after}", self.name)
    }

    /// What stands on either side of the name, with `…` where something is missing, and the space between where there is one.
    #[must_use]
    pub fn sides(&self) -> (String, String) {
        let space = |wanted: bool, beside: &str| if wanted && !beside.is_empty() { " " } else { "" };
        let more = |cut: bool| if cut { "…" } else { "" };
        let before = format!("{}{}", more(self.cut.0), self.before);
        let after = format!("{}{}", self.after, more(self.cut.1));
        (format!("{before}{}", space(self.gap.0, &before)), format!("{}{after}", space(self.gap.1, &after)))
    }
}

/// What mentions are sorted by: the beginning of the folded words beside them, the nearest first; after the end come zeros. It is
/// kept for every mention of a name, be there a million.
pub(in crate::engine) type ContextKey = [u8; SORTED];

/// The key of a mention that is gone.
pub(in crate::engine) const NO_KEY: ContextKey = [0; SORTED];

/// Bytes of a key: some six words. Those that have all of them in common are nearly always of one text that several print.
const SORTED: usize = 40;

/// The words before a name, the nearest first, folded.
pub(in crate::engine) fn left_key(text: &str, paragraph: Span, name: Span) -> ContextKey {
    let folded = fold(last_bytes(Span::new(paragraph.start, name.start).of(text), KEY));
    key(words(&folded).rev())
}

/// The words after a name, folded.
pub(in crate::engine) fn right_key(text: &str, paragraph: Span, name: Span) -> ContextKey {
    let folded = fold(first_bytes(Span::new(name.end, paragraph.end).of(text), KEY));
    key(words(&folded))
}

fn key<'w>(words: impl Iterator<Item = &'w str>) -> ContextKey {
    let bytes = words.enumerate().flat_map(|(at, word)| (at > 0).then_some(b' ').into_iter().chain(word.bytes()));
    let mut key = [0; SORTED];
    key.iter_mut().zip(bytes).for_each(|(to, byte)| *to = byte);
    key
}

fn words(folded: &str) -> impl DoubleEndedIterator<Item = &str> {
    folded.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).filter(|word| !word.is_empty())
}

/// The last code points.
fn last_points(text: &str, count: usize) -> &str {
    let from = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(from..).unwrap_or("")
}

/// The first code points.
fn first_points(text: &str, count: usize) -> &str {
    let to = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(..to).unwrap_or("")
}

/// The last bytes, in whole characters.
fn last_bytes(text: &str, reach: usize) -> &str {
    (text.len().saturating_sub(reach)..=text.len()).find_map(|from| text.get(from..)).unwrap_or("")
}

/// The first bytes, in whole characters.
fn first_bytes(text: &str, reach: usize) -> &str {
    (0..=reach.min(text.len())).rev().find_map(|to| text.get(..to)).unwrap_or("")
}

/// The end of a text, whole words of at most `side` code points with the sign for more; `cut` if there was more of it. Says
/// whether something is missing.
fn ending(text: &str, side: usize, cut: bool) -> (String, bool) {
    if !cut && text.chars().count() <= side {
        return (text.to_owned(), false);
    }
    let mut from = text.len();
    let mut used = 1;
    for (at, cluster) in graphemes(text).rev() {
        used += cluster.chars().count();
        if used > side {
            break;
        }
        from = at;
    }
    let end = text.get(from..).unwrap_or("");
    let whole = end.split_once(' ').map_or(end, |(_, rest)| rest);
    (whole.to_owned(), true)
}

/// The start of a text, as [`ending`] gives its end.
fn beginning(text: &str, side: usize, cut: bool) -> (String, bool) {
    if !cut && text.chars().count() <= side {
        return (text.to_owned(), false);
    }
    let mut to = 0;
    let mut used = 1;
    for (at, cluster) in graphemes(text) {
        used += cluster.chars().count();
        if used > side {
            break;
        }
        to = at + cluster.len();
    }
    let start = text.get(..to).unwrap_or("");
    let whole = start.rsplit_once(' ').map_or(start, |(rest, _)| rest);
    (whole.to_owned(), true)
}

#[cfg(test)]
mod tests {
    use super::{Context, context, left_key, right_key};
    use crate::text::Span;

    const SIDE: usize = 72;

    fn made(before: &str, name: &str, after: &str) -> Context {
        let text = format!("{before}{name}{after}");
        let start = before.len() as u32;
        context(&text, Span::new(0, text.len() as u32), Span::new(start, start + name.len() as u32), SIDE)
    }

    #[test]
    fn short_context_is_whole() {
        let one = made("Then\n(", "Ana\nRuiz", "’s answer) came.");
        assert_eq!((&*one.before, &*one.name, &*one.after), ("Then (", "Ana Ruiz", "’s answer) came."));
        assert_eq!(one.line(), "Then ([Ana Ruiz]’s answer) came.");
        assert_eq!(made("So ", "Ana", " said.").line(), "So [Ana] said.");
        assert_eq!(made("", "Ana", ", ").line(), "[Ana],");
    }

    #[test]
    fn long_context_is_cut_between_words() {
        let one = made(&"word ".repeat(40), "Ana", &" 北京市".repeat(40));
        assert!(one.before.starts_with("word word") && one.before.ends_with("word"));
        assert!(one.after.ends_with("北京市") && one.cut == (true, true));
        assert!(one.line().starts_with("…word word") && one.line().ends_with("北京市…"));
        assert!(one.before.chars().count() <= SIDE && one.after.chars().count() <= SIDE);
    }

    #[test]
    fn a_long_paragraph_reads_as_if_only_what_is_near_were_there() {
        // Wherever the cut falls inside a character of the many.
        for pad in 0..4 {
            let near = "é word ".repeat(60);
            let far = format!("{}{}{near}", "x".repeat(pad), "北🇫🇷 ".repeat(4000));
            assert_eq!(made(&far, "Ana", &near).before, made(&near, "Ana", &near).before);
            let far = format!("{near}{}{}", "x".repeat(pad), "北🇫🇷 ".repeat(4000));
            assert_eq!(made(&near, "Ana", &far).after, made(&near, "Ana", &near).after);
        }
        let one = made(&" ".repeat(5000), "Ana", &format!("{}end", " ".repeat(5000)));
        assert_eq!((&*one.before, &*one.after), ("", ""), "nothing but space is near");
        assert_eq!(one.sides(), ("… ".to_owned(), " …".to_owned()), "and more is there");
    }

    #[test]
    fn keys_begin_beside_the_name() {
        let text = "The tall, old Ána Ruiz—then mayor— left.";
        let name = Span::new(14, 23);
        assert_eq!(name.of(text), "Ána Ruiz");
        let whole = Span::new(0, text.len() as u32);
        assert_eq!(&left_key(text, whole, name)[..14], b"old tall the\0\0");
        assert_eq!(&right_key(text, whole, name)[..17], b"then mayor left\0\0");
        let long = format!("Ana {}", "ab ".repeat(100));
        assert_eq!(left_key(&long, Span::new(0, long.len() as u32), Span::new(0, 3)), [0; 40]);
        assert!(!right_key(&long, Span::new(0, long.len() as u32), Span::new(0, 3)).contains(&0));
    }
}
