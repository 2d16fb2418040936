//! Ring 3: across the library, only on evidence.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Loose, Reason, Rings};
use crate::model::EntityKind;
use crate::nlp::resolve::article::Group;
use crate::nlp::resolve::knowledge::Sex;
use crate::nlp::resolve::names::NameId;
use crate::nlp::resolve::nodes::{NodeId, Postings};
use crate::nlp::resolve::person::{compare, eastern, nearly};
use crate::nlp::resolve::rule::Rule;
use crate::nlp::resolve::words::hash;

/// Of so many articles of a candidate the company is looked at.
const MAX_COMPANY: usize = 64;
/// Among more bearers of one surname nobody stands out.
const MAX_CANDIDATES: usize = 64;
/// A bearer of a name named in so many articles is known by the surname alone.
const KNOWN: u32 = 3;
/// Company that a bare name must share with a bearer in another story.
const LEAST_COMPANY: f32 = 1.5;

impl Rings<'_> {
    /// A name of several words that is an organisation or a place in one article and "another thing" in the next: types of
    /// such names are the least sure.
    pub(super) fn other_types(&mut self) {
        let lists: Vec<Vec<u32>> = self.index.words.lists().filter(|list| list.len() == 2).collect();
        for list in lists {
            let (a, b) = (list[0], list[1]);
            let kind = |c: u32| self.names.classes[c as usize].kind;
            let seen = self.nodes.articles[a as usize] > 0 && self.nodes.articles[b as usize] > 0;
            if seen && kind(a) != kind(b) && [kind(a), kind(b)].contains(&EntityKind::Other) {
                self.nodes.union.join(a, b);
                let (name, with) = (self.nodes.name[a as usize], self.nodes.name[b as usize]);
                self.reasons.push(Reason { name, with, rule: Rule::OtherType });
                self.reasons.push(Reason { name: with, with: name, rule: Rule::OtherType });
            }
        }
    }

    /// Whether all names of a class are one bearer's as far as is known.
    fn whole(&self, class: u32) -> bool {
        !self.names.classes[class as usize].mixed && !self.nodes.parted.contains(&class)
    }

    /// Whether articles that name both hold two names apart.
    fn held_apart(&self, a: u32, b: u32) -> bool {
        let (x, y) = (self.nodes.name[a as usize], self.nodes.name[b as usize]);
        self.nodes.apart.contains(&(x.min(y), x.max(y)))
    }

    /// The same given name and surname in both orders, where it is not two given names.
    pub(super) fn name_orders(&mut self) {
        let lists: Vec<Vec<u32>> = self.index.pairs.lists().filter(|list| list.len() == 2).collect();
        for list in lists {
            let &[a, b] = list.as_slice() else { continue };
            let seen = self.nodes.articles[a as usize] > 0 && self.nodes.articles[b as usize] > 0;
            let whole = self.whole(a) && self.whole(b) && !self.held_apart(a, b);
            if seen && whole {
                let (name, with) = (self.nodes.name[a as usize], self.nodes.name[b as usize]);
                // The pair may also differ by a particle that is written in one with the surname.
                let (p, q) = (self.names.person(name), self.names.person(with));
                if p.zip(q).is_some_and(|(p, q)| eastern::differ(p, q, &self.names.words)) {
                    continue;
                }
                let rule = p.zip(q).and_then(|(p, q)| compare(p, q, &self.names.words)).unwrap_or(Rule::NameOrder);
                self.nodes.union.join(a, b);
                self.reasons.push(Reason { name, with, rule });
                self.reasons.push(Reason { name: with, with: name, rule });
            }
        }
    }

    /// Nicknames and initials across the library, for surnames that hardly anybody bears.
    pub(super) fn nicknames(&mut self) {
        let lists: Vec<Vec<u32>> = self.index.formal.lists().filter(|list| list.len() <= 8).collect();
        for list in lists {
            for (at, &a) in list.iter().enumerate() {
                for &b in &list[at + 1..] {
                    let (x, y) = (self.nodes.name[a as usize], self.nodes.name[b as usize]);
                    let (Some(p), Some(q)) = (self.names.person(x), self.names.person(y)) else { continue };
                    let last = p.last(&self.names.words).norm;
                    let bearers = self.index.surnames.of(last).len() + self.left_out.with(last);
                    let seen = self.nodes.articles[a as usize] > 0 && self.nodes.articles[b as usize] > 0;
                    let whole = self.whole(a) && self.whole(b) && !self.held_apart(a, b);
                    if seen && whole && bearers <= 3 && compare(p, q, &self.names.words).is_some() {
                        self.nodes.union.join(a, b);
                        self.reasons.push(Reason { name: x, with: y, rule: Rule::Nickname });
                    }
                }
            }
        }
    }

    /// Full names that are rarely seen and one slip of the pen away from one that is seen often.
    pub(super) fn slips(&mut self) {
        let seen = |this: &Self, c: u32| this.nodes.articles[c as usize];
        let all = |list: &Vec<u32>| {
            let person = list.first().and_then(|class| self.names.person(self.nodes.name[*class as usize]));
            list.len() + person.map_or(0, |person| self.left_out.with(person.last(&self.names.words).norm))
        };
        let lists: Vec<Vec<u32>> = self.index.surnames.lists().filter(|list| all(list) <= MAX_CANDIDATES).collect();
        for list in lists {
            for &a in &list {
                if !(1..=2).contains(&seen(self, a)) {
                    continue;
                }
                let x = self.nodes.name[a as usize];
                let near = |&&b: &&u32| {
                    let (p, q) = (self.names.person(x), self.names.person(self.nodes.name[b as usize]));
                    seen(self, b) >= 4 * seen(self, a)
                        && !self.held_apart(a, b)
                        && p.zip(q).is_some_and(|(p, q)| nearly(p, q, &self.names.words))
                };
                let rank = |b: &&u32| (seen(self, **b), std::cmp::Reverse(self.nodes.rank[**b as usize]));
                if let Some(&b) = list.iter().filter(near).max_by_key(rank) {
                    self.nodes.union.join(a, b);
                    self.reasons.push(Reason { name: x, with: self.nodes.name[b as usize], rule: Rule::Slip });
                }
            }
        }
    }

    /// Names that articles give as other names of somebody ("known as Hemedti"): where they stand alone, they are that one's if
    /// four in five say so. Returns the groups that found nobody.
    pub(super) fn other_names(&mut self, loose: Vec<Loose>) -> Vec<Loose> {
        let mut told: FxHashMap<u32, FxHashMap<NodeId, u32>> = FxHashMap::default();
        for &i in &self.nodes.order {
            let article = &self.articles[i as usize];
            for (g, group) in article.groups.iter().enumerate().filter(|(_, group)| group.rule == Rule::KnownAs) {
                let base = self.nodes.start[i as usize] as usize;
                let (own, now) = (self.nodes.own[base + g], self.nodes.of_group[base + g]);
                if !self.nodes.strong[own as usize] && self.nodes.strong[now as usize] {
                    *told.entry(group.class).or_default().entry(self.nodes.union.find(now)).or_default() += 1;
                }
            }
        }
        let mut left = Vec::with_capacity(loose.len());
        for unit in loose {
            let group = self.group(&unit);
            let (class, name) = (group.class, group.name);
            let bearers = told.get(&class);
            let all: u32 = bearers.map_or(0, |bearers| bearers.values().sum());
            let best = bearers.and_then(|bearers| bearers.iter().find(|(_, n)| **n * 5 >= all * 4));
            let Some((&target, _)) = best else {
                left.push(unit);
                continue;
            };
            self.nodes.union.join(self.nodes.of_group[unit.group], target);
            self.reasons.push(Reason { name, with: self.nodes.name[target as usize], rule: Rule::KnownAs });
        }
        left
    }

    /// Ring 3: weak names that found nobody in their story.
    pub(super) fn library(&mut self, loose: Vec<Loose>, postings: &Postings) {
        let mut by_name: FxHashMap<u32, Vec<Loose>> = FxHashMap::default();
        for unit in loose {
            let class = self.group(&unit).class;
            by_name.entry(class).or_default().push(unit);
        }
        self.known_bearers();
        let mut left: Vec<Loose> = Vec::new();
        let mut classes: Vec<u32> = by_name.keys().copied().collect();
        classes.sort_unstable_by_key(|class| self.nodes.rank[self.nodes.own[by_name[class][0].group] as usize]);
        for class in classes {
            let Some(units) = by_name.remove(&class) else { continue };
            if self.names.classes[class as usize].kind == EntityKind::Person {
                self.find_bearers(units, postings, &mut left);
            } else {
                left.extend(units);
            }
        }
        let left = self.organs(left);
        self.gather(left);
    }

    /// Organs named without their country: those of the only country whose organ of that name is named anywhere, or of none.
    fn organs(&mut self, left: Vec<Loose>) -> Vec<Loose> {
        let mut owners: FxHashMap<u64, Vec<NodeId>> = FxHashMap::default();
        for (id, class) in self.names.classes.iter().enumerate() {
            let thing = self.names.thing(class.name).filter(|thing| thing.generic && class.strong);
            if let Some(thing) = thing
                && self.nodes.articles[id] > 0
            {
                owners.entry(thing.key).or_default().push(id as NodeId);
            }
        }
        let mut rest = Vec::new();
        let mut first = self.known_scopes();
        for unit in left {
            let group = self.group(&unit);
            let (class, name) = (group.class, group.name);
            let Some(thing) = self.names.thing(name) else {
                rest.push(unit);
                continue;
            };
            let node = self.nodes.of_group[unit.group];
            match owners.get(&thing.key).map(Vec::as_slice) {
                Some(&[owner]) if !self.abroad(unit.article, name, owner) => {
                    self.nodes.union.join(node, owner);
                    self.reasons.push(Reason { name, with: self.nodes.name[owner as usize], rule: Rule::LibraryName });
                }
                Some(_) => rest.push(unit),
                None => {
                    let key = hash(&(self.names.classes[class as usize].key, "organ"));
                    let other = *first.entry(key).or_insert(node);
                    self.nodes.union.join(node, other);
                    self.scopes.push((node, key));
                }
            }
        }
        rest
    }

    /// The groups of whose bearers the article of a name says that they are others.
    fn two_in_article(&self, unit: &Loose) -> Vec<usize> {
        let base = self.nodes.start[unit.article as usize] as usize;
        let other = |&(a, b): &(u32, u32)| {
            let (a, b) = (base + a as usize, base + b as usize);
            (a == unit.group).then_some(b).or_else(|| (b == unit.group).then_some(a))
        };
        self.articles[unit.article as usize].apart.iter().filter_map(other).collect()
    }

    pub(super) fn group(&self, unit: &Loose) -> &Group {
        let article = &self.articles[unit.article as usize];
        &article.groups[unit.group - self.nodes.start[unit.article as usize] as usize]
    }

    /// The bearers of full names that a bare name may mean.
    fn candidates(&mut self, name: NameId) -> Vec<NodeId> {
        let words = &self.names.words;
        let Some(person) = self.names.person(name) else { return Vec::new() };
        let last = person.last(words);
        let norm = last.norm;
        let mut all: Vec<u32> = Vec::new();
        let joined = person.joined.map_or(norm, |joined| words.get(joined).norm);
        // Family names that come first (Xi, Moon) are short.
        let front = if last.text.chars().count() > 4 { None } else { Some((&self.index.given, norm)) };
        let lists = [Some((&self.index.surnames, norm)), Some((&self.index.surnames, joined)), front];
        for (index, norm) in lists.into_iter().flatten() {
            let found = index.of(norm);
            let fits = |c: &u32| {
                let other = self.names.person(self.nodes.name[*c as usize]);
                self.nodes.articles[*c as usize] > 0
                    && (person.bare || other.is_some_and(|other| compare(person, other, words).is_some()))
            };
            all.extend(found.filter(fits).take(4 * MAX_CANDIDATES));
            if !all.is_empty() {
                break;
            }
        }
        let mut seen = FxHashSet::default();
        let mut out: Vec<NodeId> = all.into_iter().filter(|&c| seen.insert(self.nodes.union.find(c))).collect();
        out.sort_unstable_by_key(|&c| {
            (std::cmp::Reverse(self.nodes.articles[c as usize]), self.nodes.rank[c as usize])
        });
        out.truncate(MAX_CANDIDATES);
        out
    }

    /// Whether a title does not contradict the given name of a full one: "Mr. Stone" is no Anna Stone.
    fn may_be(&self, bearer: NodeId, title: Option<Sex>) -> bool {
        let own = self.names.person(self.nodes.name[bearer as usize]).and_then(|p| p.sex(&self.names.words));
        !matches!((title, own), (Some(x), Some(y)) if x != y)
    }

    /// Gives bare names of one form to the full names they mean, by prominence and by company.
    fn find_bearers(&mut self, units: Vec<Loose>, postings: &Postings, left: &mut Vec<Loose>) {
        let Some(first) = units.first() else { return };
        let name = self.group(first).name;
        let candidates = self.candidates(name);
        if candidates.is_empty() {
            left.extend(units);
            return;
        }
        let company: Vec<FxHashSet<NodeId>> = candidates.iter().map(|&c| self.company(c, postings)).collect();
        let all: u32 = candidates.iter().map(|&c| self.nodes.articles[c as usize]).sum();
        // Everybody else's name it is not: the one bearer is named often enough.
        let only = candidates.len() == 1 && self.nodes.articles[candidates[0] as usize] >= KNOWN;
        for unit in units {
            let mut best: Option<(f32, usize)> = None;
            let mut second = 0.0f32;
            let sex = self.group(&unit).sex;
            // "King Salman" is not the Mohammed bin Salman who is named in full beside him.
            let regnal = self.group(&unit).regnal;
            let here = self.nodes.groups(self.articles, unit.article);
            let two = self.two_in_article(&unit);
            let beside = |c: NodeId| {
                regnal != 0 && here.clone().any(|g| self.nodes.of_group[g] == c)
                    || two.iter().any(|g| self.nodes.of_group[*g] == c)
            };
            for (at, &c) in candidates.iter().enumerate().filter(|(_, c)| self.may_be(**c, sex) && !beside(**c)) {
                let share = self.nodes.articles[c as usize] as f32 / all as f32;
                let score = self.likeness(&unit, c, &company[at]) * (0.3 + share);
                match best {
                    Some((top, _)) if score <= top => second = second.max(score),
                    _ => {
                        second = best.map_or(0.0, |(top, _)| top);
                        best = Some((score, at));
                    }
                }
            }
            match best {
                Some((score, at)) if (score >= LEAST_COMPANY && score >= 1.5 * second) || (only && at == 0) => {
                    let target = candidates[at];
                    self.nodes.union.join(self.nodes.of_group[unit.group], target);
                    self.reasons.push(Reason { name, with: self.nodes.name[target as usize], rule: Rule::LibraryName });
                }
                _ => left.push(unit),
            }
        }
    }

    /// The nodes that appear beside a node.
    fn company(&self, node: NodeId, postings: &Postings) -> FxHashSet<NodeId> {
        let mut out = FxHashSet::default();
        for &i in postings.of(node).iter().take(MAX_COMPANY) {
            out.extend(self.nodes.groups(self.articles, i).map(|g| self.nodes.of_group[g]));
        }
        if let Some(&k) = self.nodes.known.of_node.get(&node) {
            let known = &self.known[k as usize];
            out.extend(known.company.iter().filter_map(|id| self.nodes.known.by_id.get(id)));
        }
        out
    }

    /// How much of an article's company is a candidate's too; rare names count more.
    fn likeness(&self, unit: &Loose, candidate: NodeId, company: &FxHashSet<NodeId>) -> f32 {
        let mut seen = FxHashSet::default();
        let all = (self.articles.len() as u64 + self.before) as f32 + 20.0;
        let mut sum = 0.0;
        for g in self.nodes.groups(self.articles, unit.article) {
            let node = self.nodes.of_group[g];
            if node != candidate && self.nodes.strong[node as usize] && company.contains(&node) && seen.insert(node) {
                sum += (all / (self.nodes.articles[node as usize] as f32 + 0.5)).ln().max(0.1);
            }
        }
        sum
    }

    /// Weak names that found nobody: one bearer within a story, and across the library for names that are hardly anybody's.
    fn gather(&mut self, left: Vec<Loose>) {
        let mut by_scope: FxHashMap<u64, NodeId> = self.known_scopes();
        for unit in left {
            let group = self.group(&unit);
            let (class, sex, name) = (self.names.classes[group.class as usize].key, group.sex, group.name);
            let alone = self.names.person(name).is_some_and(|p| {
                let word = p.last(&self.names.words);
                !p.bare || (!word.given && word.text.chars().count() > 3)
            });
            let number = self.number(group.class, name);
            let outlet = self.articles[unit.article as usize].outlet;
            let organ = self.names.thing(name).is_some() && outlet != 0;
            let key = match (alone, organ) {
                (true, _) => hash(&(class, sex, number)),
                // "Parliament" in one paper is that of its country.
                (_, true) => hash(&(class, outlet)),
                _ => hash(&(class, sex, number, unit.story)),
            };
            let base = self.nodes.start[unit.article as usize] as usize;
            let groups = &self.articles[unit.article as usize].groups;
            let namesake = |g: &usize| groups.get(*g - base).is_some_and(|other| other.class == group.class);
            if self.two_in_article(&unit).iter().any(namesake) {
                // One of two of the name: which of them others mean is not known.
                continue;
            }
            if alone || organ {
                self.scopes.push((self.nodes.of_group[unit.group], key));
            }
            let node = self.nodes.of_group[unit.group];
            let other = *by_scope.entry(key).or_insert(node);
            self.nodes.union.join(node, other);
        }
    }

    /// Known entities that had nothing but a bare name may have found its bearer since.
    fn known_bearers(&mut self) {
        for at in 0..self.nodes.known.nodes.len() {
            let Some(&node) = self.nodes.known.nodes[at].first().filter(|n| !self.nodes.strong[**n as usize]) else {
                continue;
            };
            let name = self.nodes.name[node as usize];
            let Some(person) = self.names.person(name) else { continue };
            // It is one of several.
            if self.left_out.with(person.last(&self.names.words).norm) > 0 {
                continue;
            }
            if let &[bearer] = self.candidates(name).as_slice()
                && self.nodes.articles[bearer as usize] >= KNOWN
            {
                self.nodes.union.join(node, bearer);
                self.reasons.push(Reason { name, with: self.nodes.name[bearer as usize], rule: Rule::LibraryName });
            }
        }
    }

    /// Where the bare names of known entities hold.
    fn known_scopes(&mut self) -> FxHashMap<u64, NodeId> {
        let mut out = FxHashMap::default();
        for (nodes, k) in self.nodes.known.nodes.iter().zip(&self.nodes.known.order) {
            let (Some(&node), scope) = (nodes.first(), self.known[*k as usize].scope) else { continue };
            if scope != 0 && !self.nodes.strong[node as usize] {
                let other = *out.entry(scope).or_insert(node);
                self.nodes.union.join(node, other);
                self.scopes.push((node, scope));
            }
        }
        out
    }
}
