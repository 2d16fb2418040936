//! Who × outlet: moving from cell to cell, sorting, choosing rows.

use super::{kwic, subject};
use crate::engine::{Measure, Reach, WhoSort};
use crate::model::EntityKind;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::page::{self, WhoColumns};
use crate::tui::state::PromptKind;
use crate::tui::state::page::{FIXED, Page, WhoTable};
use crate::tui::update::prompt;

/// Opens the page, on the current entity.
pub fn show(app: &mut App) {
    let locate = app.entity.as_ref().map(|current| current.id);
    let table = WhoTable { column: 1, locate, ..WhoTable::default() };
    super::show(app, Page::Who(Box::new(table)));
}

fn table(app: &mut App) -> Option<&mut WhoTable> {
    match app.pages.last_mut() {
        Some(Page::Who(table)) => Some(table),
        _ => None,
    }
}

/// An action on the page. Whether it was one of the page's.
pub fn act(app: &mut App, action: Action) -> bool {
    let height = i64::from(page::rows(app).height).max(2);
    let Some(table) = table(app) else { return false };
    match action {
        Action::Down => table.list.step(1),
        Action::Up => table.list.step(-1),
        Action::HalfDown => table.list.step(height / 2),
        Action::HalfUp => table.list.step(-height / 2),
        Action::PageDown => table.list.step(height - 1),
        Action::PageUp => table.list.step(1 - height),
        Action::Top => table.list.step(-i64::from(u32::MAX)),
        Action::Bottom => table.list.step(i64::from(u32::MAX)),
        Action::FocusLeft => table.column = table.column.saturating_sub(1),
        Action::FocusRight => table.column = (table.column + 1).min(table.columns.len() + FIXED - 1),
        Action::FocusNext => kinds(app, true),
        Action::FocusPrevious => kinds(app, false),
        Action::NextReach => reach(app),
        Action::Measure => measure(app),
        Action::Sort => sort(app),
        Action::Reverse => {
            table.query.reverse = !table.query.reverse;
            table.spoil();
        }
        Action::Enter => enter(app),
        Action::Find => open(app),
        Action::Escape if !table.query.text.is_empty() => names_typed(app, ""),
        _ => return false,
    }
    true
}

/// Other rows: the selection begins at the top.
fn renew(table: &mut WhoTable) {
    table.list.selected = 0;
    table.list.top = 0;
    table.locate = None;
    table.list.spoil();
}

/// People, organisations, places, others, and all again.
fn kinds(app: &mut App, forward: bool) {
    let Some(table) = table(app) else { return };
    let all = EntityKind::ALL;
    let at = table.kind().and_then(|kind| all.iter().position(|other| *other == kind));
    let next = match (at, forward) {
        (None, true) => Some(0),
        (None, false) => Some(all.len() - 1),
        (Some(at), true) => Some(at + 1),
        (Some(at), false) => at.checked_sub(1),
    };
    let kind = next.and_then(|next| all.get(next)).copied();
    table.query.kinds = kind.into_iter().collect();
    renew(table);
    app.say(kind.map_or_else(|| "names of every kind".to_owned(), |kind| kind.heading().to_lowercase()));
}

/// All names, those in one outlet only, those in all.
fn reach(app: &mut App) {
    let Some(table) = table(app) else { return };
    let (next, said) = match table.query.reach {
        Reach::Any => (Reach::One, "names in one outlet only"),
        Reach::One => (Reach::All, "names in every outlet"),
        Reach::All => (Reach::Any, "all names"),
    };
    table.query.reach = next;
    renew(table);
    app.say(said);
}

/// Mentions or articles.
fn measure(app: &mut App) {
    let Some(table) = table(app) else { return };
    let (next, said) = match table.query.measure {
        Measure::Mentions => (Measure::Articles, "counting articles"),
        Measure::Articles => (Measure::Mentions, "counting mentions"),
    };
    table.query.measure = next;
    table.spoil();
    app.say(said);
}

/// Sorts by the column of the cursor; when it is sorted by that already, the other way round, then by kind again.
fn sort(app: &mut App) {
    let Some(table) = table(app) else { return };
    let wanted = table.order_of(table.column);
    (table.query.sort, table.query.reverse) = match (table.query.sort == wanted, table.query.reverse) {
        (false, _) => (wanted, false),
        (true, false) => (wanted, true),
        (true, true) => (WhoSort::Kind, false),
    };
    let (sort, reverse) = (table.query.sort, table.query.reverse);
    let outlet = table.outlet().map(|column| column.display().to_owned()).unwrap_or_default();
    table.spoil();
    let said = match sort {
        WhoSort::Kind => "by kind".to_owned(),
        WhoSort::Name => "by name".to_owned(),
        WhoSort::Total => "by total".to_owned(),
        WhoSort::Spread => "by number of outlets".to_owned(),
        WhoSort::Outlet(_) => format!("by {outlet}"),
    };
    app.say(if reverse { format!("{said}, reversed") } else { said });
}

/// Enter: the mentions of the cell.
fn enter(app: &mut App) {
    let Some(table) = table(app) else { return };
    let Some(row) = table.list.current() else { return };
    let who = subject(row.id, table.revision, row.kind, &row.name);
    match table.outlet().cloned() {
        None => kwic::show(app, who, None, None),
        Some(column) => {
            let name = column.display().to_owned();
            let named = row.cells.get(table.column - FIXED).is_some_and(|cell| cell.mentions > 0);
            if named {
                kwic::show(app, who, Some((column.outlet, column.tag, name)), None);
            } else {
                let said = format!("{} is not named by {name}", who.name.name);
                app.say(said);
            }
        }
    }
}

/// Opens the line that chooses names.
pub fn open(app: &mut App) {
    let Some(table) = table(app) else { return };
    table.typed_before.clone_from(&table.query.text);
    prompt::open(app, PromptKind::Names);
}

/// Only names with these words.
pub fn names_typed(app: &mut App, text: &str) {
    let Some(table) = table(app) else { return };
    if table.query.text != text {
        text.clone_into(&mut table.query.text);
        renew(table);
    }
}

/// The names chosen before the line was opened.
pub fn names_untyped(app: &mut App) {
    let before = table(app).map(|table| table.typed_before.clone()).unwrap_or_default();
    names_typed(app, &before);
}

/// Scrolls sideways so that the cursor's column is shown.
pub fn keep_in_view(table: &mut WhoTable, width: u16) {
    let fit = WhoColumns::of(table, width).fit;
    let last = table.columns.len().saturating_sub(fit);
    if let Some(at) = table.column.checked_sub(FIXED) {
        table.left = table.left.min(at);
        if fit > 0 && at >= table.left + fit {
            table.left = at + 1 - fit;
        }
    }
    table.left = table.left.min(last);
}
