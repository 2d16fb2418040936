//! Finding what there is to read. Files that are as they were when they were read are passed over here.

use std::fmt::Write as _;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::UNIX_EPOCH;

use crossbeam_channel::Sender;
use rustc_hash::FxHashMap;

use super::{Job, Shared, Work, unread};
use crate::ingest::{self, Found, Source, explain};
use crate::model::Problem;
use crate::store::library::{LeftOut, Library};
use crate::text::sanitize_line;

/// Lines of one job.
const LINES: usize = 16;
/// A longer line is a mistake.
const LONGEST: usize = 64 << 20;

/// When a file was changed (nanoseconds since 1970) and its size.
pub(super) fn stat(path: &Path) -> std::io::Result<(i64, i64)> {
    let meta = path.metadata()?;
    let modified = meta.modified()?;
    let nanoseconds = match modified.duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_nanos() as i64,
        Err(before) => -(before.duration().as_nanos() as i64).max(2),
    };
    Ok((nanoseconds, meta.len() as i64))
}

/// The name under which a file is kept. Bytes of it that are no text stand as U+FFFD and their two hexadecimal digits, so that
/// each file has a name of its own and is found again ([`path_of`]).
pub(super) fn name_of(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(name, "\u{fffd}{byte:02x}");
        }
    }
    name
}

/// The path of a file that is kept under a name.
pub(super) fn path_of(name: &str) -> PathBuf {
    #[cfg(unix)]
    if name.contains('\u{fffd}') {
        use std::os::unix::ffi::OsStringExt;
        let mut parts = name.split('\u{fffd}');
        let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
        for part in parts {
            match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|byte| *byte >= 0x80) {
                Some(byte) => {
                    bytes.push(byte);
                    bytes.extend_from_slice(part.get(2..).unwrap_or_default().as_bytes());
                }
                // The sign itself stands in the name.
                None => bytes.extend_from_slice(format!("\u{fffd}{part}").as_bytes()),
            }
        }
        return PathBuf::from(std::ffi::OsString::from_vec(bytes));
    }
    PathBuf::from(name)
}

/// Paths as they are kept: from the root, links of the path itself followed.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Adds up the sizes of all that will be found.
pub(super) fn measure(paths: &[PathBuf], shared: &Shared, stop: &AtomicBool) {
    let mut total = 0;
    ingest::walk(paths, &mut |found| {
        if let Found::Input(Source::File(path)) = found {
            total += path.metadata().map_or(0, |meta| meta.len());
        }
        if shared.stops(stop) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    shared.total.store(total, Ordering::Relaxed);
}

/// Finds everything under some paths and hands it on, until nobody takes it.
pub(super) fn walk(paths: &[PathBuf], library: &Library, jobs: &Sender<Job>, shared: &Shared, stop: &AtomicBool) {
    let mut out = Out { jobs, shared, stop, number: 0 };
    let paths: Vec<PathBuf> =
        paths.iter().map(|path| if path.as_os_str() == "-" { path.clone() } else { real(path) }).collect();
    let known = Known::under(&paths, library);
    ingest::walk(&paths, &mut |found| {
        let sent = match found {
            Found::Input(source) => input(&source, &known, &mut out, shared, stop),
            Found::Problem(problem) => out.send(Work::Problem(problem)),
            Found::Skipped(skipped) => {
                shared.passed_over.fetch_add(u64::from(skipped.hidden + skipped.not_text), Ordering::Relaxed);
                Some(())
            }
        };
        if sent.is_some() && !shared.stops(stop) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
}

/// Files as they were when they were read. Sixteen bytes a file; all of them in one go cost less than each by itself.
#[derive(Debug, Default)]
struct Known {
    /// Hashes of each path, and of when it was changed and its size; in their order.
    files: Vec<(u64, u64)>,
    /// What was left out of some of them, and whether there is an article of it.
    left_out: FxHashMap<String, (LeftOut, bool)>,
}

impl Known {
    fn under(paths: &[PathBuf], library: &Library) -> Self {
        let mut out = Self::default();
        for path in paths.iter().map(|path| name_of(path)) {
            // Where the library does not answer, files are read; the writer will say what is wrong.
            let _ = library.each_file(&path, |path, modified, size| {
                out.files.push((hash(path), hash_of((modified, size))));
            });
            let _ = library.each_left_out(&path, |path, found, holds| {
                out.left_out.insert(path.to_owned(), (found, holds));
            });
        }
        out.files.sort_unstable();
        out
    }

    fn is(&self, path: &str, stat: (i64, i64)) -> bool {
        self.files.binary_search(&(hash(path), hash_of(stat))).is_ok()
    }
}

/// Two paths of one hash must be of one size and second, too, to be taken for each other.
fn hash(path: &str) -> u64 {
    hash_of(path.as_bytes())
}

fn hash_of(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Numbers jobs.
struct Out<'a> {
    jobs: &'a Sender<Job>,
    shared: &'a Shared,
    stop: &'a AtomicBool,
    number: u64,
}

impl Out<'_> {
    /// `None` when nobody takes jobs any more.
    fn send(&mut self, work: Work) -> Option<()> {
        let bytes = work.bytes();
        self.shared.wait_for_room(bytes, self.stop);
        self.jobs.send(Job { number: self.number, bytes, work }).ok()?;
        self.number += 1;
        Some(())
    }
}

fn input(source: &Source, known: &Known, out: &mut Out<'_>, shared: &Shared, stop: &AtomicBool) -> Option<()> {
    let Source::File(path) = source else {
        let reason = "standard input cannot be indexed: it has no name to be found again by; give a file".to_owned();
        return out.send(Work::Problem(unread(source.to_string(), reason)));
    };
    shared.files.fetch_add(1, Ordering::Relaxed);
    let (modified, size) = match stat(path) {
        Ok(stat) => stat,
        Err(error) => return out.send(Work::Problem(unread(source.to_string(), explain(&error)))),
    };
    let name = name_of(path);
    if known.is(&name, (modified, size)) {
        shared.bytes.fetch_add(size as u64, Ordering::Relaxed);
        let left_out = known.left_out.get(&name);
        // A file of which nothing was taken is not there.
        shared.unchanged.fetch_add(u64::from(left_out.is_none_or(|(_, holds)| *holds)), Ordering::Relaxed);
        return left_out.map_or(Some(()), |(found, _)| out.send(again(source, found)));
    }
    if source.is_json_lines() {
        lines(path, (modified, size), out, shared, stop)
    } else {
        out.send(Work::File { path: path.clone(), modified, size })
    }
}

/// Says again what was left out of a file that is not read again.
fn again(source: &Source, found: &LeftOut) -> Work {
    let LeftOut { lines, first } = found;
    let reason = match lines {
        1 => format!("1 line, as before ({first})"),
        lines => format!("{lines} lines, as before (the first: {first})"),
    };
    Work::Again(unread(source.to_string(), reason), *lines)
}

/// Hands on a file line by line: it may be larger than memory.
fn lines(path: &Path, before: (i64, i64), out: &mut Out<'_>, shared: &Shared, stop: &AtomicBool) -> Option<()> {
    let problem = |reason: String| -> Problem { unread(sanitize_line(&path.to_string_lossy()), reason) };
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return out.send(Work::Problem(problem(explain(&error)))),
    };
    let mut reader = BufReader::with_capacity(1 << 18, file);
    let (mut lines, mut first, mut number) = (Vec::with_capacity(LINES), 1, 0u64);
    loop {
        if shared.stops(stop) {
            return None;
        }
        let mut line = Vec::new();
        match read_line(&mut reader, &mut line) {
            Ok(0) => break,
            Ok(_) => number += 1,
            Err(error) => {
                // What was read is kept; the file is read again the next time.
                return out.send(Work::Problem(problem(explain(&error))));
            }
        }
        lines.push(line);
        if lines.len() == LINES {
            let lines = std::mem::replace(&mut lines, Vec::with_capacity(LINES));
            out.send(Work::Lines { path: path.to_path_buf(), first, lines })?;
            first = number + 1;
        }
    }
    if !lines.is_empty() {
        out.send(Work::Lines { path: path.to_path_buf(), first, lines })?;
    }
    if stat(path).ok() != Some(before) {
        let mut problem = problem("it changed while it was read; index it again for the rest".to_owned());
        problem.skipped = false;
        return out.send(Work::Problem(problem));
    }
    out.send(Work::End { path: path.to_path_buf(), modified: before.0, size: before.1 })
}

/// Reads a line with its end; of one that is too long only the beginning is kept.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<usize> {
    let mut read = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(read);
        }
        let end = memchr::memchr(b'\n', buffer).map_or(buffer.len(), |at| at + 1);
        let (part, _) = buffer.split_at(end);
        let ended = part.ends_with(b"\n");
        if line.len() < LONGEST {
            line.extend_from_slice(part);
        }
        reader.consume(end);
        read += end;
        if ended {
            return Ok(read);
        }
    }
}
