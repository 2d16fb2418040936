//! Where articles come from, and reading one of them.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use super::bundled;
use crate::text::sanitize_line;

/// Inputs larger than this are skipped: one article of this size is a mistake, and memory must stay bounded.
const MAX_BYTES: u64 = 512 * 1024 * 1024;

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
    #[must_use]
    pub fn is_json_lines(&self) -> bool {
        let Self::File(path) = self else { return false };
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        ending.is_some_and(|ending| matches!(ending.as_str(), "jsonl" | "ndjson"))
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
                read_bounded(File::open(path)?, meta.len())
            }
            Self::Stdin => read_bounded(io::stdin().lock(), 0),
            Self::Bundled(at) => Ok(bundled::text(*at).as_bytes().to_vec()),
        }
    }
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
fn refuse_endless(meta: &std::fs::Metadata) -> io::Result<()> {
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
