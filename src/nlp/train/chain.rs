//! Forward and backward over one sentence: how likely each tag of each token is, given what is allowed.

use crate::nlp::label::{OUTSIDE, TAGS, may_begin, may_end, may_follow};

/// One number for each tag.
pub type Row = [f32; TAGS];

/// Probabilities of tags and of pairs of neighbouring tags.
#[derive(Debug)]
pub struct Chain {
    forward: Vec<Row>,
    scales: Vec<f32>,
    /// Probability of each tag of each token.
    pub tags: Vec<Row>,
    /// Sum over the sentence of the probability of each pair of neighbouring tags.
    pub pairs: [Row; TAGS],
}

impl Default for Chain {
    fn default() -> Self {
        Self { forward: Vec::new(), scales: Vec::new(), tags: Vec::new(), pairs: [[0.0; TAGS]; TAGS] }
    }
}

/// `exp` of transitions, with 0 for what is not well formed.
pub fn exp_transitions(transitions: &[Row; TAGS]) -> [Row; TAGS] {
    let mut out = [[0.0; TAGS]; TAGS];
    for (left, (to, from)) in out.iter_mut().zip(transitions).enumerate() {
        for (right, (slot, score)) in to.iter_mut().zip(from).enumerate() {
            if may_follow(left as u8, right as u8) {
                *slot = score.exp();
            }
        }
    }
    out
}

fn dot(left: &Row, right: &Row) -> f32 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

fn scale(row: &mut Row) -> f32 {
    let sum: f32 = row.iter().sum();
    let sum = if sum > 0.0 && sum.is_finite() { sum } else { 1.0 };
    for slot in row.iter_mut() {
        *slot /= sum;
    }
    sum
}

impl Chain {
    /// Works out the probabilities over all sequences `allowed` admits (one bit for each tag; everything, if it is empty).
    /// `emissions` are `exp` of each token's scores. Returns the logarithm of the sum over these sequences.
    pub fn run(&mut self, emissions: &[Row], transitions: &[Row; TAGS], allowed: &[u32]) -> f64 {
        let len = emissions.len();
        self.forward.clear();
        self.scales.clear();
        self.tags.clear();
        self.tags.resize(len, [0.0; TAGS]);
        self.pairs = [[0.0; TAGS]; TAGS];
        let Some(first) = emissions.first() else { return 0.0 };
        let open = |at: usize, tag: usize| allowed.get(at).is_none_or(|bits| bits >> tag & 1 == 1);
        let mut row = [0.0; TAGS];
        for (tag, slot) in row.iter_mut().enumerate() {
            if may_begin(tag as u8) && open(0, tag) && (len > 1 || may_end(tag as u8)) {
                *slot = first[tag] * transitions[usize::from(OUTSIDE)][tag];
            }
        }
        let mut total = f64::from(scale(&mut row).ln());
        self.forward.push(row);
        for (at, emission) in emissions.iter().enumerate().skip(1) {
            let mut next = [0.0; TAGS];
            for (left, weight) in row.iter().enumerate() {
                if *weight > 0.0 {
                    for (slot, step) in next.iter_mut().zip(&transitions[left]) {
                        *slot += weight * step;
                    }
                }
            }
            for (tag, slot) in next.iter_mut().enumerate() {
                let ends = at + 1 < len || may_end(tag as u8);
                *slot = if ends && open(at, tag) { *slot * emission[tag] } else { 0.0 };
            }
            let sum = scale(&mut next);
            total += f64::from(sum.ln());
            self.scales.push(sum);
            self.forward.push(next);
            row = next;
        }
        self.backward(emissions, transitions);
        total
    }

    fn backward(&mut self, emissions: &[Row], transitions: &[Row; TAGS]) {
        let len = emissions.len();
        let mut back: Row = [1.0; TAGS];
        for at in (0..len).rev() {
            let forward = self.forward[at];
            for (slot, (a, b)) in self.tags[at].iter_mut().zip(forward.iter().zip(&back)) {
                *slot = a * b;
            }
            if at == 0 {
                // A sentence begins as if after "outside".
                for (sum, tag) in self.pairs[usize::from(OUTSIDE)].iter_mut().zip(&self.tags[0]) {
                    *sum += tag;
                }
                break;
            }
            let scaled = 1.0 / self.scales[at - 1];
            // What the tag at `at` brings: its own score, and all that follows, where the forward pass let it stand.
            let mut brings = [0.0; TAGS];
            for (tag, slot) in brings.iter_mut().enumerate() {
                if forward[tag] > 0.0 {
                    *slot = emissions[at][tag] * back[tag] * scaled;
                }
            }
            let before = self.forward[at - 1];
            let mut next = [0.0; TAGS];
            for (left, slot) in next.iter_mut().enumerate() {
                *slot = dot(&transitions[left], &brings);
                let weight = before[left];
                if weight > 0.0 {
                    for (sum, (step, brought)) in self.pairs[left].iter_mut().zip(transitions[left].iter().zip(&brings))
                    {
                        *sum += weight * step * brought;
                    }
                }
            }
            back = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Chain, exp_transitions};
    use crate::nlp::label::{OUTSIDE, TAGS};

    #[test]
    fn probabilities_sum_to_one_and_obey_what_is_allowed() {
        let mut transitions = [[0.1; TAGS]; TAGS];
        transitions[0][2] = 1.5;
        let transitions = exp_transitions(&transitions);
        let emissions: Vec<[f32; TAGS]> =
            (0..5).map(|at| std::array::from_fn(|tag| ((at * 7 + tag * 3) % 11) as f32 * 0.3 + 0.1)).collect();
        let mut chain = Chain::default();
        let free = chain.run(&emissions, &transitions, &[]);
        for row in &chain.tags {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{row:?}");
        }
        assert!((chain.pairs.iter().flatten().sum::<f32>() - 5.0).abs() < 1e-3);
        let all = (1u32 << TAGS) - 1;
        let bound = chain.run(&emissions, &transitions, &[all, 1 << OUTSIDE, all, all, all]);
        assert!(bound < free);
        assert!((chain.tags[1][usize::from(OUTSIDE)] - 1.0).abs() < 1e-4);
    }
}
