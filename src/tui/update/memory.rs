//! What is remembered: read, starred, places, the session. Written by the corpus, off this thread.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::engine::{ArticleRow, OutletRow, Request};
use crate::model::{ArticleMemory, ContentKey, OutletFilter, SessionMemory};
use crate::text::fold;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::layout::panes::Pane;
use crate::tui::state::Step;

fn open_key(app: &App) -> Option<ContentKey> {
    app.reader.article.as_ref().map(|loaded| loaded.article.key)
}

/// The article a keeping action is about: the selected one in the list, else the one being read.
fn subject(app: &App) -> Option<ContentKey> {
    let selected = (app.focus == Pane::List).then(|| app.list.current().map(|row: &ArticleRow| row.key)).flatten();
    selected.or_else(|| open_key(app))
}

/// Changes what is kept of an article; it can be taken back.
fn change(app: &mut App, said: &str, how: impl FnOnce(&mut ArticleMemory)) {
    let Some(key) = subject(app) else { return };
    let kept = of(app, key);
    let before = kept.clone();
    how(kept);
    let after = kept.clone();
    if before == after {
        return;
    }
    let row = app.list.page.rows.iter().find(|row| row.key == key).map(|row| row.id);
    let open = app.reader.article.as_ref().filter(|loaded| loaded.article.key == key).map(|loaded| loaded.id);
    let decisions = app.repair.steps;
    app.kept.push(Step { key, article: row.or(open), before, after, said: said.to_owned(), decisions });
    remember(app);
}

/// Takes the last of these changes back, if no decision about names came after it. Whether there was one.
pub fn undo(app: &mut App) -> bool {
    let Some(step) = app.kept.undo(app.repair.steps) else { return false };
    put_back(app, &step, &step.after, &step.before);
    let again = app.key_of(Action::Redo).unwrap_or_default();
    app.say(format!("Undone: {}{}; {again}: redo", step.said, title_of(app, step.key)));
    true
}

/// Does again what was taken back last. Whether there was something.
pub fn redo(app: &mut App) -> bool {
    let Some(step) = app.kept.redo(app.repair.steps) else { return false };
    put_back(app, &step, &step.before, &step.after);
    app.say(format!("Redone: {}{}", step.said, title_of(app, step.key)));
    true
}

/// The title of an article that is another than the one at hand, as far as it is known.
fn title_of(app: &App, key: ContentKey) -> String {
    if subject(app) == Some(key) {
        return String::new();
    }
    let row = app.list.page.rows.iter().find(|row| row.key == key);
    row.map(|row| format!(" (“{}”)", row.title)).unwrap_or_default()
}

/// What a step changed, and nothing else: the place may be another by now.
fn put_back(app: &mut App, step: &Step, from: &ArticleMemory, to: &ArticleMemory) {
    let kept = of(app, step.key);
    if from.read != to.read {
        kept.read = to.read;
    }
    if from.starred != to.starred {
        kept.starred = to.starred;
    }
    if from.tags != to.tags {
        kept.tags.clone_from(&to.tags);
    }
    if from.outlet != to.outlet {
        kept.outlet.clone_from(&to.outlet);
        if let Some(article) = step.article {
            app.ask(Request::SetOutlet { article, outlet: to.outlet.clone() });
        }
    }
    remember(app);
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
    let said = if of(app, key).read { "marked as unread" } else { "marked as read" };
    change(app, said, |kept| kept.read = !kept.read);
    app.say(said);
}

/// `b`.
pub fn toggle_star(app: &mut App) {
    let Some(key) = subject(app) else { return };
    let said = if of(app, key).starred { "unstarred" } else { "starred" };
    change(app, said, |kept| kept.starred = !kept.starred);
    app.say(said);
}

/// The tags of the article at hand.
pub fn own_tags(app: &App) -> BTreeSet<String> {
    subject(app).and_then(|key| app.memory.articles.get(&key)).map(|kept| kept.tags.clone()).unwrap_or_default()
}

/// All tags there are, the most used first.
pub fn all_tags(app: &App) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in app.memory.articles.values().flat_map(|kept| &kept.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut all: Vec<(&str, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(_, count)| Reverse(*count));
    all.into_iter().map(|(tag, _)| tag.to_owned()).collect()
}

/// The article at hand has these tags and no others.
pub fn set_tags(app: &mut App, tags: BTreeSet<String>) {
    let before = own_tags(app);
    if subject(app).is_none() || before == tags {
        return;
    }
    let listed = |tags: &BTreeSet<String>| tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
    let said = match (before.is_subset(&tags), tags.is_subset(&before)) {
        (true, _) => format!("tagged {}", listed(&(&tags - &before))),
        (_, true) => format!("tag removed: {}", listed(&(&before - &tags))),
        _ => format!("tagged {}", listed(&tags)),
    };
    change(app, &said, |kept| kept.tags = tags);
    app.say(said);
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
        app.say("no outlet given; nothing changed");
        return;
    }
    let said = match &outlet {
        Some(name) => format!("outlet set to {name}"),
        None => "outlet reset to what the page says".to_owned(),
    };
    change(app, &said, |kept| kept.outlet.clone_from(&outlet));
    app.say(said);
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
    // One of the last run that is still to be brought back stays.
    let only = app.query.only.as_ref().map(|only| only.line.to_string());
    let only = only.or_else(|| app.restore.as_ref().and_then(|restore| restore.only.clone()));
    app.memory.sessions.insert(app.setup.session.clone(), SessionMemory { article, outlets, entity, only });
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
