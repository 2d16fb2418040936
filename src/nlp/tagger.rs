//! Scores the tags of each token and decodes them. Holds the working memory that one thread needs.

use super::consistency::Settling;
use super::features::document::Case;
use super::features::{self, Document, History, SLOTS};
use super::label::{self, NAMES};
use super::model::{Keys, Model};
use super::prepare::prepare;
use super::titles::Titles;
use super::viterbi::{Lattice, Scores};
use super::words::Words;
use crate::model::{Analysis, NameMention, TokenKind, Zone};
use crate::text::Span;

/// Distinct words kept between texts: about 9 MB with their sums.
const KEPT_WORDS: usize = 30_000;

/// A post has no more tokens.
const POST: usize = 80;

/// Sums of one word's features, seen from each slot.
type Sums = [Scores; SLOTS];

/// Working memory of one thread.
#[derive(Debug, Default)]
pub struct Scratch {
    words: Words,
    sums: Vec<Sums>,
    edge: Option<Box<Sums>>,
    document: Document,
    history: History,
    numbers: Vec<u32>,
    scores: Vec<Scores>,
    /// Keys of the features of one token.
    keys: Keys,
    lattice: Lattice,
    tags: Vec<u8>,
    sentence_tags: Vec<u8>,
    titles: Titles,
}

impl Scratch {
    /// Finds the names of a text.
    pub fn tag(&mut self, model: &Model, text: &str, zones: &[Zone]) -> Analysis {
        let mut analysis = self.first_pass(model, text, zones);
        self.second_pass(model);
        let kinds = &analysis.tokens;
        let Self { document, scores, tags, titles, .. } = self;
        let breaks = |at: usize| {
            kinds.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Url | TokenKind::Handle))
                || document.is_furniture(at)
        };
        let post =
            kinds.len() <= POST && kinds.iter().any(|token| is_of_posts(token.kind) || token.span.of(text) == "@");
        Settling { document, scores, unit: model.unit, tags, titles, post, breaks }.settle();
        collect(&self.tags, &self.scores, model.unit, &mut analysis);
        analysis
    }

    /// Tags each sentence by itself.
    pub(crate) fn first_pass(&mut self, model: &Model, text: &str, zones: &[Zone]) -> Analysis {
        if self.words.begin(KEPT_WORDS) {
            self.sums.clear();
        }
        let edge = *self.edge.get_or_insert_with(|| Box::new(edge_sums(model))).as_ref();
        let Self { words, sums, document, numbers, .. } = self;
        let analysis = prepare(text, zones, &model.lexicon, words, document, numbers, |word, written| {
            sums.push(sums_of(model, word, written));
        });
        self.lattice.learn(&model.transitions);
        self.score(model, &edge);
        self.decode();
        analysis
    }

    /// The words, the scores and the tags of the text that was tagged last.
    pub(crate) fn state(&self) -> (&Document, &[Scores], &[u8]) {
        (&self.document, &self.scores, &self.tags)
    }

    /// Tags the sentences once more that hold words the first pass met elsewhere in the text.
    fn second_pass(&mut self, model: &Model) {
        let Self { document, history, scores, keys, lattice, tags, sentence_tags, .. } = self;
        if !history.gather(document, tags) {
            return;
        }
        for (range, _) in &document.sentences {
            let range = range.start as usize..range.end as usize;
            let mut changed = false;
            for at in range.clone() {
                let Some(score) = scores.get_mut(at) else { continue };
                let before = *score;
                history.features(document, at, &mut |key| keys.push(key));
                model.weights.add_all(keys, score);
                changed |= *score != before;
            }
            if changed && let (Some(rows), Some(tags)) = (scores.get(range.clone()), tags.get_mut(range)) {
                sentence_tags.clear();
                lattice.decode_sentence(rows, sentence_tags);
                tags.copy_from_slice(sentence_tags);
            }
        }
    }

    fn score(&mut self, model: &Model, edge: &Sums) {
        let Self { sums, document, numbers, scores, keys, .. } = self;
        scores.clear();
        scores.reserve(numbers.len());
        for (range, case) in &document.sentences {
            let range = range.start as usize..range.end as usize;
            for at in range.clone() {
                let mut total: Scores = [0; NAMES];
                features::slots(at == range.start, *case != Case::Plain, |offset, slot| {
                    let there = at.wrapping_add_signed(offset);
                    let word = if range.contains(&there) { numbers.get(there) } else { None };
                    let row = word.and_then(|word| sums.get(*word as usize)).unwrap_or(edge);
                    if let Some(row) = row.get(slot) {
                        for (score, part) in total.iter_mut().zip(row) {
                            *score = score.saturating_add(*part);
                        }
                    }
                });
                features::context(document, at, &mut |key| keys.push(key));
                model.weights.add_all(keys, &mut total);
                scores.push(total);
            }
        }
    }

    fn decode(&mut self) {
        let Self { document, scores, lattice, tags, .. } = self;
        tags.clear();
        for (range, _) in &document.sentences {
            let rows = scores.get(range.start as usize..range.end as usize).unwrap_or(&[]);
            lattice.decode_sentence(rows, tags);
        }
    }
}

const fn is_of_posts(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Url | TokenKind::Handle | TokenKind::Hashtag)
}

fn sums_of(model: &Model, word: &super::word::Word, written: &str) -> Sums {
    let mut sums = [[0; NAMES]; SLOTS];
    for (slot, sum) in sums.iter_mut().enumerate() {
        features::unary(word, written, slot, &mut |key| model.weights.add(key, sum));
    }
    sums
}

fn edge_sums(model: &Model) -> Sums {
    sums_of(model, &super::word::Word::edge(), "")
}

/// Turns tags into mentions, each with how sure it is.
fn collect(tags: &[u8], scores: &[Scores], unit: f32, analysis: &mut Analysis) {
    let (tokens, mentions) = (&analysis.tokens, &mut analysis.mentions);
    label::spans(tags, |start, end, kind| {
        let (Some(first), Some(last)) = (tokens.get(start), tokens.get(end - 1)) else { return };
        let sure =
            super::confidence::of(tags.get(start..end).unwrap_or(&[]), scores.get(start..end).unwrap_or(&[]), unit);
        mentions.push(NameMention { span: Span::new(first.span.start, last.span.end), kind, score: sure });
    });
}
