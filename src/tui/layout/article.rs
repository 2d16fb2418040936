//! An article as rows, laid out where it is looked at. Nothing here is linear in the length of the article: a key press
//! lays out a few chunks at most, and they are kept.

use std::num::NonZeroUsize;
use std::sync::Arc;

use lru::LruCache;

use super::chunks::{ChunkId, part_of, parts};
use super::column::{byte_at, column_of};
use super::setting;
use crate::model::{Article, Block, BlockForm, Document};
use crate::text::{Line, Span};

/// Chunks that are kept.
const KEPT: usize = 256;

/// Rows that are walked one by one before a longer way is estimated.
const WALK: isize = 4096;

/// How an article is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FlowOptions {
    /// Width of the text column in cells; at least 1.
    pub measure: u16,
    /// Whether what is not the article is shown too.
    pub show_hidden: bool,
    /// Whether raggedness is minimised rather than each line filled; costs about twice the time.
    pub optimal: bool,
}

impl Default for FlowOptions {
    fn default() -> Self {
        Self { measure: 70, show_hidden: false, optimal: false }
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

/// A place among the rows.
type Position = (ChunkId, usize);

/// The layout of one article at one width.
#[derive(Debug)]
pub struct Flow {
    article: Arc<Article>,
    options: FlowOptions,
    kept: LruCache<ChunkId, Arc<[Row]>>,
}

impl Flow {
    /// A layout of `article`. Costs nothing; rows are made when asked for.
    #[must_use]
    pub fn new(article: Arc<Article>, options: FlowOptions) -> Self {
        Self { article, options, kept: LruCache::new(NonZeroUsize::new(KEPT).unwrap_or(NonZeroUsize::MIN)) }
    }

    /// What it was made with.
    #[must_use]
    pub const fn options(&self) -> FlowOptions {
        self.options
    }

    /// Lays out anew. Anchors keep their places.
    pub fn set_options(&mut self, options: FlowOptions) {
        if self.options != options {
            self.options = options;
            self.kept.clear();
        }
    }

    /// The article.
    #[must_use]
    pub const fn article(&self) -> &Arc<Article> {
        &self.article
    }

    /// The first row.
    #[must_use]
    pub fn start(&mut self) -> Anchor {
        self.first_chunk().map_or(Anchor::default(), |chunk| self.anchor((chunk, 0)))
    }

    /// At most `height` rows from `at` on.
    #[must_use]
    pub fn rows(&mut self, at: Anchor, height: usize) -> Vec<Row> {
        let mut out = Vec::with_capacity(height.min(256));
        let Some((mut chunk, mut row)) = self.locate(at) else { return out };
        loop {
            let rows = self.chunk(chunk);
            out.extend(rows.get(row..).unwrap_or(&[]).iter().take(height - out.len()));
            match self.next(chunk) {
                Some(next) if out.len() < height => (chunk, row) = (next, 0),
                _ => return out,
            }
        }
    }

    /// The position `by` rows further down (up, where negative), kept within the article so that the last page is full.
    /// Ways of more than some thousand rows are estimated.
    #[must_use]
    pub fn scroll(&mut self, at: Anchor, by: isize, height: usize) -> Anchor {
        let Some(from) = self.locate(at) else { return at };
        let to = self.walk(from, by);
        let last = self.last_top(height);
        match last {
            Some(last) if to >= last => self.anchor(last),
            _ if to == from => at,
            _ => self.anchor(to),
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
        self.locate(Anchor::at(byte)).map_or(Anchor::at(byte), |to| self.anchor(to))
    }

    /// The position of the last page.
    #[must_use]
    pub fn end(&mut self, height: usize) -> Anchor {
        self.last_top(height).map_or(Anchor::default(), |to| self.anchor(to))
    }

    /// Whether the last row is seen.
    #[must_use]
    pub fn is_at_end(&mut self, at: Anchor, height: usize) -> bool {
        let (from, last) = (self.locate(at), self.last_top(height));
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
            .then(|| (number as u16, column_of(&self.article.document.text, &row.line, byte, self.options.measure)))
    }

    /// The byte shown in a cell, rows and columns counted as by [`Self::place_of`]; `None` where there is no text.
    #[must_use]
    pub fn hit(&mut self, at: Anchor, row: u16, column: u16) -> Option<u32> {
        let shown = *self.rows(at, usize::from(row) + 1).get(usize::from(row))?;
        byte_at(&self.article.document.text, &shown.line, column, self.options.measure)
    }

    /// Whether a row brings no list sign of its own, so that one should be drawn before it.
    #[must_use]
    pub fn wants_bullet(&self, row: &Row) -> bool {
        let block = row.block.and_then(|block| self.document().blocks.get(block as usize));
        row.first
            && block.is_some_and(|block| {
                matches!(block.form, BlockForm::ListItem(_))
                    && setting::marker(row.line.span.of(&self.document().text)) == 0
            })
    }

    fn document(&self) -> &Document {
        &self.article.document
    }

    fn block(&self, number: u32) -> Option<&Block> {
        self.document().blocks.get(number as usize).filter(|block| self.options.show_hidden || !block.kind.is_hidden())
    }

    /// The first block that is shown from `number` on.
    fn block_from(&self, number: u32) -> Option<u32> {
        (number..self.document().blocks.len() as u32).find(|number| self.block(*number).is_some())
    }

    /// The last block that is shown before `number`.
    fn block_before(&self, number: u32) -> Option<u32> {
        (0..number).rev().find(|number| self.block(*number).is_some())
    }

    fn first_chunk(&self) -> Option<ChunkId> {
        self.block_from(0).map(|block| ChunkId { block, part: 0 })
    }

    fn last_of(&self, block: u32) -> Option<ChunkId> {
        self.block(block).map(|it| ChunkId { block, part: parts(it) - 1 })
    }

    fn next(&self, id: ChunkId) -> Option<ChunkId> {
        if self.last_of(id.block)?.part > id.part {
            return Some(ChunkId { part: id.part + 1, ..id });
        }
        self.block_from(id.block + 1).map(|block| ChunkId { block, part: 0 })
    }

    fn previous(&self, id: ChunkId) -> Option<ChunkId> {
        match id.part.checked_sub(1) {
            Some(part) => Some(ChunkId { part, ..id }),
            None => self.last_of(self.block_before(id.block)?),
        }
    }

    /// The rows of a chunk; never none.
    fn chunk(&mut self, id: ChunkId) -> Arc<[Row]> {
        if let Some(rows) = self.kept.get(&id) {
            return Arc::clone(rows);
        }
        let above = self.block_before(id.block).and_then(|above| self.block(above));
        let rows: Arc<[Row]> = setting::rows(self.document(), id, above, self.options).into();
        self.kept.put(id, Arc::clone(&rows));
        rows
    }

    /// The row an anchor means.
    fn locate(&mut self, at: Anchor) -> Option<Position> {
        let near = self.document().block_at(at.byte).unwrap_or(0) as u32;
        let id = if let Some(block) = self.block(near) {
            ChunkId { block: near, part: part_of(&self.document().text, block, at.byte) }
        } else {
            let below = self.block_from(near).map(|block| ChunkId { block, part: 0 });
            below.or_else(|| self.last_of(self.block_before(near)?))?
        };
        let rows = self.chunk(id);
        let starts = |row: usize| rows.get(row).map(|row| row.line.span.start);
        let row = at.row as usize;
        let fits = starts(row).is_some_and(|start| start <= at.byte)
            && starts(row + 1).is_none_or(|next| at.byte < next || starts(row) == Some(at.byte));
        if fits {
            return Some((id, row));
        }
        let texts = || rows.iter().enumerate().filter(|(_, row)| row.kind == RowKind::Text);
        let found = texts().take_while(|(_, row)| row.line.span.start <= at.byte).last();
        found.or_else(|| texts().next()).map(|(row, _)| (id, row))
    }

    fn anchor(&mut self, (id, row): Position) -> Anchor {
        let byte = self.chunk(id).get(row).map_or(0, |row| row.line.span.start);
        Anchor { byte, row: row as u32 }
    }

    /// `by` rows on from a place, or as far as there are rows.
    fn walk(&mut self, from: Position, by: isize) -> Position {
        let steps = by.clamp(-WALK, WALK);
        let to = if by < 0 { self.up(from, steps.unsigned_abs()) } else { self.down(from, steps.unsigned_abs()) };
        if steps == by { to } else { self.leap(from, to, by.unsigned_abs() as u64 / steps.unsigned_abs() as u64) }
    }

    fn down(&mut self, (mut id, row): Position, by: usize) -> Position {
        let mut row = row + by;
        loop {
            let rows = self.chunk(id).len();
            if row < rows {
                return (id, row);
            }
            let Some(next) = self.next(id) else { return (id, rows.saturating_sub(1)) };
            (id, row) = (next, row - rows);
        }
    }

    fn up(&mut self, (mut id, mut row): Position, mut by: usize) -> Position {
        while by > row {
            let Some(before) = self.previous(id) else { return (id, 0) };
            by -= row + 1;
            (id, row) = (before, self.chunk(before).len().saturating_sub(1));
        }
        (id, row - by)
    }

    /// `times` the way from one place to another, by bytes.
    fn leap(&mut self, from: Position, to: Position, times: u64) -> Position {
        let (start, end) = (i128::from(self.anchor(from).byte), i128::from(self.anchor(to).byte));
        let length = self.document().text.len() as i128;
        let byte = (start + (end - start).saturating_mul(i128::from(times))).clamp(0, length) as u32;
        self.locate(Anchor::at(byte)).unwrap_or(to)
    }

    /// The first row of the last page.
    fn last_top(&mut self, height: usize) -> Option<Position> {
        let block = self.block_before(self.document().blocks.len() as u32)?;
        let last = self.last_of(block)?;
        let row = self.chunk(last).len().saturating_sub(1);
        Some(self.up((last, row), height.saturating_sub(1)))
    }
}
