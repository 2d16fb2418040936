//! Articles of the library one after another, with the names in them and whose these are, without the rest of what is known of
//! those: for walks over the articles that name somebody.

use super::subset::as_found;
use crate::engine::memory::Entry;
use crate::model::{Analysis, ArticleId, OutletId, Place};
use crate::store::library::{Library, LibraryError, StoredMention};

/// Reads articles.
#[derive(Debug)]
pub(super) struct Reading<'l> {
    library: &'l Library,
    /// What the machine found, where decisions lie over it: roles stand beside the names it found.
    found: Option<Library>,
}

/// An article as it was read.
#[derive(Debug)]
pub(super) struct Read {
    /// The article, with names and roles.
    pub entry: Entry,
    /// Its outlet.
    pub outlet: OutletId,
    id: ArticleId,
    mentions: Vec<StoredMention>,
}

impl<'l> Reading<'l> {
    /// Of a library.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn new(library: &'l Library) -> Result<Self, LibraryError> {
        Ok(Self { library, found: as_found(library)? })
    }

    /// An article; `None` where it is gone.
    ///
    /// # Errors
    /// It cannot be read, or is damaged.
    pub fn read(&self, id: u32) -> Result<Option<Read>, LibraryError> {
        let Some(stored) = self.library.load(id)? else { return Ok(None) };
        let found = self.found.as_ref().map(|found| found.load(id)).transpose()?.flatten();
        let names = found.map_or_else(|| stored.mentions.clone(), |found| found.mentions);
        let mentions = names.into_iter().map(|mention| mention.name).collect();
        Ok(Some(Read {
            entry: Entry::new(stored.article, Analysis { mentions, ..Analysis::default() }),
            outlet: OutletId(stored.outlet),
            id: ArticleId(id),
            mentions: stored.mentions,
        }))
    }
}

impl Read {
    /// All mentions, with whose they are, in the order of the text.
    pub fn mentions(&self) -> impl Iterator<Item = (u32, Place)> {
        let place = |mention: &StoredMention| Place { article: self.id, span: mention.name.span };
        self.mentions.iter().map(move |mention| (mention.entity, place(mention)))
    }

    /// The mentions of one entity.
    pub fn places(&self, entity: u32) -> impl Iterator<Item = Place> {
        self.mentions().filter(move |(own, _)| *own == entity).map(|(_, place)| place)
    }
}
