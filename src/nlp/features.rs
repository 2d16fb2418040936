//! What the tagger looks at, as keys of features. Training and reading use the same four sources:
//!
//! * [`mod@unary`]: one word by itself, seen from a place nearby; summed once for each distinct word and kept;
//! * [`mod@context`]: words together, and where they stand;
//! * [`history`]: in a second pass, what the first one called the same words elsewhere;
//! * [`document`]: what the same words were elsewhere in the text (a second look at the document, after Krishnan and
//!   Manning 2006 and Ratinov and Roth 2009).

pub mod context;
pub mod document;
pub mod history;
pub mod unary;

pub use context::context;
pub use document::Document;
pub use history::History;
pub use unary::{SLOTS, slots, unary};

/// Bits of lists worth a feature of their own.
pub(crate) const LIST_BITS: u32 = 15;
