//! The tables on the library: who × outlet from what is counted there; mentions in context and forms of a name from the
//! articles that name it, all of them at once where they are few.

use std::ops::Range;
use std::sync::Arc;

use super::desk::REVISION;
use super::forms::forms;
use super::lines::Lines;
use super::subset::{Loaded, subset};
use super::who::WhoSheet;
use crate::engine::event::Reply;
use crate::engine::memory::kwic::{Concordance, KwicJob};
use crate::engine::memory::{MemoryCorpus, OutletTable};
use crate::engine::request::Request;
use crate::engine::table::{FormsPage, KwicPage, KwicQuery, WhoPage, WhoQuery};
use crate::model::{ArticleId, EntityId, EntityRef, Query};
use crate::store::library::{EntityLine, Library, LibraryError};

/// So many articles are held at once.
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
    lines: Option<Lines>,
    forms: Option<(EntityId, Query, FormsPage)>,
}

impl LibraryTables {
    /// With a connection of its own.
    #[must_use]
    pub fn new(library: Library) -> Self {
        Self { library, version: None, who: None, about: None, kwic: Concordance::default(), lines: None, forms: None }
    }

    /// Answers; `None` for what is no table, and where a newer question waits. What takes long is told before it is whole.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn answer(
        &mut self,
        job: &TableJob,
        outdated: &dyn Fn() -> bool,
        tell: &dyn Fn(Reply),
    ) -> Result<Option<Reply>, LibraryError> {
        let version = self.library.version()?;
        if Some(version) != self.version {
            (self.version, self.who, self.about, self.lines, self.forms) = (Some(version), None, None, None, None);
        }
        Ok(match &job.request {
            Request::Who { query, who, window, locate } => {
                Some(Reply::Who(self.who(job, query, who, window, *locate)?))
            }
            Request::Kwic { entity, query, kwic, window, locate } => {
                let Some(name) = self.named(*entity)? else { return Ok(Some(Reply::Kwic(None))) };
                if name.articles > ARTICLES {
                    return self.lines(job, &name, (query, kwic, window, *locate), (outdated, tell));
                }
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
                if name.articles > ARTICLES {
                    return self.forms(job, &name, query, (outdated, tell));
                }
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

    /// Mentions in context in all articles, which are not held; what is in order so far is told, and nothing answered where a newer
    /// question waits.
    fn lines(
        &mut self,
        job: &TableJob,
        name: &EntityLine,
        (query, kwic, window, locate): (&Query, &KwicQuery, &Range<u32>, Option<(ArticleId, u32)>),
        (outdated, tell): (&dyn Fn() -> bool, &dyn Fn(Reply)),
    ) -> Result<Option<Reply>, LibraryError> {
        let from = (&self.library, &*job.outlets);
        let mut lines = match self.lines.take().filter(|lines| lines.answers(name.id, query, kwic)) {
            Some(lines) => lines,
            None => Lines::new(from, name.id, query, kwic)?,
        };
        let page = |lines: &Lines| lines.page(from, name, window, locate);
        if lines.has_rows() && !lines.is_whole() {
            tell(Reply::Kwic(Some(page(&lines)?)));
        }
        let mut told = |lines: &Lines| page(lines).map(|page| tell(Reply::Kwic(Some(page))));
        let reply = if lines.go_on(&self.library, outdated, &mut told)? { Some(page(&lines)?) } else { None };
        self.lines = Some(lines);
        Ok(reply.map(|page| Reply::Kwic(Some(page))))
    }

    /// Forms in all articles; what was counted so far is told meanwhile.
    fn forms(
        &mut self,
        job: &TableJob,
        name: &EntityLine,
        query: &Query,
        (outdated, tell): (&dyn Fn() -> bool, &dyn Fn(Reply)),
    ) -> Result<Option<Reply>, LibraryError> {
        let query = query.unordered();
        let id = EntityId(name.id);
        if let Some((.., page)) = self.forms.as_ref().filter(|(known, asked, _)| *known == id && *asked == query) {
            return Ok(Some(Reply::Forms(Some(page.clone()))));
        }
        self.forms = None;
        let mut told = |page: &FormsPage| tell(Reply::Forms(Some(page.clone())));
        let page = forms((&self.library, &job.outlets), name, &query, outdated, &mut told)?;
        self.forms = page.clone().map(|page| (id, query, page));
        Ok(page.map(|page| Reply::Forms(Some(page))))
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
