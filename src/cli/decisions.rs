//! Which decisions of people count: options of every command that knows names.

use std::path::{Path, PathBuf};

use super::output::complain;
use crate::engine::clerk::Files;
use crate::engine::decide::{DecisionsAt, homes};
use crate::engine::library::whole::home;
use crate::model::Decision;
use crate::store::reader_state::default_path;
use crate::text::sanitize_line;

/// Which decisions count.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DecisionArgs {
    /// Decisions about names are read from this file, and the reader keeps new ones in it (nothing:
    /// dateline-decisions.toml beside the articles)
    #[arg(long, value_name = "FILE", conflicts_with = "no_decisions", help_heading = "Decisions")]
    pub decisions: Option<PathBuf>,
    /// Show what the program finds, without what people decided
    #[arg(long, help_heading = "Decisions")]
    pub no_decisions: bool,
    /// Whether what is wrong was said already.
    #[arg(skip)]
    quiet: bool,
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

    /// Reads them for a command. Says what is wrong on standard error; gives the number of such things too.
    #[must_use]
    pub fn read(&self, paths: &[PathBuf]) -> (Vec<Decision>, usize) {
        self.read_from(&homes(paths, &self.at(), default_path().as_deref()))
    }

    /// The same for a library: they lie beside it.
    #[must_use]
    pub fn read_beside(&self, library: &Path) -> (Vec<Decision>, usize) {
        self.read_from(&home(library, &self.at()))
    }

    fn say(&self, words: &str) {
        if !self.quiet {
            complain(words);
        }
    }

    fn read_from(&self, files: &[PathBuf]) -> (Vec<Decision>, usize) {
        if let Some(path) = self.decisions.as_ref().filter(|path| !path.exists()) {
            self.say(&format!("{}: there is no such file; no decisions count", sanitize_line(&path.to_string_lossy())));
            return (Vec::new(), 1);
        }
        let (_, list, problems) = Files::open(files);
        for problem in &problems {
            self.say(&format!("{}: {}", sanitize_line(&problem.source), sanitize_line(&problem.reason)));
        }
        (list, problems.len())
    }
}
