//! Chunks: an article is laid out in parts of bounded size. A block is one chunk; a large one is cut into several, at
//! places that depend on nothing but the text near them, so that no index is needed and none is built.

use unicode_segmentation::GraphemeCursor;

use crate::model::{Block, BlockForm};
use crate::text::Span;
use crate::text::span::floor;
use crate::text::wrap::last_break;

/// Bytes of a chunk, about.
const SIZE: u32 = 16 * 1024;

/// Bytes before its nominal end in which a chunk is cut where it hurts least.
const WINDOW: usize = 1024;

/// A part of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ChunkId {
    /// Number of the block in the document.
    pub block: u32,
    /// Number of the part, from 0.
    pub part: u32,
}

/// Number of parts of a block; at least 1.
pub(super) const fn parts(block: &Block) -> u32 {
    let parts = block.span.len().div_ceil(SIZE);
    if parts == 0 { 1 } else { parts }
}

/// The bytes of a part.
pub(super) fn part_span(text: &str, block: &Block, part: u32) -> Span {
    Span::new(cut(text, block, part), cut(text, block, part + 1))
}

/// The part that holds byte `at`, or the nearest one.
pub(super) fn part_of(text: &str, block: &Block, at: u32) -> u32 {
    let last = parts(block) - 1;
    let nominal = (at.saturating_sub(block.span.start) / SIZE).min(last);
    // A cut lies at or before its nominal place, so that the byte may be in the next part.
    if nominal < last && at >= cut(text, block, nominal + 1) { nominal + 1 } else { nominal }
}

/// Where part `part` starts: at a line break, else after a sentence, else after a space, else where a line may be broken,
/// else between two clusters. (In a run of flags longer than the window, which two letters are a flag is a guess.)
fn cut(text: &str, block: &Block, part: u32) -> u32 {
    if part == 0 {
        return block.span.start;
    }
    if part >= parts(block) {
        return block.span.end;
    }
    let nominal = (block.span.start + part * SIZE) as usize;
    let from = floor(text, nominal - WINDOW);
    let to = floor(text, nominal);
    let window = text.get(from..to).unwrap_or("");
    let at = match block.form {
        BlockForm::Code => window.rfind('\n').map(|at| at + 1),
        _ => best_space(window).or_else(|| last_break(window).filter(|at| is_border(window, *at))),
    };
    (from + at.unwrap_or_else(|| between_clusters(window))) as u32
}

/// The last place after white space, better after a sentence; what follows must be a letter, a digit or a sign of ASCII,
/// so that it is a cluster of its own.
fn best_space(window: &str) -> Option<usize> {
    let bytes = window.as_bytes();
    let (mut space, mut sentence) = (None, None);
    for at in 1..bytes.len() {
        let starts = bytes.get(at).is_some_and(|b| b.is_ascii_graphic() || *b >= 0xc3);
        if !starts || !matches!(bytes.get(at - 1), Some(b' ' | b'\n')) {
            continue;
        }
        let next = window.get(at..).and_then(|rest| rest.chars().next());
        if !next.is_some_and(|c| c.is_ascii() || c.is_alphabetic()) {
            continue;
        }
        space = Some(at);
        let before = window.get(..at).unwrap_or("").trim_end_matches([' ', '\n', '"', '”', '’', '»', ')']);
        if before.ends_with(['.', '!', '?', '…', '؟', '։', '。']) {
            sentence = Some(at);
        }
    }
    sentence.or(space)
}

/// Whether no cluster reaches over `at`.
fn is_border(window: &str, at: usize) -> bool {
    GraphemeCursor::new(at, window.len(), true).is_boundary(window, 0) == Ok(true)
}

/// The last border between two clusters of a text without spaces; its end if it is all one cluster.
fn between_clusters(window: &str) -> usize {
    let full = window.len();
    // The cluster at the end may go on behind the window, so take its start.
    GraphemeCursor::new(full, full, true).prev_boundary(window, 0).ok().flatten().filter(|at| *at > 0).unwrap_or(full)
}
