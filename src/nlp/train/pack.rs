//! Makes a model of what was learnt: the features that matter most, in 8 bits each.

use super::Options;
use super::encode::Encoder;
use super::weights::Fit;
use crate::nlp::label::{self, Place, TAGS};
use crate::nlp::lexicon::Lexicon;
use crate::nlp::model::{Model, Row, Weights};
use crate::nlp::viterbi::well_formed;

/// Share of the weights that may be cut off at the largest number of 8 bits.
const CUT_OFF: f64 = 0.0005;

/// Packs what was learnt. Features of `from` that were not met stay as they are.
pub fn pack(fit: &Fit, encoder: &Encoder, lexicon: &Lexicon, from: Option<&Model>, options: &Options) -> Model {
    let mut rows: Vec<(u32, [f32; 16], f32)> = Vec::with_capacity(encoder.len());
    for (at, (key, count)) in encoder.keys().iter().zip(encoder.counts()).enumerate() {
        let weights = fit.weights(at);
        let size = weights.iter().map(|weight| weight.abs()).fold(0.0f32, f32::max);
        rows.push((*key, weights, size * (*count as f32).powf(0.25)));
    }
    if let Some(model) = from {
        let old = model.weights.rows().filter(|(key, _)| encoder.keys().binary_search(key).is_err());
        rows.extend(old.map(|(key, row)| (key, row.map(|weight| f32::from(weight) * model.unit), f32::MAX)));
    }
    rows.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    rows.truncate(options.keep);
    let unit = unit(&rows);
    let mut packed: Vec<(u32, Row)> = rows
        .iter()
        .map(|(key, weights, _)| (*key, weights.map(|weight| (weight / unit).round().clamp(-127.0, 127.0) as i8)))
        .filter(|(_, row)| row.iter().any(|weight| *weight != 0))
        .collect();
    packed.sort_unstable_by_key(|(key, _)| *key);
    let mut transitions = [[0; TAGS]; TAGS];
    for (to, from) in transitions.iter_mut().flatten().zip(fit.transitions().iter().flatten()) {
        *to = (from / unit).round() as i32;
    }
    // Names in text of other kinds than the samples are missed more often than they are made up.
    for row in &mut transitions {
        for (tag, score) in row.iter_mut().enumerate() {
            if matches!(label::place(tag as u8), Some(Place::Begin | Place::Unit)) {
                *score += (options.lean / unit).round() as i32;
            }
        }
    }
    Model {
        lexicon: lexicon.clone(),
        weights: Weights::new(&packed),
        transitions: well_formed(transitions),
        unit,
        note: from.map_or_else(String::new, |model| model.note.clone()),
    }
}

/// The step of the 8-bit scale.
fn unit(rows: &[(u32, [f32; 16], f32)]) -> f32 {
    let mut sizes: Vec<f32> = rows.iter().flat_map(|row| row.1.iter().map(|weight| weight.abs())).collect();
    if sizes.is_empty() {
        return 0.05;
    }
    let place = ((1.0 - CUT_OFF) * (sizes.len() - 1) as f64) as usize;
    let (_, size, _) = sizes.select_nth_unstable_by(place, f32::total_cmp);
    (*size / 127.0).max(1e-6)
}
