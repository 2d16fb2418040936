//! `dateline list`.

use super::{Exit, Failure};

/// Options of `dateline list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &ListArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
