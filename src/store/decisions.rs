//! The decisions file: TOML to be read, shared, compared and edited by people. It is changed decision by decision, as
//! text: comments, order and even parts that are broken stay as they are.

mod edit;
mod read;
mod write;

use std::path::{Path, PathBuf};

use super::atomic::{self, Readers};
use crate::model::{Decision, Problem, Stage};
use crate::text::sanitize_line;

pub use read::{Parsed, parse};
pub use write::decision as to_toml;

/// Version of the form that is written. Of a greater one nothing is taken, and nothing is changed.
pub const VERSION: i64 = 1;
/// A larger file is none of ours.
const MAX_BYTES: u64 = 16 << 20;

/// So often a change is tried anew when somebody else writes at the same time.
const TRIES: usize = 4;

/// Why the file could not be read or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecisionsError {
    /// The operating system refused.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// Its answer.
        #[source]
        source: std::io::Error,
    },
    /// It is not text, or far too large.
    #[error("it is {0}; nothing in it is used, and it is left unchanged")]
    Unreadable(&'static str),
    /// A later program wrote it.
    #[error(
        "a newer dateline wrote it (format version {0}, this one knows {VERSION}); nothing in it is used, and it is left unchanged"
    )]
    Newer(i64),
    /// What is broken in it stands in the way.
    #[error("its broken parts are in the way; fix the lines in the list of problems")]
    Broken,
    /// Another program holds it.
    #[error("another program is writing it; try again")]
    Held,
}

impl DecisionsError {
    /// Whether another place may do better.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        matches!(self, Self::Io { .. })
    }
}

/// A change of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A decision comes in before the one with this number; at the end where there is none.
    Insert(usize, Decision),
    /// The decision with this number goes, if it is this one; else another that says the same.
    Remove(usize, Decision),
}

/// What came of a change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Saved {
    /// Whether the file was made just now.
    pub created: bool,
    /// All decisions, where someone else has changed the file meanwhile.
    pub changed: Option<Vec<Decision>>,
    /// How the file is that was written, or was read where nothing had to be.
    pub stamp: Option<Stamp>,
}

/// What tells one state of a file from another without reading it: when it was changed last, and its length in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp(Option<std::time::SystemTime>, u64);

impl Stamp {
    /// How a file is now; `None` where there is none.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().as_ref().map(Self::from)
    }
}

impl From<&std::fs::Metadata> for Stamp {
    fn from(data: &std::fs::Metadata) -> Self {
        Self(data.modified().ok(), data.len())
    }
}

/// The file, and what this program last knew of it.
#[derive(Debug)]
pub struct DecisionsFile {
    path: PathBuf,
    known: Vec<Decision>,
    /// The line of each.
    lines: Vec<usize>,
    /// What was taken out, the last thing last, so that it comes back as it was.
    cuts: Vec<(Decision, edit::Cut)>,
}

impl DecisionsFile {
    /// Reads the decisions. A missing file holds none; what is wrong in it is told, the rest is taken.
    #[must_use]
    pub fn open(path: &Path) -> (Self, Vec<Decision>, Vec<Problem>) {
        let mut out = Self { path: atomic::target(path), known: Vec::new(), lines: Vec::new(), cuts: Vec::new() };
        let (parsed, problems) = match out.read() {
            Ok((_, parsed)) => {
                let mut problems: Vec<Problem> = parsed.errors.iter().map(problem_of).collect();
                if !problems.is_empty() {
                    problems.push(out.kept(&parsed));
                }
                out.lines.clone_from(&parsed.lines);
                (parsed.decisions(), problems)
            }
            Err(error) => (Vec::new(), vec![out.problem(&error.to_string())]),
        };
        out.known.clone_from(&parsed);
        (out, parsed, problems)
    }

    /// Reads it anew. What was taken out of it can still be put back.
    #[must_use]
    pub fn reopen(&mut self) -> (Vec<Decision>, Vec<Problem>) {
        let cuts = std::mem::take(&mut self.cuts);
        let (read, list, problems) = Self::open(&self.path);
        *self = Self { cuts, ..read };
        (list, problems)
    }

    /// Where each decision stands, for messages.
    pub fn places(&self) -> impl Iterator<Item = String> {
        let name = self.name();
        self.lines.iter().map(move |line| format!("{name}:{line}:1"))
    }

    /// Whether this decision was taken out of it.
    #[must_use]
    pub fn had(&self, decision: &Decision) -> bool {
        self.cuts.iter().any(|(known, _)| known == decision)
    }

    /// How it is now; `None` where there is none.
    #[must_use]
    pub fn stamp(&self) -> Option<Stamp> {
        Stamp::of(&self.path)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its path for messages.
    #[must_use]
    pub fn name(&self) -> String {
        sanitize_line(&self.path.to_string_lossy())
    }

    /// Says of this file what went wrong.
    #[must_use]
    pub fn problem(&self, reason: &str) -> Problem {
        Problem { source: self.name(), stage: Stage::DecisionFile, reason: sanitize_line(reason), skipped: true }
    }

    /// What of a flawed file counts.
    fn kept(&self, parsed: &Parsed) -> Problem {
        let (kept, all) = (parsed.items.len(), parsed.all);
        let reason = match all {
            0 => "no decision in it can be read; it is left unchanged for you to fix".to_owned(),
            1 => format!("{kept} of 1 decision in it is used; what is broken is left unchanged for you to fix"),
            _ => format!("{kept} of {all} decisions in it are used; the others are left unchanged for you to fix"),
        };
        Problem { skipped: false, ..self.problem(&reason) }
    }

    /// The text and what it says; a missing file is an empty one.
    fn read(&self) -> Result<(Option<String>, Parsed), DecisionsError> {
        let io = |source| DecisionsError::Io { what: "it cannot be read", source };
        let Some(bytes) = atomic::read(&self.path, MAX_BYTES).map_err(io)? else {
            return Ok((None, Parsed::default()));
        };
        if bytes.len() as u64 > MAX_BYTES {
            return Err(DecisionsError::Unreadable("too large"));
        }
        let text = String::from_utf8(bytes).map_err(|_| DecisionsError::Unreadable("not UTF-8 text"))?;
        let parsed = parse(&self.name(), &text);
        match parsed.version {
            Some(version) if version > VERSION => Err(DecisionsError::Newer(version)),
            _ => Ok((Some(text), parsed)),
        }
    }

    /// Changes the file as it is now, whoever has changed it meanwhile. It is replaced at once or not at all.
    ///
    /// # Errors
    /// What could not be done; the file is as before.
    pub fn change(&mut self, change: &Edit) -> Result<Saved, DecisionsError> {
        let io = |source| DecisionsError::Io { what: "it cannot be written", source };
        if let Edit::Insert(..) = change
            && !self.path.exists()
        {
            self.make_folder().map_err(io)?;
        }
        let _lock = atomic::Lock::take(&self.path).map_err(io)?.ok_or(DecisionsError::Held)?;
        for _ in 0..TRIES {
            if let Some(saved) = self.try_change(change)? {
                return Ok(saved);
            }
        }
        Err(DecisionsError::Held)
    }

    /// One try; `None` where somebody wrote at the same time.
    fn try_change(&mut self, change: &Edit) -> Result<Option<Saved>, DecisionsError> {
        let io = |source| DecisionsError::Io { what: "it cannot be written", source };
        let mut stamp = self.stamp();
        let (text, before) = self.read()?;
        let others = before.decisions() != self.known;
        let created = text.is_none();
        self.lines.clone_from(&before.lines);
        let mut wanted = before.decisions();
        let mut cut = None;
        let after = match change {
            Edit::Insert(at, decision) => {
                let at = if others { wanted.len() } else { (*at).min(wanted.len()) };
                let (after, at) = self.inserted(text.as_deref(), &before, at, decision);
                wanted.insert(at, decision.clone());
                Some(after)
            }
            Edit::Remove(at, decision) => {
                let same = |at: &usize| wanted.get(*at) == Some(decision);
                let found = Some(*at).filter(same).or_else(|| wanted.iter().rposition(|known| known == decision));
                found.and_then(|at| {
                    wanted.remove(at);
                    let (after, out) = edit::remove(text.as_deref()?, &before, at)?;
                    cut = Some(out);
                    Some(after)
                })
            }
        };
        if let Some(after) = after {
            let check = parse("", &after);
            if check.decisions() != wanted || check.errors.len() > before.errors.len() {
                return Err(DecisionsError::Broken);
            }
            if self.stamp() != stamp {
                return Ok(None);
            }
            let written = atomic::replace(&self.path, after.as_bytes(), Readers::AsUsual).map_err(io)?;
            stamp = Some(Stamp::from(&written));
            self.lines = check.lines;
            match (change, cut) {
                (Edit::Remove(_, decision), Some(cut)) => self.cuts.push((decision.clone(), cut)),
                (Edit::Insert(_, decision), _) => self.forget(decision),
                (Edit::Remove(..), None) => {}
            }
        }
        self.known.clone_from(&wanted);
        Ok(Some(Saved { created, changed: others.then_some(wanted), stamp }))
    }

    /// The text with a decision more, as it stood there before if it did, and its number.
    fn inserted(&self, text: Option<&str>, parsed: &Parsed, at: usize, decision: &Decision) -> (String, usize) {
        let cut = self.cuts.iter().rev().find(|(known, _)| known == decision).map(|(_, cut)| cut);
        let restored = text.zip(cut).and_then(|(text, cut)| edit::restore(text, parsed, cut));
        restored.unwrap_or_else(|| (edit::insert(text, parsed, at, decision, cut), at))
    }

    fn forget(&mut self, decision: &Decision) {
        if let Some(at) = self.cuts.iter().rposition(|(known, _)| known == decision) {
            self.cuts.remove(at);
        }
    }

    fn make_folder(&self) -> std::io::Result<()> {
        let folder = atomic::folder(&self.path);
        if folder.is_dir() { Ok(()) } else { atomic::make_folder(folder) }
    }
}

fn problem_of(error: &crate::config::ConfigError) -> Problem {
    Problem { source: error.place(), stage: Stage::DecisionFile, reason: error.message.clone(), skipped: false }
}

#[cfg(test)]
mod tests;
