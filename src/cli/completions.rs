//! `dateline completions`.

use super::{Exit, Failure};

/// Options of `dateline completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &CompletionsArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
