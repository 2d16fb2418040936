//! L0: text and nothing but text. Spans, graphemes, folding, sanitising, wrapping.

pub mod fold;
pub mod grapheme;
pub mod json;
pub mod sanitize;
pub mod span;
pub mod words;
pub mod wrap;

pub use fold::{Folded, fold, fold_accents};
pub use grapheme::{cells, graphemes};
pub use sanitize::{sanitize, sanitize_line};
pub use span::Span;
pub use words::word_count;
pub use wrap::{Line, WrapOptions, wrap};
