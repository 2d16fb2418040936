//! Writing what the analysers bring, in the order in which it was found, so that the same files make the same library.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use super::{Done, IndexSummary, Shared, Told, names};
use crate::model::{Problem, Stage};
use crate::store::library::{Item, LeftOut, LibraryError, Outcome, Writer};

/// Articles of one batch at most, and how long it waits for them.
const BATCH: (usize, Duration) = (500, Duration::from_millis(250));
/// Bytes of one batch at most.
const HEAVY: usize = 32 << 20;
/// Between two tellings.
const BEAT: Duration = Duration::from_millis(100);
/// How often it is looked whether to stop.
const LOOK: Duration = Duration::from_millis(20);

/// The writer at work.
struct Work<'a> {
    writer: &'a mut Writer,
    shared: &'a Shared,
    told: &'a mut dyn FnMut(Told),
    summary: IndexSummary,
    batch: Vec<Item>,
    /// The file that is being read, and what was left out of it.
    of: Option<PathBuf>,
    left_out: Option<LeftOut>,
    bytes: u64,
    size: usize,
    since: Instant,
    last_told: Instant,
}

/// Writes until the analysers have ended, or it is stopped.
pub(super) fn run(
    writer: &mut Writer,
    done: Receiver<Done>,
    shared: &Shared,
    stop: &AtomicBool,
    told: &mut dyn FnMut(Told),
) -> Result<IndexSummary, LibraryError> {
    let now = Instant::now();
    let summary = IndexSummary::default();
    let marked = writer.marked();
    let (of, left_out) = (None, None);
    let mut work = Work {
        writer,
        shared,
        told,
        summary,
        batch: Vec::new(),
        of,
        left_out,
        bytes: 0,
        size: 0,
        since: now,
        last_told: now,
    };
    // What came before its turn.
    let mut early: BTreeMap<u64, Done> = BTreeMap::new();
    let mut next = 0;
    loop {
        match done.recv_timeout(LOOK) {
            Ok(one) => {
                early.insert(one.number, one);
                while let Some(one) = early.remove(&next) {
                    next += 1;
                    work.take(one);
                    if work.is_full() {
                        work.flush()?;
                    }
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if !work.batch.is_empty() && work.since.elapsed() >= BATCH.1 {
            work.flush()?;
        }
        if stop.load(Ordering::Relaxed) {
            break;
        }
        work.tell();
    }
    // The analysers must not wait for someone to take what they have.
    drop(done);
    work.flush()?;
    if !stop.load(Ordering::Relaxed) {
        let Work { writer, told, .. } = &mut work;
        names::tie(writer, stop, told)?;
    }
    let Work { writer, mut summary, .. } = work;
    summary.marked = writer.marked() - marked;
    if summary.added + summary.changed + summary.removed > 0 && !stop.load(Ordering::Relaxed) {
        writer.settle()?;
    }
    Ok(summary)
}

impl Work<'_> {
    fn take(&mut self, done: Done) {
        self.shared.taken.fetch_add(done.handed, Ordering::Relaxed);
        self.summary.skipped += done.again;
        if self.of != done.of {
            (self.of, self.left_out) = (done.of, None);
        }
        for problem in done.problems {
            self.leave_out(&problem);
            self.problem(problem);
        }
        if self.batch.is_empty() {
            self.since = Instant::now();
        }
        for mut item in done.items {
            match &mut item {
                Item::Article { prepared, .. } => self.size += prepared.size(),
                Item::Done { left_out, .. } => *left_out = self.left_out.take(),
                Item::Known { .. } => {}
            }
            self.batch.push(item);
        }
        self.bytes += done.bytes;
    }

    /// Counts a line of a file that is left out.
    fn leave_out(&mut self, problem: &Problem) {
        if problem.skipped && problem.stage != Stage::Duplicate {
            let first = || {
                let line = problem.source.rsplit(':').next().filter(|line| line.bytes().all(|b| b.is_ascii_digit()));
                line.map_or_else(|| problem.reason.clone(), |line| format!("line {line}: {}", problem.reason))
            };
            let out = self.left_out.get_or_insert_with(|| LeftOut { lines: 0, first: first() });
            out.lines += 1;
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.summary.skipped += u64::from(problem.skipped && problem.stage != Stage::Duplicate);
        (self.told)(Told::Problem(problem));
    }

    fn is_full(&self) -> bool {
        self.batch.len() >= BATCH.0 || self.size >= HEAVY
    }

    fn flush(&mut self) -> Result<(), LibraryError> {
        self.shared.bytes.fetch_add(std::mem::take(&mut self.bytes), Ordering::Relaxed);
        self.size = 0;
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        let outcomes = self.writer.batch(&batch)?;
        for outcome in outcomes {
            match outcome {
                Outcome::Added => self.summary.added += 1,
                Outcome::Changed => self.summary.changed += 1,
                Outcome::Unchanged => self.summary.unchanged += 1,
                Outcome::Duplicate(_) => self.summary.duplicates += 1,
                Outcome::Noted(gone) => self.summary.removed += gone,
                Outcome::Gone => {}
            }
        }
        Ok(())
    }

    fn tell(&mut self) {
        if self.last_told.elapsed() >= BEAT {
            self.last_told = Instant::now();
            (self.told)(Told::Progress(self.shared.progress(self.summary.added + self.summary.changed)));
        }
    }
}
