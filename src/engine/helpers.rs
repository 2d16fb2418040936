//! What works for the owner of the corpus, each on its own thread.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender};

use super::analyse::guarded;
use super::event::{CorpusEvent, Reply};
use super::find::{FindJob, Finder};
use super::memory::pick::{PickJob, Picker};
use super::memory::{ResolveJob, Revision};
use super::request::Ticket;
use super::worker::{Newest, failed};

/// How long texts are searched for a picker.
const BUDGET: Duration = Duration::from_millis(250);

/// The resolver and what it makes.
pub type Resolving = (Newest<ResolveJob>, Receiver<Option<Revision>>);

/// What ties names to entities. What it makes is `None` where it failed, which is told.
pub fn resolver(events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> Resolving {
    let (sender, resolved) = crossbeam_channel::unbounded();
    let told = events.clone();
    let worker = Newest::new(
        "resolver",
        events.clone(),
        closing.clone(),
        || (),
        move |(), job, _| {
            let job: ResolveJob = job;
            let revision = guarded(|| job.run());
            if let Err(words) = &revision {
                let _ = told.send(failed("resolver", words));
            }
            let _ = sender.send(revision.ok());
        },
    );
    (worker, resolved)
}

/// What searches for the pickers.
pub fn picker(events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> Newest<(Ticket, PickJob)> {
    let told = events.clone();
    Newest::new(
        "picker",
        events.clone(),
        closing.clone(),
        || Picker::with_budget(BUDGET),
        move |picker: &mut Picker, (ticket, job), outdated| {
            let tell = |list| {
                let _ = told.send(CorpusEvent::Reply(ticket, Reply::Picked(list)));
            };
            if let Some(list) = picker.pick(&job, &|| outdated.is(), &mut |part| tell(part)) {
                tell(list);
            }
        },
    )
}

/// What finds in texts.
pub fn finder(events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> Newest<(Ticket, FindJob)> {
    let told = events.clone();
    Newest::new(
        "finder",
        events.clone(),
        closing.clone(),
        Finder::default,
        move |finder: &mut Finder, (ticket, job), _| {
            let found = finder.find(&job);
            let _ = told.send(CorpusEvent::Reply(ticket, Reply::Found(found)));
        },
    )
}
