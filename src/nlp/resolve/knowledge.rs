//! What is known of names before any article is read: the files of `assets/names`, each with its source and licence.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::person::titles;
use super::spelling::Rules;
use crate::model::EntityKind;
use crate::text::fold;

/// Grammatical sex as titles and given names tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Sex {
    Female,
    Male,
    /// "Mr. and Mrs. X": both, and neither of them.
    Couple,
}

/// Generation by which a text tells two bearers of one name apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Age {
    Elder,
    Younger,
}

/// ISO 3166 code of a country.
pub(super) type Country = [u8; 2];

/// All tables; words are folded.
#[derive(Debug, Default)]
pub(super) struct Knowledge {
    /// Nickname → the names it is short for.
    pub(super) formal: FxHashMap<String, Vec<String>>,
    /// Spelling → the first spelling of its line.
    pub(super) variants: FxHashMap<String, String>,
    /// Given name → who bears it (`None`: both).
    pub(super) given: FxHashMap<String, Option<Sex>>,
    /// Title → who bears it.
    pub(super) titles: FxHashMap<String, Option<Sex>>,
    /// Titles that go with a given name alone, and of which sort each is.
    pub(super) regnal: FxHashMap<String, u8>,
    /// Offices that stand between what they are of and the name: "NATO chief".
    pub(super) held: FxHashSet<String>,
    /// Titles that are given names too: titles only before two other words.
    pub(super) lengthy: FxHashSet<String>,
    /// What a minister or a secretary is of.
    pub(super) department: FxHashSet<String>,
    /// Family names written in pinyin, and Korean ones.
    pub(super) chinese: FxHashSet<String>,
    pub(super) korean: FxHashSet<String>,
    /// Office → which of those that nobody holds two of.
    pub(super) exclusive: FxHashMap<String, u8>,
    pub(super) suffixes: FxHashSet<String>,
    pub(super) particles: FxHashSet<String>,
    /// First parts of surnames that are written apart or together.
    pub(super) glued: FxHashSet<String>,
    pub(super) offices: FxHashSet<String>,
    /// Kinship → who is it.
    pub(super) kin: FxHashMap<String, Option<Sex>>,
    pub(super) kin_elder: FxHashSet<String>,
    pub(super) kin_younger: FxHashSet<String>,
    /// Short form of a title → the title.
    pub(super) abbreviated: FxHashMap<String, String>,
    pub(super) legal: FxHashSet<String>,
    pub(super) club: FxHashSet<String>,
    pub(super) generic: FxHashSet<String>,
    pub(super) modifier: FxHashSet<String>,
    pub(super) other_body: FxHashSet<String>,
    pub(super) stop: FxHashSet<String>,
    /// Words of organs that do not make one by themselves.
    pub(super) no_head: FxHashSet<String>,
    /// Lines of business.
    pub(super) business: FxHashSet<String>,
    /// First words of clubs that stand for the whole name.
    pub(super) club_head: FxHashSet<String>,
    /// Short form of a state's name → the name; and each name to itself.
    pub(super) states: FxHashMap<String, String>,
    /// State → its postal code in lower case, which is no country's.
    pub(super) state_codes: FxHashMap<String, Country>,
    /// Seat of government → its country.
    pub(super) capitals: FxHashMap<String, Country>,
    /// Word for a people or a faith → the first word for it.
    pub(super) peoples: FxHashMap<String, String>,
    /// Words of organisations in another spelling.
    pub(super) org_spelling: FxHashMap<String, String>,
    /// Acronym, or what it stands for → the acronym in lower case.
    pub(super) acronyms: FxHashMap<String, (EntityKind, String)>,
    /// Acronym → names it goes by where the acronym stands beside them.
    pub(super) beside: FxHashMap<String, Vec<String>>,
    pub(super) countries: FxHashMap<String, Country>,
    /// The plain English names of countries.
    pub(super) country_names: FxHashSet<String>,
    pub(super) demonyms: FxHashMap<String, Country>,
    /// Other name of a place → its first name.
    pub(super) places: FxHashMap<String, String>,
    pub(super) spelling: Rules,
}

impl Knowledge {
    /// The tables, read once.
    pub(super) fn get() -> &'static Self {
        static TABLES: OnceLock<Knowledge> = OnceLock::new();
        TABLES.get_or_init(Self::read)
    }

    /// The country of a folded adjective or name of inhabitants, singular or plural.
    pub(super) fn demonym(&self, word: &str) -> Option<Country> {
        let find = |w: &str| self.demonyms.get(w).copied();
        find(word).or_else(|| word.strip_suffix('s').and_then(find)).or_else(|| word.strip_suffix("es").and_then(find))
    }

    /// The country of a US state or a Canadian province, by its folded name or abbreviation.
    pub(super) fn state(&self, name: &str) -> Option<Country> {
        let name = self.states.get(&name.replace('.', ""))?;
        let code = self.state_codes.get(name);
        let canadian = |code: &Country| matches!(code, b"ab" | b"bc" | b"mb" | b"nb" | b"nl" | b"ns" | b"pe" | b"sk");
        let canadian = code.is_none_or(canadian)
            || matches!(name.as_str(), "ontario" | "quebec" | "alberta" | "manitoba" | "saskatchewan");
        Some(if canadian { *b"CA" } else { *b"US" })
    }

    fn read() -> Self {
        let mut all =
            Self { spelling: Rules::parse(include_str!("../../../assets/names/spelling.txt")), ..Self::default() };
        for (name, nicknames) in pairs(include_str!("../../../assets/names/nicknames.tsv")) {
            for nickname in nicknames.split(' ') {
                all.formal.entry(nickname.to_owned()).or_default().push(name.to_owned());
            }
        }
        for line in lines(include_str!("../../../assets/names/variants.tsv")) {
            let mut words = line.split_whitespace().map(fold);
            let Some(first) = words.next() else { continue };
            // A line may continue an earlier one: then that one's first spelling stands for both.
            let first = all.variants.get(&first).cloned().unwrap_or(first);
            for word in words {
                all.variants.entry(word).or_insert_with(|| first.clone());
            }
        }
        for (name, sex) in pairs(include_str!("../../../assets/names/given.tsv")) {
            let sex = match sex {
                "f" => Some(Sex::Female),
                "m" => Some(Sex::Male),
                _ => None,
            };
            all.given.insert(name.to_owned(), sex);
        }
        all.read_people();
        all.read_organisations();
        all.read_places();
        all
    }

    fn read_people(&mut self) {
        for (section, words) in sections(include_str!("../../../assets/names/people.txt")) {
            if let Some(of) = section.strip_prefix("kin") {
                match of.trim() {
                    "elder" => self.kin_elder.extend(words.map(fold)),
                    "younger" => self.kin_younger.extend(words.map(fold)),
                    "male" => self.kin.extend(words.map(|w| (fold(w), Some(Sex::Male)))),
                    "female" => self.kin.extend(words.map(|w| (fold(w), Some(Sex::Female)))),
                    _ => self.kin.extend(words.map(|w| (fold(w), None))),
                }
                continue;
            }
            if let Some(sort) = section.strip_prefix("regnal ") {
                let style = match sort {
                    "saint" => titles::SAINT,
                    "pope" => titles::POPE,
                    "sovereign" => titles::SOVEREIGN,
                    _ => titles::PRINCE,
                };
                self.regnal.extend(words.map(|w| (fold(w), style)));
                continue;
            }
            if section == "office held by one" {
                let groups = words.enumerate();
                let each = groups.flat_map(|(at, of)| of.split('=').map(move |word| (fold(word), at as u8)));
                self.exclusive.extend(each);
                continue;
            }
            if section == "abbreviated" {
                let pairs = words.filter_map(|w| w.split_once('='));
                self.abbreviated.extend(pairs.map(|(from, to)| (from.to_owned(), to.to_owned())));
                continue;
            }
            let (set, sex) = match section {
                "title male" | "title male spelt" => (None, Some(Sex::Male)),
                "title female" | "title female spelt" => (None, Some(Sex::Female)),
                "title" => (None, None),
                "title after what it is of" => (Some(&mut self.held), None),
                "title before two names" => (Some(&mut self.lengthy), None),
                "department" => (Some(&mut self.department), None),
                "chinese family name" => (Some(&mut self.chinese), None),
                "korean family name" => (Some(&mut self.korean), None),
                "suffix" => (Some(&mut self.suffixes), None),
                "particle" => (Some(&mut self.particles), None),
                "glued" => (Some(&mut self.glued), None),
                _ => (Some(&mut self.offices), None),
            };
            match set {
                Some(set) => set.extend(words.map(fold)),
                None => words.for_each(|word| {
                    self.titles.insert(fold(word), sex);
                }),
            }
        }
    }

    fn read_organisations(&mut self) {
        for (section, words) in sections(include_str!("../../../assets/names/organisations.txt")) {
            if section == "spelling" {
                for word in words {
                    if let Some((from, to)) = word.split_once('=') {
                        self.org_spelling.insert(from.to_owned(), to.to_owned());
                    }
                }
                continue;
            }
            let set = match section {
                "legal form" => &mut self.legal,
                "club form" => &mut self.club,
                "generic" => &mut self.generic,
                "modifier" => &mut self.modifier,
                "other body" => &mut self.other_body,
                "no head" => &mut self.no_head,
                "business" => &mut self.business,
                "club head" => &mut self.club_head,
                _ => &mut self.stop,
            };
            set.extend(words.map(fold));
        }
        for line in lines(include_str!("../../../assets/names/acronyms.tsv")) {
            let mut cells = line.split('\t');
            let (Some(short), Some(kind), Some(long)) = (cells.next(), cells.next(), cells.next()) else { continue };
            let Some(kind) = EntityKind::from_label(kind) else { continue };
            if let Some(beside) = cells.next() {
                let names = beside.split('|').map(ToOwned::to_owned).collect();
                self.beside.insert(short.to_lowercase(), names);
            }
            if long.is_empty() {
                continue;
            }
            let short = fold(short);
            for form in long.split('|') {
                self.acronyms.entry(form.to_owned()).or_insert_with(|| (kind, short.clone()));
            }
            self.acronyms.insert(short.clone(), (kind, short));
        }
    }

    fn read_places(&mut self) {
        for line in lines(include_str!("../../../assets/names/country_names.tsv")) {
            let mut cells = line.split('\t');
            let Some(code) = cells.next().and_then(country) else { continue };
            self.country_names.extend(cells.clone().next().map(fold));
            for name in cells {
                self.countries.insert(fold(name), code);
            }
        }
        for line in lines(include_str!("../../../assets/names/countries.tsv")) {
            let mut cells = line.split('\t');
            let Some(code) = cells.next().and_then(country) else { continue };
            for name in cells.next().unwrap_or("").split('|').filter(|name| !name.is_empty()) {
                self.countries.insert(fold(name), code);
            }
            for name in cells.next().unwrap_or("").split('|').filter(|name| !name.is_empty()) {
                self.demonyms.insert(fold(name), code);
            }
            if let Some(seat) = cells.next().filter(|seat| !seat.is_empty()) {
                self.capitals.insert(fold(seat), code);
            }
        }
        for line in lines(include_str!("../../../assets/names/places.tsv")) {
            let mut names = line.split('|');
            let Some(first) = names.next() else { continue };
            for name in names {
                self.places.insert(name.to_owned(), first.to_owned());
            }
        }
        for (name, short) in pairs(include_str!("../../../assets/names/states.tsv")) {
            self.states.insert(name.to_owned(), name.to_owned());
            if let Some(code) = short.split(' ').next_back().and_then(country) {
                self.state_codes.insert(name.to_owned(), code);
            }
            for short in short.split(' ') {
                self.states.insert(short.to_owned(), name.to_owned());
            }
        }
        for line in lines(include_str!("../../../assets/names/peoples.tsv")) {
            let first = line.split('|').next().unwrap_or(line);
            for name in line.split('|') {
                self.peoples.insert(name.to_owned(), first.to_owned());
            }
        }
    }
}

fn country(code: &str) -> Option<Country> {
    code.as_bytes().try_into().ok()
}

/// Lines that say something.
fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// Lines of two cells.
fn pairs(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(file).filter_map(|line| line.split_once('\t'))
}

/// `[section]` headings and the words under each.
/// The sections of a file of words: heading, words.
pub(super) fn sections(file: &'static str) -> impl Iterator<Item = (&'static str, std::str::SplitWhitespace<'static>)> {
    let body = file.split_once("\n[").map_or("", |(_, rest)| rest);
    body.split("\n[").filter_map(|part| {
        let (name, words) = part.split_once(']')?;
        Some((name, words.split_whitespace()))
    })
}

#[cfg(test)]
mod tests {
    use super::{Knowledge, Sex};

    #[test]
    fn the_files_are_read() {
        let all = Knowledge::get();
        assert_eq!(all.titles.get("mrs"), Some(&Some(Sex::Female)));
        assert_eq!(all.countries.get("united states"), Some(b"US"));
        assert_eq!(all.countries.get("u.s."), Some(b"US"));
        assert_eq!(all.demonym("ukrainians"), Some(*b"UA"));
        assert!(all.formal.get("mike").is_some_and(|names| names.iter().any(|n| n == "michael")));
        assert_eq!(all.variants.get("qaddafi").map(String::as_str), Some("gadhafi"));
        assert_eq!(all.acronyms.get("international monetary fund").map(|(_, a)| a.as_str()), Some("imf"));
        assert!(all.particles.contains("bin") && all.suffixes.contains("jr") && all.legal.contains("gmbh"));
    }
}
