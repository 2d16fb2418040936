//! Reading and replacing the file, so that at any moment it is whole: a temporary file beside it, written through to the
//! disk, takes its name.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{StateError, VERSION};
use crate::model::ReaderMemory;

/// A larger file is none of ours.
const MAX_BYTES: u64 = 256 << 20;
/// A lock this old was left by a reader that died.
const STALE: Duration = Duration::from_secs(10);
/// How often, and how long between, the lock is tried.
const TRIES: (u32, Duration) = (50, Duration::from_millis(10));

/// What is read first of a file: a newer form may not fit this one's at all.
#[derive(serde::Deserialize)]
struct Head {
    #[serde(default)]
    version: u32,
}

fn io(what: &'static str) -> impl Fn(std::io::Error) -> StateError {
    move |source| StateError::Io { what, source }
}

/// Where the file really lies: a link is followed, not replaced.
pub(super) fn target(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Reads a memory; a missing file is an empty one.
pub(super) fn read(path: &Path) -> Result<ReaderMemory, StateError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(ReaderMemory::default()),
        Err(error) => return Err(io("it cannot be read")(error)),
    };
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(io("it cannot be read"))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(StateError::Damaged("it is too large".to_owned()));
    }
    // serde would take a list for a struct.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(StateError::Damaged("it is not a JSON object".to_owned()));
    }
    let damaged = |error: serde_json::Error| StateError::Damaged(error.to_string());
    let head: Head = serde_json::from_slice(&bytes).map_err(damaged)?;
    if head.version > VERSION {
        return Err(StateError::Newer(head.version));
    }
    serde_json::from_slice(&bytes).map_err(damaged)
}

/// Replaces the file.
pub(super) fn write(path: &Path, memory: &ReaderMemory) -> Result<(), StateError> {
    let folder = folder(path);
    make_folder(folder).map_err(io("its folder cannot be made"))?;
    let bytes =
        serde_json::to_vec_pretty(memory).map_err(|error| io("it cannot be written")(std::io::Error::other(error)))?;
    let temporary = beside(path, &format!("new-{}", std::process::id()));
    let written = write_through(&temporary, &bytes).and_then(|()| fs::rename(&temporary, path));
    if let Err(error) = written {
        let _ = fs::remove_file(&temporary);
        return Err(io("it cannot be written")(error));
    }
    // The new name, too, shall outlive a power cut; where folders cannot be synchronised, nothing is lost but that.
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

fn write_through(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    // What someone reads is nobody else's business.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Puts a damaged file aside under a name that is free, or in place of the first of nine.
pub(super) fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let names = std::iter::once("damaged".to_owned()).chain((2..10).map(|n| format!("damaged-{n}")));
    let free = names.map(|name| beside(path, &name)).find(|name| !name.exists());
    let free = free.unwrap_or_else(|| beside(path, "damaged"));
    fs::rename(path, &free)?;
    Ok(free)
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

/// Keeps other readers from writing between this one's reading and writing.
#[derive(Debug)]
pub(super) struct Lock(PathBuf);

impl Lock {
    pub(super) fn take(path: &Path) -> Result<Self, StateError> {
        make_folder(folder(path)).map_err(io("its folder cannot be made"))?;
        let lock = beside(path, "lock");
        for _ in 0..TRIES.0 {
            match OpenOptions::new().write(true).create_new(true).open(&lock) {
                Ok(_) => return Ok(Self(lock)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    let age = fs::metadata(&lock).and_then(|meta| meta.modified()).map(|time| time.elapsed());
                    if age.is_ok_and(|age| age.is_ok_and(|age| age > STALE)) {
                        let _ = fs::remove_file(&lock);
                    } else {
                        std::thread::sleep(TRIES.1);
                    }
                }
                Err(error) => return Err(io("it cannot be written")(error)),
            }
        }
        Err(StateError::Held)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
