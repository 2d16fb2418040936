//! Colour themes: a style for each role, a sign for each meaning. Built-in ones are `assets/themes/*.toml`; a user's files
//! lie over them or add new ones.

mod capability;
pub mod colour;
pub mod docs;
mod parse;
mod role;
mod themes;

use ratatui::style::Style;
use ratatui::symbols::border;

pub use capability::{Capability, Colours};
pub use role::{Role, Sign};
pub use themes::Themes;

use crate::config::ConfigError;
use crate::model::EntityKind;

/// The built-in themes.
const BUILTIN: &[(&str, &str)] = &[
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
    ("terminal-light", include_str!("../../assets/themes/terminal-light.toml")),
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("mono", include_str!("../../assets/themes/mono.toml")),
];

/// Borders of ASCII.
const ASCII: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Borders of ASCII where the keys are.
const ASCII_FOCUS: border::Set<'static> = border::Set {
    top_left: "#",
    top_right: "#",
    bottom_left: "#",
    bottom_right: "#",
    vertical_left: "#",
    vertical_right: "#",
    horizontal_top: "=",
    horizontal_bottom: "=",
};

/// A theme, ready to draw with.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    name: String,
    styles: Vec<Style>,
    signs: Vec<String>,
    ascii: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self::plain("plain")
    }
}

impl Theme {
    /// A theme without any style, with the signs of Unicode.
    fn plain(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            styles: vec![Style::new(); Role::ALL.len()],
            signs: Sign::ALL.iter().map(|sign| sign.builtin().0.to_owned()).collect(),
            ascii: false,
        }
    }

    /// A built-in theme. They have no mistakes; a test sees to it.
    pub fn builtin(name: &str) -> Option<Self> {
        let (name, text) = BUILTIN.iter().find(|(known, _)| *known == name)?;
        let base = parse::base(text).filter(|base| base != name).and_then(|base| Self::builtin(&base));
        let mut theme = base.unwrap_or_else(|| Self::plain(name));
        (*name).clone_into(&mut theme.name);
        let errors = theme.overlay(name, text);
        debug_assert!(errors.is_empty(), "{errors:?}");
        Some(theme)
    }

    /// The names of the built-in themes; the first is the default.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(name, _)| *name)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Lays a theme file over this theme. What is wrong in the file is left out and told.
    pub fn overlay(&mut self, file_name: &str, toml_text: &str) -> Vec<ConfigError> {
        parse::overlay(self, file_name, toml_text)
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(role as usize).copied().unwrap_or_default()
    }

    /// The style of a kind of name.
    pub fn kind(&self, kind: EntityKind) -> Style {
        self.style(match kind {
            EntityKind::Person => Role::Person,
            EntityKind::Organisation => Role::Organisation,
            EntityKind::Place => Role::Place,
            EntityKind::Other => Role::Other,
        })
    }

    /// A sign, one cell wide.
    pub fn sign(&self, sign: Sign) -> &str {
        self.signs.get(sign as usize).map_or(sign.builtin().1, String::as_str)
    }

    /// The lines round a pane; heavier where the keys are. Boxes over the panes always have the keys.
    pub const fn border(&self, focus: bool) -> border::Set<'static> {
        match (self.ascii, focus) {
            (false, false) => border::ROUNDED,
            (false, true) => border::THICK,
            (true, false) => ASCII,
            (true, true) => ASCII_FOCUS,
        }
    }

    /// Whether only ASCII is drawn.
    pub const fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// A bar of `width` cells for `value` of `most`, in eighths of a cell where the terminal has them. What is there is at
    /// least an eighth long; nothing is empty.
    pub fn bar(&self, value: u64, most: u64, width: u16) -> String {
        const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let steps = if self.ascii { 1 } else { 8 };
        let whole = u128::from(width) * steps;
        let length = (u128::from(value.min(most)) * whole).div_ceil(u128::from(most.max(1))) as usize;
        let (full, part) = (length / steps as usize, length % steps as usize);
        let mut bar = self.sign(Sign::BarFull).repeat(full);
        bar.push_str(EIGHTHS.get(part).copied().unwrap_or_default());
        bar.push_str(&self.sign(Sign::BarEmpty).repeat(usize::from(width) - full - usize::from(part > 0)));
        bar
    }

    /// The same with signs and borders of ASCII.
    #[must_use]
    pub fn with_ascii(mut self) -> Self {
        self.ascii = true;
        self.signs = Sign::ALL.iter().map(|sign| sign.builtin().1.to_owned()).collect();
        self
    }

    /// The same with no more than a terminal can show: colours become the nearest there are that keep the contrast; without
    /// colours all is told by bold, underline, italic and reverse, as in the theme `mono`.
    #[must_use]
    pub fn for_capability(mut self, capability: Capability) -> Self {
        match capability.colours {
            Colours::Rgb => {}
            Colours::None => {
                if let Some(mono) = Self::builtin("mono") {
                    self.styles = mono.styles;
                }
            }
            fewer => self.styles = colour::fewer(&self, fewer),
        }
        if capability.unicode { self } else { self.with_ascii() }
    }
}

#[cfg(test)]
mod tests;
