//! The weights while they are learnt.

use super::Random;
use super::chain::{Chain, Row, exp_transitions};
use super::encode::{Encoder, Sentence};
use crate::nlp::label::{NAMES, TAGS};
use crate::nlp::model::Model;

/// Weights of one feature for each name tag; "outside" is the measure, and always 0.
pub type Weights = [f32; NAMES];

/// Gradients below this are not worth a visit to memory.
const NEGLIGIBLE: f32 = 2e-3;

/// The weights, their steps, and the memory of the learner.
#[derive(Debug)]
pub struct Fit {
    weights: Vec<Weights>,
    squares: Vec<Weights>,
    sums: Vec<Weights>,
    remembered: u32,
    transitions: [Row; TAGS],
    transition_squares: [Row; TAGS],
    transition_sums: [Row; TAGS],
    /// Whether transitions are given and not learnt.
    held: bool,
    full: Chain,
    bound: Chain,
    emissions: Vec<Row>,
    kept: Vec<u32>,
    starts: Vec<usize>,
}

impl Fit {
    /// Begins at nothing, or at a model.
    pub fn new(encoder: &Encoder, from: Option<&Model>) -> Self {
        let mut weights = vec![[0.0; NAMES]; encoder.len()];
        let mut transitions = [[0.0; TAGS]; TAGS];
        if let Some(model) = from {
            transitions = transitions_of(model);
            for (key, row) in model.weights.rows() {
                if let Ok(at) = encoder.keys().binary_search(&key)
                    && let Some(slots) = weights.get_mut(at)
                {
                    *slots = row.map(|weight| f32::from(weight) * model.unit);
                }
            }
        }
        Self {
            squares: vec![[1e-4; NAMES]; weights.len()],
            weights,
            sums: Vec::new(),
            remembered: 0,
            transitions,
            transition_squares: [[1e-4; TAGS]; TAGS],
            transition_sums: [[0.0; TAGS]; TAGS],
            held: false,
            full: Chain::default(),
            bound: Chain::default(),
            emissions: Vec::new(),
            kept: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// Takes the transitions of a model and keeps them.
    pub fn hold_transitions(&mut self, model: &Model) {
        self.transitions = transitions_of(model);
        self.held = true;
    }

    /// Learns one sentence; returns its loss before.
    pub fn learn(&mut self, sentence: &Sentence, step: f32, dropout: f32, random: &mut Random) -> f64 {
        self.emit(sentence, dropout, random);
        let transitions = exp_transitions(&self.transitions);
        let all = self.full.run(&self.emissions, &transitions, &[]);
        let good = self.bound.run(&self.emissions, &transitions, &sentence.allowed);
        let weight = sentence.weight;
        for at in 0..sentence.len() {
            let (good, all) = (&self.bound.tags[at], &self.full.tags[at]);
            let mut gradient = [0.0; NAMES];
            let mut largest = 0.0f32;
            for (slot, (good, all)) in gradient.iter_mut().zip(good.iter().zip(all)) {
                *slot = (good - all) * weight;
                largest = largest.max(slot.abs());
            }
            if largest < NEGLIGIBLE {
                continue;
            }
            for feature in &self.kept[self.starts[at]..self.starts[at + 1]] {
                let at = *feature as usize;
                ascend(&mut self.weights[at], &mut self.squares[at], &gradient, step);
            }
        }
        for left in (0..TAGS).filter(|_| !self.held) {
            let mut gradient = [0.0; TAGS];
            for (slot, (good, all)) in
                gradient.iter_mut().zip(self.bound.pairs[left].iter().zip(&self.full.pairs[left]))
            {
                *slot = (good - all) * weight;
            }
            ascend(&mut self.transitions[left], &mut self.transition_squares[left], &gradient, step);
        }
        (all - good) * f64::from(weight)
    }

    /// Scores of each token with some features left out, as `exp`.
    fn emit(&mut self, sentence: &Sentence, dropout: f32, random: &mut Random) {
        self.emissions.clear();
        self.kept.clear();
        self.starts.clear();
        self.starts.push(0);
        let bound = (f64::from(dropout) * 65536.0) as u64;
        let scale = 1.0 / (1.0 - dropout);
        for at in 0..sentence.len() {
            let base = sentence.base.get(at).copied().unwrap_or_default();
            let mut total = [0.0f32; NAMES];
            let (mut bits, mut left) = (0, 0);
            for feature in sentence.of(at) {
                if left == 0 {
                    (bits, left) = (random.bits(), 4);
                }
                let out = bits & 0xffff < bound;
                bits >>= 16;
                left -= 1;
                if out {
                    continue;
                }
                self.kept.push(*feature);
                for (sum, weight) in total.iter_mut().zip(&self.weights[*feature as usize]) {
                    *sum += weight;
                }
            }
            self.starts.push(self.kept.len());
            let mut row = [0.0; TAGS];
            for (sum, base) in total.iter_mut().zip(base) {
                *sum = *sum * scale + base;
            }
            let top = total.iter().fold(0.0f32, |top, score| top.max(*score));
            for (slot, score) in row.iter_mut().zip(total.iter().chain(&[0.0])) {
                *slot = (score - top).max(-60.0).exp();
            }
            self.emissions.push(row);
        }
    }

    /// Adds the weights as they are to the average.
    pub fn remember(&mut self) {
        if self.sums.is_empty() {
            self.sums = vec![[0.0; NAMES]; self.weights.len()];
        }
        for (sum, weight) in self.sums.iter_mut().flatten().zip(self.weights.iter().flatten()) {
            *sum += weight;
        }
        for (sum, weight) in self.transition_sums.iter_mut().flatten().zip(self.transitions.iter().flatten()) {
            *sum += weight;
        }
        self.remembered += 1;
    }

    /// Weights of a feature: the average if there is one.
    pub fn weights(&self, at: usize) -> Weights {
        match self.sums.get(at) {
            Some(sums) => sums.map(|sum| sum / self.remembered as f32),
            None => self.weights.get(at).copied().unwrap_or_default(),
        }
    }

    /// Transitions: the average if there is one.
    pub fn transitions(&self) -> [Row; TAGS] {
        if self.remembered == 0 {
            return self.transitions;
        }
        self.transition_sums.map(|row| row.map(|sum| sum / self.remembered as f32))
    }
}

fn transitions_of(model: &Model) -> [Row; TAGS] {
    model.transitions.map(|row| row.map(|score| (score as f32 * model.unit).max(-8.0)))
}

#[inline]
fn ascend<const N: usize>(weights: &mut [f32; N], squares: &mut [f32; N], gradient: &[f32; N], step: f32) {
    for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(gradient) {
        *square += slope * slope;
        *weight += step * slope / square.sqrt();
    }
}
