//! Somebody named like a country or a city that the text names too: "Rep. Jim Jordan" and "Jordan closed its airspace".

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Found, Settling};
use crate::model::EntityKind;
use crate::nlp::hash;
use crate::nlp::lexicon::on;

/// So many words after a name are looked at for "its" and "his".
const REACH: usize = 12;
/// Before a place.
const BEFORE: &str = "in to from into across near inside outside within through throughout around";
/// What is a country's, after "'s".
const OWNED: &str = "king queen crown president prime foreign defense defence interior finance government parliament army military \
                     capital border borders economy airspace air royal supreme central constitution embassy ambassador people \
                     population leaders delegation intelligence security police national";
/// What stands for a place, and for a person.
const ITS: &str = "its itself it";
const HIS: &str = "he his him himself she her herself who whose";

/// Hashes of the words of lists.
struct Lists([FxHashSet<u64>; 4]);

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let set = |words: &str| words.split_whitespace().map(|word| hash::bytes(word.as_bytes())).collect();
        Lists([BEFORE, OWNED, ITS, HIS].map(set))
    })
}

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Tells the place from the person, use by use, where a full name ends in the name of a country, a state or a large city.
    pub(super) fn part_lands(&mut self, names: &[Found]) {
        let mut full: FxHashMap<u64, usize> = FxHashMap::default();
        for name in names.iter().filter(|name| name.kind == EntityKind::Person && name.end - name.start > 1) {
            let bits = self.document.words.get(name.end - 1).map_or(0, |word| word.lists);
            if ["country", "state", "city_big"].iter().any(|list| on(bits, list)) {
                full.entry(self.key(name.end - 1, name.end)).or_insert(name.start);
            }
        }
        for name in names.iter().filter(|name| name.end - name.start == 1) {
            let Some(first) = full.get(&name.key) else { continue };
            if let Some(kind) = self.land_or_person(name.start, *first) {
                crate::nlp::label::write(self.tags, name.start, name.end, kind);
            }
        }
    }

    /// Whether a word stands before places: "in", "from".
    pub(super) fn leads_to_place(&self, at: usize) -> bool {
        let Lists([before, ..]) = lists();
        self.document.words.get(at).is_some_and(|word| before.contains(&word.lower))
    }

    /// What the words beside a single name make it; `first` is where the person is named in full.
    fn land_or_person(&self, at: usize, first: usize) -> Option<EntityKind> {
        let Lists([before, owned, its, his]) = lists();
        let lower = |at: usize| self.document.words.get(at).map_or(0, |word| word.lower);
        let is = |at: usize, word: &str| lower(at) == hash::bytes(word.as_bytes());
        let country = |at: usize| self.document.words.get(at).is_some_and(|word| on(word.lists, "country"));
        // Before the first word stands nothing that is on a list.
        let ahead = at.checked_sub(1).unwrap_or(usize::MAX);
        if self.titles.is_office(lower(ahead)) || self.titles.is_rank(lower(ahead)) {
            return Some(EntityKind::Person);
        }
        let possessive = is(at + 1, "'s") || is(at + 1, "’s");
        let beside = is(ahead, "and") && country(ahead.wrapping_sub(1)) || is(at + 1, "and") && country(at + 2);
        if before.contains(&lower(ahead)) || possessive && owned.contains(&lower(at + 2)) || beside {
            return Some(EntityKind::Place);
        }
        let end = self.sentence_end(at).min(at + REACH);
        // What belongs to it: "Jordan closed its airspace", "Jordan told reporters he was sad".
        let sign = (at + 1..end).find(|at| its.contains(&lower(*at)) || his.contains(&lower(*at)));
        match sign {
            Some(sign) if his.contains(&lower(sign)) => Some(EntityKind::Person),
            Some(_) if !possessive => Some(EntityKind::Place),
            // Nobody goes by the surname before he is named in full.
            _ => (at < first && country(at)).then_some(EntityKind::Place),
        }
    }
}
