//! `/`, `n` and `N`: words in the text of the article.

use std::sync::Arc;

use super::{memory, open};
use crate::engine::{Request, Sought};
use crate::text::Span;
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay};
use crate::tui::state::FindState;

/// Looks for a pattern in the article; the hits come as an answer.
pub fn ask(app: &mut App, pattern: &str) {
    if pattern.is_empty() {
        app.find = None;
    } else {
        look(app, pattern, Sought::Text(pattern.to_owned()));
    }
}

/// What a search has found is marked; a search for names or dates alone marks nothing.
pub fn ask_for_search(app: &mut App, line: &str) {
    let line = line.trim_start().trim_start_matches('~');
    match Sought::of_search(line) {
        Some(sought) => look(app, line, sought),
        None => app.find = None,
    }
}

fn look(app: &mut App, pattern: &str, sought: Sought) {
    let Some(article) = app.reader.id() else { return };
    app.find = Some(FindState::new(pattern, sought.clone()));
    app.waiting.find = app.ask(Request::Find { article, sought });
}

/// Another article is shown: the same words are looked for in it.
pub fn ask_again(app: &mut App) {
    if let Some(find) = &app.find {
        let (pattern, sought) = (find.pattern.clone(), find.sought.clone());
        look(app, &pattern, sought);
        if let Some(find) = &mut app.find {
            find.again = true;
        }
    }
}

/// Takes in the hits. While the words are still being typed, the first one from here is shown.
pub fn receive(app: &mut App, hits: Arc<[Span]>) {
    let article = app.reader.id();
    let origin = match app.overlay() {
        Some(Overlay::Prompt(prompt)) => prompt.origin,
        _ => None,
    };
    let typing = origin.is_some();
    let at = origin.map_or_else(|| app.reader.position(), |origin| origin.place.span.start);
    let Some(find) = &mut app.find else { return };
    let (first_answer, again) = (find.article.is_none(), find.again);
    find.article = article;
    find.hits = hits;
    if find.hits.is_empty() {
        let pattern = find.pattern.clone();
        if let Some(origin) = origin {
            // What was shown for the letters before is not what is asked for now.
            open::back(app, origin);
        }
        // In an article that was opened for something else it may well not be.
        if typing || (first_answer && !again) {
            app.complain(format!("“{pattern}” is not in this article"));
        }
        return;
    }
    if typing || std::mem::take(&mut find.seek) {
        go(app, at, true, true);
    } else {
        find.current = app.reader.cursor.and_then(|cursor| find.hits.iter().position(|hit| *hit == cursor));
    }
}

/// To the next hit or the one before.
pub fn step(app: &mut App, forward: bool) {
    let Some(find) = &app.find else {
        let key = app.key_of(Action::Find).unwrap_or_default();
        app.say(format!("no search yet: {key} to find"));
        return;
    };
    if find.hits.is_empty() {
        let pattern = find.pattern.clone();
        app.complain(format!("“{pattern}” is not in this article"));
        return;
    }
    let at = app.reader.position();
    go(app, at, forward, app.reader.cursor.is_none());
    memory::mark_read(app);
}

fn go(app: &mut App, at: u32, forward: bool, inclusive: bool) {
    let Some(find) = &mut app.find else { return };
    let Some((index, wrapped)) = find.step(at, forward, inclusive) else { return };
    find.current = Some(index);
    let (hit, total) = (find.hits[index], find.hits.len());
    let said = format!("“{}” {} of {total}", find.pattern, index + 1);
    app.reader.go(hit);
    app.say(match (wrapped, forward) {
        (true, true) => format!("{said}, wrapped to the start"),
        (true, false) => format!("{said}, wrapped to the end"),
        _ => said,
    });
}
