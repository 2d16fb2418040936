//! The mouse on a page.

use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::page::{WhoColumns, inner, rows};
use crate::tui::state::page::Page;

/// The wheel moves the selection.
pub fn wheel(app: &mut App, way: i64) {
    super::act(app, if way > 0 { Action::Down } else { Action::Up });
}

/// A click selects; on what is selected it goes in. On a heading of who × outlet it sorts.
pub fn click(app: &mut App, at: (u16, u16)) {
    let (area, inside) = (rows(app), inner(app));
    if !inside.contains(at.into()) {
        return;
    }
    if at.1 < area.y {
        return head(app, at.0 - inside.x, inside.width);
    }
    if !area.contains(at.into()) {
        return;
    }
    let row = u32::from(at.1 - area.y);
    let again = match app.pages.last_mut() {
        Some(Page::Who(table)) => {
            let column = WhoColumns::of(table, inside.width).at(table, at.0 - inside.x).unwrap_or(table.column);
            let target = table.list.top + row;
            let again = table.list.selected == target && table.column == column;
            if target < table.list.total {
                (table.list.selected, table.column) = (target, column);
            }
            again
        }
        Some(Page::Kwic(lines)) => {
            let target = lines.list.top + row;
            let again = lines.list.selected == target;
            if target < lines.list.total {
                lines.list.selected = target;
            }
            again
        }
        Some(Page::Forms(forms)) => {
            let target = forms.top + row as usize;
            let again = forms.selected == target;
            if target < forms.len() {
                forms.selected = target;
            }
            again
        }
        None => false,
    };
    if again {
        super::act(app, Action::Enter);
    }
}

fn head(app: &mut App, x: u16, width: u16) {
    if let Some(Page::Who(table)) = app.pages.last_mut()
        && let Some(column) = WhoColumns::of(table, width).at(table, x)
    {
        table.column = column;
        super::act(app, Action::Sort);
    }
}
