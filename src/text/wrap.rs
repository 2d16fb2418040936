//! Lines: a stretch of text broken to a width in cells. Break opportunities are those of Unicode's line breaking
//! algorithm (UAX #14), widths are sums of grapheme clusters as the terminal shows them, and no text is copied.

mod classes;
mod pieces;
mod prose;

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};

use super::Span;
use pieces::Piece;

/// One line of a wrapped text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Line {
    /// Its bytes, on grapheme boundaries, without the white space that hangs at its end.
    pub span: Span,
    /// Cells its text takes, `indent` not counted, a hyphen shown at the end counted.
    pub cells: u16,
    /// Empty cells before it (after it, where `rtl`).
    pub indent: u16,
    /// Whether it belongs to a paragraph that runs from right to left: it is aligned right, in logical order.
    pub rtl: bool,
    /// Whether it was broken at a soft hyphen, so that a hyphen is to be shown at its end.
    pub hyphen: bool,
}

/// How breaks are chosen among the opportunities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Fit {
    /// Each line takes what fits.
    #[default]
    First,
    /// Raggedness is least over the whole paragraph (Knuth and Plass 1981, as in `textwrap`).
    Optimal,
}

/// What the line breaks of the source mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Newlines {
    /// A space: running text.
    #[default]
    Flow,
    /// A line break: preformatted text, whose leading white space stands.
    Keep,
}

/// How to wrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct WrapOptions {
    /// Cells before the first line.
    pub first: u16,
    /// Cells before the others. Indents are cut to half the width.
    pub indent: u16,
    /// How breaks are chosen.
    pub fit: Fit,
    /// What line breaks mean.
    pub newlines: Newlines,
    /// Whether the paragraph runs from right to left, see [`is_rtl`].
    pub rtl: bool,
}

/// Breaks the text under `within` into lines of at most `width` cells (indents included) and appends them to `out`.
///
/// A line is longer only where a single cluster is wider than it. Words wider than a line are broken between clusters.
/// White space at the end of a line hangs: it is in no line. Text of nothing but white space makes no line
/// (with [`Newlines::Keep`] an empty one per line of the source).
pub fn wrap(text: &str, within: Span, width: u16, out: &mut Vec<Line>, options: WrapOptions) {
    let room = Room::new(width, options);
    match options.newlines {
        Newlines::Flow => paragraph(text, within, &room, out, options),
        Newlines::Keep => {
            let mut start = within.start;
            for row in within.of(text).split('\n') {
                let span = Span::new(start, start + row.len() as u32);
                let before = out.len();
                paragraph(text, span, &room, out, options);
                if out.len() == before {
                    out.push(Line {
                        span: Span::new(start, start),
                        indent: room.first,
                        rtl: options.rtl,
                        ..Line::default()
                    });
                }
                start = span.end + 1;
            }
        }
    }
}

/// Whether a paragraph runs from right to left: whether its first letter is of a script that does
/// (UAX #9, rules P2 and P3, on the blocks of such scripts).
#[must_use]
pub fn is_rtl(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// Cost of a cell over the edge, so high that no gap is worth it (the widest, `u16::MAX` cells, costs its square).
const OVERFLOW: usize = usize::MAX >> 8;

/// The last place inside `text` where a line may be broken; linear in its length.
#[must_use]
pub fn last_break(text: &str) -> Option<usize> {
    pieces::breaks(text).filter(|at| *at < text.len()).last()
}

/// Indents and the cells they leave.
struct Room {
    first: u16,
    indent: u16,
    widths: [f64; 2],
    least: u32,
}

impl Room {
    fn new(width: u16, options: WrapOptions) -> Self {
        let width = width.max(1);
        let (first, indent) = (options.first.min(width / 2), options.indent.min(width / 2));
        let (head, tail) = (width - first, width - indent);
        Self { first, indent, widths: [f64::from(head), f64::from(tail)], least: u32::from(head.min(tail)) }
    }
}

impl Fragment for Piece {
    fn width(&self) -> f64 {
        f64::from(self.cells)
    }
    fn whitespace_width(&self) -> f64 {
        f64::from(self.gap)
    }
    fn penalty_width(&self) -> f64 {
        f64::from(u8::from(self.hyphen))
    }
}

fn paragraph(text: &str, within: Span, room: &Room, out: &mut Vec<Line>, options: WrapOptions) {
    let pieces = pieces::cut(text, within, options.newlines, room.least);
    if pieces.is_empty() {
        return;
    }
    let optimal = || {
        // Where a cluster is wider than the line, the optimum would draw its neighbours over the edge too.
        let fits = pieces.iter().all(|piece| piece.cells + u32::from(piece.hyphen) <= room.least);
        let penalties = Penalties { overflow_penalty: OVERFLOW, ..Penalties::new() };
        fits.then(|| wrap_optimal_fit(&pieces, &room.widths, &penalties).ok()).flatten()
    };
    let best = if options.fit == Fit::Optimal { optimal() } else { None };
    let lines = best.unwrap_or_else(|| wrap_first_fit(&pieces, &room.widths));
    out.reserve(lines.len());
    for (number, pieces) in lines.into_iter().enumerate() {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { continue };
        let full: u32 = pieces.iter().map(|piece| piece.cells + piece.gap).sum();
        let cells = full - last.gap + u32::from(last.hyphen);
        out.push(Line {
            span: Span::new(first.start, last.end),
            cells: u16::try_from(cells).unwrap_or(u16::MAX),
            indent: if number == 0 { room.first } else { room.indent },
            rtl: options.rtl,
            hyphen: last.hyphen,
        });
    }
}

#[cfg(test)]
mod tests;
