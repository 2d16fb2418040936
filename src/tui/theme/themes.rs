//! All themes there are: the built-in ones and the user's.

use std::sync::OnceLock;

use super::{Capability, Theme, parse};
use crate::config::{ConfigError, File, did_you_mean, quote};

/// The default, and what it is on a light ground.
const TERMINAL: &str = "terminal";
const TERMINAL_LIGHT: &str = "terminal-light";

/// All themes, by name.
#[derive(Debug, Clone)]
pub struct Themes {
    all: Vec<Known>,
}

/// A theme; a built-in one is read when it is asked for, as most never are.
#[derive(Debug, Clone)]
struct Known {
    name: String,
    theme: OnceLock<Theme>,
}

impl Known {
    fn theme(&self) -> &Theme {
        self.theme.get_or_init(|| Theme::builtin(&self.name).unwrap_or_else(|| Theme::plain(&self.name)))
    }
}

impl Themes {
    /// The built-in themes and those of the configuration folder (file name without its ending, and file). A file with the
    /// name of a built-in theme lies over it; another one is new, and lies over the theme its `base` names (`terminal`
    /// where it names none).
    pub fn new(files: &[(String, File)]) -> (Self, Vec<ConfigError>) {
        let known = |name: &str| Known { name: name.to_owned(), theme: OnceLock::new() };
        let mut themes = Self { all: Theme::names().map(known).collect() };
        let mut errors = Vec::new();
        for (name, file) in files {
            let known = themes.get(name).cloned();
            let base = parse::base(&file.text).and_then(|base| themes.get(&base).cloned());
            let mut theme = known.or(base).or_else(|| Theme::builtin(TERMINAL)).unwrap_or_else(|| Theme::plain(name));
            theme.name.clone_from(name);
            errors.extend(theme.overlay(&file.name, &file.text));
            let own = Known { name: name.clone(), theme: OnceLock::from(theme) };
            match themes.all.iter_mut().find(|other| other.name == *name) {
                Some(other) => *other = own,
                None => themes.all.push(own),
            }
        }
        (themes, errors)
    }

    /// A theme by name.
    pub fn get(&self, name: &str) -> Option<&Theme> {
        self.all.iter().find(|known| known.name == name).map(Known::theme)
    }

    /// A theme by name, ready for a terminal. On a light ground `terminal` is drawn as `terminal-light`.
    ///
    /// # Errors
    /// Says that there is no such theme, and which one may be meant.
    pub fn choose(&self, name: &str, capability: Capability) -> Result<Theme, String> {
        let unknown = || {
            let all = format!("; there are {}", self.names().collect::<Vec<_>>().join(", "));
            format!("no theme {}{}", quote(name), did_you_mean(name, self.names(), &all))
        };
        let mut theme = self.get(name).cloned().ok_or_else(unknown)?;
        if name == TERMINAL
            && capability.light
            && let Some(light) = self.get(TERMINAL_LIGHT)
        {
            theme.styles.clone_from(&light.styles);
        }
        Ok(theme.for_capability(capability))
    }

    /// All names: the built-in ones, then the user's.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|known| known.name.as_str())
    }

    /// The theme after one, round and round.
    pub fn after(&self, name: &str) -> Option<&Theme> {
        let at = self.all.iter().position(|known| known.name == name).map_or(0, |at| at + 1);
        self.all.get(at).or(self.all.first()).map(Known::theme)
    }
}
