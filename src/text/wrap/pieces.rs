//! Pieces of text between two break opportunities, measured in cells.

use std::sync::LazyLock;

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::{Newlines, prose};
use crate::text::Span;
use crate::text::grapheme::{flow_clusters, graphemes};

/// The line breaker: UAX #14 with its default tailoring, and dictionaries for Thai, Lao, Khmer and Burmese.
static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_dictionary(LineBreakOptions::default()));

/// A soft hyphen shows only at the end of a line.
const SOFT_HYPHEN: char = '\u{ad}';

/// What may stand alone on a line, with the white space behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// First byte.
    pub start: u32,
    /// One past its last byte, white space not counted.
    pub end: u32,
    /// Its cells.
    pub cells: u32,
    /// Cells of the white space behind it.
    pub gap: u32,
    /// Whether it ends in a soft hyphen.
    pub hyphen: bool,
}

/// The pieces of the text under `within`, none wider than `limit` cells unless it is a single cluster.
pub(super) fn cut(text: &str, within: Span, newlines: Newlines, limit: u32) -> Vec<Piece> {
    let whole = within.of(text);
    let lead = match newlines {
        Newlines::Flow => leading_space(whole),
        Newlines::Keep => 0,
    };
    let (base, body) = (within.start + lead as u32, whole.get(lead..).unwrap_or(""));
    let mut out = Vec::with_capacity(body.len() / 6 + 1);
    if prose::cut(body, base, |piece| limited(text, piece, limit, &mut out)).is_none() {
        out.clear();
        by_cluster(body, base, |piece| limited(text, piece, limit, &mut out));
    }
    out
}

/// Bytes of white space at the start of a text; not the space that carries a combining mark.
fn leading_space(text: &str) -> usize {
    let space = text.len() - text.trim_start_matches([' ', '\n']).len();
    let last = text.get(space.saturating_sub(1)..).and_then(|rest| graphemes(rest).next());
    if space > 0 && last.is_some_and(|(_, cluster)| cluster.len() > 1) { space - 1 } else { space }
}

/// Cuts by the full algorithm, cluster by cluster.
pub(super) fn by_cluster(body: &str, base: u32, mut emit: impl FnMut(Piece)) {
    let spaced;
    // To the algorithm a line feed is a mandatory break; here it is a space.
    let plain = if body.contains('\n') {
        spaced = body.replace('\n', " ");
        spaced.as_str()
    } else {
        body
    };
    let mut opportunities = breaks(plain).peekable();
    let mut piece = Piece { start: base, end: base, cells: 0, gap: 0, hyphen: false };
    for cluster in flow_clusters(body) {
        let end = cluster.at + cluster.text.len();
        if matches!(cluster.text, " " | "\n") {
            piece.gap += u32::from(cluster.cells);
        } else {
            // White space without a break opportunity behind it is part of the word.
            piece.cells += piece.gap + u32::from(cluster.cells);
            piece.gap = 0;
            piece.end = base + end as u32;
            piece.hyphen = cluster.text.ends_with(SOFT_HYPHEN);
        }
        while opportunities.next_if(|at| *at < end).is_some() {}
        if opportunities.next_if_eq(&end).is_some() {
            emit(piece);
            let start = base + end as u32;
            piece = Piece { start, end: start, cells: 0, gap: 0, hyphen: false };
        }
    }
}

/// The break opportunities of a text, its end among them.
pub(super) fn breaks(text: &str) -> impl Iterator<Item = usize> {
    SEGMENTER.segment_str(text).skip(1)
}

/// Passes a piece on, in parts where it is wider than `limit`.
fn limited(text: &str, piece: Piece, limit: u32, out: &mut Vec<Piece>) {
    if piece.cells + u32::from(piece.hyphen) <= limit {
        out.push(piece);
        return;
    }
    let mut part = Piece { end: piece.start, cells: 0, gap: 0, hyphen: false, ..piece };
    for cluster in flow_clusters(Span::new(piece.start, piece.end).of(text)) {
        if part.cells + u32::from(cluster.cells) > limit && part.end > part.start {
            out.push(part);
            part = Piece { start: part.end, cells: 0, ..part };
        }
        part.cells += u32::from(cluster.cells);
        part.end += cluster.text.len() as u32;
    }
    out.push(Piece { gap: piece.gap, ..part });
}
