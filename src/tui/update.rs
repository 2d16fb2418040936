//! `update`: one event in, the new state and the wanted effects out. No clock, no disk, no lock.

mod act;
mod copy;
mod corpus;
mod entity;
mod filter;
mod find;
mod help;
mod jump;
mod keys;
mod list;
mod memory;
mod mouse;
mod open;
mod overlay;
mod page;
mod picker;
mod prompt;
mod repair;
mod sidebar;

use super::action::Action;
use super::app::App;
use super::effect::Effect;
use super::event::Event;

pub use corpus::refresh_corpus;
pub use list::word as order_word;
pub use picker::{command_line, heading as picker_heading};

/// Milliseconds of a still-awaited key after which the box of its continuations shows.
#[must_use]
pub fn which_key_due(app: &App) -> Option<u64> {
    (!app.pending.is_empty()).then(|| app.pending_since + u64::from(app.setup.config.which_key_ms))
}

/// Takes in an event.
#[must_use]
pub fn update(app: &mut App, event: Event) -> Vec<Effect> {
    match event {
        Event::Key(key) => keys::press(app, key),
        Event::Mouse(mouse) => mouse::turn(app, mouse),
        Event::Paste(text) => overlay::paste(app, &text),
        Event::Resize(width, height) => app.size = (width, height),
        Event::Tick(now) => app.now = now,
        Event::Corpus(event) => corpus::receive(app, event),
    }
    say_what_was_uncovered(app);
    app.relayout();
    page::fit(app);
    app.take_effects()
}

/// What is hidden was shown to go to a mention or a hit in it: that is said, and how to hide it again.
fn say_what_was_uncovered(app: &mut App) {
    if !std::mem::take(&mut app.reader.uncovered) || app.previewed {
        return;
    }
    let key = app.key_of(Action::ToggleHidden).unwrap_or_default();
    let said = app.notice.take().map_or_else(String::new, |notice| format!("{}; ", notice.text));
    app.say(format!("{said}hidden part shown; {key} hides it"));
}

/// Leaves because a signal says so: everything is kept as when the user leaves.
#[must_use]
pub fn leave(app: &mut App) -> Vec<Effect> {
    memory::quit(app);
    app.take_effects()
}
