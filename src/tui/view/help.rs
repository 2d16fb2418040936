//! The help box.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame;
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
    put(buf, line, &[(&sign, theme.style(Role::Title)), (help.input.text(), Style::new())], "");
    let count = format!("{} of {}", help.shown.len(), help.all.len());
    put_right(buf, line, &[(&count, theme.style(Role::Dim))], "");
    let rule = theme.sign(Sign::Rule).repeat(usize::from(inner.width));
    put(buf, Rect { y: inner.y + 1, ..line }, &[(&rule, theme.style(Role::Border))], "");
    let shown = help.shown.iter().enumerate().skip(help.top).take(help_rows(app));
    for (y, (index, row)) in (inner.y + 2..inner.bottom()).zip(shown) {
        let row = &help.all[*row];
        let ground = if index == help.selected { theme.style(Role::Selection) } else { Style::new() };
        let area = Rect { y, height: 1, ..inner };
        for x in area.left()..area.right() {
            buf[(x, y)].set_style(ground);
        }
        let column = KEYS.min(usize::from(inner.width) / 3);
        let keys = format!(" {:<column$} ", row.keys);
        let words = [(keys.as_str(), theme.style(Role::Key).patch(ground)), (row.doc.as_str(), ground)];
        put(buf, area, &words, theme.sign(Sign::Ellipsis));
        if row.here && inner.width > 60 {
            put_right(buf, area, &[("here", theme.style(Role::Dim).patch(ground))], "");
        }
    }
    (inner.x + 2 + help.input.cursor_cells() as u16, inner.y)
}
