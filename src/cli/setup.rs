//! From flags, environment and configuration folder to what the reader starts with.

use std::path::{Path, PathBuf};

use super::Failure;
use crate::config::{self, Config, ConfigError};
use crate::model::{ContentKey, Problem, Stage};
use crate::text::sanitize_line;
use crate::tui::app::Setup;
use crate::tui::keymap::Keymap;
use crate::tui::theme::{Capability, Themes};

/// How the reader shall look.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct LookArgs {
    /// Colour theme: terminal, terminal-light, dark, light, mono, or one of your own
    #[arg(long, value_name = "NAME")]
    pub theme: Option<String>,
    /// Draw signs and borders in ASCII only
    #[arg(long)]
    pub ascii: bool,
    /// Folder with config.toml, keymap.toml and themes/, instead of the platform's default
    #[arg(long, value_name = "FOLDER", env = "DATELINE_CONFIG", hide_env_values = true)]
    pub config: Option<PathBuf>,
}

/// The setup, and what is wrong with the configuration. Nothing there stops the start but a theme that was asked for and
/// does not exist.
///
/// # Errors
/// An unknown `--theme`.
pub fn setup(
    look: &LookArgs,
    own_folder: bool,
    capability: Capability,
    paths: &[PathBuf],
    library: Option<&Path>,
) -> Result<(Setup, Vec<Problem>), Failure> {
    let platform = || config::folder(&|name| std::env::var_os(name));
    let folder = look.config.clone().or_else(|| if own_folder { platform() } else { None });
    let loaded = Config::load(folder.as_deref());
    let mut errors = loaded.errors;
    if let Some(folder) = look.config.as_deref().filter(|folder| !folder.is_dir()) {
        errors.push(ConfigError::whole(
            &sanitize_line(&folder.to_string_lossy()),
            "there is no such folder; using defaults",
        ));
    }
    let mut keymap = Keymap::builtin();
    if let Some(file) = &loaded.keymap {
        errors.extend(keymap.overlay(&file.name, &file.text));
    }
    let (known, theme_errors) = Themes::new(&loaded.themes);
    errors.extend(theme_errors);
    let mut capability = capability;
    if look.ascii || loaded.config.ascii == Some(true) {
        capability.unicode = false;
    } else if loaded.config.ascii == Some(false) {
        capability.unicode = true;
    }
    let theme = match &look.theme {
        Some(name) => known.choose(name, capability).map_err(Failure::usage)?,
        None => known.choose(&loaded.config.theme, capability).unwrap_or_else(|said| {
            let whole = || ConfigError::whole("config.toml", &said);
            errors.push(loaded.settings.as_ref().map_or_else(whole, |file| file.mistake("theme", &said)));
            known.choose("terminal", capability).unwrap_or_default()
        }),
    };
    let problems = errors.iter().map(problem).collect();
    let (corpus, session) = match library {
        Some(_) => ("library".to_owned(), "library".to_owned()),
        None => (corpus_name(paths), session_name(paths)),
    };
    Ok((Setup { keymap, theme, themes: known, capability, config: loaded.config, corpus, session }, problems))
}

fn problem(error: &ConfigError) -> Problem {
    Problem { source: error.place(), stage: Stage::Config, reason: error.message.clone(), skipped: false }
}

/// What the corpus is called in the first crumb.
fn corpus_name(paths: &[PathBuf]) -> String {
    let name = |path: &Path| {
        if path.as_os_str() == "-" {
            return "standard input".to_owned();
        }
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        sanitize_line(&whole.file_name().map_or_else(|| path.to_string_lossy(), std::ffi::OsStr::to_string_lossy))
    };
    match paths {
        [] => "dateline samples".to_owned(),
        [one] => name(one),
        [first, rest @ ..] => format!("{} + {}", name(first), rest.len()),
    }
}

/// What the corpus is called in the reader's memory: the hash of its paths, so that no path is kept in clear.
fn session_name(paths: &[PathBuf]) -> String {
    if paths.is_empty() {
        return "samples".to_owned();
    }
    let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    let mut whole: Vec<Vec<u8>> = paths.iter().map(|path| real(path).into_os_string().into_encoded_bytes()).collect();
    whole.sort();
    ContentKey::of(&whole.join(&0)).short()
}
