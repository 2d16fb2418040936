//! An article as rows, laid out where it is looked at. Nothing here is linear in the length of the article: a key press
//! lays out a few chunks at most, and they are kept.

use std::sync::Arc;

use super::column::{byte_at, column_of};
use super::rows::Rows;
use super::setting;
use crate::model::{Article, BlockForm};
use crate::text::{Line, Span};

/// How an article is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FlowOptions {
    /// Width of the text column in cells; at least 1.
    pub measure: u16,
    /// Whether what is not the article is shown too.
    pub show_hidden: bool,
    /// The number of a block that is shown though it is hidden.
    pub revealed: Option<u32>,
    /// Whether raggedness is minimised rather than each line filled; costs about twice the time.
    pub optimal: bool,
}

impl Default for FlowOptions {
    fn default() -> Self {
        Self { measure: 70, show_hidden: false, revealed: None, optimal: false }
    }
}

/// A scroll position: the byte shown in the first row. It keeps its place when the article is wrapped anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Anchor {
    /// A byte of the first visible row.
    pub byte: u32,
    /// That row's number within its layout chunk. Tells rows apart that share a byte (a blank row, a rule); ignored
    /// where it does not fit `byte`.
    pub row: u32,
}

impl Anchor {
    /// The position of a byte, whatever row it is in.
    #[must_use]
    pub const fn at(byte: u32) -> Self {
        Self { byte, row: u32::MAX }
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A line of text (an empty one in preformatted text).
    Text,
    /// The blank row above a block.
    Blank,
    /// The rule under the headline.
    Rule,
}

/// What is on one row of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The line; its span is empty for rows without text.
    pub line: Line,
    /// Number of its block in the document.
    pub block: Option<u32>,
    /// What it is.
    pub kind: RowKind,
    /// Whether it is the first line of its block.
    pub first: bool,
}

/// The layout of one article at one width.
#[derive(Debug)]
pub struct Flow {
    rows: Rows,
}

impl Flow {
    /// A layout of `article`. Costs a look at each block; rows are made when asked for.
    #[must_use]
    pub fn new(article: Arc<Article>, options: FlowOptions) -> Self {
        Self { rows: Rows::new(article, options) }
    }

    /// What it was made with.
    #[must_use]
    pub const fn options(&self) -> FlowOptions {
        self.rows.options
    }

    /// Lays out anew, if they differ. Anchors keep their places.
    pub fn set_options(&mut self, options: FlowOptions) {
        self.rows.set_options(options);
    }

    /// The article.
    #[must_use]
    pub const fn article(&self) -> &Arc<Article> {
        &self.rows.article
    }

    /// The first row.
    #[must_use]
    pub fn start(&mut self) -> Anchor {
        self.rows.first_chunk().map_or(Anchor::default(), |chunk| self.rows.anchor((chunk, 0)))
    }

    /// At most `height` rows from `at` on.
    #[must_use]
    pub fn rows(&mut self, at: Anchor, height: usize) -> Vec<Row> {
        let mut out = Vec::with_capacity(height.min(256));
        let Some((mut chunk, mut row)) = self.rows.locate(at) else { return out };
        loop {
            let rows = self.rows.chunk(chunk);
            out.extend(rows.get(row..).unwrap_or(&[]).iter().take(height - out.len()));
            match self.rows.next(chunk) {
                Some(next) if out.len() < height => (chunk, row) = (next, 0),
                _ => return out,
            }
        }
    }

    /// The position `by` rows further down (up, where negative), kept within the article so that the last page is full.
    /// Ways of more than some thousand rows are estimated.
    #[must_use]
    pub fn scroll(&mut self, at: Anchor, by: isize, height: usize) -> Anchor {
        let Some(from) = self.rows.locate(at) else { return at };
        let to = self.rows.walk(from, by);
        let last = self.rows.last_top(height);
        match last {
            Some(last) if to >= last => self.rows.anchor(last),
            _ if to == from => at,
            _ => self.rows.anchor(to),
        }
    }

    /// The position from which `target` is seen: `at` if it is seen from there, else one that puts its first row at a
    /// third of the height.
    #[must_use]
    pub fn reveal(&mut self, at: Anchor, target: Span, height: usize) -> Anchor {
        let last = target.end.saturating_sub(1).max(target.start);
        let seen = self.place_of(at, height, target.start).is_some() && self.place_of(at, height, last).is_some();
        if seen {
            return at;
        }
        let byte = self.anchor_at(target.start);
        self.scroll(byte, -((height / 3) as isize), height)
    }

    /// The position whose first row holds `byte`; the nearest row that is shown where it is in none.
    #[must_use]
    pub fn anchor_at(&mut self, byte: u32) -> Anchor {
        self.rows.locate(Anchor::at(byte)).map_or(Anchor::at(byte), |to| self.rows.anchor(to))
    }

    /// The position of the last page.
    #[must_use]
    pub fn end(&mut self, height: usize) -> Anchor {
        self.rows.last_top(height).map_or(Anchor::default(), |to| self.rows.anchor(to))
    }

    /// Whether the last row is seen.
    #[must_use]
    pub fn is_at_end(&mut self, at: Anchor, height: usize) -> bool {
        let (from, last) = (self.rows.locate(at), self.rows.last_top(height));
        from >= last
    }

    /// How far one has read, by bytes: 0 at the first row, 1 where the last row is seen.
    #[must_use]
    pub fn fraction(&mut self, at: Anchor, height: usize) -> f32 {
        if self.is_at_end(at, height) {
            return 1.0;
        }
        let (start, end) = (self.start().byte, self.end(height).byte);
        let way = f64::from(end.saturating_sub(start).max(1));
        (f64::from(at.byte.saturating_sub(start)) / way).min(1.0) as f32
    }

    /// Row (from the first visible one) and column (from the left edge of the text column) of a byte, if it is visible.
    #[must_use]
    pub fn place_of(&mut self, at: Anchor, height: usize, byte: u32) -> Option<(u16, u16)> {
        let rows = self.rows(at, height);
        let text = rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Text);
        let (number, row) = text.take_while(|(_, row)| row.line.span.start <= byte).last()?;
        let hangs = || {
            let next = rows.get(number + 1).filter(|next| next.kind == RowKind::Text && next.block == row.block);
            next.is_some_and(|next| byte < next.line.span.start)
        };
        (byte <= row.line.span.end || hangs())
            .then(|| (number as u16, column_of(self.text(), &row.line, byte, self.rows.options.measure)))
    }

    /// The byte shown in a cell, rows and columns counted as by [`Self::place_of`]; `None` where there is no text.
    #[must_use]
    pub fn hit(&mut self, at: Anchor, row: u16, column: u16) -> Option<u32> {
        let shown = *self.rows(at, usize::from(row) + 1).get(usize::from(row))?;
        byte_at(self.text(), &shown.line, column, self.rows.options.measure)
    }

    /// Whether a row brings no list sign of its own, so that one should be drawn before it.
    #[must_use]
    pub fn wants_bullet(&self, row: &Row) -> bool {
        let block = row.block.and_then(|block| self.rows.document().blocks.get(block as usize));
        let is_item = block.is_some_and(|block| matches!(block.form, BlockForm::ListItem(_)));
        row.first && is_item && setting::marker(row.line.span.of(self.text())) == 0
    }

    fn text(&self) -> &str {
        &self.rows.document().text
    }
}
