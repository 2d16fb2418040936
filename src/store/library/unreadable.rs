//! Articles whose text is damaged: the reader and searches say so in its place, and go on with the others.

use std::sync::Arc;

use super::error::LibraryError;
use super::open::Library;
use super::read::Stored;
use crate::model::{Article, ArticleMeta, Block, BlockForm, BlockKind, Document};
use crate::text::Span;

/// What stands in the place of a text that cannot be read.
const WORDS: &str =
    "The text of this article is damaged. `dateline doctor --repair` saves what can be read of the library.";

impl Library {
    /// An article with its mentions; one whose text is damaged with words that say so. `None` where it is gone.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn load_as_it_is(&self, id: u32) -> Result<Option<Stored>, LibraryError> {
        match self.load(id) {
            Err(LibraryError::Damaged(words)) => {
                tracing::error!(id, words, "a text cannot be read");
                self.unreadable(id)
            }
            other => other,
        }
    }

    /// The text of an article alone; of one that is damaged words that say so. `None` where it is gone.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn document_as_it_is(&self, id: u32) -> Result<Option<Document>, LibraryError> {
        match self.document(id) {
            Err(LibraryError::Damaged(_)) => Ok(Some(document(None))),
            other => other,
        }
    }

    fn unreadable(&self, id: u32) -> Result<Option<Stored>, LibraryError> {
        let Some(row) = self.rows(&[id])?.pop() else { return Ok(None) };
        let meta =
            ArticleMeta { title: row.title.clone(), date: row.date, language: row.language, ..ArticleMeta::default() };
        let article =
            Article { key: row.key, meta, document: document(Some(&row.title)), source: row.source.as_str().into() };
        Ok(Some(Stored { id, article, outlet: row.outlet, mentions: Vec::new() }))
    }
}

fn document(title: Option<&str>) -> Document {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    let kinds = [(BlockKind::Headline, title), (BlockKind::Body, Some(WORDS))];
    for (kind, words) in kinds.into_iter().filter_map(|(kind, words)| Some((kind, words?))) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len() as u32;
        text.push_str(words);
        let span = Span::new(start, text.len() as u32);
        blocks.push(Block { span, lead: 0, kind, form: BlockForm::default() });
    }
    Document { text: Arc::from(text), blocks }
}
