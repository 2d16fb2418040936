//! Parts of an article that are not the article: captions, credits, furniture; whether they are shown.

use super::Reader;
use crate::model::BlockKind;

impl Reader {
    /// Shows or hides what is not the article, the place kept; a part that was shown because one went there goes first.
    /// Whether there is anything hidden.
    pub fn toggle_hidden(&mut self) -> bool {
        let any = self.hideable() > 0;
        self.set_hidden(!self.show_hidden && self.revealed.is_none(), None);
        any
    }

    fn hideable(&self) -> usize {
        let blocks = self.article.as_ref().map_or(&[][..], |loaded| &loaded.article.document.blocks);
        blocks.iter().filter(|block| block.kind.is_hidden()).count()
    }

    /// Number of the parts that are not shown.
    #[must_use]
    pub fn hidden(&self) -> usize {
        if self.show_hidden { 0 } else { self.hideable() - usize::from(self.revealed.is_some()) }
    }

    /// Whether a block of this kind and number is shown.
    #[must_use]
    pub fn shows(&self, kind: BlockKind, number: u32) -> bool {
        self.show_hidden || !kind.is_hidden() || self.revealed == Some(number)
    }

    pub(super) fn set_hidden(&mut self, show: bool, revealed: Option<u32>) {
        (self.show_hidden, self.revealed) = (show, revealed);
        self.rewrap();
        self.scroll(0);
    }

    /// The number of the block of a byte, if that block is hidden unless one goes there.
    pub(super) fn hidden_block(&self, at: u32) -> Option<u32> {
        let document = &self.article.as_ref().filter(|_| !self.show_hidden)?.article.document;
        let index = document.block_at(at)?;
        document.blocks.get(index).filter(|block| block.kind.is_hidden()).map(|_| index as u32)
    }
}
