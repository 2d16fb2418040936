//! The one list of what can be done: key map, command palette, help screen and documentation come from it.

/// Makes the enum, and for each variant its name in key maps and on the command line, its one-line doc and its group.
macro_rules! actions {
    ($($variant:ident $name:literal $group:ident $doc:literal)*) => {
        /// Something the reader can do. Key maps bind keys to these by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $(#[doc = $doc] $variant,)*
        }

        impl Action {
            /// Every action, in the order of the help screen.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in key maps and after `:`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it does, in one line.
            #[must_use]
            pub const fn doc(self) -> &'static str {
                match self { $(Self::$variant => $doc,)* }
            }

            /// The group it is shown under.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$variant => Group::$group,)* }
            }
        }
    };
}

/// Groups of actions, as help shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Moving about.
    Move,
    /// From mention to mention.
    Mentions,
    /// Finding.
    Find,
    /// What is shown.
    View,
    /// Marking and keeping.
    Keep,
    /// Mending who is who.
    Repair,
    /// Inside a box.
    Box,
    /// The program.
    Program,
}

impl Group {
    /// Its heading.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Move => "Move",
            Self::Mentions => "Mentions",
            Self::Find => "Find",
            Self::View => "View",
            Self::Keep => "Keep",
            Self::Repair => "Correct names",
            Self::Box => "In a box",
            Self::Program => "Program",
        }
    }
}

actions! {
    Down "down" Move "one line or row down"
    Up "up" Move "one line or row up"
    HalfDown "half_down" Move "half a page down"
    HalfUp "half_up" Move "half a page up"
    PageDown "page_down" Move "a page down"
    PageUp "page_up" Move "a page up"
    Top "top" Move "to the start"
    Bottom "bottom" Move "to the end"
    FocusLeft "focus_left" Move "to the pane on the left"
    FocusRight "focus_right" Move "to the pane on the right"
    FocusNext "focus_next" Move "to the next pane"
    FocusPrevious "focus_previous" Move "to the previous pane"
    FocusList "focus_list" Move "to the articles"
    FocusReader "focus_reader" Move "to the reader"
    FocusSidebar "focus_sidebar" Move "to the people and other names"
    Enter "enter" Move "open or select"
    Back "back" Move "back one level"
    Escape "escape" Move "cancel"
    NextArticle "next_article" Move "next article"
    PreviousArticle "previous_article" Move "previous article"
    NextUnread "next_unread" Move "next unread article"
    JumpBack "jump_back" Move "jump back"
    JumpOn "jump_on" Move "jump forward"
    SetMark "set_mark" Move "mark this place with a letter"
    GoToMark "go_to_mark" Move "to the place marked with a letter"
    NextMention "next_mention" Mentions "next mention of this name in the article"
    PreviousMention "previous_mention" Mentions "previous mention in this article"
    NextName "next_name" Mentions "next name, any"
    PreviousName "previous_name" Mentions "previous name, any"
    NextMentionAll "next_mention_all" Mentions "next mention in any article"
    PreviousMentionAll "previous_mention_all" Mentions "previous mention in any article"
    TakeEntity "take_entity" Mentions "follow this name"
    Why "why" Mentions "why these names are linked"
    WhoTable "who_table" Mentions "who is named by which outlet"
    InContext "in_context" Mentions "every mention of this name in context"
    NamedAs "named_as" Mentions "every form of this name, by outlet"
    PickMention "pick_mention" Find "pick a name or a line of text"
    PickArticle "pick_article" Find "pick an article"
    PickOutlet "pick_outlet" Find "read one outlet"
    PickText "pick_text" Find "search all texts"
    PickCommand "pick_command" Find "pick a command"
    PickAgain "pick_again" Find "reopen last picker"
    Find "find" Find "find in the text"
    FindNext "find_next" Find "next match"
    FindPrevious "find_previous" Find "previous match"
    CommandLine "command_line" Find "type a command"
    Filter "filter" View "choose outlets"
    Narrow "narrow" View "filter by search"
    ClearFilter "clear_filter" View "clear all filters"
    Sort "sort" View "change the sort order"
    Reverse "reverse" View "reverse the sort order"
    ToggleHidden "toggle_hidden" View "show or hide captions, credits and page clutter"
    ToggleScope "toggle_scope" View "names in this article or in all"
    Zen "zen" View "text only"
    Narrower "narrower" View "side panes narrower"
    Wider "wider" View "side panes wider"
    CycleTheme "cycle_theme" View "next colour theme"
    Problems "problems" View "problems with files"
    ToggleRead "toggle_read" Keep "read or unread"
    ToggleStar "toggle_star" Keep "star or unstar"
    SetTags "tag" Keep "add or change tags"
    SetOutlet "set_outlet" Keep "set the outlet"
    Copy "copy" Keep "copy the paragraph with its source"
    Merge "merge" Repair "merge with another name"
    Split "split" Repair "split this name"
    Retype "retype" Repair "change type"
    Drop "drop" Repair "not a name"
    Rename "rename" Repair "rename"
    AddMention "add_mention" Repair "add a missed name"
    MoveMention "move_mention" Repair "reassign this mention"
    NoName "no_name" Repair "this mention is not a name"
    MarkName "mark_name" Repair "mark this name, to correct several at once"
    Undo "undo" Repair "undo the last change"
    Redo "redo" Repair "redo"
    UndoOrSuspend "undo_or_suspend" Repair "undo, or suspend if there is nothing to undo"
    Decisions "decisions" Repair "your corrections"
    ToggleItem "toggle_item" Box "select or deselect this row"
    AllItems "all_items" Box "select all rows"
    InvertItems "invert_items" Box "invert the selection"
    OnlyItem "only_item" Box "this row only"
    NextReach "next_reach" Box "names in one outlet only, in all, or any"
    Measure "measure" Box "count mentions or articles"
    Help "help" Program "keys"
    Redraw "redraw" Program "redraw"
    Suspend "suspend" Program "suspend"
    Stop "stop" Program "stop loading"
    Quit "quit" Program "quit"
}

impl Action {
    /// The action of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }

    /// The action that goes the other way, for the keys that are shown as a pair.
    #[must_use]
    pub const fn opposite(self) -> Option<Self> {
        Some(match self {
            Self::NextMention => Self::PreviousMention,
            Self::NextMentionAll => Self::PreviousMentionAll,
            Self::NextArticle => Self::PreviousArticle,
            Self::FindNext => Self::FindPrevious,
            Self::Down => Self::Up,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Action;

    #[test]
    fn names_lead_back() {
        for action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(*action));
            assert!(!action.doc().is_empty() && !action.doc().ends_with('.'));
        }
    }
}
