//! The article list: moving in it, sorting it, asking for its rows.

use super::{memory, open};
use crate::engine::Request;
use crate::model::SortKey;
use crate::tui::app::App;
use crate::tui::layout::list::rows_per_article;
use crate::tui::layout::panes::Pane;
use crate::tui::state::Target;

/// Asks for the rows around the selection.
pub fn ask(app: &mut App) {
    let open = app.reader.pending.map(|(id, _)| id).or_else(|| app.reader.id());
    let locate = app.list.wanted.or(open).or_else(|| app.list.current().map(|row| row.id));
    let request = Request::List { query: app.query.clone(), window: app.list.window(), locate };
    app.waiting.list = app.ask(request);
}

/// Asks for the rows around the selection, which stays the row it is, whichever article stands there.
pub fn ask_rows(app: &mut App) {
    let request = Request::List { query: app.query.clone(), window: app.list.window(), locate: None };
    app.waiting.list = app.ask(request);
}

/// Screen rows of one article.
pub fn rows_each(app: &App) -> u16 {
    let panes = app.panes();
    panes.list.map_or(1, |area| rows_per_article(panes.inner(area).width))
}

/// Moves the selection; the reader shows what is selected.
pub fn step(app: &mut App, by: i64) {
    if app.list.step(by) {
        show_selected(app);
    }
}

/// Shows the selected article, unread as it may be.
fn show_selected(app: &mut App) {
    if app.list.needs_rows() {
        ask_rows(app);
    }
    if let Some(id) = app.list.current().map(|row| row.id) {
        open::open(app, id, Target::Start);
    }
}

/// Selects a row that was clicked, and shows it.
pub fn select(app: &mut App, row: u32) {
    step(app, i64::from(row) - i64::from(app.list.selected));
    app.focus = Pane::List;
}

/// The next article (or the one before), to be read.
pub fn neighbour(app: &mut App, by: i64) {
    if let Some(place) = app.reader.place() {
        app.keep_jump(place);
    }
    if app.list.step(by) {
        show_selected(app);
        memory::mark_read(app);
    } else {
        app.say(if by > 0 { "this is the last article" } else { "this is the first article" });
    }
}

/// The next unread article.
pub fn next_unread(app: &mut App) {
    let start = app.list.selected + 1;
    let end = app.list.page.first + app.list.page.rows.len() as u32;
    let unread = (start..end).find(|row| {
        app.list.row(*row).is_some_and(|row| app.memory.articles.get(&row.key).is_none_or(|kept| !kept.read))
    });
    match unread {
        Some(row) => {
            app.list.seeking_unread = false;
            neighbour(app, i64::from(row) - i64::from(app.list.selected));
        }
        None if end < app.list.page.total => {
            app.list.selected = end - 1;
            app.list.seeking_unread = true;
            ask_rows(app);
        }
        None => {
            app.list.seeking_unread = false;
            app.say("no unread article further down");
        }
    }
}

/// Sorts the list.
pub fn sort(app: &mut App, sort: SortKey, reverse: bool) {
    app.query.sort = sort;
    app.query.reverse = reverse;
    asked_anew(app);
}

/// Turns the order round.
pub fn reverse(app: &mut App) {
    app.query.reverse = !app.query.reverse;
    asked_anew(app);
}

fn asked_anew(app: &mut App) {
    app.say(format!("sorted by {}{}", word(app.query.sort), if app.query.reverse { ", reversed" } else { "" }));
    ask(app);
}

/// What the list is sorted by, in a word.
#[must_use]
pub const fn word(sort: SortKey) -> &'static str {
    match sort {
        SortKey::Date => "date",
        SortKey::Outlet => "outlet",
        SortKey::Title => "title",
        SortKey::Length => "length",
    }
}
