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
    /// What few words have.
    more: Option<Box<More>>,
    /// Its first letter.
    pub(super) initial: char,
    /// Whether it is a single letter.
    pub(super) single: bool,
    /// Sex of a given name.
    pub(super) sex: Option<Sex>,
    /// Whether it is a frequent given name.
    pub(super) given: bool,
}

/// What few words have: kept elsewhere, so that a million plain words take less.
#[derive(Debug)]
struct More {
    /// The form that all its spellings share, where it is not the word itself.
    form: Option<CompactString>,
    /// Hashes of the normal forms of the names it can be short for, besides itself.
    formal: Box<[u64]>,
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
        let key = Ids::key(0, lasting::bytes(text.as_bytes()));
        let is = |id: WordId| self.all.get(id as usize).is_some_and(|word| word.text == text);
        if let Some(id) = self.ids.find(key, is) {
            return id;
        }
        let id = self.all.len() as WordId;
        self.ids.put(key, id);
        self.all.push(Word::new(text));
        id
    }

    /// Keys of the words of a name, as far as they are plain.
    pub(super) fn keys(name: &str, out: &mut Vec<u64>) {
        out.extend(name.split([' ', '-', '.']).map(|word| Ids::key(0, lasting::lower(word))));
    }

    /// Looks at where words belong, by their keys; see `Table::peek`.
    pub(super) fn peek(&self, keys: &[u64]) -> u64 {
        keys.iter().fold(0, |seen, key| {
            let known = self.ids.peek(*key).and_then(|id| self.all.get(id as usize));
            seen ^ known.map_or(0, |word| word.norm)
        })
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
        std::iter::once(self.norm).chain(self.more.iter().flat_map(|more| more.formal.iter().copied()))
    }

    /// Whether it is a nickname.
    pub(super) fn has_formal(&self) -> bool {
        self.more.as_ref().is_some_and(|more| !more.formal.is_empty())
    }

    /// The form that all its spellings share.
    pub(super) fn form(&self) -> &str {
        self.more.as_ref().and_then(|more| more.form.as_deref()).unwrap_or(&self.text)
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
        let form = (form != text).then(|| CompactString::from(&form));
        let more = (form.is_some() || !formal.is_empty()).then(|| Box::new(More { form, formal: formal.into() }));
        Self {
            norm,
            more,
            initial,
            single: text.chars().nth(1).is_none(),
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
