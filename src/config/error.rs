//! What is wrong in a configuration file, and where.

use std::fmt;

use crate::text::sanitize_line;

/// Longest piece of a file that a message repeats, in characters.
const QUOTED: usize = 40;

/// One mistake in one file. Never the end of the start: what is good is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConfigError {
    /// The file as it was named. Sanitised.
    pub file: String,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 where the whole file is meant.
    pub column: u32,
    /// What is wrong, and after a `;` what would be right. Sanitised.
    pub message: String,
}

impl ConfigError {
    /// A mistake that concerns the file as a whole.
    pub fn whole(file: &str, message: &str) -> Self {
        Self { file: sanitize_line(file), line: 0, column: 0, message: sanitize_line(message) }
    }

    /// `file:line:column`, or the file alone.
    pub fn place(&self) -> String {
        if self.line == 0 { self.file.clone() } else { format!("{}:{}:{}", self.file, self.line, self.column) }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.message)
    }
}

impl std::error::Error for ConfigError {}

/// A word of the file in quotes, cut where it is long.
pub fn quote(word: &str) -> String {
    let clean = sanitize_line(word);
    let mut cut: String = clean.chars().take(QUOTED).collect();
    if clean.chars().nth(QUOTED).is_some() {
        cut.push('…');
    }
    format!("\"{cut}\"")
}
