//! The jump list and the marks.

use super::{entity, open};
use crate::tui::app::App;
use crate::tui::state::Jump;

/// Back to where the last jump began.
pub fn back(app: &mut App) {
    let Some(place) = app.reader.place() else { return };
    let here = Jump { place, entity: app.entity.clone() };
    match app.jumps.back(here) {
        Some(jump) => go(app, jump),
        None => app.say("no jump before this"),
    }
}

/// On again.
pub fn on(app: &mut App) {
    match app.jumps.on() {
        Some(jump) => go(app, jump),
        None => app.say("no jump after this"),
    }
}

/// To a place one was at, and to whom one followed there.
fn go(app: &mut App, jump: Jump) {
    open::go(app, jump.place);
    let Some(before) = jump.entity else { return };
    if app.entity.as_ref().is_some_and(|current| current.name == before.name) {
        return;
    }
    app.sidebar.select(before.id);
    app.entity = Some(before);
    // Its number may be of an older revision.
    entity::rebind(app);
}

/// Marks the place one is at.
pub fn set_mark(app: &mut App, letter: char) {
    if let Some(place) = app.reader.place() {
        app.marks.insert(letter, place);
        app.say(format!("mark {letter} set (this session)"));
    }
}

/// Goes to a marked place.
pub fn go_to_mark(app: &mut App, letter: char) {
    let Some(place) = app.marks.get(&letter).copied() else {
        app.complain(format!("no mark {letter}; m {letter} sets it"));
        return;
    };
    if let Some(here) = app.reader.place() {
        app.keep_jump(here);
    }
    open::go(app, place);
}
