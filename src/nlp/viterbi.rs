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

/// Memory of the decoder, kept between sentences.
#[derive(Debug, Default)]
pub struct Lattice {
    back: Vec<[u8; TAGS]>,
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
    /// Writes the best tags for `scores` into `tags` (which is cleared).
    pub fn decode(&mut self, scores: &[Scores], transitions: &Transitions, tags: &mut Vec<u8>) {
        tags.clear();
        self.back.clear();
        let Some(first) = scores.first() else { return };
        let mut best = [NEVER; TAGS];
        for (tag, slot) in best.iter_mut().enumerate() {
            if may_begin(tag as u8) {
                *slot = i32::from(first.get(tag).copied().unwrap_or(0)) + transitions[usize::from(OUTSIDE)][tag];
            }
        }
        for here in scores.iter().skip(1) {
            let mut back = [OUTSIDE; TAGS];
            best = step(&best, here, transitions, &mut back);
            self.back.push(back);
        }
        let end = (0..TAGS as u8).filter(|tag| may_end(*tag)).max_by_key(|tag| best.get(usize::from(*tag)).copied());
        let mut tag = end.unwrap_or(OUTSIDE);
        tags.push(tag);
        for back in self.back.iter().rev() {
            tag = back.get(usize::from(tag)).copied().unwrap_or(OUTSIDE);
            tags.push(tag);
        }
        tags.reverse();
    }
}

#[inline]
fn step(best: &[i32; TAGS], here: &Scores, transitions: &Transitions, back: &mut [u8; TAGS]) -> [i32; TAGS] {
    let mut next = [NEVER; TAGS];
    for tag in FRESH {
        let column = usize::from(tag);
        let (mut top, mut from) = (NEVER * 2, OUTSIDE);
        for left in CLOSED {
            let score = best[usize::from(left)] + transitions[usize::from(left)][column];
            if score > top {
                (top, from) = (score, left);
            }
        }
        next[column] = top + if column < NAMES { i32::from(here[column]) } else { 0 };
        back[column] = from;
    }
    for kind in 0..4usize {
        let (begin, inside) = (kind * 4, kind * 4 + 1);
        for column in [kind * 4 + 1, kind * 4 + 2] {
            let (a, b) = (best[begin] + transitions[begin][column], best[inside] + transitions[inside][column]);
            next[column] = a.max(b) + i32::from(here[column]);
            back[column] = if a >= b { begin } else { inside } as u8;
        }
    }
    next
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
            seeds in prop::collection::vec(-400i32..400, TAGS * TAGS),
        ) {
            let mut transitions = [[0; TAGS]; TAGS];
            for (at, seed) in seeds.iter().enumerate() {
                transitions[at / TAGS][at % TAGS] = *seed;
            }
            let transitions = well_formed(transitions);
            let mut tags = Vec::new();
            Lattice::default().decode(&scores, &transitions, &mut tags);
            let best = all(scores.len()).iter().map(|path| score(&scores, &transitions, path)).max().unwrap();
            prop_assert_eq!(score(&scores, &transitions, &tags), best);
            prop_assert_eq!(NAMES + 1, TAGS);
        }
    }
}
