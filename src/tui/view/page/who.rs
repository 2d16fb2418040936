//! Who × outlet, with its zeros.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::{counted, grouped};
use super::{ground, nothing, pointer, right};
use crate::engine::{Measure, Reach, WhoRow, WhoSort};
use crate::tui::app::App;
use crate::tui::layout::page::{WhoColumns, rows};
use crate::tui::state::page::{FIXED, WhoTable};
use crate::tui::theme::{Role, Sign};
use crate::tui::widgets::line::put;

/// What is shown, for the frame.
pub fn title(app: &App, table: &WhoTable) -> String {
    let dot = format!(" {} ", app.setup.theme.sign(Sign::Dot));
    let kind = table.kind().map(|kind| kind.heading().to_lowercase());
    let reach = match table.query.reach {
        Reach::Any => None,
        Reach::One => Some("in one outlet only"),
        Reach::All => Some("in every outlet"),
    };
    let typed = (!table.query.text.is_empty()).then(|| format!("“{}”", table.query.text));
    let parts = ["Who is named where".to_owned()].into_iter().chain(kind).chain(reach.map(str::to_owned)).chain(typed);
    let measure = (table.query.measure == Measure::Articles).then(|| "articles".to_owned());
    parts.chain(measure).collect::<Vec<_>>().join(&dot)
}

/// Where the cursor is, for the frame.
pub fn corner(app: &App, table: &WhoTable) -> String {
    let total = table.list.total;
    if total == 0 {
        return String::new();
    }
    let mut parts = vec![format!("{} of {}", grouped(table.list.selected + 1), grouped(total))];
    if table.query.reach == Reach::Any && app.size.0 >= 70 {
        parts.push(format!("{} in one outlet only", grouped(table.in_one)));
    }
    parts.extend(hidden(app, table));
    parts.join(&format!(" {} ", app.setup.theme.sign(Sign::Dot)))
}

/// Which outlets are shown, where not all are.
pub fn hidden(app: &App, table: &WhoTable) -> Option<String> {
    let (fit, all) = (WhoColumns::of(table, super::inner(app).width).fit, table.columns.len());
    (fit < all).then(|| format!("outlets {}-{} of {all}", table.left + 1, table.left + fit))
}

/// What the cell at the cursor says, in words.
pub fn said(table: &WhoTable) -> String {
    let Some(row) = table.list.current() else { return String::new() };
    let count = |mentions, articles| {
        format!("{} in {}", counted(mentions, "mention", "mentions"), counted(articles, "article", "articles"))
    };
    match (table.outlet(), row.cells.get(table.column.saturating_sub(FIXED))) {
        (Some(column), Some(cell)) if cell.mentions == 0 => format!("{}: not named by {}", row.name, column.display()),
        (Some(column), Some(cell)) => {
            format!("{}, {}: {}", row.name, column.display(), count(cell.mentions, cell.articles))
        }
        _ => {
            let of = counted(table.columns.len() as u32, "outlet", "outlets");
            format!("{}: {}, {} of {of}", row.name, count(row.all.mentions, row.all.articles), row.outlets)
        }
    }
}

/// Draws it.
pub fn draw(app: &App, table: &WhoTable, inner: Rect, buf: &mut Buffer) {
    let area = rows(app);
    let columns = WhoColumns::of(table, inner.width);
    heading(app, table, columns, Rect { height: 1, ..inner }, buf);
    if table.list.total == 0 {
        let said = if app.progress.busy { "looking for names" } else { "no such name; Esc or o shows more" };
        nothing(app, said, area, buf);
        return;
    }
    for (y, number) in (area.top()..area.bottom()).zip(table.list.top..table.list.total) {
        let line = Rect { y, height: 1, ..area };
        match table.list.row(number) {
            Some(row) => draw_row(app, table, columns, number, row, line, buf),
            None => nothing(app, "…", line, buf),
        }
    }
}

fn heading(app: &App, table: &WhoTable, columns: WhoColumns, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let sign = theme.sign(if table.query.reverse { Sign::Up } else { Sign::Down });
    let style = |column: usize| {
        let role = if column == table.column { Role::Heading } else { Role::Dim };
        theme.style(role)
    };
    let sorted = |column: usize| table.query.sort != WhoSort::Kind && table.query.sort == table.order_of(column);
    let word = |column: usize, word: &str| if sorted(column) { format!("{sign}{word}") } else { word.to_owned() };
    let kind = if table.query.sort == WhoSort::Kind { sign } else { " " };
    let (from, width) = columns.cells(table, 0).unwrap_or_default();
    let names = Rect { x: area.x, width: from + width, ..area };
    put(buf, names, &[("  ", style(0)), (kind, style(0)), (" ", style(0)), (&word(0, "who"), style(0))], "");
    for (column, name) in [(1, "all"), (2, "in")] {
        right(buf, area, columns.cells(table, column).unwrap_or_default(), &word(column, name), style(column));
    }
    for (column, outlet) in table.columns.iter().enumerate().skip(table.left).take(columns.fit) {
        let Some(cells) = columns.cells(table, column + FIXED) else { continue };
        let chosen = column + FIXED == table.column;
        let role = if chosen { Role::Heading } else { Role::Outlet };
        let name = if columns.full { outlet.display() } else { &outlet.tag };
        right(buf, area, cells, &word(column + FIXED, name), theme.style(role));
    }
}

fn draw_row(app: &App, table: &WhoTable, columns: WhoColumns, number: u32, row: &WhoRow, area: Rect, buf: &mut Buffer) {
    let theme = &app.setup.theme;
    let selected = number == table.list.selected;
    let base = ground_of(app, selected, area, buf);
    let dim = theme.style(Role::Dim).patch(base);
    let current = app.entity.as_ref().is_some_and(|current| current.id == row.id);
    let name = if current { theme.style(Role::Current) } else { theme.kind(row.kind) };
    let name = name.patch(base);
    let letter = row.kind.letter().to_string();
    let (from, width) = columns.cells(table, 0).unwrap_or_default();
    let left = Rect { width: (from + width).min(area.width), ..area };
    let decided = if row.decided { theme.sign(Sign::Decided) } else { " " };
    let subject = crate::engine::Subject {
        id: row.id,
        name: crate::model::EntityRef { kind: row.kind, name: row.name.to_string() },
    };
    let mark = if app.repair.is_marked(&subject) { theme.sign(Sign::Marked) } else { " " };
    let dim_or = |sign: &str| if sign == " " { base } else { dim };
    let words =
        [(pointer(app, selected), base), (mark, base), (&letter, dim), (decided, dim_or(decided)), (&row.name, name)];
    put(buf, left, &words, theme.sign(Sign::Ellipsis));
    let measure = table.query.measure;
    let zero = theme.sign(Sign::Absent).to_owned();
    let mut cell = |column: usize, text: String, style| {
        let Some((from, width)) = columns.cells(table, column) else { return };
        right(buf, area, (from, width), &text, style);
        if selected && column == table.column {
            let cell = Rect { x: area.x + from + 1, width: width.saturating_sub(1), ..area };
            ground(app, true, cell.intersection(area), buf);
        }
    };
    cell(0, String::new(), base);
    cell(1, short(row.all.of(measure)), base);
    cell(2, short(row.outlets), dim);
    for (at, count) in row.cells.iter().enumerate().skip(table.left).take(columns.fit) {
        let count = count.of(measure);
        let (text, style) = if count == 0 { (zero.clone(), dim) } else { (short(count), base) };
        cell(at + FIXED, text, style);
    }
}

/// The ground of the selected row: quieter than its cell.
fn ground_of(app: &App, selected: bool, area: Rect, buf: &mut Buffer) -> ratatui::style::Style {
    if !selected {
        return ratatui::style::Style::new();
    }
    let style = app.setup.theme.style(Role::SelectionUnfocused);
    for x in area.left()..area.right() {
        buf[(x, area.y)].set_style(style);
    }
    style
}

/// A count in at most five cells.
fn short(count: u32) -> String {
    match count {
        0..=9_999 => count.to_string(),
        10_000..=999_999 => format!("{}k", count / 1000),
        _ => format!("{}M", count / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn counts_fit_their_cells() {
        assert_eq!([short(0), short(9999), short(10_000), short(4_294_967_295)], ["0", "9999", "10k", "4294M"]);
    }
}
