//! Taking out what is asked for, or what is gone from the disk. Names are then what they would be had it never been there, as
//! far as they are not tied for good.

use std::path::{Path, PathBuf};

use super::finish;
use super::walker::{name_of, path_of, real};
use crate::store::library::{Library, LibraryError, Writer};

/// So many files are taken out in one transaction.
const BATCH: usize = 200;

/// Takes out the articles of files, and of all files below folders. Returns how many articles went, and the paths of which
/// nothing is in the library.
///
/// # Errors
/// The library cannot be written.
pub fn remove(writer: &mut Writer, library: &Library, paths: &[PathBuf]) -> Result<(u64, Vec<PathBuf>), LibraryError> {
    let (mut gone, mut unknown) = (0, Vec::new());
    for path in paths {
        let files = library.files_under(&name_of(&absolute(path)))?;
        if files.is_empty() {
            unknown.push(path.clone());
        }
        let ids: Vec<i64> = files.into_iter().map(|(id, _)| id).collect();
        for ids in ids.chunks(BATCH) {
            gone += writer.forget(ids)?;
        }
    }
    finish(writer)?;
    Ok((gone, unknown))
}

/// Takes out the articles of files that are no longer there, under some paths; without paths, of all. Returns how many
/// articles and files went.
///
/// # Errors
/// The library cannot be written.
pub fn prune(writer: &mut Writer, library: &Library, paths: &[PathBuf]) -> Result<(u64, u64), LibraryError> {
    let mut files = Vec::new();
    if paths.is_empty() {
        files = library.files_under("")?;
    }
    for path in paths {
        files.extend(library.files_under(&name_of(&absolute(path)))?);
    }
    let missing = |path: &str| matches!(path_of(path).symlink_metadata(), Err(error) if error.kind() == std::io::ErrorKind::NotFound);
    let ids: Vec<i64> = files.into_iter().filter(|(_, path)| missing(path)).map(|(id, _)| id).collect();
    let mut gone = 0;
    for ids in ids.chunks(BATCH) {
        gone += writer.forget(ids)?;
    }
    finish(writer)?;
    Ok((gone, ids.len() as u64))
}

/// The path from the root also of what is no longer there: then of the nearest folder above that is.
fn absolute(path: &Path) -> PathBuf {
    if path.exists() {
        return real(path);
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    match (whole.parent(), whole.file_name()) {
        (Some(folder), Some(name)) if folder != whole => absolute(folder).join(name),
        _ => whole,
    }
}
