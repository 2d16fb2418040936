//! The library: articles, the names in them and their full text, in one `SQLite` file. The schema is `assets/schema`, explained
//! in `docs/library.md`.
//!
//! One [`Writer`] at a time adds articles in batches, each one transaction: the file holds whole batches or nothing of them.
//! Any number of [`Library`] readers ask beside it.

mod check;
pub mod codec;
mod counts;
mod entities;
mod error;
mod files;
mod fulltext;
mod head;
mod holding;
mod lay;
mod left_out;
mod list;
mod names;
mod naming;
mod open;
mod outlet;
mod prepare;
mod read;
mod reader;
mod remove;
mod salvage;
mod same;
mod unreadable;
mod write;

pub use check::Report;
pub use counts::{Among, EntityCount};
pub use entities::{EntityForm, EntityLine, EntityOutlet, Posting};
pub use error::LibraryError;
pub use fulltext::{EXACT, Fulltext, FulltextWithout, Hits, Ranking, WINDOW};
pub use lay::{Laid, LaidArticle, LaidEntity};
pub use left_out::LeftOut;
pub use list::{Columns, Row, UNDATED, day_of, seconds_of};
pub use names::{Named, NamedKeys};
pub use naming::{Knowledge, Pending, Resolved, ResolvedEntity, STEP};
pub use open::{Library, VARIABLE, VERSION, default_path};
pub use prepare::{Prepared, prepare};
pub use read::{OutletCount, Stored, StoredMention};
pub use salvage::{Saved, salvage};
pub use write::{Item, Outcome, Writer};
