//! Bytes and cells of one line: which column a byte stands in, and which byte a column shows.

use crate::text::grapheme::{flow_cells, flow_clusters};
use crate::text::span::floor;
use crate::text::{Line, Span};

/// First cell of a line in a column of `width` cells: behind its indent, or so that it ends at the right edge before it.
#[must_use]
pub fn left_edge(line: &Line, width: u16) -> u16 {
    if line.rtl { width.saturating_sub(line.indent).saturating_sub(line.cells) } else { line.indent }
}

/// The cell in which byte `at` of the line is shown; the one behind the line for a byte behind it. Lines that run from
/// right to left are counted as they are written, in logical order.
#[must_use]
pub fn column_of(text: &str, line: &Line, at: u32, width: u16) -> u16 {
    let before = Span::new(line.span.start, at.clamp(line.span.start, line.span.end));
    let end = floor(text, before.end as usize) as u32;
    left_edge(line, width).saturating_add(flow_cells(Span::new(before.start, end).of(text)) as u16)
}

/// The first byte of the cluster shown in cell `column`; `None` outside of the line.
#[must_use]
pub fn byte_at(text: &str, line: &Line, column: u16, width: u16) -> Option<u32> {
    let mut cell = left_edge(line, width);
    if column < cell {
        return None;
    }
    for cluster in flow_clusters(line.span.of(text)) {
        cell = cell.saturating_add(cluster.cells);
        if column < cell {
            return Some(line.span.start + cluster.at as u32);
        }
    }
    None
}
