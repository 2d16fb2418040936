//! All themes there are: the built-in ones and the user's.

use super::{Capability, Theme, parse};
use crate::config::{ConfigError, File, did_you_mean, quote};

/// The default, and what it is on a light ground.
const TERMINAL: &str = "terminal";
const TERMINAL_LIGHT: &str = "terminal-light";

/// All themes, by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Themes {
    all: Vec<Theme>,
}

impl Themes {
    /// The built-in themes and those of the configuration folder (file name without its ending, and file). A file with the
    /// name of a built-in theme lies over it; another one is new, and lies over the theme its `base` names (`terminal`
    /// where it names none).
    pub fn new(files: &[(String, File)]) -> (Self, Vec<ConfigError>) {
        let mut themes = Self { all: Theme::names().filter_map(Theme::builtin).collect() };
        let mut errors = Vec::new();
        for (name, file) in files {
            let known = themes.get(name).cloned();
            let base = parse::base(&file.text).and_then(|base| themes.get(&base).cloned());
            let mut theme = known.or(base).or_else(|| Theme::builtin(TERMINAL)).unwrap_or_else(|| Theme::plain(name));
            theme.name.clone_from(name);
            errors.extend(theme.overlay(&file.name, &file.text));
            match themes.all.iter_mut().find(|other| other.name == *name) {
                Some(other) => *other = theme,
                None => themes.all.push(theme),
            }
        }
        (themes, errors)
    }

    /// A theme by name.
    pub fn get(&self, name: &str) -> Option<&Theme> {
        self.all.iter().find(|theme| theme.name == name)
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
        self.all.iter().map(Theme::name)
    }

    /// The theme after one, round and round.
    pub fn after(&self, name: &str) -> Option<&Theme> {
        let at = self.all.iter().position(|theme| theme.name == name).map_or(0, |at| at + 1);
        self.all.get(at).or(self.all.first())
    }
}
