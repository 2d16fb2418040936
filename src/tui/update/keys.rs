//! From key presses to actions: sequences, awaited letters, and text for the box that wants it.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{act, corpus, jump, overlay, picker};
use crate::tui::action::Action;
use crate::tui::app::{App, Awaiting, Overlay};
use crate::tui::keymap::{Context, Key, Lookup};

/// Takes in a key press.
pub fn press(app: &mut App, event: KeyEvent) {
    if event.kind == KeyEventKind::Release {
        return;
    }
    if app.panes().too_small {
        blind(app, event);
        return;
    }
    if picker::holds(app, event) {
        return;
    }
    app.notice = None;
    corpus::stop_restoring(app);
    if matches!(app.overlay(), Some(Overlay::Welcome)) {
        // The box teaches keys: each of them works while it is there.
        overlay::welcomed(app);
        if matches!(event.code, KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q')) {
            return;
        }
    }
    if let Some(awaiting) = app.awaiting.take() {
        letter(app, awaiting, event);
        return;
    }
    if app.pending.is_empty() {
        app.pending_since = app.now;
    }
    app.pending.push(Key::from(event));
    match app.setup.keymap.lookup(&app.contexts(), &app.pending) {
        Lookup::Action(action) => {
            app.pending.clear();
            act::act(app, action);
        }
        Lookup::Prefix(_) => {}
        Lookup::None => unbound(app, event),
    }
}

/// Nothing is shown but that the window is too small: only what needs no eyes is done.
fn blind(app: &mut App, event: KeyEvent) {
    if let Lookup::Action(action @ (Action::Quit | Action::Suspend | Action::Redraw)) =
        app.setup.keymap.lookup(&[Context::Global], &[Key::from(event)])
    {
        act::act(app, action);
    }
}

/// A key that is bound to nothing: text for the box that is open, or the wrong end of a sequence.
fn unbound(app: &mut App, event: KeyEvent) {
    let typed = std::mem::take(&mut app.pending);
    if typed.len() > 1 {
        if event.code != KeyCode::Esc {
            let keys: Vec<String> = typed.iter().map(ToString::to_string).collect();
            app.complain(format!("{} is not a key here; ? shows them all", keys.join(" ")));
        }
        return;
    }
    if app.overlays.is_empty() && event.code != KeyCode::Esc {
        app.say(format!(
            "{} is not a key here; ? shows them all",
            typed.first().map(ToString::to_string).unwrap_or_default()
        ));
        return;
    }
    overlay::type_key(app, event);
}

fn letter(app: &mut App, awaiting: Awaiting, event: KeyEvent) {
    let plain = event.modifiers.difference(KeyModifiers::SHIFT).is_empty();
    match (awaiting, event.code) {
        (Awaiting::SetMark, KeyCode::Char(letter)) if plain && letter.is_alphanumeric() => jump::set_mark(app, letter),
        (Awaiting::GoToMark, KeyCode::Char(letter)) if plain && letter.is_alphanumeric() => {
            jump::go_to_mark(app, letter);
        }
        (_, KeyCode::Esc) => {}
        _ => app.complain("a mark is a letter or a digit"),
    }
}
