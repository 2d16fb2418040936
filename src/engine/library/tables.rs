//! The tables on the library: who × outlet from what is counted there; mentions in context and forms of a name from the
//! articles that name it.

use std::ops::Range;
use std::sync::Arc;

use super::desk::REVISION;
use super::subset::{Loaded, subset};
use super::who::WhoSheet;
use crate::engine::event::Reply;
use crate::engine::memory::kwic::{Concordance, KwicJob};
use crate::engine::memory::{MemoryCorpus, OutletTable};
use crate::engine::request::Request;
use crate::engine::table::{KwicPage, WhoPage, WhoQuery};
use crate::model::{ArticleId, EntityId, EntityRef, Query};
use crate::store::library::{EntityLine, Library, LibraryError};

/// Mentions are shown in so many of the articles that came last.
const ARTICLES: u32 = 3000;

/// A question for a table.
#[derive(Debug, Clone)]
pub struct TableJob {
    /// What is asked.
    pub request: Request,
    /// The library's outlets.
    pub outlets: Arc<OutletTable>,
}

/// Answers jobs; keeps the last order, and the last entity's articles.
#[derive(Debug)]
pub struct LibraryTables {
    library: Library,
    version: Option<i64>,
    who: Option<(Query, WhoQuery, WhoSheet)>,
    about: Option<(EntityId, MemoryCorpus, Loaded)>,
    kwic: Concordance,
}

impl LibraryTables {
    /// With a connection of its own.
    #[must_use]
    pub fn new(library: Library) -> Self {
        Self { library, version: None, who: None, about: None, kwic: Concordance::default() }
    }

    /// Answers; `None` for what is no table.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn answer(&mut self, job: &TableJob) -> Result<Option<Reply>, LibraryError> {
        let version = self.library.version()?;
        if Some(version) != self.version {
            (self.version, self.who, self.about) = (Some(version), None, None);
        }
        Ok(match &job.request {
            Request::Who { query, who, window, locate } => {
                Some(Reply::Who(self.who(job, query, who, window, *locate)?))
            }
            Request::Kwic { entity, query, kwic, window, locate } => {
                let Some(name) = self.named(*entity)? else { return Ok(Some(Reply::Kwic(None))) };
                let Some((scope, local, loaded)) = self.scope(job, EntityId(name.id), query)? else {
                    return Ok(Some(Reply::Kwic(None)));
                };
                let locate = locate.and_then(|(id, at)| Some((ArticleId(loaded.local(id.0)?), at)));
                let job = KwicJob { scope, entity: local, query: kwic.clone(), window: window.clone(), locate };
                let page = self.kwic.answer(&job).map(|page| abroad(page, &name, &loaded));
                Some(Reply::Kwic(page))
            }
            Request::Forms { entity, query } => {
                let Some(name) = self.named(*entity)? else { return Ok(Some(Reply::Forms(None))) };
                let Some((scope, local, loaded)) = self.scope(job, EntityId(name.id), query)? else {
                    return Ok(Some(Reply::Forms(None)));
                };
                let mut page = scope.forms(local);
                if let Some(page) = &mut page {
                    (page.revision, page.id) = (REVISION, EntityId(name.id));
                    page.entity = EntityRef { kind: name.kind, name: name.name };
                    for row in &mut page.rows {
                        row.first.article = loaded.abroad(row.first.article);
                    }
                }
                Some(Reply::Forms(page))
            }
            _ => None,
        })
    }

    fn named(&self, id: EntityId) -> Result<Option<EntityLine>, LibraryError> {
        self.library.entity(id.0)
    }

    /// The articles that name an entity, as a corpus of their own; and the entity's number there.
    fn scope(
        &mut self,
        job: &TableJob,
        id: EntityId,
        query: &Query,
    ) -> Result<Option<(crate::engine::memory::Scope, EntityId, Loaded)>, LibraryError> {
        if self.about.as_ref().is_none_or(|(known, ..)| *known != id) {
            let mut corpus = MemoryCorpus::with_table(OutletTable::clone(&job.outlets));
            let articles = self.library.newest_articles(id.0, ARTICLES)?;
            let articles: Vec<u32> = articles.into_iter().map(|(article, _)| article).collect();
            let loaded = subset(&self.library, &articles, true, &mut corpus)?;
            self.about = Some((id, corpus, loaded));
        }
        let Some((_, corpus, loaded)) = &mut self.about else { return Ok(None) };
        let Some(local) = loaded.entities.iter().position(|known| *known == id.0) else { return Ok(None) };
        Ok(Some((corpus.scope(query), EntityId(local as u32), loaded.clone())))
    }

    fn who(
        &mut self,
        job: &TableJob,
        query: &Query,
        who: &WhoQuery,
        window: &Range<u32>,
        locate: Option<EntityId>,
    ) -> Result<WhoPage, LibraryError> {
        let filter = query.unordered();
        let known = self.who.as_ref().filter(|(known, asked, _)| *known == filter && asked == who);
        let sheet = if let Some((.., sheet)) = known {
            sheet.clone()
        } else {
            // What was made before goes first: there is no need for the memory of both.
            self.who = None;
            WhoSheet::new(&self.library, &job.outlets, query, who)?
        };
        let page = sheet.page(&self.library, window, locate);
        self.who = Some((filter, who.clone(), sheet));
        page
    }
}

/// A page with the library's numbers.
fn abroad(mut page: KwicPage, name: &EntityLine, loaded: &Loaded) -> KwicPage {
    (page.revision, page.id) = (REVISION, EntityId(name.id));
    page.entity = EntityRef { kind: name.kind, name: name.name.clone() };
    for row in &mut page.rows {
        row.place.article = loaded.abroad(row.place.article);
    }
    page
}
