//! The box of keys that may follow, shown a moment after the first one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame;
use crate::text::cells;
use crate::tui::app::App;
use crate::tui::layout::boxes::which_key_rows;
use crate::tui::theme::{Role, Sign};
use crate::tui::update::which_key_due;
use crate::tui::widgets::line::{fill, put};

/// Draws it, if it is due.
pub fn draw(app: &App, buf: &mut Buffer) {
    if which_key_due(app).is_none_or(|due| app.now < due) {
        return;
    }
    let theme = &app.setup.theme;
    let rows = which_key_rows(app);
    let keys = rows.iter().map(|(key, _)| cells(key)).max().unwrap_or(0);
    let words = rows.iter().map(|(_, desc)| cells(desc)).max().unwrap_or(0);
    let width = ((keys + words + 6) as u16).min(app.size.0);
    let height = (rows.len() as u16 + 2).min(app.size.1.saturating_sub(3));
    let area = Rect { x: app.size.0 - width, y: app.size.1.saturating_sub(2 + height), width, height };
    let typed: Vec<String> = app.pending.iter().map(ToString::to_string).collect();
    frame(app, area, &typed.join(" "), "", true, true, buf);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    let hidden = rows.len().saturating_sub(usize::from(inner.height));
    for (y, (key, desc)) in (inner.top()..inner.bottom()).zip(&rows) {
        let key = format!("{key:<keys$}  ");
        let line = Rect { y, height: 1, ..inner };
        put(buf, line, &[(&key, theme.style(Role::Key)), (desc, Style::new())], theme.sign(Sign::Ellipsis));
    }
    if hidden > 0 {
        // The last row gives way to what is missing.
        let line = Rect { y: inner.bottom().saturating_sub(1), height: 1, ..inner };
        fill(buf, line, theme.style(Role::Text).patch(theme.style(Role::Popup)));
        let more = format!("{} {} more", theme.sign(Sign::Down), hidden + 1);
        put(buf, line, &[(&more, theme.style(Role::Dim))], "");
    }
}
