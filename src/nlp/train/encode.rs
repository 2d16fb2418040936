//! Samples as numbers: for each token its features and the tags it may have.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Sample;
use crate::model::{Analysis, EntityKind, Zone, ZoneKind};
use crate::nlp::features::document::Case;
use crate::nlp::features::{self, Document};
use crate::nlp::label::{NAMES, OUTSIDE, TAGS, kind, write};
use crate::nlp::lexicon::Lexicon;
use crate::nlp::prepare::prepare;
use crate::nlp::word::{CAPITAL, JOINT, MARK, Word};
use crate::nlp::words::Words;
use crate::text::Span;

/// Every tag.
const ANY: u32 = (1 << TAGS) - 1;

/// One sentence: features of token `n` are `features[starts[n]..starts[n + 1]]`.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Numbers of features.
    pub features: Vec<u32>,
    /// Where each token's features begin.
    pub starts: Vec<u32>,
    /// Tags each token may have, one bit each.
    pub allowed: Vec<u32>,
    /// How much it counts.
    pub weight: f32,
    /// What each token's tags have before any feature, in nats; empty for nothing.
    pub base: Vec<[f32; NAMES]>,
}

impl Sentence {
    /// Tokens.
    pub fn len(&self) -> usize {
        self.allowed.len()
    }

    /// Whether it has no tokens.
    pub fn is_empty(&self) -> bool {
        self.allowed.is_empty()
    }

    /// Features of a token.
    pub fn of(&self, token: usize) -> &[u32] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(from), Some(to)) => self.features.get(*from as usize..*to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }
}

/// The features that are learnt, numbered.
#[derive(Debug)]
pub struct Encoder {
    numbers: FxHashMap<u32, u32>,
    keys: Vec<u32>,
    /// How often each was seen.
    counts: Vec<u32>,
}

impl Encoder {
    /// Numbers the features that are seen at least `min_count` times.
    pub fn new(samples: &[Sample], lexicon: &Lexicon, min_count: u32) -> Self {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        let mut reader = Reader::default();
        for sample in samples {
            reader.read(sample, lexicon);
            reader.each(|_, _, key| *counts.entry(key).or_default() += 1);
        }
        Self::of(counts, min_count)
    }

    /// Numbers features by how often they were seen.
    pub fn of(counts: FxHashMap<u32, u32>, min_count: u32) -> Self {
        let mut kept: Vec<(u32, u32)> = counts.into_iter().filter(|(_, count)| *count >= min_count).collect();
        kept.sort_unstable();
        let numbers = kept.iter().enumerate().map(|(number, (key, _))| (*key, number as u32)).collect();
        let (keys, counts) = kept.into_iter().unzip();
        Self { numbers, keys, counts }
    }

    /// Puts numbers in place of a sentence's keys; drops features that are not learnt.
    pub fn number(&self, sentence: &mut Sentence) {
        let mut features = Vec::with_capacity(sentence.features.len());
        let mut starts = Vec::with_capacity(sentence.starts.len());
        for token in 0..sentence.len() {
            starts.push(features.len() as u32);
            features.extend(sentence.of(token).iter().filter_map(|key| self.numbers.get(key)));
        }
        starts.push(features.len() as u32);
        (sentence.features, sentence.starts) = (features, starts);
    }

    /// How many features there are.
    pub const fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Keys of the features, by number.
    pub fn keys(&self) -> &[u32] {
        &self.keys
    }

    /// How often each feature was seen, by number.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// A sample's sentences.
    pub fn encode(&self, sample: &Sample, lexicon: &Lexicon) -> Vec<Sentence> {
        let mut reader = Reader::default();
        reader.read(sample, lexicon);
        let allowed = reader.allowed(sample);
        let mut sentences: Vec<Sentence> = Vec::new();
        let mut last = None;
        for sentence in &reader.analysis.sentences {
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            sentences.push(Sentence {
                features: Vec::new(),
                starts: Vec::with_capacity(range.len() + 1),
                allowed: allowed.get(range).unwrap_or(&[]).to_vec(),
                weight: sample.weight,
                base: Vec::new(),
            });
        }
        reader.each(|sentence, token, key| {
            let Some(into) = sentences.get_mut(sentence) else { return };
            if last != Some(token) {
                into.starts.push(into.features.len() as u32);
                last = Some(token);
            }
            if let Some(number) = self.numbers.get(&key) {
                into.features.push(*number);
            }
        });
        for sentence in &mut sentences {
            sentence.starts.push(sentence.features.len() as u32);
        }
        sentences
    }
}

/// Reads a sample as the tagger would.
#[derive(Default)]
pub struct Reader {
    words: Words,
    written: Vec<String>,
    table: Vec<Word>,
    document: Document,
    numbers: Vec<u32>,
    analysis: Analysis,
}

impl Reader {
    /// Reads a sample.
    pub fn read(&mut self, sample: &Sample, lexicon: &Lexicon) {
        if self.words.begin(200_000) {
            self.written.clear();
            self.table.clear();
        }
        let zone = Zone { span: Span::new(0, sample.text.len() as u32), kind: ZoneKind::Body };
        let Self { words, written, table, document, numbers, .. } = self;
        self.analysis = prepare(&sample.text, &[zone], lexicon, words, document, numbers, |word, text| {
            table.push(*word);
            written.push(text.to_owned());
        });
    }

    /// Calls `found` with sentence, token and key of each feature, in order.
    fn each(&self, mut found: impl FnMut(usize, usize, u32)) {
        let edge = Word::edge();
        for (sentence, (range, case)) in self.document.sentences.iter().enumerate() {
            let range = range.start as usize..range.end as usize;
            for at in range.clone() {
                features::slots(at == range.start, *case != Case::Plain, |offset, slot| {
                    let there = at.wrapping_add_signed(offset);
                    let number = if range.contains(&there) { self.numbers.get(there) } else { None };
                    let word = number.and_then(|number| self.table.get(*number as usize)).unwrap_or(&edge);
                    let text = number.and_then(|number| self.written.get(*number as usize)).map_or("", String::as_str);
                    features::unary(word, text, slot, &mut |key| found(sentence, at, key));
                });
                features::context(&self.document, at, &mut |key| found(sentence, at, key));
            }
        }
    }

    /// The tags each token may have.
    pub fn allowed(&self, sample: &Sample) -> Vec<u32> {
        let mut tags = vec![OUTSIDE; self.analysis.tokens.len()];
        for (span, kind) in &sample.names {
            let (first, last) = tokens_under(&self.analysis, *span);
            for sentence in &self.analysis.sentences {
                // A name over the end of a sentence is learnt as its parts.
                let range: Range<usize> = sentence.tokens.start as usize..sentence.tokens.end as usize;
                let (from, to) = (first.max(range.start), last.min(range.end));
                if from < to {
                    write(&mut tags, from, to, *kind);
                }
            }
        }
        let mut free = 1u32 << OUTSIDE;
        for tag in 0..TAGS as u8 {
            if kind(tag).is_some_and(|kind: EntityKind| sample.unmarked.contains(&kind)) {
                free |= 1 << tag;
            }
        }
        let open = |at: usize, tag: u8| {
            if tag != OUTSIDE {
                1 << tag
            } else if self.is_unsure(at) {
                ANY
            } else {
                free
            }
        };
        let mut allowed: Vec<u32> = tags.iter().enumerate().map(|(at, tag)| open(at, *tag)).collect();
        for span in &sample.open {
            let (first, last) = tokens_under(&self.analysis, *span);
            for (slot, tag) in allowed.iter_mut().zip(&tags).take(last).skip(first) {
                if *tag == OUTSIDE {
                    *slot = ANY;
                }
            }
        }
        allowed
    }

    /// One of two capitalised words with a hyphen: sets whose tokens are whole words cannot mark the two names in
    /// "U.S.-Russia", so they do not say that there are none.
    fn is_unsure(&self, at: usize) -> bool {
        let capital = |at: usize| self.document.words.get(at).is_some_and(|word| word.is(CAPITAL));
        let hyphen = |at: usize| self.document.words.get(at).is_some_and(|word| word.is(JOINT | MARK));
        let glued = |left: usize| match (self.analysis.tokens.get(left), self.analysis.tokens.get(left + 1)) {
            (Some(left), Some(right)) => left.span.end == right.span.start,
            _ => false,
        };
        let after = hyphen(at + 1) && glued(at) && glued(at + 1) && capital(at + 2);
        let before = at > 1 && hyphen(at - 1) && glued(at - 1) && glued(at - 2) && capital(at - 2);
        capital(at) && (after || before)
    }
}

/// Tokens that share a byte with a span.
fn tokens_under(analysis: &Analysis, span: Span) -> (usize, usize) {
    let first = analysis.tokens.partition_point(|token| token.span.end <= span.start);
    let last = analysis.tokens.partition_point(|token| token.span.start < span.end);
    (first, last.max(first))
}
