//! Finding inputs: the paths of the command line, folders down to their leaves, in an order that is always the same.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::decode::is_binary;
use super::source::{Source, explain};
use crate::model::decision::FILE_NAME;
use crate::model::{Problem, Stage};
use crate::text::sanitize_line;

/// Something the walk came upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// An input to be read.
    Input(Source),
    /// A path that leads nowhere, or a folder that cannot be read or holds no text.
    Problem(Problem),
    /// What was passed over in one of the folders asked for; comes after the folder's last input, if it is not nothing.
    Skipped(Skipped),
}

/// Counts of what lies in a folder and is not read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Skipped {
    /// The folder; sanitised.
    pub folder: String,
    /// Files and folders whose name begins with a dot (what is inside hidden folders is not counted).
    pub hidden: u32,
    /// Files that are not text by their name, or by their first bytes where the name has no ending.
    pub not_text: u32,
}

/// Calls `visit` with every input under `paths` as it is found, until `visit` breaks. `-` is standard input (read once
/// only). Folders are walked in the order of their file names; symbolic links are followed, a loop of them is a problem.
/// A file that is named itself is taken whatever its ending, but for one of decisions about names.
pub fn walk(paths: &[PathBuf], visit: &mut dyn FnMut(Found) -> ControlFlow<()>) {
    let mut stdin_taken = false;
    for path in paths {
        let flow = if path.as_os_str() == "-" {
            if std::mem::replace(&mut stdin_taken, true) {
                continue;
            }
            visit(Found::Input(Source::Stdin))
        } else {
            match path.metadata() {
                Ok(meta) if meta.is_dir() => walk_folder(path, visit),
                // A shell that spells out a folder (`articles/*`) names it, too.
                Ok(_) if path.file_name().is_some_and(|name| name == FILE_NAME) => ControlFlow::Continue(()),
                Ok(_) => visit(Found::Input(Source::File(path.clone()))),
                Err(error) => visit(problem(path, explain(&error))),
            }
        };
        if flow.is_break() {
            return;
        }
    }
}

fn walk_folder(folder: &Path, visit: &mut dyn FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut skipped = Skipped { folder: name_of(folder), ..Skipped::default() };
    let (mut inputs, mut problems) = (0u32, 0u32);
    let mut entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems += 1;
                visit(walk_problem(folder, &error))?;
                continue;
            }
        };
        if entry.depth() > 0 && is_hidden(&entry) {
            skipped.hidden += 1;
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        } else if entry.file_type().is_file() {
            if is_text(entry.path()) {
                inputs += 1;
                visit(Found::Input(Source::File(entry.into_path())))?;
            } else if entry.file_name() != FILE_NAME {
                skipped.not_text += 1;
            }
        } else if !entry.file_type().is_dir() {
            skipped.not_text += 1;
        }
    }
    if inputs + problems == 0 {
        visit(problem(folder, no_text(&skipped)))?;
    }
    if skipped.hidden + skipped.not_text > 0 { visit(Found::Skipped(skipped)) } else { ControlFlow::Continue(()) }
}

fn no_text(skipped: &Skipped) -> String {
    match skipped.hidden + skipped.not_text {
        0 => "an empty folder".to_owned(),
        1 => "no .txt or .md file in this folder (1 other was passed over)".to_owned(),
        n => format!("no .txt or .md file in this folder ({n} others were passed over)"),
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().first() == Some(&b'.')
}

/// Whether a file is taken where it lies in a folder.
#[must_use]
pub fn is_wanted(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name != FILE_NAME && !name.as_encoded_bytes().starts_with(b"."))
        && is_text(path)
}

/// Whether a file in a folder is taken: by its ending; without one, by its first bytes.
fn is_text(path: &Path) -> bool {
    const ENDINGS: [&str; 7] = ["txt", "md", "markdown", "text", "mdown", "jsonl", "ndjson"];
    match path.extension() {
        Some(ending) => ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)),
        None => starts_as_text(path),
    }
}

fn starts_as_text(path: &Path) -> bool {
    let mut head = Vec::with_capacity(1024);
    match File::open(path).map(|file| file.take(1024).read_to_end(&mut head)) {
        Ok(Ok(_)) => !head.is_empty() && !is_binary(&head),
        // Whoever loads it will say what is wrong.
        _ => true,
    }
}

fn walk_problem(folder: &Path, error: &walkdir::Error) -> Found {
    let path = error.path().unwrap_or(folder);
    let reason = if error.loop_ancestor().is_some() {
        "a symbolic link that leads back into itself".to_owned()
    } else {
        error.io_error().map_or_else(|| "cannot be read".to_owned(), explain)
    };
    problem(path, reason)
}

fn problem(path: &Path, reason: String) -> Found {
    Found::Problem(Problem { source: name_of(path), stage: Stage::Read, reason, skipped: true })
}

fn name_of(path: &Path) -> String {
    sanitize_line(&path.to_string_lossy())
}

#[cfg(test)]
mod tests;
