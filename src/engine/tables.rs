//! What makes the tables: sorting a million names is not for the thread that answers everything else.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crossbeam_channel::Sender;

use super::event::{CorpusEvent, Reply};
use super::memory::kwic::{Concordance, KwicJob};
use super::memory::matching::{MatchJob, Matching};
use super::memory::who::{WhoJob, WhoTable};
use super::request::Ticket;
use super::worker::{Newest, Outdated};

/// One worker for each kind of table, so that none drops what another was asked for.
pub struct Tables {
    who: Newest<(Ticket, WhoJob)>,
    kwic: Newest<(Ticket, KwicJob)>,
    matching: Newest<(Ticket, MatchJob)>,
}

impl Tables {
    /// Each starts with its first job.
    pub fn new(events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> Self {
        let told = events.clone();
        let who = Newest::new(
            "who",
            events.clone(),
            closing.clone(),
            WhoTable::default,
            move |table: &mut WhoTable, (ticket, job): (Ticket, WhoJob), _: &Outdated<'_, _>| {
                let _ = told.send(CorpusEvent::Reply(ticket, Reply::Who(table.answer(&job))));
            },
        );
        let told = events.clone();
        let kwic = Newest::new(
            "kwic",
            events.clone(),
            closing.clone(),
            Concordance::default,
            move |lines: &mut Concordance, (ticket, job): (Ticket, KwicJob), _: &Outdated<'_, _>| {
                let _ = told.send(CorpusEvent::Reply(ticket, Reply::Kwic(lines.answer(&job))));
            },
        );
        let told = events.clone();
        let matching = Newest::new(
            "filter",
            events.clone(),
            closing.clone(),
            Matching::default,
            move |matching: &mut Matching, (ticket, job): (Ticket, MatchJob), _: &Outdated<'_, _>| {
                let _ = told.send(CorpusEvent::Reply(ticket, Reply::Matched(matching.answer(&job))));
            },
        );
        Self { who, kwic, matching }
    }

    /// Asks for what a search finds.
    pub fn matching(&mut self, ticket: Ticket, job: MatchJob) {
        self.matching.send((ticket, job));
    }

    /// Asks for a window of who × outlet.
    pub fn who(&mut self, ticket: Ticket, job: WhoJob) {
        self.who.send((ticket, job));
    }

    /// Asks for a window of mentions in context.
    pub fn kwic(&mut self, ticket: Ticket, job: KwicJob) {
        self.kwic.send((ticket, job));
    }
}
