//! The threads that work for the owner of the corpus.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread::JoinHandle;
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

/// The resolver, what it makes, and its thread.
pub type Resolving = (Newest<ResolveJob>, Receiver<Option<Revision>>, JoinHandle<()>);

/// Starts the thread that ties names to entities. What it makes is `None` where it failed, which is told.
///
/// # Errors
/// The operating system has no thread to give.
pub fn spawn_resolver(events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> std::io::Result<Resolving> {
    let (sender, resolved) = crossbeam_channel::unbounded();
    let told = events.clone();
    let (worker, thread) = Newest::spawn(
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
    )?;
    Ok((worker, resolved, thread))
}

/// The picker and its thread.
pub type Picking = (Newest<(Ticket, PickJob)>, JoinHandle<()>);

/// Starts the thread that searches for the pickers.
///
/// # Errors
/// The operating system has no thread to give.
pub fn spawn_picker(events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> std::io::Result<Picking> {
    let told = events.clone();
    Newest::spawn(
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

/// The finder and its thread.
pub type Finding = (Newest<(Ticket, FindJob)>, JoinHandle<()>);

/// Starts the thread that finds in texts.
///
/// # Errors
/// The operating system has no thread to give.
pub fn spawn_finder(events: &Sender<CorpusEvent>, closing: &Arc<AtomicBool>) -> std::io::Result<Finding> {
    let told = events.clone();
    Newest::spawn(
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
