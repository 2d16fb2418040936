//! The sidebar: names by kind, and the card of one of them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{frame, grouped, selection};
use crate::engine::{Card, EntityRow, OutletLine, Subject};
use crate::model::EntityRef;
use crate::text::cells;
use crate::text::grapheme::clip;
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::layout::panes::{Pane, Panes};
use crate::tui::layout::sidebar::{CARD_MARGIN, absent_lines, form_lines, parts, role_lines, shown_card};
use crate::tui::state::SidebarItem;
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::{put, put_right};

/// Draws it.
pub fn draw(app: &App, area: Rect, panes: &Panes, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let inner = panes.inner(area);
    if panes.borders {
        let corner = match app.sidebar.page.rows.len() {
            0 => String::new(),
            rows => format!("{}/{rows}", app.sidebar.selected + 1),
        };
        let title = if app.sidebar.all { "3 Who · all articles" } else { "3 Who" };
        frame(app, area, title, &corner, app.focus == Pane::Sidebar, false, buf);
    }
    if app.sidebar.page.rows.is_empty() {
        let dim = theme.style(Role::Dim);
        for (y, said) in (inner.top()..inner.bottom()).zip(nothing(app)) {
            put(buf, Rect { y, height: 1, ..inner }, &[(" ", dim), (said, dim)], "");
        }
        return;
    }
    let (names, card) = parts(app, inner);
    for (y, item) in (names.top()..names.bottom()).zip(app.sidebar.items.iter().skip(app.sidebar.top)) {
        let row = Rect { y, height: 1, ..names };
        match item {
            SidebarItem::Heading(kind) => heading(app, kind.heading(), y == names.top(), row, buf),
            SidebarItem::Row(index) => entity(app, *index, row, buf),
        }
    }
    if let Some(shown) = shown_card(app).filter(|_| card.height > 0) {
        draw_card(app, shown, card, buf);
    }
}

/// Why no names are shown.
fn nothing(app: &App) -> &'static [&'static str] {
    let language = app.reader.article.as_ref().and_then(|loaded| loaded.article.meta.language.as_deref());
    if app.progress.busy {
        &["looking for names"]
    } else if language.is_some_and(|code| code != "en") {
        &["no names: not in English", "(English only)"]
    } else {
        &["no names found here"]
    }
}

fn heading(app: &App, word: &str, first: bool, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let tail = match (first, app.sidebar.all) {
        (true, false) => "here   all ",
        (true, true) => "outlets  all ",
        (false, _) => "",
    };
    let rule = usize::from(area.width).saturating_sub(cells(word) + cells(tail) + 4);
    let rule = theme.sign(Sign::Rule).repeat(rule);
    let line = theme.style(Role::Border);
    put(buf, area, &[(" ", line), (word, theme.style(Role::Heading)), (" ", line), (&rule, line)], "");
    put_right(buf, area, &[(tail, theme.style(Role::Dim))], "");
}

fn entity(app: &App, index: usize, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let Some(row) = app.sidebar.page.rows.get(index) else { return };
    let chosen = index == app.sidebar.selected && app.focus == Pane::Sidebar;
    let current = app
        .entity
        .as_ref()
        .is_some_and(|current| current.id == row.id && current.revision == app.sidebar.page.revision);
    let ground = if chosen { selection(app, Pane::Sidebar) } else { Style::new() };
    if chosen {
        for x in area.left()..area.right() {
            buf[(x, area.y)].set_style(ground);
        }
    }
    let pointer = if chosen || (current && app.focus != Pane::Sidebar) { theme.sign(Sign::Selected) } else { " " };
    let letter = row.kind.letter().to_string();
    let dim = theme.style(Role::Dim).patch(ground);
    let name = if current { theme.style(Role::Current) } else { theme.kind(row.kind) }.patch(ground);
    let counts = counts(app, row);
    let left = Rect { width: area.width.saturating_sub(cells(counts.trim_start()) as u16 + 2), ..area };
    let subject = Subject { id: row.id, name: EntityRef { kind: row.kind, name: row.name.to_string() } };
    let mark = if app.repair.is_marked(&subject) { theme.sign(Sign::Marked) } else { " " };
    let decided = if row.decided { theme.sign(Sign::Decided) } else { " " };
    let words = [
        (mark, ground),
        (pointer, ground),
        (&letter, dim),
        (decided, if row.decided { dim } else { ground }),
        (&row.name, name),
    ];
    put(buf, left, &words, theme.sign(Sign::Ellipsis));
    put_right(
        buf,
        area,
        &[(counts.trim_start(), if row.here == 0 && !app.sidebar.all { dim } else { ground }), (" ", ground)],
        "",
    );
}

fn counts(app: &App, row: &EntityRow) -> String {
    let first = if app.sidebar.all { row.outlets } else { row.here };
    format!("{:>4} {:>5}", grouped(first), grouped(row.all))
}

fn draw_card(app: &App, card: &Card, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let room = usize::from(area.height);
    let mut rows = card_rows(app, card, area.width, Detail::Roles);
    if rows.len() > room {
        rows = card_rows(app, card, area.width, Detail::Forms(usize::MAX));
    }
    if rows.len() > room {
        // What room is left by one row for each outlet goes to further rows, from the first outlet on.
        let few = card_rows(app, card, area.width, Detail::Forms(0)).len();
        rows = card_rows(app, card, area.width, Detail::Forms(room.saturating_sub(few)));
    }
    if rows.len() > room {
        let left = rows.len() + 1 - room;
        rows.truncate(room.saturating_sub(1));
        let key = app.key_of(Action::NamedAs).unwrap_or_default();
        let words = format!("{} {left} more: {key} shows all", theme.sign(Sign::Down));
        rows.push(vec![("  ".to_owned(), Style::new()), (words, theme.style(Role::Dim))]);
    }
    for (y, row) in (area.y..area.bottom()).zip(&rows) {
        let words: Vec<(&str, Style)> = row.iter().map(|(word, style)| (word.as_str(), *style)).collect();
        put(buf, Rect { y, height: 1, ..area }, &words, theme.sign(Sign::Ellipsis));
    }
}

/// A row of styled words.
type Row = Vec<(String, Style)>;

/// How much a card says, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// One row of forms for each outlet, and so many more in all.
    Forms(usize),
    /// What each outlet calls it, too.
    Roles,
}

/// The rows of a card.
fn card_rows(app: &App, card: &Card, width: u16, detail: Detail) -> Vec<Row> {
    let theme = &app.setup.theme;
    let (dim, heading, outlet) = (theme.style(Role::Dim), theme.style(Role::Heading), theme.style(Role::Outlet));
    let (name, tail) = card_title(&card.entity.name, usize::from(width), theme.sign(Sign::Ellipsis));
    let decided = if card.decided.is_empty() { " " } else { theme.sign(Sign::Decided) };
    let title = vec![(decided.to_owned(), dim), (name, heading), (tail.to_owned(), dim)];
    let mut rows: Vec<Row> = vec![Vec::new(), title];
    if !card.roles.is_empty() {
        let roles: Vec<&str> = card.roles.iter().map(|role| role.words.as_ref()).collect();
        rows.push(vec![(" ".to_owned(), dim), (roles.join(", "), dim)]);
    }
    let most = card.named.iter().map(|line| line.mentions).max().unwrap_or(1);
    for named in &card.named {
        let (bar, count) = bar(app, named, most, width);
        let tag = format!("  {:<4} ", named.tag);
        rows.push(vec![(tag, outlet), (bar, theme.style(Role::BarFull)), (count, Style::new())]);
    }
    let inner = width.saturating_sub(CARD_MARGIN);
    if !card.absent.is_empty() {
        rows.extend(absent_lines(card, inner).into_iter().map(|text| vec![("  ".to_owned(), dim), (text, dim)]));
    }
    let tagged = |text: &str| {
        let (tag, words) = split_tag(text);
        vec![("  ".to_owned(), dim), (tag.to_owned(), outlet), (words.to_owned(), Style::new())]
    };
    let headed = |word: &str| [Vec::new(), vec![(" ".to_owned(), dim), (word.to_owned(), heading)]];
    if card.named.is_empty() {
        return rows;
    }
    rows.extend(headed("named as"));
    if let (Some((read, _)), Some(row)) = (card.read, rows.last_mut()) {
        // The rest is being read.
        row.push((format!(" {} newest {read}", theme.sign(Sign::Dot)), dim));
    }
    let mut spare = if let Detail::Forms(spare) = detail { spare } else { usize::MAX };
    for named in &card.named {
        let mut lines = form_lines(named, inner);
        let shown = lines.len().min(spare.saturating_add(1));
        spare -= shown.saturating_sub(1).min(spare);
        if shown < lines.len()
            && let Some(last) = lines.get_mut(shown - 1)
        {
            *last = format!("{} {}", last.trim_end_matches(','), theme.sign(Sign::Ellipsis));
        }
        rows.extend(lines.iter().take(shown).map(|text| tagged(text)));
    }
    if card.roles.is_empty() || card.named.len() < 2 || detail != Detail::Roles {
        return rows;
    }
    rows.extend(headed("called"));
    rows.extend(card.named.iter().flat_map(|named| role_lines(named, inner)).map(|text| tagged(&text)));
    rows
}

/// A line's sign apart from what follows it.
fn split_tag(text: &str) -> (&str, &str) {
    let at = text.char_indices().nth(5).map_or(text.len(), |(at, _)| at);
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// The name, cut so that what follows it stays, where that leaves enough of the name.
fn card_title<'t>(name: &str, width: usize, ellipsis: &str) -> (String, &'t str) {
    let tail = ", by outlet";
    let room = width.saturating_sub(2);
    if cells(name) + cells(tail) <= room {
        return (name.to_owned(), tail);
    }
    let rest = room.saturating_sub(cells(tail) + cells(ellipsis));
    if rest < 10 {
        return (name.to_owned(), "");
    }
    (format!("{}{ellipsis}", clip(name, rest).trim_end()), tail)
}

fn bar(app: &App, outlet: &OutletLine, most: u32, width: u16) -> (String, String) {
    let room = width.saturating_sub(15).clamp(1, 14);
    let bar = app.setup.theme.bar(u64::from(outlet.mentions), u64::from(most), room);
    (bar, format!(" {:>4}", grouped(outlet.mentions)))
}
