//! A line to be typed in the status row: a search, a command, an outlet's name.

use super::{Input, View};
use crate::tui::command::Completion;

/// What is being asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptKind {
    /// Words to find in the text.
    Find,
    /// A command.
    Command,
    /// Whose article this is.
    Outlet,
    /// Its tags.
    Tags,
    /// Under which name an entity is shown.
    Rename,
    /// Words of names, to choose rows of a table.
    Names,
}

/// The prompt, open.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What is being asked.
    pub kind: PromptKind,
    /// What was typed.
    pub input: Input,
    /// What it could become.
    pub completions: Vec<Completion>,
    /// The completion taken last.
    pub chosen: Option<usize>,
    /// Lines typed before, the newest last, and which one is shown.
    pub recalled: Option<usize>,
    /// What the reader showed when it opened; a search starts there, and Esc goes back to it.
    pub origin: Option<View>,
}

impl Prompt {
    /// An empty prompt.
    #[must_use]
    pub fn new(kind: PromptKind, origin: Option<View>) -> Self {
        Self { kind, input: Input::default(), completions: Vec::new(), chosen: None, recalled: None, origin }
    }

    /// The sign before the line.
    #[must_use]
    pub const fn sign(&self) -> &'static str {
        match self.kind {
            PromptKind::Find => "/",
            PromptKind::Command => ":",
            PromptKind::Names => "Names containing: ",
            PromptKind::Outlet => "Outlet: ",
            PromptKind::Tags => "Tags (comma-separated): ",
            PromptKind::Rename => "Rename to: ",
        }
    }
}
