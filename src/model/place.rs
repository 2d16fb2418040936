//! A place to be: where the reader is, was, or shall go.

use super::ArticleId;
use crate::text::Span;

/// A stretch of one article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The article.
    pub article: ArticleId,
    /// Bytes of its text.
    pub span: Span,
}
