//! Mentions in context: moving, sorting, going there.

use std::sync::Arc;

use super::visit;
use crate::engine::KwicSort;
use crate::engine::table::At;
use crate::model::OutletId;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::page;
use crate::tui::state::Window;
use crate::tui::state::page::{Kwic, Page, Subject};

/// Code points of context on each side: what a wide screen can show.
pub const CONTEXT: u32 = 160;
/// Cells of the passage below.
pub const PASSAGE: u32 = 900;

/// Opens the page: all mentions, or those of one outlet.
pub fn show(app: &mut App, subject: Subject, outlet: Option<(OutletId, Arc<str>, String)>, locate: Option<At>) {
    let (sort, list) = (KwicSort::Date, Window::default());
    let lines = Kwic { subject, outlet, sort, reverse: false, list, of: 0, locate, left: None };
    super::show(app, Page::Kwic(Box::new(lines)));
}

/// An action on the page. Whether it was one of the page's.
pub fn act(app: &mut App, action: Action) -> bool {
    let height = i64::from(page::rows(app).height).max(2);
    let Some(Page::Kwic(lines)) = app.pages.last_mut() else { return false };
    match action {
        Action::Down | Action::NextMention | Action::NextMentionAll => lines.list.step(1),
        Action::Up | Action::PreviousMention | Action::PreviousMentionAll => lines.list.step(-1),
        Action::HalfDown => lines.list.step(height / 2),
        Action::HalfUp => lines.list.step(-height / 2),
        Action::PageDown => lines.list.step(height - 1),
        Action::PageUp => lines.list.step(1 - height),
        Action::Top => lines.list.step(-i64::from(u32::MAX)),
        Action::Bottom => lines.list.step(i64::from(u32::MAX)),
        Action::Sort => {
            let at = KwicSort::ALL.iter().position(|sort| *sort == lines.sort).unwrap_or(0);
            lines.sort = KwicSort::ALL[(at + 1) % KwicSort::ALL.len()];
            lines.reverse = false;
            lines.spoil();
            let said = words(lines.sort);
            app.say(said);
        }
        Action::Reverse => {
            lines.reverse = !lines.reverse;
            lines.spoil();
        }
        Action::Enter => {
            if let Some(place) = lines.list.current().map(|row| row.place) {
                visit(app, place);
            }
        }
        _ => return false,
    }
    true
}

/// An order in words.
#[must_use]
pub const fn words(sort: KwicSort) -> &'static str {
    match sort {
        KwicSort::Date => "sorted by date",
        KwicSort::Left => "sorted by preceding words",
        KwicSort::Right => "sorted by following words",
        KwicSort::Outlet => "sorted by outlet",
    }
}
