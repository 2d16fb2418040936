//! `dateline annotate`.

use super::{Exit, Failure};

/// Options of `dateline annotate`.
#[derive(Debug, clap::Args)]
pub struct AnnotateArgs {}

/// Runs it.
///
/// # Errors
/// Says what could not be done.
pub fn run(_args: &AnnotateArgs) -> Result<Exit, Failure> {
    Err(Failure::new("not built yet"))
}
