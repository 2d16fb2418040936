//! Pages.

mod forms;
mod kwic;
mod who;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{counted, frame};
use crate::model::Published;
use crate::tui::app::App;
use crate::tui::layout::page::{has_border, inner, outer};
use crate::tui::state::page::Page;
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{put, put_right};

/// Draws the topmost page.
pub fn draw(app: &App, page: &Page, buf: &mut Buffer) {
    if has_border(app) {
        frame(app, outer(app), &title(app, page), &corner(app, page), app.overlay().is_none(), false, buf);
    }
    match page {
        Page::Who(table) => who::draw(app, table, inner(app), buf),
        Page::Kwic(lines) => kwic::draw(app, lines, inner(app), buf),
        Page::Forms(forms) => forms::draw(app, forms, inner(app), buf),
    }
}

/// The page's mode, for the status row.
pub const fn mode(page: &Page) -> &'static str {
    match page {
        Page::Who(_) => "TABLE",
        Page::Kwic(_) => "CONTEXT",
        Page::Forms(_) => "NAMED AS",
    }
}

/// What the page is called among the crumbs.
pub fn crumb(page: &Page) -> String {
    match page {
        Page::Who(_) => "who × outlet".to_owned(),
        Page::Kwic(lines) => format!("{} in context", lines.subject.name.name),
        Page::Forms(forms) => format!("{} named as", forms.subject.name.name),
    }
}

fn title(app: &App, page: &Page) -> String {
    match page {
        Page::Who(table) => who::title(app, table),
        Page::Kwic(lines) => kwic::title(app, lines),
        Page::Forms(forms) => format!("{}: named as", forms.subject.name.name),
    }
}

fn corner(app: &App, page: &Page) -> String {
    let at = |selected: u32, total: u32| match total {
        0 => String::new(),
        _ => format!("{} of {}", super::grouped(selected + 1), super::grouped(total)),
    };
    match page {
        Page::Who(table) => who::corner(app, table),
        Page::Kwic(lines) => at(lines.list.selected, lines.list.total),
        Page::Forms(forms) => at(forms.selected as u32, forms.len() as u32),
    }
}

/// How much there is, for the right of the title row.
pub fn counts(app: &App, page: &Page) -> String {
    match page {
        Page::Who(table) if !has_border(app) && who::hidden(app, table).is_some() => {
            who::hidden(app, table).unwrap_or_default()
        }
        Page::Who(table) if table.list.total == table.all => counted(table.all, "name", "names"),
        Page::Who(table) => format!("{} of {}", super::grouped(table.list.total), counted(table.all, "name", "names")),
        Page::Kwic(lines) if lines.of > lines.list.total => {
            let of = counted(lines.of, "mention", "mentions");
            format!("{} of {of} sorted", super::grouped(lines.list.total))
        }
        Page::Kwic(lines) => counted(lines.list.total, "mention", "mentions"),
        Page::Forms(forms) => forms.page.as_ref().map_or_else(String::new, |page| {
            let mentions = counted(page.all.mentions, "mention", "mentions");
            match page.read {
                Some((read, of)) => {
                    let of = counted(of, "article", "articles");
                    format!("{mentions} {} {} of {of} read", app.setup.theme.sign(Sign::Dot), super::grouped(read))
                }
                None => mentions,
            }
        }),
    }
}

/// What is said of the selected row.
pub fn said(app: &App, page: &Page) -> String {
    match page {
        Page::Who(table) => who::said(table),
        Page::Kwic(lines) => kwic::said(app, lines),
        Page::Forms(forms) => forms::said(forms),
    }
}

/// The ground of a row: whether it is the selected one.
fn ground(app: &App, selected: bool, area: Rect, buf: &mut Buffer) -> Style {
    if !selected {
        return Style::new();
    }
    let role = if app.overlay().is_none() { Role::Selection } else { Role::SelectionUnfocused };
    let style = app.setup.theme.style(role);
    for x in area.left()..area.right() {
        buf[(x, area.y)].set_style(style);
    }
    style
}

/// The pointer before a row.
fn pointer(app: &App, selected: bool) -> &str {
    if selected { app.setup.theme.sign(Sign::Selected) } else { " " }
}

/// A day, with its year where there is room.
fn day(date: Option<&Published>, year: bool) -> String {
    date.map(|date| date.day().strftime(if year { "%-d %b %Y" } else { "%-d %b" }).to_string()).unwrap_or_default()
}

/// One dim line where there is nothing to show.
fn nothing(app: &App, said: &str, area: Rect, buf: &mut Buffer) {
    let line = Rect { height: area.height.min(1), ..area };
    put(
        buf,
        line,
        &[(" ", Style::new()), (said, app.setup.theme.style(Role::Dim))],
        app.setup.theme.sign(Sign::Ellipsis),
    );
}

/// Words at the right edge of some columns.
fn right(buf: &mut Buffer, row: Rect, (from, width): (u16, u16), word: &str, style: Style) {
    let area = Rect { x: row.x + from, width: width.min(row.width.saturating_sub(from)), ..row };
    put_right(buf, area, &[(word, style)], "");
}
