//! The library on disk, asked the same questions as the corpus in memory.

mod cards;
mod desk;
mod entity;
mod forms;
mod keeper;
pub mod lay;
mod lines;
mod maker;
pub mod memory;
mod mend;
mod need;
mod owner;
mod pick;
mod reading;
mod room;
pub mod search;
pub mod subset;
mod tables;
pub mod told;
mod view;
pub mod who;
pub mod whole;

use super::memory::OutletTable;
use std::sync::Arc;

use crate::model::{ArticleId, ArticleSet, Only, OutletId};
use crate::store::library::{Library, LibraryError};

pub use cards::{CardJob, Cards};
pub use desk::Desk;
pub use entity::{Why, why};
pub use keeper::LibraryKeeper;
pub use memory::in_memory;
pub use need::{Made, Need};
pub use owner::LibraryOwner;
pub use pick::{LibraryPick, LibraryPicker};
pub use search::{Found, SearchFailure, SearchPage, Wanted, bearers, matching, search};
pub use subset::{Loaded, as_found, subset};
pub use tables::{LibraryTables, TableJob};
pub use whole::WholeOwner;

/// The library's outlets, under the numbers they have there.
///
/// # Errors
/// It cannot be read.
pub fn outlets(library: &Library) -> Result<OutletTable, LibraryError> {
    let mut table = OutletTable::default();
    for (_, name) in library.outlet_names()? {
        table.id(name.as_deref());
    }
    for outlet in library.outlets()? {
        table.set_articles(OutletId(outlet.id), outlet.articles);
    }
    table.retag();
    Ok(table)
}

/// What a search finds, for a filter; what is wrong with it, in words.
///
/// # Errors
/// The search is not understood, or the library cannot be read.
pub fn matched(library: &Library, outlets: &OutletTable, line: &Arc<str>) -> Result<Only, String> {
    let found = matching(library, outlets, line).map_err(|error| error.to_string())?;
    let articles: ArticleSet = found.into_iter().map(ArticleId).collect();
    Ok(Only { line: line.clone(), articles: Arc::new(articles) })
}
