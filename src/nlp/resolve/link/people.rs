//! Ties the names of people to each other.

mod narrow;

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::{Evidence, Item, Links, MAX_BLOCK, Scope, head};
use crate::nlp::resolve::knowledge::{Knowledge, Sex};
use crate::nlp::resolve::names::Names;
use crate::nlp::resolve::person::{Person, compare, nearly, slip, together};
use crate::nlp::resolve::rule::Rule;
use crate::nlp::resolve::words::{Word, hash};

/// Whom an article is about it names so often in full, and so many times as often as all others of the surname.
const MAIN: u32 = 3;

/// Items by a hash. Most lists are short: they take no memory of their own.
type Listed = FxHashMap<u64, SmallVec<[u32; 4]>>;

/// Full names by their surnames and by any word, and the surnames that stand alone.
type Lists<'l> = (&'l Listed, &'l Listed, &'l FxHashSet<u64>);

/// People of one scene.
pub(super) struct People<'a> {
    pub(super) items: &'a [Item],
    pub(super) names: &'a Names,
    pub(super) scope: Scope,
    pub(super) evidence: Evidence<'a>,
    /// Names that a misspelt one has joined: no second one does, or a list of like names would fall into one.
    pub(super) slipped: RefCell<FxHashSet<u32>>,
}

impl People<'_> {
    fn person(&self, item: u32) -> Option<&Person> {
        self.names.person(self.items[item as usize].name)
    }

    /// Ties short names to full ones.
    pub(super) fn link(&self, which: &[u32], links: &mut Links) {
        let words = &self.names.words;
        let mut by_last: Listed = FxHashMap::default();
        let mut by_word: Listed = FxHashMap::default();
        let (bare, full): (Vec<u32>, Vec<u32>) = which.iter().partition(|&&i| self.person(i).is_none_or(|p| p.bare));
        // The fullest first, so that initials and nicknames find them; ties in the given order.
        let alone: FxHashSet<u64> = match self.scope {
            Scope::Article => bare.iter().filter_map(|&i| Some(self.person(i)?.last(words).norm)).collect(),
            Scope::Story => FxHashSet::default(),
        };
        let mut full = full;
        full.sort_by_key(|&i| {
            self.person(i).map_or(0, |p| usize::from(!p.is_full(words)) * 1000 + 100 - p.words.len().min(99))
        });
        for &i in &full {
            let Some(person) = self.person(i) else { continue };
            if links[i as usize].is_none() {
                self.join_full(i, person, (&by_last, &by_word, &alone), links);
            }
            by_last.entry(person.last(words).norm).or_default().push(i);
            if let Some(joined) = person.joined {
                by_last.entry(words.get(joined).norm).or_default().push(i);
            }
            for word in &person.words {
                by_word.entry(words.get(*word).norm).or_default().push(i);
            }
        }
        let mut loose: Listed = FxHashMap::default();
        // Popes and princes first: a given name alone is theirs.
        let mut bare = bare;
        bare.sort_by_key(|&i| self.items[i as usize].regnal == 0);
        let mut regnal: Listed = FxHashMap::default();
        for &i in bare.iter().filter(|&&i| self.items[i as usize].regnal != 0) {
            regnal.entry(self.person(i).map_or(0, |p| p.last(words).norm)).or_default().push(i);
        }
        for &i in &bare {
            if links[i as usize].is_some() {
                continue;
            }
            let norm = self.person(i).map_or(0, |p| p.last(words).norm);
            // The king's son is Talal bin Fahad: "Fahad" is the king.
            let sons = |list: &SmallVec<[u32; 4]>| list.iter().all(|j| self.person(*j).is_some_and(|p| p.nasab));
            let of_sons = by_last.get(&norm).is_none_or(sons);
            if let Some(rulers) = regnal.get(&norm).filter(|_| of_sons) {
                let fits = |j: &u32| self.one_number(i, *j) && self.styles_agree(i, *j);
                let ruler = rulers.iter().copied().take(MAX_BLOCK).find(fits);
                match ruler {
                    Some(j) if j != i && head(links, j) != i => {
                        links[i as usize] = Some((head(links, j), Rule::GivenName));
                    }
                    Some(_) => links[i as usize] = self.ruler(i, norm, &by_word, links),
                    None => {}
                }
                continue;
            }
            self.join_bare(i, &by_last, &by_word, (&full, &bare), links);
            if links[i as usize].is_none()
                && let Some(person) = self.person(i)
            {
                let norm = person.words.iter().fold(0, |key, w| hash(&(key, words.get(*w).norm)));
                let others = self.others(i, links);
                let peers = loose.entry(norm).or_default();
                let peer = peers.iter().find(|&&j| self.may_be_one(i, j) && !others.contains(&head(links, j)));
                match peer {
                    Some(&j) => links[i as usize] = Some((j, Rule::SameName)),
                    None => peers.push(i),
                }
            }
        }
    }

    /// Ties a name of several words to an earlier one.
    fn join_full(&self, i: u32, person: &Person, (by_last, by_word, alone): Lists<'_>, links: &mut Links) {
        let words = &self.names.words;
        // "Salah ran. Saleh dived.": two people, not one and a slip.
        let two = |other: &Person| {
            let (x, y) = (person.last(words).norm, other.last(words).norm);
            x != y && alone.contains(&x) && alone.contains(&y)
        };
        let mut found: Vec<(u32, Rule)> = Vec::new();
        let mut consider = |j: u32, slips: bool| {
            let Some(other) = self.person(j).filter(|_| !self.apart(i, j)) else { return };
            let rule = if slips {
                (!two(other) && nearly(person, other, words)).then_some(Rule::Slip)
            } else {
                compare(person, other, words)
            };
            if let Some(rule) = rule
                && self.sexes_agree(i, j)
            {
                let to = head(links, j);
                if !found.iter().any(|(k, _)| *k == to) {
                    found.push((to, rule));
                }
            }
        };
        for &j in by_last.get(&person.last(words).norm).into_iter().flatten().take(MAX_BLOCK) {
            consider(j, false);
        }
        let others =
            person.words.iter().flat_map(|w| by_word.get(&words.get(*w).norm).into_iter().flatten().take(MAX_BLOCK));
        for &j in others.clone() {
            consider(j, false);
        }
        for &j in others {
            consider(j, true);
        }
        found.sort_by_key(|(_, rule)| std::cmp::Reverse(rule.words().1));
        let sure = |rule: Rule| matches!(rule, Rule::SameName | Rule::Spelling | Rule::ShorterForm | Rule::NameOrder);
        if found.iter().any(|(_, rule)| *rule != Rule::Slip) {
            found.retain(|(_, rule)| *rule != Rule::Slip);
        }
        match found.as_slice() {
            [(to, Rule::Slip)] if !self.slipped.borrow_mut().insert(*to) => {}
            [one] => links[i as usize] = Some(*one),
            [best, next, ..] if sure(best.1) && !sure(next.1) => links[i as usize] = Some(*best),
            [best, ..] if sure(best.1) => links[i as usize] = Some(self.most_named(&found).unwrap_or(*best)),
            [] => links[i as usize] = self.glued(person, by_last, links),
            _ => {}
        }
    }

    /// "Mac Donald", which looks like a full name, for "Ramsay Macdonald".
    fn glued(&self, person: &Person, by_last: &Listed, links: &Links) -> Option<(u32, Rule)> {
        let words = &self.names.words;
        let glued = |p: &Person| p.words.len() == 2 && Knowledge::get().glued.contains(&*p.first(words).text);
        let joined = words.get(person.joined.filter(|_| glued(person))?).norm;
        let whole = |other: &Person| other.joined.is_some_and(|j| words.get(j).norm == joined);
        let fits =
            |j: &u32| self.person(*j).is_some_and(|o| o.is_full(words) && (o.last(words).norm == joined || whole(o)));
        let bearers = by_last.get(&joined).into_iter().flatten().copied().take(MAX_BLOCK);
        let mut heads = bearers.filter(fits).map(|j| head(links, j));
        let first = heads.next()?;
        heads.all(|other| other == first).then(|| (first, self.rule(Rule::Surname)))
    }

    fn most_named(&self, found: &[(u32, Rule)]) -> Option<(u32, Rule)> {
        let best = found.iter().map(|(j, _)| self.items[*j as usize].weight).max()?;
        found.iter().find(|(j, _)| self.items[*j as usize].weight == best).copied()
    }

    fn sexes_agree(&self, i: u32, j: u32) -> bool {
        let words = &self.names.words;
        let of = |k: u32| {
            let item = &self.items[k as usize];
            item.sex.or_else(|| self.person(k).and_then(|p| p.sex(words)))
        };
        match (of(i), of(j)) {
            (Some(x), Some(y)) => {
                x == y || (self.items[i as usize].sex.is_none() && self.items[j as usize].sex.is_none())
            }
            (Some(Sex::Couple), None) | (None, Some(Sex::Couple)) => false,
            _ => true,
        }
    }

    /// Whether another bare name has the same surname and a man's title.
    fn has_male(&self, i: u32, bare: &[u32]) -> bool {
        let words = &self.names.words;
        let norm = |j: u32| self.person(j).map(|p| p.last(words).norm);
        bare.iter().take(4 * MAX_BLOCK).any(|&j| self.items[j as usize].sex == Some(Sex::Male) && norm(j) == norm(i))
    }

    /// Ties a single surname or given name to the full name it stands for.
    fn join_bare(&self, i: u32, by_last: &Listed, by_word: &Listed, (full, bare): (&[u32], &[u32]), links: &mut Links) {
        let words = &self.names.words;
        let Some(person) = self.person(i) else { return };
        let last = person.last(words);
        let fits = |j: u32, all_words: bool| {
            let Some(other) = self.person(j) else { return false };
            // A king has no surname: "King Salman" is not the son of Salman.
            if self.items[i as usize].regnal != 0 && other.arab && !person.arab && other.first(words).norm != last.norm
            {
                return false;
            }
            // Nor has one with a number: "Elizabeth II" is no Elizabeth Holmes.
            if self.reigns(i) && !other.arab && self.items[j as usize].regnal == 0 {
                return false;
            }
            let tail = !all_words
                || person.words.iter().all(|w| other.words.iter().any(|o| words.get(*o).norm == words.get(*w).norm))
                || together(other, person, words)
                || together(person, other, words);
            tail && self.sexes_agree(i, j)
                && person.suffix.is_none_or(|s| other.suffix.map_or(person.numeral, |o| o == s))
        };
        let others = self.others(i, links);
        let heads = |list: &[u32], links: &Links| {
            let mut out: Vec<u32> = Vec::new();
            for &j in list.iter().take(MAX_BLOCK).filter(|&&j| fits(j, true)) {
                let to = head(links, j);
                if !out.contains(&to) && !others.contains(&to) {
                    out.push(to);
                }
            }
            out
        };
        let mut surname = by_last.get(&last.norm).map(|list| heads(list, links)).unwrap_or_default();
        if let (Some(joined), true) = (person.joined, surname.is_empty()) {
            surname = by_last.get(&words.get(joined).norm).map(|same| heads(same, links)).unwrap_or_default();
        }
        if let Some(sex) = self.items[i as usize].sex
            && !self.keep_sex(sex, &mut surname)
            && sex == Sex::Female
            && !surname.is_empty()
            && self.has_male(i, bare)
        {
            // Mr. and Mrs. of one surname: the full name is taken to be his where nothing tells.
            return;
        }
        let (mut found, rule) = if surname.is_empty() {
            let any: Vec<u32> = by_word.get(&last.norm).map(|list| heads(list, links)).unwrap_or_default();
            let front = |j: &u32| self.person(*j).is_some_and(|p| p.first(words).norm == last.norm);
            let mut given: Vec<u32> = any.iter().copied().filter(front).collect();
            if let Some(sex) = self.items[i as usize].sex
                && !self.keep_sex(sex, &mut given)
                && sex == Sex::Female
                && self.has_male(i, bare)
            {
                return;
            }
            (if given.is_empty() { any } else { given }, self.rule(Rule::GivenName))
        } else {
            (surname, self.rule(Rule::Surname))
        };
        if found.len() > 1 {
            self.narrow(i, &mut found, by_last.get(&last.norm).map_or(&[], SmallVec::as_slice), links);
        }
        let chosen = match (found.as_slice(), self.scope) {
            ([], _) => self.letters(i, full, links).or_else(|| self.slip(i, last, full, links)),
            ([one], _) => Some((*one, rule)),
            (several, Scope::Article) => {
                self.main(several).or_else(|| several.iter().min().copied()).map(|j| (j, rule))
            }
            (several, Scope::Story) => self.outstanding(several).map(|j| (j, rule)),
        };
        links[i as usize] = chosen;
    }

    const fn rule(&self, rule: Rule) -> Rule {
        match (self.scope, rule) {
            (Scope::Story, Rule::Surname) => Rule::StorySurname,
            (Scope::Story, _) => Rule::StoryName,
            (Scope::Article, rule) => rule,
        }
    }

    /// The one an article is about: named in full again and again, and three times as often as all others.
    fn main(&self, several: &[u32]) -> Option<u32> {
        let weight = |j: &u32| self.items[*j as usize].weight;
        let best = several.iter().copied().max_by_key(|j| (weight(j), std::cmp::Reverse(*j)))?;
        let all: u32 = several.iter().map(weight).sum();
        (weight(&best) >= MAIN && weight(&best) >= MAIN * (all - weight(&best))).then_some(best)
    }

    /// The one that is named far more than the others.
    fn outstanding(&self, several: &[u32]) -> Option<u32> {
        let weight = |j: &u32| self.items[*j as usize].weight;
        let best = several.iter().max_by_key(|j| (weight(j), std::cmp::Reverse(**j)))?;
        let rest: u32 = several.iter().filter(|j| *j != best).map(weight).sum();
        (weight(best) >= 2 * rest).then_some(*best)
    }

    /// A surname with one slip of the pen, where nothing fits without.
    fn slip(&self, i: u32, last: &Word, full: &[u32], links: &Links) -> Option<(u32, Rule)> {
        if last.text.chars().count() < 6 || last.given {
            return None;
        }
        let words = &self.names.words;
        let mut found: Option<u32> = None;
        for &j in full.iter().take(MAX_BLOCK * 4) {
            let Some(other) = self.person(j) else { continue };
            let surname = other.last(words);
            if slip(&last.text, &surname.text) && self.sexes_agree(i, j) && last.initial == surname.initial {
                let to = head(links, j);
                if found.is_some_and(|k| k != to) {
                    return None;
                }
                found = Some(to);
            }
        }
        found.filter(|to| self.slipped.borrow_mut().insert(*to)).map(|to| (to, Rule::Slip))
    }
}
