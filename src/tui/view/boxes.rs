//! Boxes of text: problems, reasons, the first-run lines, a question.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frame;
use crate::tui::app::{App, Overlay};
use crate::tui::layout::boxes::{scroll_extent, text_area, text_lines};
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::put;

/// Draws the topmost box of text.
pub fn draw(app: &App, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let (title, corner, top) = match app.overlay() {
        Some(Overlay::Problems(scroll)) => ("Problems", "Esc back", scroll.top),
        Some(Overlay::Why(scroll)) => ("Why these names are linked", "Esc back", scroll.top),
        Some(Overlay::Welcome) => ("Welcome to dateline", "", 0),
        Some(Overlay::ConfirmQuit) => ("Quit", "", 0),
        _ => return,
    };
    let area = text_area(app);
    let (rows, height) = scroll_extent(app);
    let below = rows.saturating_sub(top + height);
    let more = format!("{} {below} more", theme.sign(Sign::Down));
    let corner = match (below, corner) {
        (0, corner) => corner.to_owned(),
        (_, "") => more,
        (_, corner) => format!("{more}  {corner}"),
    };
    frame(app, area, title, &corner, true, true, buf);
    let inner = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(4),
        height: area.height.saturating_sub(2),
    };
    let style = theme.style(Role::Popup);
    for (y, line) in (inner.top()..inner.bottom()).zip(text_lines(app, inner.width).iter().skip(top)) {
        put(buf, Rect { y, height: 1, ..inner }, &[(line, style)], theme.sign(Sign::Ellipsis));
    }
}
