//! `dateline read`.

use super::{Exit, Failure};

/// Options of `dateline read`.
#[derive(Debug, clap::Args)]
pub struct ReadArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &ReadArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
