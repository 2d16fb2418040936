//! The words of `assets/names/roles.txt`.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::Word;
use crate::model::EntityKind;
use crate::nlp::resolve;

type Set = FxHashSet<&'static str>;

/// Words that say what somebody or something is.
#[derive(Debug, Default)]
pub(super) struct Lists {
    person: Set,
    organisation: Set,
    /// Heads that are verbs as well: "host".
    verbs: Set,
    modifiers: Set,
    weak: Set,
    portfolio: Set,
    /// Words that keep their capital.
    proper: Set,
    abbreviations: FxHashMap<&'static str, &'static str>,
    spelling: FxHashMap<&'static str, &'static str>,
}

impl Lists {
    /// The lists, read once.
    pub(super) fn get() -> &'static Self {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(|| Self::parse(include_str!("../../../assets/names/roles.txt")))
    }

    fn parse(file: &'static str) -> Self {
        let mut lists = Self::default();
        let mut section = "";
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
                continue;
            }
            for word in line.split_whitespace() {
                lists.add(section, word);
            }
        }
        lists
    }

    fn add(&mut self, section: &str, word: &'static str) {
        let bare = word.trim_start_matches('~');
        if bare.len() < word.len() {
            self.verbs.insert(bare);
        }
        let set = match section {
            "head person" => &mut self.person,
            "head organisation" => &mut self.organisation,
            "modifier" => &mut self.modifiers,
            "weak" => &mut self.weak,
            "portfolio" => &mut self.portfolio,
            "proper" => &mut self.proper,
            _ => {
                if let Some((from, to)) = word.split_once('=') {
                    let map = if section == "abbreviation" { &mut self.abbreviations } else { &mut self.spelling };
                    map.insert(from, to);
                }
                return;
            }
        };
        set.insert(bare);
    }

    /// Whether a folded word is an abbreviation that keeps its period.
    pub(super) fn abbreviates(&self, lower: &str) -> bool {
        self.abbreviations.contains_key(lower)
            || matches!(lower, "mr" | "mrs" | "ms" | "dr" | "st" | "jr" | "sr" | "hon")
    }

    /// What an abbreviation stands for.
    pub(super) fn expanded(&self, lower: &str) -> Option<&'static str> {
        self.abbreviations.get(lower).copied()
    }

    /// The spelling under which a folded word is counted.
    pub(super) fn spelt<'w>(&self, lower: &'w str) -> &'w str {
        self.spelling.get(lower).copied().unwrap_or(lower)
    }

    /// Whether a word names what an entity of this kind can be.
    pub(super) fn is_head(&self, word: &Word<'_>, kind: EntityKind) -> bool {
        let plain = word.name.is_none() && !word.owner;
        plain
            && (self.heads(kind).contains(self.whole(word)) || kind == EntityKind::Person && self.is_short_office(word))
    }

    /// "PM", "FM": only in capitals.
    fn is_short_office(&self, word: &Word<'_>) -> bool {
        self.abbreviations.contains_key(word.lower.as_str()) && is_acronym(word.text)
    }

    /// The singular, where a word is the plural of a head.
    pub(super) fn singular(&self, lower: &str, kind: EntityKind) -> Option<&'static str> {
        let heads = self.heads(kind);
        let direct = |word: &str| heads.get(word).copied();
        lower
            .strip_suffix('s')
            .and_then(direct)
            .or_else(|| lower.strip_suffix("men").and_then(|stem| heads.get(format!("{stem}man").as_str()).copied()))
            .or_else(|| {
                lower.strip_suffix("women").and_then(|stem| heads.get(format!("{stem}woman").as_str()).copied())
            })
            .filter(|_| !heads.contains(lower))
    }

    fn heads(&self, kind: EntityKind) -> &Set {
        if kind == EntityKind::Organisation { &self.organisation } else { &self.person }
    }

    /// Whether a lower-case head may be a verb.
    pub(super) fn is_verb(&self, lower: &str) -> bool {
        self.verbs.contains(lower)
    }

    /// Whether a word may stand before a head as part of the role.
    pub(super) fn modifies(&self, word: &Word<'_>) -> bool {
        match word.name {
            Some(kind) => kind != EntityKind::Person,
            None => {
                self.is_known(self.whole(word))
                    || is_nationality(word)
                    || is_compound(word.text)
                    || is_ordinal(&word.lower)
            }
        }
    }

    /// A folded word, an abbreviation as what it stands for ("Gen.", "Gov", not "a rep").
    fn whole<'w>(&self, word: &'w Word<'_>) -> &'w str {
        let short = word.text.ends_with('.') || word.is_capital();
        self.expanded(&word.lower).filter(|_| short).unwrap_or(&word.lower)
    }

    /// Whether a folded word keeps its capital.
    pub(super) fn is_proper(&self, lower: &str) -> bool {
        self.proper.contains(lower)
    }

    /// Whether a folded word is in any list of modifiers, portfolios or heads.
    pub(super) fn is_known(&self, lower: &str) -> bool {
        [&self.modifiers, &self.portfolio, &self.person, &self.organisation].iter().any(|set| set.contains(lower))
    }

    /// Whether a modifier says nothing of the role.
    pub(super) fn is_weak(&self, lower: &str) -> bool {
        self.weak.contains(lower)
    }

    /// Whether a folded word names a field of government.
    pub(super) fn is_portfolio(&self, lower: &str) -> bool {
        self.portfolio.contains(lower)
    }
}

/// Whether a word names a country or its people.
pub(super) fn is_nationality(word: &Word<'_>) -> bool {
    word.is_capital()
        && (word.text == "US" || resolve::is_country(&word.lower) || resolve::is_country(&format!("{}.", word.lower)))
}

/// "US", "CEO", "U.K.": two capitals and no small letter.
pub(super) fn is_acronym(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() > 1 && !text.chars().any(char::is_lowercase)
}

/// "Volna-backed", "state-funded".
fn is_compound(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(front, tail)| {
        front.len() > 1 && tail.len() > 3 && tail.ends_with("ed") || tail.ends_with("based")
    })
}

fn is_ordinal(lower: &str) -> bool {
    lower.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|end| lower.ends_with(end))
}
