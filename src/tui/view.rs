//! Drawing: a function of the state. Nothing here changes anything.

mod article_list;
mod boxes;
mod fit;
mod help;
mod outlet_filter;
mod page;
mod picker;
mod prompt;
mod reader;
mod repair;
mod sidebar;
mod status;
mod title;
mod which_key;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::action::Action;
use super::app::{App, Overlay};
use super::layout::panes::{MINIMUM, Pane};
use super::theme::{Role, Sign};
use super::widgets::line::{fill, put, put_right};

/// Draws the whole screen. Gives the cell of the cursor, where a line is being typed.
pub fn draw(app: &App, buf: &mut Buffer) -> Option<(u16, u16)> {
    let theme = &app.setup.theme;
    fill(buf, buf.area, theme.style(Role::Text));
    let panes = app.panes();
    if panes.too_small {
        too_small(app, buf);
        return None;
    }
    title::draw(app, &panes, buf);
    if let Some(shown) = app.pages.last() {
        page::draw(app, shown, buf);
    }
    let panes_shown = app.pages.is_empty();
    if let Some(area) = panes.list.filter(|_| panes_shown) {
        article_list::draw(app, area, &panes, buf);
    }
    if let Some(area) = panes.reader.filter(|_| panes_shown) {
        reader::draw(app, area, &panes, buf);
    }
    if let Some(area) = panes.sidebar.filter(|_| panes_shown) {
        sidebar::draw(app, area, &panes, buf);
    }
    status::hints(app, &panes, buf);
    let mut cursor = status::draw(app, &panes, buf);
    match app.overlay() {
        Some(Overlay::Picker(open)) => cursor = Some(picker::draw(app, open, buf)),
        Some(Overlay::Repair(open)) => repair::draw(app, open, buf),
        Some(Overlay::Filter(choice)) => outlet_filter::draw(app, choice, buf),
        Some(Overlay::Help(help)) => cursor = Some(help::draw(app, help, buf)),
        Some(Overlay::Prompt(open)) => prompt::completions(app, open, &panes, buf),
        Some(Overlay::Problems(_) | Overlay::Why(_) | Overlay::Welcome | Overlay::ConfirmQuit) => boxes::draw(app, buf),
        None => {}
    }
    which_key::draw(app, buf);
    if !app.setup.capability.unicode {
        plain_punctuation(buf);
    }
    cursor
}

/// What a click on a hint or on a part of the status row does.
#[must_use]
pub fn action_at(app: &App, (column, row): (u16, u16)) -> Option<Action> {
    let panes = app.panes();
    match row {
        // On a low screen a box covers these rows.
        _ if panes.too_small || (app.overlay().is_some() && app.size.1 < 16) => None,
        row if row == panes.hints.y => status::hint_at(app, &panes, column),
        row if row == panes.status.y && app.overlay().is_none() => status::part_at(app, &panes, column),
        _ => None,
    }
}

/// Where signs are drawn in ASCII, quotation marks, dashes and their like in words are, too: each is one cell wide as it was.
fn plain_punctuation(buf: &mut Buffer) {
    for cell in &mut buf.content {
        let plain = match cell.symbol() {
            "“" | "”" | "„" | "«" | "»" => "\"",
            "‘" | "’" | "‚" | "‹" | "›" => "'",
            "–" | "—" | "‑" | "‐" | "−" | "·" => "-",
            "…" => "~",
            "×" => "x",
            "•" => "*",
            "\u{a0}" => " ",
            _ => continue,
        };
        cell.set_symbol(plain);
    }
}

fn too_small(app: &App, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let (width, height) = app.size;
    let lines = [
        "too small".to_owned(),
        format!("{width}x{height} here"),
        format!("{}x{} needed", MINIMUM.0, MINIMUM.1),
        "Ctrl-c quits".to_owned(),
    ];
    for (y, line) in (0..height).zip(&lines) {
        put(buf, Rect::new(0, y, width, 1), &[(line, theme.style(Role::Text))], "");
    }
}

/// How long a text takes to read.
fn reading_time(minutes: usize) -> String {
    match minutes {
        0..180 => format!("{minutes} min"),
        _ => format!("{} h", grouped((minutes / 60) as u32)),
    }
}

/// A frame with a title at the top left and words at the bottom right.
fn frame(app: &App, area: Rect, title: &str, corner: &str, focus: bool, popup: bool, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let set = theme.border(focus);
    let style = theme.style(match (popup, focus) {
        (true, _) => Role::PopupBorder,
        (false, true) => Role::BorderFocus,
        (false, false) => Role::Border,
    });
    if popup {
        fill(buf, area, theme.style(Role::Text).patch(theme.style(Role::Popup)));
    }
    let area = area.intersection(buf.area);
    if area.width < 2 || area.height < 2 {
        return;
    }
    let (left, right, top, bottom) = (area.left(), area.right() - 1, area.top(), area.bottom() - 1);
    for x in left + 1..right {
        buf[(x, top)].set_symbol(set.horizontal_top).set_style(style);
        buf[(x, bottom)].set_symbol(set.horizontal_bottom).set_style(style);
    }
    for y in top + 1..bottom {
        buf[(left, y)].set_symbol(set.vertical_left).set_style(style);
        buf[(right, y)].set_symbol(set.vertical_right).set_style(style);
    }
    for (x, y, corner) in [
        (left, top, set.top_left),
        (right, top, set.top_right),
        (left, bottom, set.bottom_left),
        (right, bottom, set.bottom_right),
    ] {
        buf[(x, y)].set_symbol(corner).set_style(style);
    }
    let words = theme.style(if focus || popup { Role::TitleFocus } else { Role::Title });
    let inside = Rect { x: left + 2, y: top, width: area.width.saturating_sub(4), height: 1 };
    if !title.is_empty() {
        put(buf, inside, &[(" ", words), (title, words), (" ", words)], theme.sign(Sign::Ellipsis));
    }
    if !corner.is_empty() {
        let quiet = theme.style(Role::Dim);
        put_right(
            buf,
            Rect { y: bottom, ..inside },
            &[(" ", quiet), (corner, quiet), (" ", quiet)],
            theme.sign(Sign::Ellipsis),
        );
    }
}

/// The style of the chosen row of a pane.
fn selection(app: &App, pane: Pane) -> Style {
    let focused = app.focus == pane && app.overlay().is_none();
    app.setup.theme.style(if focused { Role::Selection } else { Role::SelectionUnfocused })
}

/// A count with its noun.
fn counted(n: u32, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// A number with its thousands apart.
fn grouped(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{counted, grouped};

    #[test]
    fn counts_read_well() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(counted(1, "article", "articles"), "1 article");
        assert_eq!(counted(12, "article", "articles"), "12 articles");
    }
}
