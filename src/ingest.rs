//! L2: from files to articles. Finds inputs, reads them, and tells the article from the page around it.
//!
//! ```text
//! paths ─walk─▶ Source ─read─▶ bytes ─decode─▶ text ─front matter, paragraphs─▶ classify ─▶ Article
//! ```
//!
//! Nothing here fails as a whole: what goes wrong with one input is a [`Problem`](crate::model::Problem) beside the
//! articles. Every text that leaves this module has passed [`crate::text::sanitize()`].

mod assemble;
mod bundled;
mod date;
mod decode;
mod front;
mod jsonl;
mod language;
mod page;
mod paragraphs;
mod source;
mod walk;
mod zones;

pub use assemble::{Loaded, load, parse};
pub use bundled::bundled;
pub use jsonl::{Record, parse_line};
pub use source::{Source, explain, holds_json_lines};
pub use walk::{Found, Skipped, is_wanted, walk};
pub use zones::zones;
