//! Filling the library: a walker finds files, analysers read them on every core, one writer keeps what they bring, batch by
//! batch. What goes wrong with one input never ends the work on the others.
//!
//! ```text
//! paths ─walker─▶ jobs (bounded) ─analysers─▶ results (bounded) ─in order─▶ writer ─▶ library
//! ```

mod analyser;
mod names;
mod prune;
mod walker;
mod watch;
mod write;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::bounded;

use super::analyse::guarded;
use crate::model::{Problem, Stage};
use crate::store::library::{Item, Library, LibraryError, Writer};

pub use names::{Names, finish, retie, tie};
pub use prune::{prune, remove};
pub use watch::{Changes, Watch, WatchError};

/// Jobs, and results, that wait at most.
const WAITING: usize = 512;
/// Bytes of input that are read and not written yet, at most: however long articles are, so much is in memory, several
/// times over. About what two cores read while the writer ties the names of a step.
const HELD: u64 = 16 << 20;
/// How often it is looked whether there is room again.
const ROOM: Duration = Duration::from_millis(1);

/// How to index.
#[derive(Debug, Clone, Default)]
pub struct IndexOptions {
    /// Analysers; `None`: as many as there are cores.
    pub threads: Option<usize>,
    /// Whether to find out beforehand how much there is to read, for the time left.
    pub measured: bool,
    /// Whether articles go that a file held and no longer holds.
    pub prunes: bool,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IndexProgress {
    /// Articles written.
    pub articles: u64,
    /// Bytes done, read or passed over unchanged.
    pub bytes: u64,
    /// Bytes in all; 0 while they are not known.
    pub total: u64,
    /// Files seen.
    pub files: u64,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndexSummary {
    /// New articles.
    pub added: u64,
    /// Articles that took the place of an older one.
    pub changed: u64,
    /// Articles that were read and were there from the same place.
    pub unchanged: u64,
    /// Articles that are there from elsewhere.
    pub duplicates: u64,
    /// Articles that their files no longer hold, taken out.
    pub removed: u64,
    /// Inputs left out.
    pub skipped: u64,
    /// Files that were not read, as nothing changed since.
    pub files_unchanged: u64,
    /// Files in folders that were passed over: hidden, or no text.
    pub passed_over: u64,
    /// Articles of which it was taken over what a reader had kept elsewhere.
    pub marked: u64,
    /// Whether the user stopped it.
    pub stopped: bool,
    /// How long it took.
    pub took: Duration,
}

/// What walker, analysers and writer share.
#[derive(Debug, Default)]
struct Shared {
    files: AtomicU64,
    bytes: AtomicU64,
    total: AtomicU64,
    unchanged: AtomicU64,
    passed_over: AtomicU64,
    /// Bytes of input handed out, and those taken by the writer.
    handed: AtomicU64,
    taken: AtomicU64,
    /// Whether to stop: set here when the writer fails.
    failed: AtomicBool,
}

/// Something to be analysed, with its number in the order of the walk.
#[derive(Debug)]
struct Job {
    number: u64,
    bytes: u64,
    work: Work,
}

#[derive(Debug)]
enum Work {
    /// A file that is one article.
    File { path: PathBuf, modified: i64, size: i64 },
    /// Lines of a file that are one article each, with the number of the first.
    Lines { path: PathBuf, first: u64, lines: Vec<Vec<u8>> },
    /// A file of lines was read to its end.
    End { path: PathBuf, modified: i64, size: i64 },
    /// Something is wrong with a path.
    Problem(Problem),
    /// So many lines were left out of a file that is as it was.
    Again(Problem, u64),
}

/// What came of a job.
#[derive(Debug, Default)]
struct Done {
    number: u64,
    /// Bytes it was handed out with.
    handed: u64,
    /// The file it is a part of.
    of: Option<PathBuf>,
    items: Vec<Item>,
    problems: Vec<Problem>,
    /// Lines left out besides those that are told.
    again: u64,
    bytes: u64,
}

/// Takes everything under some paths into the library. Returns early, with what was written kept, when `stop` is set.
///
/// # Errors
/// The library cannot be written; whole batches before that are kept.
pub fn index(
    writer: &mut Writer,
    library: &std::path::Path,
    paths: &[PathBuf],
    options: &IndexOptions,
    stop: &AtomicBool,
    told: &mut dyn FnMut(Told),
) -> Result<IndexSummary, LibraryError> {
    let begun = Instant::now();
    let shared = Shared::default();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let analysers = options.threads.unwrap_or(cores).max(1);
    // Opened here, so that a failure is told once and before anything begins.
    let open = |_| Library::open(library)?.for_a_walk();
    let readers = (0..=analysers).map(open).collect::<Result<Vec<_>, LibraryError>>()?;
    let mut readers = readers.into_iter();
    let walker_reader = readers.next();
    let compressed = writer.compressed();
    writer.begin(options.prunes);
    let (jobs_in, jobs) = bounded::<Job>(WAITING);
    let (done_in, done) = bounded::<Done>(WAITING);
    let shared = &shared;
    let mut summary = thread::scope(|scope| {
        if options.measured {
            scope.spawn(move || walker::measure(paths, shared, stop));
        }
        if let Some(reader) = walker_reader {
            scope.spawn(move || {
                if let Err(words) = guarded(|| walker::walk(paths, &reader, &jobs_in, shared, stop)) {
                    tracing::error!(words, "the walker failed");
                }
            });
        }
        for reader in readers {
            let (jobs, done) = (jobs.clone(), done_in.clone());
            scope.spawn(move || analyser::run(&reader, compressed, &jobs, &done, shared, stop));
        }
        drop((jobs, done_in));
        let outcome = write::run(writer, done, shared, stop, told);
        if outcome.is_err() {
            shared.failed.store(true, Ordering::Relaxed);
        }
        outcome
    })?;
    summary.files_unchanged = shared.unchanged.load(Ordering::Relaxed);
    summary.passed_over = shared.passed_over.load(Ordering::Relaxed);
    summary.stopped = stop.load(Ordering::Relaxed);
    summary.took = begun.elapsed();
    Ok(summary)
}

/// What is told while it goes on.
#[derive(Debug, Clone)]
pub enum Told {
    /// How far it is; at most ten times a second.
    Progress(IndexProgress),
    /// An input was left out, or taken with a flaw.
    Problem(Problem),
    /// Articles are written; their names are being tied to entities: so many of so many.
    Naming(u64, u64),
}

impl Work {
    /// Bytes of input, about.
    fn bytes(&self) -> u64 {
        match self {
            Self::File { size, .. } => size.unsigned_abs(),
            Self::Lines { lines, .. } => lines.iter().map(|line| line.len() as u64).sum(),
            Self::End { .. } | Self::Problem(_) | Self::Again(..) => 0,
        }
    }
}

impl Shared {
    /// Waits until there is room for more input: one alone always has.
    fn wait_for_room(&self, bytes: u64, stop: &AtomicBool) {
        let held = || self.handed.load(Ordering::Relaxed).saturating_sub(self.taken.load(Ordering::Relaxed));
        while held() > 0 && held() + bytes > HELD && !self.stops(stop) {
            thread::sleep(ROOM);
        }
        self.handed.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Whether to stop.
    fn stops(&self, stop: &AtomicBool) -> bool {
        stop.load(Ordering::Relaxed) || self.failed.load(Ordering::Relaxed)
    }

    fn progress(&self, articles: u64) -> IndexProgress {
        IndexProgress {
            articles,
            bytes: self.bytes.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
            files: self.files.load(Ordering::Relaxed),
        }
    }
}

/// A problem of reading.
fn unread(source: String, reason: String) -> Problem {
    Problem { source, stage: Stage::Read, reason, skipped: true }
}
