//! The text of an article and what each paragraph of it is.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::{Span, word_count};

/// The sanitised text of an article, with every paragraph marked. The only text that exists downstream of `ingest`:
/// all spans of the program point into it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The text. Free of control characters except `\n`, in Unicode normalisation form C.
    pub text: Arc<str>,
    /// Paragraphs in the order of the text; they do not overlap, and only white space lies between them.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Words (runs without white space) in what the reader shows by default.
    #[must_use]
    pub fn words(&self) -> usize {
        self.blocks
            .iter()
            .filter(|block| !block.kind.is_hidden())
            .map(|block| word_count(block.span.of(&self.text)))
            .sum()
    }

    /// The block that holds byte `at`, or the last one before it.
    #[must_use]
    pub fn block_at(&self, at: u32) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start <= at);
        after.checked_sub(1)
    }

    /// What the block that holds byte `at` is.
    #[must_use]
    pub fn kind_at(&self, at: u32) -> Option<BlockKind> {
        self.block_at(at).and_then(|index| self.blocks.get(index)).map(|block| block.kind)
    }
}

/// Minutes it takes to read so many words, at 230 a minute; at least 1.
#[must_use]
pub fn reading_minutes(words: usize) -> usize {
    words.div_ceil(230).max(1)
}

/// One paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its bytes, without surrounding white space.
    pub span: Span,
    /// Length in bytes of a dateline or agency prefix at its start ("WASHINGTON — "), separators included; mostly 0.
    pub lead: u32,
    /// What part of the article it is.
    pub kind: BlockKind,
    /// How it is set.
    pub form: BlockForm,
}

impl Block {
    /// The paragraph without its dateline or agency prefix.
    #[must_use]
    pub const fn body(&self) -> Span {
        Span::new(self.span.start + self.lead, self.span.end)
    }
}

/// What part of an article a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// The title as it stands in the text.
    Headline,
    /// A heading inside the article, or the standfirst.
    Subheading,
    /// "By …", "… contributed reporting".
    Byline,
    /// The article itself.
    Body,
    /// What is said of a picture.
    Caption,
    /// Whose picture it is.
    Credit,
    /// Image mark-up.
    Image,
    /// Share lines, appeals, newsletter boxes, "more to read", buttons.
    Furniture,
}

impl BlockKind {
    /// Whether the reader hides it until asked.
    #[must_use]
    pub const fn is_hidden(self) -> bool {
        matches!(self, Self::Caption | Self::Credit | Self::Image | Self::Furniture)
    }

    /// Whether names are looked for in it.
    #[must_use]
    pub const fn is_analysed(self) -> bool {
        matches!(self, Self::Headline | Self::Subheading | Self::Body | Self::Caption)
    }
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum BlockForm {
    /// Running text.
    #[default]
    Paragraph,
    /// An item of a list, at a depth from 0.
    ListItem(u8),
    /// A block quotation.
    Quote,
    /// Preformatted text: its line breaks stand.
    Code,
}
