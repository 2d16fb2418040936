//! Words that show by their form what stands beside them: "HMS" before a ship, "Mr" before a surname.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::hash;

/// What a word shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The name of a ship follows; something else may, if it is doubtful.
    Ship {
        /// Whether the letters also stand for something else.
        doubtful: bool,
    },
    /// The name of a storm follows.
    Storm,
    /// A politician's party; after a hyphen follows what he stands for.
    Party,
    /// A surname follows.
    Address,
    /// A member of a parliament.
    Lawmaker,
    /// A state in short, after a city.
    State,
    /// The end of a person's name.
    Junior,
    /// "&".
    Ampersand,
    /// "'s".
    Possessive,
    /// A quotation begins.
    Quote,
    /// A network whose name is a letter.
    Network,
}

/// The words by the hashes of how they are written.
#[derive(Debug, Default)]
pub struct Forms {
    words: FxHashMap<u64, Form>,
    not_initials: FxHashSet<u64>,
    says: FxHashSet<u64>,
    free: FxHashSet<u64>,
    quarters: FxHashSet<u64>,
    posts: FxHashSet<u64>,
    counted: FxHashSet<u64>,
}

impl Forms {
    /// The list of the program.
    pub fn shipped() -> &'static Self {
        static LIST: OnceLock<Forms> = OnceLock::new();
        LIST.get_or_init(|| Self::parse(include_str!("../../assets/lexicon/forms.tsv")))
    }

    fn parse(file: &str) -> Self {
        let mut list = Self::default();
        for (label, words) in
            file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
        {
            let words = words.split_whitespace().map(|word| hash::bytes(word.as_bytes()));
            match label {
                "initials?" => list.not_initials.extend(words),
                "says" => list.says.extend(words),
                "free" => list.free.extend(words),
                "quarter" => list.quarters.extend(words),
                "post" => list.posts.extend(words),
                "counted" => list.counted.extend(words),
                _ => list
                    .words
                    .extend(form(label).into_iter().flat_map(|form| words.clone().map(move |word| (word, form)))),
            }
        }
        list
    }

    /// What a word shows, given the hash of how it is written.
    #[inline]
    pub fn of(&self, word: u64) -> Option<Form> {
        self.words.get(&word).copied()
    }

    /// Whether letters stand for something else than given names.
    pub fn is_no_initials(&self, word: u64) -> bool {
        self.not_initials.contains(&word)
    }

    /// Whether it is a verb that somebody does, never something owned.
    pub fn is_says(&self, word: u64) -> bool {
        self.says.contains(&word)
    }

    /// Whether it may follow a firm's name that ends in "'s" while a person hardly owns it.
    pub fn is_free(&self, word: u64) -> bool {
        self.free.contains(&word)
    }

    /// Whether it is a part of the world before the name of the whole: "Eastern".
    pub fn is_quarter(&self, word: u64) -> bool {
        self.quarters.contains(&word)
    }

    /// Whether it has a number that is part of the name: "Terminal 2".
    pub fn is_counted(&self, word: u64) -> bool {
        self.counted.contains(&word)
    }

    /// Whether it says that something was published on a network.
    pub fn is_post(&self, word: u64) -> bool {
        self.posts.contains(&word)
    }
}

fn form(label: &str) -> Option<Form> {
    Some(match label {
        "ship" => Form::Ship { doubtful: false },
        "ship?" => Form::Ship { doubtful: true },
        "storm" => Form::Storm,
        "party" => Form::Party,
        "address" => Form::Address,
        "lawmaker" => Form::Lawmaker,
        "state" => Form::State,
        "junior" => Form::Junior,
        "ampersand" => Form::Ampersand,
        "possessive" => Form::Possessive,
        "quote" => Form::Quote,
        "network" => Form::Network,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Form, Forms};
    use crate::nlp::hash;

    #[test]
    fn the_list_is_read() {
        let of = |word: &str| Forms::shipped().of(hash::bytes(word.as_bytes()));
        assert_eq!(of("HMS"), Some(Form::Ship { doubtful: false }));
        assert_eq!(of("Mr"), Some(Form::Address));
        assert_eq!(of("&"), Some(Form::Ampersand));
        assert_eq!(of("hms"), None);
        assert!(Forms::shipped().is_no_initials(hash::bytes(b"US")));
    }
}
