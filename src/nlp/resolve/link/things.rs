//! Ties the names of organisations, places and other things to each other.

use rustc_hash::FxHashMap;

use super::{Item, Links, MAX_BLOCK, Scope, head};
use crate::nlp::resolve::knowledge::Country;
use crate::nlp::resolve::names::Names;
use crate::nlp::resolve::rule::Rule;
use crate::nlp::resolve::short::short_for;
use crate::nlp::resolve::spelling::one_slip;
use crate::nlp::resolve::thing::Thing;
use crate::nlp::resolve::words::hash;

/// Organisations, places or other things of one scene.
pub(super) struct Things<'a> {
    pub(super) items: &'a [Item],
    pub(super) names: &'a Names,
    pub(super) scope: Scope,
}

impl Things<'_> {
    fn thing(&self, item: u32) -> Option<&Thing> {
        self.names.thing(self.items[item as usize].name)
    }

    fn country(&self, item: u32) -> Option<Country> {
        self.items[item as usize].country.or_else(|| self.thing(item).and_then(|t| t.country))
    }

    /// Ties short names to full ones.
    pub(super) fn link(&self, which: &[u32], links: &mut Links) {
        let words = &self.names.words;
        // Same on sight.
        let mut by_key: FxHashMap<(u64, Option<Country>), u32> = FxHashMap::default();
        let mut roots: Vec<u32> = Vec::new();
        for &i in which {
            let Some(thing) = self.thing(i) else { continue };
            let key = (thing.key, if thing.generic { self.country(i) } else { None });
            if let Some(&j) = by_key.get(&key)
                && head(links, j) != i
            {
                links[i as usize] = Some((j, self.same(i, j)));
            } else {
                by_key.insert(key, i);
                roots.push(i);
            }
        }
        self.join_organs(&roots, links);
        // Longer names by the words they begin and end with, and by the first letter.
        let mut index: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for &i in &roots {
            let Some(thing) = self.thing(i) else { continue };
            let Some(last) = thing.words.last() else { continue };
            if thing.words.len() > 1 {
                for word in [thing.words.first().unwrap_or(last), last] {
                    index.entry(words.get(*word).norm).or_default().push(i);
                }
            }
            if thing.all.len() > 1 {
                for all in [thing.all.first(), thing.words.first()].into_iter().flatten() {
                    index.entry(hash(&("initial", words.get(*all).initial))).or_default().push(i);
                }
            }
        }
        let mut short = roots.clone();
        short.sort_by_key(|&i| std::cmp::Reverse(self.thing(i).map_or(0, |t| t.words.len())));
        for &i in &short {
            if links[i as usize].is_none() {
                links[i as usize] = self.longer(i, &index, links);
            }
        }
        self.join_slips(&roots, links);
    }

    fn same(&self, i: u32, j: u32) -> Rule {
        let (a, b) = (self.thing(i), self.thing(j));
        let acronym = |t: Option<&Thing>| t.is_some_and(|t| t.acronym.is_some());
        if acronym(a) != acronym(b) {
            return Rule::Acronym;
        }
        if a.is_some_and(|t| t.is_country || t.demonym) { Rule::KnownName } else { Rule::SameName }
    }

    /// "Foreign Ministry" alone is that of the one country whose ministry is named.
    fn join_organs(&self, roots: &[u32], links: &mut Links) {
        let mut owned: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let organs: Vec<u32> = roots.iter().copied().filter(|&i| self.thing(i).is_some_and(|t| t.generic)).collect();
        for &i in &organs {
            if let (Some(thing), Some(_)) = (self.thing(i), self.country(i)) {
                owned.entry(thing.key).or_default().push(i);
            }
        }
        for &i in &organs {
            if let (Some(thing), None) = (self.thing(i), self.country(i))
                && let Some([one]) = owned.get(&thing.key).map(Vec::as_slice)
            {
                links[i as usize] = Some((*one, Rule::ShortName));
            }
        }
    }

    /// The longer name an item is short for.
    fn longer(&self, i: u32, index: &FxHashMap<u64, Vec<u32>>, links: &Links) -> Option<(u32, Rule)> {
        let thing = self.thing(i)?;
        let words = &self.names.words;
        let kind = self.names.get(self.items[i as usize].name).kind;
        let mut found: Vec<(u32, Rule)> = Vec::new();
        let ends = [thing.words.first()?, thing.words.last()?].map(|w| words.get(*w).norm);
        // The article may give the first letter of an acronym: then the second leads.
        let mut letters = thing.acronym.as_deref().unwrap_or("").chars();
        let (one, two) =
            (letters.next(), letters.next().filter(|_| thing.acronym.as_deref().is_some_and(|a| a.starts_with('t'))));
        let letters = one.into_iter().chain(two).map(|c| hash(&("initial", c)));
        for key in ends.into_iter().chain(letters) {
            for &j in index.get(&key).into_iter().flatten().take(MAX_BLOCK) {
                let Some(other) = self.thing(j) else { continue };
                if j != i
                    && let Some(rule) = short_for(thing, other, kind, words)
                {
                    let to = head(links, j);
                    if to != i && !found.iter().any(|(k, _)| *k == to) {
                        found.push((to, rule));
                    }
                }
            }
        }
        match (found.as_slice(), self.scope) {
            ([], _) => None,
            ([one], _) => Some(*one),
            (several, Scope::Article) => {
                several.iter().min_by_key(|(j, rule)| (std::cmp::Reverse(rule.words().1), *j)).copied()
            }
            (several, Scope::Story) => {
                let weight = |(j, _): &(u32, Rule)| self.items[*j as usize].weight;
                let best = several.iter().max_by_key(|f| (weight(f), std::cmp::Reverse(f.0)))?;
                let rest: u32 = several.iter().filter(|f| f.0 != best.0).map(weight).sum();
                (weight(best) >= 2 * rest).then_some(*best)
            }
        }
    }

    /// Names of which one word is a letter off.
    fn join_slips(&self, roots: &[u32], links: &mut Links) {
        let words = &self.names.words;
        let mut seen: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for &i in roots {
            let Some(thing) = self.thing(i) else { continue };
            if links[i as usize].is_some()
                || thing.acronym.is_some()
                || thing.is_country
                || thing.demonym
                || thing.words.len() > 8
            {
                continue;
            }
            for gap in 0..thing.words.len() {
                let rest = thing
                    .words
                    .iter()
                    .enumerate()
                    .filter(|(k, _)| *k != gap)
                    .fold(hash(&gap), |key, (_, w)| hash(&(key, words.get(*w).norm)));
                let gapped = words.get(thing.words[gap]);
                if gapped.text.chars().count() < 4 || gapped.text.contains(char::is_numeric) {
                    continue;
                }
                let initial = hash(&(rest, gapped.initial));
                let peers = seen.entry(initial).or_default();
                let peer = peers.iter().take(MAX_BLOCK).find(|&&j| {
                    self.thing(j)
                        .and_then(|t| t.words.get(gap))
                        .is_some_and(|w| slips(&words.get(*w).text, &gapped.text, thing.words.len() > 1))
                });
                match peer {
                    Some(&j) if links[i as usize].is_none() && head(links, j) != i => {
                        links[i as usize] = Some((head(links, j), Rule::Slip));
                    }
                    _ => peers.push(i),
                }
            }
        }
    }
}

/// Whether two words differ by a slip of the pen, or by being singular and plural.
fn slips(x: &str, y: &str, in_company: bool) -> bool {
    let plural = x.strip_suffix('s') == Some(y) || y.strip_suffix('s') == Some(x);
    let least = if in_company { 6 } else { 9 };
    plural || (x.len().min(y.len()) >= least && one_slip(x, y))
}
