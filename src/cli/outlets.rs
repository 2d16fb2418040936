//! `dateline outlets`.

use super::{Exit, Failure};

/// Options of `dateline outlets`.
#[derive(Debug, clap::Args)]
pub struct OutletsArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &OutletsArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
