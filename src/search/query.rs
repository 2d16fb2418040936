//! The language of searches: words, "phrases", prefix*, AND, OR, NOT, NEAR, and fields.
//!
//! ```text
//! search  = all { "OR" all }
//! all     = one { ["AND"] one }
//! one     = item { "NOT" item } | "-" item              (after NOT also a field)
//! item    = "(" search ")" | field ":" value | value "NEAR" ["/" number] value | value
//! value   = word | word "*" | "\"" words "\"" ["*"]
//! ```

mod lexer;
mod parser;

use std::fmt;

use crate::model::ReadMark;
use crate::text::sanitize_line;

pub use parser::parse;

/// A search, understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchQuery {
    /// The same in the language of FTS5; empty where only fields were given.
    pub expression: String,
    /// Names of outlets, any of which will do.
    pub outlets: Vec<String>,
    /// Names, all of which must be named.
    pub who: Vec<String>,
    /// Seconds since 1970: published then or later.
    pub since: Option<i64>,
    /// Seconds since 1970: published before.
    pub before: Option<i64>,
    /// What the reader must have kept of the article.
    pub marks: Vec<ReadMark>,
    /// Tags it must have, all of them; in lower case.
    pub tags: Vec<String>,
    /// What it must not have.
    pub without: Without,
    /// What is to be marked in the texts found.
    pub terms: Vec<Term>,
}

impl SearchQuery {
    /// Whether it asks who is named.
    #[must_use]
    pub fn asks_names(&self) -> bool {
        !(self.who.is_empty() && self.without.who.is_empty())
    }
}

/// What stands after NOT, but for words beside words that are wanted: these are in the expression.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Without {
    /// In the language of FTS5, beside fields alone; else empty.
    pub expression: String,
    /// Names of outlets.
    pub outlets: Vec<String>,
    /// Names.
    pub who: Vec<String>,
    /// Tags, in lower case.
    pub tags: Vec<String>,
}

/// A word or a phrase to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its words, folded.
    pub words: Vec<String>,
    /// Whether its last word may go on.
    pub prefix: bool,
}

/// A search that is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct QueryError {
    /// Where, in characters from 1.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
    /// One that would do.
    pub example: &'static str,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}; for example: {}", self.column, self.message, self.example)
    }
}

/// What may have been meant where nothing is found: `or` for `OR`, `fer*y`. `None` where the search says what it looks like.
#[must_use]
pub fn hint(text: &str) -> Option<String> {
    // What stands between quotation marks was meant as it is.
    let bare = || text.split('"').step_by(2).flat_map(str::split_whitespace);
    if let Some(word) = bare().find(|word| matches!(*word, "or" | "and" | "not" | "near")) {
        return Some(format!("“{word}” was looked for as a word; {} is written in capitals", word.to_uppercase()));
    }
    let inside = |word: &&str| word.trim_end_matches([')', '*']).contains('*');
    bare()
        .find(inside)
        .map(|word| format!("in “{}” only a * at the end of a word stands for its other endings", sanitize_line(word)))
}

#[cfg(test)]
mod tests;
