//! `dateline PATH…`: the reader; where there is no terminal to draw on, its plain output.

mod plain;

use std::path::PathBuf;
use std::time::Duration;

use super::decisions::DecisionArgs;
use super::library::LibraryArgs;
use super::output::at_terminal;
use super::setup::{LookArgs, setup};
use super::{Exit, Failure, logging};
use crate::engine::Corpus;
use crate::engine::corpus::{Options, StateAt};
use crate::model::ReaderMemory;
use crate::text::sanitize_line;
use crate::tui;
use crate::tui::runtime::Ended;
use crate::tui::theme::Capability;

pub use plain::print as print_plain;

/// A screen that is not there by now is not waited for before names are looked for.
const PATIENCE: Duration = Duration::from_millis(50);

/// Options of the reader.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Reader")]
pub struct ReadArgs {
    /// Files and folders to read, "-" for standard input [default: the library, or the bundled corpus if it is empty]
    #[arg(value_name = "PATH", help_heading = "Arguments")]
    pub paths: Vec<PathBuf>,
    /// The library, where no path is given.
    #[command(flatten)]
    pub library: LibraryArgs,
    /// Start with this outlet only, by name or tag (repeatable)
    #[arg(long, value_name = "NAME")]
    pub outlet: Vec<String>,
    /// Save nothing of this session
    #[arg(long)]
    pub no_state: bool,
    /// Print the articles as numbered lines instead of opening the reader
    #[arg(long)]
    pub plain: bool,
    /// Write a log of this level to the state folder (error, warn, info, debug or trace)
    #[arg(long, value_name = "LEVEL", conflicts_with = "no_state")]
    pub log: Option<tracing::Level>,
    /// Which decisions count.
    #[command(flatten)]
    pub decided: DecisionArgs,
    /// How it looks.
    #[command(flatten)]
    pub look: LookArgs,
}

impl ReadArgs {
    /// Whether the reader cannot or shall not draw: `--plain`, standard output is no terminal, `TERM=dumb`.
    #[must_use]
    pub fn wants_plain(&self) -> bool {
        self.plain || !at_terminal()
    }
}

/// Opens the reader.
///
/// # Errors
/// Says what could not be done.
pub fn run(args: &ReadArgs) -> Result<Exit, Failure> {
    if let Some(failure) = super::mistyped::mistyped(args) {
        return Err(failure);
    }
    if !args.paths.is_empty()
        && args.paths.iter().all(|path| path.as_os_str() != "-" && path.symlink_metadata().is_err())
    {
        let names: Vec<String> = args.paths.iter().map(|path| sanitize_line(&path.to_string_lossy())).collect();
        return Err(Failure::new(format!(
            "{}: no such file or folder; give .txt or .md files, or folders containing some",
            names.join(", ")
        )));
    }
    if args.wants_plain() {
        return print_plain(args);
    }
    if let Some(level) = args.log {
        logging::start(level)?;
    }
    // The corpus first: it reads on its own threads while the key map and the theme are made here.
    let state = if args.no_state { StateAt::Nowhere } else { StateAt::Default };
    let failed = |error: std::io::Error| Failure::new(format!("the reader cannot start: {error}"));
    let options = Options { state, decisions: args.decided.at(), patience: PATIENCE };
    let library = if args.paths.is_empty() { args.library.filled()? } else { None };
    let named = library.as_ref().map(|library| library.path().to_path_buf());
    let corpus = match library {
        Some(library) => Corpus::open_library(library, &options)?,
        None => Corpus::open(&args.paths, &options).map_err(failed)?,
    };
    let env = |name: &str| std::env::var(name).ok();
    let (setup, problems) = setup(&args.look, true, Capability::detect(&env), &args.paths, named.as_deref())?;
    let mut memory = ReaderMemory::clone(corpus.memory());
    // Where nothing is kept, the first-run box would come at every start.
    memory.welcomed |= args.no_state;
    if !args.outlet.is_empty() {
        let session = memory.sessions.entry(setup.session.clone()).or_default();
        session.outlets = args.outlet.iter().cloned().map(Some).collect();
    }
    let ended = tui::runtime::run(&corpus, setup, memory, problems)
        .map_err(|error| Failure::new(format!("the terminal cannot be used: {error}; use --plain")));
    drop(corpus);
    tracing::info!(?ended, "end");
    match ended? {
        Ended::Left => Ok(Exit::Done),
        Ended::Signal(number) => Ok(Exit::Signal(number)),
    }
}
