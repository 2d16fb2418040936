//! Rings 2 and 3: what is tied together within a story, and across the library.

use rustc_hash::{FxHashMap, FxHashSet};

use super::article::Article;
use super::link::{Item, Links, Scope, head, link};
use super::names::{NameId, Names};
use super::nodes::{NodeId, Nodes, Postings};
use super::person::{compare, nearly};
use super::rule::Rule;
use super::story;
use super::words::hash;
use crate::model::EntityKind;

/// Of so many articles of a candidate the company is looked at.
const MAX_COMPANY: usize = 64;
/// Among more bearers of one surname nobody stands out.
const MAX_CANDIDATES: usize = 64;

/// A name that joined another, for the explanations.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reason {
    pub(super) name: NameId,
    pub(super) with: NameId,
    pub(super) rule: Rule,
}

/// The rings at work.
pub(super) struct Rings<'a> {
    pub(super) articles: &'a [Article],
    pub(super) names: &'a Names,
    pub(super) nodes: Nodes,
    pub(super) reasons: Vec<Reason>,
    story: Vec<u32>,
    /// How often one strong node was found to be another, and by which rule.
    votes: FxHashMap<(NodeId, NodeId), (u32, Rule)>,
}

impl<'a> Rings<'a> {
    /// Runs all rings over articles that have passed ring 1.
    pub(super) fn run(articles: &'a [Article], names: &'a Names) -> Self {
        let nodes = Nodes::new(articles, names);
        let postings = nodes.postings(articles);
        let shared =
            (0..nodes.name.len() as u32).filter(|&n| nodes.strong[n as usize] && nodes.articles[n as usize] > 1);
        let story = story::find(articles, &nodes.order, shared.map(|n| postings.of(n)));
        let mut rings = Self { articles, names, nodes, reasons: Vec::new(), story, votes: FxHashMap::default() };
        rings.first_votes();
        let loose = rings.stories();
        rings.count_votes();
        rings.name_orders();
        rings.nicknames();
        rings.slips();
        rings.library(loose, &postings);
        rings
    }

    /// Strong names tied to others by ring 1.
    fn first_votes(&mut self) {
        for &i in &self.nodes.order {
            let article = &self.articles[i as usize];
            for g in self.nodes.groups(self.articles, i) {
                let (own, now) = (self.nodes.own[g], self.nodes.of_group[g]);
                if own != now && self.nodes.strong[own as usize] && self.nodes.strong[now as usize] {
                    let rule = article.groups[g - self.nodes.start[i as usize] as usize].rule;
                    vote(&mut self.votes, own, now, 1, rule);
                }
            }
        }
    }

    /// Ring 2. Returns the groups whose weak name found nobody.
    fn stories(&mut self) -> Vec<Loose> {
        let mut by_story: Vec<u32> = self.nodes.order.clone();
        by_story.sort_by_key(|&i| self.story[i as usize]);
        let mut loose = Vec::new();
        let mut from = 0;
        while from < by_story.len() {
            let id = self.story[by_story[from] as usize];
            let to = from + by_story[from..].iter().take_while(|&&i| self.story[i as usize] == id).count();
            self.one_story(id, &by_story[from..to], &mut loose);
            from = to;
        }
        loose
    }

    fn one_story(&mut self, id: u32, members: &[u32], loose: &mut Vec<Loose>) {
        let mut scene = Scene::default();
        for &i in members {
            let article = &self.articles[i as usize];
            let base = self.nodes.start[i as usize] as usize;
            for (g, group) in article.groups.iter().enumerate().filter(|(g, group)| group.parent == *g as u32) {
                let node = self.nodes.of_group[base + g];
                let strong = self.nodes.strong[node as usize];
                let key = if strong { (u64::from(node), None) } else { (hash(&(group.class, "weak")), group.sex) };
                let name = if strong { self.nodes.name[node as usize] } else { group.name };
                scene.add(
                    key,
                    Item { name, sex: group.sex, country: None, regnal: group.regnal, weight: 1 },
                    (i, base + g),
                    strong,
                );
            }
        }
        let mut links: Links = vec![None; scene.items.len()];
        if members.len() > 1 {
            for kind in EntityKind::ALL {
                let of_kind = |&i: &u32| self.names.get(scene.items[i as usize].name).kind == kind;
                let which: Vec<u32> = (0..scene.items.len() as u32).filter(of_kind).collect();
                link(&scene.items, &which, self.names, Scope::Story, &mut links);
            }
        }
        for at in 0..scene.items.len() {
            self.settle(id, at, &scene, &links, loose);
        }
    }

    /// Does what the links of a story say about one of its names.
    fn settle(&mut self, story: u32, at: usize, scene: &Scene, links: &Links, loose: &mut Vec<Loose>) {
        let item = scene.items[at];
        let Some((_, rule)) = links[at] else {
            if !scene.strong[at] {
                loose.extend(scene.places[at].iter().map(|&(article, group)| Loose { story, article, group }));
            }
            return;
        };
        let to = head(links, at as u32) as usize;
        let target = self.nodes.of_group[scene.places[to][0].1];
        self.reasons.push(Reason { name: item.name, with: scene.items[to].name, rule });
        for &(article, group) in &scene.places[at] {
            if scene.strong[at] {
                self.move_to(article, group, target);
            } else {
                self.nodes.union.join(self.nodes.of_group[group], target);
            }
        }
        if scene.strong[at] && scene.strong[to] {
            let own = self.nodes.own[scene.places[at][0].1];
            vote(&mut self.votes, own, target, scene.places[at].len() as u32, rule);
        }
    }

    /// Makes a group, and those that joined it in its article, another node's.
    fn move_to(&mut self, article: u32, group: usize, node: NodeId) {
        let was = self.nodes.of_group[group];
        for g in self.nodes.groups(self.articles, article) {
            if self.nodes.of_group[g] == was {
                self.nodes.of_group[g] = node;
            }
        }
    }

    /// Makes two strong nodes one where the articles that name both mostly say so.
    fn count_votes(&mut self) {
        let mut all: FxHashMap<NodeId, (u32, NodeId, u32, Rule)> = FxHashMap::default();
        let rank = &self.nodes.rank;
        for (&(a, b), &(n, rule)) in &self.votes {
            let entry = all.entry(a).or_insert((0, b, 0, rule));
            entry.0 += n;
            let better = n > entry.2 || (n == entry.2 && rank[b as usize] < rank[entry.1 as usize]);
            if better {
                *entry = (entry.0, b, n, rule);
            }
        }
        for (a, (sum, b, n, rule)) in all {
            let articles = self.nodes.articles[a as usize] + n;
            let acronym = self.names.thing(self.nodes.name[a as usize]).is_some_and(|thing| thing.acronym.is_some());
            let rare = match rule {
                Rule::ShortName => n * 8 < articles,
                // A name that is spelt out elsewhere is not this one's acronym on a single word.
                Rule::Acronym | Rule::Definition => !acronym && n * 2 <= articles,
                _ => false,
            };
            if n * 5 >= sum * 4 && !rare {
                self.nodes.union.join(a, b);
                self.reasons.push(Reason {
                    name: self.nodes.name[a as usize],
                    with: self.nodes.name[b as usize],
                    rule,
                });
            }
        }
    }

    /// The same given name and surname in both orders, where it is not two given names.
    fn name_orders(&mut self) {
        for list in self.names.by_pair.values() {
            let &[a, b] = list.as_slice() else { continue };
            let seen = self.nodes.articles[a as usize] > 0 && self.nodes.articles[b as usize] > 0;
            let whole = !self.names.classes[a as usize].mixed && !self.names.classes[b as usize].mixed;
            if seen && whole {
                self.nodes.union.join(a, b);
                let (name, with) = (self.nodes.name[a as usize], self.nodes.name[b as usize]);
                self.reasons.push(Reason { name, with, rule: Rule::NameOrder });
                self.reasons.push(Reason { name: with, with: name, rule: Rule::NameOrder });
            }
        }
    }

    /// Nicknames and initials across the library, for surnames that hardly anybody bears.
    fn nicknames(&mut self) {
        for list in self.names.by_formal.values().filter(|list| list.len() > 1 && list.len() <= 8) {
            for (at, &a) in list.iter().enumerate() {
                for &b in &list[at + 1..] {
                    let (x, y) = (self.nodes.name[a as usize], self.nodes.name[b as usize]);
                    let (Some(p), Some(q)) = (self.names.person(x), self.names.person(y)) else { continue };
                    let bearers = self.names.by_last.get(&p.last(&self.names.words).norm).map_or(0, Vec::len);
                    let seen = self.nodes.articles[a as usize] > 0 && self.nodes.articles[b as usize] > 0;
                    let whole = !self.names.classes[a as usize].mixed && !self.names.classes[b as usize].mixed;
                    if seen && whole && bearers <= 3 && compare(p, q, &self.names.words).is_some() {
                        self.nodes.union.join(a, b);
                        self.reasons.push(Reason { name: x, with: y, rule: Rule::Nickname });
                    }
                }
            }
        }
    }

    /// Full names that are rarely seen and one slip of the pen away from one that is seen often.
    fn slips(&mut self) {
        let seen = |this: &Self, c: u32| this.nodes.articles[c as usize];
        for list in self.names.by_last.values().filter(|list| list.len() > 1 && list.len() <= MAX_CANDIDATES) {
            for &a in list {
                if !(1..=2).contains(&seen(self, a)) {
                    continue;
                }
                let x = self.nodes.name[a as usize];
                let near = |&&b: &&u32| {
                    let (p, q) = (self.names.person(x), self.names.person(self.nodes.name[b as usize]));
                    seen(self, b) >= 4 * seen(self, a) && p.zip(q).is_some_and(|(p, q)| nearly(p, q, &self.names.words))
                };
                let rank = |b: &&u32| (seen(self, **b), std::cmp::Reverse(self.nodes.rank[**b as usize]));
                if let Some(&b) = list.iter().filter(near).max_by_key(rank) {
                    self.nodes.union.join(a, b);
                    self.reasons.push(Reason { name: x, with: self.nodes.name[b as usize], rule: Rule::Slip });
                }
            }
        }
    }

    /// Ring 3: weak names that found nobody in their story.
    fn library(&mut self, loose: Vec<Loose>, postings: &Postings) {
        let mut by_name: FxHashMap<u32, Vec<Loose>> = FxHashMap::default();
        for unit in loose {
            let class = self.group(&unit).class;
            by_name.entry(class).or_default().push(unit);
        }
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
        let mut first: FxHashMap<u32, usize> = FxHashMap::default();
        for unit in left {
            let group = self.group(&unit);
            let (class, name) = (group.class, group.name);
            let Some(thing) = self.names.thing(name) else {
                rest.push(unit);
                continue;
            };
            let node = self.nodes.of_group[unit.group];
            match owners.get(&thing.key).map(Vec::as_slice) {
                Some(&[owner]) => {
                    self.nodes.union.join(node, owner);
                    self.reasons.push(Reason { name, with: self.nodes.name[owner as usize], rule: Rule::LibraryName });
                }
                Some(_) => rest.push(unit),
                None => {
                    let other = *first.entry(class).or_insert(unit.group);
                    self.nodes.union.join(node, self.nodes.of_group[other]);
                }
            }
        }
        rest
    }

    fn group(&self, unit: &Loose) -> &super::article::Group {
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
        for index in [&self.names.by_last, &self.names.by_first] {
            let found = index.get(&norm).into_iter().flatten().copied();
            let fits = |c: &u32| {
                let other = self.names.person(self.nodes.name[*c as usize]);
                self.nodes.articles[*c as usize] > 0
                    && (person.bare || other.is_some_and(|other| compare(person, other, words).is_some()))
            };
            all.extend(found.filter(fits).take(4 * MAX_CANDIDATES));
            // Family names that come first (Xi, Moon) are short.
            if !all.is_empty() || last.text.chars().count() > 4 {
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
            for (at, &c) in candidates.iter().enumerate() {
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
        out
    }

    /// How much of an article's company is a candidate's too; rare names count more.
    fn likeness(&self, unit: &Loose, candidate: NodeId, company: &FxHashSet<NodeId>) -> f32 {
        let mut seen = FxHashSet::default();
        let all = self.articles.len() as f32 + 20.0;
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
        let mut by_story: FxHashMap<u64, usize> = FxHashMap::default();
        for unit in left {
            let group = self.group(&unit);
            let (class, sex, name) = (group.class, group.sex, group.name);
            let alone = self.names.person(name).is_some_and(|p| {
                let word = p.last(&self.names.words);
                !p.bare || (!word.given && word.text.chars().count() > 3)
            });
            let outlet = self.articles[unit.article as usize].outlet;
            let organ = self.names.thing(name).is_some() && outlet != 0;
            let key = match (alone, organ) {
                (true, _) => hash(&(class, sex)),
                // "Parliament" in one paper is that of its country.
                (_, true) => hash(&(class, outlet)),
                _ => hash(&(class, sex, unit.story)),
            };
            match by_story.get(&key) {
                Some(&other) => {
                    self.nodes.union.join(self.nodes.of_group[unit.group], self.nodes.of_group[other]);
                }
                None => {
                    by_story.insert(key, unit.group);
                }
            }
        }
    }
}

/// A bearer of a name named in so many articles is known by the surname alone.
const KNOWN: u32 = 3;
/// Company that a bare name must share with a bearer in another story.
const LEAST_COMPANY: f32 = 1.5;

/// A group whose weak name found nobody in its story.
#[derive(Debug, Clone, Copy)]
struct Loose {
    story: u32,
    article: u32,
    /// Index of the group among all.
    group: usize,
}

/// The names of a story.
#[derive(Debug, Default)]
struct Scene {
    ids: FxHashMap<(u64, Option<super::knowledge::Sex>), usize>,
    items: Vec<Item>,
    strong: Vec<bool>,
    /// Where each stands: article, index of the group.
    places: Vec<Vec<(u32, usize)>>,
}

impl Scene {
    fn add(&mut self, key: (u64, Option<super::knowledge::Sex>), item: Item, place: (u32, usize), strong: bool) {
        let next = self.items.len();
        let at = *self.ids.entry(key).or_insert(next);
        if at == next {
            self.items.push(item);
            self.strong.push(strong);
            self.places.push(vec![place]);
        } else {
            self.items[at].weight += 1;
            self.items[at].sex = self.items[at].sex.or(item.sex);
            self.places[at].push(place);
        }
    }
}

fn vote(votes: &mut FxHashMap<(NodeId, NodeId), (u32, Rule)>, a: NodeId, b: NodeId, n: u32, rule: Rule) {
    let entry = votes.entry((a, b)).or_insert((0, rule));
    entry.0 += n;
    entry.1 = entry.1.min(rule);
}
