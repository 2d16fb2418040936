//! What can be said of one paragraph by itself.

use std::cell::OnceCell;

use super::cues::{self, Cue, Hits};
use super::speech::{self, Speech};
use crate::ingest::paragraphs::{Paragraph, ends_sentence};
use crate::model::BlockForm;
use crate::text::grapheme::{head, tail};
use crate::text::{fold, word_count};

/// Paragraphs longer than this are looked at by their two ends only.
const HEAD_BYTES: usize = 4096;
const TAIL_BYTES: usize = 512;
/// Longer lines are never one of the short forms a page is made of.
const KEY_BYTES: usize = 160;

/// A paragraph with its features.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub paragraph: &'a Paragraph,
    /// Its text, or the start of it where it is very long.
    pub start: &'a str,
    /// Its end.
    pub end: &'a str,
    /// Words; for scripts without spaces, half the characters.
    pub words: usize,
    /// Whether it ends as a sentence does.
    pub ends: bool,
    /// Words such as "we", "our" and "you" outside quotation marks.
    pub person: usize,
    /// See [`Self::speech`]: most lines are judged without.
    speech: OnceCell<Speech>,
    /// Whether it is a row of a table (`| a | b |`) or code: the article's, whatever it says.
    pub row: bool,
    /// Cues in it.
    pub hits: Hits,
    /// Whether it holds words in quotation marks.
    pub quoted: bool,
    /// Folded, without signs at its ends, where it is short; else empty.
    pub key: String,
}

impl<'a> Line<'a> {
    pub fn new(paragraph: &'a Paragraph) -> Self {
        let text = paragraph.text.as_str();
        let start = head(text, HEAD_BYTES);
        let words = word_count(start).max(wide(start) / 2);
        let key = if text.len() <= KEY_BYTES && !paragraph.image { key(text) } else { String::new() };
        let (person, quoted) = person_words(start);
        let ends = ends_sentence(text) || is_signed(text);
        Self {
            paragraph,
            start,
            end: tail(text, TAIL_BYTES),
            words,
            ends,
            person,
            speech: OnceCell::new(),
            row: paragraph.row || paragraph.form == BlockForm::Code || is_row(text),
            hits: if paragraph.image { Hits::default() } else { cues::count(start) },
            quoted,
            key,
        }
    }

    /// Whether others speak in it, or it narrates.
    pub fn speech(&self) -> Speech {
        if self.paragraph.image {
            return Speech::default();
        }
        *self.speech.get_or_init(|| speech::read(self.start, self.words, self.ends))
    }

    /// Running text: a whole sentence, or so many words that it can be nothing else.
    pub fn is_prose(&self) -> bool {
        !self.paragraph.image
            && !self.paragraph.link
            && self.paragraph.heading.is_none()
            && ((self.ends && self.words >= 8) || self.words >= 32)
    }

    /// Whether it is a sentence of the article whatever words it begins with: others speak, or it tells what happened
    /// without a word to the reader.
    pub fn is_reported(&self) -> bool {
        self.speech().told || (self.speech().narrated && self.person == 0)
    }

    /// A finished statement, however short ("She wept."): no title of another article and no button ends so.
    pub fn is_statement(&self) -> bool {
        let text = self.start.trim_end_matches(['"', '”', '’', '\'', ')', ' ']);
        let last = text.rsplit(' ').next().unwrap_or("").trim_end_matches('.');
        self.ends
            && self.words >= 2
            && !self.paragraph.link
            && !self.paragraph.image
            && self.paragraph.heading.is_none()
            && (text.ends_with('.') && !text.ends_with("..") && !last.contains('.') || self.words >= 8)
    }

    /// What could be a title: short and not a sentence.
    pub fn is_short(&self) -> bool {
        !self.paragraph.image && self.words <= 32 && !self.is_prose()
    }

    /// Signs of page furniture in it.
    pub fn pull(&self) -> usize {
        self.hits.get(Cue::Newsletter)
            + self.hits.get(Cue::Appeal)
            + self.hits.get(Cue::Legal)
            + self.hits.get(Cue::Comment)
    }
}

/// "… on Monday, the union said. AFP": a sentence with the agency's sign after it.
fn is_signed(text: &str) -> bool {
    text.rsplit_once(' ').is_some_and(|(before, sign)| {
        (2..=8).contains(&sign.len())
            && (sign == "Enditem" || !sign.contains(char::is_lowercase) && super::names::is_agency(sign))
            && ends_sentence(before)
    })
}

/// A row with cells between bars; a rule of dashes is none.
fn is_row(text: &str) -> bool {
    let inside = text.trim().strip_prefix('|').and_then(|text| text.strip_suffix('|'));
    inside.is_some_and(|inside| inside.contains('|') && inside.contains(char::is_alphanumeric))
}

/// A short line as it is looked up: folded, without bullets, arrows and stops around it.
pub(super) fn key(text: &str) -> String {
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric() && !"©@".contains(c));
    let mut out = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Characters of scripts written without spaces.
fn wide(text: &str) -> usize {
    // No other byte begins one of them.
    if !text.bytes().any(|byte| matches!(byte, 0xe0 | 0xe3..=0xe9)) {
        return 0;
    }
    text.chars()
        .filter(|c| matches!(*c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'))
        .count()
}

/// Counts words of the first and second person outside quotation marks; tells whether there are quotation marks.
fn person_words(text: &str) -> (usize, bool) {
    const WORDS: [&str; 14] = [
        "we", "we're", "we've", "we'll", "our", "ours", "us", "you", "your", "yours", "you're", "you'll", "you've",
        "my",
    ];
    let (mut count, mut inside, mut quoted) = (0, false, false);
    let mut word_start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let letter = if c.is_ascii() { c.is_ascii_alphabetic() } else { c.is_alphabetic() };
        if letter || (matches!(c, '\'' | '’') && word_start.is_some()) {
            word_start.get_or_insert(at);
            continue;
        }
        if let Some(start) = word_start.take()
            && !inside
            && at - start <= 8
        {
            let word = text.get(start..at).unwrap_or("").trim_end_matches(['\'', '’']);
            // "US" and "U.S." are a country.
            let country = word == "US" || word == "U";
            let may = word.starts_with(['w', 'W', 'o', 'O', 'u', 'U', 'y', 'Y', 'm', 'M']);
            count += usize::from(may && !country && WORDS.iter().any(|own| same(word, own)));
        }
        match c {
            '“' | '«' | '„' => (inside, quoted) = (true, true),
            '”' | '»' => inside = false,
            '"' => {
                inside = !inside;
                quoted = true;
            }
            _ => {}
        }
    }
    (count, quoted)
}

/// Whether a word is one of ASCII letters and apostrophes, in any case and with either apostrophe.
fn same(word: &str, plain: &str) -> bool {
    let mut chars = word.chars().map(|c| if c == '’' { '\'' } else { c.to_ascii_lowercase() });
    plain.bytes().all(|b| chars.next() == Some(char::from(b))) && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::{key, person_words};

    #[test]
    fn keys_are_bare() {
        assert_eq!(key("• Read  More… »"), "read more");
        assert_eq!(key("© 2025 The Example"), "© 2025 the example");
    }

    #[test]
    fn only_the_page_speaks_in_the_first_person() {
        assert_eq!(person_words("We need your help, and it’s yours.").0, 3);
        assert_eq!(person_words("“We need you,” the US minister said of our allies."), (1, true));
        assert_eq!(person_words("The U.S. told us."), (1, false));
    }
}
