//! Waiting for changes below some paths. What the system reports is gathered until it has been quiet for a moment: an editor
//! writes a file in several strokes, a copy of a folder brings thousands.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, unbounded};
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::walker::real;
use crate::ingest;

/// So long it must be quiet.
const QUIET: Duration = Duration::from_millis(250);
/// And no longer is waited, however much goes on.
const LONGEST: Duration = Duration::from_secs(3);
/// How often it is looked whether to stop.
const LOOK: Duration = Duration::from_millis(20);
/// Of more changes than these, everything is looked over: that is one walk.
const MANY: usize = 2000;

/// Why nothing can be watched.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    /// A path cannot be watched.
    #[error("{path}: it cannot be watched: {source}")]
    Path {
        /// Which.
        path: String,
        /// What the system says.
        #[source]
        source: notify::Error,
    },
    /// The system has no means, or not enough of them.
    #[error("changes cannot be watched: {0}")]
    System(#[from] notify::Error),
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Files to be read, or paths to be walked, that are there.
    pub present: Vec<PathBuf>,
    /// Paths that are gone.
    pub gone: Vec<PathBuf>,
}

/// Watches paths.
#[derive(Debug)]
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    roots: Vec<PathBuf>,
}

impl Watch {
    /// Begins to watch; what changes from now on is not missed.
    ///
    /// # Errors
    /// A path is not there, or the system will not watch it.
    pub fn new(paths: &[PathBuf]) -> Result<Self, WatchError> {
        let (sender, events) = unbounded();
        let mut watcher = notify::recommended_watcher(move |event| drop(sender.send(event)))?;
        let roots: Vec<PathBuf> = paths.iter().filter(|path| path.as_os_str() != "-").map(|path| real(path)).collect();
        for root in &roots {
            watch(&mut watcher, root, &roots)?;
        }
        Ok(Self { watcher, events, roots })
    }

    /// Waits for the next changes; `None` when `stop` is set.
    pub fn next(&mut self, stop: &AtomicBool) -> Option<Changes> {
        let mut paths: BTreeSet<PathBuf> = BTreeSet::new();
        let mut everything = false;
        let mut begun: Option<Instant> = None;
        let mut last = Instant::now();
        while !stop.load(Ordering::Relaxed) {
            let due = begun.is_some_and(|begun| last.elapsed() >= QUIET || begun.elapsed() >= LONGEST);
            if due {
                return Some(self.changes(paths, everything));
            }
            let told = match self.events.recv_timeout(LOOK) {
                Ok(told) => told,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return None,
            };
            let before = paths.len();
            let mut all = false;
            match told {
                // The system lost some: then everything is looked over.
                Err(_) => all = true,
                Ok(event) if event.need_rescan() => all = true,
                Ok(event) if says_little(event.kind) => {}
                Ok(event) => paths.extend(event.paths.into_iter().filter(|path| self.concerns(path))),
            }
            everything |= all || paths.len() > MANY;
            if all || paths.len() > before {
                last = Instant::now();
                begun.get_or_insert(last);
            }
        }
        None
    }

    fn changes(&mut self, paths: BTreeSet<PathBuf>, everything: bool) -> Changes {
        let mut out = Changes::default();
        let mut everything = everything;
        for path in paths {
            match path.metadata() {
                // What came with a folder may have come before it was watched.
                Ok(meta) if meta.is_dir() => everything = true,
                Ok(_) if self.roots.contains(&path) || ingest::is_wanted(&path) => out.present.push(path),
                Ok(_) => {}
                Err(_) => out.gone.push(path),
            }
        }
        if everything {
            for root in &self.roots {
                // One that was away is another one now.
                let _ = watch(&mut self.watcher, root, &self.roots);
            }
            out.present = self.roots.iter().filter(|root| root.exists()).cloned().collect();
        }
        out
    }

    /// Whether a path is one that was asked for, or lies below one and is not hidden there.
    fn concerns(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| {
            path.strip_prefix(root)
                .is_ok_and(|rest| rest.components().all(|part| !part.as_os_str().as_encoded_bytes().starts_with(b".")))
        })
    }
}

/// A folder is watched with all in it, and where it lies, in case it comes again; a file where it lies, as editors put another
/// one in its place.
fn watch(watcher: &mut RecommendedWatcher, path: &Path, roots: &[PathBuf]) -> Result<(), WatchError> {
    let failed = |source| WatchError::Path { path: crate::text::sanitize_line(&path.to_string_lossy()), source };
    let is_folder = path.is_dir();
    if is_folder {
        watcher.watch(path, RecursiveMode::Recursive).map_err(failed)?;
    }
    let Some(parent) = path.parent() else { return Ok(()) };
    // A folder that is watched with all in it must not be watched without.
    if roots.iter().any(|root| parent.starts_with(root)) {
        return Ok(());
    }
    match watcher.watch(parent, RecursiveMode::NonRecursive) {
        // A folder's coming again is not seen then, and no more.
        Err(_) if is_folder => Ok(()),
        done => done.map_err(failed),
    }
}

/// Whether nothing was written: somebody only looked.
const fn says_little(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    }
}
