//! `dateline read-script`.

use super::{Exit, Failure};

/// Options of `dateline read-script`.
#[derive(Debug, clap::Args)]
pub struct ReadScriptArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &ReadScriptArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
