//! The article list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{counted, frame, reading_time, selection};
use crate::engine::ArticleRow;
use crate::model::{Published, SortKey, reading_minutes};
use crate::text::wrap::{WrapOptions, wrap};
use crate::text::{Span, cells};
use crate::tui::app::App;
use crate::tui::layout::list::{ListLine, grouped, lines, rows_per_article};
use crate::tui::layout::panes::{Pane, Panes};
use crate::tui::theme::{Role, Sign};
use crate::tui::update::order_word;
use crate::tui::widgets::line::{put, put_right};

/// Draws it.
pub fn draw(app: &App, area: Rect, panes: &Panes, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let focus = app.focus == Pane::List;
    let inner = panes.inner(area);
    if panes.borders {
        let at = if app.list.page.total == 0 { 0 } else { app.list.selected + 1 };
        let corner = format!("{at}/{}", app.list.page.total);
        frame(app, area, &title(app), &corner, focus, false, buf);
    }
    if app.list.page.total == 0 {
        let said = if app.progress.busy { "reading" } else { "no articles" };
        put(buf, inner, &[(" ", Style::new()), (said, theme.style(Role::Dim))], "");
        return;
    }
    let each = rows_per_article(inner.width);
    for (y, line) in (inner.top()..).zip(lines(&app.list, inner.height, each, grouped(app))) {
        let row_area = Rect { y, height: 1, ..inner };
        match line {
            ListLine::Day(row) => day(app, row, row_area, buf),
            ListLine::Article { row, part } => article(app, row, part, row_area, buf),
        }
    }
}

/// The name of the pane, with the order of its rows where that is not the usual one.
fn title(app: &App) -> String {
    let (sort, reverse) = (app.query.sort, app.query.reverse);
    let order = match (sort, reverse) {
        (SortKey::Date, false) => return "1 Articles".to_owned(),
        (sort, _) => order_word(sort),
    };
    let turned = if reverse { app.setup.theme.sign(Sign::Up) } else { "" };
    format!("1 Articles by {order}{turned}")
}

fn day(app: &App, row: u32, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let (heading, rule) = (theme.style(Role::Heading), theme.style(Role::Border));
    let Some(article) = app.list.row(row) else { return };
    let name =
        article.date.as_ref().map_or("undated".to_owned(), |date| date.day().strftime("%a %-d %b %Y").to_string());
    // In a pane too narrow for both, the day goes before how many there are.
    let count = article.day.1.to_string();
    let count = if cells(&name) + cells(&count) + 3 <= usize::from(area.width) { count } else { String::new() };
    let used = cells(&name) + cells(&count) + 4;
    let line = theme.sign(Sign::Rule).repeat(usize::from(area.width).saturating_sub(used));
    put(buf, area, &[(" ", heading), (&name, heading), (" ", rule), (&line, rule), (" ", rule)], "");
    put_right(buf, area, &[(&count, theme.style(Role::Dim)), (" ", heading)], "");
}

fn article(app: &App, row: u32, part: u16, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let chosen = row == app.list.selected;
    let ground = if chosen { selection(app, Pane::List) } else { Style::new() };
    if chosen {
        for x in area.left()..area.right() {
            buf[(x, area.y)].set_style(ground);
        }
    }
    let Some(article) = app.list.row(row) else {
        if part == 0 {
            put(buf, area, &[("  ", ground), (theme.sign(Sign::Ellipsis), theme.style(Role::Dim))], "");
        }
        return;
    };
    let kept = app.memory.articles.get(&article.key);
    let read = kept.is_some_and(|kept| kept.read);
    let starred = kept.is_some_and(|kept| kept.starred);
    let title_style = if read { Style::new() } else { theme.style(Role::Unread) }.patch(ground);
    let time = match &article.date {
        Some(Published::Time(time)) if area.width >= 26 => format!("{} ", time.strftime("%H:%M")),
        _ => String::new(),
    };
    let lead = 3 + cells(&time) + cells(&article.tag) + 1;
    let [first, second] = title_lines(&article.title, usize::from(area.width), lead);
    // The counts stand right below the title, however long it is.
    if part == if second.is_empty() { 1 } else { 2 } {
        counts(app, article, ground, area, buf);
        return;
    }
    if part > 0 && second.is_empty() {
        return;
    }
    if part > 0 {
        put(buf, area, &[("   ", ground), (&second, title_style)], theme.sign(Sign::Ellipsis));
        return;
    }
    let pointer = if chosen { theme.sign(Sign::Selected) } else { " " };
    let mark = match (starred, read) {
        (true, _) => theme.sign(Sign::Star),
        (false, false) => theme.sign(Sign::Unread),
        (false, true) => " ",
    };
    let mark_style = theme.style(if starred { Role::Star } else { Role::Unread }).patch(ground);
    let words = [
        (pointer, theme.style(Role::Title).patch(ground)),
        (mark, mark_style),
        (" ", ground),
        (&time, theme.style(Role::Dim).patch(ground)),
        (&article.tag, theme.style(Role::Outlet).patch(ground)),
        (" ", ground),
        (&first, title_style),
    ];
    put(buf, area, &words, theme.sign(Sign::Ellipsis));
}

/// The title on two lines: the first begins behind `lead` cells, the second behind three. What does not fit stays on the
/// second, to be cut when it is drawn.
fn title_lines(title: &str, width: usize, lead: usize) -> [String; 2] {
    // Wrapped once as a paragraph whose first line is further in than the others.
    let options = WrapOptions { first: lead.min(width / 2) as u16, indent: 3, ..WrapOptions::default() };
    let mut lines = Vec::new();
    wrap(title, Span::new(0, title.len() as u32), width.max(8) as u16, &mut lines, options);
    let Some(first) = lines.first() else { return [String::new(), String::new()] };
    let rest = lines.get(1).map_or("", |second| title.get(second.span.start as usize..).unwrap_or(""));
    [first.span.of(title).to_owned(), rest.to_owned()]
}

fn counts(app: &App, article: &ArticleRow, ground: Style, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let dim = theme.style(Role::Dim).patch(ground);
    let people = counted(article.people, "person", "people");
    let minutes = reading_time(reading_minutes(article.words as usize));
    let dot = format!(" {} ", theme.sign(Sign::Dot));
    if article.people == 0 && app.progress.busy {
        // Names are still being looked for.
        put(buf, area, &[("   ", ground), (&minutes, dim)], theme.sign(Sign::Ellipsis));
        return;
    }
    let tags = tags(app, article);
    let tagged = theme.style(Role::Star).patch(ground);
    let words = [("   ", ground), (&*people, dim), (&*dot, dim), (&*minutes, dim), (&*dot, dim), (&*tags, tagged)];
    let shown = if tags.is_empty() { 4 } else { words.len() };
    put(buf, area, &words[..shown], theme.sign(Sign::Ellipsis));
}

/// The tags of an article, as they are shown.
fn tags(app: &App, article: &ArticleRow) -> String {
    let Some(kept) = app.memory.articles.get(&article.key) else { return String::new() };
    kept.tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ")
}
