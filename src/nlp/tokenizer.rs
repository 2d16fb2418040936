//! Cuts a text into tokens: spans into the text, no copies. Linear in the length of the text.
//!
//! A name has to begin and end with a token, so words are cut where names are: at hyphens next to a capital ("U.S.-Russia",
//! "al-Qaida", but not "long-term"), before possessives and contractions, at slashes.

mod abbreviations;
mod chars;

pub use abbreviations::{is_leading, is_trailing, starts_sentence};
pub use chars::{Class, of as class_of};

use crate::model::{Token, TokenKind};
use crate::text::Span;

/// Ends of web addresses that may follow a word and a period without a space.
const DOMAINS: &[&str] = &[
    "ai", "biz", "ca", "co", "com", "de", "edu", "eu", "fm", "fr", "gov", "ie", "in", "info", "int", "io", "it", "me",
    "mil", "net", "news", "nl", "nz", "org", "ru", "tv", "uk", "us",
];

/// Longest part of a mail address before its sign, after a first period, in bytes.
const MAILBOX: usize = 64;

/// Tokens of `text[zone]` are added to `out`, in the order of the text.
pub fn tokenize(text: &str, zone: Span, out: &mut Vec<Token>) {
    let end = (zone.end as usize).min(text.len());
    let Some(head) = text.get(..end) else { return };
    let mut scanner = Scanner { text: head, bytes: head.as_bytes(), at: zone.start as usize };
    while let Some(token) = scanner.next_token() {
        out.push(token);
    }
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// Class and length in bytes of the character at `at`.
    #[inline]
    fn peek(&self, at: usize) -> Option<(Class, usize)> {
        let byte = *self.bytes.get(at)?;
        if byte < 128 {
            return Some((chars::of_ascii(byte), 1));
        }
        let c = self.text.get(at..)?.chars().next()?;
        Some((class_of(c), c.len_utf8()))
    }

    #[inline]
    fn class(&self, at: usize) -> Class {
        self.peek(at).map_or(Class::Space, |(class, _)| class)
    }

    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    fn next_token(&mut self) -> Option<Token> {
        let (class, len) = loop {
            let (class, len) = self.peek(self.at)?;
            if class != Class::Space {
                break (class, len);
            }
            self.at += len;
        };
        let start = self.at;
        let (end, kind) = match class {
            Class::Lower | Class::Upper | Class::Letter | Class::Digit => self.word(start),
            Class::Apostrophe => self.apostrophe(start, len),
            Class::Punctuation | Class::Hyphen | Class::Symbol => self.mark(start, len, class),
            Class::Ideograph => (start + len, TokenKind::Word),
            Class::Space => (start + len, TokenKind::Symbol),
        };
        self.at = end;
        Some(Token { span: Span::new(start as u32, end as u32), kind })
    }

    /// `'s` and its like after a word, years such as `'90s`, or a quotation mark.
    fn apostrophe(&self, start: usize, len: usize) -> (usize, TokenKind) {
        let after_word = start > 0 && {
            let before = self.text.get(..start).and_then(|head| head.chars().next_back());
            before.is_some_and(|c| class_of(c).is_word() || c == '.')
        };
        let suffix = self.suffix(start, len);
        if after_word && suffix > 0 {
            let end = start + len + suffix;
            let kind =
                if suffix == 1 && self.byte(end - 1) | 32 == b's' { TokenKind::Possessive } else { TokenKind::Word };
            return (end, kind);
        }
        if after_word && !self.class(start + len).is_word() && self.byte(start - 1) | 32 == b's' {
            return (start + len, TokenKind::Possessive);
        }
        if !after_word && self.class(start + len) == Class::Digit {
            let mut end = start + len;
            while self.class(end).is_word() {
                end += self.peek(end).map_or(1, |(_, len)| len);
            }
            return (end, TokenKind::Number);
        }
        // `''` is a quotation mark of two characters.
        if self.byte(start) == b'\'' && self.byte(start + 1) == b'\'' {
            return (start + 2, TokenKind::Punctuation);
        }
        (start + len, TokenKind::Punctuation)
    }

    /// Length of a contraction's letters after an apostrophe of `len` bytes at `at`; 0 if there is none.
    fn suffix(&self, at: usize, len: usize) -> usize {
        let (a, b) = (self.byte(at + len) | 32, self.byte(at + len + 1) | 32);
        let ends = |at: usize| !self.class(at).is_word();
        match (a, b) {
            (b's' | b'd' | b'm', _) if ends(at + len + 1) => 1,
            (b'r' | b'v', b'e') | (b'l', b'l') if ends(at + len + 2) => 2,
            _ => 0,
        }
    }

    /// A run of one punctuation mark (`...`, `--`), or a single one; `@name` and `#topic`.
    fn mark(&self, start: usize, len: usize, class: Class) -> (usize, TokenKind) {
        let byte = self.byte(start);
        if (byte == b'@' || byte == b'#') && self.class(start + 1).is_word() {
            let mut end = start + 1;
            while let Some((class, len)) = self.peek(end)
                && (class.is_word() || self.byte(end) == b'_')
            {
                end += len;
            }
            return (end, if byte == b'@' { TokenKind::Handle } else { TokenKind::Hashtag });
        }
        let kind = if class == Class::Symbol { TokenKind::Symbol } else { TokenKind::Punctuation };
        let mut end = start + len;
        if matches!(byte, b'.' | b'-' | b'*' | b'_' | b'=' | b'!' | b'?' | b'`' | b'~') {
            while self.byte(end) == byte && end < self.bytes.len() {
                end += 1;
            }
        }
        (end, kind)
    }

    /// A word, a number, an address: begins at a letter or a digit.
    fn word(&mut self, start: usize) -> (usize, TokenKind) {
        let mut run = Run::default();
        let mut at = start;
        // Where the part after the last joint begins.
        let mut part = start;
        while let Some((class, len)) = self.peek(at) {
            if class.is_word() {
                run.take(class);
                at += len;
                continue;
            }
            match self.joint(start, part, at, class, len, &run) {
                Joint::End => break,
                Joint::Take(to) => {
                    at = to;
                    part = to;
                }
                Joint::Close(to) => return (to, run.kind()),
                Joint::Address => return (self.address(at), TokenKind::Url),
            }
        }
        (at, run.kind())
    }

    /// What a character inside or after a word does to it.
    fn joint(&self, start: usize, part: usize, at: usize, class: Class, len: usize, run: &Run) -> Joint {
        let next = at + len;
        let after = self.class(next);
        match class {
            Class::Apostrophe => {
                let suffix = self.suffix(at, len);
                // n't is cut before its n, so the apostrophe belongs to it.
                let negation = self.byte(at.saturating_sub(1)) | 32 == b'n'
                    && self.byte(next) | 32 == b't'
                    && !self.class(next + 1).is_word();
                if negation && at - start > 1 {
                    Joint::Close(at - 1)
                } else if suffix > 0 || !after.is_letter() {
                    Joint::End
                } else {
                    Joint::Take(next)
                }
            }
            Class::Hyphen => {
                let right_capital = after == Class::Upper;
                if !after.is_word() || right_capital || run.upper { Joint::End } else { Joint::Take(next) }
            }
            Class::Punctuation => self.punctuation(start, part, at, after, run),
            _ => Joint::End,
        }
    }

    fn punctuation(&self, start: usize, part: usize, at: usize, after: Class, run: &Run) -> Joint {
        let next = at + 1;
        match self.byte(at) {
            b'.' => self.period(start, part, at, after, run),
            b',' if self.class(at - 1) == Class::Digit && after == Class::Digit => Joint::Take(next),
            b':' if self.byte(next) == b'/' && self.byte(next + 1) == b'/' && self.class(next + 2).is_word() => {
                Joint::Address
            }
            b':' | b'/' if run.digits_only() && after == Class::Digit => Joint::Take(next),
            b'&' if run.caps_only() && after == Class::Upper => Joint::Take(next),
            b'_' => Joint::Take(next),
            b'@' if after.is_word() && self.looks_like_mail(next) => Joint::Address,
            _ => Joint::End,
        }
    }

    fn period(&self, start: usize, part: usize, at: usize, after: Class, run: &Run) -> Joint {
        let next = at + 1;
        if self.class(at - 1) == Class::Digit && after == Class::Digit {
            return Joint::Take(next);
        }
        let letters = self.text.get(part..at).unwrap_or("");
        let single = letters.chars().take(2).count() == 1 && !run.digits;
        if letters == "W" && self.text.get(next..).is_some_and(|rest| rest.starts_with("Va.")) {
            return Joint::Close(next + 3);
        }
        if after.is_letter() {
            // U.S., a.m., Ph.D: one letter and a period, again and again.
            let one = self.peek(next).map_or(1, |(_, len)| len);
            if self.is_mailbox(next) {
                return Joint::Address;
            }
            let short = self.byte(next + one) == b'.' || !self.class(next + one).is_word();
            if single && short || letters == "Ph" {
                return Joint::Take(next);
            }
            if letters.eq_ignore_ascii_case("www") {
                return Joint::Address;
            }
            return if self.domain(next) { Joint::Take(next) } else { Joint::End };
        }
        if single && part > start {
            return Joint::Close(next);
        }
        let initial = single && run.upper && letters != "I" && !(letters == "X" && self.is_network(start));
        let known = part == start && letters.len() < 8 && (is_leading(letters) || is_trailing(letters));
        let numbered = self.byte(next) == b' ' && self.class(next + 1) == Class::Digit;
        if initial || (known && (numbered || !is_also_word(letters))) {
            return Joint::Close(next);
        }
        Joint::End
    }

    /// Whether an X at `start` is a network rather than a given name: "posted on X. Vance replied".
    fn is_network(&self, start: usize) -> bool {
        let mut before = self.text.get(..start).unwrap_or("").split_ascii_whitespace();
        before.next_back().is_some_and(|word| matches!(word, "on" | "to" | "via" | "from" | "formerly" | "platform"))
    }

    /// Whether the end of a web address begins at `at`.
    fn domain(&self, at: usize) -> bool {
        let mut end = at;
        while self.class(end) == Class::Lower && end - at < 6 && self.byte(end) < 128 {
            end += 1;
        }
        let name = self.text.get(at..end).unwrap_or("");
        !self.class(end).is_word() && DOMAINS.binary_search(&name).is_ok()
    }

    /// Whether what stands at `at` goes on to the sign of a mail address: "ruiz@example.com" in "ana.ruiz@example.com".
    fn is_mailbox(&self, at: usize) -> bool {
        let longest = self.bytes.len().min(at + MAILBOX);
        let mut end = at;
        while end < longest && (self.class(end).is_word() || matches!(self.byte(end), b'.' | b'-' | b'_' | b'+')) {
            end += self.peek(end).map_or(1, |(_, len)| len);
        }
        self.byte(end) == b'@' && self.class(end + 1).is_word() && self.looks_like_mail(end + 1)
    }

    fn looks_like_mail(&self, at: usize) -> bool {
        let mut end = at;
        while (self.class(end).is_word() || self.byte(end) == b'-') && end - at < 64 {
            end += self.peek(end).map_or(1, |(_, len)| len);
        }
        self.byte(end) == b'.' && self.class(end + 1).is_word()
    }

    /// End of an address that goes on at `at`: up to white space or a bracket, without closing punctuation.
    fn address(&self, at: usize) -> usize {
        let mut end = at;
        while let Some((class, len)) = self.peek(end)
            && class != Class::Space
            && !matches!(self.byte(end), b'<' | b'>' | b'"' | b'|' | b')' | b']')
            && !matches!(self.text.get(end..end + len), Some("”" | "“" | "’" | "»"))
        {
            end += len;
        }
        while end > at && matches!(self.byte(end - 1), b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*') {
            end -= 1;
        }
        end.max(at + 1)
    }
}

/// Abbreviations that in lower case are words as well.
fn is_also_word(word: &str) -> bool {
    matches!(
        word,
        "art"
            | "fig"
            | "mass"
            | "ind"
            | "ill"
            | "miss"
            | "que"
            | "pa"
            | "wash"
            | "ore"
            | "del"
            | "est"
            | "ark"
            | "rep"
            | "op"
            | "dist"
            | "conn"
            | "ga"
            | "kan"
            | "ms"
            | "gen"
            | "ste"
            | "no"
            | "No"
            | "nos"
            | "cos"
            | "co"
            | "va"
            | "la"
            | "sen"
            | "pres"
            | "dep"
            | "det"
    )
}

enum Joint {
    /// The word ends before the character.
    End,
    /// The character belongs to the word, which goes on at the given byte.
    Take(usize),
    /// The word ends at the given byte.
    Close(usize),
    /// It is an address.
    Address,
}

#[allow(clippy::struct_excessive_bools, reason = "a set of classes, each asked for by itself")]
#[derive(Default)]
struct Run {
    upper: bool,
    lower: bool,
    letter: bool,
    digits: bool,
}

impl Run {
    fn take(&mut self, class: Class) {
        match class {
            Class::Upper => self.upper = true,
            Class::Lower => self.lower = true,
            Class::Digit => self.digits = true,
            _ => self.letter = true,
        }
    }

    const fn digits_only(&self) -> bool {
        self.digits && !self.upper && !self.lower && !self.letter
    }

    const fn caps_only(&self) -> bool {
        self.upper && !self.lower && !self.letter
    }

    const fn kind(&self) -> TokenKind {
        if self.digits && !self.upper && !self.letter { TokenKind::Number } else { TokenKind::Word }
    }
}
