//! Features of the second pass over a text: what the first pass called the same words elsewhere in it (extended
//! prediction history and majority of the document, Ratinov and Roth 2009).

use rustc_hash::FxHashMap;

use crate::nlp::hash::{self, feature, feature2};
use crate::nlp::label::{self, OUTSIDE, TAGS};
use crate::nlp::word::{CAPITAL, JOINT};

use super::document::{Case, Document, NONE};

/// Templates of this file begin here.
const BASE: u32 = 400;
/// Stands for a word that is nowhere else.
const NOWHERE: u8 = TAGS as u8;

/// What the first pass said of a text.
#[derive(Debug, Default)]
pub struct History {
    tags: Vec<u8>,
    /// By the document's numbers of words: how often each tag, where the word has a capital; capped.
    counts: Vec<[u8; TAGS]>,
    /// By the hash of a name's words: how often each type.
    names: FxHashMap<u64, [u8; 4]>,
}

/// What a word is in the other places where it stands.
#[derive(Debug, Clone, Copy)]
struct Others {
    /// The most frequent tag.
    tag: u8,
    /// How often it has it.
    count: u8,
    /// How often it is there at all.
    all: u8,
}

impl History {
    /// Takes down what the first pass said. Returns whether any name, or word of one, is there twice.
    pub fn gather(&mut self, document: &Document, tags: &[u8]) -> bool {
        self.tags.clear();
        self.tags.extend_from_slice(tags);
        self.counts.clear();
        self.counts.resize(document.elsewhere.len(), [0; TAGS]);
        self.names.clear();
        let mut twice = false;
        for ((word, kind), tag) in document.words.iter().zip(&document.types).zip(tags) {
            if word.flags & (CAPITAL | JOINT) == 0 {
                continue;
            }
            let Some(row) = self.counts.get_mut(*kind as usize) else { continue };
            twice |= *tag != OUTSIDE && row.iter().any(|count| *count > 0);
            if let Some(count) = row.get_mut(usize::from(*tag)) {
                *count = count.saturating_add(1);
            }
        }
        label::spans(tags, |start, end, kind| {
            let row = self.names.entry(key(document, start, end)).or_default();
            if let Some(count) = row.get_mut(usize::from(label::tag(kind, label::Place::Begin) / 4)) {
                *count = count.saturating_add(1);
            }
        });
        twice
    }

    fn others(&self, document: &Document, at: usize) -> Option<Others> {
        let kind = document.types.get(at)?;
        let own = *self.tags.get(at)?;
        let row = self.counts.get(*kind as usize)?;
        let mut found = Others { tag: NOWHERE, count: 0, all: 0 };
        for (tag, count) in (0u8..).zip(row) {
            let count = count - u8::from(tag == own && *count > 0);
            found.all = found.all.saturating_add(count);
            if count > found.count {
                (found.tag, found.count) = (tag, count);
            }
        }
        Some(found)
    }

    /// Keys of the features of token `at`.
    pub fn features(&self, document: &Document, at: usize, found: &mut impl FnMut(u32)) {
        let Some(word) = document.words.get(at).filter(|word| word.flags & (CAPITAL | JOINT) != 0) else { return };
        let Some((range, case)) = document.sentence.get(at).and_then(|n| document.sentences.get(*n as usize)) else {
            return;
        };
        let others = self.others(document, at).unwrap_or(Others { tag: NOWHERE, count: 0, all: 0 });
        self.name(document, at, found);
        if others.all == 0 {
            return;
        }
        let near = |step: isize| {
            let there = at.saturating_add_signed(step);
            let inside = there != at && there >= range.start as usize && there < range.end as usize;
            let capital = inside && document.words.get(there).is_some_and(|word| word.is(CAPITAL));
            if !inside {
                NOWHERE + 1
            } else if capital {
                self.others(document, there).map_or(NOWHERE, |others| others.tag)
            } else {
                NOWHERE + 2
            }
        };
        let (left, right) = (near(-1), near(1));
        let said = |step: isize| self.tags.get(at.wrapping_add_signed(step)).copied().unwrap_or(OUTSIDE);
        let tag = u64::from(others.tag);
        let sure = u64::from(others.count.min(4)) << 1 | u64::from(others.count == others.all);
        let first = u64::from(at == range.start as usize);
        found(feature(BASE, tag << 8 | sure));
        found(feature2(BASE + 1, tag << 1 | first, word.short));
        found(feature(BASE + 2, tag << 16 | u64::from(left) << 8 | u64::from(right)));
        found(feature(BASE + 3, tag << 8 | u64::from(*case != Case::Plain) << 1 | first));
        found(feature(BASE + 4, tag << 8 | u64::from(said(-1))));
        found(feature(BASE + 5, tag << 8 | u64::from(said(1))));
        found(feature2(BASE + 6, tag << 8 | sure, u64::from(said(0))));
        found(feature2(BASE + 7, tag, u64::from(word.lists)));
    }

    /// What the run of capitals the token is in is called as a whole elsewhere.
    fn name(&self, document: &Document, at: usize, found: &mut impl FnMut(u32)) {
        let Some(run) = document.run.get(at).filter(|run| **run != NONE) else { return };
        let Some(run) = document.runs.get(*run as usize) else { return };
        let (start, end) = (run.start as usize, run.end as usize);
        let Some(row) = self.names.get(&key(document, start, end)) else { return };
        // The run itself, where the first pass called it a name, is not "elsewhere".
        let own = self.tags.get(start).and_then(|tag| label::kind(*tag)).filter(|_| self.is_name(start, end));
        let own = own.map(|kind| usize::from(label::tag(kind, label::Place::Begin) / 4));
        let mut best = (0u8, 4usize);
        for (kind, count) in row.iter().enumerate() {
            let count = count - u8::from(own == Some(kind) && *count > 0);
            if count > best.0 {
                best = (count, kind);
            }
        }
        if best.0 == 0 {
            return;
        }
        let place = u64::from(at == start) << 1 | u64::from(at + 1 == end);
        found(feature(BASE + 8, (best.1 as u64) << 8 | u64::from(best.0.min(3)) << 2 | place));
    }

    fn is_name(&self, start: usize, end: usize) -> bool {
        let tags = self.tags.get(start..end).unwrap_or(&[]);
        let mut exact = false;
        label::spans(tags, |from, to, _| exact |= from == 0 && to == end - start);
        exact
    }
}

fn key(document: &Document, start: usize, end: usize) -> u64 {
    let types = document.types.get(start..end).unwrap_or(&[]);
    types.iter().fold(0x2b7e, |state, kind| hash::mix(state, u64::from(*kind)))
}
