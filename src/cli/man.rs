//! `dateline man`.

use super::{Exit, Failure};

/// Options of `dateline man`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &ManArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
