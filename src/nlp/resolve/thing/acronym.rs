//! Names written like acronyms, and the acronyms that are known beforehand.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Thing;
use crate::model::EntityKind;
use crate::nlp::resolve::knowledge::Knowledge;
use crate::nlp::resolve::words::Words;
use crate::text::fold;

/// The letters of a name written like an acronym: short, one word, mostly capitals.
pub(super) fn letters(text: &str) -> Option<Box<str>> {
    if text.len() > 12 || text.contains(char::is_whitespace) {
        return None;
    }
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let count = letters.chars().count();
    ((2..=8).contains(&count) && capitals >= 2 && capitals * 3 >= count * 2).then(|| fold(&letters).into_boxed_str())
}

/// The acronym a well-known name is kept under.
pub(super) fn known(
    kind: EntityKind,
    folded: &str,
    thing: &Thing,
    words: &Words,
) -> Option<(EntityKind, &'static str)> {
    let known = Knowledge::get();
    if thing.is_country || thing.demonym {
        return None;
    }
    let plain = folded.strip_prefix("the ").unwrap_or(folded);
    let find = |name: &str| known.acronyms.get(name).filter(|(of, _)| *of == kind).map(|(of, a)| (*of, a.as_str()));
    let ours = thing.country.is_none() || thing.country == Some(*b"US");
    let undotted = plain.replace('.', "");
    let digits = plain.contains(char::is_numeric);
    find(plain)
        .or_else(|| (thing.acronym.is_some() || undotted.contains(' ')).then(|| find(&undotted)).flatten())
        .or_else(|| {
            let joined = thing.words.iter().map(|w| &*words.get(*w).text).collect::<Vec<_>>().join(" ");
            (ours && (thing.words.len() > 1 || thing.legal)).then(|| find(&joined)).flatten()
        })
        .or_else(|| {
            let whole = kind == EntityKind::Organisation && thing.words.len() > 1 && !thing.ownable();
            whole.then(|| in_other_words().get(&thing.key).map(|short| (kind, *short))).flatten()
        })
        .filter(|(_, short)| plain != *short || thing.acronym.is_some() || short.len() > 3 || digits)
}

/// Organisations of the table by the key of their spelt-out names: "Health and Human Services Department" is found by
/// "Department of Health and Human Services".
fn in_other_words() -> &'static FxHashMap<u64, &'static str> {
    static TABLE: OnceLock<FxHashMap<u64, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words = Words::default();
        let mut out = FxHashMap::default();
        let mut forms: Vec<_> = Knowledge::get().acronyms.iter().collect();
        forms.sort_unstable();
        for (form, (kind, short)) in forms {
            if *kind == EntityKind::Organisation && form.contains(' ') {
                let thing = Thing::organisation(form, &mut words);
                if !thing.ownable() && thing.words.len() > 1 {
                    out.entry(thing.key).or_insert(short.as_str());
                }
            }
        }
        out
    })
}
