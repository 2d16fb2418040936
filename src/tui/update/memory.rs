//! What is remembered: read, starred, places, the session. Written by the corpus, off this thread.

use std::sync::Arc;

use crate::engine::{ArticleRow, OutletRow, Request};
use crate::model::{ArticleMemory, ContentKey, OutletFilter, SessionMemory};
use crate::text::fold;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::layout::panes::Pane;

fn open_key(app: &App) -> Option<ContentKey> {
    app.reader.article.as_ref().map(|loaded| loaded.article.key)
}

/// The article a keeping action is about: the selected one in the list, else the one being read.
fn subject(app: &App) -> Option<ContentKey> {
    let selected = (app.focus == Pane::List).then(|| app.list.current().map(|row: &ArticleRow| row.key)).flatten();
    selected.or_else(|| open_key(app))
}

fn of(app: &mut App, key: ContentKey) -> &mut ArticleMemory {
    app.memory.articles.entry(key).or_default()
}

/// The article being read counts as read.
pub fn mark_read(app: &mut App) {
    let key = match app.reader.pending {
        Some((id, _)) => app.list.page.rows.iter().find(|row| row.id == id).map(|row| row.key),
        None => open_key(app),
    };
    let Some(key) = key else { return };
    if app.memory.articles.get(&key).is_none_or(|kept| !kept.read) {
        of(app, key).read = true;
        remember(app);
    }
}

/// `r`.
pub fn toggle_read(app: &mut App) {
    let Some(key) = subject(app) else { return };
    let kept = of(app, key);
    kept.read = !kept.read;
    let said = if kept.read { "marked as read" } else { "marked as unread" };
    app.say(said);
    remember(app);
}

/// `b`.
pub fn toggle_star(app: &mut App) {
    let Some(key) = subject(app) else { return };
    let kept = of(app, key);
    kept.starred = !kept.starred;
    let said = if kept.starred { "starred" } else { "star taken off" };
    app.say(said);
    remember(app);
}

/// The outlet the user has given the article before.
pub fn given_outlet(app: &App) -> Option<String> {
    app.memory.articles.get(&subject(app)?)?.outlet.clone()
}

/// The user says whose the article is.
pub fn set_outlet(app: &mut App, outlet: Option<String>) {
    let key = subject(app);
    let row = key.and_then(|key| app.list.page.rows.iter().find(|row| row.key == key).map(|row| row.id));
    let (Some(key), Some(article)) = (key, row.or_else(|| app.reader.id())) else { return };
    let outlet = outlet.map(|given| known_outlet(app, &given).unwrap_or(given));
    if outlet.is_none() && app.memory.articles.get(&key).is_none_or(|kept| kept.outlet.is_none()) {
        app.say("no outlet was given; nothing has changed");
        return;
    }
    of(app, key).outlet.clone_from(&outlet);
    remember(app);
    app.say(match &outlet {
        Some(name) => format!("this article is from {name} now"),
        None => "what you said of this article's outlet is forgotten".to_owned(),
    });
    app.ask(Request::SetOutlet { article, outlet });
}

/// The name of an outlet that is there, by its tag or its name in any spelling.
fn known_outlet(app: &App, given: &str) -> Option<String> {
    let same = |other: &str| fold(other) == fold(given);
    let named = |row: &&OutletRow| row.name.as_deref().is_some_and(same);
    let found = app.outlets.iter().find(named).or_else(|| app.outlets.iter().find(|row| same(&row.tag)));
    found.and_then(|row| row.name.as_deref()).map(ToOwned::to_owned)
}

/// Keeps the place in the article that is being left.
pub fn leave_article(app: &mut App) {
    let Some(key) = open_key(app) else { return };
    let place = app.reader.top.byte;
    if !app.previewed && (place > 0 || app.memory.articles.contains_key(&key)) {
        of(app, key).place = place;
    }
    remember_session(app);
}

/// Brings the session's part up to date and hands everything over to be written.
pub fn remember_session(app: &mut App) {
    let outlets = match &app.query.outlets {
        OutletFilter::All => Vec::new(),
        OutletFilter::Only(set) => app
            .outlets
            .iter()
            .filter(|row| set.contains(&row.id))
            .map(|row| row.name.as_deref().map(ToOwned::to_owned))
            .collect(),
    };
    let article = open_key(app);
    let entity = app.entity.as_ref().map(|current| current.name.clone());
    app.memory.sessions.insert(app.setup.session.clone(), SessionMemory { article, outlets, entity });
    remember(app);
}

/// Hands what is remembered over to be written.
pub fn remember(app: &mut App) {
    let memory = Arc::new(app.memory.clone());
    app.ask(Request::Remember(memory));
}

/// Leaves, with everything kept.
pub fn quit(app: &mut App) {
    leave_article(app);
    remember_session(app);
    app.want(Effect::Quit);
}
