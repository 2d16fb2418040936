//! `dateline train`.

use super::{Exit, Failure};

/// Options of `dateline train`.
#[derive(Debug, clap::Args)]
pub struct TrainArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &TrainArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
