//! The pickers: typing, moving, looking at the place behind, going there or coming back.

use crossterm::event::{KeyCode, KeyEvent};

use super::{act, entity, filter, find, memory, open as opening, repair};
use crate::engine::{PickList, PickRow, PickerKind, Request};
use crate::model::{ArticleId, EntityId, EntityKind, OutletId, Place};
use crate::text::fold;
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay};
use crate::tui::layout::boxes;
use crate::tui::state::picker::Aim;
use crate::tui::state::{Picker, PickerSource, Target};

mod commands;

pub use commands::line as command_line;

/// At most so many rows are asked for.
const LIMIT: u32 = 200;

/// Opens a picker.
pub fn open(app: &mut App, source: PickerSource) {
    let picker = Picker::new(source, app.reader.view());
    app.overlays.push(Overlay::Picker(Box::new(picker)));
    ask(app);
}

/// Opens the picker of names, for something else than going there.
pub fn open_for(app: &mut App, aim: Aim) {
    let picker = Picker { aim: Some(aim), ..Picker::new(repair::PICKER, app.reader.view()) };
    app.overlays.push(Overlay::Picker(Box::new(picker)));
    ask(app);
}

/// Opens the search of all texts, with words typed already.
pub fn search(app: &mut App, words: &str) {
    let mut picker = Picker::new(PickerSource::Corpus(PickerKind::Text), app.reader.view());
    picker.input.set(words);
    app.overlays.push(Overlay::Picker(Box::new(picker)));
    ask(app);
}

/// Opens the last picker again, with what was typed.
pub fn again(app: &mut App) {
    match app.last_picker.take() {
        Some(mut picker) => {
            picker.origin = app.reader.view();
            app.overlays.push(Overlay::Picker(picker));
            ask(app);
        }
        None => app.say("no picker opened yet"),
    }
}

fn picker(app: &mut App) -> Option<&mut Picker> {
    match app.overlays.last_mut() {
        Some(Overlay::Picker(picker)) => Some(picker),
        _ => None,
    }
}

/// Asks for what matches.
pub fn ask(app: &mut App) {
    let Some(picker) = picker(app) else { return };
    let pattern = picker.input.text().to_owned();
    match picker.source {
        PickerSource::Corpus(kind) => {
            let query = app.query.clone();
            app.waiting.pick = app.ask(Request::Pick { picker: kind, pattern, query, limit: LIMIT });
        }
        PickerSource::Commands => {
            picker.commands = commands::rank(&pattern);
            picker.selected = 0;
            picker.top = 0;
        }
    }
}

/// Takes in what matches.
pub fn receive(app: &mut App, list: PickList) {
    let Some(picker) = picker(app) else { return };
    if picker.source == PickerSource::Corpus(list.picker) && picker.input.text() == list.pattern {
        let typed = !list.pattern.is_empty();
        picker.receive(for_aim(picker.aim.as_ref(), list));
        let entered = picker.entered.take();
        if typed {
            preview(app);
        }
        if let Some(keys) = entered {
            choose(app);
            for key in keys {
                super::keys::press(app, key);
            }
        }
    }
}

/// The names something may be the same as: not itself, and where nothing is typed yet those of its kind first, of these those that
/// share a word with it.
fn for_aim(aim: Option<&Aim>, mut list: PickList) -> PickList {
    let Some(Aim::Merge(who)) = aim else { return list };
    let is_one = |row: &PickRow| match row {
        PickRow::Entity { kind, name, .. } => {
            who.len() == 1 && who.iter().any(|one| one.name.kind == *kind && *one.name.name == **name)
        }
        _ => false,
    };
    let before = list.rows.len();
    list.rows.retain(|row| !is_one(row));
    let gone = (before - list.rows.len()) as u32;
    list.matched = (list.matched.0.saturating_sub(gone), list.matched.1.saturating_sub(gone));
    if list.pattern.is_empty() {
        let far = |row: &PickRow| match row {
            PickRow::Entity { kind, name, .. } => {
                let other = !who.iter().any(|one| one.name.kind == *kind);
                (other, !who.iter().any(|one| share_a_word(&one.name.name, name)))
            }
            _ => (true, true),
        };
        list.rows.sort_by_cached_key(far);
    }
    list
}

/// Whether two names have a word of some length in common.
fn share_a_word(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    one.split_whitespace().any(|word| word.chars().count() > 2 && other.split_whitespace().any(|own| own == word))
}

/// Keys that come between an Enter and the answer it waits for wait with it, but for Esc, which ends the waiting. Whether
/// this one does.
pub fn holds(app: &mut App, event: KeyEvent) -> bool {
    let Some(picker) = picker(app) else { return false };
    if event.code == KeyCode::Esc {
        picker.entered = None;
    }
    picker.entered.as_mut().is_some_and(|keys| {
        keys.push(event);
        true
    })
}

/// Shows the place of the selected row behind the box.
fn preview(app: &mut App) {
    let height = boxes::picker_rows(app);
    let visible = boxes::rows_above_picker(app);
    let Some(picker) = picker(app) else { return };
    picker.keep_in_view(height);
    let target = match picker.current() {
        Some(PickRow::Entity { place, .. } | PickRow::Line { place, .. }) => {
            Some((place.article, Target::Span(place.span)))
        }
        Some(PickRow::Article { id, .. }) => Some((*id, Target::Start)),
        _ => None,
    };
    // Where nothing matches one sees the place one would go back to.
    let empty = picker.list.as_ref().is_some_and(|list| list.rows.is_empty());
    let origin = picker.origin.filter(|_| empty);
    if let Some((article, target)) = target {
        app.reader.keep_free(visible);
        opening::open(app, article, target);
        opening::select_in_list(app, article);
    } else if let Some(origin) = origin {
        opening::back(app, origin);
    }
}

/// An action while the picker is open. Whether it was one of the picker's.
pub fn act(app: &mut App, action: Action) -> bool {
    let rows = boxes::picker_rows(app) as i64;
    match action {
        Action::Down => moved(app, 1),
        Action::Up => moved(app, -1),
        Action::PageDown | Action::HalfDown => moved(app, rows.max(2)),
        Action::PageUp | Action::HalfUp => moved(app, -rows.max(2)),
        Action::Enter => enter(app),
        Action::Escape | Action::Back => close(app),
        _ => return false,
    }
    true
}

fn moved(app: &mut App, by: i64) {
    if let Some(picker) = picker(app) {
        picker.step(by);
    }
    preview(app);
}

/// A row was clicked: it is chosen.
pub fn click(app: &mut App, row: usize) {
    if picker(app).is_some_and(|picker| picker.select(row)) {
        choose(app);
    }
}

fn pop(app: &mut App) -> Option<Box<Picker>> {
    app.reader.keep_free(0);
    match app.overlays.pop() {
        Some(Overlay::Picker(picker)) => Some(picker),
        Some(other) => {
            app.overlays.push(other);
            None
        }
        None => None,
    }
}

/// Esc: everything is as before.
fn close(app: &mut App) {
    let Some(picker) = pop(app) else { return };
    if let Some(origin) = picker.origin {
        let moved = app.reader.view() != Some(origin) || app.reader.pending.is_some();
        if moved {
            opening::back(app, origin);
        }
    }
    if !picker.input.text().is_empty() && picker.aim.is_none() {
        app.last_picker = Some(picker);
    }
}

/// Enter. Pressed before names are found, it means what will be found for all that was typed.
fn enter(app: &mut App) {
    match picker(app).filter(|picker| picker.is_behind()) {
        Some(picker) => picker.entered = Some(Vec::new()),
        None => choose(app),
    }
}

/// Goes there.
fn choose(app: &mut App) {
    let chosen = match picker(app) {
        Some(picker) => match picker.source {
            PickerSource::Commands => picker.current_command().map(Chosen::Command),
            PickerSource::Corpus(_) => Chosen::of(picker),
        },
        None => None,
    };
    let Some(chosen) = chosen else {
        app.say("nothing matches; Esc: back");
        return;
    };
    let Some(picker) = pop(app) else { return };
    if let (Some(aim), Chosen::Entity { id, kind, name, .. }) = (picker.aim.clone(), &chosen) {
        if let Some(origin) = picker.origin {
            opening::back(app, origin);
        }
        return repair::picked(app, aim, *id, *kind, name.clone());
    }
    let revision = picker.list.as_ref().map_or(0, |list| list.revision);
    if let (Some(origin), true) = (picker.origin, chosen.is_far()) {
        app.keep_jump(origin.place);
    }
    match chosen {
        Chosen::Command(action) => act::act(app, action),
        Chosen::Outlet(outlet) => filter::only(app, [outlet]),
        Chosen::Article(article) => {
            opening::open(app, article, Target::Start);
            opening::select_in_list(app, article);
            memory::mark_read(app);
        }
        Chosen::Entity { id, kind, name, place } => {
            entity::set(app, id, revision, kind, &name);
            visit(app, place);
        }
        Chosen::Line { entity: of, place } => {
            visit(app, place);
            match of {
                Some((id, kind, name)) => entity::set(app, id, revision, kind, &name),
                None if picker.source == PickerSource::Corpus(PickerKind::Text) => {
                    find::ask_for_search(app, picker.input.text());
                }
                None => find::ask(app, picker.input.text()),
            }
        }
    }
    app.last_picker = Some(picker);
}

fn visit(app: &mut App, place: Place) {
    opening::go(app, place);
    app.focus = crate::tui::layout::panes::Pane::Reader;
    memory::mark_read(app);
}

/// What was chosen.
enum Chosen {
    Command(Action),
    Outlet(OutletId),
    Article(ArticleId),
    Entity { id: EntityId, kind: EntityKind, name: String, place: Place },
    Line { entity: Option<(EntityId, EntityKind, String)>, place: Place },
}

impl Chosen {
    fn of(picker: &Picker) -> Option<Self> {
        Some(match picker.current()? {
            PickRow::Entity { id, kind, name, place, .. } => {
                Self::Entity { id: *id, kind: *kind, name: name.to_string(), place: *place }
            }
            PickRow::Line { entity, place, .. } => {
                Self::Line { entity: entity.and_then(|id| named_above(picker, id)), place: *place }
            }
            PickRow::Article { id, .. } => Self::Article(*id),
            PickRow::Outlet { id, .. } => Self::Outlet(*id),
            PickRow::Absent(_) => return None,
        })
    }

    const fn is_far(&self) -> bool {
        matches!(self, Self::Article(_) | Self::Entity { .. } | Self::Line { .. })
    }
}

/// The entity whose mention's line is selected: its row stands above.
fn named_above(picker: &Picker, entity: EntityId) -> Option<(EntityId, EntityKind, String)> {
    picker.list.as_ref()?.rows.iter().find_map(|row| match row {
        PickRow::Entity { id, kind, name, .. } if *id == entity => Some((*id, *kind, name.to_string())),
        _ => None,
    })
}

/// Whether a picker of the corpus is open, so that its rows can be asked for again when the corpus changes.
pub fn is_open(app: &App) -> bool {
    matches!(app.overlay(), Some(Overlay::Picker(picker)) if matches!(picker.source, PickerSource::Corpus(_)))
}

/// The heading of a picker.
#[must_use]
pub const fn heading(picker: &Picker) -> &'static str {
    match (&picker.aim, picker.source) {
        (Some(Aim::Merge(_)), _) => "Merge with",
        (Some(Aim::Add(_)), _) => "Mention of",
        (Some(Aim::Move(_)), _) => "Reassign to",
        (None, source) => of_source(source),
    }
}

const fn of_source(source: PickerSource) -> &'static str {
    match source {
        PickerSource::Corpus(PickerKind::Entities) => "Names",
        PickerSource::Corpus(PickerKind::Mentions) => "Jump to a mention",
        PickerSource::Corpus(PickerKind::Articles) => "Articles",
        PickerSource::Corpus(PickerKind::Outlets) => "Read one outlet",
        PickerSource::Corpus(PickerKind::Text) => "Search all texts",
        PickerSource::Commands => "Commands",
    }
}
