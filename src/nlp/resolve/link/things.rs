//! Ties the names of organisations, places and other things to each other.

use rustc_hash::FxHashMap;

use super::{Item, Links, MAX_BLOCK, Scope, head};
use crate::nlp::resolve::knowledge::{Country, Knowledge};
use crate::nlp::resolve::names::Names;
use crate::nlp::resolve::rule::Rule;
use crate::nlp::resolve::short::short_for;
use crate::nlp::resolve::spelling::one_slip;
use crate::nlp::resolve::thing::{Thing, joined};
use crate::nlp::resolve::words::hash;
use crate::text::fold;

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
        self.items[item as usize].country.or_else(|| self.thing(item).and_then(Thing::owner))
    }

    /// Ties short names to full ones.
    pub(super) fn link(&self, which: &[u32], links: &mut Links) {
        let words = &self.names.words;
        // Same on sight.
        let mut by_key: FxHashMap<(u64, Option<Country>), u32> = FxHashMap::default();
        let mut roots: Vec<u32> = Vec::new();
        for &i in which {
            let Some(thing) = self.thing(i) else { continue };
            let key = (thing.key, if thing.ownable() { self.country(i) } else { None });
            if links[i as usize].is_some() {
                continue;
            }
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
                if thing.words.len() > 2 {
                    // One word of the short name may be two of this.
                    let two = hash(joined(&thing.words[..2], words).as_str());
                    index.entry(two).or_default().push(i);
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
        self.join_companions(&roots, links);
        self.join_slips(&roots, links);
    }

    /// "Social Democrats" where the SPD is named: which party of that name it is.
    fn join_companions(&self, roots: &[u32], links: &mut Links) {
        let known = Knowledge::get();
        let mut goes_by: FxHashMap<u64, Option<u32>> = FxHashMap::default();
        for &i in roots {
            let letters = self.thing(i).and_then(|t| t.known.or(t.acronym.as_deref()));
            for name in letters.and_then(|letters| known.beside.get(letters)).into_iter().flatten() {
                // Two parties that go by one name: it says nothing.
                goes_by.entry(hash(name.as_str())).and_modify(|who| *who = None).or_insert(Some(i));
            }
        }
        if goes_by.is_empty() {
            return;
        }
        for &i in roots.iter().filter(|&&i| self.thing(i).is_some_and(|t| t.acronym.is_none())) {
            let folded = fold(&self.names.get(self.items[i as usize].name).text);
            let plain = folded.strip_prefix("the ").unwrap_or(&folded);
            if let Some(&Some(to)) = goes_by.get(&hash(plain))
                && links[i as usize].is_none()
                && head(links, to) != i
            {
                links[i as usize] = Some((head(links, to), Rule::ShortName));
            }
        }
    }

    fn same(&self, i: u32, j: u32) -> Rule {
        let (a, b) = (self.thing(i), self.thing(j));
        let acronym = |t: Option<&Thing>| t.is_some_and(|t| t.acronym.is_some());
        if acronym(a) != acronym(b) {
            let text = |item: u32| fold(&self.names.get(self.items[item as usize].name).text);
            return if text(i) == text(j) { Rule::Capitals } else { Rule::Acronym };
        }
        if a.is_some_and(|t| t.is_country || t.demonym) { Rule::KnownName } else { Rule::SameName }
    }

    /// "Foreign Ministry" alone is that of the one country whose ministry is named.
    fn join_organs(&self, roots: &[u32], links: &mut Links) {
        let mut owned: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        let organs: Vec<u32> = roots.iter().copied().filter(|&i| self.thing(i).is_some_and(Thing::ownable)).collect();
        for &i in &organs {
            if let (Some(thing), Some(_)) = (self.thing(i), self.country(i)) {
                owned.entry(thing.key).or_default().push(i);
            }
        }
        for &i in &organs {
            let (Some(thing), None) = (self.thing(i), self.country(i)) else { continue };
            let one = match (owned.get(&thing.key).map(Vec::as_slice), self.scope) {
                (Some([one]), _) => Some(*one),
                // Who was introduced first goes by the short name.
                (Some(several), Scope::Article) => several.iter().copied().find(|j| *j < i),
                _ => None,
            };
            if let Some(one) = one.filter(|one| links[i as usize].is_none() && head(links, *one) != i) {
                links[i as usize] = Some((head(links, one), Rule::ShortName));
            }
        }
    }

    /// Whether a place may be called without the state it lies in: after it was named with it, and in other articles.
    /// A capital's name is the capital's ("Paris, Texas").
    fn in_place(&self, short: u32, long: u32) -> bool {
        let Some(local) = self.thing(long).and_then(|t| t.local) else { return true };
        let known = Knowledge::get();
        let name = &*self.names.get(self.items[short as usize].name).text;
        if let Some(country) = known.capitals.get(&name.to_lowercase()) {
            let within = self.thing(long).and_then(|t| t.words.get(local..)).unwrap_or(&[]);
            let within: Vec<&str> = within.iter().map(|w| &*self.names.words.get(*w).text).collect();
            return known.countries.get(&within.join(" ")) == Some(country);
        }
        self.scope == Scope::Story || long < short
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
        let two = (thing.words.len() == 2).then(|| hash(joined(&thing.words, words).as_str()));
        for key in ends.into_iter().chain(letters).chain(two) {
            for &j in index.get(&key).into_iter().flatten().take(MAX_BLOCK) {
                let Some(other) = self.thing(j) else { continue };
                if j != i
                    && self.in_place(i, j)
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
