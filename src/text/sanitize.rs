//! The one sanitiser. Whatever reaches the terminal from an article, a file name or a configuration passes it once.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Tabs become so many spaces.
const TAB: &str = "    ";

/// Combining marks that may follow each other. No language comes near; it is the bound of Unicode's stream-safe text
/// format (UAX #15).
const MARKS: usize = 30;

/// Makes a text of several lines fit to be shown: `\r\n`, `\r`, U+2028, U+2029, form feeds and vertical tabs become `\n`,
/// tabs become spaces; escape sequences' introducers and all other control characters become U+FFFD; bidirectional
/// overrides and isolates, the byte order mark and invisible format characters are dropped (a joiner stays between emoji
/// and in scripts that need it), and so are marks heaped on one letter beyond thirty; the rest is brought into
/// normalisation form C. What has been sanitised is not changed by sanitising it again.
#[must_use]
pub fn sanitize(text: &str) -> String {
    clean(text, false)
}

/// The same for what must stay on one line: any line break becomes a space, and runs of white space become one space.
#[must_use]
pub fn sanitize_line(text: &str) -> String {
    let clean = clean(text, true);
    if is_spaced(&clean) { clean } else { clean.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// Whether all white space is single spaces between words.
fn is_spaced(text: &str) -> bool {
    let bytes = text.as_bytes();
    let single = bytes.windows(2).all(|pair| pair != b"  ") && !text.starts_with(' ') && !text.ends_with(' ');
    // Other white space is a control character, or none of ASCII.
    single && !text.contains(|c: char| c != ' ' && c.is_whitespace())
}

fn clean(text: &str, one_line: bool) -> String {
    if is_settled(text, one_line) {
        return text.to_owned();
    }
    // Before, as what a character is decides what happens to its neighbours; after, as what was dropped may have kept
    // letter and accent apart.
    let composed = compose(Cow::Borrowed(text));
    compose(Cow::Owned(replace(&composed, one_line))).into_owned()
}

fn compose(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || unicode_normalization::is_nfc(&text) { text } else { Cow::Owned(text.nfc().collect()) }
}

fn replace(text: &str, one_line: bool) -> String {
    let newline = if one_line { ' ' } else { '\n' };
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    // The last character that was kept, and how many marks end there.
    let (mut last, mut marks) = (' ', 0);
    while let Some(c) = chars.next() {
        if c.is_ascii_graphic() || c == ' ' {
            out.push(c);
            (last, marks) = (c, 0);
            continue;
        }
        let c = match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                newline
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => newline,
            '\t' => {
                out.push_str(if one_line { "" } else { TAB.get(1..).unwrap_or("") });
                ' '
            }
            c if c.is_control() => '\u{fffd}',
            c if is_dropped(c) || is_idle_joiner(c, last) => continue,
            c => c,
        };
        marks = if is_combining_mark(c) || is_joiner(c) { marks + 1 } else { 0 };
        if marks <= MARKS {
            out.push(c);
            last = c;
        }
    }
    out
}

/// Whether a text is made of characters that stay as they are whatever stands beside them, which most are: Latin letters
/// (U+00A0 to U+02FF) and the common dashes and quotation marks (U+2010 to U+2027). All are their own normal form, and none
/// joins with the next. Told by the bytes of UTF-8.
fn is_settled(text: &str, one_line: bool) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let settled = match byte {
            b' '..=b'~' => true,
            b'\n' => !one_line,
            0xc2 => bytes.next() >= Some(0xa0),
            0xc3..=0xcb => bytes.next().is_some(),
            0xe2 => bytes.next() == Some(0x80) && bytes.next().is_some_and(|last| matches!(last, 0x90..=0xa7)),
            _ => false,
        };
        if !settled {
            return false;
        }
    }
    true
}

/// Characters that show nothing and can mislead: bidirectional controls, tags, the byte order mark and their like.
const fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Whether `c` is a joiner (or its opposite) after a character that it can do nothing to.
fn is_idle_joiner(c: char, last: char) -> bool {
    is_joiner(c) && (last.is_ascii() || last.is_whitespace() || is_joiner(last))
}

const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::{sanitize, sanitize_line};

    #[test]
    fn nothing_commands_the_terminal() {
        assert_eq!(sanitize("a\u{1b}[31mb\u{9b}2J"), "a\u{fffd}[31mb\u{fffd}2J");
        assert_eq!(sanitize("\u{202e}abc\u{2066}d"), "abcd");
        assert_eq!(sanitize("a\r\nb\rc\u{2028}d\te"), "a\nb\nc\nd    e");
        assert_eq!(sanitize("e\u{301}"), "é");
    }

    #[test]
    fn joiners_stay_where_they_join() {
        assert_eq!(sanitize("pay\u{200d}pal \u{200c}x"), "paypal x");
        assert_eq!(sanitize("👩\u{200d}🚀 می\u{200c}خواهم"), "👩\u{200d}🚀 می\u{200c}خواهم");
        // What composes after a joiner is gone, composes.
        assert_eq!(sanitize("e\u{200d}\u{301}"), "é");
    }

    #[test]
    fn marks_do_not_heap_up() {
        let heap = sanitize(&format!("x{}y", "\u{0335}".repeat(5000)));
        assert_eq!(heap.chars().count(), 32);
        assert_eq!(sanitize(&heap), heap);
    }

    #[test]
    fn what_is_settled_is_what_the_long_way_leaves() {
        let mut settled = 0;
        for c in '\0'..=char::MAX {
            let text = format!("a{c}{c}");
            if super::is_settled(&text, true) {
                settled += 1;
                assert_eq!(super::compose(super::replace(&super::compose((&text).into()), true).into()), text, "{c:?}");
            }
        }
        assert_eq!(settled, 95 + (0x300 - 0xa0) + 0x18);
    }

    #[test]
    fn one_line_stays_one() {
        assert_eq!(sanitize_line("a b\u{a0}c"), "a b c");
        assert_eq!(sanitize_line("  a\n\n b\t\u{7}c "), "a b \u{fffd}c");
    }
}
