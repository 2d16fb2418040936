//! Under which of its names an entity is shown.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::nlp::resolve::knowledge::Knowledge;
use crate::nlp::resolve::names::{NameId, Names, Parts};
use crate::nlp::resolve::person::Person;
use crate::nlp::resolve::thing::Thing;
use crate::text::fold;

/// Of so many forms of a name one is sought of which a shorter one is a part.
const MAX_FORMS: usize = 32;

/// The fullest common form: of the forms of the best make, the most frequent. `forms` come the most frequent first.
pub(super) fn choose(forms: &[(NameId, u32)], names: &Names) -> NameId {
    if let &[(only, _)] = forms {
        return only;
    }
    let lengths = forms.iter().take(MAX_FORMS).filter_map(|(name, _)| names.person(*name).map(|p| p.words.len()));
    let longest = lengths.max().unwrap_or(0);
    let make = |name: NameId| match &names.get(name).parts {
        Parts::Person(person) => of_person(person, longest, forms, names) - shouted(&names.get(name).text),
        Parts::Thing(thing) => of_thing(thing, &names.get(name).text),
    };
    let makes: Vec<i8> = forms.iter().map(|(name, _)| make(*name)).collect();
    let best = makes.iter().max().copied().unwrap_or(0);
    let fullest = || forms.iter().zip(&makes).filter(|(_, make)| **make == best).map(|((name, _), _)| *name);
    // A surname that is spelt so in one form only is a slip.
    let usual = usual_surname(forms, names);
    let surname = |name: &NameId| names.person(*name).map(|person| person.last(&names.words).text.clone());
    fullest().find(|name| usual.is_some() && surname(name) == usual).or_else(|| fullest().next()).unwrap_or(0)
}

/// The surname by which people are called most, in whatever form.
fn usual_surname(forms: &[(NameId, u32)], names: &Names) -> Option<CompactString> {
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for (name, n) in forms.iter().take(MAX_FORMS) {
        if let Some(person) = names.person(*name) {
            *counts.entry(&person.last(&names.words).text).or_default() += n;
        }
    }
    let best = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
    best.map(|(surname, _)| surname.into())
}

/// 1 for a name of more than an acronym's length in capitals, as headlines have them.
fn shouted(text: &str) -> i8 {
    i8::from(text.len() > 4 && text.contains(char::is_alphabetic) && !text.contains(char::is_lowercase))
}

/// Given name and surname, rather with neither title nor initial; of rulers title and number. `longest` are the words of the
/// longest form.
fn of_person(person: &Person, longest: usize, forms: &[(NameId, u32)], names: &Names) -> i8 {
    if person.bare || (person.words.len() < longest || person.joined.is_some()) && is_end(person, forms, names) {
        return i8::from(person.regnal != 0) * 2 + i8::from(person.bare && person.suffix.is_some());
    }
    let initial = person.first(&names.words).single;
    10 - 3 * i8::from(initial) - 3 * i8::from(person.sex.is_some())
}

/// Whether a name of several words is but the surname of a fuller one: "Ní Bhriain", "García Márquez".
fn is_end(person: &Person, forms: &[(NameId, u32)], names: &Names) -> bool {
    let first = person.first(&names.words);
    let glued = person.words.len() == 2 && Knowledge::get().glued.contains(&*first.text);
    let fuller = |other: &Person| {
        let more = other.words.len() > person.words.len();
        let single = other.first(&names.words).single;
        let ends = || other.words.iter().rev().zip(person.words.iter().rev()).all(|(x, y)| x == y);
        let glued = glued && person.joined.is_some() && person.joined == other.joined;
        !single && other.words != person.words && (more && ends() || glued)
    };
    !first.given && forms.iter().take(MAX_FORMS).filter_map(|(name, _)| names.person(*name)).any(fuller)
}

/// The name spelt out; of countries the one that is its own.
fn of_thing(thing: &Thing, text: &str) -> i8 {
    if thing.is_country {
        let folded = fold(text);
        let plain = folded.strip_prefix("the ").unwrap_or(&folded);
        // More than the country, or a part of it.
        let loose = thing.acronym.is_some() || matches!(plain, "america" | "states" | "holland");
        return if Knowledge::get().country_names.contains(plain) { 2 } else { i8::from(!loose) };
    }
    i8::from(thing.acronym.is_none() && thing.all.len() > 1 && shouted(text) == 0)
}
