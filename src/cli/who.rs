//! `dateline who`.

use super::{Exit, Failure};

/// Options of `dateline who`.
#[derive(Debug, clap::Args)]
pub struct WhoArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &WhoArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
