//! The mouse: wheel, clicks on names, rows and boxes.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

use super::{act, corpus, entity, filter, help, list, open, overlay, page, picker, repair, sidebar};
use crate::text::Span;
use crate::tui::action::Action;
use crate::tui::app::{App, Overlay};
use crate::tui::layout::list::{ListLine, grouped, lines, rows_per_article};
use crate::tui::layout::panes::Pane;
use crate::tui::layout::{boxes, sidebar as side};
use crate::tui::state::SidebarItem;
use crate::tui::view::action_at;

/// Rows a turn of the wheel moves.
const WHEEL: i64 = 3;

/// Takes in what the mouse did.
pub fn turn(app: &mut App, mouse: MouseEvent) {
    let at = (mouse.column, mouse.row);
    if !matches!(mouse.kind, MouseEventKind::Moved) {
        corpus::stop_restoring(app);
    }
    match mouse.kind {
        MouseEventKind::ScrollDown => wheel(app, at, 1),
        MouseEventKind::ScrollUp => wheel(app, at, -1),
        MouseEventKind::Down(MouseButton::Left) => {
            app.notice = None;
            app.repair.selection = None;
            app.repair.pressed = None;
            click(app, at);
        }
        MouseEventKind::Drag(MouseButton::Left) if app.overlay().is_none() => {
            if let Some(byte) = byte_at(app, at) {
                repair::drag(app, byte);
            }
        }
        _ => {}
    }
}

fn wheel(app: &mut App, at: (u16, u16), way: i64) {
    if app.overlay().is_some() {
        overlay::act(app, if way > 0 { Action::Down } else { Action::Up });
        return;
    }
    if !app.pages.is_empty() {
        return page::wheel(app, way);
    }
    match app.panes().at(at.0, at.1) {
        Some(Pane::List) => list::step(app, way),
        Some(Pane::Reader) => open::scroll(app, (way * WHEEL) as isize),
        Some(Pane::Sidebar) => sidebar::step(app, way),
        None => {}
    }
}

/// The row of an area a cell lies in.
fn row_in(area: Rect, at: (u16, u16)) -> Option<usize> {
    area.contains(at.into()).then(|| usize::from(at.1 - area.y))
}

fn click(app: &mut App, at: (u16, u16)) {
    if let Some(action) = action_at(app, at) {
        return act::act(app, action);
    }
    if app.overlay().is_some() {
        click_box(app, at);
        return;
    }
    if !app.pages.is_empty() {
        return page::click(app, at);
    }
    let panes = app.panes();
    match panes.at(at.0, at.1) {
        Some(Pane::List) => click_list(app, at),
        Some(Pane::Reader) => {
            app.focus = Pane::Reader;
            click_text(app, at);
        }
        Some(Pane::Sidebar) => click_sidebar(app, at),
        None => {}
    }
}

fn click_list(app: &mut App, at: (u16, u16)) {
    let panes = app.panes();
    let Some(inner) = panes.list.map(|area| panes.inner(area)) else { return };
    app.focus = Pane::List;
    let Some(row) = row_in(inner, at) else { return };
    let shown = lines(&app.list, inner.height, rows_per_article(inner.width), grouped(app));
    if let Some(ListLine::Article { row, .. }) = shown.get(row) {
        list::select(app, *row);
    }
}

fn click_text(app: &mut App, at: (u16, u16)) {
    let text = app.panes().text();
    if !text.contains(at.into()) {
        return;
    }
    let Some(byte) = app.reader.hit(at.1 - text.y, at.0 - text.x) else { return };
    app.repair.pressed = Some(byte);
    match app.reader.mention_at(byte) {
        Some(mention) => {
            app.reader.cursor = Some(mention.span);
            entity::take(app);
        }
        None => app.reader.cursor = Some(Span::new(byte, byte)),
    }
}

/// The byte of the text at a cell.
fn byte_at(app: &mut App, at: (u16, u16)) -> Option<u32> {
    let text = app.panes().text();
    text.contains(at.into()).then(|| app.reader.hit(at.1 - text.y, at.0 - text.x))?
}

fn click_sidebar(app: &mut App, at: (u16, u16)) {
    let panes = app.panes();
    let Some(pane) = panes.sidebar else { return };
    app.focus = Pane::Sidebar;
    let (names, _) = side::parts(app, panes.inner(pane));
    let Some(row) = row_in(names, at) else { return };
    if let Some(SidebarItem::Row(index)) = app.sidebar.items.get(app.sidebar.top + row).copied() {
        app.sidebar.selected = index;
        sidebar::enter(app);
    }
}

fn click_box(app: &mut App, at: (u16, u16)) {
    match app.overlay() {
        Some(Overlay::Picker(open)) => {
            let (area, top) = (boxes::picker_area(app), open.top);
            match row_in(area, at) {
                Some(row) if row >= 3 && row + 1 < usize::from(area.height) => picker::click(app, top + row - 3),
                Some(_) => {}
                None => act::act(app, Action::Escape),
            }
        }
        Some(Overlay::Filter(choice)) => {
            let (area, top, len) = (boxes::filter_area(app), choice.top, choice.rows.len());
            match row_in(area, at) {
                Some(row) if row >= 1 && top + row - 1 < len && row + 2 < usize::from(area.height) => {
                    if let Some(Overlay::Filter(choice)) = app.overlays.last_mut() {
                        choice.selected = top + row - 1;
                    }
                    filter::act(app, Action::ToggleItem);
                }
                Some(_) => {}
                None => act::act(app, Action::Escape),
            }
        }
        Some(Overlay::Help(shown)) => {
            let (area, top, len) = (boxes::help_area(app), shown.top, shown.shown.len());
            match row_in(area, at) {
                Some(row) if row >= 3 && top + row - 3 < len => {
                    if let Some(Overlay::Help(shown)) = app.overlays.last_mut() {
                        shown.selected = top + row - 3;
                    }
                    help::run(app);
                }
                Some(_) => {}
                None => act::act(app, Action::Escape),
            }
        }
        Some(Overlay::Repair(_)) => repair::click(app, at),
        _ => act::act(app, Action::Escape),
    }
}
