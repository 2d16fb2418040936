//! The line that is typed in the status row, and what it could become.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::text::cells;
use crate::tui::app::App;
use crate::tui::layout::panes::Panes;
use crate::tui::state::{Prompt, Tone};
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{fill, put, put_right};

/// Rows of completions above the prompt.
const COMPLETIONS: usize = 8;

/// Draws what is typed, in the status row. Gives the cell of the cursor.
pub fn draw(app: &App, prompt: &Prompt, area: Rect, buf: &mut Buffer) -> (u16, u16) {
    let theme = &app.setup.theme;
    let status = theme.style(Role::Status);
    let sign = prompt.sign();
    let before = cells(sign) + prompt.input.cursor_cells() + 1;
    // A line longer than the row is shown by its end.
    let skip = before.saturating_sub(usize::from(area.width).saturating_sub(2));
    let text = prompt.input.text();
    let shown = crate::text::graphemes(text).find(|(at, _)| cells(text.get(..*at).unwrap_or("")) >= skip);
    let shown = shown.and_then(|(at, _)| text.get(at..)).unwrap_or("");
    let notice = app.notice.as_ref().map_or("", |notice| notice.text.as_str());
    let role =
        if app.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Error) { Role::Error } else { Role::Dim };
    put(buf, area, &[(" ", status), (sign, theme.style(Role::StatusMode)), (shown, status)], "");
    let used = cells(sign) + cells(shown) + 3;
    if used + cells(notice) < usize::from(area.width) {
        put_right(buf, area, &[(notice, theme.style(role)), (" ", status)], "");
    }
    (area.x + (before - skip) as u16, area.y)
}

/// What the line could become, above the prompt.
pub fn completions(app: &App, prompt: &Prompt, panes: &Panes, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let top = prompt.chosen.map_or(0, |at| at.saturating_sub(COMPLETIONS - 1));
    let shown: Vec<_> = prompt.completions.iter().enumerate().skip(top).take(COMPLETIONS).collect();
    let rows = shown.len() as u16;
    if rows == 0 || panes.status.y < rows + 2 {
        return;
    }
    let names = shown.iter().map(|(_, one)| cells(&one.text)).max().unwrap_or(0);
    let docs = shown.iter().map(|(_, one)| cells(&one.doc)).max().unwrap_or(0);
    let width = ((names + docs + 5) as u16).min(panes.status.width);
    let area = Rect { x: 0, y: panes.status.y - rows, width, height: rows };
    let ground = theme.style(Role::Popup);
    fill(buf, area, theme.style(Role::Text).patch(ground));
    for (y, (index, one)) in (area.y..).zip(shown) {
        let row = Rect { y, height: 1, ..area };
        let style = if prompt.chosen == Some(index) { theme.style(Role::Selection) } else { ground };
        let name = format!(" {:<names$}  ", one.text);
        put(buf, row, &[(&name, style), (&one.doc, theme.style(Role::Dim))], theme.sign(Sign::Ellipsis));
    }
}
