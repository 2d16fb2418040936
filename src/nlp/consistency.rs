//! One string has one type in a text, unless the context says otherwise: after each sentence was decoded by itself, the
//! mentions of one string settle their type together, short forms of a person's name follow the long one, and uses that
//! were missed are found if what is known from the others outweighs the doubt.

use rustc_hash::FxHashMap;

use super::features::Document;
use super::label::{self, NAMES, OUTSIDE, Place};
use super::titles::Titles;
use super::viterbi::Scores;
use super::word::{CAPITAL, MARK};
use crate::model::EntityKind;

/// How much of the others' evidence counts for one mention.
const SHARE: f32 = 0.8;
/// The evidence of the others is capped at so many nats.
const CAP: f32 = 6.0;
/// A missed use may be so many nats behind "outside", if the others are sure.
const DOUBT: f32 = 3.0;
/// What the long form of a person's name says of its last word, in nats.
const SURNAME: f32 = 4.0;
/// What the decoder's choice of a type weighs more than its bare score: it knows the neighbours.
const CHOSEN: f32 = 0.3;
/// What a name in full says of its initials, in nats.
const SPELT_OUT: f32 = 3.0;
/// Longest string that is looked for where it was missed.
const LONGEST: usize = 6;

/// A mention, as tokens.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: usize,
    end: usize,
    kind: EntityKind,
    key: u64,
}

/// What all mentions of a string say together: nats for each type.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    sums: [f32; 4],
    count: u32,
    len: usize,
}

/// Settles the tags of the whole text. `breaks` says of a token that no name goes over it (an address, a handle).
pub fn settle(
    document: &Document,
    scores: &[Scores],
    unit: f32,
    tags: &mut [u8],
    titles: &Titles,
    breaks: impl Fn(usize) -> bool,
) {
    let mut mentions = Vec::new();
    label::spans(tags, |start, end, kind| mentions.push((start, end, kind)));
    let mut names: Vec<Found> = Vec::new();
    for (start, end, kind) in mentions {
        tidy(document, tags, titles, &breaks, (start, end, kind), &mut names);
    }
    let mut groups: FxHashMap<u64, Group> = FxHashMap::default();
    for name in &names {
        let group = groups.entry(name.key).or_default();
        group.count += 1;
        group.len = name.end - name.start;
        for (sum, own) in group.sums.iter_mut().zip(evidence(scores, unit, name.start, name.end)) {
            *sum += own.clamp(-CAP, CAP);
        }
    }
    lend_to_surnames(document, &names, &mut groups);
    lend_to_acronyms(document, &names, &mut groups);
    for name in &names {
        retype(scores, unit, name, &groups, tags);
    }
    find_missed(document, scores, unit, &groups, tags, &breaks);
}

/// Takes titles off people and cuts names at addresses.
fn tidy(
    document: &Document,
    tags: &mut [u8],
    titles: &Titles,
    breaks: &impl Fn(usize) -> bool,
    (start, end, kind): (usize, usize, EntityKind),
    names: &mut Vec<Found>,
) {
    let mut from = start;
    if kind == EntityKind::Person {
        while from < end && document.words.get(from).is_some_and(|word| titles.has(word.lower)) {
            from += 1;
        }
        // "Duke of …" is no title before a name.
        if from < end && document.words.get(from).is_some_and(|word| titles.goes_on(word.lower)) {
            from = start;
        }
    }
    let mut to = from;
    while to < end && !breaks(to) {
        to += 1;
    }
    if (from, to) != (start, end) {
        for slot in tags.get_mut(start..end).unwrap_or(&mut []) {
            *slot = OUTSIDE;
        }
        label::write(tags, from, to, kind);
    }
    if from < to {
        names.push(Found { start: from, end: to, kind, key: key(document, from, to) });
    }
}

fn key(document: &Document, start: usize, end: usize) -> u64 {
    let types = document.types.get(start..end).unwrap_or(&[]);
    types.iter().fold(0x51ed, |state, kind| super::hash::mix(state, u64::from(*kind)))
}

/// How far each type is ahead of "outside" for a stretch of tokens, in nats.
fn evidence(scores: &[Scores], unit: f32, start: usize, end: usize) -> [f32; 4] {
    let mut sums = [0.0; 4];
    for (slot, kind) in sums.iter_mut().zip(EntityKind::ALL) {
        for at in start..end {
            let place = match (at == start, at + 1 == end) {
                (true, true) => Place::Unit,
                (true, false) => Place::Begin,
                (false, true) => Place::Last,
                (false, false) => Place::Inside,
            };
            let tag = usize::from(label::tag(kind, place));
            let score = scores.get(at).and_then(|row: &[i16; NAMES]| row.get(tag)).copied().unwrap_or(0);
            *slot += f32::from(score) * unit;
        }
        *slot /= (end - start) as f32;
    }
    sums
}

/// The last word of a person's full name is that person.
fn lend_to_surnames(document: &Document, names: &[Found], groups: &mut FxHashMap<u64, Group>) {
    for name in names.iter().filter(|name| name.kind == EntityKind::Person && name.end - name.start > 1) {
        if let Some(group) = groups.get_mut(&key(document, name.end - 1, name.end)) {
            if let Some(person) = group.sums.first_mut() {
                *person += SURNAME;
            }
        } else {
            let group = Group { sums: [SURNAME, -CAP, -CAP, -CAP], count: 1, len: 1 };
            groups.insert(key(document, name.end - 1, name.end), group);
        }
    }
}

/// What "European Space Agency" is, "ESA" is as well.
fn lend_to_acronyms(document: &Document, names: &[Found], groups: &mut FxHashMap<u64, Group>) {
    for short in names.iter().filter(|name| name.end - name.start == 1) {
        let Some(run) = document.spelt_out(short.start) else { continue };
        let long = names.iter().find(|name| name.end > run.start as usize && name.end - name.start > 1);
        if let Some(long) = long
            && long.start <= run.start as usize
            && let Some(group) = groups.get_mut(&short.key)
            && let Some(sum) =
                EntityKind::ALL.iter().position(|kind| *kind == long.kind).and_then(|at| group.sums.get_mut(at))
        {
            *sum += SPELT_OUT;
        }
    }
}

fn retype(scores: &[Scores], unit: f32, name: &Found, groups: &FxHashMap<u64, Group>, tags: &mut [u8]) {
    let Some(group) = groups.get(&name.key).filter(|group| group.count > 1 || group.len == 1) else { return };
    let own = evidence(scores, unit, name.start, name.end);
    let mut best = (f32::MIN, name.kind);
    for ((own, sum), kind) in own.iter().zip(&group.sums).zip(EntityKind::ALL) {
        let others = sum - own.clamp(-CAP, CAP);
        let total = own + SHARE * others + if kind == name.kind { CHOSEN } else { 0.0 };
        if total > best.0 {
            best = (total, kind);
        }
    }
    if best.1 != name.kind {
        label::write(tags, name.start, name.end, best.1);
    }
}

fn find_missed(
    document: &Document,
    scores: &[Scores],
    unit: f32,
    groups: &FxHashMap<u64, Group>,
    tags: &mut [u8],
    breaks: &impl Fn(usize) -> bool,
) {
    for (range, _) in &document.sentences {
        let (mut at, end) = (range.start as usize, range.end as usize);
        while at < end {
            at += missed_at(document, scores, unit, groups, tags, breaks, at, end).max(1);
        }
    }
}

/// Length of the missed name that begins at `at`, after it was written; 0 if there is none.
#[allow(clippy::too_many_arguments, reason = "all of it is the state of one pass over the text")]
fn missed_at(
    document: &Document,
    scores: &[Scores],
    unit: f32,
    groups: &FxHashMap<u64, Group>,
    tags: &mut [u8],
    breaks: &impl Fn(usize) -> bool,
    at: usize,
    end: usize,
) -> usize {
    let free = |at: usize| tags.get(at) == Some(&OUTSIDE) && !breaks(at);
    let capital = |at: usize| document.words.get(at).is_some_and(|word| word.flags & (CAPITAL | MARK) != 0);
    if !document.words.get(at).is_some_and(|word| word.is(CAPITAL)) || !free(at) {
        return 0;
    }
    let longest = (at..end.min(at + LONGEST)).take_while(|at| free(*at)).count();
    for len in (1..=longest).rev() {
        let Some(group) = groups.get(&key(document, at, at + len)).filter(|group| group.len == len) else { continue };
        if !capital(at + len - 1) {
            continue;
        }
        let own = evidence(scores, unit, at, at + len);
        let candidates = own.iter().zip(&group.sums).zip(EntityKind::ALL);
        let best = candidates
            .map(|((own, sum), kind)| (own + SHARE * sum.clamp(-CAP, 2.0 * CAP), *own, kind))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((total, own, kind)) = best
            && total > 0.0
            && own > -DOUBT
        {
            label::write(tags, at, at + len, kind);
            return len;
        }
    }
    0
}
