//! A configuration file while it is read: TOML with the places of everything in it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{ConfigError, quote};
use super::suggest::did_you_mean;
use crate::text::sanitize_line;

/// Most mistakes told of one file.
const MOST: usize = 50;

/// A file's name and text, and the mistakes found in it so far.
#[derive(Debug)]
pub struct Source<'a> {
    file: String,
    text: &'a str,
    errors: Vec<ConfigError>,
    /// Mistakes that were counted only.
    more: usize,
}

impl<'a> Source<'a> {
    /// A file that is about to be read.
    pub fn new(file: &str, text: &'a str) -> Self {
        Self { file: sanitize_line(file), text, errors: Vec::new(), more: 0 }
    }

    /// Its TOML. Where the syntax is broken, as much as can be understood; the rest is noted, once for each line.
    pub fn parse(&mut self) -> DeTable<'a> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let start = error.span().map_or(0, |span| span.start);
            let again = |before: &ConfigError| before.line == self.place(start).0;
            if self.is_full() || !self.errors.last().is_some_and(again) {
                self.push(start, error.message());
            }
        }
        let table = table.into_inner();
        if self.errors.is_empty() { table } else { without_placeholders(table) }
    }

    /// Notes a mistake at a byte range of the text.
    pub fn note(&mut self, span: Range<usize>, message: &str) {
        // Nothing but a placeholder stands at 0..0; what is wrong there has been said with the syntax.
        if span != PLACEHOLDER || self.errors.is_empty() {
            self.push(span.start, message);
        }
    }

    /// The mistakes noted so far.
    pub fn errors(&self) -> &[ConfigError] {
        &self.errors
    }

    /// Whether enough mistakes were noted; more are only counted.
    const fn is_full(&self) -> bool {
        self.errors.len() >= MOST
    }

    fn push(&mut self, start: usize, message: &str) {
        if self.is_full() {
            self.more += 1;
            return;
        }
        let (line, column) = self.place(start);
        let message = sanitize_line(message);
        self.errors.push(ConfigError { file: self.file.clone(), line, column, message });
    }

    /// Notes a name that is none of `known`.
    pub fn unknown(&mut self, span: Range<usize>, what: &str, word: &str, known: &[&str]) {
        if self.is_full() {
            self.more += 1;
            return;
        }
        let all = format!("; it is one of {}", known.join(", "));
        let otherwise = if known.len() <= 12 { all.as_str() } else { "" };
        let hint = did_you_mean(word, known.iter().copied(), otherwise);
        self.note(span, &format!("unknown {what} {}{hint}", quote(word)));
    }

    /// Notes a value of the wrong type: "`wanted`" with an example.
    pub fn wrong(&mut self, name: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let got = value.get_ref().type_str();
        let got = if matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Array(_)) {
            format!("an {got}")
        } else {
            format!("a {got}")
        };
        self.note(value.span(), &format!("{name} is {got} here; it wants {wanted}"));
    }

    /// The text of a value that must be a string.
    pub fn string<'v>(&mut self, name: &str, value: &'v Spanned<DeValue<'_>>, example: &str) -> Option<&'v str> {
        let found = value.get_ref().as_str();
        if found.is_none() {
            self.wrong(name, value, &format!("a text, such as {name} = \"{example}\""));
        }
        found
    }

    /// A value that must be true or false.
    pub fn truth(&mut self, name: &str, value: &Spanned<DeValue<'_>>) -> Option<bool> {
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong(name, value, "true or false");
        }
        found
    }

    /// A whole number that must lie in `range`.
    pub fn number(&mut self, name: &str, value: &Spanned<DeValue<'_>>, range: Range<u16>) -> Option<u16> {
        let wanted = format!("a whole number from {} to {}", range.start, range.end);
        let Some(integer) = value.get_ref().as_integer() else {
            self.wrong(name, value, &wanted);
            return None;
        };
        let found = u16::from_str_radix(integer.as_str(), integer.radix()).ok();
        let found = found.filter(|number| (range.start..=range.end).contains(number));
        if found.is_none() {
            self.note(value.span(), &format!("{name} = {integer} is out of range; it wants {wanted}"));
        }
        found
    }

    /// Line and column, from 1, of a byte of the text.
    fn place(&self, byte: usize) -> (u32, u32) {
        let before = self.text.get(..byte).unwrap_or(self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
        let column = before.rsplit('\n').next().map_or(0, |start| start.chars().count()) as u32 + 1;
        (line, column)
    }

    /// All mistakes, in the order of the text.
    pub fn into_errors(mut self) -> Vec<ConfigError> {
        self.errors.sort();
        self.errors.dedup();
        if self.more > 0 {
            self.errors.push(ConfigError::whole(&self.file, &format!("and {} mistakes more", self.more)));
        }
        self.errors
    }
}

/// Where the parser says a value stands that it made up in place of one it could not read.
const PLACEHOLDER: Range<usize> = 0..0;

/// The table without the values that the parser made up.
fn without_placeholders(table: DeTable<'_>) -> DeTable<'_> {
    let real = |value: &Spanned<DeValue<'_>>| value.span() != PLACEHOLDER || !value.get_ref().is_integer();
    let clean = |value: &mut Spanned<DeValue<'_>>| {
        if let DeValue::Table(inner) = value.get_mut() {
            *inner = without_placeholders(std::mem::take(inner));
        }
    };
    let kept = table.into_iter().filter(|(_, value)| real(value)).map(|(name, mut value)| {
        clean(&mut value);
        if let DeValue::Array(array) = value.get_mut() {
            array.iter_mut().for_each(clean);
        }
        (name, value)
    });
    kept.collect()
}
