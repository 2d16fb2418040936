//! What is said at the end of a run.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;

use super::IndexArgs;
use super::signal::STOPPED;
use crate::cli::Failure;
use crate::cli::output::{Out, count};
use crate::engine::indexer::IndexSummary;
use crate::text::sanitize_line;

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
    marked: u64,
    late: u64,
    seconds: f64,
    stopped: bool,
}

/// Says it. Of the library now: articles and outlets, and how many articles' names are not tied in the order of time.
///
/// # Errors
/// Standard output takes no more.
pub fn say(
    args: &IndexArgs,
    path: &Path,
    (size, late): ((u64, u64), u64),
    summary: &IndexSummary,
    removed: u64,
) -> Result<(), Failure> {
    let (articles, outlets) = size;
    let mut out = Out::stdout();
    let library = sanitize_line(&path.to_string_lossy());
    let seconds = summary.took.as_secs_f64();
    if args.json {
        let report = Report {
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
            marked: summary.marked,
            late,
            seconds,
            stopped: summary.stopped,
        };
        // One line each where more may come.
        if args.watch {
            out.json_line(&report)?;
        } else {
            out.json(&report)?;
        }
        return out.finish();
    }
    let many = |number: u64, what: &str| (number > 0).then(|| format!("{number} {what}"));
    let mut parts: Vec<String> = [
        Some(format!("{} added", summary.added)),
        many(summary.changed, "changed"),
        many(summary.unchanged, "unchanged"),
        many(summary.duplicates, "duplicates"),
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
        let _ = write!(line, " Ignored: {}.", count(summary.passed_over as usize, "other file"));
    }
    if summary.marked > 0 {
        let _ = write!(line, " Marks and tags carried over: {}.", count(summary.marked as usize, "article"));
    }
    if !args.paths.is_empty() || args.prune || args.remove {
        out.line(&line)?;
    }
    if args.retie && !summary.stopped {
        out.line("Names: all linked again, in date order.")?;
    }
    if late > 0 && summary.added + summary.changed + removed > 0 {
        let late = count(late as usize, "article");
        out.line(&format!(
            "Names: {late} came or went out of date order since all were linked; --retie links all again."
        ))?;
    }
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
