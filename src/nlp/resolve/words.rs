//! The words names are made of: each is folded, spelt out and looked up once, however many names it stands in.

use std::hash::{Hash, Hasher};

use compact_str::CompactString;

use super::ids::Ids;
use super::knowledge::{Knowledge, Sex};
use crate::nlp::hash::{self as lasting, mix};

/// Number of a word in [`Words`]. Follows arrival: good for equality, never for order.
pub(super) type WordId = u32;

/// A word as names need it.
#[derive(Debug)]
pub(super) struct Word {
    /// Folded.
    pub(super) text: CompactString,
    /// Hash of the form that all its spellings share.
    pub(super) norm: u64,
    /// That form, where it is not the word itself.
    form: Option<CompactString>,
    /// Its first letter.
    pub(super) initial: char,
    /// Whether it is a single letter.
    pub(super) single: bool,
    /// Hashes of the normal forms of the names it can be short for, besides itself. Empty for most words.
    formal: Box<[u64]>,
    /// Sex of a given name.
    pub(super) sex: Option<Sex>,
    /// Whether it is a frequent given name.
    pub(super) given: bool,
}

/// All words met so far.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: Ids,
    all: Vec<Word>,
}

impl Words {
    /// The number of a folded word.
    pub(super) fn intern(&mut self, text: &str) -> WordId {
        let is = |id: WordId| self.all.get(id as usize).is_some_and(|word| word.text == text);
        match self.ids.find(0, text, is) {
            Ok(id) => id,
            Err(key) => {
                let id = self.all.len() as WordId;
                self.ids.put(key, id);
                self.all.push(Word::new(text));
                id
            }
        }
    }

    /// Looks at where the words of a name belong, as far as they are plain; see `Table::peek`.
    pub(super) fn peek(&self, name: &str) -> u64 {
        name.split([' ', '-', '.']).fold(0, |seen, word| seen ^ self.ids.peek(0, lasting::lower(word)))
    }

    /// The word of a number this table gave out.
    pub(super) fn get(&self, id: WordId) -> &Word {
        &self.all[id as usize]
    }
}

/// The form that all spellings of a folded word share.
fn normal(word: &str, known: &Knowledge) -> String {
    match known.variants.get(word) {
        Some(first) => known.spelling.normal(first),
        None => known.spelling.normal(word),
    }
}

impl Word {
    /// Hashes of the normal forms of the names it can be short for, itself first.
    pub(super) fn formal(&self) -> impl Iterator<Item = u64> + '_ {
        std::iter::once(self.norm).chain(self.formal.iter().copied())
    }

    /// Whether it is a nickname.
    pub(super) fn has_formal(&self) -> bool {
        !self.formal.is_empty()
    }

    /// The form that all its spellings share.
    pub(super) fn form(&self) -> &str {
        self.form.as_deref().unwrap_or(&self.text)
    }

    /// The hash in [`Word::norm`] of a word that is in no table.
    pub(super) fn norm_of(text: &str) -> u64 {
        hash(&normal(text, Knowledge::get()))
    }

    fn new(text: &str) -> Self {
        let known = Knowledge::get();
        let normal = |w: &str| normal(w, known);
        let form = normal(text);
        let norm = hash(&form);
        let mut formal = Vec::new();
        for name in known.formal.get(text).into_iter().flatten() {
            let other = hash(&normal(name));
            if other != norm && !formal.contains(&other) {
                formal.push(other);
            }
        }
        let initial = text.chars().next().unwrap_or('\0');
        let sex = known.given.get(text).or_else(|| known.given.get(&form));
        Self {
            norm,
            form: (form != text).then(|| CompactString::from(&form)),
            initial,
            single: text.chars().nth(1).is_none(),
            formal: formal.into_boxed_slice(),
            sex: sex.copied().flatten(),
            given: sex.is_some(),
            text: CompactString::from(text),
        }
    }
}

/// A 64-bit hash that is the same on every machine, in every run and in every version of the program: stores keep it.
pub(super) fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = Lasting(0);
    value.hash(&mut hasher);
    hasher.0
}

/// Numbers in a fixed byte order, mixed one by one.
struct Lasting(u64);

impl Hasher for Lasting {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = mix(self.0, lasting::bytes(bytes));
    }

    fn write_u8(&mut self, n: u8) {
        self.0 = mix(self.0, u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.0 = mix(self.0, u64::from(n));
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = mix(self.0, n);
    }

    fn write_usize(&mut self, n: usize) {
        self.0 = mix(self.0, n as u64);
    }

    fn write_isize(&mut self, n: isize) {
        self.0 = mix(self.0, n as u64);
    }
}
