//! Forms of a name by outlet, with the roles beside them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::{counted, grouped};
use super::{day, ground, nothing, pointer, right};
use crate::engine::FormRow;
use crate::tui::app::App;
use crate::tui::layout::page::{DAY_WITH_YEAR, rows};
use crate::tui::state::page::Forms;
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::put;

/// Cells of the columns at the right: mentions, articles, first.
const COUNTS: [u16; 2] = [6, 6];
/// From this width on (cells) the first day has its year.
const WIDE: u16 = 58;

/// What is said of the selected row.
pub fn said(forms: &Forms) -> String {
    let Some(row) = forms.page.as_ref().and_then(|page| page.rows.get(forms.selected)) else { return String::new() };
    let mentions = counted(row.count.mentions, "mention", "mentions");
    let what = if row.role { "calls it" } else { "as" };
    format!("{} {what} “{}”: {mentions} in {}", row.name, row.words, counted(row.count.articles, "article", "articles"))
}

/// Draws it.
pub fn draw(app: &App, forms: &Forms, inner: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let area = rows(app);
    let Some(page) = &forms.page else {
        nothing(app, "…", area, buf);
        return;
    };
    let dim = theme.style(Role::Dim);
    let head = Rect { height: 1, ..inner };
    put(buf, head, &[("  outlet", dim)], "");
    for (at, word) in columns(inner.width).into_iter().zip(["ment.", "art.", "first"]) {
        right(buf, head, at, word, dim);
    }
    for (y, (number, row)) in (area.top()..area.bottom()).zip(page.rows.iter().enumerate().skip(forms.top)) {
        let before =
            number.checked_sub(1).filter(|before| *before >= forms.top).and_then(|before| page.rows.get(before));
        let again = before.is_some_and(|before| before.outlet == row.outlet);
        draw_row(app, row, again, number == forms.selected, Rect { y, height: 1, ..area }, buf);
    }
    if area.bottom() < inner.bottom() {
        let foot = Rect { y: inner.bottom() - 1, height: 1, ..inner };
        put(buf, foot, &[(&absent(page), dim)], theme.sign(Sign::Ellipsis));
    }
}

fn absent(page: &crate::engine::FormsPage) -> String {
    let (named, of) = page.outlets;
    let tags: Vec<&str> = page.absent.iter().take(100).map(|(tag, _)| tag.as_ref()).collect();
    if tags.is_empty() {
        format!("  named by every outlet: {}", grouped(of))
    } else {
        format!("  in {named} of {of} outlets, not named by  {}", tags.join(" "))
    }
}

/// Where the numbers stand.
fn columns(width: u16) -> [(u16, u16); 3] {
    let [mentions, articles] = COUNTS;
    let first = if width >= WIDE { DAY_WITH_YEAR } else { 8 };
    let from = width.saturating_sub(mentions + articles + first + 1);
    [(from, mentions), (from + mentions, articles), (from + mentions + articles, first)]
}

fn draw_row(app: &App, row: &FormRow, again: bool, selected: bool, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let base = ground(app, selected, area, buf);
    let dim = theme.style(Role::Dim).patch(base);
    let tag = if again { String::new() } else { row.tag.to_string() };
    let tag = format!("{tag}{}", " ".repeat(5usize.saturating_sub(crate::text::cells(&tag))));
    // On a wide page the outlet has its whole name.
    let room = if area.width >= 90 && !again { row.name.as_ref() } else { "" };
    let whole = crate::text::grapheme::clip(room, 24);
    let pad =
        if area.width >= 90 { " ".repeat(26usize.saturating_sub(crate::text::cells(whole))) } else { String::new() };
    let label = if row.role { "role  " } else { "" };
    let style = if row.role { base } else { theme.style(Role::Heading).patch(base) };
    let [mentions, articles, first] = columns(area.width);
    let words = [
        (pointer(app, selected), base),
        (" ", base),
        (&tag, theme.style(Role::Outlet).patch(base)),
        (whole, base),
        (&pad, base),
        (label, dim),
        (&row.words, style),
    ];
    put(buf, Rect { width: mentions.0.max(8), ..area }, &words, theme.sign(Sign::Ellipsis));
    right(buf, area, mentions, &grouped(row.count.mentions), base);
    right(buf, area, articles, &grouped(row.count.articles), dim);
    right(buf, area, first, &day(row.date.as_ref(), area.width >= WIDE), dim);
}
