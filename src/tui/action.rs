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
            Self::Repair => "Repair",
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
    FocusPrevious "focus_previous" Move "to the pane before"
    FocusList "focus_list" Move "to the articles"
    FocusReader "focus_reader" Move "to the reader"
    FocusSidebar "focus_sidebar" Move "to the people and other names"
    Enter "enter" Move "open, choose, go in"
    Back "back" Move "back one level"
    Escape "escape" Move "out of what is going on"
    NextArticle "next_article" Move "next article"
    PreviousArticle "previous_article" Move "article before"
    NextUnread "next_unread" Move "next unread article"
    JumpBack "jump_back" Move "back to where the last jump began"
    JumpOn "jump_on" Move "on again in the list of jumps"
    SetMark "set_mark" Move "mark this place with a letter"
    GoToMark "go_to_mark" Move "to the place marked with a letter"
    NextMention "next_mention" Mentions "next mention of the current name in this article"
    PreviousMention "previous_mention" Mentions "mention before in this article"
    NextName "next_name" Mentions "next name, whosever it is"
    PreviousName "previous_name" Mentions "name before, whosever it is"
    NextMentionAll "next_mention_all" Mentions "next mention through all outlets"
    PreviousMentionAll "previous_mention_all" Mentions "mention before through all outlets"
    TakeEntity "take_entity" Mentions "make the name at the cursor the current one"
    Why "why" Mentions "why these names are one"
    WhoTable "who_table" Mentions "who is named by which outlet"
    InContext "in_context" Mentions "every mention of the current name in context"
    NamedAs "named_as" Mentions "every form of the current name by outlet"
    PickMention "pick_mention" Find "pick a name or a line of text"
    PickArticle "pick_article" Find "pick an article"
    PickOutlet "pick_outlet" Find "pick an outlet to read alone"
    PickText "pick_text" Find "search all texts"
    PickCommand "pick_command" Find "pick a command"
    PickAgain "pick_again" Find "the last picker again"
    Find "find" Find "find in the text"
    FindNext "find_next" Find "next place found"
    FindPrevious "find_previous" Find "place found before"
    CommandLine "command_line" Find "type a command"
    Filter "filter" View "choose outlets"
    Narrow "narrow" View "only what a search finds"
    ClearFilter "clear_filter" View "all outlets and articles again"
    Sort "sort" View "sort the list by the next order"
    Reverse "reverse" View "turn the order of the list round"
    ToggleHidden "toggle_hidden" View "show or hide captions, credits and page furniture"
    ToggleScope "toggle_scope" View "names of this article or of all"
    Zen "zen" View "only the text"
    Narrower "narrower" View "side panes narrower"
    Wider "wider" View "side panes wider"
    CycleTheme "cycle_theme" View "next colour theme"
    Problems "problems" View "inputs that were skipped or damaged"
    ToggleRead "toggle_read" Keep "read or unread"
    ToggleStar "toggle_star" Keep "star or unstar"
    SetTags "tag" Keep "tag it with words of your own"
    SetOutlet "set_outlet" Keep "say whose article this is"
    Copy "copy" Keep "copy the paragraph with its source"
    Merge "merge" Repair "this name is the same as another"
    Split "split" Repair "some of its names or mentions are another's"
    Retype "retype" Repair "it is of another type"
    Drop "drop" Repair "it is no name at all"
    Rename "rename" Repair "show it under another name"
    AddMention "add_mention" Repair "select words that are a name"
    MoveMention "move_mention" Repair "this mention is somebody else's"
    NoName "no_name" Repair "this mention is no name"
    MarkName "mark_name" Repair "mark this name, to repair several at once"
    Undo "undo" Repair "take the last mark, tag or decision back"
    Redo "redo" Repair "do again what was taken back"
    UndoOrSuspend "undo_or_suspend" Repair "take back what was done just now; else put the program to sleep"
    Decisions "decisions" Repair "all that was decided"
    ToggleItem "toggle_item" Box "choose or leave out this row"
    AllItems "all_items" Box "choose all rows"
    InvertItems "invert_items" Box "turn the choice round"
    OnlyItem "only_item" Box "this row only"
    NextReach "next_reach" Box "names in one outlet only, in all, or any"
    Measure "measure" Box "count mentions or articles"
    Help "help" Program "keys of this place"
    Redraw "redraw" Program "draw the screen anew"
    Suspend "suspend" Program "put the program to sleep"
    Stop "stop" Program "stop loading"
    Quit "quit" Program "leave"
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
