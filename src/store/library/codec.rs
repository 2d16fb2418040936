//! How texts, paragraphs and mentions are packed. Numbers are LEB128: seven bits a byte, the low ones first.

use std::cell::RefCell;

use crate::model::{Block, BlockForm, BlockKind, EntityKind, NameMention};
use crate::text::Span;

/// Level of compression: more costs time and saves little.
const LEVEL: i32 = 3;
/// No text is longer when it is taken out again.
const MAX_TEXT: usize = 1 << 30;

/// Adds a number.
pub fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number; `None` where there is none.
pub fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f).checked_shl(shift)?;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn take_u32(bytes: &mut &[u8]) -> Option<u32> {
    take(bytes)?.try_into().ok()
}

fn take_byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

/// Packs spans one after the other: distance from the end of the one before, then length.
fn put_span(out: &mut Vec<u8>, end: &mut u32, span: Span) {
    put(out, u64::from(span.start.saturating_sub(*end)));
    put(out, u64::from(span.len()));
    *end = span.end;
}

/// A span within a text of so many bytes.
fn take_span(bytes: &mut &[u8], end: &mut u32, limit: usize) -> Option<Span> {
    let start = end.checked_add(take_u32(bytes)?)?;
    *end = start.checked_add(take_u32(bytes)?)?;
    (*end as usize <= limit).then_some(Span::new(start, *end))
}

const KINDS: [BlockKind; 8] = [
    BlockKind::Headline,
    BlockKind::Subheading,
    BlockKind::Byline,
    BlockKind::Body,
    BlockKind::Caption,
    BlockKind::Credit,
    BlockKind::Image,
    BlockKind::Furniture,
];

/// Packs paragraphs.
#[must_use]
pub fn pack_blocks(blocks: &[Block]) -> Vec<u8> {
    let (mut out, mut end) = (Vec::with_capacity(blocks.len() * 5), 0);
    for block in blocks {
        put_span(&mut out, &mut end, block.span);
        put(&mut out, u64::from(block.lead));
        out.push(KINDS.iter().position(|kind| *kind == block.kind).unwrap_or(3) as u8);
        let (form, depth) = match block.form {
            BlockForm::Paragraph => (0, 0),
            BlockForm::ListItem(depth) => (1, depth),
            BlockForm::Quote => (2, 0),
            BlockForm::Code => (3, 0),
        };
        out.extend([form, depth]);
    }
    out
}

/// Unpacks the paragraphs of a text; `None` where they do not fit it.
#[must_use]
pub fn unpack_blocks(mut bytes: &[u8], text: &str) -> Option<Vec<Block>> {
    let (mut out, mut end) = (Vec::new(), 0);
    while !bytes.is_empty() {
        let span = take_span(&mut bytes, &mut end, text.len())?;
        let lead = take_u32(&mut bytes)?;
        let kind = *KINDS.get(take_byte(&mut bytes)? as usize)?;
        let form = match (take_byte(&mut bytes)?, take_byte(&mut bytes)?) {
            (0, _) => BlockForm::Paragraph,
            (1, depth) => BlockForm::ListItem(depth),
            (2, _) => BlockForm::Quote,
            (3, _) => BlockForm::Code,
            _ => return None,
        };
        let body = span.start.checked_add(lead)? as usize;
        let whole = [span.start as usize, span.end as usize, body].iter().all(|at| text.is_char_boundary(*at));
        if !whole || lead > span.len() {
            return None;
        }
        out.push(Block { span, lead, kind, form });
    }
    Some(out)
}

/// Packs mentions, which are in the order of the text.
#[must_use]
pub fn pack_mentions(mentions: &[NameMention]) -> Vec<u8> {
    let (mut out, mut end) = (Vec::with_capacity(mentions.len() * 6), 0);
    for mention in mentions {
        put_span(&mut out, &mut end, mention.span);
        out.extend([mention.kind as u8, mention.score]);
    }
    out
}

/// Unpacks the mentions of a text; `None` where they do not fit it.
#[must_use]
pub fn unpack_mentions(mut bytes: &[u8], text: &str) -> Option<Vec<NameMention>> {
    let (mut out, mut end) = (Vec::new(), 0);
    while !bytes.is_empty() {
        let span = take_span(&mut bytes, &mut end, text.len())?;
        let kind = *EntityKind::ALL.get(take_byte(&mut bytes)? as usize)?;
        let score = take_byte(&mut bytes)?;
        if !text.is_char_boundary(span.start as usize) || !text.is_char_boundary(span.end as usize) {
            return None;
        }
        out.push(NameMention { span, kind, score });
    }
    Some(out)
}

/// Packs numbers of entities, four bytes each: how many there are does not hang on which they are.
#[must_use]
pub fn pack_ids(ids: &[i64]) -> Vec<u8> {
    ids.iter().flat_map(|id| (*id as u32).to_le_bytes()).collect()
}

/// Unpacks numbers of entities.
#[must_use]
pub fn unpack_ids(bytes: &[u8]) -> Option<Vec<i64>> {
    let (ids, rest) = bytes.as_chunks::<4>();
    rest.is_empty().then(|| ids.iter().map(|id| i64::from(u32::from_le_bytes(*id))).collect())
}

/// Packs whose each mention is.
#[must_use]
pub fn pack_naming(entities: &[i64]) -> Vec<u8> {
    let mut distinct: Vec<i64> = entities.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let mut out = Vec::with_capacity(entities.len() + distinct.len() * 3 + 1);
    put(&mut out, distinct.len() as u64);
    for id in &distinct {
        put(&mut out, *id as u64);
    }
    for id in entities {
        put(&mut out, distinct.binary_search(id).unwrap_or(0) as u64);
    }
    out
}

/// Unpacks whose each mention is.
#[must_use]
pub fn unpack_naming(mut bytes: &[u8]) -> Option<Vec<i64>> {
    let number = take(&mut bytes)?;
    let distinct = (0..number.min(bytes.len() as u64))
        .map(|_| take(&mut bytes).and_then(|id| i64::try_from(id).ok()))
        .collect::<Option<Vec<i64>>>()?;
    let mut out = Vec::with_capacity(bytes.len());
    while !bytes.is_empty() {
        out.push(*distinct.get(usize::try_from(take(&mut bytes)?).ok()?)?);
    }
    Some(out)
}

thread_local! {
    static COMPRESSOR: RefCell<Option<zstd::bulk::Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<zstd::bulk::Decompressor<'static>>> = const { RefCell::new(None) };
}

/// Compresses a text; `None` where that saves nothing (or fails): then it is kept as it is.
#[must_use]
pub fn compress(text: &str) -> Option<Vec<u8>> {
    COMPRESSOR.with_borrow_mut(|kept| {
        if kept.is_none() {
            *kept = zstd::bulk::Compressor::new(LEVEL).ok();
        }
        let bytes = kept.as_mut()?.compress(text.as_bytes()).ok()?;
        (bytes.len() < text.len()).then_some(bytes)
    })
}

/// Takes a text out again; `None` where it is damaged.
#[must_use]
pub fn decompress(bytes: &[u8]) -> Option<String> {
    let size = zstd::bulk::Decompressor::upper_bound(bytes).unwrap_or(MAX_TEXT).min(MAX_TEXT);
    DECOMPRESSOR.with_borrow_mut(|kept| {
        if kept.is_none() {
            *kept = zstd::bulk::Decompressor::new().ok();
        }
        String::from_utf8(kept.as_mut()?.decompress(bytes, size).ok()?).ok()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in proptest::collection::vec(0i64.., 0..40)) {
            let ids: Vec<i64> = numbers.iter().map(|number| number & i64::from(u32::MAX)).collect();
            prop_assert_eq!(unpack_ids(&pack_ids(&ids)), Some(ids));
            prop_assert_eq!(unpack_naming(&pack_naming(&numbers)), Some(numbers));
        }

        #[test]
        fn texts_come_back(text in "\\PC{0,400}") {
            if let Some(bytes) = compress(&text) {
                prop_assert_eq!(decompress(&bytes), Some(text));
            }
        }

        #[test]
        fn anything_is_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let text = "Ä text of söme bytes";
            for block in unpack_blocks(&bytes, text).unwrap_or_default() {
                let _ = block.body().of(text);
            }
            for mention in unpack_mentions(&bytes, text).unwrap_or_default() {
                let _ = mention.span.of(text);
            }
            let _ = (unpack_ids(&bytes), unpack_naming(&bytes), decompress(&bytes));
        }

        #[test]
        fn mentions_and_blocks_come_back(cuts in proptest::collection::btree_set(0usize..60, 0..12)) {
            let text = "x".repeat(60);
            let cuts: Vec<u32> = cuts.into_iter().map(|cut| cut as u32).collect();
            let spans: Vec<Span> = cuts.chunks_exact(2).map(|pair| Span::new(pair[0], pair[1])).collect();
            let mentions: Vec<NameMention> = spans.iter()
                .map(|span| NameMention { span: *span, kind: EntityKind::Place, score: 200 }).collect();
            prop_assert_eq!(unpack_mentions(&pack_mentions(&mentions), &text), Some(mentions));
            let blocks: Vec<Block> = spans.iter()
                .map(|span| Block { span: *span, lead: span.len() / 2, kind: BlockKind::Credit, form: BlockForm::ListItem(3) })
                .collect();
            prop_assert_eq!(unpack_blocks(&pack_blocks(&blocks), &text), Some(blocks));
        }
    }
}
