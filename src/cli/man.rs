//! `dateline man`: the manual, as roff for `man`.

use clap::CommandFactory;
use clap_mangen::Man;

use super::output::Out;
use super::{Cli, Exit, Failure, suggest};
use crate::text::sanitize_line;

/// Options of `dateline man`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// The page of this command instead of the program's
    command: Option<String>,
}

/// Prints the page.
///
/// # Errors
/// For a command that is none, and where standard output takes no more.
pub fn run(args: &ManArgs) -> Result<Exit, Failure> {
    let mut whole = Cli::command();
    whole.build();
    let page = match &args.command {
        None => Man::new(whole),
        Some(name) => Man::new(command_of(&whole, name)?),
    };
    let mut roff = Vec::new();
    page.render(&mut roff).map_err(|error| Failure::output(&error))?;
    let mut out = Out::stdout();
    out.raw(&roff)?;
    out.finish()?;
    Ok(Exit::Done)
}

fn command_of(whole: &clap::Command, name: &str) -> Result<clap::Command, Failure> {
    if let Some(command) = whole.find_subcommand(name) {
        return Ok(command.clone());
    }
    let names: Vec<_> = whole.get_subcommands().map(clap::Command::get_name).collect();
    let near = suggest::nearest(name, names.iter().copied());
    let hint = if near.is_empty() { format!(" There are: {}.", names.join(", ")) } else { suggest::question(&near) };
    Err(Failure::usage(format!("unknown command “{}”.{hint}", sanitize_line(name))))
}
