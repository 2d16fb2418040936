//! Where requests are read: what can be answered at once is, the rest becomes work for someone else. The threaded and
//! the inline corpus share it.

use std::sync::Arc;

use super::decide::{self, Book};
use super::event::{Progress, Reply};
use super::find::FindJob;
use super::memory::MemoryCorpus;
use super::memory::kwic::KwicJob;
use super::memory::matching::MatchJob;
use super::memory::pick::PickJob;
use super::memory::who::WhoJob;
use super::request::Request;
use crate::model::{ContentKey, Query, ReaderMemory};
use crate::store::decisions::Edit;

/// What a request comes to.
#[derive(Debug)]
pub enum Work {
    /// The answer.
    Reply(Reply),
    /// A picker's search.
    Pick(PickJob),
    /// A search in a text.
    Find(FindJob),
    /// A window of who × outlet.
    Who(Box<WhoJob>),
    /// A window of mentions in context.
    Kwic(Box<KwicJob>),
    /// The corpus changed: what the user says of an article's outlet is to be kept, the entities resolved anew.
    Outlet(ContentKey, Option<String>),
    /// A decision was made or taken back: the answer, and the change to be kept.
    Decided(Reply, Box<Edit>),
    /// A search of all articles.
    Match(Box<MatchJob>),
    /// To be kept.
    Remember(Arc<ReaderMemory>),
    /// Loading is to stop.
    Stop,
    /// Nothing.
    Nothing,
}

/// The corpus with its progress.
#[derive(Debug, Default)]
pub struct Desk {
    /// The corpus.
    pub corpus: MemoryCorpus,
    /// How far loading is.
    pub progress: Progress,
    /// What people decided.
    pub book: Book,
    /// Whether decisions get the day's date.
    pub dated: bool,
    /// Whether decisions are kept in a file.
    pub keeps: bool,
}

impl Desk {
    /// Reads a request.
    pub fn take(&mut self, request: Request) -> Work {
        let corpus = &mut self.corpus;
        Work::Reply(match request {
            Request::List { query, window, locate } => Reply::List(corpus.scope(&query).list(&window, locate)),
            Request::Open { article } => match corpus.open(article) {
                Some(article) => Reply::Article(article),
                None => return Work::Nothing,
            },
            Request::Locate { key } => Reply::Located(corpus.locate(key)),
            Request::Sidebar { article, query } => Reply::Sidebar(corpus.scope(&query).sidebar(article)),
            Request::Card { entity, query } => Reply::Card(corpus.scope(&query).card(entity)),
            Request::FindEntity { entity } => Reply::Entity(corpus.find_entity(&entity)),
            Request::Jump { entity, from, direction, query } => {
                Reply::Jumped(corpus.scope(&query).jump(entity, from, direction))
            }
            Request::Pick { picker, pattern, query, limit } => {
                return Work::Pick(PickJob { scope: corpus.scope(&query), picker, pattern, limit });
            }
            Request::Find { article, sought } => {
                let article = corpus.entry(article).map(|entry| entry.article.clone());
                return Work::Find(FindJob { article, sought });
            }
            Request::Outlets => Reply::Outlets(corpus.scope(&Query::default()).outlet_rows()),
            Request::Who { query, who, window, locate } => {
                return Work::Who(Box::new(WhoJob { scope: corpus.scope(&query), query: who, window, locate }));
            }
            Request::Kwic { entity, query, kwic, window, locate } => {
                let scope = corpus.scope(&query);
                return Work::Kwic(Box::new(KwicJob { scope, entity, query: kwic, window, locate }));
            }
            Request::Forms { entity, query } => Reply::Forms(corpus.scope(&query).forms(entity)),
            Request::SetOutlet { article, outlet } => {
                let key = corpus.entry(article).map(|entry| entry.article.key);
                let given = outlet.map(|name| crate::text::sanitize_line(&name)).filter(|name| !name.is_empty());
                return match key {
                    Some(key) if corpus.set_outlet(article, given.as_deref()) => Work::Outlet(key, given),
                    _ => Work::Nothing,
                };
            }
            Request::Repair(request) => return decide::serve(self, request),
            Request::Match { line } => {
                let scope = corpus.scope(&Query::default());
                return Work::Match(Box::new(MatchJob { scope, line }));
            }
            Request::Remember(memory) => {
                corpus.set_memory(memory.clone());
                return Work::Remember(memory);
            }
            Request::Stop => return Work::Stop,
        })
    }
}
