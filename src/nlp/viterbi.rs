//! The best sequence of tags of a sentence (Viterbi 1967), over the sequences that are well formed.

use super::label::{NAMES, OUTSIDE, TAGS, may_begin, may_end, may_follow};

/// Scores of tags at one token; "outside" has 0.
pub type Scores = [i16; NAMES];

/// Score of each tag after each tag, in the units of [`Scores`]; what may not be is far below.
pub type Transitions = [[i32; TAGS]; TAGS];

/// Below any score of a possible sequence.
pub const NEVER: i32 = -(1 << 28);

/// Tags after which a name is closed: O, and L and U of each type.
const CLOSED: [u8; 9] = [2, 3, 6, 7, 10, 11, 14, 15, OUTSIDE];
/// Tags that may follow a closed one: O, and B and U of each type.
const FRESH: [u8; 9] = [0, 3, 4, 7, 8, 11, 12, 15, OUTSIDE];

/// [`FRESH`] tags, filled up to whole vectors of the processor.
const LANES: usize = 12;

/// Transitions of a model as the decoder reads them, and its memory, kept between sentences.
#[derive(Debug)]
pub struct Lattice {
    transitions: Transitions,
    /// From each [`CLOSED`] tag to each [`FRESH`] one.
    moves: [[i32; LANES]; CLOSED.len()],
    /// The most that one step of a name is worth more than a step outside of names.
    gain: i32,
    back: Vec<[u8; TAGS]>,
    /// By token: the most that a name beginning there may be worth.
    ahead: Vec<i32>,
}

impl Default for Lattice {
    fn default() -> Self {
        Self {
            transitions: [[NEVER; TAGS]; TAGS],
            moves: [[NEVER; LANES]; CLOSED.len()],
            gain: 0,
            back: Vec::new(),
            ahead: Vec::new(),
        }
    }
}

/// Cleans transitions: what is not well formed becomes [`NEVER`].
#[must_use]
pub fn well_formed(mut transitions: Transitions) -> Transitions {
    for (left, row) in transitions.iter_mut().enumerate() {
        for (right, score) in row.iter_mut().enumerate() {
            if !may_follow(left as u8, right as u8) {
                *score = NEVER;
            }
        }
    }
    transitions
}

impl Lattice {
    /// Takes over the transitions of a model, before anything is decoded.
    pub fn learn(&mut self, transitions: &Transitions) {
        self.transitions = *transitions;
        let outside = transitions[usize::from(OUTSIDE)][usize::from(OUTSIDE)];
        let best = transitions.iter().flatten().copied().max().unwrap_or(outside);
        self.gain = best.saturating_sub(outside).max(0);
        for (left, moves) in CLOSED.iter().zip(&mut self.moves) {
            for (right, score) in FRESH.iter().zip(moves) {
                *score = transitions[usize::from(*left)][usize::from(*right)];
            }
        }
    }

    /// Adds the best tags for the tokens of a sentence to `tags`.
    ///
    /// A name is worth at most the best scores of its tokens and the best transitions between them. Where even that is less than
    /// nothing for every name that holds a token, the token is outside; what is left is decoded, each stretch with the token after it.
    pub fn decode_sentence(&mut self, scores: &[Scores], tags: &mut Vec<u8>) {
        let base = tags.len();
        self.look_ahead(scores);
        let (mut behind, mut open) = (0, None);
        for (at, row) in scores.iter().enumerate() {
            let worth = behind + self.ahead.get(at).copied().unwrap_or(0) + self.gain;
            behind = (behind + self.bound(row)).max(0);
            if worth >= 0 {
                open.get_or_insert(at);
            } else if let Some(start) = open.take() {
                tags.resize(base + start, OUTSIDE);
                self.decode(scores.get(start..=at).unwrap_or(&[]), tags);
            }
        }
        if let Some(start) = open {
            tags.resize(base + start, OUTSIDE);
            self.decode(scores.get(start..).unwrap_or(&[]), tags);
        }
        tags.resize(base + scores.len(), OUTSIDE);
    }

    fn look_ahead(&mut self, scores: &[Scores]) {
        self.ahead.clear();
        self.ahead.resize(scores.len(), 0);
        let mut next = 0;
        for (at, row) in scores.iter().enumerate().rev() {
            let ahead = self.bound(row) + next;
            next = ahead.max(0);
            if let Some(slot) = self.ahead.get_mut(at) {
                *slot = ahead;
            }
        }
    }

    /// No name gains more from a token.
    #[inline]
    fn bound(&self, row: &Scores) -> i32 {
        i32::from(row.iter().copied().fold(i16::MIN, i16::max)) + self.gain
    }

    /// Adds the best tags for `scores` to `tags`.
    fn decode(&mut self, scores: &[Scores], tags: &mut Vec<u8>) {
        let before = tags.len();
        self.back.clear();
        let Some(first) = scores.first() else { return };
        let mut best = [NEVER; TAGS];
        for (tag, slot) in best.iter_mut().enumerate() {
            if may_begin(tag as u8) {
                *slot = i32::from(first.get(tag).copied().unwrap_or(0)) + self.transitions[usize::from(OUTSIDE)][tag];
            }
        }
        for here in scores.iter().skip(1) {
            let mut back = [OUTSIDE; TAGS];
            best = self.step(&best, here, &mut back);
            self.back.push(back);
        }
        let end = (0..TAGS as u8).filter(|tag| may_end(*tag)).max_by_key(|tag| best.get(usize::from(*tag)).copied());
        let mut tag = end.unwrap_or(OUTSIDE);
        tags.push(tag);
        for back in self.back.iter().rev() {
            tag = back.get(usize::from(tag)).copied().unwrap_or(OUTSIDE);
            tags.push(tag);
        }
        if let Some(new) = tags.get_mut(before..) {
            new.reverse();
        }
    }

    #[inline]
    fn step(&self, best: &[i32; TAGS], here: &Scores, back: &mut [u8; TAGS]) -> [i32; TAGS] {
        let mut next = [NEVER; TAGS];
        let (top, from) = self.freshly(best);
        for (lane, tag) in FRESH.into_iter().enumerate() {
            let column = usize::from(tag);
            next[column] = top[lane] + if column < NAMES { i32::from(here[column]) } else { 0 };
            back[column] = from[lane] as u8;
        }
        for kind in 0..4usize {
            let (begin, inside) = (kind * 4, kind * 4 + 1);
            for column in [kind * 4 + 1, kind * 4 + 2] {
                let (a, b) =
                    (best[begin] + self.transitions[begin][column], best[inside] + self.transitions[inside][column]);
                next[column] = a.max(b) + i32::from(here[column]);
                back[column] = if a >= b { begin } else { inside } as u8;
            }
        }
        next
    }

    /// The best way to each [`FRESH`] tag, and from where. Written so that the compiler makes vectors of the lanes.
    #[inline]
    fn freshly(&self, best: &[i32; TAGS]) -> ([i32; LANES], [i32; LANES]) {
        let (mut top, mut from) = ([NEVER * 2; LANES], [i32::from(OUTSIDE); LANES]);
        for (left, moves) in CLOSED.iter().zip(&self.moves) {
            let base = best[usize::from(*left)];
            for lane in 0..LANES {
                let score = base + moves[lane];
                let better = score > top[lane];
                top[lane] = if better { score } else { top[lane] };
                from[lane] = if better { i32::from(*left) } else { from[lane] };
            }
        }
        (top, from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Lattice, Scores, Transitions, well_formed};
    use crate::nlp::label::{NAMES, OUTSIDE, TAGS, may_begin, may_end, may_follow};

    fn score(scores: &[Scores], transitions: &Transitions, tags: &[u8]) -> i32 {
        let own = |at: usize| scores[at].get(usize::from(tags[at])).map_or(0, |s| i32::from(*s));
        let moves: i32 = tags.windows(2).map(|pair| transitions[usize::from(pair[0])][usize::from(pair[1])]).sum();
        (0..tags.len()).map(own).sum::<i32>() + moves + transitions[usize::from(OUTSIDE)][usize::from(tags[0])]
    }

    fn all(len: usize) -> Vec<Vec<u8>> {
        let mut paths: Vec<Vec<u8>> = (0..TAGS as u8).filter(|tag| may_begin(*tag)).map(|tag| vec![tag]).collect();
        for _ in 1..len {
            let longer = |path: &Vec<u8>| {
                let next = (0..TAGS as u8).filter(|tag| may_follow(*path.last().unwrap(), *tag));
                next.map(|tag| path.iter().copied().chain([tag]).collect::<Vec<u8>>()).collect::<Vec<_>>()
            };
            paths = paths.iter().flat_map(longer).collect();
        }
        paths.retain(|path| may_end(*path.last().unwrap()));
        paths
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_well_formed_sequence_is_better(
            scores in prop::collection::vec(prop::array::uniform16(-900i16..900), 1..4),
            cold in prop::collection::vec(any::<bool>(), 3),
            seeds in prop::collection::vec(-400i32..400, TAGS * TAGS),
        ) {
            let mut transitions = [[0; TAGS]; TAGS];
            for (at, seed) in seeds.iter().enumerate() {
                transitions[at / TAGS][at % TAGS] = *seed;
            }
            let transitions = well_formed(transitions);
            // Most tokens of a text are nothing like a name.
            let mut scores = scores;
            for row in scores.iter_mut().zip(cold).filter(|(_, cold)| *cold).flat_map(|(row, _)| row) {
                *row -= 2400;
            }
            let mut tags = Vec::new();
            let mut lattice = Lattice::default();
            lattice.learn(&transitions);
            lattice.decode_sentence(&scores, &mut tags);
            let best = all(scores.len()).iter().map(|path| score(&scores, &transitions, path)).max().unwrap();
            prop_assert_eq!(score(&scores, &transitions, &tags), best);
            prop_assert_eq!(NAMES + 1, TAGS);
        }
    }
}
