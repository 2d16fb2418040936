//! Reading and replacing the file of the memory.

use std::fs;
use std::path::{Path, PathBuf};

use super::{StateError, VERSION};
use crate::model::ReaderMemory;
use crate::store::atomic::{self, Readers, beside, folder, make_folder};

/// A larger file is none of ours.
const MAX_BYTES: u64 = 256 << 20;

/// What is read first of a file: a newer form may not fit this one's at all.
#[derive(serde::Deserialize)]
struct Head {
    #[serde(default)]
    version: u32,
}

fn io(what: &'static str) -> impl Fn(std::io::Error) -> StateError {
    move |source| StateError::Io { what, source }
}

/// Reads a memory; a missing file is an empty one.
pub(super) fn read(path: &Path) -> Result<ReaderMemory, StateError> {
    let Some(bytes) = atomic::read(path, MAX_BYTES).map_err(io("it cannot be read"))? else {
        return Ok(ReaderMemory::default());
    };
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
    make_folder(folder(path)).map_err(io("its folder cannot be made"))?;
    let bytes =
        serde_json::to_vec_pretty(memory).map_err(|error| io("it cannot be written")(std::io::Error::other(error)))?;
    // What someone reads is nobody else's business.
    atomic::replace(path, &bytes, Readers::Owner).map(drop).map_err(io("it cannot be written"))
}

/// Puts a damaged file aside under a name that is free, or in place of the first of nine.
pub(super) fn set_aside(path: &Path) -> std::io::Result<PathBuf> {
    let names = std::iter::once("damaged".to_owned()).chain((2..10).map(|n| format!("damaged-{n}")));
    let free = names.map(|name| beside(path, &name)).find(|name| !name.exists());
    let free = free.unwrap_or_else(|| beside(path, "damaged"));
    fs::rename(path, &free)?;
    Ok(free)
}

/// Keeps other readers from writing between this one's reading and writing.
pub(super) fn lock(path: &Path) -> Result<atomic::Lock, StateError> {
    make_folder(folder(path)).map_err(io("its folder cannot be made"))?;
    atomic::Lock::take(path).map_err(io("it cannot be written"))?.ok_or(StateError::Held)
}
