//! The thread that owns the corpus: takes in what the loader brings, answers requests, and hands long work to others.

use std::mem::Discriminant;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, never, select_biased};

use super::analyse::guarded;
use super::clerk::Clerk;
use super::decide::Unapplied;
use super::desk::{Desk, Work};
use super::event::CorpusEvent;
use super::find::FindJob;
use super::keeper::FileKeeper;
use super::loader::{Intake, Walk};
use super::memory::pick::PickJob;
use super::memory::{ResolveJob, Revision};
use super::pace::Pace;
use super::request::{Request, Ticket};
use super::tables::Tables;
use super::worker::{Newest, failed};
use super::{helpers, loader};
use crate::model::Decision;

/// Between two `Changed`.
const BEAT: Duration = Duration::from_millis(100);
/// Before the first one.
const FIRST: Duration = Duration::from_millis(12);
/// When nothing is going on, only what comes wakes the thread.
const IDLE: Duration = Duration::from_secs(3600);

/// What the owner works with.
#[allow(clippy::struct_excessive_bools)] // each says something of its own about the work
pub struct Owner {
    desk: Desk,
    requests: Receiver<(Ticket, Request)>,
    intake: Receiver<Intake>,
    resolver: Newest<ResolveJob>,
    revisions: Receiver<Option<Revision>>,
    picker: Newest<(Ticket, PickJob)>,
    finder: Newest<(Ticket, FindJob)>,
    tables: Tables,
    keeper: Option<FileKeeper>,
    clerk: Option<Clerk>,
    unapplied: Unapplied,
    /// Decisions that others have changed.
    reloaded: Receiver<Vec<Decision>>,
    events: Sender<CorpusEvent>,
    walk: Arc<Walk>,
    pace: Pace,
    loading: bool,
    loaded: bool,
    /// When the last `Changed` was told, and whether something has changed since.
    told: Option<Instant>,
    /// When the work began, and how many inputs were read since.
    begun: Instant,
    inputs_read: u32,
    /// Whether names have come.
    named: bool,
    changed: bool,
}

impl Owner {
    /// Starts the threads that load.
    ///
    /// # Errors
    /// The operating system has no thread to give.
    pub fn new(
        paths: Vec<PathBuf>,
        desk: Desk,
        (keeper, clerk): (Option<FileKeeper>, Option<Clerk>),
        requests: Receiver<(Ticket, Request)>,
        events: Sender<CorpusEvent>,
        closing: &Arc<AtomicBool>,
        walk: Arc<Walk>,
    ) -> std::io::Result<(Self, Vec<JoinHandle<()>>)> {
        let (intake, threads) = loader::spawn(paths, &walk, &events)?;
        let (resolver, revisions) = helpers::resolver(&events, closing);
        let (picker, finder) = (helpers::picker(&events, closing), helpers::finder(&events, closing));
        let tables = Tables::new(&events, closing);
        let owner = Self {
            desk,
            requests,
            intake,
            resolver,
            revisions,
            picker,
            finder,
            tables,
            keeper,
            reloaded: clerk.as_ref().map_or_else(never, |clerk| clerk.changed.clone()),
            clerk,
            unapplied: Unapplied::default(),
            events,
            walk,
            pace: Pace::default(),
            loading: true,
            loaded: false,
            told: None,
            begun: Instant::now(),
            inputs_read: 0,
            named: false,
            changed: false,
        };
        Ok((owner, threads))
    }

    /// Works until nobody can ask any more.
    pub fn run(mut self) {
        loop {
            match guarded(|| self.step()) {
                Ok(true) => {}
                Ok(false) => return,
                Err(words) => {
                    let _ = self.events.send(failed("corpus", &words));
                }
            }
        }
    }

    /// One thing that comes, requests before what is loaded; `false` at the end.
    fn step(&mut self) -> bool {
        let wait = match (self.told, self.changed || self.desk.progress.busy) {
            (None, _) => FIRST,
            (_, true) => BEAT,
            (_, false) => IDLE,
        };
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
                Ok(list) => self.reload(list),
                Err(_) => self.reloaded = never(),
            },
            recv(self.intake) -> intake => if let Ok(intake) = intake {
                self.take_in(intake);
            } else {
                self.loading = false;
                self.intake = never();
            },
            default(wait) => {}
        }
        self.resolve();
        self.tell();
        true
    }

    /// Others have changed what was decided.
    fn reload(&mut self, list: Vec<Decision>) {
        self.desk.corpus.set_decisions(list.clone());
        self.desk.book.reload(list);
        self.changed = true;
        self.pace.hurry();
    }

    /// Answers all requests that wait; of one kind only the newest.
    fn serve(&mut self, first: (Ticket, Request)) {
        for (ticket, request) in newest(first, &self.requests) {
            if let Err(words) = guarded(|| self.answer(ticket, request)) {
                let _ = self.events.send(failed("corpus", &words));
            }
        }
    }

    fn answer(&mut self, ticket: Ticket, request: Request) {
        tracing::trace!(?ticket, ?request, "asked");
        match self.desk.take(request) {
            Work::Reply(reply) => {
                let _ = self.events.send(CorpusEvent::Reply(ticket, reply));
            }
            Work::Pick(job) => self.picker.send((ticket, job)),
            Work::Find(job) => self.finder.send((ticket, job)),
            Work::Who(job) => self.tables.who(ticket, *job),
            Work::Kwic(job) => self.tables.kwic(ticket, *job),
            Work::Outlet(key, outlet) => {
                if let Some(keeper) = &self.keeper {
                    keeper.outlet(key, outlet);
                }
                self.changed = true;
                self.pace.spoil();
            }
            Work::Decided(reply, edit) => {
                let _ = self.events.send(CorpusEvent::Reply(ticket, reply));
                if let Some(clerk) = &self.clerk {
                    clerk.keep(*edit);
                }
                self.changed = true;
                self.pace.hurry();
            }
            Work::Match(job) => self.tables.matching(ticket, *job),
            Work::Remember(memory) => {
                if let Some(keeper) = &self.keeper {
                    keeper.remember(memory);
                }
            }
            Work::Stop => {
                self.walk.stop.store(true, Ordering::Relaxed);
                self.desk.progress.stopped |= self.loading;
            }
            Work::Nothing => {}
        }
    }

    fn take_in(&mut self, intake: Intake) {
        match intake {
            Intake::Read(analysed) => {
                self.inputs_read += 1;
                self.named |= analysed.entries.iter().any(|entry| !entry.names.is_empty());
                let taken = analysed.entries.into_iter().map(|entry| self.desk.corpus.add_entry(entry));
                let problems: Vec<_> = taken.filter_map(Result::err).collect();
                for problem in analysed.problems.into_iter().chain(problems) {
                    self.desk.progress.problems += 1;
                    let _ = self.events.send(CorpusEvent::Problem(problem));
                }
            }
            Intake::Problem(problem) => {
                self.desk.progress.problems += 1;
                let _ = self.events.send(CorpusEvent::Problem(problem));
            }
            Intake::Names(key, named) => {
                self.named = true;
                self.desk.corpus.set_names(key, named.analysis);
                self.pace.spoil();
                if let Some(problem) = named.problem {
                    self.desk.progress.problems += 1;
                    let _ = self.events.send(CorpusEvent::Problem(problem));
                }
            }
            Intake::PassedOver(files) => self.desk.progress.passed_over += files,
        }
        self.changed = true;
    }

    /// Hands the articles to the resolver, if it is time.
    fn resolve(&mut self) {
        // Articles that wait for their names have nothing to resolve, and the cores are wanted for the first screen.
        if self.loading && !self.named {
            return;
        }
        let now = Instant::now();
        if self.pace.is_due(self.desk.corpus.len(), !self.loading, now) {
            let job = self.desk.corpus.to_resolve();
            self.pace.begin(job.articles(), now);
            self.resolver.send(job);
        }
    }

    fn adopt(&mut self, revision: Option<Revision>) {
        self.pace.end(Instant::now());
        if let Some(revision) = revision {
            tracing::debug!(revision = revision.number, articles = revision.covered(), "resolved");
            let old = self.desk.corpus.adopt(revision);
            rayon::spawn(move || drop(old));
            self.changed = true;
            if self.loaded {
                self.tell_unapplied();
            }
        }
    }

    /// Says which decisions do not apply, if that is news.
    fn tell_unapplied(&mut self) {
        let places = self.clerk.as_ref().map(Clerk::places).unwrap_or_default();
        if let Some(news) = self.unapplied.news(self.desk.corpus.revision().decided(), &places) {
            let _ = self.events.send(news);
        }
    }

    /// Whether every input that was found has been read, with its names or without.
    fn all_read(&self) -> bool {
        let walk = &self.walk;
        walk.done.load(Ordering::Relaxed) && self.inputs_read >= walk.found.load(Ordering::Relaxed)
    }

    /// Tells of changes, and once of the end of loading.
    fn tell(&mut self) {
        let complete = !self.loading && self.pace.is_done(self.desk.corpus.len());
        let end = complete && !self.loaded;
        // What comes in the first moment is told together, so that the first screen is the same every time.
        let due = match self.told {
            Some(told) => told.elapsed() >= BEAT,
            None => self.begun.elapsed() >= FIRST || self.all_read(),
        };
        if !(end || complete && self.changed || due && self.changed) {
            return;
        }
        let progress = &mut self.desk.progress;
        progress.revision = self.desk.corpus.revision().number;
        progress.articles = self.desk.corpus.len() as u32;
        progress.analysed = self.desk.corpus.revision().covered() as u32;
        progress.found = self.walk.found.load(Ordering::Relaxed);
        progress.walking = !self.walk.done.load(Ordering::Relaxed);
        progress.busy = !complete;
        let _ = self.events.send(CorpusEvent::Changed(*progress));
        if end {
            self.loaded = true;
            let took = self.begun.elapsed();
            tracing::info!(articles = progress.articles, problems = progress.problems, ?took, "loaded");
            let progress = *progress;
            self.tell_unapplied();
            let _ = self.events.send(CorpusEvent::Loaded(progress));
        }
        self.told = Some(Instant::now());
        self.changed = false;
    }
}

/// What waits from `first` on, in its order; of one kind only the newest.
pub(super) fn newest(first: (Ticket, Request), requests: &Receiver<(Ticket, Request)>) -> Vec<(Ticket, Request)> {
    let mut waiting: Vec<(Ticket, Request)> = std::iter::once(first).chain(requests.try_iter()).collect();
    let kinds: Vec<_> = waiting.iter().map(|(_, request)| kind(request)).collect();
    let mut number = 0;
    waiting.retain(|_| {
        number += 1;
        kinds[number - 1].is_none() || !kinds[number..].contains(&kinds[number - 1])
    });
    waiting
}

/// Requests that say the same are superseded by a newer one; `None`: each counts.
pub(super) fn kind(request: &Request) -> Option<(Discriminant<Request>, u8)> {
    let part = match request {
        Request::Open { .. }
        | Request::Locate { .. }
        | Request::FindEntity { .. }
        | Request::SetOutlet { .. }
        | Request::Repair(_)
        | Request::Stop => return None,
        Request::Sidebar { article, .. } => u8::from(article.is_some()),
        _ => 0,
    };
    Some((std::mem::discriminant(request), part))
}
