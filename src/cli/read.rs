//! `dateline PATH…`: the reader; where there is no terminal to draw on, its plain output.

mod plain;

use std::path::PathBuf;

use clap::CommandFactory;

use super::output::at_terminal;
use super::setup::LookArgs;
use super::{Cli, Exit, Failure, suggest};
use crate::text::sanitize_line;

pub use plain::print as print_plain;

/// Options of the reader.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Reader")]
pub struct ReadArgs {
    /// Files and folders to read, "-" for standard input (nothing: the bundled corpus)
    #[arg(value_name = "PATH", help_heading = "Arguments")]
    pub paths: Vec<PathBuf>,
    /// Begin with this outlet only, by name or tag (repeatable)
    #[arg(long, value_name = "NAME")]
    pub outlet: Vec<String>,
    /// Remember nothing of this session and leave no trace of it
    #[arg(long)]
    pub no_state: bool,
    /// Print the articles as numbered lines instead of opening the reader
    #[arg(long)]
    pub plain: bool,
    /// Write a log of this level to the state folder (error, warn, info, debug or trace)
    #[arg(long, value_name = "LEVEL")]
    pub log: Option<tracing::Level>,
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
    if let Some(failure) = mistyped(args) {
        return Err(failure);
    }
    if args.wants_plain() {
        return print_plain(args);
    }
    Err(Failure::new("not built yet"))
}

/// A first path that leads nowhere and looks like a command.
fn mistyped(args: &ReadArgs) -> Option<Failure> {
    let path = args.paths.first().filter(|path| !path.exists())?;
    let typed = path.to_str().filter(|typed| *typed != "-")?;
    let cli = Cli::command();
    let names: Vec<_> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let near = suggest::nearest(typed, names.iter().copied().filter(|name| name.len().abs_diff(typed.len()) < 3));
    let message =
        format!("{}: neither a file or folder nor a command.{}", sanitize_line(typed), suggest::question(&near));
    (!near.is_empty()).then(|| Failure::usage(message))
}
