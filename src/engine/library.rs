//! The library on disk, asked the same questions as the corpus in memory.

mod desk;
mod entity;
mod keeper;
pub mod memory;
mod owner;
mod pick;
pub mod search;
pub mod subset;
mod tables;
mod view;
pub mod whole;

use super::memory::OutletTable;
use crate::model::OutletId;
use crate::store::library::{Library, LibraryError};

pub use desk::{Desk, Made, Need};
pub use keeper::LibraryKeeper;
pub use memory::in_memory;
pub use owner::LibraryOwner;
pub use pick::{LibraryPick, LibraryPicker};
pub use search::{Found, SearchFailure, SearchPage, Wanted, bearers, search};
pub use subset::{Loaded, subset};
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
