//! Whose the organs, parties and cities are that an article names without their country.

use rustc_hash::FxHashMap;

use super::Reader;
use crate::model::EntityKind;
use crate::nlp::resolve::context;
use crate::nlp::resolve::knowledge::{Country, Knowledge};
use crate::nlp::resolve::shared::{self, Shared};
use crate::nlp::resolve::thing::Thing;
use crate::text::fold;

/// A name that is listed as speaking for a country counts for so many that are the country's in general.
const CLUE: u32 = 2;

/// What an article names that tells which country it is about: folded name, country if it is one's, mentions.
type Signs = Vec<(String, Option<Country>, u32)>;

impl Reader<'_, '_> {
    /// Gives organs without a country the one that the article is about, where it is clearly about one.
    pub(super) fn owners(&mut self) {
        let open = |i: &usize| {
            self.groups[*i].country.is_none() && self.names.thing(self.groups[*i].name).is_some_and(Thing::ownable)
        };
        let open: Vec<usize> = (0..self.groups.len()).filter(open).collect();
        let organ = |i: &usize| self.names.thing(self.groups[*i].name).is_some_and(|thing| thing.generic);
        let (organs, shared): (Vec<usize>, Vec<usize>) = open.into_iter().partition(organ);
        let mut signs = None;
        for i in shared {
            let known = self.names.thing(self.groups[i].name).and_then(|thing| thing.shared);
            self.groups[i].country = known.and_then(|known| home(known, signs.get_or_insert_with(|| self.signs())));
        }
        if !organs.is_empty() {
            let main = self.main_country().or_else(|| context::dateline(self.doc.text, self.doc.mentions));
            for i in organs {
                let Some(key) = self.names.thing(self.groups[i].name).map(|thing| thing.key) else { continue };
                let owned = (0..self.groups.len()).any(|j| {
                    self.groups[j].country.is_some()
                        && self.names.thing(self.groups[j].name).is_some_and(|thing| thing.key == key)
                });
                if owned {
                    continue;
                }
                self.groups[i].country = match shared::organ(key) {
                    Some(known) => {
                        let among = main.filter(|main| known.homes.contains(main));
                        among.or_else(|| home(known, signs.get_or_insert_with(|| self.signs())))
                    }
                    None => main,
                };
            }
        }
        for i in 0..self.groups.len() {
            if let Some(country) = self.groups[i].country {
                self.groups[i].class = self.names.owned(self.groups[i].name, country);
            }
        }
    }

    /// The country most names of countries and of what is theirs are of.
    fn main_country(&self) -> Option<Country> {
        let mut counts: FxHashMap<Country, u32> = FxHashMap::default();
        for group in &self.groups {
            let of = |thing: &Thing| thing.country.filter(|_| thing.shared.is_none());
            let country = group.country.or_else(|| self.names.thing(group.name).and_then(of));
            if let Some(country) = country {
                *counts.entry(country).or_default() += group.mentions;
            }
        }
        let all: u32 = counts.values().sum();
        let (country, most) = counts.into_iter().max_by_key(|(country, n)| (*n, *country))?;
        (most >= 2 && most * 2 > all).then_some(country)
    }

    /// The names that tell which country an article is about.
    fn signs(&self) -> Signs {
        let known = Knowledge::get();
        let land = |name: &str| known.capitals.get(name).copied().or_else(|| known.state(name));
        let mut out = Signs::new();
        for group in &self.groups {
            let Some(thing) = self.names.thing(group.name) else { continue };
            let of = self.names.get(group.name);
            let folded = fold(&of.text);
            let plain = folded.strip_prefix("the ").unwrap_or(&folded);
            let own = if thing.shared.is_some() { group.country } else { group.country.or(thing.country) };
            let place = of.kind == EntityKind::Place && thing.shared.is_none();
            let parts = plain.split_once(", ").filter(|_| place).into_iter().flat_map(|(at, within)| [at, within]);
            for name in parts {
                out.push((name.to_owned(), land(name), group.mentions));
            }
            out.push((plain.to_owned(), own.or_else(|| land(plain).filter(|_| place)), group.mentions));
        }
        out
    }
}

/// The country of several that an article is about: it names more than twice as much of it as of any other.
fn home(shared: &Shared, signs: &Signs) -> Option<Country> {
    let mut counts = vec![0u32; shared.homes.len()];
    for (name, country, mentions) in signs {
        let clue = shared.clue(name);
        let Some(at) = clue.or(*country).and_then(|of| shared.homes.iter().position(|home| *home == of)) else {
            continue;
        };
        counts[at] += mentions * if clue.is_some() { CLUE } else { 1 };
    }
    let best = (0..counts.len()).max_by_key(|at| (counts[*at], std::cmp::Reverse(*at)))?;
    let next = (0..counts.len()).filter(|at| *at != best).map(|at| counts[at]).max().unwrap_or(0);
    (counts[best] > 2 * next).then(|| shared.homes[best])
}
