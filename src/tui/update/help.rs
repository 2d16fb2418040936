//! The help box.

use super::act as acting;
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay};
use crate::tui::keymap::{Context, Entry};
use crate::tui::layout::boxes;
use crate::tui::state::HelpBox;
use crate::tui::state::help::HelpRow;

/// Opens it: the keys of this place first, then those of every place.
pub fn open(app: &mut App) {
    let contexts = app.contexts();
    let own = contexts.first().copied();
    let keymap = &app.setup.keymap;
    let row = |entry: Entry| {
        let here = own.is_some_and(|own| keymap.entries(own).any(|row| row.action == entry.action));
        let mut keys = entry.keys;
        keys.sort_by_key(|keys| keys.chars().count());
        HelpRow { action: entry.action, keys: keys.join("  "), doc: entry.desc, here }
    };
    let mut rows: Vec<HelpRow> = keymap.reachable(&contexts).into_iter().map(row).collect();
    // The most used of this place come first, each with the one that goes the other way.
    let most_used = own.map_or(&[][..], Context::hints);
    let rank = |action: Action| {
        let first = most_used.iter().position(|used| *used == action || used.opposite() == Some(action));
        first.unwrap_or(usize::MAX)
    };
    rows.sort_by_key(|row| (rank(row.action), !row.here, row.action.group(), row.action));
    let mut help = HelpBox { all: rows, ..HelpBox::default() };
    help.filter();
    app.overlays.push(Overlay::Help(Box::new(help)));
}

/// An action while the box is open. Whether it was one of the box's.
pub fn act(app: &mut App, action: Action) -> bool {
    let height = boxes::help_rows(app);
    let Some(Overlay::Help(help)) = app.overlays.last_mut() else { return false };
    match action {
        Action::Down => help.step(1),
        Action::Up => help.step(-1),
        Action::PageDown | Action::HalfDown => help.step(height as i64),
        Action::PageUp | Action::HalfUp => help.step(-(height as i64)),
        Action::Escape | Action::Back | Action::Help => {
            app.overlays.pop();
            return true;
        }
        Action::Enter => return run(app),
        _ => return false,
    }
    help.top = help.top.min(help.selected);
    if help.selected >= help.top + height {
        help.top = help.selected + 1 - height.max(1);
    }
    true
}

/// Runs the selected line.
pub fn run(app: &mut App) -> bool {
    let action = match app.overlays.last() {
        Some(Overlay::Help(help)) => help.current(),
        _ => None,
    };
    if let Some(action) = action {
        app.overlays.pop();
        acting::act(app, action);
    }
    true
}
