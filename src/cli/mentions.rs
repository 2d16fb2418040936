//! `dateline mentions`.

use super::{Exit, Failure};

/// Options of `dateline mentions`.
#[derive(Debug, clap::Args)]
pub struct MentionsArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &MentionsArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
