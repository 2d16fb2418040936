//! From text to a [`Document`]: tokens, sentences, words, and what stands where.

use super::features::Document;
use super::lexicon::Lexicon;
use super::words::Words;
use super::{furniture, sentence, tokenizer};
use crate::model::{Analysis, Zone, ZoneKind};

/// Fills `analysis` with tokens and sentences and `document` with what the features need; `numbers` gets each token's
/// number in `words`. `fresh` is called with each word met for the first time, in the order of their numbers.
pub fn prepare(
    text: &str,
    zones: &[Zone],
    lexicon: &Lexicon,
    words: &mut Words,
    document: &mut Document,
    numbers: &mut Vec<u32>,
    mut fresh: impl FnMut(&super::word::Word, &str),
) -> Analysis {
    let mut analysis = Analysis::default();
    document.clear();
    numbers.clear();
    for zone in zones {
        let base = analysis.tokens.len();
        let first = analysis.sentences.len();
        tokenizer::tokenize(text, zone.span, &mut analysis.tokens);
        let tokens = analysis.tokens.get(base..).unwrap_or(&[]);
        let leads = (zone.kind != ZoneKind::Headline).then_some(&mut document.leads);
        sentence::split(text, tokens, base as u32, lexicon, &mut analysis.sentences, leads);
        for sentence in analysis.sentences.get(first..).unwrap_or(&[]) {
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            for token in analysis.tokens.get(range.clone()).unwrap_or(&[]) {
                let written = token.span.of(text);
                let (number, lower, new) = words.intern(written, lexicon);
                let (word, kind) = (words.word(number), words.place(lower));
                if new {
                    fresh(&word, written);
                }
                numbers.push(number);
                document.push(word, kind);
            }
            document.end_sentence(range.start, zone.kind == ZoneKind::Headline);
        }
    }
    furniture::mark(text, &analysis.tokens, &analysis.sentences, &mut document.furniture);
    document.finish(words.kinds(), lexicon);
    analysis
}
