//! The help box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame;
use crate::text::cells;
use crate::tui::app::App;
use crate::tui::layout::boxes::{help_area, help_rows};
use crate::tui::state::HelpBox;
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{put, put_right};

/// Cells of the column of keys.
const KEYS: usize = 20;

/// Draws it. Gives the cell of the cursor.
pub fn draw(app: &App, help: &HelpBox, buf: &mut Buffer) -> (u16, u16) {
    let theme = &app.setup.theme;
    let area = help_area(app);
    frame(app, area, "Keys", "type to filter, Enter run, Esc back", true, true, buf);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    let line = Rect { height: 1, ..inner };
    let sign = format!("{} ", theme.sign(Sign::Prompt));
    let count = format!("{} of {}", help.shown.len(), help.all.len());
    let room = usize::from(line.width).saturating_sub(cells(&sign) + cells(help.input.text()) + 2);
    let count = if cells(&count) <= room { count } else { String::new() };
    let (shown, cursor) = help.input.window(usize::from(line.width).saturating_sub(cells(&sign) + cells(&count) + 1));
    put(buf, line, &[(&sign, theme.style(Role::Title)), (shown, Style::new())], "");
    put_right(buf, line, &[(&count, theme.style(Role::Dim))], "");
    let rule = theme.sign(Sign::Rule).repeat(usize::from(inner.width));
    put(buf, Rect { y: inner.y + 1, ..line }, &[(&rule, theme.style(Role::Border))], "");
    let widest = help.all.iter().map(|row| cells(&row.keys)).max().unwrap_or(0);
    let column = widest.min((usize::from(inner.width) / 3).max(KEYS.min(usize::from(inner.width) / 2)));
    let shown = help.shown.iter().enumerate().skip(help.top).take(help_rows(app));
    for (y, (index, row)) in (inner.y + 2..inner.bottom()).zip(shown) {
        let row = &help.all[*row];
        let ground = if index == help.selected { theme.style(Role::Selection) } else { Style::new() };
        let area = Rect { y, height: 1, ..inner };
        for x in area.left()..area.right() {
            buf[(x, y)].set_style(ground);
        }
        let keys = Rect { x: area.x + 1, width: (column as u16).min(area.width.saturating_sub(1)), ..area };
        put(buf, keys, &[(&row.keys, theme.style(Role::Key).patch(ground))], theme.sign(Sign::Ellipsis));
        let here = if row.here && inner.width > 60 { 6 } else { 0 };
        let x = (keys.right() + 1).min(area.right());
        let doc = Rect { x, width: (area.right() - x).saturating_sub(here), ..area };
        put(buf, doc, &[(row.doc.as_str(), ground)], theme.sign(Sign::Ellipsis));
        if row.here && inner.width > 60 {
            put_right(buf, area, &[("here", theme.style(Role::Dim).patch(ground))], "");
        }
    }
    (inner.x + 2 + cursor as u16, inner.y)
}
