//! Features of words together, and of what the text says of a word elsewhere.

use std::ops::Range;

use crate::nlp::hash::{feature, feature2, mix};
use crate::nlp::word::{CAPITAL, JOINT, Word};

use super::LIST_BITS;
use super::document::{Case, Document, Elsewhere, NONE, Run};

/// Templates of this file begin here.
const BASE: u32 = 256;
/// Templates about the rest of the text begin here.
const DOCUMENT: u32 = 320;

/// Keys of the features of token `at` in its sentence. Tokens far from any capital have none.
pub fn context(document: &Document, at: usize, found: &mut impl FnMut(u32)) {
    let Some(number) = document.sentence.get(at) else { return };
    let Some((range, case)) = document.sentences.get(*number as usize) else { return };
    let edge = Word::edge();
    let word = |offset: isize| document.word(at as isize + offset, range).unwrap_or(&edge);
    let (here, left, right) = (word(0), word(-1), word(1));
    let near = (here.flags | left.flags | right.flags) & CAPITAL != 0;
    if !near {
        return;
    }
    pairs(here, left, right, found);
    further(here, left, right, word(-2), word(2), found);
    phrases(document, at, here, found);
    if here.is(CAPITAL) {
        surroundings(document, at, range, *case, found);
        elsewhere(document, at, range, found);
    } else if here.is(JOINT) {
        joint(left, right, word(-2), word(2), here, found);
    }
}

fn fine(word: &Word) -> u64 {
    u64::from(word.classes.fine)
}

fn coarse(word: &Word) -> u64 {
    u64::from(word.classes.coarse) | u64::from(word.flags & CAPITAL) << 10
}

fn brown(word: &Word) -> u64 {
    u64::from(word.classes.brown & 0x3ff) | u64::from(word.flags & CAPITAL) << 10
}

fn pairs(here: &Word, left: &Word, right: &Word, found: &mut impl FnMut(u32)) {
    found(feature2(BASE, left.lower, here.lower));
    found(feature2(BASE + 1, here.lower, right.lower));
    found(feature2(BASE + 2, left.lower, right.lower));
    found(feature2(BASE + 3, brown(left), brown(here)));
    found(feature2(BASE + 4, brown(here), brown(right)));
    found(feature2(BASE + 5, coarse(left), coarse(here)));
    found(feature2(BASE + 6, coarse(here), coarse(right)));
    found(feature2(BASE + 7, mix(coarse(left), coarse(right)), coarse(here)));
    found(feature2(BASE + 8, mix(left.short, right.short), here.short));
    found(feature2(BASE + 9, left.lower, here.short));
    found(feature2(BASE + 10, right.lower, here.short));
    found(feature2(BASE + 11, fine(left), coarse(here)));
    found(feature2(BASE + 12, coarse(here), fine(right)));
    found(feature2(BASE + 13, u64::from(left.lists), mix(u64::from(here.lists), here.short)));
    found(feature2(BASE + 14, u64::from(right.lists), mix(u64::from(here.lists), here.short)));
}

fn further(here: &Word, left: &Word, right: &Word, left2: &Word, right2: &Word, found: &mut impl FnMut(u32)) {
    found(feature2(BASE + 15, left2.lower, left.lower));
    found(feature2(BASE + 16, right.lower, right2.lower));
    found(feature2(BASE + 17, mix(left2.short, left.short), here.short));
    found(feature2(BASE + 18, mix(right2.short, right.short), here.short));
    found(feature2(BASE + 19, mix(coarse(left2), coarse(left)), here.short));
    found(feature2(BASE + 20, mix(coarse(right2), coarse(right)), here.short));
}

fn phrases(document: &Document, at: usize, here: &Word, found: &mut impl FnMut(u32)) {
    let Some((bits, place)) = document.phrase.get(at).copied() else { return };
    if place == 0 {
        return;
    }
    found(feature2(BASE + 21, u64::from(bits), u64::from(place)));
    for bit in (0..LIST_BITS).filter(|bit| bits >> bit & 1 == 1) {
        found(feature2(BASE + 22, u64::from(bit) << 8 | u64::from(place), here.short));
    }
}

/// What stands before and after the run of capitals the token is in.
fn surroundings(document: &Document, at: usize, range: &Range<u32>, case: Case, found: &mut impl FnMut(u32)) {
    let Some(run) = document.run.get(at).and_then(|run| document.runs.get(*run as usize)) else { return };
    let edge = Word::edge();
    let before = document.word(run.start as isize - 1, range).unwrap_or(&edge);
    let after = document.word(run.end as isize, range).unwrap_or(&edge);
    let after2 = document.word(run.end as isize + 1, range).unwrap_or(&edge);
    let length = u64::from(run.end - run.start).min(5);
    let place = u64::from(at as u32 - run.start).min(4) << 4 | length << 1 | u64::from(run.start == range.start);
    found(feature(BASE + 23, place << 2 | case as u64));
    let side = u64::from(at as u32 + 1 == run.end);
    let start = u64::from(at as u32 == run.start);
    found(feature2(BASE + 24, before.lower, start));
    found(feature2(BASE + 25, after.lower, side));
    found(feature2(BASE + 26, fine(before), start));
    found(feature2(BASE + 27, fine(after), side));
    found(feature2(BASE + 28, coarse(before), coarse(after)));
    found(feature2(BASE + 29, after.lower, after2.lower));
    let (Some(first), Some(last)) = (document.words.get(run.start as usize), document.words.get(run.end as usize - 1))
    else {
        return;
    };
    coordination(document, *run, range, (side, start), found);
    if length > 1 {
        found(feature2(BASE + 30, last.lower, start));
        found(feature2(BASE + 31, fine(last), start));
        found(feature2(BASE + 32, first.lower, side));
        found(feature2(BASE + 33, mix(coarse(first), u64::from(first.lists)), place));
        found(feature2(BASE + 34, mix(coarse(last), u64::from(last.lists)), place));
    }
}

/// The runs of capitals just before and just after, over one or two words: "Poland and Sweden", "Leeds, England".
fn coordination(
    document: &Document,
    run: Run,
    range: &Range<u32>,
    (side, start): (u64, u64),
    found: &mut impl FnMut(u32),
) {
    let numbered = |at: i64| {
        let inside = at >= i64::from(range.start) && at < i64::from(range.end);
        let number = if inside { document.run.get(at as usize) } else { None };
        number.and_then(|number| document.runs.get(*number as usize))
    };
    let word = |at: u32| document.words.get(at as usize);
    for gap in 2..=3i64 {
        if let Some(before) = numbered(i64::from(run.start) - gap)
            && i64::from(run.start) - i64::from(before.end) == gap - 1
            && let (Some(last), Some(link)) = (word(before.end - 1), word(before.end))
        {
            let place = mix(link.lower, start << 2 | gap as u64);
            found(feature2(BASE + 39, coarse(last), place));
            found(feature2(BASE + 40, u64::from(last.lists), place));
        }
        if let Some(after) = numbered(i64::from(run.end) + gap - 1)
            && i64::from(after.start) - i64::from(run.end) == gap - 1
            && let (Some(first), Some(link)) = (word(after.start), word(run.end))
        {
            let place = mix(link.lower, side << 2 | gap as u64);
            found(feature2(BASE + 41, coarse(first), place));
            found(feature2(BASE + 42, u64::from(first.lists), place));
        }
    }
}

fn joint(left: &Word, right: &Word, left2: &Word, right2: &Word, here: &Word, found: &mut impl FnMut(u32)) {
    let inner = if right.is(CAPITAL) { right } else { right2 };
    let outer = if left.is(CAPITAL) { left } else { left2 };
    found(feature2(BASE + 35, mix(fine(outer), fine(inner)), here.lower));
    found(feature2(BASE + 36, fine(outer), here.lower));
    found(feature2(BASE + 37, fine(inner), here.lower));
    found(feature2(BASE + 38, outer.lower, here.lower));
}

/// What the text says of the word in other places.
fn elsewhere(document: &Document, at: usize, range: &Range<u32>, found: &mut impl FnMut(u32)) {
    let Some(word) = document.words.get(at) else { return };
    let Some(note) = document.types.get(at).and_then(|kind| document.elsewhere.get(*kind as usize)) else { return };
    let first = u64::from(at == range.start as usize);
    let seen = u64::from(note.small.min(2)) << 4 | u64::from(note.capital.min(4));
    found(feature2(DOCUMENT, seen, first));
    found(feature2(DOCUMENT + 1, seen, word.short));
    neighbours(document, at, note, found);
    for other in note.uses.iter().filter(|other| **other != NONE && **other as usize != at).take(2) {
        around(document, *other as usize, found);
    }
    if let Some(run) = document.spelt_out(at) {
        let last = document.words.get(run.end as usize - 1).copied().unwrap_or_else(Word::edge);
        found(feature(DOCUMENT + 8, 1));
        found(feature(DOCUMENT + 9, last.lower));
        found(feature(DOCUMENT + 10, fine(&last)));
    }
}

/// The capitalised words next to it in another place: "Marco" for "Rubio".
fn neighbours(document: &Document, at: usize, note: &Elsewhere, found: &mut impl FnMut(u32)) {
    let other = |index: u32, step: isize| {
        let there = index as usize;
        if index == NONE || there == at { None } else { document.words.get(there.saturating_add_signed(step)) }
    };
    if let Some(word) = other(note.led, -1) {
        found(feature(DOCUMENT + 2, coarse(word)));
        found(feature(DOCUMENT + 3, u64::from(word.lists)));
        found(feature(DOCUMENT + 11, fine(word)));
    }
    if let Some(word) = other(note.leading, 1) {
        found(feature(DOCUMENT + 4, coarse(word)));
        found(feature(DOCUMENT + 5, u64::from(word.lists)));
        found(feature(DOCUMENT + 12, fine(word)));
    }
}

/// What stands around the run of capitals in another place.
fn around(document: &Document, other: usize, found: &mut impl FnMut(u32)) {
    let Some(run) = document.run.get(other).and_then(|run| document.runs.get(*run as usize)) else { return };
    let Some(range) = document.sentence.get(other).and_then(|n| document.sentences.get(*n as usize)) else { return };
    let edge = Word::edge();
    let before = document.word(run.start as isize - 1, &range.0).unwrap_or(&edge);
    let after = document.word(run.end as isize, &range.0).unwrap_or(&edge);
    found(feature(DOCUMENT + 6, fine(before)));
    found(feature(DOCUMENT + 7, fine(after)));
}
