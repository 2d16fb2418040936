//! `dateline index`: into the library.

mod progress;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Serialize;

use super::library::{LibraryArgs, failure};
use super::output::{Out, complain, count};
use super::{Exit, Failure};
use crate::config::Config;
use crate::engine::indexer::{self, IndexOptions, IndexSummary, Told};
use crate::model::{Problem, Stage};
use crate::store::library::{Library, Writer};
use crate::text::sanitize_line;
use progress::Meter;

/// Options of `dateline index`.
#[derive(Debug, clap::Args)]
#[allow(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub struct IndexArgs {
    /// Files and folders: text, Markdown, JSON Lines (one article a line)
    #[arg(value_name = "PATH", required_unless_present = "prune")]
    paths: Vec<PathBuf>,
    /// Take the articles of these files and folders out of the library instead
    #[arg(long, conflicts_with = "prune")]
    remove: bool,
    /// Also take out what is no longer on the disk (without PATH: of the whole library, and nothing else)
    #[arg(long)]
    prune: bool,
    /// Threads that analyse; as many as there are cores by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Keep texts readable in SQL instead of compressed; holds for a new library only
    #[arg(long)]
    readable: bool,
    /// Say nothing while it goes on
    #[arg(long, short)]
    quiet: bool,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
    /// Which library.
    #[command(flatten)]
    library: LibraryArgs,
}

/// How long what is being written is waited for when it shall end.
const PATIENCE: Duration = Duration::from_millis(80);
const STOPPED: &str = "Stopped; what was done is kept, and the same command goes on from there.";

/// What is said at the end.
#[derive(Debug, Serialize)]
struct Report {
    library: String,
    articles: u64,
    added: u64,
    changed: u64,
    unchanged: u64,
    duplicates: u64,
    skipped: u64,
    removed: u64,
    files_unchanged: u64,
    passed_over: u64,
    seconds: f64,
    stopped: bool,
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
    let stop = Arc::new(AtomicBool::new(false));
    let signal = listen(&stop);
    let ended = Arc::new(AtomicBool::new(false));
    give_up(&stop, &ended, signal.as_ref());
    let options = IndexOptions { threads: args.threads.map(usize::from), measured: Meter::is_shown(args.quiet) };
    let mut meter = Meter::new(args.quiet);
    let summary = if args.paths.is_empty() {
        indexer::finish(&mut writer).map(|_| IndexSummary::default())
    } else {
        indexer::index(&mut writer, &path, &args.paths, &options, &stop, &mut |told| match told {
            Told::Problem(problem) => meter.aside(|| report(&problem)),
            Told::Progress(progress) => meter.progress(&progress),
            Told::Naming(done, all) => meter.naming(done, all),
        })
    };
    ended.store(true, Ordering::SeqCst);
    meter.end();
    let summary = summary.map_err(failed)?;
    let mut removed = 0;
    if args.prune && !summary.stopped {
        let library = Library::open(&path).map_err(failed)?;
        removed = indexer::prune(&mut writer, &library, &args.paths).map_err(failed)?.0;
    }
    say(args, &writer, &path, &summary, removed)?;
    let taken = summary.added + summary.changed + summary.unchanged + summary.duplicates + summary.files_unchanged;
    match signal.as_ref().map_or(0, |signal| signal.load(Ordering::Relaxed)) {
        0 if summary.skipped > 0 && taken == 0 => Err(Failure::new("nothing could be added")),
        0 if summary.skipped > 0 => Ok(Exit::SomeSkipped),
        0 => Ok(Exit::Done),
        number => Ok(Exit::Signal(number as i32)),
    }
}

fn remove(args: &IndexArgs, writer: &mut Writer, path: &std::path::Path) -> Result<Exit, Failure> {
    let failed = |error| failure(path, &error);
    let library = Library::open(path).map_err(failed)?;
    let (gone, unknown) = indexer::remove(writer, &library, &args.paths).map_err(failed)?;
    for path in &unknown {
        complain(&format!("{}: nothing of it is in the library", sanitize_line(&path.to_string_lossy())));
    }
    if unknown.len() == args.paths.len() {
        return Err(Failure::new("nothing was removed"));
    }
    say(args, writer, path, &IndexSummary::default(), gone)?;
    Ok(if unknown.is_empty() { Exit::Done } else { Exit::SomeSkipped })
}

/// Sets `stop` when the user or the system wants it to end. What is written stays.
#[cfg(unix)]
fn listen(stop: &Arc<AtomicBool>) -> Option<Arc<std::sync::atomic::AtomicUsize>> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let number = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        // The second time it ends at once: the library survives that too.
        signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(stop)).ok()?;
        signal_hook::flag::register_usize(signal, Arc::clone(&number), signal as usize).ok()?;
        signal_hook::flag::register(signal, Arc::clone(stop)).ok()?;
    }
    Some(number)
}

/// Who was told to stop waits for nobody: what is being written may take longer than the user's patience, and is taken back
/// by itself.
fn give_up(stop: &Arc<AtomicBool>, ended: &Arc<AtomicBool>, signal: Option<&Arc<std::sync::atomic::AtomicUsize>>) {
    let Some(signal) = signal.cloned() else { return };
    let (stop, ended) = (Arc::clone(stop), Arc::clone(ended));
    let wait = move || {
        while !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(PATIENCE);
        if !ended.swap(true, Ordering::SeqCst) {
            println!("{STOPPED}");
            std::process::exit(128 + signal.load(Ordering::Relaxed) as i32);
        }
    };
    // Without it, stopping takes a little longer.
    drop(std::thread::Builder::new().name("dateline-patience".to_owned()).spawn(wait));
}

#[cfg(not(unix))]
fn listen(_: &Arc<AtomicBool>) -> Option<Arc<std::sync::atomic::AtomicUsize>> {
    None
}

fn report(problem: &Problem) {
    let (source, reason) = (sanitize_line(&problem.source), sanitize_line(&problem.reason));
    let skipped = if problem.skipped && problem.stage != Stage::Duplicate { "skipped " } else { "" };
    complain(&format!("{skipped}{source}: {reason}"));
}

fn say(
    args: &IndexArgs,
    writer: &Writer,
    path: &std::path::Path,
    summary: &IndexSummary,
    removed: u64,
) -> Result<(), Failure> {
    let (articles, outlets) = writer.size().map_err(|error| failure(path, &error))?;
    let mut out = Out::stdout();
    let library = sanitize_line(&path.to_string_lossy());
    let seconds = summary.took.as_secs_f64();
    if args.json {
        out.json(&Report {
            library,
            articles,
            added: summary.added,
            changed: summary.changed,
            unchanged: summary.unchanged,
            duplicates: summary.duplicates,
            skipped: summary.skipped,
            removed,
            files_unchanged: summary.files_unchanged,
            passed_over: summary.passed_over,
            seconds,
            stopped: summary.stopped,
        })?;
        return out.finish();
    }
    let many = |number: u64, what: &str| (number > 0).then(|| format!("{number} {what}"));
    let mut parts: Vec<String> = [
        Some(format!("{} added", summary.added)),
        many(summary.changed, "changed"),
        many(summary.unchanged, "unchanged"),
        many(summary.duplicates, "there from elsewhere"),
        many(summary.skipped, "skipped"),
        many(removed, "removed"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if removed > 0 && summary.added == 0 {
        parts.remove(0);
    }
    let mut line = format!("Articles: {}.", parts.join(", "));
    if summary.files_unchanged > 0 {
        let _ = write!(line, " {} not read again.", count(summary.files_unchanged as usize, "unchanged file"));
    }
    if summary.passed_over > 0 {
        let _ = write!(line, " Passed over: {}.", count(summary.passed_over as usize, "other file"));
    }
    out.line(&line)?;
    if summary.added > 100 {
        out.line(&format!("{:.1} s, {:.0} articles a second.", seconds, summary.added as f64 / seconds.max(0.001)))?;
    }
    if summary.stopped {
        out.line(STOPPED)?;
    }
    let (articles, outlets) = (count(articles as usize, "article"), count(outlets as usize, "outlet"));
    out.line(&format!("The library {library} holds {articles} of {outlets}."))?;
    out.finish()
}
