//! Names of organisations, places and other things: taken apart, and compared.

mod acronym;

use super::knowledge::{Country, Knowledge};
use super::shared::{self, Shared};
use super::words::{WordId, Words, hash};
use crate::model::EntityKind;

/// More words than this are a sentence, not a name.
const MAX_WORDS: usize = 24;

/// A name of something that is no person.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // four facts that do not depend on each other
pub(super) struct Thing {
    /// What all forms of the same name share.
    pub(super) key: u64,
    /// The same whatever the type of the name; `None` for names of one word and of organs.
    pub(super) any_type: Option<u64>,
    /// The words that count, in the order in which they are compared ("Department of Justice" reads "justice department").
    pub(super) words: Box<[WordId]>,
    /// All words, for acronyms.
    pub(super) all: Box<[WordId]>,
    /// Written with "the" before it.
    pub(super) article: bool,
    /// Named with its legal form ("Fox Corp."): a firm of its own, not short for another.
    pub(super) legal: bool,
    /// A place with the state or country it lies in: how many of the words name the place itself.
    pub(super) local: Option<usize>,
    /// The acronym under which it is known beforehand.
    pub(super) known: Option<&'static str>,
    /// Written like an acronym: its letters.
    pub(super) acronym: Option<Box<str>>,
    /// An organ that every country has ("Foreign Ministry"): means nothing without its country.
    pub(super) generic: bool,
    /// The country a nationality, a country name or an organ belongs to.
    pub(super) country: Option<Country>,
    /// Whether the name is a nationality (and `country` its country).
    pub(super) demonym: bool,
    /// Whether the name is a country's own.
    pub(super) is_country: bool,
    /// What is known of a name that several countries have one of: a party's, a city's.
    pub(super) shared: Option<&'static Shared>,
}

impl Thing {
    /// Takes a name apart; `folded` is `text` folded.
    pub(super) fn parse(kind: EntityKind, text: &str, folded: &str, words: &mut Words) -> Self {
        // "European Commission (EC)".
        let letters =
            |letters: &str| letters.len() < 9 && letters.trim_end_matches(')').bytes().all(|b| b.is_ascii_alphabetic());
        let plain = folded.rsplit_once(" (").filter(|(_, rest)| letters(rest));
        let folded = plain.map_or(folded, |(name, _)| name);
        let mut thing = match kind {
            EntityKind::Place => Self::place(folded, words),
            EntityKind::Other => Self::other(folded, words),
            _ => Self::organisation(folded, words),
        };
        thing.acronym = acronym::letters(text);
        thing.article = folded.starts_with("the ");
        if let (Some(letters), &[word], false) = (&thing.acronym, &*thing.words, thing.is_country)
            && *words.get(word).text == **letters
        {
            // Every letter counts.
            thing.key = hash(&**letters);
        }
        let whole = thing.words.len() > 1 && !thing.generic && !thing.demonym && !thing.is_country;
        thing.any_type = whole.then_some(thing.key);
        if let Some((of, short)) = acronym::known(kind, folded, &thing, words) {
            thing.key = hash(&(of, "acronym", short));
            thing.known = Some(short);
            thing.generic = false;
            thing.shared = None;
        } else {
            thing.key = hash(&(kind, thing.key));
        }
        thing
    }

    fn bare(all: Vec<WordId>, key: u64) -> Self {
        let words: Box<[WordId]> = all.clone().into_boxed_slice();
        Self {
            key,
            words,
            all: all.into_boxed_slice(),
            any_type: None,
            article: false,
            legal: false,
            local: None,
            known: None,
            acronym: None,
            generic: false,
            country: None,
            demonym: false,
            is_country: false,
            shared: None,
        }
    }

    /// Whether each country may have its own of this name.
    pub(super) const fn ownable(&self) -> bool {
        self.generic || self.shared.is_some()
    }

    /// The country that a name of that sort has in it: "Norwegian Labour Party".
    pub(super) fn owner(&self) -> Option<Country> {
        self.country.filter(|_| self.ownable() && !self.is_country)
    }

    /// What the names of one country's own have in common.
    pub(super) fn key_in(&self, country: Option<Country>) -> u64 {
        let known = self.shared.zip(country).and_then(|(shared, country)| shared.known(country));
        match known {
            Some(letters) => hash(&(hash(&(EntityKind::Organisation, "acronym", letters)), None::<Country>)),
            None => hash(&(self.key, country)),
        }
    }

    fn place(folded: &str, words: &mut Words) -> Self {
        let known = Knowledge::get();
        let plain = folded.strip_prefix("the ").unwrap_or(folded);
        let kinds = ["city of ", "island of ", "town of ", "village of ", "province of "];
        let plain = kinds.iter().find_map(|kind| plain.strip_prefix(kind)).unwrap_or(plain);
        let undotted = plain.trim_end_matches('.');
        let country = [plain, undotted, folded].iter().find_map(|name| known.countries.get(*name));
        // "Calif.", "N.Y."
        let state = plain.ends_with('.') && !known.places.contains_key(plain);
        let state = state.then(|| known.states.get(&plain.replace('.', ""))).flatten();
        let plain = state.map_or(plain, String::as_str);
        let name = known.places.get(plain).or_else(|| known.places.get(undotted)).map_or(plain, String::as_str);
        let (all, local) = match name.split_once(", ").filter(|_| country.is_none()) {
            Some((place, within)) => {
                let mut all = split(known.places.get(place).map_or(place, String::as_str), words, known);
                let local = all.len();
                let undotted = within.replace('.', "");
                all.extend(split(known.states.get(&undotted).map_or(within, String::as_str), words, known));
                (all, Some(local))
            }
            None => (split(name, words, known), None),
        };
        let mut thing = Self::bare(all.clone(), sequence(&all, words));
        thing.local = local;
        thing.shared = shared::find(EntityKind::Place, thing.key).filter(|_| local.is_none());
        if let Some(code) = country {
            thing.key = hash(&("country", code));
            thing.country = Some(*code);
            thing.is_country = true;
        }
        thing
    }

    fn other(folded: &str, words: &mut Words) -> Self {
        let known = Knowledge::get();
        let plain = folded.strip_prefix("the ").unwrap_or(folded);
        let mut all = split(plain, words, known);
        if let Some(last) = all.last_mut() {
            let text = words.get(*last).text.clone();
            if let Some(single) = singular(&text) {
                *last = words.intern(single);
            }
        }
        turn_treaty(&mut all, words);
        let mut thing = Self::bare(all.clone(), sequence(&all, words));
        if let Some(first) = known.peoples.get(plain) {
            thing.key = hash(&("people", first));
        }
        if let Some(code) = known.demonym(plain) {
            thing.key = hash(&("nationality", code));
            thing.country = Some(code);
            thing.demonym = true;
        }
        thing
    }

    fn organisation(folded: &str, words: &mut Words) -> Self {
        let known = Knowledge::get();
        let plain = folded.strip_prefix("the ").unwrap_or(folded);
        let all = split(plain, words, known);
        let text = |words: &Words, id: WordId| words.get(id).text.clone();
        let mut list = all.clone();
        if let Some(code) = [plain, plain.trim_end_matches('.')].iter().find_map(|name| known.countries.get(*name)) {
            let mut thing = Self::bare(all, hash(&("country", code)));
            thing.country = Some(*code);
            thing.is_country = true;
            return thing;
        }
        let (leading, rest) = take_country(&list, words, known);
        if leading.is_some() && rest.first() != list.first() {
            let mut organ = list.split_off(list.len() - rest.len());
            turn_round(&mut organ, words);
            list.append(&mut organ);
        } else {
            turn_round(&mut list, words);
        }
        let stripped: Vec<WordId> = list.iter().copied().filter(|w| !known.stop.contains(&*text(words, *w))).collect();
        let mut list = if stripped.is_empty() { list } else { stripped };
        let whole = list.len();
        while list.len() > 1 && list.last().is_some_and(|w| known.legal.contains(&*text(words, *w))) {
            list.pop();
        }
        let legal = list.len() < whole;
        strip_club(&mut list, words, known);
        let (country, rest) = take_country(&list, words, known);
        let generic = rest.iter().all(|w| known.generic.contains(&*text(words, *w)))
            && rest.iter().any(|w| !known.no_head.contains(&*text(words, *w)))
            && !(list.len() > 1 && plain.ends_with(" party"));
        if generic {
            list.clone_from(&rest);
            if list.len() > 2 {
                list.retain(|w| !matches!(&*words.get(*w).text, "affairs" | "external" | "internal"));
            }
        } else {
            strip_party(&mut list, words);
        }
        let (country, rest) = if is_treasury(&list, words) {
            list.truncate(1);
            (country.or(Some(*b"US")), list.clone())
        } else {
            (country, rest)
        };
        let mut thing = Self::bare(all, sequence(&list, words));
        thing.shared = shared::find(EntityKind::Organisation, thing.key);
        // The Sweden Democrats are no Democratic Party, the Swedish ones are.
        let noun = rest.first() != list.first()
            && list.first().map(|w| text(words, *w)).is_some_and(|w| w.len() > 3 && known.demonym(&w).is_none());
        if let (None, false, false, Some(_)) = (thing.shared, generic, noun, country) {
            let mut plain_name = rest;
            strip_party(&mut plain_name, words);
            let key = sequence(&plain_name, words);
            if let Some(shared) = shared::find(EntityKind::Organisation, key) {
                (thing.key, thing.shared, list) = (key, Some(shared), plain_name);
            }
        }
        thing.words = list.into_boxed_slice();
        thing.generic = generic && thing.shared.is_none();
        thing.legal = legal;
        thing.country = if thing.ownable() { country } else { None };
        thing
    }
}

/// Splits a folded name into words in their usual spelling.
fn split(name: &str, words: &mut Words, known: &Knowledge) -> Vec<WordId> {
    let mut out = Vec::new();
    for raw in name.split_whitespace() {
        let part = raw.trim_matches(|c: char| !c.is_alphanumeric() && c != '.' && c != '&' && c != '+');
        if part.contains('.')
            && let Some(full) = known.places.get(part)
        {
            out.extend(full.split(' ').map(|w| words.intern(w)));
            continue;
        }
        let part = part.strip_suffix("'s").unwrap_or(part);
        let part = [".com", ".org", ".net"].iter().find_map(|end| part.strip_suffix(end)).unwrap_or(part);
        let undotted: String = part.chars().filter(|c| *c != '.' && *c != '\'').collect();
        for piece in undotted.split(['-', '/', ',']).filter(|piece| !piece.is_empty()) {
            if out.len() < MAX_WORDS {
                let piece = if piece == "&" { "and" } else { piece };
                let spelt = known.org_spelling.get(piece).map_or(piece, String::as_str);
                out.extend(spelt.split('_').map(|word| words.intern(word)));
            }
        }
    }
    if out.is_empty() {
        out.push(words.intern(name));
    }
    out
}

/// The key of a folded name as it stands.
pub(super) fn words_key(name: &str, words: &mut Words, known: &Knowledge) -> u64 {
    let list = split(name, words, known);
    sequence(&list, words)
}

/// The key of a sequence of words, in whatever spelling; one word written apart or together is the same.
fn sequence(list: &[WordId], words: &Words) -> u64 {
    if list.len() >= MAX_WORDS {
        return hash(list.iter().map(|w| &*words.get(*w).text).collect::<Vec<_>>().join(" ").as_str());
    }
    hash(joined(list, words).as_str())
}

/// The words in their normal spelling, without spaces between them.
pub(super) fn joined(list: &[WordId], words: &Words) -> String {
    list.iter().map(|w| words.get(*w).form()).collect()
}

/// "department of justice" becomes "justice department".
fn turn_round(list: &mut Vec<WordId>, words: &Words) {
    let head = list.first().map(|w| words.get(*w).text.clone());
    let joint = list.get(1).map(|w| words.get(*w).text.clone());
    let turns = matches!(head.as_deref(), Some("department" | "ministry" | "office" | "bureau" | "committee"));
    if turns && matches!(joint.as_deref(), Some("of" | "for" | "on")) && list.len() > 2 {
        let front: Vec<WordId> = list.drain(..2).collect();
        // A country may follow: "ministry of defense of russia".
        let of = list.iter().position(|w| &*words.get(*w).text == "of").unwrap_or(list.len());
        list.insert(of, front[0]);
    }
}

/// The Treasury Department: the treasury of the one country that calls it so.
fn is_treasury(list: &[WordId], words: &Words) -> bool {
    list.len() == 2 && list.iter().map(|w| &*words.get(*w).text).eq(["treasury", "department"])
}

/// "treaty of lisbon" becomes "lisbon treaty".
fn turn_treaty(list: &mut Vec<WordId>, words: &Words) {
    let text = |at: usize| list.get(at).map(|w| &*words.get(*w).text);
    let head = matches!(text(0), Some("treaty" | "battle" | "convention" | "protocol" | "siege" | "declaration"));
    if head && text(1) == Some("of") && list.len() > 2 {
        let first = list.remove(0);
        list.remove(0);
        list.push(first);
    }
}

fn strip_club(list: &mut Vec<WordId>, words: &Words, known: &Knowledge) {
    while list.len() > 1 && list.last().is_some_and(|w| known.club.contains(&*words.get(*w).text)) {
        list.pop();
    }
    while list.len() > 1 && list.first().is_some_and(|w| known.club.contains(&*words.get(*w).text)) {
        list.remove(0);
    }
}

/// "Republican Party", "Republicans", "Republican": one party. So are Democrats and the Democratic Party.
fn strip_party(list: &mut Vec<WordId>, words: &mut Words) {
    let text = |words: &Words, w: WordId| words.get(w).text.clone();
    // India's Congress party is no parliament.
    let of_organ = list.len() == 2 && list.first().is_some_and(|w| &*text(words, *w) == "congress");
    if list.len() > 1 && !of_organ && list.last().is_some_and(|w| &*text(words, *w) == "party") {
        list.pop();
    }
    let Some(end) = list.last_mut() else { return };
    let word = text(words, *end);
    if &*word == "democratic" {
        *end = words.intern("democrat");
    } else if let Some(single) = singular(&word)
        && matches!(
            single,
            "republican"
                | "democrat"
                | "green"
                | "conservative"
                | "liberal"
                | "socialist"
                | "communist"
                | "nazi"
                | "tory"
        )
    {
        *end = words.intern(single);
    }
}

fn singular(word: &str) -> Option<&str> {
    let plural = ["xes", "ches", "shes"].iter().any(|end| word.ends_with(end));
    if plural {
        return word.strip_suffix("es").filter(|stem| stem.chars().count() > 3);
    }
    word.strip_suffix('s').filter(|stem| stem.chars().count() > 3 && !stem.ends_with(['s', 'u', 'i']))
}

/// The country at the start or the end of an organ's name, and the rest of it.
fn take_country(list: &[WordId], words: &Words, known: &Knowledge) -> (Option<Country>, Vec<WordId>) {
    let name = |part: &[WordId]| part.iter().map(|w| &*words.get(*w).text).collect::<Vec<_>>().join(" ");
    let find = |part: &[WordId]| {
        let name = name(part);
        let union = matches!(name.as_str(), "eu" | "european").then_some(*b"EU");
        known.countries.get(&name).copied().or_else(|| known.demonym(&name)).or(union)
    };
    for width in 1..list.len().min(4) {
        if let Some(code) = find(&list[..width]) {
            return (Some(code), list[width..].to_vec());
        }
        if let Some(code) = find(&list[list.len() - width..]) {
            return (Some(code), list[..list.len() - width].to_vec());
        }
    }
    (None, list.to_vec())
}

#[cfg(test)]
mod tests {
    use super::Thing;
    use crate::model::EntityKind::{self, Organisation, Other, Place};
    use crate::nlp::resolve::words::Words;
    use crate::text::fold;

    fn both(kind: EntityKind, a: &str, b: &str) -> (Thing, Thing, Words) {
        let mut words = Words::default();
        let (x, y) = (Thing::parse(kind, a, &fold(a), &mut words), Thing::parse(kind, b, &fold(b), &mut words));
        (x, y, words)
    }

    fn same(kind: EntityKind, a: &str, b: &str) -> bool {
        let (x, y, _) = both(kind, a, b);
        x.key == y.key
    }

    #[test]
    fn one_thing_under_two_names() {
        for (a, b) in [
            ("Department of Justice", "Justice Department"),
            ("Microsoft Corp.", "Microsoft"),
            ("EU", "European Union"),
            ("the United Nations", "U.N."),
            ("L.A. Times", "Los Angeles Times"),
            ("Republican Party", "Republicans"),
            ("Ministry of Foreign Affairs", "Foreign Affairs Ministry"),
            ("USGS", "U.S. Geological Survey"),
        ] {
            assert!(same(Organisation, a, b), "{a} {b}");
        }
        for (a, b) in [
            ("U.S.", "United States"),
            ("US", "America"),
            ("UAE", "United Arab Emirates"),
            ("Kyiv", "Kiev"),
            ("Zürich", "Zurich"),
        ] {
            assert!(same(Place, a, b), "{a} {b}");
        }
        assert!(same(Other, "Russians", "Russian") && same(Other, "Nobel Prizes", "Nobel Prize"));
    }

    #[test]
    fn one_word_or_two() {
        for (a, b) in [("Exxon Mobil Corp.", "ExxonMobil"), ("JPMorgan Chase & Co.", "J.P. Morgan Chase")] {
            assert!(same(Organisation, a, b), "{a} {b}");
        }
        assert!(same(Place, "Birmingham, Ala.", "Birmingham, Alabama") && !same(Place, "Paris", "Paris, Texas"));
        assert!(same(Other, "Jews", "Jewish"));
        assert!(!same(Organisation, "Congress party", "Congress"));
    }

    #[test]
    fn two_things() {
        assert!(!same(Organisation, "Ministry of Defense", "Ministry of Justice"));
        assert!(!same(Organisation, "University of Washington", "Washington University St. Louis"));
        assert!(!same(Place, "Washington", "United States") && !same(Place, "Moscow", "Russia"));
        assert!(!same(Other, "Russian", "Ukrainian") && !same(Organisation, "US", "UN"));
    }
}
