//! The first bytes of a file that the database may have open in this process.

use std::io;
use std::path::Path;

/// How many of them.
pub(super) const LENGTH: usize = 32;

/// Reads them. The system takes a process's locks on a file away when it closes any of its handles of it, also those the
/// database holds: so the one that is opened here stays open, one for each file there is.
#[cfg(unix)]
pub(super) fn read(path: &Path) -> io::Result<[u8; LENGTH]> {
    use std::fs::File;
    use std::os::unix::fs::{FileExt, MetadataExt};
    use std::sync::{Mutex, PoisonError};

    static OPEN: Mutex<Vec<File>> = Mutex::new(Vec::new());
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let wanted = path.metadata()?;
    let is_it = |file: &File| file.metadata().is_ok_and(|of| (of.dev(), of.ino()) == (wanted.dev(), wanted.ino()));
    let mut head = [0; LENGTH];
    if let Some(file) = open.iter().find(|file| is_it(file)) {
        file.read_exact_at(&mut head, 0)?;
    } else {
        let file = File::open(path)?;
        let read = file.read_exact_at(&mut head, 0);
        open.push(file);
        read?;
    }
    Ok(head)
}

/// Reads them.
#[cfg(not(unix))]
pub(super) fn read(path: &Path) -> io::Result<[u8; LENGTH]> {
    use std::io::Read;

    let mut head = [0; LENGTH];
    std::fs::File::open(path)?.read_exact(&mut head)?;
    Ok(head)
}
