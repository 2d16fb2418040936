//! Mentions in context: the name in the same column everywhere.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{day, ground, nothing, pointer};
use crate::engine::{KwicRow, KwicSort};
use crate::text::wrap::{WrapOptions, wrap};
use crate::text::{Span, cells, graphemes};
use crate::tui::app::App;
use crate::tui::layout::page::{DAY_WITH_YEAR, KwicColumns, preview, rows};
use crate::tui::state::page::Kwic;
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::put;

/// What is shown, for the frame.
pub fn title(app: &App, lines: &Kwic) -> String {
    let dot = app.setup.theme.sign(Sign::Dot);
    let outlet = lines.outlet.as_ref().map(|(.., name)| format!(" {dot} {name} only")).unwrap_or_default();
    let order = match lines.sort {
        KwicSort::Date => "sorted by date",
        KwicSort::Left => "sorted by preceding words",
        KwicSort::Right => "sorted by following words",
        KwicSort::Outlet => "sorted by outlet",
    };
    let reverse = if lines.reverse { ", reversed" } else { "" };
    format!("{} in context{outlet} {dot} {order}{reverse}", lines.subject.name.name)
}

/// Where the selected mention stands.
pub fn said(app: &App, lines: &Kwic) -> String {
    let Some(row) = lines.list.current() else { return String::new() };
    let outlet = app.outlets.iter().find(|outlet| outlet.tag == row.tag).and_then(|outlet| outlet.name.as_deref());
    format!("{}: {}", outlet.unwrap_or("unknown outlet"), row.title)
}

/// Draws it.
pub fn draw(app: &App, lines: &Kwic, inner: Rect, buf: &mut Buffer) {
    let area = rows(app);
    if lines.list.total == 0 {
        nothing(app, if app.progress.busy { "looking for names" } else { "not named in these outlets" }, area, buf);
        return;
    }
    for (y, number) in (area.top()..area.bottom()).zip(lines.list.top..lines.list.total) {
        let line = Rect { y, height: 1, ..area };
        match lines.list.row(number) {
            Some(row) => draw_row(app, lines, number == lines.list.selected, row, line, buf),
            None => nothing(app, "…", line, buf),
        }
    }
    if let (Some(area), Some(row)) = (preview(app), lines.list.current()) {
        passage(app, row, area.intersection(inner), buf);
    }
}

fn draw_row(app: &App, lines: &Kwic, selected: bool, row: &KwicRow, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let base = ground(app, selected, area, buf);
    let columns = KwicColumns::of(area.width);
    let tag = Rect { width: columns.tag, ..area };
    put(buf, tag, &[(pointer(app, selected), base), (&row.tag, theme.style(Role::Outlet).patch(base))], "");
    if columns.date > 0 {
        let date = Rect { x: area.x + columns.tag, width: columns.date, ..area };
        put(
            buf,
            date,
            &[(&day(row.date.as_ref(), columns.date >= DAY_WITH_YEAR), theme.style(Role::Dim).patch(base))],
            "",
        );
    }
    let (before, after) = row.context.sides();
    let x = area.x + columns.tag + columns.date;
    let before = ending(&before, usize::from(columns.before), theme.sign(Sign::Ellipsis));
    let start = columns.before.saturating_sub(cells(&before) as u16);
    let left = Rect { x: x + start, width: columns.before - start, ..area };
    put(buf, left, &[(&before, base)], "");
    let x = x + columns.before;
    let rest = Rect { x, width: area.right().saturating_sub(x), ..area };
    let name = theme.kind(lines.subject.name.kind).patch(theme.style(Role::Match)).patch(base);
    put(buf, rest, &[(&row.context.name, name), (&after, base)], theme.sign(Sign::Ellipsis));
}

/// The end of a text in at most `width` cells.
fn ending(text: &str, width: usize, ellipsis: &str) -> String {
    if cells(text) <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(cells(ellipsis));
    let (mut used, mut from) = (0, text.len());
    for (at, cluster) in graphemes(text).rev() {
        used += cells(cluster);
        if used > room {
            break;
        }
        from = at;
    }
    format!("{ellipsis}{}", text.get(from..).unwrap_or("").trim_start_matches('…'))
}

/// The text around the selected mention.
fn passage(app: &App, row: &KwicRow, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let rule = theme.sign(Sign::Rule).repeat(usize::from(area.width));
    put(buf, Rect { height: 1, ..area }, &[(&rule, theme.style(Role::Border))], "");
    let (text, mark) = (&*row.passage.0, row.passage.1);
    let width = area.width.saturating_sub(2).min(96);
    let mut wrapped = Vec::new();
    wrap(text, Span::new(0, text.len() as u32), width.max(8), &mut wrapped, WrapOptions::default());
    let dot = theme.sign(Sign::Dot);
    let date =
        row.date.as_ref().map(|date| format!(" {dot} {}", date.day().strftime("%a %-d %b %Y"))).unwrap_or_default();
    let (tag, said) = (row.tag.as_ref(), format!("{date} {dot} {}", row.title));
    let head = Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: 1 };
    put(buf, head, &[(tag, theme.style(Role::Outlet)), (&said, theme.style(Role::Dim))], theme.sign(Sign::Ellipsis));
    let area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let height = usize::from(area.height.saturating_sub(1));
    // The line with the name is among those shown.
    let at = mark.map_or(0, |mark| wrapped.iter().position(|line| line.span.contains(mark.start)).unwrap_or(0));
    let top = (at + 1).saturating_sub(height.div_ceil(2)).min(wrapped.len().saturating_sub(height));
    let hit = theme.style(Role::Match);
    for (y, line) in (area.y + 1..area.bottom()).zip(wrapped.iter().skip(top)) {
        let words: Vec<(&str, Style)> = match mark.and_then(|mark| mark.intersect(line.span)) {
            Some(mark) => vec![
                (Span::new(line.span.start, mark.start).of(text), Style::new()),
                (mark.of(text), hit),
                (Span::new(mark.end, line.span.end).of(text), Style::new()),
            ],
            None => vec![(line.span.of(text), Style::new())],
        };
        put(buf, Rect { x: area.x + 1, y, width: area.width.saturating_sub(1), height: 1 }, &words, "");
    }
}

#[cfg(test)]
mod tests {
    use super::ending;

    #[test]
    fn the_end_stays() {
        assert_eq!(ending("one two three ", 7, "…"), "…three ");
        assert_eq!(ending("one", 7, "…"), "one");
        assert_eq!(ending("北京市", 4, "…"), "…市");
    }
}
