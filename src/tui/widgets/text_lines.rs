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
        ("\u{fffd}", cluster.cells.min(1))
    } else {
        (cluster.text, cluster.cells)
    }
}

fn put(buf: &mut Buffer, x: u16, y: u16, symbol: &str, cells: u16, style: Style) {
    for column in x..x + cells {
        if let Some(cell) = buf.cell_mut((column, y)) {
            // The cells a wide cluster hides are emptied, as ratatui does, but keep the background.
            cell.reset();
            cell.set_symbol(if column == x { symbol } else { " " }).set_style(style);
        }
    }
}
