//! What can go wrong with a library, in words that say what to do.

use rusqlite::ErrorCode;

/// Why the library could not be opened, read or written. The path is said by whoever shows it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LibraryError {
    /// There is none.
    #[error("there is no library here; `dateline index PATH` makes one")]
    Missing,
    /// The path is a folder.
    #[error("a folder, not a library; name a file in it")]
    Folder,
    /// The file is something else.
    #[error("not a dateline library; left unchanged. Name another file with --library")]
    Foreign,
    /// A later program wrote it.
    #[error("a newer dateline wrote it (format version {0}; this one knows {version}); left unchanged", version = super::VERSION)]
    Newer(i32),
    /// Its content contradicts itself.
    #[error("the library is damaged ({0}); `dateline doctor` says what can be saved")]
    Damaged(String),
    /// No room is left.
    #[error("the disk is full; what was finished before is kept. Make room and run the same again")]
    Full,
    /// Somebody else writes.
    #[error("another dateline has been writing to it for a long time; try again when it is done")]
    Busy,
    /// It cannot be written.
    #[error(
        "it cannot be written; check who may write the file, its folder, and the files of its name that end in -wal and -shm"
    )]
    ReadOnly,
    /// It cannot be opened.
    #[error("it cannot be opened; check that its folder exists and who may read it")]
    Denied,
    /// A search that full text does not understand.
    #[error("{0}")]
    Search(String),
    /// The operating system refused.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// Its answer.
        #[source]
        source: std::io::Error,
    },
    /// Anything else.
    #[error("the library failed: {0}")]
    Other(String),
}

impl From<rusqlite::Error> for LibraryError {
    fn from(error: rusqlite::Error) -> Self {
        let words = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::CannotOpen) => Self::Denied,
            Some(ErrorCode::NotADatabase) => Self::Foreign,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(words),
            Some(ErrorCode::SystemIoFailure) if is_room_missing(&error) => Self::Full,
            Some(ErrorCode::SystemIoFailure) => Self::Other(format!("the disk did not answer as it should ({words})")),
            _ => Self::Other(words),
        }
    }
}

/// Whether the disk had no room for what the database keeps beside the file while it is open.
fn is_room_missing(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error().map(|error| error.extended_code);
    code == Some(rusqlite::ffi::SQLITE_IOERR_SHMSIZE) || code == Some(rusqlite::ffi::SQLITE_IOERR_SHMOPEN)
}

/// A value that is not what this program writes.
pub(super) fn damaged(what: &str) -> LibraryError {
    LibraryError::Damaged(what.to_owned())
}
