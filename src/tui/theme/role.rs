//! What can be styled, and the signs that stand beside colour.

/// Makes an enum whose variants have a name in theme files.
macro_rules! named {
    ($(#[$doc:meta])* $enum:ident { $($(#[doc = $vdoc:literal])+ $variant:ident $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $enum { $($(#[doc = $vdoc])+ $variant,)* }

        impl $enum {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in theme files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it is, in a few words.
            pub const fn doc(self) -> &'static str {
                match self { $(Self::$variant => concat!($($vdoc),+),)* }
            }

            /// The one of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// A part of the screen with a style of its own. Styles are laid over that of [`Role::Text`] (or [`Role::Popup`] in a
    /// box), and over each other with `Style::patch`: kind of name, then [`Role::Current`] or
    /// [`Role::CurrentOther`], then [`Role::Find`].
    Role {
        /// Running text, and the ground of the screen.
        Text "text",
        /// What matters less: dates, counts, kickers.
        Dim "dim",
        /// Title of a pane or box, crumbs.
        Title "title",
        /// Title of the pane that has the keys.
        TitleFocus "title_focus",
        /// Heading of a group in a list.
        Heading "heading",
        /// Title of the article.
        Headline "headline",
        /// Rule under the title of the article.
        Rule "rule",
        /// Border of a pane.
        Border "border",
        /// Border of the pane that has the keys.
        BorderFocus "border_focus",
        /// Chosen row where the keys are.
        Selection "selection",
        /// Chosen row of another pane.
        SelectionUnfocused "selection_unfocused",
        /// Name of a person.
        Person "person",
        /// Name of an organisation.
        Organisation "organisation",
        /// Name of a place.
        Place "place",
        /// Another name.
        Other "other",
        /// The current entity: the mention at the cursor, its row in a list; over its kind.
        Current "current",
        /// Another mention of the current entity, over its kind.
        CurrentOther "current_other",
        /// Place found.
        Find "find",
        /// The place found that was jumped to last.
        FindCurrent "find_current",
        /// Letters that matched in a picker.
        Match "match",
        /// Tag or name of an outlet.
        Outlet "outlet",
        /// The status row.
        Status "status",
        /// The mode, at the start of the status row.
        StatusMode "status_mode",
        /// A key in the last row and in help.
        Key "key",
        /// What that key does.
        KeyHint "key_hint",
        /// Something failed.
        Error "error",
        /// Something is odd.
        Warning "warning",
        /// Something happened.
        Notice "notice",
        /// The sign of what is unread, and its title.
        Unread "unread",
        /// The star of what was starred.
        Star "star",
        /// Page furniture that is shown on demand.
        Hidden "hidden",
        /// The cursor of the reader and of a line to type in.
        Cursor "cursor",
        /// Ground of a box over the panes.
        Popup "popup",
        /// Border of a box.
        PopupBorder "popup_border",
        /// The full part of a bar.
        BarFull "bar_full",
        /// The empty part of a bar.
        BarEmpty "bar_empty",
    }
}

named! {
    /// A sign one cell wide. Each stands for something that must not hang on colour.
    Sign {
        /// Unread.
        Unread "unread",
        /// Starred.
        Star "star",
        /// Chosen row.
        Selected "selected",
        /// None here: an outlet that does not name the entity.
        Absent "absent",
        /// Between parts of one row.
        Dot "dot",
        /// Between crumbs.
        Crumb "crumb",
        /// Something was cut off.
        Ellipsis "ellipsis",
        /// A full cell of a bar.
        BarFull "bar_full",
        /// An empty cell of a bar.
        BarEmpty "bar_empty",
        /// Rule under the headline.
        RuleHeavy "rule_heavy",
        /// Rule between groups.
        Rule "rule",
        /// Separator that stands upright.
        Upright "upright",
        /// Wording shared with other outlets, in the margin.
        Same "same",
        /// A quotation, in the margin.
        Quote "quote",
        /// Chosen, between brackets.
        Checked "checked",
        /// Not chosen, between brackets.
        Unchecked "unchecked",
        /// More above.
        Up "up",
        /// More below.
        Down "down",
        /// Before what is typed.
        Prompt "prompt",
        /// Work goes on.
        Working "working",
        /// The path of a scroll bar.
        ScrollTrack "scroll_track",
        /// The part shown.
        ScrollThumb "scroll_thumb",
        /// Before an item of a list.
        Bullet "bullet",
        /// Something is hidden here.
        Folded "folded",
        /// A person decided this.
        Decided "decided",
        /// Marked, to be repaired with others.
        Marked "marked",
    }
}

impl Sign {
    /// The sign in Unicode and in ASCII.
    pub const fn builtin(self) -> (&'static str, &'static str) {
        match self {
            Self::Unread => ("●", "*"),
            Self::Star => ("★", "+"),
            Self::Selected => ("▸", ">"),
            Self::Absent => ("·", "."),
            Self::Dot => ("·", "-"),
            Self::Crumb => ("›", ">"),
            Self::Ellipsis => ("…", "~"),
            Self::BarFull => ("█", "#"),
            Self::RuleHeavy => ("═", "="),
            Self::Rule => ("─", "-"),
            Self::Upright | Self::ScrollTrack => ("│", "|"),
            Self::Same => ("≈", "~"),
            Self::Quote => ("❝", "\""),
            Self::Checked => ("x", "x"),
            Self::BarEmpty | Self::Unchecked => (" ", " "),
            Self::Up => ("▴", "^"),
            Self::Down => ("▾", "v"),
            Self::Prompt => (">", ">"),
            Self::Working => ("◌", "%"),
            Self::ScrollThumb => ("┃", "#"),
            Self::Bullet => ("•", "*"),
            Self::Folded => ("⋯", "_"),
            Self::Decided => ("✎", "="),
            Self::Marked => ("◆", "#"),
        }
    }
}
