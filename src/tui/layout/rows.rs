//! All rows of an article, made chunk by chunk when they are looked at, and how one gets from one to the next.

use std::num::NonZeroUsize;
use std::sync::Arc;

use lru::LruCache;

use super::article::{Anchor, FlowOptions, Row, RowKind};
use super::chunks::{ChunkId, part_of, parts};
use super::setting;
use crate::model::{Article, Block, Document};

/// Chunks that are kept.
const KEPT: usize = 256;

/// Rows that are walked one by one before a longer way is estimated.
const WALK: isize = 2048;

/// A row: its chunk, and its number there.
pub(super) type Position = (ChunkId, usize);

/// The rows of one article at one width.
#[derive(Debug)]
pub(super) struct Rows {
    pub article: Arc<Article>,
    pub options: FlowOptions,
    /// Numbers of the blocks that are not hidden; `None` where none is, or they are shown.
    shown: Option<Box<[u32]>>,
    kept: LruCache<ChunkId, Arc<[Row]>>,
}

impl Rows {
    pub fn new(article: Arc<Article>, options: FlowOptions) -> Self {
        let shown = shown(&article.document, options);
        Self { article, options, shown, kept: LruCache::new(NonZeroUsize::new(KEPT).unwrap_or(NonZeroUsize::MIN)) }
    }

    pub fn set_options(&mut self, options: FlowOptions) {
        if self.options == options {
            return;
        }
        if (self.options.show_hidden, self.options.revealed) != (options.show_hidden, options.revealed) {
            self.shown = shown(self.document(), options);
        }
        self.options = options;
        self.kept.clear();
    }

    pub fn document(&self) -> &Document {
        &self.article.document
    }

    /// A block, if it is shown.
    fn block(&self, number: u32) -> Option<&Block> {
        self.document().blocks.get(number as usize).filter(|block| is_shown(block, number, self.options))
    }

    /// The first block that is shown from `number` on.
    fn block_from(&self, number: u32) -> Option<u32> {
        match &self.shown {
            None => ((number as usize) < self.document().blocks.len()).then_some(number),
            Some(shown) => shown.get(shown.partition_point(|other| *other < number)).copied(),
        }
    }

    /// The last block that is shown before `number`.
    fn block_before(&self, number: u32) -> Option<u32> {
        match &self.shown {
            None => number.checked_sub(1),
            Some(shown) => shown.get(shown.partition_point(|other| *other < number).checked_sub(1)?).copied(),
        }
    }

    pub fn first_chunk(&self) -> Option<ChunkId> {
        self.block_from(0).map(|block| ChunkId { block, part: 0 })
    }

    /// The last chunk of a block.
    fn last_of(&self, block: u32) -> Option<ChunkId> {
        self.block(block).map(|it| ChunkId { block, part: parts(it) - 1 })
    }

    pub fn next(&self, id: ChunkId) -> Option<ChunkId> {
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
    pub fn chunk(&mut self, id: ChunkId) -> Arc<[Row]> {
        if let Some(rows) = self.kept.get(&id) {
            return Arc::clone(rows);
        }
        let above = self.block_before(id.block).and_then(|above| self.block(above));
        let rows: Arc<[Row]> = setting::rows(self.document(), id, above, self.options).into();
        self.kept.put(id, Arc::clone(&rows));
        rows
    }

    /// The row an anchor means.
    pub fn locate(&mut self, at: Anchor) -> Option<Position> {
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

    /// The anchor of a row.
    pub fn anchor(&mut self, (id, row): Position) -> Anchor {
        let byte = self.chunk(id).get(row).map_or(0, |row| row.line.span.start);
        Anchor { byte, row: row as u32 }
    }

    /// `by` rows on from a place, or as far as there are rows.
    pub fn walk(&mut self, from: Position, by: isize) -> Position {
        let steps = by.clamp(-WALK, WALK);
        let to = if by < 0 { self.up(from, steps.unsigned_abs()) } else { self.down(from, steps.unsigned_abs()) };
        if steps == by { to } else { self.leap(from, to, by.unsigned_abs() as u64 / steps.unsigned_abs() as u64) }
    }

    /// `times` the way from one place to another, by bytes.
    fn leap(&mut self, from: Position, to: Position, times: u64) -> Position {
        let (start, end) = (i128::from(self.anchor(from).byte), i128::from(self.anchor(to).byte));
        let length = self.document().text.len() as i128;
        let byte = (start + (end - start).saturating_mul(i128::from(times))).clamp(0, length) as u32;
        self.locate(Anchor::at(byte)).unwrap_or(to)
    }

    /// The first row of the last page.
    pub fn last_top(&mut self, height: usize) -> Option<Position> {
        let block = self.block_before(self.document().blocks.len() as u32)?;
        let last = self.last_of(block)?;
        let row = self.chunk(last).len().saturating_sub(1);
        Some(self.up((last, row), height.saturating_sub(1)))
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
}

/// Numbers of the blocks that are shown, unless it is all of them.
fn shown(document: &Document, options: FlowOptions) -> Option<Box<[u32]>> {
    let blocks = &document.blocks;
    if options.show_hidden || !blocks.iter().any(|block| block.kind.is_hidden()) {
        return None;
    }
    let visible = blocks.iter().zip(0..).filter(|(block, number)| is_shown(block, *number, options));
    Some(visible.map(|(_, number)| number).collect())
}

fn is_shown(block: &Block, number: u32, options: FlowOptions) -> bool {
    options.show_hidden || !block.kind.is_hidden() || options.revealed == Some(number)
}
