//! `--log LEVEL`: what the program does, into a file beside the reader's memory. Never to the terminal while the reader
//! has it.

use std::fs::{self, OpenOptions};
use std::sync::Mutex;

use tracing::Level;

use super::Failure;
use crate::store::reader_state::default_path;

/// From this size on (bytes), the log begins anew; the old one is kept beside it.
const LARGE: u64 = 4 << 20;

/// Starts to log at this level.
///
/// # Errors
/// Where there is no folder for it, or the file cannot be written.
pub fn start(level: Level) -> Result<(), Failure> {
    let folder = default_path().and_then(|path| path.parent().map(std::path::Path::to_path_buf));
    let folder = folder.ok_or_else(|| Failure::new("--log: this system has no folder for state files"))?;
    let path = folder.join("dateline.log");
    let failed = |error: std::io::Error| Failure::new(format!("--log: {}: {error}", path.display()));
    fs::create_dir_all(&folder).map_err(failed)?;
    if fs::metadata(&path).is_ok_and(|meta| meta.len() > LARGE) {
        fs::rename(&path, folder.join("dateline.log.old")).map_err(failed)?;
    }
    let file = OpenOptions::new().create(true).append(true).open(&path).map_err(failed)?;
    tracing_subscriber::fmt().with_max_level(level).with_ansi(false).with_writer(Mutex::new(file)).init();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "start");
    Ok(())
}
