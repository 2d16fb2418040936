//! What is left out of a row that is too narrow for all of it.

use crate::text::cells;
use crate::tui::action::Action;

/// A part of the status row, and what a click on it does.
pub(super) type Part = (String, Option<Action>);

/// A hint in the last row.
#[derive(Debug, Clone)]
pub(super) struct Hint {
    /// The keys.
    pub keys: String,
    /// What they do, in a word.
    pub word: String,
    /// What the first of them does.
    pub action: Action,
}

impl Hint {
    /// Cells it takes.
    pub fn cells(&self) -> usize {
        cells(&self.keys) + cells(&self.word) + 1
    }
}

/// The parts that fit so many cells, the first of them kept longest: what is said goes before.
pub(super) fn fitting(mut parts: Vec<Part>, room: usize) -> Vec<Part> {
    while !parts.is_empty() && parts.iter().map(|(part, _)| cells(part) + 2).sum::<usize>() > room {
        parts.pop();
    }
    parts
}

/// The hints that there is room for, and whether some are left out. The way back, where it is among them, is the last to go.
pub(super) fn that_fit(mut hints: Vec<Hint>, room: usize) -> (Vec<Hint>, bool) {
    let width = |hints: &[Hint]| hints.iter().map(|hint| hint.cells() + 2).sum::<usize>();
    let all = hints.len();
    // Two blanks stand between hints; where some are left out, the sign for it takes their place behind the last.
    while hints.len() > 1 && width(&hints) > if hints.len() == all { room + 2 } else { room.saturating_sub(1) } {
        let back = hints.last().is_some_and(|hint| matches!(hint.action, Action::Back | Action::Escape));
        hints.remove(hints.len() - 1 - usize::from(back));
    }
    if width(&hints) > room + 2 {
        hints.clear();
    }
    let cut = hints.len() < all;
    (hints, cut)
}

#[cfg(test)]
mod tests {
    use super::{Hint, fitting, that_fit};
    use crate::tui::action::Action;

    #[test]
    fn the_way_back_is_the_last_hint_to_go() {
        let hints = [
            ("enter", "go there", Action::Enter),
            ("s", "sort", Action::Sort),
            ("w", "table", Action::WhoTable),
            ("q", "back", Action::Back),
        ];
        let hints = hints.map(|(keys, word, action)| Hint { keys: keys.to_owned(), word: word.to_owned(), action });
        let keys = |room| {
            let (fit, cut) = that_fit(hints.to_vec(), room);
            (fit.into_iter().map(|hint| hint.keys).collect::<Vec<_>>().join(" "), cut)
        };
        // "enter go there  s sort  w table  q back"
        let cases = [(39, "enter s w q"), (38, "enter s q"), (32, "enter q"), (25, "enter q"), (24, "q"), (5, "")];
        for (room, wanted) in cases {
            assert_eq!(keys(room), (wanted.to_owned(), room < 39), "{room}");
        }
    }

    #[test]
    fn what_is_said_goes_before_what_stands_at_the_right() {
        let parts = || ["45%", "NW", "2 problems: P"].map(|part| (part.to_owned(), None)).to_vec();
        for (room, fit) in [(40, 3), (24, 3), (23, 2), (12, 2), (5, 1), (3, 0)] {
            assert_eq!(fitting(parts(), room).len(), fit, "{room}");
        }
    }
}
