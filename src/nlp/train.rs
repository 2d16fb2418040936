//! Teaches the tagger: a linear-chain conditional random field (Lafferty et al. 2001), fitted by stochastic gradients with
//! a step of its own for each weight (`AdaGrad`, Duchi et al. 2011), pruned and packed into a [`Model`].

pub mod augment;
pub mod chain;
pub mod encode;
pub mod pack;
pub mod sample;
mod second;
pub mod weights;

use super::lexicon::Lexicon;
use super::model::Model;
use encode::{Encoder, Sentence};
use weights::Fit;

pub use sample::{Sample, SampleError};

/// How to train.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Passes over the samples.
    pub passes: u32,
    /// Step of the gradient.
    pub step: f32,
    /// Seed of the order, of what is left out, and of what is added.
    pub seed: u64,
    /// A feature seen less often than this is not learnt.
    pub min_count: u32,
    /// Features kept in the model.
    pub keep: usize,
    /// Share of features left out at random while learning, so that no one of them is relied on.
    pub dropout: f32,
    /// Weights are averaged over so many passes at the end.
    pub average: u32,
    /// Share of sentences that are learnt once more in capitals, in headline case and in small letters.
    pub recase: f32,
    /// Share of samples that are learnt as if no word were on a list of names, so that the lists are not relied on.
    pub unlisted: f32,
    /// Nats by which the model leans to finding a name where it is in doubt.
    pub lean: f32,
    /// Whether a second pass over each text is taught as well.
    pub second: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            passes: 6,
            step: 0.012,
            seed: 1,
            min_count: 2,
            keep: 300_000,
            dropout: 0.2,
            average: 3,
            recase: 0.06,
            unlisted: 0.15,
            lean: 0.0,
            second: true,
        }
    }
}

/// What goes on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Progress {
    /// Samples are read into features: tokens, features.
    Encoded(usize, usize),
    /// So many of so many sentences of a pass are done.
    Sentences(u32, usize, usize),
    /// A pass is done: its number, and the mean loss of a token.
    Pass(u32, f64),
    /// For the second pass: a model of this half of the samples (1 or 2) is done.
    Half(u32),
}

/// Trains a model on `samples`. With `from`, goes on from that model.
///
/// The same samples, options and starting point give the same model, byte for byte.
pub fn train(
    samples: &[Sample],
    lexicon: &Lexicon,
    from: Option<&Model>,
    options: &Options,
    mut progress: impl FnMut(Progress, Option<&Model>),
) -> Model {
    let model = first(samples, lexicon, from, options, &mut progress);
    if options.second && from.is_none() {
        second::teach(model, samples, lexicon, options, &mut progress)
    } else {
        model
    }
}

/// Teaches the first pass.
fn first(
    samples: &[Sample],
    lexicon: &Lexicon,
    from: Option<&Model>,
    options: &Options,
    progress: &mut impl FnMut(Progress, Option<&Model>),
) -> Model {
    let mut random = Random::new(options.seed);
    let mut all: Vec<Sample> = samples.to_vec();
    augment::recase(&mut all, options.recase, &mut random);
    let encoder = Encoder::new(&all, lexicon, if from.is_some() { 1 } else { options.min_count });
    let bare = Lexicon { classes: lexicon.classes.clone(), ..Lexicon::default() };
    let mut sentences: Vec<Sentence> = Vec::new();
    for sample in &all {
        let known = if random.unit() < options.unlisted { &bare } else { lexicon };
        sentences.append(&mut encoder.encode(sample, known));
    }
    drop(all);
    let tokens: usize = sentences.iter().map(Sentence::len).sum();
    progress(Progress::Encoded(tokens, encoder.len()), None);
    let mut fit = Fit::new(&encoder, from);
    let mut order: Vec<u32> = (0..sentences.len() as u32).collect();
    for pass in 1..=options.passes {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for (done, at) in order.iter().enumerate() {
            if let Some(sentence) = sentences.get(*at as usize) {
                loss += fit.learn(sentence, options.step, options.dropout, &mut random);
            }
            if done % 8192 == 0 {
                progress(Progress::Sentences(pass, done, order.len()), None);
            }
        }
        if pass + options.average > options.passes {
            fit.remember();
        }
        let model = pack::pack(&fit, &encoder, lexicon, from, options);
        progress(Progress::Pass(pass, loss / tokens.max(1) as f64), Some(&model));
    }
    pack::pack(&fit, &encoder, lexicon, from, options)
}

/// Pseudo-random numbers (`SplitMix64`, Steele et al. 2014).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to 1, 1 excluded.
    pub fn unit(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.bits() % (at as u64 + 1)) as usize);
        }
    }
}
