//! Forms of a name: moving, going to the first mention.

use super::visit;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::page;
use crate::tui::state::page::{Forms, Page, Subject};

/// Opens the page.
pub fn show(app: &mut App, subject: Subject) {
    super::show(app, Page::Forms(Box::new(Forms { subject, page: None, selected: 0, top: 0, stale: true })));
}

/// An action on the page. Whether it was one of the page's.
pub fn act(app: &mut App, action: Action) -> bool {
    let height = i64::from(page::rows(app).height).max(2);
    let Some(Page::Forms(forms)) = app.pages.last_mut() else { return false };
    match action {
        Action::Down => forms.step(1),
        Action::Up => forms.step(-1),
        Action::HalfDown | Action::PageDown => forms.step(height - 1),
        Action::HalfUp | Action::PageUp => forms.step(1 - height),
        Action::Top => forms.selected = 0,
        Action::Bottom => forms.step(i64::from(u32::MAX)),
        Action::Enter => {
            let first = forms.page.as_ref().and_then(|page| page.rows.get(forms.selected)).map(|row| row.first);
            if let Some(place) = first {
                visit(app, place);
            }
        }
        _ => return false,
    }
    true
}
