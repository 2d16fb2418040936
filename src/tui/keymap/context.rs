//! Where a key is pressed.

use crate::tui::action::Action;

/// A place with keys of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Anywhere in the three panes.
    Global,
    /// The list of articles.
    List,
    /// The text.
    Reader,
    /// The people and other names.
    Sidebar,
    /// A picker: typed letters go into its line.
    Picker,
    /// The outlet filter.
    Filter,
    /// The help: typed letters go into its line.
    Help,
    /// A line to type in (find, command, a name), and what all boxes share.
    Input,
    /// What was skipped or damaged.
    Problems,
    /// What was and is to be decided about names.
    Repair,
    /// The page of who × outlet.
    Who,
    /// The page of mentions in context.
    Kwic,
    /// The page of forms of a name.
    Forms,
}

impl Context {
    /// Every context, in the order of the documentation.
    pub const ALL: [Self; 13] = [
        Self::Global,
        Self::List,
        Self::Reader,
        Self::Sidebar,
        Self::Picker,
        Self::Filter,
        Self::Help,
        Self::Input,
        Self::Problems,
        Self::Repair,
        Self::Who,
        Self::Kwic,
        Self::Forms,
    ];

    /// Its name in key map files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::List => "list",
            Self::Reader => "reader",
            Self::Sidebar => "sidebar",
            Self::Picker => "picker",
            Self::Filter => "filter",
            Self::Help => "help",
            Self::Input => "input",
            Self::Problems => "problems",
            Self::Repair => "repair",
            Self::Who => "who",
            Self::Kwic => "context",
            Self::Forms => "forms",
        }
    }

    /// Its heading in help and documentation.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Global => "Everywhere",
            Self::List => "In the list of articles",
            Self::Reader => "In the reader",
            Self::Sidebar => "In the list of names",
            Self::Picker => "In a picker",
            Self::Filter => "In the outlet filter",
            Self::Help => "In the help",
            Self::Input => "In every box",
            Self::Problems => "In the list of problems",
            Self::Repair => "When correcting names",
            Self::Who => "In the table who × outlet",
            Self::Kwic => "In mentions in context",
            Self::Forms => "In the forms of a name",
        }
    }

    /// The context of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }

    /// The contexts to look a key up in when this is the place, the innermost first. Panes lead on to what is global; boxes
    /// are closed and lead on to what all boxes share.
    pub const fn chain(self) -> &'static [Self] {
        match self {
            Self::Global => &[Self::Global],
            Self::List => &[Self::List, Self::Global],
            Self::Reader => &[Self::Reader, Self::Global],
            Self::Sidebar => &[Self::Sidebar, Self::Global],
            Self::Picker => &[Self::Picker, Self::Input],
            Self::Filter => &[Self::Filter, Self::Input],
            Self::Help => &[Self::Help, Self::Input],
            Self::Input => &[Self::Input],
            Self::Problems => &[Self::Problems, Self::Input],
            Self::Repair => &[Self::Repair, Self::Input],
            Self::Who => &[Self::Who, Self::Global],
            Self::Kwic => &[Self::Kwic, Self::Global],
            Self::Forms => &[Self::Forms, Self::Global],
        }
    }

    /// Whether letters that are not bound are typed into a line here. Nothing in such a place may be bound to a bare letter.
    pub const fn types(self) -> bool {
        matches!(self, Self::Picker | Self::Help | Self::Input)
    }

    /// The actions most used here, the most used first: for the last row of the screen and the top of the help.
    pub const fn hints(self) -> &'static [Action] {
        use Action as A;
        match self {
            Self::Global | Self::List => &[
                A::Enter,
                A::NextUnread,
                A::PickArticle,
                A::Filter,
                A::Sort,
                A::ToggleRead,
                A::ToggleStar,
                A::CommandLine,
            ],
            Self::Reader => &[
                A::NextMention,
                A::NextMentionAll,
                A::PickMention,
                A::TakeEntity,
                A::Filter,
                A::Find,
                A::NextArticle,
                A::Zen,
            ],
            Self::Sidebar => &[
                A::Enter,
                A::NextMentionAll,
                A::PreviousMentionAll,
                A::ToggleScope,
                A::Why,
                A::Merge,
                A::MarkName,
                A::PickMention,
                A::Filter,
            ],
            Self::Filter => &[A::ToggleItem, A::AllItems, A::InvertItems, A::OnlyItem, A::Enter, A::Escape],
            Self::Picker | Self::Help => &[A::Enter, A::Down, A::Escape],
            Self::Input => &[A::Enter, A::FocusNext, A::Escape],
            Self::Repair => &[A::Enter, A::Escape],
            Self::Problems => &[A::Down, A::Escape],
            Self::Who => {
                &[A::Enter, A::Sort, A::FocusNext, A::NextReach, A::Find, A::Measure, A::Filter, A::NamedAs, A::Back]
            }
            Self::Kwic => &[A::Enter, A::Sort, A::Reverse, A::NamedAs, A::Filter, A::WhoTable, A::Back],
            Self::Forms => &[A::Enter, A::InContext, A::Filter, A::WhoTable, A::Back],
        }
    }
}
