//! Where articles come from, and reading one of them.

use std::fmt;
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::bundled;
use crate::text::sanitize_line;

/// Inputs larger than this are skipped: one article of this size is a mistake, and memory must stay bounded.
const MAX_BYTES: u64 = 512 * 1024 * 1024;

/// Bytes looked at to see whether an input may be JSON Lines, and at most of its first line.
const FIRST_LOOK: usize = 4096;
const LONGEST_FIRST: u64 = 4 << 20;

/// So long it is waited for somebody who writes to a pipe.
const PATIENCE: Duration = Duration::from_secs(10);

/// One input. `Display` gives its name for people, fit for a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// A file, by the path it was found under.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// An article of the bundled corpus, by its position there.
    Bundled(usize),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.write_str(&sanitize_line(&path.to_string_lossy())),
            Self::Stdin => f.write_str("-"),
            Self::Bundled(at) => write!(f, "bundled: {}", bundled::name(*at)),
        }
    }
}

impl Source {
    /// Whether its ending says that it is Markdown.
    pub(super) fn is_markdown(&self) -> bool {
        let ending = match self {
            Self::File(path) => path.extension().map(|ending| ending.to_string_lossy().to_lowercase()),
            Self::Stdin => None,
            Self::Bundled(at) => bundled::name(*at).rsplit_once('.').map(|(_, ending)| ending.to_owned()),
        };
        ending.is_some_and(|ending| matches!(ending.as_str(), "md" | "markdown" | "mdown"))
    }

    /// Whether its ending says that each line is an article.
    pub(super) fn is_called_json_lines(&self) -> bool {
        let Self::File(path) = self else { return false };
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| matches!(ending.as_str(), "jsonl" | "ndjson"))
    }

    /// Whether each line is an article: its ending says so, or, of a file that lies on a disk, its first line is one. (What comes out of
    /// a pipe can be read once only: see [`holds_json_lines`].)
    #[must_use]
    pub fn is_json_lines(&self) -> bool {
        if self.is_called_json_lines() {
            return true;
        }
        let Self::File(path) = self else { return false };
        if self.is_markdown() || !path.metadata().is_ok_and(|meta| meta.is_file()) {
            return false;
        }
        let Ok(file) = File::open(path) else { return false };
        let (mut reader, mut first) = (BufReader::with_capacity(FIRST_LOOK, file), Vec::new());
        if !reader.fill_buf().is_ok_and(|bytes| bytes.first() == Some(&b'{')) {
            return false;
        }
        let read = reader.take(LONGEST_FIRST).read_until(b'\n', &mut first);
        read.is_ok() && holds_json_lines(&first)
    }

    /// Reads all of the input, at most 512 MiB.
    ///
    /// # Errors
    /// What the operating system says, or `FileTooLarge`, or `InvalidInput` for what cannot be read like a file.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        match self {
            Self::File(path) => {
                let meta = path.metadata()?;
                refuse_endless(&meta)?;
                if meta.is_file() && meta.len() > MAX_BYTES {
                    return Err(too_large());
                }
                read_bounded(open(path, &meta)?, meta.len())
            }
            Self::Stdin => read_bounded(io::stdin().lock(), 0),
            Self::Bundled(at) => Ok(bundled::text(*at).as_bytes().to_vec()),
        }
    }
}

/// Whether the first line is a JSON object with a text: each line is an article then, whatever the file is called.
#[must_use]
pub fn holds_json_lines(bytes: &[u8]) -> bool {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    let Some(line) = bytes.get(..end).filter(|line| line.first() == Some(&b'{')) else { return false };
    let map: Result<serde_json::Map<String, serde_json::Value>, _> = serde_json::from_slice(line);
    map.is_ok_and(|map| map.get("text").is_some_and(serde_json::Value::is_string))
}

/// Opens a file; of a pipe with a name only as long as somebody is to be expected to write to it.
fn open(path: &Path, meta: &Metadata) -> io::Result<File> {
    if meta.is_file() {
        return File::open(path);
    }
    let (opened, file) = std::sync::mpsc::channel();
    let own = path.to_path_buf();
    std::thread::Builder::new().spawn(move || drop(opened.send(File::open(own))))?;
    let nobody = format!("a pipe that nobody has written to for {} seconds", PATIENCE.as_secs());
    file.recv_timeout(PATIENCE).unwrap_or_else(|_| Err(io::Error::new(io::ErrorKind::TimedOut, nobody)))
}

fn read_bounded(input: impl Read, expected: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(expected.min(MAX_BYTES) as usize + 1);
    input.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES { Err(too_large()) } else { Ok(bytes) }
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "larger than 512 MiB; split it")
}

/// Folders and devices cannot be read to their end; pipes can (`dateline <(fetch …)`).
fn refuse_endless(meta: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = meta.file_type();
        if kind.is_char_device() || kind.is_block_device() || kind.is_socket() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "a device, not a file"));
        }
    }
    if meta.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder, not a file"));
    }
    Ok(())
}

/// An operating system's error in the words the program uses everywhere.
pub fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied; check who may read it".to_owned(),
        _ if error.to_string().contains("symbolic links") => "a symbolic link that leads back into itself".to_owned(),
        _ => {
            let text = error.to_string();
            let end = text.find(" (os error").unwrap_or(text.len());
            sanitize_line(text.get(..end).unwrap_or(&text)).to_lowercase()
        }
    }
}
