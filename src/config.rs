//! L1: configuration as plain data, and the reading of TOML files with the place of every mistake.

mod error;
mod load;
mod read;
mod source;
mod suggest;

pub use error::{ConfigError, quote};
pub use load::{File, Loaded, folder};
pub use source::Source;
pub use suggest::{did_you_mean, nearest};

/// What the list is sorted by at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Newest first.
    #[default]
    Date,
    /// Outlet, then date.
    Outlet,
    /// Title.
    Title,
    /// Longest first.
    Length,
}

/// The settings of `config.toml`; `assets/config.toml` explains each.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is a setting of its own in the file
pub struct Config {
    /// Name of the colour theme.
    pub theme: String,
    /// Signs and borders in ASCII only; `None` goes by the locale.
    pub ascii: Option<bool>,
    /// Widest line of text, in cells: 20 to 200.
    pub measure: u16,
    /// Width of the article list, in cells: 12 to 100.
    pub list_width: u16,
    /// Width of the sidebar, in cells: 12 to 100.
    pub sidebar_width: u16,
    /// Whether the mouse is listened to.
    pub mouse: bool,
    /// Whether the list has a heading for each day.
    pub group_by_date: bool,
    /// Order of the list at the start.
    pub sort: Order,
    /// Whether that order is turned round.
    pub reverse: bool,
    /// Whether captions, credits and page furniture are shown at the start.
    pub show_hidden: bool,
    /// Whether leaving by `q` asks once.
    pub confirm_quit: bool,
    /// How long after the first of several keys the box with the next ones opens, in milliseconds: 0 to 5000.
    pub which_key_ms: u16,
    /// Whether a new library keeps texts compressed (`store.compress`).
    pub compress: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: "terminal".to_owned(),
            ascii: None,
            measure: 68,
            list_width: 30,
            sidebar_width: 30,
            mouse: true,
            group_by_date: true,
            sort: Order::Date,
            reverse: false,
            show_hidden: false,
            confirm_quit: true,
            which_key_ms: 400,
            compress: true,
        }
    }
}

impl Config {
    /// Reads `config.toml`. What is wrong keeps its default and is told. Does no I/O.
    pub fn parse(file_name: &str, toml_text: &str) -> (Self, Vec<ConfigError>) {
        read::parse(file_name, toml_text)
    }

    /// Reads the configuration folder: settings, key map, themes. Without a folder all is as built in.
    pub fn load(folder: Option<&std::path::Path>) -> Loaded {
        load::load(folder)
    }
}
