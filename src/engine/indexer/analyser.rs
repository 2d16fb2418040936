//! Reading articles and the names in them, ready to be written.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crossbeam_channel::{Receiver, Sender};

use super::walker::{name_of, stat};
use super::{Done, Job, Names, Shared, Work, unread};
use crate::engine::analyse::{guarded, names as find_names};
use crate::ingest::{self, Source, explain};
use crate::model::{Article, ContentKey, Problem, Stage};
use crate::store::library::{Item, Library, Prepared, prepare};

/// Works until there are no more jobs.
pub(super) fn run(
    library: &Library,
    compressed: bool,
    jobs: &Receiver<Job>,
    done: &Sender<Done>,
    shared: &Shared,
    stop: &AtomicBool,
) {
    let mut analyser = Analyser { library, compressed, reader: Names::default() };
    for job in jobs {
        if shared.stops(stop) {
            return;
        }
        let of = job.work.path().cloned();
        let mut out = Done { number: job.number, handed: job.bytes, of, ..Done::default() };
        let source = job.work.source();
        if let Err(words) = guarded(|| analyser.work(job.work, &mut out)) {
            let reason = format!("the program failed on it ({words}); please report this");
            out.problems.push(Problem { source, stage: Stage::Analyse, reason, skipped: true });
            analyser.reader = Names::default();
        }
        if done.send(out).is_err() {
            return;
        }
    }
}

impl Work {
    fn source(&self) -> String {
        match self {
            Self::File { path, .. } | Self::Lines { path, .. } | Self::End { path, .. } => {
                Source::File(path.clone()).to_string()
            }
            Self::Problem(problem) | Self::Again(problem, _) => problem.source.clone(),
        }
    }

    /// The file it is a part of, where it is one.
    const fn path(&self) -> Option<&PathBuf> {
        match self {
            Self::File { path, .. } | Self::Lines { path, .. } | Self::End { path, .. } => Some(path),
            Self::Problem(_) | Self::Again(..) => None,
        }
    }
}

struct Analyser<'a> {
    library: &'a Library,
    compressed: bool,
    reader: Names,
}

impl Analyser<'_> {
    fn work(&mut self, work: Work, out: &mut Done) {
        match work {
            Work::File { path, modified, size } => self.file(&path, (modified, size), out),
            Work::Lines { path, first, lines } => self.lines(&path, first, &lines, out),
            Work::End { path, modified, size } => {
                out.items.push(Item::Done { path: name_of(&path), modified, size, left_out: None });
            }
            Work::Problem(problem) => out.problems.push(problem),
            Work::Again(problem, lines) => {
                out.problems.push(problem);
                out.again = lines.saturating_sub(1);
            }
        }
    }

    fn file(&mut self, path: &Path, before: (i64, i64), out: &mut Done) {
        let source = Source::File(path.to_path_buf());
        let (mut bytes, mut at) = (source.read(), before);
        // What came out of a pipe comes once.
        let is_file = path.metadata().is_ok_and(|meta| meta.is_file());
        // Somebody may be writing it: once more, then it is taken as it is and read again the next time.
        let after = stat(path).unwrap_or(at);
        if is_file && after != at {
            (bytes, at) = (source.read(), after);
        }
        let still = !is_file || stat(path).is_ok_and(|now| now == at);
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(error) => return out.problems.push(unread(source.to_string(), explain(&error))),
        };
        if ingest::holds_json_lines(&bytes) {
            // A pipe: looked into beforehand, what was read of it would be gone.
            let lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            self.lines(path, 1, &lines, out);
        } else {
            self.text(&name_of(path), &source, &bytes, out);
        }
        if !still {
            let reason = "it changed while it was read; index it again when it is done".to_owned();
            out.problems.push(Problem { source: source.to_string(), stage: Stage::Read, reason, skipped: false });
        } else if !out.items.is_empty() {
            out.items.push(Item::Done { path: name_of(path), modified: at.0, size: at.1, left_out: None });
        }
    }

    /// A file that is one article.
    fn text(&mut self, name: &str, source: &Source, bytes: &[u8], out: &mut Done) {
        out.bytes = bytes.len() as u64;
        let key = ContentKey::of(bytes);
        if self.is_known(key) {
            let (path, record, source) = (name.to_owned(), String::new(), source.to_string());
            out.items.push(Item::Known { path, record, replaces: true, key, source, kept: None });
            return;
        }
        let loaded = ingest::parse(bytes, source);
        out.problems.extend(loaded.problems);
        for article in loaded.articles {
            let mut prepared = Box::new(self.prepare(article, &mut out.problems));
            prepared.kept.clone_from(&loaded.kept);
            let (path, record) = (name.to_owned(), String::new());
            out.items.push(Item::Article { path, record, replaces: true, prepared });
        }
    }

    fn lines(&mut self, path: &Path, first: u64, lines: &[Vec<u8>], out: &mut Done) {
        let source = Source::File(path.to_path_buf());
        let name = name_of(path);
        for (line, number) in lines.iter().zip(first..) {
            out.bytes += line.len() as u64;
            match ingest::parse_line(line, &source, number) {
                None => {}
                Some(Err(problem)) => out.problems.push(problem),
                Some(Ok(record)) => {
                    out.problems.extend(record.flaws);
                    let (path, id, key, kept) = (name.clone(), record.id, record.article.key, record.kept);
                    let replaces = !id.is_empty();
                    let item = if self.is_known(key) {
                        let source = record.article.source.to_string();
                        Item::Known { path, record: id, replaces, key, source, kept }
                    } else {
                        let mut prepared = Box::new(self.prepare(record.article, &mut out.problems));
                        prepared.kept = kept;
                        Item::Article { path, record: id, replaces, prepared }
                    };
                    out.items.push(item);
                }
            }
        }
    }

    fn is_known(&self, key: ContentKey) -> bool {
        self.library.locate(key).ok().flatten().is_some()
    }

    fn prepare(&mut self, article: Article, problems: &mut Vec<Problem>) -> Prepared {
        let article = Arc::new(article);
        let found = find_names(&article);
        problems.extend(found.problem);
        let mentions = found.analysis.mentions;
        let names = self.reader.read(&article, &mentions);
        prepare(&article, &mentions, names, self.compressed)
    }
}
