//! A line of text being typed: grapheme-wise cursor, the usual editing keys.

use crate::text::grapheme::clip;
use crate::text::{cells, graphemes, sanitize_line};

/// A line being typed. The cursor stands before the byte `cursor`, always on a grapheme boundary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Input {
    text: String,
    cursor: usize,
}

impl Input {
    /// A line that already holds `text`, the cursor at its end.
    #[must_use]
    pub fn with(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len() }
    }

    /// What stands there.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Cells before the cursor.
    #[must_use]
    pub fn cursor_cells(&self) -> usize {
        cells(self.before())
    }

    /// The part of the line to show in so many cells, and the cell of the cursor in it: as much as fits up to the cursor,
    /// which wants a cell of its own.
    #[must_use]
    pub fn window(&self, room: usize) -> (&str, usize) {
        let skip = (self.cursor_cells() + 1).saturating_sub(room.max(1));
        let from = graphemes(&self.text).map(|(at, _)| at).chain([self.text.len()]);
        let from =
            from.take_while(|at| *at <= self.cursor).find(|at| cells(self.text.get(..*at).unwrap_or("")) >= skip);
        let from = from.unwrap_or(self.cursor);
        let shown = self.text.get(from..).unwrap_or("");
        (clip(shown, room), cells(self.text.get(from..self.cursor).unwrap_or("")))
    }

    fn before(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or("")
    }

    fn after(&self) -> &str {
        self.text.get(self.cursor..).unwrap_or("")
    }

    /// Where the cluster before the cursor begins.
    fn previous(&self) -> usize {
        graphemes(self.before()).next_back().map_or(0, |(at, _)| at)
    }

    /// Bytes of the cluster at the cursor.
    fn next_len(&self) -> usize {
        graphemes(self.after()).next().map_or(0, |(_, cluster)| cluster.len())
    }

    /// Types a character.
    pub fn insert(&mut self, c: char) {
        if !c.is_control() {
            self.text.insert(self.cursor, c);
            self.cursor += c.len_utf8();
        }
    }

    /// Pastes a text, as one line and sanitised.
    pub fn paste(&mut self, text: &str) {
        let line = sanitize_line(text);
        self.text.insert_str(self.cursor, &line);
        self.cursor += line.len();
    }

    /// Takes away the cluster before the cursor. Whether there was one.
    pub fn backspace(&mut self) -> bool {
        let at = self.previous();
        if at == self.cursor {
            return false;
        }
        self.text.replace_range(at..self.cursor, "");
        self.cursor = at;
        true
    }

    /// Takes away the cluster at the cursor.
    pub fn delete(&mut self) {
        let end = self.cursor + self.next_len();
        self.text.replace_range(self.cursor..end, "");
    }

    /// Takes away the word before the cursor.
    pub fn delete_word(&mut self) {
        let kept = self.before().trim_end();
        let at = kept.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        self.text.replace_range(at..self.cursor, "");
        self.cursor = at;
    }

    /// Takes away everything before the cursor.
    pub fn clear_before(&mut self) {
        self.text.replace_range(..self.cursor, "");
        self.cursor = 0;
    }

    /// Replaces the line.
    pub fn set(&mut self, text: &str) {
        *self = Self::with(text);
    }

    /// One cluster to the left.
    pub fn left(&mut self) {
        self.cursor = self.previous();
    }

    /// One cluster to the right.
    pub fn right(&mut self) {
        self.cursor += self.next_len();
    }

    /// To the start.
    pub const fn home(&mut self) {
        self.cursor = 0;
    }

    /// To the end.
    pub const fn end(&mut self) {
        self.cursor = self.text.len();
    }
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn clusters_are_edited_whole() {
        let mut line = Input::with("ne\u{301}e");
        line.left();
        assert!(line.backspace());
        assert_eq!(line.text(), "ne");
        line.insert('é');
        assert_eq!((line.text(), line.cursor_cells()), ("née", 2));
    }

    #[test]
    fn words_go_at_once() {
        let mut line = Input::with("mike waltz ");
        line.delete_word();
        assert_eq!(line.text(), "mike ");
        line.paste("a\nb\u{1b}");
        assert_eq!(line.text(), "mike a b\u{fffd}");
        line.clear_before();
        assert_eq!(line.text(), "");
        assert!(!line.backspace());
    }
}
