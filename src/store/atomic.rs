//! Replacing a file so that at any moment it is whole: a temporary file beside it, written through to the disk, takes its
//! name. A lock beside it keeps two writers apart.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A lock this old was left by a program that died.
const STALE: Duration = Duration::from_secs(10);
/// How often, and how long between, the lock is tried.
const TRIES: (u32, Duration) = (50, Duration::from_millis(10));

/// Who may read a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Its owner only.
    Owner,
    /// Whoever the system lets; a file that is there keeps its rights.
    AsUsual,
}

/// Where a file really lies: a link is followed, not replaced.
pub(super) fn target(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The bytes of a file, at most one more than `limit`; `None` where there is no such file.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    // A pipe or a device would block or never end.
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() => {}
        Ok(_) => return Err(io::Error::other("it is not a file")),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Replaces a file, whose folder is there. Gives what the system says of the file that was written, which may not be the one
/// that lies there by now.
pub(super) fn replace(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<fs::Metadata> {
    let temporary = beside(path, &format!("new-{}", std::process::id()));
    let named = |written| fs::rename(&temporary, path).map(|()| written);
    let written = write_through(&temporary, path, bytes, readers).and_then(named);
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
        return written;
    }
    // The new name, too, shall outlive a power cut; where folders cannot be synchronised, nothing is lost but that.
    if let Ok(folder) = File::open(folder(path)) {
        let _ = folder.sync_all();
    }
    written
}

fn write_through(path: &Path, old: &Path, bytes: &[u8], readers: Readers) -> io::Result<fs::Metadata> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(path)?;
    if readers == Readers::AsUsual
        && let Ok(kept) = fs::metadata(old)
    {
        let _ = file.set_permissions(kept.permissions());
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    file.metadata()
}

/// Makes the folder of a state file, for its owner only.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The folder of a file.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The path with an ending more.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// Keeps others from writing between this one's reading and writing.
#[derive(Debug)]
pub(super) struct Lock(PathBuf);

impl Lock {
    /// Takes the lock of a file; `None` where another keeps it for too long.
    pub fn take(path: &Path) -> io::Result<Option<Self>> {
        let lock = beside(path, "lock");
        for _ in 0..TRIES.0 {
            match OpenOptions::new().write(true).create_new(true).open(&lock) {
                Ok(_) => return Ok(Some(Self(lock))),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    let age = fs::metadata(&lock).and_then(|meta| meta.modified()).map(|time| time.elapsed());
                    if age.is_ok_and(|age| age.is_ok_and(|age| age > STALE)) {
                        let _ = fs::remove_file(&lock);
                    } else {
                        std::thread::sleep(TRIES.1);
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
