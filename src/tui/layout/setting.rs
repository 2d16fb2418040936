//! How blocks are set: indents, blank rows, rules; one chunk's rows.

use super::article::{FlowOptions, Row, RowKind};
use super::chunks::{ChunkId, part_span};
use crate::model::{Block, BlockForm, BlockKind, Document};
use crate::text::span::floor;
use crate::text::wrap::{Fit, Newlines, is_rtl};
use crate::text::{Line, Span, WrapOptions, grapheme, wrap};

/// Cells a quotation, and the text of a list item behind its sign, are moved in by.
const STEP: u16 = 2;

/// The rows of a chunk. `above` is the block shown before it, if any.
pub(super) fn rows(document: &Document, id: ChunkId, above: Option<&Block>, options: FlowOptions) -> Vec<Row> {
    let text = &document.text;
    let Some(block) = document.blocks.get(id.block as usize) else { return Vec::new() };
    let mut out = Vec::new();
    let mut push = |line: Line, kind: RowKind, first: bool| out.push(Row { line, block: Some(id.block), kind, first });
    let edge = |at: u32| Line { span: Span::new(at, at), ..Line::default() };
    let head = id.part == 0;
    if head && above.is_some_and(|above| is_apart(above, block)) {
        push(edge(block.span.start), RowKind::Blank, false);
    }
    let span = part_span(text, block, id.part);
    // A part of preformatted text ends behind a line break, which starts no row of its own.
    let end = span.end - u32::from(span.end < block.span.end && span.of(text).ends_with('\n'));
    let mut lines = Vec::new();
    wrap(text, Span::new(span.start, end), options.measure, &mut lines, wrapping(text, block, head, options));
    if lines.is_empty() {
        lines.push(edge(span.start));
    }
    for (number, line) in lines.into_iter().enumerate() {
        push(line, RowKind::Text, head && number == 0);
    }
    if block.kind == BlockKind::Headline && span.end == block.span.end {
        push(edge(block.span.end), RowKind::Rule, false);
    }
    out
}

/// Whether a blank row stands between two blocks: always, except between the items of a list.
const fn is_apart(above: &Block, below: &Block) -> bool {
    !matches!((above.form, below.form), (BlockForm::ListItem(_), BlockForm::ListItem(_)))
}

/// Indents and the meaning of line breaks for a block; `head`: whether the part starts it.
fn wrapping(text: &str, block: &Block, head: bool, options: FlowOptions) -> WrapOptions {
    let start = Span::new(block.span.start, floor(text, block.span.start as usize + 4096) as u32);
    let start = start.intersect(block.span).unwrap_or_default().of(text);
    let (first, indent) = match block.form {
        BlockForm::Paragraph | BlockForm::Code => (0, 0),
        BlockForm::Quote => (STEP, STEP),
        BlockForm::ListItem(depth) => {
            let outer = STEP * u16::from(depth.min(8));
            match marker(start) {
                0 => (outer + STEP, outer + STEP),
                own => (outer, outer + own),
            }
        }
    };
    WrapOptions {
        first: if head { first } else { indent },
        indent,
        fit: if options.optimal { Fit::Optimal } else { Fit::First },
        newlines: if block.form == BlockForm::Code { Newlines::Keep } else { Newlines::Flow },
        rtl: is_rtl(start),
    }
}

/// Cells of the sign that a list item brings along in its text ("- ", "• ", "12. "), 0 if it brings none.
pub(super) fn marker(item: &str) -> u16 {
    let Some((sign, _)) = item.split_once(' ') else { return 0 };
    let number = sign.strip_suffix(['.', ')']).unwrap_or("");
    let numbered = !number.is_empty() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_alphanumeric());
    if matches!(sign, "-" | "*" | "+" | "•" | "◦" | "▪" | "–" | "—" | "·") || numbered {
        grapheme::cells(sign) as u16 + 1
    } else {
        0
    }
}
