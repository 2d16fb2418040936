//! Repair in a library that is not held whole: decisions are previewed from its tables, kept beside it, and laid over it by a
//! thread of its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, never, unbounded};

use super::desk::Desk;
use super::lay::{Notes, lay, mark};
use crate::engine::analyse::guarded;
use crate::engine::clerk::Clerk;
use crate::engine::decide::{
    Book, Change, DecisionRow, Done, Outcome, RepairReply, RepairRequest, Room, find_nth, not_applied, preview,
};
use crate::model::{Act, ArticleId, Decision, EntityRef, Place, Problem};
use crate::store::decisions::Edit;
use crate::store::library::{Library, LibraryError};

/// How long nobody must have written before decisions are laid again.
const REST: Duration = Duration::from_millis(1500);

/// Whether something was changed, or why not.
pub(super) type LaidOrWhy = Result<bool, String>;

/// Decisions, and how far they are laid.
pub(super) struct Mending {
    path: PathBuf,
    book: Book,
    clerk: Option<Clerk>,
    notes: Notes,
    /// Whether they are being laid, and whether there are newer ones by now.
    laying: (bool, bool),
    /// Since when somebody else's writing waits to come to rest.
    stale: Option<Instant>,
    laid: (Sender<LaidOrWhy>, Receiver<LaidOrWhy>),
    /// What was told of decisions that do not apply.
    told: Vec<Problem>,
}

impl Mending {
    pub fn new(path: &Path, decisions: Vec<Decision>, clerk: Option<Clerk>) -> Self {
        Self {
            path: path.to_path_buf(),
            book: Book::new(decisions),
            clerk,
            notes: Notes::default(),
            laying: (false, false),
            stale: None,
            laid: unbounded(),
            told: Vec::new(),
        }
    }

    /// Lists of decisions that others have changed.
    pub fn reloaded(&self) -> Receiver<Vec<Decision>> {
        self.clerk.as_ref().map_or_else(never, |clerk| clerk.changed.clone())
    }

    /// News of decisions that were laid.
    pub fn done(&self) -> Receiver<LaidOrWhy> {
        self.laid.1.clone()
    }

    /// Others have changed the list.
    pub fn reload(&mut self, list: Vec<Decision>) {
        self.book.reload(list);
        self.lay();
    }

    /// Has the decisions laid over the library, elsewhere.
    pub fn lay(&mut self) {
        self.stale = None;
        if self.laying.0 {
            self.laying.1 = true;
            return;
        }
        self.laying = (true, false);
        let (path, list, sender) = (self.path.clone(), self.book.list().to_vec(), self.laid.0.clone());
        let work = move || {
            let done = guarded(|| lay(&path, &list)).and_then(|done| done.map_err(|error| error.to_string()));
            let _ = sender.send(done);
        };
        if let Err(error) = std::thread::Builder::new().name("dateline-lay".to_owned()).spawn(work) {
            let _ = self.laid.0.send(Err(error.to_string()));
        }
    }

    /// They were laid; lays newer ones.
    pub fn settle(&mut self) {
        let (_, again) = std::mem::take(&mut self.laying);
        if again {
            self.lay();
        }
    }

    /// Reads what is remembered of decisions that lie over the library. Gives all that does not apply, if that is news.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&mut self, library: &Library) -> Result<Option<Vec<Problem>>, LibraryError> {
        let there = library.laid()?;
        let own = there.filter(|(known, _)| *known == mark(self.book.list()));
        if own.is_none() && !self.book.list().is_empty() && !self.laying.0 {
            self.stale = Some(Instant::now());
        }
        self.notes = own.and_then(|(_, notes)| serde_json::from_str(&notes).ok()).unwrap_or_default();
        let outcome = |number: usize| self.notes.outcome(number);
        let places = self.clerk.as_ref().map(Clerk::places).unwrap_or_default();
        let now: Vec<Problem> = not_applied(self.book.list(), &places, outcome);
        let news = now != self.told;
        self.told.clone_from(&now);
        Ok(news.then_some(now))
    }

    /// Lays them again after somebody else has written, once that has come to rest.
    pub fn look(&mut self) {
        if self.stale.is_some_and(|since| since.elapsed() >= REST) {
            self.lay();
        }
    }

    /// What is said of entities: type, name, what was decided.
    pub fn said(&self) -> Vec<(String, String, Vec<String>)> {
        let told = |number: &u32| self.book.list().get(*number as usize).map(Decision::past);
        let all = self.notes.entities();
        all.map(|(kind, name, numbers)| (kind.to_owned(), name.to_owned(), numbers.iter().filter_map(told).collect()))
            .collect()
    }

    /// Answers a request.
    pub fn answer(&mut self, desk: &Desk, request: RepairRequest) -> RepairReply {
        match request {
            RepairRequest::Preview(change) => RepairReply::Preview(preview(desk, &change).map(|preview| preview.lines)),
            RepairRequest::Decide(change) => RepairReply::Done(self.decide(desk, &change)),
            RepairRequest::Undo { further } => {
                let edit = self.book.undo(further);
                self.step(edit, "nothing to undo", "Undone")
            }
            RepairRequest::Redo => {
                let edit = self.book.redo();
                self.step(edit, "nothing to redo", "Redone")
            }
            RepairRequest::Forget(at, decision) => {
                let here = self.book.list().get(at) == Some(&*decision);
                let found = if here { Some(at) } else { self.book.list().iter().position(|one| *one == *decision) };
                let edit = found.and_then(|at| self.book.remove(at));
                self.step(edit, "this correction is no longer there", "Undone")
            }
            RepairRequest::List => RepairReply::List(self.list(desk)),
            RepairRequest::Parts(subject) => RepairReply::Parts(desk.parts(&subject)),
        }
    }

    fn decide(&mut self, desk: &Desk, change: &Change) -> Result<Done, String> {
        let preview = preview(desk, change)?;
        let date = Some(jiff::Zoned::now().date());
        let edit = self.book.decide(Decision { act: preview.act, date, note: None });
        Ok(self.keep(edit, ""))
    }

    fn step(&mut self, edit: Option<Edit>, none: &str, verb: &str) -> RepairReply {
        RepairReply::Done(edit.map(|edit| self.keep(edit, verb)).ok_or_else(|| none.to_owned()))
    }

    fn keep(&mut self, edit: Edit, verb: &str) -> Done {
        let keeps = self.clerk.as_ref().is_some_and(Clerk::writes);
        let done = Done::of(&edit, verb, self.book.steps(), keeps);
        if let Some(clerk) = &self.clerk {
            clerk.keep(edit);
        }
        self.lay();
        done
    }

    fn list(&self, desk: &Desk) -> Vec<DecisionRow> {
        let row = |(number, decision): (usize, &Decision)| {
            let outcome: Option<Outcome> = self.notes.outcome(number);
            DecisionRow { decision: decision.clone(), outcome, place: place(desk, &decision.act) }
        };
        self.book.list().iter().enumerate().map(row).collect()
    }
}

impl Desk {
    /// The answers where nothing is kept: what a change would do can be seen, and it cannot be made.
    pub(super) fn look_only(&self, asked: &RepairRequest) -> RepairReply {
        match asked {
            RepairRequest::Preview(change) => RepairReply::Preview(preview(self, change).map(|preview| preview.lines)),
            RepairRequest::Parts(subject) => RepairReply::Parts(self.parts(subject)),
            RepairRequest::List => RepairReply::List(Vec::new()),
            _ => RepairReply::Done(Err(
                "a library of this size can be corrected in the reader only, not by a script".to_owned()
            )),
        }
    }
}

/// Where a decision can be seen: at its mention, else at a mention of the one it made.
fn place(desk: &Desk, act: &Act) -> Option<Place> {
    if let Some(at) = act.mentions().first() {
        let article = *desk.library.locate_prefix(&at.article, 1).ok()?.first()?;
        let document = desk.library.document(article).ok()??;
        return Some(Place { article: ArticleId(article), span: find_nth(&document.text, &at.words, at.nth)? });
    }
    let names = act.who().into_iter().rev().map(|who| EntityRef { kind: who.kind, name: who.name.clone() });
    let now = act.result().into_iter().chain(names).find_map(|name| desk.bearer(&name.name))?;
    desk.first(&now)
}

/// What is said of entities, by type and name.
pub(super) type Said = Arc<Vec<(String, String, Vec<String>)>>;
