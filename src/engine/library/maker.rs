//! The threads that make what takes long: lists on one, who is named on the other. They stay: memory that a thread has used is
//! kept for it by the system's allocator, so that one for each job would hold as much again each time.

use std::path::{Path, PathBuf};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::need::{Made, Need};
use crate::engine::analyse::guarded;
use crate::store::library::Library;

/// What was made, or why it could not be.
pub(super) type Outcome = Result<Made, String>;

/// Has things made.
#[derive(Debug)]
pub(super) struct Makers {
    path: PathBuf,
    out: Sender<Outcome>,
    /// What was made.
    pub made: Receiver<Outcome>,
    lists: Option<Sender<Need>>,
    names: Option<Sender<Need>>,
}

impl Makers {
    /// For a library; threads begin with the first need.
    pub fn new(path: &Path) -> Self {
        let (out, made) = unbounded();
        Self { path: path.to_path_buf(), out, made, lists: None, names: None }
    }

    /// Has something made, with eyes of its own on the library. What was asked for last comes first.
    pub fn make(&mut self, need: Need) {
        let (path, out) = (self.path.clone(), self.out.clone());
        let lane = match need {
            Need::Order(_) => &mut self.lists,
            Need::Named(_) => &mut self.names,
        };
        if lane.is_none() {
            let (sender, needs) = unbounded();
            let named = std::thread::Builder::new().name("dateline-library-view".to_owned());
            let told = out.clone();
            match named.spawn(move || work(&path, &needs, &told)) {
                Ok(_) => *lane = Some(sender),
                Err(error) => {
                    let _ = out.send(Err(error.to_string()));
                }
            }
        }
        if let Some(lane) = lane {
            let _ = lane.send(need);
        }
    }
}

fn work(path: &Path, needs: &Receiver<Need>, out: &Sender<Outcome>) {
    let mut waiting = Vec::new();
    loop {
        waiting.extend(needs.try_iter());
        let Some(need) = waiting.pop().or_else(|| needs.recv().ok()) else { return };
        let made = guarded(|| Library::open(path)?.for_a_walk().and_then(|library| need.make(&library)));
        let made = made.and_then(|made| made.map_err(|error| error.to_string()));
        if out.send(made).is_err() {
            return;
        }
    }
}
