//! Which library a command works on.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::store::library::{Library, LibraryError, Writer, default_path};
use crate::text::sanitize_line;

/// Options that name the library.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LibraryArgs {
    /// File of the library, instead of the one in the platform's folder for data
    #[arg(
        long,
        value_name = "FILE",
        env = "DATELINE_LIBRARY",
        hide_env_values = true,
        help_heading = "Which articles"
    )]
    pub library: Option<PathBuf>,
}

impl LibraryArgs {
    /// The file of the library.
    ///
    /// # Errors
    /// The platform names no folder for it.
    pub fn path(&self) -> Result<PathBuf, Failure> {
        let named = self.library.clone().filter(|path| !path.as_os_str().is_empty());
        named
            .or_else(default_path)
            .ok_or_else(|| Failure::new("this system has no data folder: name the library with --library FILE"))
    }

    /// The library, if it holds articles.
    ///
    /// # Errors
    /// There is a file, but it is no library, or cannot be read; or it was named and is not there.
    pub fn filled(&self) -> Result<Option<Library>, Failure> {
        let Ok(path) = self.path() else { return Ok(None) };
        match Library::open_filled(&path) {
            Ok(None) if self.library.is_some() && !path.exists() => Err(failure(&path, &LibraryError::Missing)),
            Ok(None) if self.library.is_some() && std::fs::metadata(&path).is_ok_and(|file| file.len() == 0) => {
                let name = sanitize_line(&path.to_string_lossy());
                let words =
                    "the file is empty: it was cut off, or nothing was written yet; `dateline index PATH` fills it";
                Err(Failure::new(format!("{name}: {words}")))
            }
            Ok(None) if self.library.is_some() => Err(empty(&path)),
            Ok(library) => Ok(library),
            Err(error) => Err(failure(&path, &error)),
        }
    }

    /// The library for writing; it is made if there is none.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn writer(&self) -> Result<(Writer, PathBuf), Failure> {
        let path = self.path()?;
        let writer = Writer::open(&path).map_err(|error| failure(&path, &error))?;
        Ok((writer, path))
    }
}

impl From<LibraryError> for Failure {
    fn from(error: LibraryError) -> Self {
        Self::new(format!("the library: {}", sanitize_line(&error.to_string())))
    }
}

/// A library that was named holds nothing.
#[must_use]
pub fn empty(path: &Path) -> Failure {
    let words = "this library holds no articles; `dateline index --library FILE PATH` fills it";
    Failure::new(format!("{}: {words}", sanitize_line(&path.to_string_lossy())))
}

/// What went wrong with a library.
#[must_use]
pub fn failure(path: &Path, error: &LibraryError) -> Failure {
    Failure::new(format!("{}: {}", sanitize_line(&path.to_string_lossy()), sanitize_line(&error.to_string())))
}
