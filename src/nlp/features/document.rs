//! One text as the features see it: its words, its sentences, its runs of capitalised words, and where else each word
//! stands.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::nlp::dateline::Lead;
use crate::nlp::hash;
use crate::nlp::lexicon::{GOES_ON, LONGEST_PHRASE, Lexicon, PHRASE, phrase_step};
use crate::nlp::word::{ALL_CAPS, CAPITAL, COMMON, JOINT, LEADS, MARK, SMALL, Word};

/// No token.
pub const NONE: u32 = u32::MAX;

/// How a sentence is cased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// As usual.
    Plain,
    /// Most words are capitalised: a headline.
    Title,
    /// All capitals.
    Caps,
}

/// A run of capitalised words; what it leans on left and right.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
}

/// What is known of a word (whatever its case) from the whole text.
#[derive(Debug, Clone, Copy)]
pub struct Elsewhere {
    /// Uses with a small first letter, capped.
    pub small: u8,
    /// Uses with a capital inside of a plainly cased sentence, capped.
    pub capital: u8,
    /// Up to three tokens where it stands with a capital in a plainly cased sentence.
    pub uses: [u32; 3],
    /// First token where a capitalised word stands before it.
    pub led: u32,
    /// First token where a capitalised word follows it.
    pub leading: u32,
}

impl Default for Elsewhere {
    fn default() -> Self {
        Self { small: 0, capital: 0, uses: [NONE; 3], led: NONE, leading: NONE }
    }
}

/// One text, ready for features. All vectors but the last two are parallel to the tokens.
#[derive(Debug, Default)]
pub struct Document {
    /// Words of the tokens.
    pub words: Vec<Word>,
    /// Number of each token's word among the distinct lower-case words of the text.
    pub types: Vec<u32>,
    /// Sentence of each token.
    pub sentence: Vec<u32>,
    /// Run of capitals each token is in, or [`NONE`].
    pub run: Vec<u32>,
    /// Lists whose phrases the token is in (longer than one word): bits, and the place in the phrase (0 none, 1 first,
    /// 2 inside, 3 last).
    pub phrase: Vec<(u16, u8)>,
    /// Sentences, and their case.
    pub sentences: Vec<(Range<u32>, Case)>,
    /// Runs of capitals.
    pub runs: Vec<Run>,
    /// By `types`.
    pub elsewhere: Vec<Elsewhere>,
    /// Runs by the hash of their initials.
    pub acronyms: FxHashMap<u64, u32>,
    /// Datelines.
    pub leads: Vec<Lead>,
    /// Of each sentence, whether it is a line of the page rather than of the text.
    pub furniture: Vec<bool>,
}

impl Document {
    /// Forgets the text, keeps the memory.
    pub fn clear(&mut self) {
        self.words.clear();
        self.types.clear();
        self.sentence.clear();
        self.run.clear();
        self.phrase.clear();
        self.sentences.clear();
        self.runs.clear();
        self.elsewhere.clear();
        self.acronyms.clear();
        self.leads.clear();
        self.furniture.clear();
    }

    /// Adds a token of the current sentence.
    pub fn push(&mut self, word: Word, kind: u32) {
        self.words.push(word);
        self.types.push(kind);
    }

    /// Ends a sentence that began at token `start`.
    pub fn end_sentence(&mut self, start: usize, headline: bool) {
        let number = self.sentences.len() as u32;
        let end = self.words.len();
        self.sentence.resize(end, number);
        let case = self.case(start, end, headline);
        self.sentences.push((start as u32..end as u32, case));
    }

    /// The word at a token, if it is in sentence `range`.
    #[inline]
    pub fn word(&self, at: isize, range: &Range<u32>) -> Option<&Word> {
        if at < range.start as isize || at >= range.end as isize { None } else { self.words.get(at as usize) }
    }

    fn case(&self, start: usize, end: usize, headline: bool) -> Case {
        let (mut small, mut long_small, mut capital, mut caps, mut common) = (0, 0, 0, 0, 0);
        for word in self.words.get(start..end).unwrap_or(&[]) {
            if word.is(SMALL) {
                small += 1;
                long_small += usize::from(!word.is(JOINT));
            } else if word.is(CAPITAL) {
                capital += 1;
                caps += usize::from(word.is(ALL_CAPS));
                common += usize::from(word.is(COMMON));
            }
        }
        if caps >= 2 && caps * 5 >= (capital + small) * 4 && small <= caps / 4 {
            return Case::Caps;
        }
        let titled = capital >= 4 && long_small * 4 <= capital && common * 2 >= capital;
        if titled || headline && capital >= 3 && long_small * 2 <= capital { Case::Title } else { Case::Plain }
    }

    /// Works out runs, phrases and what stands elsewhere. `kinds` is the number of distinct lower-case words.
    pub fn finish(&mut self, kinds: usize, lexicon: &Lexicon) {
        let tokens = self.words.len();
        self.run.resize(tokens, NONE);
        self.phrase.resize(tokens, (0, 0));
        self.elsewhere.resize(kinds, Elsewhere::default());
        for number in 0..self.sentences.len() {
            let Some((range, case)) = self.sentences.get(number).cloned() else { continue };
            self.find_runs(&range);
            self.find_phrases(&range, lexicon);
            self.note_uses(&range, case);
        }
        self.find_acronyms();
    }

    fn find_runs(&mut self, range: &Range<u32>) {
        let mut open: Option<u32> = None;
        for at in range.start..=range.end {
            let word = (at < range.end).then(|| self.words.get(at as usize)).flatten();
            let inside = match word {
                Some(word) if word.is(CAPITAL) => true,
                // A hyphen between two capitals.
                Some(word) if open.is_some() && word.is(JOINT | MARK) => {
                    at + 1 < range.end && self.words.get(at as usize + 1).is_some_and(|next| next.is(CAPITAL))
                }
                _ => false,
            };
            match (inside, open) {
                (true, None) => open = Some(at),
                (false, Some(start)) => {
                    let number = self.runs.len() as u32;
                    self.runs.push(Run { start, end: at });
                    for slot in self.run.get_mut(start as usize..at as usize).unwrap_or(&mut []) {
                        *slot = number;
                    }
                    open = None;
                }
                _ => {}
            }
        }
    }

    /// Phrases of two words or more that are on a list: the longest from each capitalised token.
    fn find_phrases(&mut self, range: &Range<u32>, lexicon: &Lexicon) {
        let mut at = range.start as usize;
        let end = range.end as usize;
        while at < end {
            let leads = self.words.get(at).is_some_and(|word| word.is(CAPITAL | LEADS));
            at += if leads { self.phrase_at(at, end, lexicon) } else { 1 };
        }
    }

    fn phrase_at(&mut self, at: usize, end: usize, lexicon: &Lexicon) -> usize {
        let Some(first) = self.words.get(at) else { return 1 };
        let mut state = phrase_step(PHRASE, first.lower);
        let (mut longest, mut bits) = (1, 0);
        for next in at + 1..end.min(at + LONGEST_PHRASE) {
            let Some(word) = self.words.get(next) else { break };
            state = phrase_step(state, word.lower);
            let lists = lexicon.phrase(state);
            if lists & !GOES_ON != 0 && word.flags & (CAPITAL | MARK) != 0 {
                (longest, bits) = (next - at + 1, lists & !GOES_ON);
            }
            if lists & GOES_ON == 0 {
                break;
            }
        }
        if longest > 1 {
            for (n, slot) in self.phrase.get_mut(at..at + longest).unwrap_or(&mut []).iter_mut().enumerate() {
                *slot = (
                    bits,
                    if n == 0 {
                        1
                    } else if n + 1 == longest {
                        3
                    } else {
                        2
                    },
                );
            }
        }
        longest
    }

    fn note_uses(&mut self, range: &Range<u32>, case: Case) {
        for at in range.start..range.end {
            let (Some(word), Some(kind)) = (self.words.get(at as usize), self.types.get(at as usize)) else { continue };
            let Some(note) = self.elsewhere.get_mut(*kind as usize) else { continue };
            if word.is(SMALL) {
                note.small = note.small.saturating_add(1);
                continue;
            }
            if !word.is(CAPITAL) || case != Case::Plain {
                continue;
            }
            if at > range.start {
                note.capital = note.capital.saturating_add(1);
            }
            if let Some(slot) = note.uses.iter_mut().find(|slot| **slot == NONE) {
                *slot = at;
            }
            let capital = |at: u32| self.words.get(at as usize).is_some_and(|word| word.is(CAPITAL));
            if note.led == NONE && at > range.start && capital(at - 1) {
                note.led = at;
            }
            if note.leading == NONE && at + 1 < range.end && capital(at + 1) {
                note.leading = at;
            }
        }
    }

    /// "European Union" is remembered as "EU": joints are left out.
    fn find_acronyms(&mut self) {
        for (number, run) in self.runs.iter().enumerate() {
            let Some(sentence) = self.sentence.get(run.start as usize) else { continue };
            let end = self.sentences.get(*sentence as usize).map_or(run.end, |(range, _)| range.end);
            // "The" at the beginning of a sentence is a letter of it or none.
            let article = self.words.get(run.start as usize).is_some_and(|word| word.lower == hash::bytes(b"the"));
            for first in [run.start, run.start + u32::from(article)] {
                initials(&self.words, first, (run.end, end), |letters| {
                    self.acronyms.entry(letters).or_insert(number as u32);
                });
            }
        }
    }

    /// Whether a token stands in a line of the page rather than of the text.
    pub fn is_furniture(&self, at: usize) -> bool {
        self.sentence.get(at).and_then(|sentence| self.furniture.get(*sentence as usize)) == Some(&true)
    }

    /// The run whose initials are the letters of the word at `at`, if the word is in capitals.
    pub fn spelt_out(&self, at: usize) -> Option<Run> {
        let word = self.words.get(at)?;
        let run = *self.acronyms.get(&word.letters)?;
        let run = *self.runs.get(run as usize)?;
        (word.is(ALL_CAPS) && word.letters != 0).then_some(run)
    }
}

/// Calls `found` with the hash of the initials of each name that begins at `first`, goes over the end of its run and ends before
/// `end`. Joints inside a name ("of", "the") end a run of capitals, so neighbouring runs are read together.
fn initials(words: &[Word], first: u32, (run_end, end): (u32, u32), mut found: impl FnMut(u64)) {
    let (mut state, mut letters) = (0u64, 0);
    for at in first..end {
        let Some(word) = words.get(at as usize) else { return };
        if word.is(CAPITAL) {
            state = hash::mix(state, u64::from(word.first));
            letters += 1;
            if letters >= 2 && at + 1 >= run_end {
                found(state);
            }
        } else if !word.is(JOINT) {
            return;
        }
        if letters == 7 {
            return;
        }
    }
}
