//! The one sanitiser. Whatever reaches the terminal from an article, a file name or a configuration passes it once.

use unicode_normalization::UnicodeNormalization;

/// Tabs become so many spaces.
const TAB: &str = "    ";

/// Makes a text of several lines fit to be shown: `\r\n`, `\r`, U+2028, U+2029, form feeds and vertical tabs become `\n`,
/// tabs become spaces; escape sequences' introducers and all other control characters become U+FFFD; bidirectional
/// overrides and isolates, the byte order mark and invisible format characters are dropped (a joiner between emoji or in
/// scripts that need it stays); the rest is brought into normalisation form C.
#[must_use]
pub fn sanitize(text: &str) -> String {
    clean(text, false)
}

/// The same for what must stay on one line: any line break becomes a space, and runs of white space become one space.
#[must_use]
pub fn sanitize_line(text: &str) -> String {
    let clean = clean(text, true);
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn clean(text: &str, one_line: bool) -> String {
    let newline = if one_line { ' ' } else { '\n' };
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() == Some(&'\n') {
                    chars.next();
                }
                out.push(newline);
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(newline),
            '\t' => out.push_str(if one_line { " " } else { TAB }),
            c if c.is_control() => out.push('\u{fffd}'),
            c if is_dropped(c) => {}
            c => out.push(c),
        }
    }
    if unicode_normalization::is_nfc(&out) { out } else { out.nfc().collect() }
}

/// Characters that show nothing and can mislead: bidirectional controls, tags, the byte order mark and their like.
const fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
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
    fn one_line_stays_one() {
        assert_eq!(sanitize_line("  a\n\n b\t\u{7}c "), "a b \u{fffd}c");
    }
}
