//! Article text on the screen: one wrapped line, cut at the borders of its styles, straight into the buffer.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::grapheme::{Cluster, flow_clusters};
use crate::text::{Line, Span};
use crate::tui::layout::left_edge;

/// Bytes of the longest cluster that is drawn; the longest of the emoji has 35. Longer ones are an attack.
const LONGEST: usize = 128;

/// Writes `line` of `text` into the first row of `area`, whose width is that of the text column.
///
/// `base` styles the line, and each of `runs` (bytes of `text`, in order, not overlapping) what it covers, on top of it. What
/// would stick out of `area` is left out, a wide cluster as a whole. Control characters never get through.
pub fn draw_line(buf: &mut Buffer, area: Rect, text: &str, line: &Line, base: Style, runs: &[(Span, Style)]) {
    let visible = area.intersection(buf.area);
    if visible.is_empty() || visible.y != area.y {
        return;
    }
    let right = visible.right();
    let mut x = area.x.saturating_add(left_edge(line, area.width));
    let mut runs =
        runs.get(runs.partition_point(|(span, _)| span.end <= line.span.start)..).unwrap_or(&[]).iter().peekable();
    for cluster in flow_clusters(line.span.of(text)) {
        let at = line.span.start + cluster.at as u32;
        while runs.next_if(|(span, _)| span.end <= at).is_some() {}
        let style = runs.peek().filter(|(span, _)| span.contains(at)).map_or(base, |(_, style)| base.patch(*style));
        let (symbol, cells) = shown(&cluster);
        if cells == 0 {
            continue;
        }
        if x.saturating_add(cells) > right {
            return;
        }
        put(buf, x, area.y, symbol, cells, style);
        x += cells;
    }
    if line.hyphen && x < right {
        let at = line.span.end.saturating_sub(1);
        let style = runs.peek().filter(|(span, _)| span.contains(at)).map_or(base, |(_, style)| base.patch(*style));
        put(buf, x, area.y, "-", 1, style);
    }
}

/// What is drawn for a cluster, and the cells it takes.
fn shown<'a>(cluster: &Cluster<'a>) -> (&'a str, u16) {
    if matches!(cluster.text, " " | "\n") {
        (" ", cluster.cells)
    } else if cluster.text.contains(char::is_control) {
        ("\u{fffd}", 1)
    } else if cluster.text.len() > LONGEST {
        ("\u{fffd}", cluster.cells)
    } else {
        (cluster.text, cluster.cells)
    }
}

fn put(buf: &mut Buffer, x: u16, y: u16, symbol: &str, cells: u16, style: Style) {
    for column in x..x + cells {
        if let Some(cell) = buf.cell_mut((column, y)) {
            // The cells a wide cluster hides are emptied, as ratatui does; the ground stays, as a theme may have one.
            let (fg, bg) = (cell.fg, cell.bg);
            cell.reset();
            cell.set_fg(fg).set_bg(bg);
            cell.set_symbol(if column == x { symbol } else { " " }).set_style(style);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Cell;
    use ratatui::style::{Color, Modifier};

    use super::*;
    use crate::text::{WrapOptions, wrap};

    fn symbols(buf: &Buffer) -> String {
        // The cell that a wide cluster hides holds a space.
        buf.content().iter().map(Cell::symbol).collect()
    }

    fn drawn(text: &str, width: u16, rtl: bool) -> String {
        let mut lines = Vec::new();
        wrap(text, Span::new(0, text.len() as u32), width, &mut lines, WrapOptions { rtl, ..WrapOptions::default() });
        let area = Rect::new(0, 0, width, 1);
        let mut buf = Buffer::empty(area);
        draw_line(&mut buf, area, text, &lines[0], Style::new(), &[]);
        symbols(&buf)
    }

    #[test]
    fn lines_stand_at_their_edge() {
        assert_eq!(drawn("one\n two", 10, false), "one two   ");
        assert_eq!(drawn("שלום לך", 10, true), "   שלום לך");
        assert_eq!(drawn("co\u{ad}operate", 8, false), "co-     ");
    }

    #[test]
    fn nothing_commands_the_terminal_and_nothing_is_cut_in_half() {
        assert_eq!(drawn("a\u{1b}[2Jb\u{9b}c", 10, false), "a\u{fffd}[2Jb\u{fffd}c  ");
        let text = "ab北";
        let line = Line { span: Span::new(0, text.len() as u32), ..Line::default() };
        let mut buf = Buffer::filled(Rect::new(0, 0, 4, 1), Cell::new("."));
        draw_line(&mut buf, Rect::new(0, 0, 3, 1), text, &line, Style::new(), &[]);
        assert_eq!(symbols(&buf), "ab..");
        let heap = format!("x{}y", "\u{301}".repeat(900));
        assert_eq!(drawn(&heap, 3, false), "\u{fffd}y ");
    }

    #[test]
    fn styles_change_at_the_borders_of_their_runs() {
        let text = "Mr 外长 said";
        let line = Line { span: Span::new(0, text.len() as u32), ..Line::default() };
        let area = Rect::new(0, 0, 12, 1);
        let mut buf = Buffer::empty(area);
        let (red, bold) = (Style::new().fg(Color::Red), Style::new().add_modifier(Modifier::BOLD));
        draw_line(&mut buf, area, text, &line, red, &[(Span::new(3, 9), bold), (Span::new(10, 11), bold)]);
        let mark = |cell: &Cell| if cell.modifier.contains(Modifier::BOLD) { '^' } else { ' ' };
        assert_eq!(buf.content().iter().map(mark).collect::<String>(), "   ^^^^ ^   ");
        assert!(buf.content().iter().all(|cell| cell.fg == Color::Red));
    }
}
