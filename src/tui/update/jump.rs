//! The jump list and the marks.

use super::open;
use crate::tui::app::App;

/// Back to where the last jump began.
pub fn back(app: &mut App) {
    let Some(here) = app.reader.place() else { return };
    match app.jumps.back(here) {
        Some(place) => open::go(app, place),
        None => app.say("no jump before this"),
    }
}

/// On again.
pub fn on(app: &mut App) {
    match app.jumps.on() {
        Some(place) => open::go(app, place),
        None => app.say("no jump after this"),
    }
}

/// Marks the place one is at.
pub fn set_mark(app: &mut App, letter: char) {
    if let Some(place) = app.reader.place() {
        app.marks.insert(letter, place);
        app.say(format!("marked as {letter}"));
    }
}

/// Goes to a marked place.
pub fn go_to_mark(app: &mut App, letter: char) {
    let Some(place) = app.marks.get(&letter).copied() else {
        app.complain(format!("no mark {letter}; m {letter} sets it"));
        return;
    };
    if let Some(here) = app.reader.place() {
        app.jumps.push(here);
    }
    open::go(app, place);
}
