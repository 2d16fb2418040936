//! `dateline completions`: scripts that teach a shell the command line.

use clap::CommandFactory;
use clap_complete::Shell;

use super::output::Out;
use super::{Cli, Exit, Failure};

/// Options of `dateline completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// For which shell
    shell: Shell,
}

/// Prints the script.
///
/// # Errors
/// Where standard output takes no more.
pub fn run(args: &CompletionsArgs) -> Result<Exit, Failure> {
    // The generator cannot report a closed pipe, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "dateline", &mut script);
    let mut out = Out::stdout();
    out.raw(&script)?;
    out.finish()?;
    Ok(Exit::Done)
}
