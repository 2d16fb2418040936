//! The configuration folder.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use etcetera::AppStrategy;

use super::{Config, ConfigError, Source};
use crate::text::sanitize_line;

/// Largest file read, in bytes. A configuration by hand is far smaller.
const LARGEST: u64 = 256 * 1024;

/// Most theme files read.
const MOST_THEMES: usize = 200;

/// A configuration file's name, for messages, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path, sanitised.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// A mistake in the value of a setting that shows only later, such as the name of a theme that does not exist.
    pub fn mistake(&self, setting: &str, message: &str) -> ConfigError {
        let mut source = Source::new(&self.name, &self.text);
        let table = source.parse();
        let value = table.get(setting).map(toml::Spanned::span);
        let mut told = Source::new(&self.name, &self.text);
        if let Some(span) = value {
            told.note(span, message);
        }
        told.into_errors().pop().unwrap_or_else(|| ConfigError::whole(&self.name, message))
    }
}

/// What the configuration folder holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// The file they are from.
    pub settings: Option<File>,
    /// `keymap.toml`, to be laid over the built-in key map.
    pub keymap: Option<File>,
    /// `themes/*.toml`, by the name of the file without its ending, sorted.
    pub themes: Vec<(String, File)>,
    /// What could not be read or understood.
    pub errors: Vec<ConfigError>,
}

/// The configuration folder: `DATELINE_CONFIG`, or the platform's own (`$XDG_CONFIG_HOME/dateline` or `~/.config/dateline`;
/// on Windows under the roaming application data). `None` where there is no home folder.
pub fn folder(env: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(named) = env("DATELINE_CONFIG").filter(|named| !named.is_empty()) {
        return Some(named.into());
    }
    let app = etcetera::AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: "dateline".to_owned(),
    };
    etcetera::choose_app_strategy(app).ok().map(|strategy| strategy.config_dir())
}

/// See [`Config::load`].
pub(super) fn load(folder: Option<&Path>) -> Loaded {
    let mut loaded = Loaded::default();
    let Some(folder) = folder else { return loaded };
    if let Some(file) = read(&folder.join("config.toml"), &mut loaded.errors) {
        let (config, errors) = Config::parse(&file.name, &file.text);
        loaded.config = config;
        loaded.errors.extend(errors);
        loaded.settings = Some(file);
    }
    loaded.keymap = read(&folder.join("keymap.toml"), &mut loaded.errors);
    for path in theme_files(&folder.join("themes"), &mut loaded.errors) {
        let name = path.file_stem().map(|stem| sanitize_line(&stem.to_string_lossy())).unwrap_or_default();
        if let Some(file) = read(&path, &mut loaded.errors) {
            loaded.themes.push((name, file));
        }
    }
    loaded
}

/// The theme files, sorted by name.
fn theme_files(folder: &Path, errors: &mut Vec<ConfigError>) -> Vec<PathBuf> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            complain(folder, &error, errors);
            return Vec::new();
        }
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    paths.sort();
    if paths.len() > MOST_THEMES {
        let message = format!("holds {} themes; the first {MOST_THEMES} are used", paths.len());
        errors.push(ConfigError::whole(&folder.to_string_lossy(), &message));
        paths.truncate(MOST_THEMES);
    }
    paths
}

/// A file that may be absent.
fn read(path: &Path, errors: &mut Vec<ConfigError>) -> Option<File> {
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            complain(path, &error, errors);
            return None;
        }
    };
    let name = sanitize_line(&path.to_string_lossy());
    if bytes.len() as u64 > LARGEST {
        let message = format!("is larger than {} KiB and was left out", LARGEST / 1024);
        errors.push(ConfigError::whole(&name, &message));
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(File { name, text }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default()).into_owned();
            let mut source = Source::new(&name, &before);
            source.note(good..good, "this is not UTF-8; save the file as UTF-8");
            errors.extend(source.into_errors());
            None
        }
    }
}

/// At most one byte more than is allowed.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe or a device would block or never end.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("is not a file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Notes an error, unless it is that there is no such file.
fn complain(path: &Path, error: &io::Error, errors: &mut Vec<ConfigError>) {
    if error.kind() != io::ErrorKind::NotFound {
        errors.push(ConfigError::whole(&path.to_string_lossy(), &error.to_string()));
    }
}
