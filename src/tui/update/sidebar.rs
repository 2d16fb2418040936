//! The sidebar: asking for names, choosing one.

use super::{entity, memory, repair};
use crate::engine::{Card, Direction, Request, SidebarPage};
use crate::tui::app::App;
use crate::tui::layout::panes::Pane;
use crate::tui::state::Jump;

/// Asks for the names of the article that is shown, or of all.
pub fn ask(app: &mut App) {
    let article = if app.sidebar.all { None } else { app.reader.id() };
    if article.is_none() && !app.sidebar.all {
        return;
    }
    app.waiting.sidebar = app.ask(Request::Sidebar { article, query: app.query.clone() });
}

/// Takes in names.
pub fn receive(app: &mut App, page: SidebarPage) {
    app.sidebar.receive(page);
    if let Some(current) = &app.entity {
        app.sidebar.select(current.id);
    }
    repair::follow(app);
    follow_selection(app);
}

/// Moves the selection.
pub fn step(app: &mut App, by: i64) {
    if app.sidebar.step(by) {
        follow_selection(app);
    }
}

/// While the sidebar has the keys, the card is that of the selected name.
pub fn follow_selection(app: &mut App) {
    if app.focus != Pane::Sidebar {
        return;
    }
    let Some(row) = app.sidebar.current() else { return };
    let id = row.id;
    let known =
        app.sidebar.card.as_ref().is_some_and(|card| card.id == id && card.revision == app.sidebar.page.revision);
    if !known {
        app.waiting.side_card = app.ask(Request::Card { entity: id, query: app.query.clone() });
    }
}

/// Takes in the card of the selected name.
pub fn receive_card(app: &mut App, card: Option<Card>) {
    app.sidebar.card = card;
}

/// Enter: the selected name becomes the current one, and the reader goes to its first mention here.
pub fn enter(app: &mut App) {
    let Some(row) = app.sidebar.current().cloned() else { return };
    let from = app.reader.place();
    let before = app.entity.clone();
    entity::set(app, row.id, app.sidebar.page.revision, row.kind, &row.name);
    app.focus = Pane::Reader;
    let first = app.reader.mentions().iter().find(|mention| mention.entity == row.id).copied();
    match first {
        Some(mention) => {
            if let Some(place) = from {
                app.jumps.push(Jump { place, entity: before });
            }
            app.reader.go(mention.span);
            memory::mark_read(app);
        }
        None => entity::jump(app, Direction::Forward),
    }
}

/// Names of the article, or of all that passes the filter.
pub fn toggle_scope(app: &mut App) {
    app.sidebar.all = !app.sidebar.all;
    app.say(if app.sidebar.all { "names of all articles" } else { "names of this article" });
    ask(app);
}
