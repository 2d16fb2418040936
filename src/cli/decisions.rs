//! Which decisions of people count: options of every command that knows names.

use std::path::{Path, PathBuf};

use super::output::complain;
use crate::engine::clerk::Files;
use crate::engine::decide::{DecisionsAt, homes};
use crate::engine::library::whole::home;
use crate::model::{Decision, Problem, Stage};
use crate::store::reader_state::default_path;
use crate::text::sanitize_line;

/// Which decisions count.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DecisionArgs {
    /// Read corrections of names from this file, and have the reader save new ones in it
    /// [default: dateline-decisions.toml beside the articles]
    #[arg(long, value_name = "FILE", conflicts_with = "no_decisions", help_heading = "Decisions")]
    pub decisions: Option<PathBuf>,
    /// Show what the program finds, without anyone's corrections
    #[arg(long, help_heading = "Decisions")]
    pub no_decisions: bool,
    /// Whether what is wrong was said already.
    #[arg(skip)]
    quiet: bool,
}

/// The decisions that were read.
#[derive(Debug, Clone, Default)]
pub struct DecisionsRead {
    /// All of them, in their order.
    pub list: Vec<Decision>,
    /// Where each stands in its file.
    pub places: Vec<String>,
    /// What is wrong with the files.
    pub problems: Vec<Problem>,
}

impl DecisionArgs {
    /// The same, for a second look: what is wrong with the file is not said again.
    #[must_use]
    pub fn quietly(&self) -> Self {
        Self { quiet: true, ..self.clone() }
    }

    /// Where decisions are.
    #[must_use]
    pub fn at(&self) -> DecisionsAt {
        match &self.decisions {
            Some(path) => DecisionsAt::File(path.clone()),
            None if self.no_decisions => DecisionsAt::Nowhere,
            None => DecisionsAt::Beside,
        }
    }

    /// Reads them for a command. Says what is wrong on standard error.
    #[must_use]
    pub fn read(&self, paths: &[PathBuf]) -> DecisionsRead {
        self.read_from(&homes(paths, &self.at(), default_path().as_deref()))
    }

    /// The same for a library: they lie beside it.
    #[must_use]
    pub fn read_beside(&self, library: &Path) -> DecisionsRead {
        self.read_from(&home(library, &self.at()))
    }

    fn say(&self, words: &str) {
        if !self.quiet {
            complain(words);
        }
    }

    fn read_from(&self, files: &[PathBuf]) -> DecisionsRead {
        if let Some(path) = self.decisions.as_ref().filter(|path| !path.exists()) {
            let source = sanitize_line(&path.to_string_lossy());
            let reason = "there is no such file; no decisions are used".to_owned();
            self.say(&format!("{source}: {reason}"));
            let problem = Problem { source, stage: Stage::DecisionFile, reason, skipped: true };
            return DecisionsRead { problems: vec![problem], ..DecisionsRead::default() };
        }
        let (files, list, problems) = Files::open(files);
        for problem in &problems {
            self.say(&format!("{}: {}", sanitize_line(&problem.source), sanitize_line(&problem.reason)));
        }
        DecisionsRead { list, places: files.places(), problems }
    }
}
