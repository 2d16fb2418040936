//! Opening articles and moving in their text.

use super::{find, memory, picker, sidebar};
use crate::engine::{LoadedArticle, Request};
use crate::model::{ArticleId, Place};
use crate::tui::app::App;
use crate::tui::layout::panes::Pane;
use crate::tui::state::{Target, View};

/// Brings an article into the reader, at `target`.
pub fn open(app: &mut App, article: ArticleId, target: Target) {
    let fresh = app.reader.article.as_ref().filter(|loaded| {
        loaded.id == article && loaded.revision == app.progress.revision && app.reader.pending.is_none()
    });
    if let Some(loaded) = fresh.cloned() {
        app.previewed = picker::is_open(app);
        app.reader.show(loaded, target);
        return;
    }
    app.reader.pending = Some((article, target));
    app.waiting.open = app.ask(Request::Open { article });
}

/// Asks for the article again: its mentions are of an older revision.
pub fn reload(app: &mut App) {
    if let Some(article) = app.reader.id()
        && app.reader.pending.is_none()
    {
        app.reader.pending = Some((article, Target::Stay));
    }
    if let Some((article, _)) = app.reader.pending {
        app.waiting.open = app.ask(Request::Open { article });
    }
}

/// Takes in the article that was asked for.
pub fn receive(app: &mut App, loaded: LoadedArticle) {
    let Some((article, target)) = app.reader.pending.take() else { return };
    if article != loaded.id {
        return;
    }
    let other = app.reader.id() != Some(loaded.id);
    if other {
        memory::leave_article(app);
    }
    let target = match target {
        Target::Start => app
            .memory
            .articles
            .get(&loaded.article.key)
            .filter(|kept| kept.place > 0)
            .map_or(Target::Start, |kept| Target::Byte(kept.place)),
        other => other,
    };
    app.previewed = picker::is_open(app);
    app.reader.show(loaded, target);
    if other {
        find::ask_again(app);
    }
    sidebar::ask(app);
}

/// Goes to a place in any article.
pub fn go(app: &mut App, place: Place) {
    let target = if place.span.is_empty() { Target::Byte(place.span.start) } else { Target::Span(place.span) };
    open(app, place.article, target);
    select_in_list(app, place.article);
}

/// Goes back to what was shown.
pub fn back(app: &mut App, view: View) {
    open(app, view.place.article, Target::View(view));
    select_in_list(app, view.place.article);
}

/// Moves the list's selection to an article.
pub fn select_in_list(app: &mut App, article: ArticleId) {
    if app.list.current().is_some_and(|row| row.id == article) {
        return;
    }
    if let Some(index) = app.list.page.rows.iter().position(|row| row.id == article) {
        app.list.selected = app.list.page.first + index as u32;
    } else {
        app.list.wanted = Some(article);
        super::list::ask(app);
    }
}

/// Enter in the list: reads the selected article.
pub fn enter_selected(app: &mut App) {
    if let Some(id) = app.list.current().map(|row| row.id) {
        open(app, id, Target::Start);
        app.focus = Pane::Reader;
        memory::mark_read(app);
    }
}

/// Scrolls the text.
pub fn scroll(app: &mut App, by: isize) {
    app.reader.scroll(by);
    memory::mark_read(app);
}

/// To the start or the end of the text.
pub fn edge(app: &mut App, end: bool) {
    if let Some(place) = app.reader.place() {
        app.keep_jump(place);
    }
    if end {
        app.reader.to_end();
        memory::mark_read(app);
    } else {
        app.reader.to_start();
    }
}

/// Shows or hides what is not the article.
pub fn toggle_hidden(app: &mut App) {
    let any = app.reader.toggle_hidden();
    if !any {
        app.say("nothing is hidden in this article");
    } else if app.reader.show_hidden {
        app.say("showing captions, credits and page clutter");
    } else {
        app.say("hiding captions, credits and page clutter");
    }
}
