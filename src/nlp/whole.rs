//! Names that are one whole whatever stands around them: compound nationalities ("South Korean"), places of two parts ("Antigua and
//! Barbuda"), brands whose names end in "'s" or hold an "&".

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::lexicon::{PHRASE, phrase_step};
use super::word::Word;
use super::{hash, tokenizer};
use crate::model::EntityKind;
use crate::text::Span;

/// A listed name that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Number of its tokens.
    pub len: usize,
    /// What it is.
    pub kind: EntityKind,
    /// Whether a person may have the name.
    pub doubtful: bool,
}

/// The listed names by the hashes of their words as they are written, and of all beginnings of them.
#[derive(Debug, Default)]
pub struct Whole(FxHashMap<u64, Option<Listed>>);

impl Whole {
    /// The list of the program.
    pub fn shipped() -> &'static Self {
        static LIST: OnceLock<Whole> = OnceLock::new();
        LIST.get_or_init(|| Self::parse(include_str!("../../assets/lexicon/whole.tsv")))
    }

    fn parse(file: &str) -> Self {
        let mut list = Self::default();
        for (label, names) in
            file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
        {
            let Some(kind) = EntityKind::ALL.into_iter().find(|kind| kind.label() == label.trim_end_matches('?'))
            else {
                continue;
            };
            for name in names.split(',') {
                // As it is printed with other apostrophes, and in headlines.
                for name in [name.to_owned(), name.replace('\'', "’")] {
                    list.note(&name, kind, label.ends_with('?'));
                    list.note(&name.to_uppercase(), kind, label.ends_with('?'));
                }
            }
        }
        list
    }

    fn note(&mut self, name: &str, kind: EntityKind, doubtful: bool) {
        let mut tokens = Vec::new();
        tokenizer::tokenize(name, Span::new(0, name.len() as u32), &mut tokens);
        let mut state = PHRASE;
        for (at, token) in tokens.iter().enumerate() {
            state = phrase_step(state, hash::bytes(token.span.of(name).as_bytes()));
            let slot = self.0.entry(state).or_default();
            if at + 1 == tokens.len() {
                *slot = Some(Listed { len: tokens.len(), kind, doubtful });
            }
        }
    }

    /// The longest listed name that `words` begin with.
    pub fn longest(&self, words: &[Word]) -> Option<Listed> {
        let (mut state, mut longest) = (PHRASE, None);
        for word in words {
            state = phrase_step(state, word.exact);
            match self.0.get(&state) {
                Some(listed) => longest = listed.or(longest),
                None => break,
            }
        }
        longest
    }
}

#[cfg(test)]
mod tests {
    use super::{Listed, Whole};
    use crate::model::EntityKind;
    use crate::nlp::hash;
    use crate::nlp::lexicon::Lexicon;
    use crate::nlp::word::Word;

    fn longest(words: &[&str]) -> Option<Listed> {
        let word = |text: &&str| Word::new(text, hash::bytes(text.as_bytes()), &Lexicon::default());
        Whole::shipped().longest(&words.iter().map(word).collect::<Vec<_>>())
    }

    #[test]
    fn the_longest_name_is_taken_as_it_is_written() {
        let found = |len, kind, doubtful| Some(Listed { len, kind, doubtful });
        assert_eq!(longest(&["South", "Korean", "troops"]), found(2, EntityKind::Other, false));
        assert_eq!(longest(&["SOUTH", "KOREAN", "TROOPS"]), found(2, EntityKind::Other, false));
        assert_eq!(longest(&["Turks", "and", "Caicos", "Islands"]), found(4, EntityKind::Place, false));
        assert_eq!(longest(&["Turks", "and", "Greeks"]), None);
        assert_eq!(longest(&["Sotheby", "’s", "sold"]), found(2, EntityKind::Organisation, false));
        assert_eq!(longest(&["Moody", "'s"]), found(2, EntityKind::Organisation, true));
        assert_eq!(longest(&["south", "korean"]), None);
    }
}
