//! Cards of names that stand in more articles than are read while one waits: forms and roles of all of them, read aside.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;

use super::entity::fill;
use super::forms::shares;
use crate::engine::event::{Card, CorpusEvent, Reply};
use crate::engine::request::Ticket;
use crate::engine::worker::Newest;
use crate::model::Query;
use crate::store::library::{Library, LibraryError};

/// Cards that are kept, as one goes to and fro between names.
const KEPT: usize = 32;
/// So many that were given up for a newer one are gone on with later.
const ASIDE: usize = 4;

/// So long a name is looked at before its articles are read: one who goes through names has none read.
const LOOKED_AT: Duration = Duration::from_millis(300);
/// Reading rests as long as it worked, for this long at most: it is nobody's first concern.
const REST: Duration = Duration::from_millis(50);

/// A card whose forms and roles are of some of the articles only.
#[derive(Debug, Clone)]
pub struct CardJob<T> {
    /// Who waits for it.
    pub ticket: T,
    /// As far as it is known.
    pub card: Card,
    /// In which articles.
    pub query: Query,
}

/// Makes cards whole.
#[derive(Debug)]
pub struct Cards<T> {
    library: Library,
    version: Option<i64>,
    kept: VecDeque<(Query, Arc<Card>)>,
    aside: Vec<CardJob<T>>,
}

impl<T> Cards<T> {
    /// With a connection of its own.
    #[must_use]
    pub const fn new(library: Library) -> Self {
        Self { library, version: None, kept: VecDeque::new(), aside: Vec::new() }
    }

    /// Makes a card whole, and those that were given up before; each is told. `go_on` is asked every few articles; where it says no, a
    /// newer job waits.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn make(
        &mut self,
        job: CardJob<T>,
        go_on: &mut dyn FnMut() -> bool,
        tell: &dyn Fn(T, Card),
    ) -> Result<(), LibraryError> {
        let mut next = Some(job);
        while let Some(job) = next.take().or_else(|| self.aside.pop()) {
            if let Some(card) = self.whole(&job, go_on)? {
                tell(job.ticket, card);
                continue;
            }
            self.aside.retain(|other| other.card.id != job.card.id || other.query != job.query);
            self.aside.push(job);
            let many = self.aside.len().saturating_sub(ASIDE);
            self.aside.drain(..many);
            break;
        }
        Ok(())
    }

    fn whole(&mut self, job: &CardJob<T>, go_on: &mut dyn FnMut() -> bool) -> Result<Option<Card>, LibraryError> {
        let version = self.library.version()?;
        if self.version.replace(version) != Some(version) {
            self.kept.clear();
        }
        let query = job.query.unordered();
        let same = |(asked, card): &&(Query, Arc<Card>)| card.id == job.card.id && *asked == query;
        if let Some((_, card)) = self.kept.iter().find(same) {
            return Ok(Some(Card::clone(card)));
        }
        let Some(shares) = shares(&self.library, job.card.id.0, &query, &mut |_, _| go_on())? else { return Ok(None) };
        let card = fill(job.card.clone(), &shares);
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back((query, Arc::new(card.clone())));
        Ok(Some(card))
    }
}

/// What makes cards whole, with its own eyes on the library, half of the time.
pub(super) fn worker(path: &Path, events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> Newest<CardJob<Ticket>> {
    let (told, path) = (events.clone(), path.to_path_buf());
    Newest::new(
        "card",
        events.clone(),
        closing.clone(),
        || None,
        move |cards: &mut Option<Cards<Ticket>>, job, outdated| {
            if cards.is_none() {
                *cards = Library::open(&path).and_then(Library::aside).map(Cards::new).ok();
            }
            let Some(cards) = cards else { return };
            let begun = Instant::now();
            while begun.elapsed() < LOOKED_AT && !outdated.is() {
                sleep(Duration::from_millis(10));
            }
            let mut since = Instant::now();
            let mut go_on = || {
                sleep(since.elapsed().min(REST));
                since = Instant::now();
                !outdated.is()
            };
            let tell = |ticket, card| drop(told.send(CorpusEvent::Reply(ticket, Reply::Card(Some(card)))));
            if let Err(error) = cards.make(job, &mut go_on, &tell) {
                let _ = told.send(CorpusEvent::WorkerFailed(error.to_string()));
            }
        },
    )
}
