//! The handle by which the reader holds the corpus: requests go in, events come out, nothing waits.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::clerk::{Clerk, Files};
use super::decide::{Book, DecisionsAt, homes};
use super::desk::Desk;
use super::event::{CorpusEvent, Progress};
use super::keeper::FileKeeper;
use super::library::{LibraryKeeper, LibraryOwner, WholeOwner, whole};
use super::loader::Walk;
use super::memory::MemoryCorpus;
use super::owner::Owner;
use super::request::{Request, Ticket};
use crate::model::{ContentKey, Decision, ReaderMemory};
use crate::store::library::{Library, LibraryError};
use crate::store::reader_state::{StateFile, default_path};
use crate::text::sanitize_line;

/// How long closing waits for threads that are in the middle of an input; then they are left to the end of the process.
const PATIENCE: Duration = Duration::from_millis(50);

/// Where the reader's memory is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum StateAt {
    /// In the platform's folder, or where `DATELINE_STATE` says.
    #[default]
    Default,
    /// In this file.
    File(PathBuf),
    /// Nowhere: no file is touched.
    Nowhere,
}

/// How a corpus is opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Where the reader's memory is kept.
    pub state: StateAt,
    /// Where decisions are kept.
    pub decisions: DecisionsAt,
    /// How long the search for names waits for [`Corpus::shown`]: the first screen wants the cores for itself.
    pub patience: Duration,
}

/// An open corpus at work.
#[derive(Debug)]
pub struct Corpus {
    requests: Option<Sender<(Ticket, Request)>>,
    events: Receiver<CorpusEvent>,
    memory: Arc<ReaderMemory>,
    tickets: AtomicU64,
    closing: Arc<AtomicBool>,
    walk: Arc<Walk>,
    /// Ends soon after the last request.
    owner: Option<JoinHandle<()>>,
    /// May be in the middle of an input.
    others: Vec<JoinHandle<()>>,
}

impl Corpus {
    /// Opens files and folders; without paths, the bundled corpus. Returns at once, but for reading the memory's file.
    ///
    /// # Errors
    /// The operating system has no thread to give.
    pub fn open(paths: &[PathBuf], options: &Options) -> std::io::Result<Self> {
        let (requests, queue) = unbounded();
        let (told, events) = unbounded();
        let (closing, walk) =
            (Arc::new(AtomicBool::new(false)), Arc::new(Walk { patience: options.patience, ..Walk::default() }));
        let state = match &options.state {
            StateAt::Default => default_path(),
            StateAt::File(path) => Some(path.clone()),
            StateAt::Nowhere => None,
        };
        let files = homes(paths, &options.decisions, state.as_deref());
        let (clerk, decisions) = decisions(&files, options, &told)?;
        let (keeper, memory) = match state {
            Some(path) => {
                let (file, memory, problem) = StateFile::open(&path);
                if let Some(problem) = problem {
                    let _ = told.send(CorpusEvent::Problem(problem));
                }
                let memory = Arc::new(memory);
                (Some(FileKeeper::spawn(file, memory.clone(), told.clone())?), memory)
            }
            None => (None, Arc::default()),
        };
        let given = memory.articles.iter().filter_map(|(key, kept)| Some((*key, sanitize_line(kept.outlet.as_ref()?))));
        let mut corpus = MemoryCorpus::with_outlets(given.collect());
        corpus.set_decisions(decisions.clone());
        corpus.set_memory(memory.clone());
        let progress = Progress { walking: true, busy: true, ..Progress::default() };
        let desk = Desk {
            corpus,
            progress,
            book: Book::new(decisions),
            dated: true,
            keeps: clerk.as_ref().is_some_and(Clerk::writes),
        };
        let (owner, others) = Owner::new(paths.to_vec(), desk, (keeper, clerk), queue, told, &closing, walk.clone())?;
        let owner = thread::Builder::new().name("dateline-corpus".to_owned()).spawn(move || owner.run())?;
        let tickets = AtomicU64::new(1);
        let requests = Some(requests);
        Ok(Self { requests, events, memory, tickets, closing, walk, owner: Some(owner), others })
    }

    /// Opens a library, to be asked the same. Returns at once.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn open_library(library: Library, options: &Options) -> Result<Self, LibraryError> {
        let io = |source| LibraryError::Io { what: "no thread could be started", source };
        let (requests, queue) = unbounded();
        let (told, events) = unbounded();
        let (closing, walk) = (Arc::new(AtomicBool::new(false)), Arc::new(Walk::default()));
        let (mut keeper, mut memory) = (None, Arc::default());
        if options.state != StateAt::Nowhere {
            memory = Arc::new(library.memory()?);
            let path = library.path().to_path_buf();
            keeper = Some(LibraryKeeper::spawn(path, Arc::clone(&memory), told.clone()).map_err(io)?);
        }
        let others = Vec::new();
        let thread = thread::Builder::new().name("dateline-library".to_owned());
        let files = whole::home(library.path(), &options.decisions);
        let (clerk, list) = decisions(&files, options, &told).map_err(io)?;
        let owner = if library.articles()? <= whole::MOST {
            let owner = WholeOwner::new(library, list, (keeper, clerk), queue, told, &closing);
            thread.spawn(move || owner.run()).map_err(io)?
        } else {
            let owner = LibraryOwner::new(library, list, (keeper, clerk), queue, told, &closing)?;
            thread.spawn(move || owner.run()).map_err(io)?
        };
        let tickets = AtomicU64::new(1);
        Ok(Self { requests: Some(requests), events, memory, tickets, closing, walk, owner: Some(owner), others })
    }

    /// Asks something. The answer comes among the events, under the ticket.
    pub fn send(&self, request: Request) -> Ticket {
        let ticket = Ticket(self.tickets.fetch_add(1, Ordering::Relaxed));
        self.send_as(ticket, request);
        ticket
    }

    /// Asks something under a ticket of the caller's. Tickets of one kind of request must rise; a caller uses either this
    /// or [`Self::send`].
    pub fn send_as(&self, ticket: Ticket, request: Request) {
        if let Some(requests) = &self.requests {
            let _ = requests.send((ticket, request));
        }
    }

    /// The first screen stands: names may be looked for.
    pub fn shown(&self) {
        self.walk.names.open();
    }

    /// What happens.
    #[must_use]
    pub const fn events(&self) -> &Receiver<CorpusEvent> {
        &self.events
    }

    /// What was remembered when the corpus was opened.
    #[must_use]
    pub const fn memory(&self) -> &Arc<ReaderMemory> {
        &self.memory
    }
}

impl Drop for Corpus {
    /// Stops all threads. The memory is written; whoever is in the middle of a large input is not waited for.
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        self.walk.stop.store(true, Ordering::Relaxed);
        self.walk.names.open();
        self.requests = None;
        if let Some(owner) = self.owner.take() {
            let _ = owner.join();
        }
        let until = Instant::now() + PATIENCE;
        while self.others.iter().any(|thread| !thread.is_finished()) && Instant::now() < until {
            thread::sleep(Duration::from_millis(1));
        }
        for thread in self.others.drain(..).filter(JoinHandle::is_finished) {
            let _ = thread.join();
        }
    }
}

/// Reads the decisions, and starts who keeps them.
fn decisions(
    files: &[PathBuf],
    options: &Options,
    told: &Sender<CorpusEvent>,
) -> std::io::Result<(Option<Clerk>, Vec<Decision>)> {
    let (files, list, problems) = Files::open(files);
    for problem in problems {
        let _ = told.send(CorpusEvent::Problem(problem));
    }
    let keeps = match options.decisions {
        DecisionsAt::File(_) => true,
        DecisionsAt::Beside => options.state != StateAt::Nowhere,
        DecisionsAt::ReadOnly => false,
        DecisionsAt::Nowhere => return Ok((None, list)),
    };
    Ok((Some(Clerk::spawn(files, keeps, told.clone())?), list))
}

/// The name of a set of paths in [`ReaderMemory::sessions`]: a hash of where they really lie, in any order.
#[must_use]
pub fn session(paths: &[PathBuf]) -> String {
    let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    let mut paths: Vec<PathBuf> = paths.iter().map(real).collect();
    paths.sort();
    paths.dedup();
    let bytes: Vec<u8> = paths.iter().map(PathBuf::as_path).flat_map(bytes).collect();
    ContentKey::of(&bytes).short()
}

/// The bytes of a path and a separator that is in no path.
fn bytes(path: &Path) -> impl Iterator<Item = u8> {
    path.as_os_str().as_encoded_bytes().iter().copied().chain(std::iter::once(0))
}

#[cfg(test)]
mod tests;
