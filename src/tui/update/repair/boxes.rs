//! Keys in the boxes of the repair.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{ask, pick, preview, top, visit};
use crate::engine::{Change, RepairRequest, Target};
use crate::model::{EntityKind, EntityRef};
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay};
use crate::tui::layout::repair as layout;
use crate::tui::state::repair::{PreviewBox, RepairBox, Wanted};

/// An action while a box of the repair is open. Whether the box took it.
pub fn act(app: &mut App, action: Action) -> bool {
    if matches!(action, Action::Escape | Action::Back) {
        app.overlays.pop();
        return true;
    }
    match top(app) {
        Some(RepairBox::Preview(_)) if action == Action::Enter => decide(app),
        Some(RepairBox::Kind(..) | RepairBox::Preview(_)) => scroll(app, action),
        Some(RepairBox::Split(_)) => split(app, action),
        Some(RepairBox::Decisions(_)) => decisions(app, action),
        None => return false,
    }
    true
}

/// A letter that is bound to nothing: it may choose a type.
pub fn typed(app: &mut App, key: KeyEvent) {
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let KeyCode::Char(letter) = key.code else { return };
    let Some(RepairBox::Kind(wanted, _)) = top(app) else { return };
    if !plain {
        return;
    }
    let wanted = wanted.clone();
    let kind = EntityKind::ALL.into_iter().find(|kind| kind.letter().eq_ignore_ascii_case(&letter));
    let change = match (wanted, kind) {
        (Wanted::Retype(who), Some(to)) => Change::Retype { who, to },
        (Wanted::Add(place, name), Some(kind)) => Change::Add { place, to: Target::New(EntityRef { kind, name }) },
        (Wanted::Move(place, name), Some(kind)) => {
            Change::Move { places: vec![place], to: Target::New(EntityRef { kind, name }) }
        }
        (Wanted::Retype(_), None) => return,
        (wanted, None) => {
            if letter.eq_ignore_ascii_case(&'e') {
                app.overlays.pop();
                pick(app, &wanted);
            }
            return;
        }
    };
    app.overlays.pop();
    preview(app, change);
}

/// Scrolls text that does not fit its box.
fn scroll(app: &mut App, action: Action) {
    let (over, page) = (layout::overflow(app), layout::rows(app));
    if let Some(RepairBox::Kind(_, top) | RepairBox::Preview(PreviewBox { top, .. })) = top(app) {
        step(top, over + 1, action, page);
    }
}

/// Enter in the preview: it is done. What does not fit the box must have been seen.
fn decide(app: &mut App) {
    let (over, page) = (layout::overflow(app), layout::rows(app));
    if let Some(RepairBox::Preview(shown)) = top(app)
        && shown.top < over
    {
        shown.top = (shown.top + page).min(over);
        return;
    }
    let Some(RepairBox::Preview(shown)) = top(app) else { return };
    let (change, lines) = (shown.change.clone(), shown.lines.clone());
    match lines {
        None => return,
        Some(Ok(_)) => ask(app, RepairRequest::Decide(change)),
        Some(Err(why)) => app.complain(why),
    }
    app.overlays.pop();
}

/// Moves a selected row.
fn step(selected: &mut usize, len: usize, action: Action, page: usize) -> bool {
    let last = len.saturating_sub(1);
    *selected = match action {
        Action::Down => *selected + 1,
        Action::Up => selected.saturating_sub(1),
        Action::PageDown | Action::HalfDown => *selected + page,
        Action::PageUp | Action::HalfUp => selected.saturating_sub(page),
        Action::Top => 0,
        Action::Bottom => last,
        _ => return false,
    }
    .min(last);
    true
}

fn split(app: &mut App, action: Action) {
    let page = layout::rows(app);
    let Some(RepairBox::Split(open)) = top(app) else { return };
    let len = open.len();
    if step(&mut open.selected, len, action, page) {
        keep_in_view(app);
        return;
    }
    match action {
        Action::ToggleItem | Action::MarkName => {
            let row = open.selected;
            if row < len && !open.chosen.remove(&row) {
                open.chosen.insert(row);
            }
            open.selected = (row + 1).min(len.saturating_sub(1));
            keep_in_view(app);
        }
        Action::InvertItems => {
            let names = open.parts.as_ref().map_or(0, |parts| parts.names.len());
            for row in 0..names {
                if !open.chosen.remove(&row) {
                    open.chosen.insert(row);
                }
            }
        }
        Action::Enter => {
            if open.chosen.is_empty() && open.selected < len {
                open.chosen.insert(open.selected);
            }
            let (names, places) = open.choice();
            let from = open.of.clone();
            app.overlays.pop();
            preview(app, Change::Split { from, names, places });
        }
        _ => {}
    }
}

fn decisions(app: &mut App, action: Action) {
    let page = layout::rows(app);
    let Some(RepairBox::Decisions(open)) = top(app) else { return };
    let len = open.rows.len();
    if step(&mut open.selected, len, action, page) {
        keep_in_view(app);
        return;
    }
    let row = open.rows.get(open.selected).cloned();
    let number = open.selected;
    match (action, row) {
        (Action::Undo, Some(row)) => ask(app, RepairRequest::Forget(number, Box::new(row.decision))),
        (Action::Redo, _) => ask(app, RepairRequest::Redo),
        (Action::Enter, Some(row)) => match row.place {
            Some(place) => {
                app.overlays.pop();
                visit(app, place);
            }
            None => app.say("it is not in these articles"),
        },
        _ => {}
    }
}

/// Scrolls so that the selected row is seen.
pub(super) fn keep_in_view(app: &mut App) {
    let height = layout::rows(app);
    let (selected, top) = match top(app) {
        Some(RepairBox::Split(open)) => (open.selected, &mut open.top),
        Some(RepairBox::Decisions(open)) => (open.selected, &mut open.top),
        _ => return,
    };
    *top = (*top).min(selected);
    if selected >= *top + height {
        *top = selected + 1 - height.max(1);
    }
}

/// A click: on a row it selects (and chooses) it, outside it leaves.
pub fn click(app: &mut App, at: (u16, u16)) {
    let area = layout::area(app);
    if !area.contains(at.into()) {
        app.overlays.pop();
        return;
    }
    let row = usize::from(at.1.saturating_sub(area.y + layout::HEAD + 1));
    let inside = at.1 > area.y + layout::HEAD && row < layout::rows(app);
    match app.overlays.last_mut() {
        Some(Overlay::Repair(open)) if inside => match &mut **open {
            RepairBox::Split(split) if split.top + row < split.len() => {
                split.selected = split.top + row;
                act(app, Action::ToggleItem);
            }
            RepairBox::Decisions(view) if view.top + row < view.rows.len() => view.selected = view.top + row,
            _ => {}
        },
        _ => {}
    }
}
