//! `dateline annotate`: JSON Lines in, names, entities and quotations out.
//!
//! ```text
//! {"id": 7, "text": "Ana met Lo."}  →  {"id": 7, "mentions": [...], "entities": [...], "quotes": [...]}
//! ```
//!
//! One line out for each line in, in the same order; offsets are Unicode code points. The form is described in
//! `docs/annotate.md`.

mod input;
mod offsets;
mod output;
mod remarks;
mod stream;
mod together;

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;

use super::{Exit, Failure};
use crate::ingest::explain;
use crate::nlp::Recognizer;
use crate::text::sanitize_line;
use input::{How, Names};

/// Options of `dateline annotate`.
#[derive(Debug, clap::Args)]
pub struct AnnotateArgs {
    /// JSON Lines to read, each with a "text"; "-" or nothing is standard input
    pub file: Option<PathBuf>,
    /// Take all lines as one corpus: an entity has the same id on every line, and lines with the same "topic" are one story
    #[arg(long)]
    pub together: bool,
    /// Use the "mentions" of the input (start, end, type) instead of finding names
    #[arg(long)]
    pub given: bool,
    /// Write the text of each line as well, so that its mentions can be corrected for `dateline train --extend`
    #[arg(long)]
    pub text: bool,
    /// Find names with a model that `dateline train` wrote, instead of the one that comes with the program
    #[arg(long, value_name = "MODEL", conflicts_with = "given")]
    pub model: Option<PathBuf>,
    /// Work on N lines at a time [default: the number of cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
}

/// Runs it.
///
/// # Errors
/// Says which file could not be read, or that the output could not be written.
pub fn run(args: &AnnotateArgs) -> Result<Exit, Failure> {
    let source: Box<dyn BufRead + Send> = match &args.file {
        Some(path) if path.as_os_str() != "-" => {
            let cannot = |error: &io::Error| {
                let path = sanitize_line(&path.to_string_lossy());
                Failure::new(format!("cannot read {path}: {}; give a file of JSON Lines", explain(error)))
            };
            let file = File::open(path).map_err(|error| cannot(&error))?;
            if file.metadata().is_ok_and(|meta| meta.is_dir()) {
                return Err(cannot(&io::ErrorKind::IsADirectory.into()));
            }
            Box::new(BufReader::with_capacity(1 << 16, file))
        }
        _ => Box::new(BufReader::with_capacity(1 << 16, io::stdin())),
    };
    let own = args.model.as_deref().map(super::train::recognizer).transpose()?;
    let names = match &own {
        _ if args.given => Names::Given,
        Some(own) => Names::Found(own),
        None => Names::Found(Recognizer::shipped()),
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let threads = args.threads.map_or(cores, usize::from);
    let how = How { names, text: args.text };
    let done = if args.together { together::run(source, how, threads) } else { stream::run(source, how, threads) };
    match done {
        Ok(0) => Ok(Exit::Done),
        Ok(_) => Ok(Exit::SomeSkipped),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Done),
        Err(error) => Err(Failure::new(format!("annotate stopped: {error}"))),
    }
}
