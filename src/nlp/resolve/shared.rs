//! Names that several countries have one of each ("Labour Party", "Georgia"): `assets/names/shared.tsv`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::knowledge::{Country, Knowledge};
use super::thing;
use super::words::{Words, hash};
use crate::model::EntityKind;
use crate::text::fold;

/// What is known of a name that several countries have one of.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shared {
    /// Countries whose own an article may mean by the plain name.
    pub(super) homes: Vec<Country>,
    /// Folded names in an article that speak for one of them.
    clues: Vec<(Country, FxHashSet<String>)>,
    /// The acronym by which one of them is known.
    known: Vec<(Country, String)>,
}

impl Shared {
    /// The country a name in the article speaks for, if it is a clue.
    pub(super) fn clue(&self, folded: &str) -> Option<Country> {
        self.clues.iter().find(|(_, names)| names.contains(folded)).map(|(country, _)| *country)
    }

    /// The acronym by which that of a country is known, in lower case.
    pub(super) fn known(&self, country: Country) -> Option<&str> {
        self.known.iter().find(|(of, _)| *of == country).map(|(_, letters)| letters.as_str())
    }
}

/// What is known of a name by the key of its words.
pub(super) fn find(kind: EntityKind, key: u64) -> Option<&'static Shared> {
    tables().names.get(&(kind, key))
}

/// The countries that an organ is likely to be of, by the key of its name as an organisation.
pub(super) fn organ(key: u64) -> Option<&'static Shared> {
    tables().organs.get(&key)
}

/// Tables by the key of the words of a name.
#[derive(Debug, Default)]
struct Tables {
    names: FxHashMap<(EntityKind, u64), Shared>,
    organs: FxHashMap<u64, Shared>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(read)
}

fn read() -> Tables {
    let mut out = Tables::default();
    let mut words = Words::default();
    let file = include_str!("../../../assets/names/shared.tsv");
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(label), Some(names)) = (cells.next(), cells.next()) else { continue };
        let homes: Vec<Country> = cells.next().unwrap_or("").split(' ').filter_map(country).collect();
        let clues = owned(cells.next()).map(|(of, names)| (of, names.split('|').map(fold).collect()));
        let clues: Vec<_> = clues.collect();
        let known: Vec<_> = owned(cells.next()).map(|(of, letters)| (of, letters.to_owned())).collect();
        for name in names.split('|') {
            let shared = Shared { homes: homes.clone(), clues: clues.clone(), known: known.clone() };
            let key = thing::words_key(name, &mut words, Knowledge::get());
            match EntityKind::from_label(label) {
                Some(kind) => out.names.insert((kind, key), shared).is_some(),
                None => out.organs.insert(hash(&(EntityKind::Organisation, key)), shared).is_some(),
            };
        }
    }
    out
}

/// `CC=words;CC=words`.
fn owned(cell: Option<&'static str>) -> impl Iterator<Item = (Country, &'static str)> {
    let pairs = cell.unwrap_or("").split(';').filter_map(|part| part.split_once('='));
    pairs.filter_map(|(code, words)| Some((country(code)?, words)))
}

fn country(code: &str) -> Option<Country> {
    code.as_bytes().try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::model::EntityKind::{Organisation, Place};
    use crate::nlp::resolve::knowledge::Knowledge;
    use crate::nlp::resolve::thing::words_key;
    use crate::nlp::resolve::words::Words;

    #[test]
    fn the_file_is_read() {
        let mut words = Words::default();
        let mut of = |kind, name: &str| find(kind, words_key(name, &mut words, Knowledge::get()));
        let georgia = of(Place, "georgia").unwrap();
        assert_eq!(georgia.homes, [*b"US", *b"GE"]);
        assert_eq!(georgia.clue("tbilisi"), Some(*b"GE"));
        assert!(of(Organisation, "labor").is_some_and(|labour| labour.homes.contains(b"NO")));
        assert_eq!(of(Organisation, "communist").and_then(|party| party.known(*b"CN")), Some("ccp"));
        assert!(of(Organisation, "georgia").is_none());
    }
}
