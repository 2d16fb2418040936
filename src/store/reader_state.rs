//! The reader's memory as a file: read at the start, merged and replaced as a whole at every save.

mod file;
mod merge;

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::model::{Problem, ReaderMemory, Stage};
use crate::text::sanitize_line;

/// Version of the form that is written. A greater one is not touched.
pub const VERSION: u32 = 1;
/// Names the file, whatever the platform says.
pub const VARIABLE: &str = "DATELINE_STATE";

/// Why the memory could not be read or kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// The operating system refused.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// Its answer.
        #[source]
        source: std::io::Error,
    },
    /// It is not what this program writes.
    #[error("it is damaged ({0})")]
    Damaged(String),
    /// A later program wrote it.
    #[error(
        "a newer dateline wrote it (format version {0}, this one knows {VERSION}); left unchanged, and nothing is saved"
    )]
    Newer(u32),
    /// Another reader holds it.
    #[error("another reader is writing it")]
    Held,
}

/// The file, and what this reader last knew of it.
#[derive(Debug)]
pub struct StateFile {
    path: PathBuf,
    /// What this reader last read or saved: whatever differs from it was done here.
    base: ReaderMemory,
    /// Set where the file must not be written.
    closed: bool,
}

/// The file for the memory: `DATELINE_STATE`, else `dateline/reader.json` in the platform's folder for state. `None`
/// where there is no such folder.
#[must_use]
pub fn default_path() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
        return Some(path.into());
    }
    let strategy = etcetera::choose_base_strategy().ok()?;
    let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir());
    Some(folder.join("dateline").join("reader.json"))
}

impl StateFile {
    /// Reads the memory. A missing file is an empty memory; a damaged one is put aside, one of a newer form or one that
    /// cannot be read is left alone and [`Self::save`] will do nothing. The problem says which.
    #[must_use]
    pub fn open(path: &Path) -> (Self, ReaderMemory, Option<Problem>) {
        let mut out = Self { path: super::atomic::target(path), base: ReaderMemory::default(), closed: false };
        match file::read(&out.path) {
            Ok(memory) => {
                out.base = memory.clone();
                (out, memory, None)
            }
            Err(error) => {
                let problem = if let StateError::Damaged(reason) = &error {
                    out.set_aside(reason)
                } else {
                    out.closed = true;
                    out.problem(&error.to_string())
                };
                (out, ReaderMemory::default(), Some(problem))
            }
        }
    }

    /// Keeps what was done here since the last save, beside what other readers have kept meanwhile; of the same article
    /// the last word counts. The file is replaced at once or not at all.
    ///
    /// # Errors
    /// What could not be done; the file is as before.
    pub fn save(&mut self, memory: &ReaderMemory) -> Result<(), StateError> {
        if self.closed || *memory == self.base {
            return Ok(());
        }
        let _lock = file::lock(&self.path)?;
        let theirs = match file::read(&self.path) {
            Ok(theirs) => theirs,
            Err(StateError::Damaged(reason)) => {
                self.set_aside(&reason);
                ReaderMemory::default()
            }
            Err(error) => {
                self.closed = matches!(error, StateError::Newer(_));
                return Err(error);
            }
        };
        let mut merged = merge::merge(&self.base, memory, theirs);
        merged.version = VERSION;
        file::write(&self.path, &merged)?;
        self.base = memory.clone();
        Ok(())
    }

    /// Says of this file what went wrong.
    #[must_use]
    pub fn problem(&self, reason: &str) -> Problem {
        Problem {
            source: sanitize_line(&self.path.to_string_lossy()),
            stage: Stage::Store,
            reason: sanitize_line(reason),
            skipped: true,
        }
    }

    fn set_aside(&self, reason: &str) -> Problem {
        match file::set_aside(&self.path) {
            Ok(kept) => {
                let kept = kept.to_string_lossy();
                self.problem(&format!("it is damaged ({reason}); kept as {kept}, and a new one is begun"))
            }
            Err(error) => self.problem(&format!("it is damaged ({reason}) and cannot be put aside: {error}")),
        }
    }
}

#[cfg(test)]
mod tests;
