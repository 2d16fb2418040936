//! An article made ready to be written: all that costs the length of its text, and needs no library, is done here, so that it
//! can be done on every core.

use super::codec;
use crate::model::{Article, ArticleMemory, ArticleMeta, Block, BlockKind, ContentKey, NameMention, Published};
use crate::text::sanitize_line;

/// An article ready to be written.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Identity by content.
    pub key: ContentKey,
    pub(super) meta: ArticleMeta,
    pub(super) source: String,
    pub(super) title: String,
    pub(super) words: u32,
    pub(super) codec: u8,
    pub(super) text: Vec<u8>,
    pub(super) blocks: Vec<u8>,
    pub(super) mentions: Vec<u8>,
    pub(super) names: Vec<u8>,
    /// What full text finds.
    pub(super) searched: String,
    /// What a reader had kept of it where it comes from.
    pub kept: Option<ArticleMemory>,
}

impl Prepared {
    /// Bytes it holds, about.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len() + self.blocks.len() + self.mentions.len() + self.names.len() + self.searched.len() + 512
    }

    /// The date, if there is one.
    #[must_use]
    pub const fn date(&self) -> Option<&Published> {
        self.meta.date.as_ref()
    }
}

/// Makes an article ready. Mentions are in the order of the text; `names` is what the resolver keeps of them.
#[must_use]
pub fn prepare(article: &Article, mentions: &[NameMention], names: Vec<u8>, compressed: bool) -> Prepared {
    let document = &article.document;
    let small = if compressed { codec::compress(&document.text) } else { None };
    Prepared {
        key: article.key,
        meta: article.meta.clone(),
        source: article.source.to_string(),
        title: sanitize_line(&article.meta.title),
        words: document.words() as u32,
        codec: u8::from(small.is_some()),
        text: small.unwrap_or_else(|| document.text.as_bytes().to_vec()),
        blocks: codec::pack_blocks(&document.blocks),
        mentions: codec::pack_mentions(mentions),
        names,
        searched: searched(&document.text, &document.blocks),
        kept: None,
    }
}

/// What full text finds besides the title: what the reader shows, and captions.
pub(super) fn searched(text: &str, blocks: &[Block]) -> String {
    let mut out = String::with_capacity(text.len());
    for block in blocks {
        if !matches!(block.kind, BlockKind::Headline | BlockKind::Image | BlockKind::Credit | BlockKind::Furniture) {
            out.push_str(block.span.of(text));
            out.push('\n');
        }
    }
    out
}
