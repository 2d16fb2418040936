//! The second pass is taught after the first: on what first passes said of texts they were not taught (each half of the
//! samples is read by a model of the other half), so that it sees the mistakes it will meet.

use rustc_hash::FxHashMap;

use super::encode::{Encoder, Reader, Sentence};
use super::weights::Fit;
use super::{Options, Progress, Random, Sample};
use crate::model::{Zone, ZoneKind};
use crate::nlp::features::History;
use crate::nlp::label::NAMES;
use crate::nlp::lexicon::Lexicon;
use crate::nlp::model::{Model, Row, Weights};
use crate::nlp::tagger::Scratch;
use crate::text::Span;

/// Passes over the samples.
const PASSES: u32 = 4;
/// Step of the gradient.
const STEP: f32 = 0.02;
/// Samples that follow each other may be parts of one article: so many stay together.
const TOGETHER: usize = 32;
/// A feature seen less often is not learnt.
const MIN_COUNT: u32 = 4;

/// Teaches the second pass of `model` and adds it to its weights.
pub fn teach(
    model: Model,
    samples: &[Sample],
    lexicon: &Lexicon,
    options: &Options,
    progress: &mut impl FnMut(Progress, Option<&Model>),
) -> Model {
    let options =
        Options { passes: options.passes.div_ceil(2), average: options.average.div_ceil(2), ..options.clone() };
    let mut sentences = Vec::new();
    for half in 0..2 {
        let other = |at: usize| (at / TOGETHER) % 2 != half;
        let learnt: Vec<Sample> =
            samples.iter().enumerate().filter(|(at, _)| other(*at)).map(|(_, sample)| sample.clone()).collect();
        let first = super::first(&learnt, lexicon, None, &options, &mut |_, _| {});
        progress(Progress::Half(half as u32 + 1), None);
        let mut reader = Reader::default();
        let mut scratch = Scratch::default();
        for (_, sample) in samples.iter().enumerate().filter(|(at, _)| !other(*at)) {
            read(&first, sample, lexicon, (&mut reader, &mut scratch), &mut sentences);
        }
    }
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for key in sentences.iter().flat_map(|sentence| &sentence.features) {
        *counts.entry(*key).or_default() += 1;
    }
    let encoder = Encoder::of(counts, MIN_COUNT);
    for sentence in &mut sentences {
        encoder.number(sentence);
    }
    let mut fit = Fit::new(&encoder, None);
    fit.hold_transitions(&model);
    let mut random = Random::new(options.seed);
    let mut order: Vec<u32> = (0..sentences.len() as u32).collect();
    for pass in 1..=PASSES {
        random.shuffle(&mut order);
        for sentence in order.iter().filter_map(|at| sentences.get(*at as usize)) {
            fit.learn(sentence, STEP, 0.0, &mut random);
        }
        if pass > 1 {
            fit.remember();
        }
    }
    with_rows(model, &fit, &encoder)
}

/// Adds a sample's sentences that have features of the second pass; the features are keys still.
fn read(
    first: &Model,
    sample: &Sample,
    lexicon: &Lexicon,
    (reader, scratch): (&mut Reader, &mut Scratch),
    sentences: &mut Vec<Sentence>,
) {
    let zone = Zone { span: Span::new(0, sample.text.len() as u32), kind: ZoneKind::Body };
    scratch.first_pass(first, &sample.text, &[zone]);
    let (document, scores, tags) = scratch.state();
    let mut history = History::default();
    if !history.gather(document, tags) {
        return;
    }
    reader.read(sample, lexicon);
    let allowed = reader.allowed(sample);
    for (range, _) in &document.sentences {
        let range = range.start as usize..range.end as usize;
        let mut features = Vec::new();
        let mut starts = vec![0];
        for at in range.clone() {
            history.features(document, at, &mut |key| features.push(key));
            starts.push(features.len() as u32);
        }
        let (Some(allowed), Some(scores), false) = (allowed.get(range.clone()), scores.get(range), features.is_empty())
        else {
            continue;
        };
        let base = scores.iter().map(|row| row.map(|score| f32::from(score) * first.unit)).collect();
        sentences.push(Sentence { features, starts, allowed: allowed.to_vec(), weight: sample.weight, base });
    }
}

fn with_rows(model: Model, fit: &Fit, encoder: &Encoder) -> Model {
    let mut rows: Vec<(u32, Row)> = model.weights.rows().map(|(key, row)| (key, *row)).collect();
    for (at, key) in encoder.keys().iter().enumerate() {
        let row: Row = fit.weights(at).map(|weight: f32| (weight / model.unit).round().clamp(-127.0, 127.0) as i8);
        debug_assert_eq!(row.len(), NAMES);
        if row.iter().any(|weight| *weight != 0) {
            rows.push((*key, row));
        }
    }
    rows.sort_by_key(|(key, _)| *key);
    rows.dedup_by_key(|(key, _)| *key);
    Model { weights: Weights::new(&rows), ..model }
}
