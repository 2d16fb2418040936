//! The outlet filter.

use super::{corpus, memory};
use crate::engine::{OutletRow, Request, search_hint};
use crate::model::decision::brief;
use crate::model::{Only, OutletFilter, OutletId};
use crate::text::sanitize_line;
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay};
use crate::tui::state::OutletFilterBox;

/// Opens the box.
pub fn open(app: &mut App) {
    let rows = app.outlets.clone();
    app.overlays.push(Overlay::Filter(OutletFilterBox::new(rows, &app.query.outlets)));
    ask(app);
}

/// Asks for the outlets.
pub fn ask(app: &mut App) {
    app.waiting.outlets = app.ask(Request::Outlets);
}

/// Takes in the outlets.
pub fn receive(app: &mut App, rows: Vec<OutletRow>) {
    app.outlets = rows;
    if let Some(Overlay::Filter(choice)) = app.overlays.last_mut() {
        choice.receive(app.outlets.clone());
    }
    super::corpus::restore_outlets(app);
    super::corpus::restore_only(app);
}

/// An action while the box is open. Whether it was one of the box's.
pub fn act(app: &mut App, action: Action) -> bool {
    let height = crate::tui::layout::boxes::filter_rows(app);
    let Some(Overlay::Filter(choice)) = app.overlays.last_mut() else { return false };
    let last = choice.rows.len().saturating_sub(1);
    match action {
        Action::Down => choice.selected = (choice.selected + 1).min(last),
        Action::Up => choice.selected = choice.selected.saturating_sub(1),
        Action::PageDown | Action::HalfDown => choice.selected = (choice.selected + height).min(last),
        Action::PageUp | Action::HalfUp => choice.selected = choice.selected.saturating_sub(height),
        Action::Top => choice.selected = 0,
        Action::Bottom => choice.selected = last,
        Action::ToggleItem => choice.toggle(),
        Action::AllItems => choice.all(),
        Action::InvertItems => choice.invert(),
        Action::OnlyItem => choice.only(),
        Action::Enter => return apply(app),
        Action::Escape | Action::Back | Action::Filter => {
            app.overlays.pop();
        }
        _ => return false,
    }
    if let Some(Overlay::Filter(choice)) = app.overlays.last_mut() {
        choice.top = choice.top.min(choice.selected);
        if choice.selected >= choice.top + height {
            choice.top = choice.selected + 1 - height.max(1);
        }
    }
    true
}

fn apply(app: &mut App) -> bool {
    let Some(Overlay::Filter(choice)) = app.overlays.last() else { return false };
    let Some(filter) = choice.filter() else {
        app.complain("select at least one outlet, or Esc");
        return true;
    };
    app.overlays.pop();
    set(app, filter);
    true
}

/// Sets the filter and asks for everything anew.
pub fn set(app: &mut App, filter: OutletFilter) {
    if app.query.outlets == filter {
        return;
    }
    let said = match &filter {
        OutletFilter::All => "all outlets".to_owned(),
        OutletFilter::Only(set) => format!("{} of {} outlets", set.len(), app.outlets.len()),
    };
    app.query.outlets = filter;
    app.say(said);
    corpus::refresh(app);
    memory::remember_session(app);
}

/// Asks for what a search finds, to read only that.
pub fn narrow(app: &mut App, line: &str) {
    app.waiting.matched = app.ask(Request::Match { line: line.into() });
}

/// Articles came or went: the search is made again.
pub fn narrow_again(app: &mut App) {
    if let Some(only) = &app.query.only {
        narrow(app, &only.line.clone());
    }
}

/// Takes in what a search finds.
pub fn receive_matched(app: &mut App, found: Result<Only, String>) {
    let only = match found {
        Ok(only) => only,
        Err(words) => return app.complain(words),
    };
    let before = app.query.only.as_ref();
    if before.is_some_and(|before| before.line == only.line && before.articles == only.articles) {
        return;
    }
    if only.articles.is_empty() {
        let hint = search_hint(&only.line).map(|hint| format!("; {hint}")).unwrap_or_default();
        return app.complain(format!("nothing matches “{}”{hint}", brief(&sanitize_line(&only.line))));
    }
    let (number, all) = (only.articles.len() as usize, app.progress.articles);
    app.query.only = Some(only);
    let clear = app.key_of(Action::ClearFilter).unwrap_or_default();
    app.say(format!("only {number} of {all} articles; {clear} shows all"));
    corpus::refresh(app);
    memory::remember_session(app);
}

/// All outlets and articles again.
pub fn clear(app: &mut App) {
    let narrowed = app.query.only.take().is_some();
    if app.query.outlets.is_on() {
        set(app, OutletFilter::All);
    } else if narrowed {
        app.say("all articles");
        corpus::refresh(app);
        memory::remember_session(app);
    } else {
        app.say("no filter is set");
    }
}

/// Only these outlets, by number.
pub fn only(app: &mut App, outlets: impl IntoIterator<Item = OutletId>) {
    set(app, OutletFilter::Only(outlets.into_iter().collect()));
}
