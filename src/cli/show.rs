//! `dateline show`.

use super::{Exit, Failure};

/// Options of `dateline show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &ShowArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
