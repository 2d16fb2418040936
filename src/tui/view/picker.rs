//! The picker.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{frame, grouped};
use crate::engine::{PickRow, PickerKind};
use crate::model::Published;
use crate::text::wrap::{WrapOptions, wrap};
use crate::text::{Span, cells, graphemes};
use crate::tui::app::App;
use crate::tui::layout::boxes::{picker_area, picker_rows};
use crate::tui::state::picker::Aim;
use crate::tui::state::{Picker, PickerSource};
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{put, put_right};

/// Draws it. Gives the cell of the cursor.
pub fn draw(app: &App, picker: &Picker, buf: &mut Buffer) -> (u16, u16) {
    let theme = &app.setup.theme;
    let area = picker_area(app);
    let title = title(picker);
    let corner = if picker.source == PickerSource::Corpus(PickerKind::Mentions) && area.width > 60 {
        "'word = exact   %P people  %O orgs  %L places"
    } else if picker.source == PickerSource::Corpus(PickerKind::Text) && area.width > 72 {
        "\"a phrase\" word* OR NOT who: outlet: after:   ~ most relevant first"
    } else {
        ""
    };
    frame(app, area, &title, corner, true, true, buf);
    let inner = Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
    let line = Rect { height: 1, ..inner };
    let sign = format!("{} ", theme.sign(Sign::Prompt));
    let counts = counts(picker);
    let counts = fitting(counts, usize::from(line.width).saturating_sub(cells(picker.input.text()) + cells(&sign) + 2));
    let room = usize::from(line.width).saturating_sub(cells(&sign) + cells(&counts) + 1);
    let (shown, cursor) = picker.input.window(room);
    put(buf, line, &[(&sign, theme.style(Role::Title)), (shown, Style::new())], "");
    put_right(buf, line, &[(&counts, theme.style(Role::Dim))], "");
    let rule = theme.sign(Sign::Rule).repeat(usize::from(inner.width));
    put(buf, Rect { y: inner.y + 1, ..line }, &[(&rule, theme.style(Role::Border))], "");
    let rows = (inner.y + 2..inner.bottom()).zip(picker.top..picker.len()).take(picker_rows(app));
    for (y, index) in rows {
        draw_row(app, picker, index, Rect { y, height: 1, ..inner }, buf);
    }
    if picker.is_empty() && (picker.list.is_some() || picker.source == PickerSource::Commands) {
        let note = picker.list.as_ref().and_then(|list| list.note.as_deref());
        let typed = !picker.input.text().is_empty();
        let said =
            note.filter(|_| typed).unwrap_or(if picker.source == PickerSource::Corpus(PickerKind::Text) && !typed {
                "type words to search for; Enter goes there"
            } else {
                "nothing matches"
            });
        let mut lines = Vec::new();
        wrap(said, Span::new(0, said.len() as u32), inner.width, &mut lines, WrapOptions::default());
        for (y, row) in (inner.y + 2..inner.bottom()).zip(lines) {
            put(buf, Rect { y, ..line }, &[(row.span.of(said), theme.style(Role::Dim))], "");
        }
    }
    (inner.x + 2 + cursor as u16, inner.y)
}

/// A counter in so many cells: only its first words where there is no room for all, else nothing. What is typed goes before.
fn fitting(counts: String, room: usize) -> String {
    if cells(&counts) <= room {
        return counts;
    }
    let first = counts.split([' ', ',']).next().unwrap_or("");
    if cells(first) <= room && first.bytes().all(|b| b.is_ascii_digit()) { first.to_owned() } else { String::new() }
}

/// The heading, with those who are merged.
fn title(picker: &Picker) -> String {
    let heading = crate::tui::update::picker_heading(picker);
    let Some(Aim::Merge(who)) = &picker.aim else { return heading.to_owned() };
    let names: Vec<&str> = who.iter().map(|one| one.name.name.as_str()).take(3).collect();
    let more = if who.len() > names.len() { format!(" and {} more", who.len() - names.len()) } else { String::new() };
    format!("Merge {}{more} with", names.join(", "))
}

fn counts(picker: &Picker) -> String {
    match picker.source {
        PickerSource::Commands => super::counted(picker.commands.len() as u32, "command", "commands"),
        PickerSource::Corpus(_) => picker.list.as_ref().map_or(String::new(), |list| {
            if let Some(note) = list.note.as_deref().filter(|_| !list.rows.is_empty()) {
                return note.to_owned();
            }
            let more = if list.partial { "+" } else { "" };
            let found = format!("{} of {}{more}", grouped(list.matched.0), grouped(list.matched.1));
            let lines = list.rows.iter().filter(|row| matches!(row, PickRow::Line { entity: None, .. })).count();
            match (picker.source, lines) {
                (PickerSource::Corpus(PickerKind::Mentions), 1..) => {
                    format!("{found} names, {}", super::counted(lines as u32, "line", "lines"))
                }
                _ => found,
            }
        }),
    }
}

/// The parts of a text that matched, in the style of a match.
pub(super) fn marked<'a>(app: &App, text: &'a str, marks: &[Span], base: Style) -> Vec<(&'a str, Style)> {
    let hit = base.patch(app.setup.theme.style(Role::Match));
    let mut words = Vec::new();
    let mut at = 0;
    let mut marks = marks.to_vec();
    marks.sort_by_key(|mark| mark.start);
    for mark in marks {
        let (start, end) = ((mark.start as usize).max(at), mark.end as usize);
        let (Some(before), Some(inside)) = (text.get(at..start), text.get(start..end)) else { continue };
        words.push((before, base));
        words.push((inside, hit));
        at = end;
    }
    words.push((text.get(at..).unwrap_or(""), base));
    words.retain(|(word, _)| !word.is_empty());
    words
}

fn draw_row(app: &App, picker: &Picker, index: usize, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let chosen = index == picker.selected;
    let ground = if chosen { theme.style(Role::Selection) } else { Style::new() };
    if chosen {
        for x in area.left()..area.right() {
            buf[(x, area.y)].set_style(ground);
        }
    }
    let pointer = if chosen { theme.sign(Sign::Selected) } else { " " };
    put(buf, area, &[(pointer, ground)], "");
    let area = Rect { x: area.x + 1, width: area.width - 1, ..area };
    if picker.source == PickerSource::Commands {
        command(app, picker, index, ground, area, buf);
        return;
    }
    let Some(row) = picker.list.as_ref().and_then(|list| list.rows.get(index)) else { return };
    match row {
        PickRow::Entity { .. } => entity(app, row, ground, area, buf),
        PickRow::Line { .. } => line(app, row, ground, area, buf),
        PickRow::Absent(tags) => {
            let said = format!("    not named by  {}", tags.join(&format!(" {} ", theme.sign(Sign::Dot))));
            put(buf, area, &[(&said, theme.style(Role::Dim))], theme.sign(Sign::Ellipsis));
        }
        PickRow::Article { tag, date, title, marks, .. } => {
            let (tag, date) = (format!("{tag:<4} "), day(date.as_ref()));
            let dim = theme.style(Role::Dim).patch(ground);
            let mut words = vec![(tag.as_str(), theme.style(Role::Outlet).patch(ground)), (date.as_str(), dim)];
            words.extend(marked(app, title, marks, ground));
            put(buf, area, &words, theme.sign(Sign::Ellipsis));
        }
        PickRow::Outlet { tag, name, marks, articles, .. } => {
            let (tag, count) = (format!("{tag:<4} "), super::counted(*articles, "article", "articles"));
            let mut words = vec![(tag.as_str(), theme.style(Role::Outlet).patch(ground))];
            words.extend(marked(app, name, marks, ground));
            put(buf, area, &words, theme.sign(Sign::Ellipsis));
            put_right(buf, area, &[(&count, theme.style(Role::Dim).patch(ground))], "");
        }
    }
}

fn command(app: &App, picker: &Picker, index: usize, ground: Style, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let Some(row) = picker.commands.get(index) else { return };
    let text = crate::tui::update::command_line(row.action);
    let keys = app.key_of(row.action).unwrap_or_default();
    let left = Rect { width: area.width.saturating_sub(cells(&keys) as u16 + 1), ..area };
    put(buf, left, &marked(app, &text, &row.marks, ground), theme.sign(Sign::Ellipsis));
    put_right(buf, area, &[(&keys, theme.style(Role::Key).patch(ground))], "");
}

fn entity(app: &App, row: &PickRow, ground: Style, area: Rect, buf: &mut Buffer) {
    let PickRow::Entity { kind, name, marks, also, mentions, outlets, .. } = row else { return };
    let theme = &app.setup.theme;
    let dim = theme.style(Role::Dim).patch(ground);
    let letter = format!("{} ", kind.letter());
    let mut words = vec![(letter.as_str(), dim)];
    words.extend(marked(app, name, marks, theme.kind(*kind).patch(ground)));
    let counts = if area.width > 60 {
        format!("   {} in {} of {} outlets", super::counted(*mentions, "mention", "mentions"), outlets.0, outlets.1)
    } else {
        format!("  {} in {}/{}", grouped(*mentions), outlets.0, outlets.1)
    };
    words.push((&counts, dim));
    if let Some((name, marks)) = also {
        words.push(("   also ", dim));
        words.extend(marked(app, name, marks, ground));
    }
    put(buf, area, &words, theme.sign(Sign::Ellipsis));
}

fn day(date: Option<&Published>) -> String {
    match date {
        Some(date) => format!("{:>11} ", date.day().strftime("%-d %b %Y").to_string()),
        None => " ".repeat(12),
    }
}

/// A mention's line under its entity, or a line of text: the hit in the middle, the words around it on both sides.
fn line(app: &App, row: &PickRow, ground: Style, area: Rect, buf: &mut Buffer) {
    let PickRow::Line { entity, tag, date, context, marks, .. } = row else { return };
    let theme = &app.setup.theme;
    let indent = if entity.is_some() { "  " } else { "" };
    let (tag, date) = (format!("{indent}{tag:<4} "), if area.width > 60 { day(date.as_ref()) } else { String::new() });
    let used = put(
        buf,
        area,
        &[(&tag, theme.style(Role::Outlet).patch(ground)), (&date, theme.style(Role::Dim).patch(ground))],
        "",
    );
    let rest = Rect { x: area.x + used, width: area.width.saturating_sub(used), ..area };
    let start = from(context, marks, usize::from(rest.width));
    let shown = context.get(start..).unwrap_or("");
    let marks: Vec<Span> = marks
        .iter()
        .filter(|mark| mark.start as usize >= start)
        .map(|mark| Span::new(mark.start - start as u32, mark.end - start as u32))
        .collect();
    let cut = if start > 0 { theme.sign(Sign::Ellipsis) } else { "" };
    let mut words = vec![(cut, ground)];
    words.extend(marked(app, shown, &marks, ground));
    put(buf, rest, &words, theme.sign(Sign::Ellipsis));
}

/// Where to begin a context so that its first hit is seen, about a third in.
fn from(context: &str, marks: &[Span], width: usize) -> usize {
    let Some(mark) = marks.iter().min_by_key(|mark| mark.start) else { return 0 };
    let before = context.get(..mark.start as usize).unwrap_or("");
    let inside = context.get(mark.start as usize..mark.end as usize).unwrap_or("");
    if cells(before) + cells(inside) + 8 <= width {
        return 0;
    }
    let keep = width / 3;
    let skip = cells(before).saturating_sub(keep);
    let mut seen = 0;
    for (at, cluster) in graphemes(before) {
        if seen >= skip {
            return at;
        }
        seen += cells(cluster);
    }
    mark.start as usize
}
