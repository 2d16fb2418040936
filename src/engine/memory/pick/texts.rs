//! Full text search in what is open: the articles that pass are put into a library in memory, once.

use super::{CONTEXT, PickJob, Picker};
use crate::engine::event::{PickList, PickRow};
use crate::engine::library::{Wanted, in_memory, outlets, search};
use crate::engine::memory::{OutletTable, Scope};
use crate::model::{ArticleId, Place};
use crate::store::library::{Library, LibraryError};

/// The articles of a scope, to be searched.
#[derive(Debug)]
pub struct Texts {
    pub(in crate::engine::memory) library: Library,
    pub(in crate::engine::memory) outlets: OutletTable,
    /// Number of each article in the corpus, by its number in the library less one.
    ids: Vec<ArticleId>,
}

impl Texts {
    /// Puts the articles of a scope into a library.
    pub fn new(scope: &Scope) -> Option<Self> {
        let library = in_memory(scope, true).ok()?;
        let outlets = outlets(&library).ok()?;
        Some(Self { library, outlets, ids: scope.articles().map(|(id, _)| id).collect() })
    }

    /// Brings up to date what the reader keeps of articles.
    ///
    /// # Errors
    /// There is no memory left.
    pub fn lay(&self, scope: &Scope) -> Result<(), LibraryError> {
        self.library.lay_memory(&scope.memory)
    }

    /// An article by its number in the library.
    #[must_use]
    pub fn article(&self, id: u32) -> Option<ArticleId> {
        self.ids.get(id.checked_sub(1)? as usize).copied()
    }
}

impl Picker {
    /// What a search finds; what is wrong with it, or how much was found, is said beside.
    pub(super) fn texts(&mut self, job: &PickJob) -> PickList {
        let mut list = job.list((0, job.scope.articles().count() as u32), false);
        if job.pattern.trim().is_empty() {
            return list;
        }
        if self.library.is_none() {
            self.library = Texts::new(&job.scope);
        }
        let Some(texts) = &self.library else { return list };
        if texts.lay(&job.scope).is_err() {
            return list;
        }
        let relevance = job.pattern.trim_start().starts_with('~');
        let text = job.pattern.trim_start().trim_start_matches('~').to_owned();
        let wanted = Wanted { text, relevance, limit: job.limit, width: CONTEXT, ..Wanted::default() };
        match search(&texts.library, &texts.outlets, &wanted) {
            Ok(page) => {
                list.note = Some(page.summary().into());
                list.matched.0 = page.total;
                list.rows = page
                    .found
                    .into_iter()
                    .filter_map(|found| {
                        let article = texts.article(found.row.id)?;
                        let entry = job.scope.entry(article.0);
                        Some(PickRow::Line {
                            entity: None,
                            place: Place { article, span: found.place },
                            tag: job.scope.outlets.tag(entry.outlet),
                            date: found.row.date,
                            context: found.passage.into(),
                            marks: found.marks,
                        })
                    })
                    .collect();
            }
            Err(failure) => list.note = Some(failure.to_string().into()),
        }
        list
    }
}
