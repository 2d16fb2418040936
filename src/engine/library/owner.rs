//! The thread that has the library open for the reader: answers at once what can be, has the rest made elsewhere.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, never, select_biased};

use super::cards::{self, CardJob};
use super::desk::Desk;
use super::keeper::LibraryKeeper;
use super::maker::{Makers, Outcome};
use super::matched;
use super::mend::Mending;
use super::need::Need;
use super::pick::{LibraryPick, LibraryPicker};
use super::tables::{LibraryTables, TableJob};
use crate::engine::analyse::guarded;
use crate::engine::clerk::Clerk;
use crate::engine::event::{CorpusEvent, Reply};
use crate::engine::find::FindJob;
use crate::engine::helpers;
use crate::engine::memory::OutletTable;
use crate::engine::owner::{kind, newest};
use crate::engine::request::{Request, Ticket};
use crate::engine::worker::{Newest, failed};
use crate::model::{Decision, Problem, Stage};
use crate::store::library::{Library, LibraryError};
use crate::text::sanitize_line;

/// How often it is looked whether somebody else has written.
const LOOK: Duration = Duration::from_millis(500);

/// So long a search waits for the reader's marks to be written.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the picker's thread is asked for.
enum PickWork {
    /// To have the names ready.
    Warm,
    /// A search.
    Pick(Ticket, LibraryPick),
}

/// A search for a filter.
struct MatchJob {
    ticket: Ticket,
    line: Arc<str>,
    outlets: Arc<OutletTable>,
    /// Closed when the reader's marks are written, which it may ask for.
    marks: Option<Receiver<()>>,
}

/// The owner at work.
pub struct LibraryOwner {
    desk: Desk,
    path: PathBuf,
    requests: Receiver<(Ticket, Request)>,
    events: Sender<CorpusEvent>,
    picker: Newest<PickWork>,
    finder: Newest<(Ticket, FindJob)>,
    /// For who × outlet, for mentions in context, for forms.
    tables: [Newest<(Ticket, TableJob)>; 3],
    cards: Newest<CardJob<Ticket>>,
    matcher: Newest<MatchJob>,
    keeper: Option<LibraryKeeper>,
    mending: Mending,
    reloaded: Receiver<Vec<Decision>>,
    makers: Makers,
    /// What is being made.
    making: Vec<Need>,
    /// Requests that wait for it.
    waiting: Vec<(Need, Ticket, Request)>,
    looked: Instant,
    /// Whether the names for pickers were asked for.
    warm: bool,
}

impl LibraryOwner {
    /// Starts the threads that work for it.
    ///
    /// # Errors
    /// The operating system has no thread to give, or the library cannot be read.
    pub fn new(
        library: Library,
        decisions: Vec<Decision>,
        (keeper, clerk): (Option<LibraryKeeper>, Option<Clerk>),
        requests: Receiver<(Ticket, Request)>,
        events: Sender<CorpusEvent>,
        closing: &Arc<AtomicBool>,
    ) -> Result<Self, LibraryError> {
        let path = library.path().to_path_buf();
        let desk = Desk::new(library)?;
        let owner_of = |name: &'static str| tables(name, &path, &events, closing);
        let owner_tables = [owner_of("who"), owner_of("kwic"), owner_of("forms")];
        let cards = cards::worker(&path, &events, closing);
        let matcher = matcher(&path, &events, closing);
        let picker = picker(&path, &events, closing);
        let finder = helpers::finder(&events, closing);
        let mending = Mending::new(&path, decisions, clerk);
        let makers = Makers::new(&path);
        let owner = Self {
            desk,
            path,
            requests,
            events,
            picker,
            finder,
            tables: owner_tables,
            cards,
            matcher,
            keeper,
            reloaded: mending.reloaded(),
            mending,
            makers,
            making: Vec::new(),
            waiting: Vec::new(),
            looked: Instant::now(),
            warm: false,
        };
        Ok(owner)
    }

    /// Works until nobody can ask any more.
    pub fn run(mut self) {
        let progress = self.desk.progress();
        let _ = self.events.send(CorpusEvent::Changed(progress));
        let _ = self.events.send(CorpusEvent::Loaded(progress));
        self.mending.lay();
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
        let (results, laid) = (self.makers.made.clone(), self.mending.done());
        select_biased! {
            recv(self.requests) -> request => match request {
                Ok(request) => self.serve(request),
                Err(_) => return false,
            },
            recv(results) -> made => if let Ok(made) = made {
                self.receive(made);
            },
            recv(laid) -> done => if let Ok(done) = done {
                self.laid(done);
            },
            recv(self.reloaded) -> list => match list {
                Ok(list) => self.mending.reload(list),
                Err(_) => self.reloaded = never(),
            },
            default(LOOK) => {}
        }
        if self.looked.elapsed() >= LOOK {
            self.looked = Instant::now();
            match self.desk.refresh() {
                Ok(true) => {
                    self.remember();
                    self.changed();
                }
                Ok(false) => self.mending.look(),
                Err(error) => self.complain(&error),
            }
        }
        true
    }

    /// Answers all requests that wait; of one kind only the newest.
    fn serve(&mut self, first: (Ticket, Request)) {
        for (ticket, request) in newest(first, &self.requests) {
            if let Err(words) = guarded(|| self.take(ticket, request)) {
                let _ = self.events.send(failed("library", &words));
            }
        }
    }

    fn take(&mut self, ticket: Ticket, request: Request) {
        if let Some(need) = self.desk.needs(&request) {
            let own = kind(&request);
            self.waiting.retain(|(.., other)| own.is_none() || kind(other) != own);
            self.waiting.push((need.clone(), ticket, request));
            self.make(need);
            return;
        }
        if let Some(wish) = self.desk.wish(&request) {
            self.make(wish);
        }
        match request {
            Request::Pick { picker, pattern, query, limit } => {
                let outlets = self.desk.outlets.clone();
                let job = LibraryPick { picker, pattern, query, limit, outlets };
                // The newest job drops those before it: names need not be asked for beside it.
                self.warm = true;
                self.picker.send(PickWork::Pick(ticket, job));
            }
            Request::Find { article, sought } => {
                let article = self.desk.open(article).ok().flatten().map(|loaded| loaded.article);
                self.finder.send((ticket, FindJob { article, sought }));
            }
            Request::Match { line } => {
                let marks = self.keeper.as_ref().map(LibraryKeeper::settle);
                self.matcher.send(MatchJob { ticket, line, outlets: self.desk.outlets.clone(), marks });
            }
            request @ (Request::Who { .. } | Request::Kwic { .. } | Request::Forms { .. }) => {
                let [who, kwic, forms] = &mut self.tables;
                let worker = match &request {
                    Request::Who { .. } => who,
                    Request::Kwic { .. } => kwic,
                    _ => forms,
                };
                worker.send((ticket, TableJob { request, outlets: self.desk.outlets.clone() }));
            }
            Request::Remember(memory) => {
                if let Some(keeper) = &self.keeper {
                    keeper.remember(memory);
                }
            }
            Request::SetOutlet { article, outlet } => {
                if let Some(keeper) = &self.keeper {
                    let given = outlet.map(|name| crate::text::sanitize_line(&name)).filter(|name| !name.is_empty());
                    keeper.outlet(article.0, given);
                }
            }
            Request::Repair(request) => {
                let reply = self.mending.answer(&self.desk, request);
                let _ = self.events.send(CorpusEvent::Reply(ticket, Reply::Repair(reply)));
            }
            other => match self.desk.answer(&other) {
                Ok(Some(reply)) => {
                    if let (Reply::Card(Some(card)), Request::Card { query, .. }) = (&reply, &other)
                        && card.read.is_some()
                    {
                        self.cards.send(CardJob { ticket, card: card.clone(), query: query.clone() });
                    }
                    let _ = self.events.send(CorpusEvent::Reply(ticket, reply));
                }
                Ok(None) => {}
                Err(error) => self.complain(&error),
            },
        }
    }

    /// Decisions were laid over the library.
    fn laid(&mut self, done: Result<bool, String>) {
        self.mending.settle();
        match done.map(|_| self.desk.refresh()) {
            Ok(Ok(changed)) => {
                self.remember();
                if changed {
                    self.changed();
                }
            }
            Ok(Err(error)) => self.complain(&error),
            Err(reason) => {
                let source = sanitize_line(&self.path.to_string_lossy());
                let reason = format!("your corrections could not be applied to the library: {reason}");
                self.tell(Problem { source, stage: Stage::DecisionFile, reason, skipped: false });
            }
        }
    }

    /// Takes in what is remembered of the decisions that lie over the library.
    fn remember(&mut self) {
        match self.mending.read(&self.desk.library) {
            Ok(problems) => {
                self.desk.said = Arc::new(self.mending.said());
                if let Some(problems) = problems {
                    let _ = self.events.send(CorpusEvent::Problems(Stage::Decision, problems));
                }
            }
            Err(error) => self.complain(&error),
        }
    }

    fn tell(&mut self, problem: Problem) {
        self.desk.problems += 1;
        let _ = self.events.send(CorpusEvent::Problem(problem));
    }

    fn make(&mut self, need: Need) {
        if !self.making.contains(&need) {
            self.making.push(need.clone());
            self.makers.make(need);
        }
    }

    fn receive(&mut self, made: Outcome) {
        match made {
            Ok(made) => {
                let need = made.need();
                self.making.retain(|making| *making != need);
                self.desk.take(made);
                let (ready, waiting) =
                    std::mem::take(&mut self.waiting).into_iter().partition(|(wants, ..)| *wants == need);
                self.waiting = waiting;
                let ready: Vec<(Need, Ticket, Request)> = ready;
                for (_, ticket, request) in ready {
                    self.take(ticket, request);
                }
                if self.making.is_empty() && !std::mem::replace(&mut self.warm, true) {
                    self.picker.send(PickWork::Warm);
                }
                self.changed();
            }
            Err(words) => {
                self.making.clear();
                self.waiting.clear();
                let _ = self.events.send(failed("library", &words));
            }
        }
    }

    fn changed(&self) {
        let _ = self.events.send(CorpusEvent::Changed(self.desk.progress()));
    }

    fn complain(&self, error: &LibraryError) {
        let _ = self.events.send(CorpusEvent::WorkerFailed(error.to_string()));
    }
}

/// What searches for the pickers, with its own eyes on the library.
fn picker(path: &Path, events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> Newest<PickWork> {
    let (told, path) = (events.clone(), path.to_path_buf());
    Newest::new(
        "picker",
        events.clone(),
        closing.clone(),
        || None,
        move |picker: &mut Option<LibraryPicker>, work, outdated| {
            if picker.is_none() {
                *picker = Library::open(&path).and_then(Library::aside).map(LibraryPicker::new).ok();
            }
            let Some(picker) = picker else { return };
            let PickWork::Pick(ticket, job) = work else {
                // Who fails here fails again, and is told, when something is picked.
                drop(picker.warm());
                return;
            };
            let tell = |list| {
                let _ = told.send(CorpusEvent::Reply(ticket, Reply::Picked(list)));
            };
            match picker.pick(&job, &|| outdated.is(), &mut |part| tell(part)) {
                Ok(Some(list)) => tell(list),
                Ok(None) => {}
                Err(error) => {
                    let _ = told.send(CorpusEvent::WorkerFailed(error.to_string()));
                }
            }
        },
    )
}

/// What searches for a filter, with its own eyes on the library.
fn matcher(path: &Path, events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> Newest<MatchJob> {
    let (told, path) = (events.clone(), path.to_path_buf());
    Newest::new(
        "filter",
        events.clone(),
        closing.clone(),
        || None,
        move |library: &mut Option<Library>, MatchJob { ticket, line, outlets, marks }, _| {
            if let Some(marks) = marks {
                let _ = marks.recv_timeout(PATIENCE);
            }
            if library.is_none() {
                *library = Library::open(&path).and_then(Library::for_a_walk).ok();
            }
            let Some(library) = library else { return };
            let _ = told.send(CorpusEvent::Reply(ticket, Reply::Matched(matched(library, &outlets, &line))));
        },
    )
}

/// What makes one of the tables.
fn tables(
    name: &'static str,
    path: &Path,
    events: &Sender<CorpusEvent>,
    closing: &Arc<AtomicBool>,
) -> Newest<(Ticket, TableJob)> {
    let (told, path) = (events.clone(), path.to_path_buf());
    Newest::new(
        name,
        events.clone(),
        closing.clone(),
        || None,
        move |tables: &mut Option<LibraryTables>, (ticket, job): (Ticket, TableJob), outdated| {
            if tables.is_none() {
                *tables = Library::open(&path).and_then(Library::aside).map(LibraryTables::new).ok();
            }
            let tell = |reply| drop(told.send(CorpusEvent::Reply(ticket, reply)));
            match tables.as_mut().map(|tables| tables.answer(&job, &|| outdated.is(), &tell)) {
                Some(Ok(Some(reply))) => tell(reply),
                Some(Err(error)) => {
                    let _ = told.send(CorpusEvent::WorkerFailed(error.to_string()));
                }
                _ => {}
            }
        },
    )
}
