//! A library in memory, of articles that are open already: they can be searched in the same way.

use std::sync::Arc;

use crate::engine::indexer;
use crate::engine::memory::Entry;
use crate::store::library::{Item, Library, LibraryError, Writer, prepare};

/// Articles of one batch.
const BATCH: usize = 500;

/// Makes a library of some articles; whose their names are is found out where `with_names` says so.
///
/// # Errors
/// When there is no memory.
pub fn in_memory<'a>(
    articles: impl Iterator<Item = &'a Arc<Entry>>,
    with_names: bool,
) -> Result<Library, LibraryError> {
    let mut writer = Writer::in_memory()?;
    let mut reader = indexer::Names::default();
    let mut batch = Vec::new();
    for entry in articles {
        let kept = if with_names { reader.read(&entry.article, &entry.names) } else { Vec::new() };
        let prepared = prepare(&entry.article, if with_names { &entry.names } else { &[] }, kept, false);
        batch.push(Item::Article {
            path: String::new(),
            record: entry.article.key.to_string(),
            replaces: false,
            prepared: Box::new(prepared),
        });
        if batch.len() == BATCH {
            writer.batch(&std::mem::take(&mut batch))?;
        }
    }
    writer.batch(&batch)?;
    if with_names {
        indexer::finish(&mut writer)?;
    }
    Ok(writer.into_library())
}
