//! A library that is small enough to be held whole: answered from memory, with what people decided laid over it, so that its names
//! can be mended from the screen. Entities are those the library keeps.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, never, select_biased};

use super::keeper::LibraryKeeper;
use super::subset::{Loaded, as_found, subset};
use crate::engine::analyse::guarded;
use crate::engine::clerk::Clerk;
use crate::engine::decide::{Book, DecisionsAt, Unapplied};
use crate::engine::desk::{Desk, Work};
use crate::engine::event::{CorpusEvent, Progress};
use crate::engine::find::FindJob;
use crate::engine::helpers;
use crate::engine::memory::pick::PickJob;
use crate::engine::memory::{MemoryCorpus, ResolveJob, Revision};
use crate::engine::owner::newest;
use crate::engine::request::{Request, Ticket};
use crate::engine::tables::Tables;
use crate::engine::worker::{Newest, failed};
use crate::model::decision::FILE_NAME;
use crate::model::{ContentKey, Decision, Published};
use crate::store::library::{Library, LibraryError};

/// Libraries of more articles are not held whole.
pub const MOST: u64 = 2_000;
/// How often it is looked whether somebody else has written.
const LOOK: Duration = Duration::from_millis(500);

/// Where the decisions on a library are kept: beside it.
#[must_use]
pub fn home(library: &Path, at: &DecisionsAt) -> Vec<std::path::PathBuf> {
    match at {
        DecisionsAt::Beside | DecisionsAt::ReadOnly => vec![library.with_file_name(FILE_NAME)],
        DecisionsAt::File(path) => vec![path.clone()],
        DecisionsAt::Nowhere => Vec::new(),
    }
}

/// All articles of a library in memory, in the order in which they were added.
///
/// # Errors
/// It cannot be read.
pub fn whole(library: &Library, decisions: Vec<Decision>) -> Result<(MemoryCorpus, Loaded), LibraryError> {
    let mut ids: Vec<u32> = rows(library)?.into_iter().map(|(id, ..)| id).collect();
    ids.sort_unstable();
    let mut corpus = MemoryCorpus::with_table(super::outlets(library)?);
    corpus.set_decisions(decisions);
    corpus.set_memory(Arc::new(library.memory()?));
    let found = as_found(library)?;
    let loaded = subset(found.as_ref().unwrap_or(library), &ids, true, &mut corpus)?;
    Ok((corpus, loaded))
}

/// What tells one state of a library's articles from another.
type Rows = Vec<(u32, ContentKey, u32, Option<Published>)>;

fn rows(library: &Library) -> Result<Rows, LibraryError> {
    let mut out = Rows::new();
    library.each((None, None), &[], |row| {
        out.push((row.id, row.key, row.outlet, row.date));
        Ok::<bool, LibraryError>(true)
    })?;
    Ok(out)
}

/// The owner of a library held whole.
pub struct WholeOwner {
    library: Library,
    desk: Desk,
    loaded: Loaded,
    rows: Rows,
    version: i64,
    looked: Instant,
    requests: Receiver<(Ticket, Request)>,
    events: Sender<CorpusEvent>,
    resolver: Newest<ResolveJob>,
    revisions: Receiver<Option<Revision>>,
    /// Whether decisions are being laid over the names, and whether there are newer ones by now.
    laying: (bool, bool),
    picker: Newest<(Ticket, PickJob)>,
    finder: Newest<(Ticket, FindJob)>,
    tables: Tables,
    keeper: Option<LibraryKeeper>,
    clerk: Option<Clerk>,
    unapplied: Unapplied,
    reloaded: Receiver<Vec<Decision>>,
}

impl WholeOwner {
    /// Starts the threads that work for it.
    #[must_use]
    pub fn new(
        library: Library,
        decisions: Vec<Decision>,
        (keeper, clerk): (Option<LibraryKeeper>, Option<Clerk>),
        requests: Receiver<(Ticket, Request)>,
        events: Sender<CorpusEvent>,
        closing: &Arc<AtomicBool>,
    ) -> Self {
        let (resolver, revisions) = helpers::resolver(&events, closing);
        let (picker, finder) = (helpers::picker(&events, closing), helpers::finder(&events, closing));
        let keeps = clerk.as_ref().is_some_and(Clerk::writes);
        Self {
            library,
            desk: Desk { book: Book::new(decisions), dated: true, keeps, ..Desk::default() },
            loaded: Loaded::default(),
            rows: Rows::new(),
            version: -1,
            looked: Instant::now(),
            requests,
            resolver,
            revisions,
            laying: (false, false),
            picker,
            finder,
            tables: Tables::new(&events, closing),
            events,
            keeper,
            reloaded: clerk.as_ref().map_or_else(never, |clerk| clerk.changed.clone()),
            clerk,
            unapplied: Unapplied::default(),
        }
    }

    /// Works until nobody can ask any more.
    pub fn run(mut self) {
        self.look();
        self.tell_unapplied();
        let _ = self.events.send(CorpusEvent::Loaded(self.desk.progress));
        loop {
            match guarded(|| self.step()) {
                Ok(true) => {}
                Ok(false) => return,
                Err(words) => {
                    let _ = self.events.send(failed("library", &words));
                }
            }
        }
    }

    fn step(&mut self) -> bool {
        select_biased! {
            recv(self.requests) -> request => match request {
                Ok(request) => self.serve(request),
                Err(_) => return false,
            },
            recv(self.revisions) -> revision => match revision {
                Ok(revision) => self.adopt(revision),
                Err(_) => self.revisions = never(),
            },
            recv(self.reloaded) -> list => match list {
                Ok(list) => {
                    self.desk.corpus.set_decisions(list.clone());
                    self.desk.book.reload(list);
                    self.lay();
                }
                Err(_) => self.reloaded = never(),
            },
            default(LOOK) => {}
        }
        if self.looked.elapsed() >= LOOK && !self.laying.0 {
            self.look();
        }
        true
    }

    /// Loads the library, if its articles are not as they were.
    fn look(&mut self) {
        self.looked = Instant::now();
        if let Err(error) = self.load() {
            let _ = self.events.send(CorpusEvent::WorkerFailed(error.to_string()));
        }
    }

    fn load(&mut self) -> Result<(), LibraryError> {
        let version = self.library.version()?;
        if version == self.version {
            return Ok(());
        }
        let rows = rows(&self.library)?;
        self.version = version;
        if rows == self.rows && !self.desk.corpus.is_empty() {
            return Ok(());
        }
        let (mut corpus, loaded) = whole(&self.library, self.desk.book.list().to_vec())?;
        corpus.follow(&self.desk.corpus);
        (self.desk.corpus, self.loaded, self.rows) = (corpus, loaded, rows);
        self.changed();
        Ok(())
    }

    fn changed(&mut self) {
        let articles = self.desk.corpus.len() as u32;
        let problems = self.desk.progress.problems;
        let revision = self.desk.corpus.revision().number;
        self.desk.progress =
            Progress { revision, articles, analysed: articles, found: articles, problems, ..Progress::default() };
        let _ = self.events.send(CorpusEvent::Changed(self.desk.progress));
    }

    /// Lays the decisions over the names, elsewhere.
    fn lay(&mut self) {
        if self.laying.0 {
            self.laying.1 = true;
            return;
        }
        self.laying = (true, false);
        self.resolver.send(self.desk.corpus.to_resolve());
    }

    /// Says which decisions do not apply, if that is news.
    fn tell_unapplied(&mut self) {
        let places = self.clerk.as_ref().map(Clerk::places).unwrap_or_default();
        if let Some(news) = self.unapplied.news(self.desk.corpus.revision().decided(), &places) {
            let _ = self.events.send(news);
        }
    }

    fn adopt(&mut self, revision: Option<Revision>) {
        let (_, again) = std::mem::take(&mut self.laying);
        if let Some(revision) = revision {
            drop(self.desk.corpus.adopt(revision));
            self.changed();
            self.tell_unapplied();
        }
        if again {
            self.lay();
        }
    }

    /// Answers all requests that wait; of one kind only the newest.
    fn serve(&mut self, first: (Ticket, Request)) {
        for (ticket, request) in newest(first, &self.requests) {
            if let Err(words) = guarded(|| self.answer(ticket, request)) {
                let _ = self.events.send(failed("library", &words));
            }
        }
    }

    fn answer(&mut self, ticket: Ticket, request: Request) {
        // The library itself keeps it; what was changed there is loaded anew.
        if let Request::SetOutlet { article, outlet } = request {
            if let Some(keeper) = &self.keeper {
                let given = outlet.map(|name| crate::text::sanitize_line(&name)).filter(|name| !name.is_empty());
                keeper.outlet(self.loaded.abroad(article).0, given);
            }
            return;
        }
        match self.desk.take(request) {
            Work::Reply(reply) => {
                let _ = self.events.send(CorpusEvent::Reply(ticket, reply));
            }
            Work::Pick(job) => self.picker.send((ticket, job)),
            Work::Find(job) => self.finder.send((ticket, job)),
            Work::Who(job) => self.tables.who(ticket, *job),
            Work::Kwic(job) => self.tables.kwic(ticket, *job),
            Work::Match(job) => self.tables.matching(ticket, *job),
            Work::Decided(reply, edit) => {
                let _ = self.events.send(CorpusEvent::Reply(ticket, reply));
                if let Some(clerk) = &self.clerk {
                    clerk.keep(*edit);
                }
                self.lay();
            }
            Work::Remember(memory) => {
                if let Some(keeper) = &self.keeper {
                    keeper.remember(memory);
                }
            }
            Work::Outlet(..) | Work::Stop | Work::Nothing => {}
        }
    }
}
