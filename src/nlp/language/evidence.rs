//! What the words of a text, or of a part of it, say of its language.

use std::borrow::Cow;

use super::Known;
use super::words::{English, FunctionWords};
use crate::model::{Token, TokenKind};
use crate::nlp::hash;

/// Words of the text that are counted.
const COUNTED: usize = 1500;
/// Small words between two capitalised words that may be inside of a name: "de la", "von der".
const INSIDE: usize = 3;
/// A text of fewer words in capitals says nothing.
const CAPITALS: usize = 6;

/// Words of a text by what they say.
#[derive(Debug, Default)]
pub(super) struct Evidence<'t> {
    /// Function words of English.
    pub(super) own: usize,
    /// Function words of English and of other languages.
    pub(super) shared: usize,
    /// Words in small letters outside of names, and function words that begin a sentence.
    pub(super) small: Vec<Cow<'t, str>>,
    /// All words.
    pub(super) words: usize,
    /// Whether it is written in capitals only, so that names cannot be told.
    pub(super) capitals: bool,
}

impl<'t> Evidence<'t> {
    /// Counts the words of `tokens`.
    pub(super) fn gather(text: &'t str, tokens: &[Token], function: &FunctionWords) -> Self {
        let mut evidence = Self::default();
        // Particles behind a capitalised word: another one after them makes them part of its name.
        let mut particles: Vec<&str> = Vec::new();
        let (mut named, mut opens, mut loud) = (false, true, 0);
        for token in tokens.iter().take(4 * COUNTED) {
            let word = token.span.of(text);
            if token.kind != TokenKind::Word {
                named &= matches!(word, "-" | "'" | "’");
                opens = matches!(word, "." | "!" | "?" | "\"" | "“" | "«" | "¿" | "¡" | ":") || opens && !named;
                continue;
            }
            evidence.words += 1;
            if evidence.words > COUNTED {
                break;
            }
            if word.starts_with(char::is_uppercase) {
                loud += usize::from(!word.chars().any(char::is_lowercase));
                particles.clear();
                named = true;
                if opens && (function.english(word) == English::Own || function.others(word) != 0) {
                    evidence.add(Cow::Owned(word.to_lowercase()), function);
                }
            } else if named && particles.len() < INSIDE && function.is_particle(word) {
                particles.push(word);
            } else {
                for word in particles.drain(..).chain([word]) {
                    evidence.add(Cow::Borrowed(word), function);
                }
                named = false;
            }
            opens = false;
        }
        for word in particles {
            evidence.add(Cow::Borrowed(word), function);
        }
        if evidence.words >= CAPITALS && loud * 10 >= evidence.words * 9 {
            evidence.lower_all(text, tokens, function);
        }
        evidence
    }

    /// A text in capitals: all of its words count.
    fn lower_all(&mut self, text: &str, tokens: &[Token], function: &FunctionWords) {
        *self = Self { capitals: true, words: self.words, ..Self::default() };
        let words = tokens.iter().filter(|token| token.kind == TokenKind::Word).take(COUNTED);
        for word in words.map(|token| token.span.of(text).to_lowercase()) {
            self.add(Cow::Owned(word), function);
        }
    }

    fn add(&mut self, word: Cow<'t, str>, function: &FunctionWords) {
        match function.english(&word) {
            English::Own => self.own += 1,
            English::Shared => self.shared += 1,
            English::Other => {}
        }
        self.small.push(word);
    }

    /// So many words are English only that nothing else need be looked at.
    pub(super) fn is_plainly_english(&self) -> bool {
        self.own >= 2 && self.own * 8 >= self.small.len()
    }

    /// In English every second or third small word is a function word; in other languages hardly one in ten is written like
    /// one, and next to none like those that are English only.
    pub(super) fn is_english(&self) -> bool {
        let (own, all, small) = (self.own, self.own + self.shared, self.small.len());
        own >= 1 && all * 5 >= small || own >= 2 && own * 12 >= small || all >= 2 && all * 3 >= small
    }

    /// Whether a sentence of few words is English: it has a function word that others have as well, and none that only they have.
    pub(super) fn is_short_english(&self, function: &FunctionWords) -> bool {
        let small = self.small.len();
        small >= 2 && self.shared * 3 >= small && self.small.iter().all(|word| function.others(word) == 0)
    }

    /// The language most function words are of, how many those are, and how many different ones.
    pub(super) fn best(&self, function: &FunctionWords, prefer: Option<&str>) -> Option<(&'static str, usize, usize)> {
        // In capitals a particle may be part of a name.
        let counts = |word: &str| !(self.capitals && function.is_particle(word));
        let of = |word: &str| if counts(word) { function.others(word) } else { 0 };
        let all: Vec<u64> = self.small.iter().map(|word| of(word)).filter(|bits| *bits != 0).collect();
        // A letter by itself may be a list's or a sign's.
        let words = self.different().into_iter().filter(|word| word.len() > 1);
        let different: Vec<u64> = words.map(of).filter(|bits| *bits != 0).collect();
        function.best(&all, &different, prefer)
    }

    /// How many different words there are.
    pub(super) fn distinct(&self) -> usize {
        self.different().len()
    }

    fn different(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.small.iter().map(AsRef::as_ref).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// How many different words English does not have. In capitals these may be names, and say nothing.
    pub(super) fn unknown(&self, known: Known<'_>) -> usize {
        let has = |word: &str| known.lexicon.classes_of(hash::bytes(word.as_bytes())).is_some();
        if self.capitals || !has("the") {
            return 0;
        }
        let different = self.different();
        different.into_iter().filter(|word| !has(word) || known.function.others(word) != 0).count()
    }
}
