//! The corpus without threads: loads everything, then answers at once. For tests, commands and drawing without a
//! terminal; the answers are those of the threaded corpus.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::path::PathBuf;

use rayon::prelude::*;

use super::analyse::{Analysed, analyse};
use super::decide::{Book, unapplied};
use super::desk::{Desk, Work};
use super::event::{CorpusEvent, Progress, Reply};
use super::find::{FindJob, Finder};
use super::library::{CardJob, Cards, Desk as LibraryDesk, LibraryPick, LibraryPicker, LibraryTables, TableJob};
use super::memory::MemoryCorpus;
use super::memory::kwic::Concordance;
use super::memory::matching::Matching;
use super::memory::pick::Picker;
use super::memory::who::WhoTable;
use super::request::{Request, Ticket};
use crate::ingest;
use crate::model::{Decision, Problem};
use crate::store::library::{Library, LibraryError};
use ingest::Found;

/// Cards of names in more articles stay as they are at first: reading these takes the better part of a minute for 100,000.
const WAITED_FOR: u32 = 5_000;

/// A library that answers on the spot.
#[derive(Debug)]
pub struct InlineLibrary {
    desk: LibraryDesk,
    picker: LibraryPicker,
    tables: LibraryTables,
    cards: Cards<()>,
    finder: Finder,
}

impl InlineLibrary {
    /// Of a library, and a second look at the same.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open(path: &std::path::Path) -> Result<Self, LibraryError> {
        let desk = LibraryDesk::new(Library::open(path)?)?;
        let (picker, tables, cards) = (Library::open(path)?, Library::open(path)?, Library::open(path)?);
        Ok(Self {
            desk,
            picker: LibraryPicker::new(picker),
            tables: LibraryTables::new(tables),
            cards: Cards::new(cards),
            finder: Finder::default(),
        })
    }

    /// How far it is: at the end.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.desk.progress()
    }

    /// Answers a request with everything that comes of it, in order.
    pub fn answer(&mut self, ticket: Ticket, request: Request) -> Vec<CorpusEvent> {
        match self.try_answer(request) {
            Ok(reply) => reply.map(|reply| CorpusEvent::Reply(ticket, reply)).into_iter().collect(),
            Err(error) => vec![CorpusEvent::WorkerFailed(error.to_string())],
        }
    }

    fn try_answer(&mut self, request: Request) -> Result<Option<Reply>, LibraryError> {
        while let Some(need) = self.desk.needs(&request).or_else(|| self.desk.wish(&request)) {
            let made = need.make(&self.desk.library)?;
            self.desk.take(made);
        }
        Ok(match request {
            Request::Pick { picker, pattern, query, limit } => {
                let job = LibraryPick { picker, pattern, query, limit, outlets: self.desk.outlets.clone() };
                self.picker.pick(&job, &|| false, &mut |_| {})?.map(Reply::Picked)
            }
            Request::Find { article, sought } => {
                let article = self.desk.open(article)?.map(|loaded| loaded.article);
                Some(Reply::Found(self.finder.find(&FindJob { article, sought })))
            }
            request @ (Request::Who { .. } | Request::Kwic { .. } | Request::Forms { .. }) => {
                self.tables.answer(&TableJob { request, outlets: self.desk.outlets.clone() }, &|| false, &|_| {})?
            }
            Request::Card { entity, query } => {
                let Some(Reply::Card(Some(card))) =
                    self.desk.answer(&Request::Card { entity, query: query.clone() })?
                else {
                    return Ok(Some(Reply::Card(None)));
                };
                if card.articles > WAITED_FOR || card.read.is_none() {
                    return Ok(Some(Reply::Card(Some(card))));
                }
                let whole = RefCell::new(None);
                let job = CardJob { ticket: (), card, query };
                self.cards.make(job, &mut || true, &|(), card| drop(whole.replace(Some(card))))?;
                Some(Reply::Card(whole.into_inner()))
            }
            other => self.desk.answer(&other)?,
        })
    }
}

/// A corpus that answers on the spot.
#[derive(Debug, Default)]
pub struct Inline {
    desk: Desk,
    picker: Picker,
    finder: Finder,
    who: WhoTable,
    kwic: Concordance,
    matching: Matching,
    problems: Vec<Problem>,
}

impl Inline {
    /// Loads everything under some paths; without a path, the bundled corpus. What is wrong is in [`Self::problems`].
    #[must_use]
    pub fn open(paths: &[PathBuf]) -> Self {
        let mut out = Self::default();
        let mut sources = Vec::new();
        if paths.is_empty() {
            sources = ingest::bundled();
        }
        ingest::walk(paths, &mut |found| {
            match found {
                Found::Input(source) => sources.push(source),
                Found::Problem(problem) => out.problems.push(problem),
                Found::Skipped(skipped) => out.desk.progress.passed_over += skipped.hidden + skipped.not_text,
            }
            ControlFlow::Continue(())
        });
        out.desk.progress.found = sources.len() as u32;
        // Read in parallel, taken in the order in which they were found.
        let read: Vec<Analysed> = sources.par_iter().map(analyse).collect();
        for analysed in read {
            out.problems.extend(analysed.problems);
            for entry in analysed.entries {
                if let Err(problem) = out.desk.corpus.add_entry(entry) {
                    out.problems.push(problem);
                }
            }
        }
        out.resolve();
        out
    }

    /// Made of a corpus that is there already.
    #[must_use]
    pub fn of(corpus: MemoryCorpus) -> Self {
        let mut out = Self { desk: Desk { corpus, ..Desk::default() }, ..Self::default() };
        out.resolve();
        out
    }

    /// With decisions laid over what is there. Those made from now on are not kept.
    #[must_use]
    pub fn with_decisions(self, decisions: Vec<Decision>) -> Self {
        self.with_decisions_at(decisions, &[])
    }

    /// The same, with where each stands in its file.
    #[must_use]
    pub fn with_decisions_at(mut self, decisions: Vec<Decision>, places: &[String]) -> Self {
        self.desk.corpus.set_decisions(decisions.clone());
        self.desk.book = Book::new(decisions);
        self.resolve();
        self.problems.extend(unapplied(self.desk.corpus.revision().decided(), places));
        self.desk.progress.problems = self.problems.len() as u32;
        self
    }

    /// What people decided, in the order in which it holds.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        self.desk.book.list()
    }

    /// What went wrong with inputs.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How far it is: at the end.
    #[must_use]
    pub const fn progress(&self) -> Progress {
        self.desk.progress
    }

    /// The corpus itself, for what no request asks.
    pub const fn corpus(&mut self) -> &mut MemoryCorpus {
        &mut self.desk.corpus
    }

    /// Answers a request with everything that comes of it, in order.
    pub fn answer(&mut self, ticket: Ticket, request: Request) -> Vec<CorpusEvent> {
        let reply = match self.desk.take(request) {
            Work::Reply(reply) => Some(reply),
            Work::Pick(job) => self.picker.pick(&job, &|| false, &mut |_| {}).map(Reply::Picked),
            Work::Find(job) => Some(Reply::Found(self.finder.find(&job))),
            Work::Who(job) => Some(Reply::Who(self.who.answer(&job))),
            Work::Kwic(job) => Some(Reply::Kwic(self.kwic.answer(&job))),
            Work::Outlet(..) => {
                self.resolve();
                return vec![CorpusEvent::Changed(self.desk.progress)];
            }
            Work::Decided(reply, _) => {
                self.resolve();
                return vec![CorpusEvent::Reply(ticket, reply), CorpusEvent::Changed(self.desk.progress)];
            }
            Work::Match(job) => Some(Reply::Matched(self.matching.answer(&job))),
            Work::Remember(_) | Work::Stop | Work::Nothing => None,
        };
        reply.map(|reply| CorpusEvent::Reply(ticket, reply)).into_iter().collect()
    }

    fn resolve(&mut self) {
        let Desk { corpus, progress, .. } = &mut self.desk;
        corpus.resolve();
        progress.revision = corpus.revision().number;
        progress.articles = corpus.len() as u32;
        progress.analysed = progress.articles;
        progress.problems = self.problems.len() as u32;
    }
}
