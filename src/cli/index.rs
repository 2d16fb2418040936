//! `dateline index`: into the library.

mod progress;
mod signal;
mod summary;

use std::path::{Path, PathBuf};

use super::library::{LibraryArgs, failure};
use super::output::complain;
use super::{Exit, Failure};
use crate::config::Config;
use crate::engine::indexer::{self, Changes, IndexOptions, IndexSummary, Told, Watch, WatchError};
use crate::model::{Problem, Stage};
use crate::store::library::{Library, Writer};
use crate::text::sanitize_line;
use progress::Meter;
use signal::Stopping;

/// Options of `dateline index`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub struct IndexArgs {
    /// Files and folders: text, Markdown, JSON Lines (one article a line)
    #[arg(value_name = "PATH", required_unless_present_any = ["prune", "retie"])]
    paths: Vec<PathBuf>,
    /// Remove the articles of these files and folders from the library instead
    #[arg(long, conflicts_with = "prune")]
    remove: bool,
    /// Also remove what is no longer on disk (without PATH: check the whole library, and do nothing else)
    #[arg(long)]
    prune: bool,
    /// Re-link all names to people, organisations and places, in date order
    #[arg(long, conflicts_with = "remove")]
    retie: bool,
    /// Keep running and add what changes (with --prune, remove what goes), until Ctrl-C
    #[arg(long, requires = "paths", conflicts_with = "remove")]
    watch: bool,
    /// Number of analysis threads [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Keep texts readable in SQL instead of compressed (new libraries only)
    #[arg(long)]
    readable: bool,
    /// Quiet: no progress
    #[arg(long, short)]
    quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
    /// Which library.
    #[command(flatten)]
    library: LibraryArgs,
}

/// Indexes.
///
/// # Errors
/// The library cannot be written; what was finished before is kept.
pub fn run(args: &IndexArgs) -> Result<Exit, Failure> {
    let (mut writer, path) = args.library.writer()?;
    let failed = |error| failure(&path, &error);
    let folder = crate::config::folder(&|name| std::env::var_os(name));
    let compressed = !args.readable && Config::load(folder.as_deref()).config.compress;
    writer.set_compressed(compressed).map_err(failed)?;
    if args.remove {
        return remove(args, &mut writer, &path);
    }
    let stopping = Stopping::listen();
    // Before the first look: what changes during it is not missed.
    let watch = if args.watch { Some(Watch::new(&args.paths).map_err(|error| unwatched(&error))?) } else { None };
    let mut work = Work { args, writer: &mut writer, path: &path, stopping: &stopping };
    let summary = work.index(&args.paths)?;
    let gone = if args.prune && !summary.stopped { work.prune(&args.paths)? } else { 0 };
    let removed = gone + summary.removed;
    if args.retie && !summary.stopped {
        work.retie()?;
    }
    work.say(&summary, removed)?;
    if let Some(watch) = watch.filter(|_| !summary.stopped) {
        work.watch(watch)?;
    }
    stopping.ended();
    let taken = summary.added + summary.changed + summary.unchanged + summary.duplicates + summary.files_unchanged;
    match stopping.signal() {
        0 if summary.skipped > 0 && taken + removed == 0 => Err(Failure::new("nothing could be added")),
        0 if summary.skipped > 0 => Ok(Exit::SomeSkipped),
        0 => Ok(Exit::Done),
        number => Ok(Exit::Signal(number as i32)),
    }
}

fn unwatched(error: &WatchError) -> Failure {
    Failure::new(sanitize_line(&error.to_string()))
}

/// What one run of the command does, perhaps again and again.
struct Work<'a> {
    args: &'a IndexArgs,
    writer: &'a mut Writer,
    path: &'a Path,
    stopping: &'a Stopping,
}

impl Work<'_> {
    fn index(&mut self, paths: &[PathBuf]) -> Result<IndexSummary, Failure> {
        let args = self.args;
        let (threads, measured) = (args.threads.map(usize::from), Meter::is_shown(args.quiet));
        let options = IndexOptions { threads, measured, prunes: args.prune };
        let mut meter = Meter::new(args.quiet);
        let stop = self.stopping.flag();
        self.stopping.working(true);
        let summary = if paths.is_empty() {
            indexer::finish(self.writer).map(|_| IndexSummary::default())
        } else {
            indexer::index(self.writer, self.path, paths, &options, stop, &mut |told| match told {
                Told::Problem(problem) => meter.aside(|| report(&problem)),
                Told::Progress(progress) => meter.progress(&progress),
                Told::Naming(done, all) => meter.naming(done, all),
            })
        };
        self.stopping.working(false);
        meter.end();
        summary.map_err(|error| failure(self.path, &error))
    }

    fn retie(&mut self) -> Result<(), Failure> {
        let mut meter = Meter::new(self.args.quiet);
        self.stopping.working(true);
        let done = indexer::retie(self.writer, self.stopping.flag(), &mut |told| {
            if let Told::Naming(done, all) = told {
                meter.naming(done, all);
            }
        });
        let done = done.and_then(|done| if done { self.writer.settle() } else { Ok(()) });
        self.stopping.working(false);
        meter.end();
        done.map_err(|error| failure(self.path, &error))
    }

    fn prune(&mut self, paths: &[PathBuf]) -> Result<u64, Failure> {
        let failed = |error| failure(self.path, &error);
        let library = Library::open(self.path).map_err(failed)?;
        Ok(indexer::prune(self.writer, &library, paths).map_err(failed)?.0)
    }

    fn say(&self, summary: &IndexSummary, removed: u64) -> Result<(), Failure> {
        let failed = |error| failure(self.path, &error);
        let (size, late) = (self.writer.size().map_err(failed)?, self.writer.late().map_err(failed)?);
        summary::say(self.args, self.path, (size, late), summary, removed)
    }

    /// Takes in what changes until it is stopped.
    fn watch(&mut self, mut watch: Watch) -> Result<(), Failure> {
        if !self.args.quiet {
            complain("watching for changes; Ctrl-C stops");
        }
        while let Some(Changes { present, gone }) = watch.next(self.stopping.flag()) {
            let mut summary = IndexSummary::default();
            if !present.is_empty() {
                summary = self.index(&present)?;
            }
            let gone = if self.args.prune && !gone.is_empty() { self.prune(&gone)? } else { 0 };
            let removed = gone + summary.removed;
            if summary.added + summary.changed + summary.duplicates + summary.skipped + removed > 0 {
                self.say(&summary, removed)?;
            }
        }
        Ok(())
    }
}

fn remove(args: &IndexArgs, writer: &mut Writer, path: &std::path::Path) -> Result<Exit, Failure> {
    let failed = |error| failure(path, &error);
    let library = Library::open(path).map_err(failed)?;
    let (gone, unknown) = indexer::remove(writer, &library, &args.paths).map_err(failed)?;
    for path in &unknown {
        complain(&format!("{}: nothing from it is in the library", sanitize_line(&path.to_string_lossy())));
    }
    if unknown.len() == args.paths.len() {
        return Err(Failure::new("nothing was removed"));
    }
    let (size, late) = (writer.size().map_err(failed)?, writer.late().map_err(failed)?);
    summary::say(args, path, (size, late), &IndexSummary::default(), gone)?;
    Ok(if unknown.is_empty() { Exit::Done } else { Exit::SomeSkipped })
}

fn report(problem: &Problem) {
    let (source, reason) = (sanitize_line(&problem.source), sanitize_line(&problem.reason));
    let skipped = if problem.skipped && problem.stage != Stage::Duplicate { "skipped " } else { "" };
    complain(&format!("{skipped}{source}: {reason}"));
}
