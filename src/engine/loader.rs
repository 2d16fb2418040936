//! Finding and reading inputs: a walker finds them, as many analysers as there are cores read them. What they bring
//! waits in a short queue, so that neither runs far ahead of the corpus.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::analyse::{Analysed, Named, analyse, guarded, names, read as read_text};
use super::worker::failed;
use crate::engine::event::CorpusEvent;
use crate::ingest;
use crate::model::{ContentKey, Problem};
use ingest::{Found, Source};

/// Inputs, and results, that wait at most.
const WAITING: usize = 64;
/// The first so many inputs of each reader are shown before names are looked for in them: there is something to read
/// before the recogniser's model is loaded.
const TEXT_FIRST: usize = 4;
/// Readers of the bundled corpus. How many cores there are is not asked: the answer takes as long as reading one of its articles.
const FEW: usize = 2;
/// A screen that was sent has still to reach the terminal, by threads that wait for a core as others do.
const BREATH: Duration = Duration::from_millis(2);
/// The walker is waited for so long before the names are looked for.
const MOMENT: Duration = Duration::from_millis(2);

/// What the loader brings. When all is there, its channel closes.
#[derive(Debug)]
pub enum Intake {
    /// An input, read.
    Read(Analysed),
    /// The names of an article that was read without them.
    Names(ContentKey, Named),
    /// Something wrong with a path.
    Problem(Problem),
    /// So many files of a folder were passed over.
    PassedOver(u32),
}

/// Lets those wait who should not work before something else is done.
#[derive(Debug, Default)]
pub struct Gate {
    open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    /// Nobody waits any longer.
    pub fn open(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.opened.notify_all();
    }

    /// Waits until it is open, but not longer than that.
    fn wait(&self, at_most: Duration) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.opened.wait_timeout_while(open, at_most, |open| !*open));
    }
}

/// How far the walker is; read by others while it walks.
#[derive(Debug, Default)]
pub struct Walk {
    /// Open when names may be looked for, which takes all cores.
    pub names: Gate,
    /// How long that is waited for.
    pub patience: Duration,
    /// Inputs found.
    pub found: AtomicU32,
    /// Whether all were found.
    pub done: AtomicBool,
    /// Whether to stop.
    pub stop: AtomicBool,
}

/// Starts to load; without paths, the bundled corpus.
///
/// # Errors
/// The operating system has no thread to give.
pub fn spawn(
    paths: Vec<PathBuf>,
    walk: &Arc<Walk>,
    events: &Sender<CorpusEvent>,
) -> std::io::Result<(Receiver<Intake>, Vec<JoinHandle<()>>)> {
    let (found, inputs) = bounded::<Source>(WAITING);
    let (read, intake) = bounded::<Intake>(WAITING);
    let mut threads = Vec::new();
    let readers = if paths.is_empty() { FEW } else { thread::available_parallelism().map_or(1, usize::from) };
    for number in 0..readers {
        let (inputs, read, walk) = (inputs.clone(), read.clone(), walk.clone());
        let name = format!("dateline-analyser-{number}");
        threads.push(thread::Builder::new().name(name).spawn(move || read_all(&inputs, &read, &walk))?);
    }
    if paths.is_empty() {
        // A handful, all in the binary: nobody need walk.
        for source in ingest::bundled() {
            walk.found.fetch_add(1, Ordering::Relaxed);
            let _ = found.send(source);
        }
        walk.done.store(true, Ordering::Relaxed);
        return Ok((intake, threads));
    }
    let (walk, events) = (walk.clone(), events.clone());
    threads.push(thread::Builder::new().name("dateline-walker".to_owned()).spawn(move || {
        let outcome = guarded(|| find_all(&paths, &found, &read, &walk));
        walk.done.store(true, Ordering::Relaxed);
        if let Err(words) = outcome {
            let _ = events.send(failed("walker", &words));
        }
    })?);
    Ok((intake, threads))
}

fn find_all(paths: &[PathBuf], found: &Sender<Source>, read: &Sender<Intake>, walk: &Walk) {
    let mut visit = |item: Found| {
        let sent = match item {
            Found::Input(source) => {
                walk.found.fetch_add(1, Ordering::Relaxed);
                found.send(source).is_ok()
            }
            Found::Problem(problem) => read.send(Intake::Problem(problem)).is_ok(),
            Found::Skipped(skipped) => read.send(Intake::PassedOver(skipped.hidden + skipped.not_text)).is_ok(),
        };
        if sent && !walk.stop.load(Ordering::Relaxed) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    ingest::walk(paths, &mut visit);
}

/// Reads the first inputs, and then looks for names in them. `None` when it is time to end.
fn text_first(inputs: &Receiver<Source>, read: &Sender<Intake>, walk: &Walk) -> Option<()> {
    let going = || (!walk.stop.load(Ordering::Relaxed)).then_some(());
    let mut nameless = Vec::new();
    for number in 0..TEXT_FIRST {
        let next = if number == 0 { inputs.recv().ok() } else { inputs.recv_timeout(MOMENT).ok() };
        let Some(source) = next else { break };
        let text = read_text(&source);
        nameless.extend(text.entries.iter().map(|entry| entry.article.clone()));
        going()?;
        read.send(Intake::Read(text)).ok()?;
    }
    walk.names.wait(walk.patience);
    if !walk.patience.is_zero() {
        thread::sleep(BREATH);
    }
    for article in nameless {
        read.send(Intake::Names(article.key, names(&article))).ok()?;
        going()?;
    }
    Some(())
}

fn read_all(inputs: &Receiver<Source>, read: &Sender<Intake>, walk: &Walk) {
    if text_first(inputs, read, walk).is_none() {
        return;
    }
    for source in inputs {
        if walk.stop.load(Ordering::Relaxed) || read.send(Intake::Read(analyse(&source))).is_err() {
            return;
        }
    }
}
