//! L5: the command line. One file for each command; this one holds the list of them and the shared options.

pub mod corpus;
pub mod decisions;
pub mod exit;
pub mod filter;
pub mod logging;
mod mistyped;
pub mod offsets;
pub mod output;
pub mod suggest;

pub mod annotate;
pub mod completions;
pub mod doctor;
pub mod export;
pub mod index;
pub mod library;
pub mod list;
pub mod man;
pub mod mentions;
pub mod outlets;
pub mod read;
pub mod read_script;
pub mod search;
pub mod setup;
pub mod show;
pub mod train;
pub mod who;

use std::ffi::OsString;

use clap::{Parser, Subcommand};

pub use exit::{Exit, Failure};

/// Shown under the options, and at the end of the manual page.
const AFTER: &str = "\
Exit codes: 0 done; 1 failed, nothing done; 2 done, but some inputs were skipped or damaged; 64 wrong usage.
Environment: NO_COLOR (set to anything: no colour); DATELINE_CONFIG (folder of settings, keys and themes); \
DATELINE_STATE (file of what the reader remembers); DATELINE_LIBRARY (file of the library).";

/// Read the news of many outlets side by side, and see who is named where.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    args_conflicts_with_subcommands = true,
    subcommand_help_heading = "Commands (a file of such a name is opened as ./NAME)",
    after_help = AFTER
)]
pub struct Cli {
    /// What to do; nothing opens the reader.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of the reader.
    #[command(flatten)]
    pub read: read::ReadArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find names, entities and quotations in JSON Lines from standard input or a file
    Annotate(annotate::AnnotateArgs),
    /// Add files and folders to the library
    Index(index::IndexArgs),
    /// Export the library
    Export(export::ExportArgs),
    /// Check the library, the configuration and the terminal
    Doctor(doctor::DoctorArgs),
    /// List articles
    List(list::ListArgs),
    /// Show one article as a reader sees it
    Show(show::ShowArgs),
    /// Search the articles
    Search(search::SearchArgs),
    /// Show every mention of an entity, under all its names, with context
    Mentions(mentions::MentionsArgs),
    /// Show who is named by which outlet
    Who(who::WhoArgs),
    /// List outlets with counts
    Outlets(outlets::OutletsArgs),
    /// Train the recogniser
    Train(train::TrainArgs),
    /// Render the reader without a terminal
    ReadScript(read_script::ReadScriptArgs),
    /// Print a completion script for a shell
    Completions(completions::CompletionsArgs),
    /// Print the manual page
    Man(man::ManArgs),
}

/// Understands a command line; options before the command are its own.
///
/// # Errors
/// What `clap` has to say of it.
pub fn parse(args: impl Iterator<Item = OsString>) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(mistyped::command_first(args.collect()))
}

/// Runs a parsed command line.
///
/// # Errors
/// A [`Failure`] carries what to say on standard error, and the exit code.
pub fn run(cli: Cli) -> Result<Exit, Failure> {
    match cli.command {
        None => read::run(&cli.read),
        Some(Command::Annotate(args)) => annotate::run(&args),
        Some(Command::Index(args)) => index::run(&args),
        Some(Command::Export(args)) => export::run(&args),
        Some(Command::Doctor(args)) => doctor::run(&args),
        Some(Command::List(args)) => list::run(&args),
        Some(Command::Show(args)) => show::run(&args),
        Some(Command::Search(args)) => search::run(&args),
        Some(Command::Mentions(args)) => mentions::run(&args),
        Some(Command::Who(args)) => who::run(&args),
        Some(Command::Outlets(args)) => outlets::run(&args),
        Some(Command::Train(args)) => train::run(&args),
        Some(Command::ReadScript(args)) => read_script::run(&args),
        Some(Command::Completions(args)) => completions::run(&args),
        Some(Command::Man(args)) => man::run(&args),
    }
}
