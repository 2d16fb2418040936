//! Ring 2: what is tied together within a story, and what the articles of all stories vote for. Ring 3 is in `library`.

mod kinds;
mod library;
mod shared;

use rustc_hash::FxHashMap;

use super::article::Article;
use super::index::Indexes;
use super::known::Known;
use super::link::{Evidence, Item, Links, Scope, head, link};
use super::names::{ClassId, NameId, Names};
use super::nodes::{NodeId, Nodes};
use super::rule::Rule;
use super::story;
use super::wanted::LeftOut;
use super::words::hash;
use crate::model::EntityKind;

/// So many pairs of items held apart are kept of a story.
const MAX_PAIRS: usize = 256;

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
    pub(super) known: &'a [Known],
    /// Names in the library that are not among these, by surname.
    left_out: &'a LeftOut,
    /// Whether types are beyond doubt.
    trusted: bool,
    index: Indexes,
    pub(super) nodes: Nodes,
    pub(super) reasons: Vec<Reason>,
    /// Number of articles in the library before these.
    pub(super) before: u64,
    /// Nodes whose name is nobody's in general, and where each holds.
    pub(super) scopes: Vec<(NodeId, u64)>,
    story: Vec<u32>,
    /// How often one strong node was found to be another, and by which rule.
    votes: FxHashMap<(NodeId, NodeId), (u32, Rule)>,
}

impl<'a> Rings<'a> {
    /// Runs all rings over articles that have passed ring 1.
    pub(super) fn run(
        articles: &'a [Article],
        names: &'a Names,
        (known, left_out, library): (&'a [Known], &'a LeftOut, Option<u64>),
        trusted: bool,
    ) -> Self {
        let mut nodes = Nodes::new(articles, names, known);
        let postings = nodes.postings(articles);
        let shared =
            (0..nodes.name.len() as u32).filter(|&n| nodes.strong[n as usize] && nodes.articles[n as usize] > 1);
        let story = story::find(articles, &nodes.order, shared.map(|n| postings.of(n)));
        nodes.count_known(known);
        let index = Indexes::new(names, &nodes);
        let mut rings = Self {
            articles,
            names,
            known,
            left_out,
            trusted,
            index,
            nodes,
            reasons: Vec::new(),
            before: library.unwrap_or(0),
            scopes: Vec::new(),
            story,
            votes: FxHashMap::default(),
        };
        rings.first_votes();
        let loose = rings.stories();
        let loose = rings.other_names(loose);
        let loose = if trusted { loose } else { rings.firms(loose) };
        rings.count_votes();
        rings.other_types();
        rings.name_orders();
        rings.nicknames();
        rings.slips();
        rings.shared_names();
        rings.library(loose, &postings);
        rings
    }

    /// Strong names tied to others by ring 1.
    fn first_votes(&mut self) {
        for &i in &self.nodes.order {
            let article = &self.articles[i as usize];
            for g in self.nodes.groups(self.articles, i) {
                let (own, now) = (self.nodes.own[g], self.nodes.of_group[g]);
                let strong = self.nodes.strong[own as usize] && self.nodes.strong[now as usize];
                if own != now && strong && !self.is_shared(own) {
                    let rule = article.groups[g - self.nodes.start[i as usize] as usize].rule;
                    vote(&mut self.votes, own, now, 1, rule);
                }
            }
        }
    }

    /// Whether the name of a node is one that several countries have: what it means in one article says nothing of the others.
    fn is_shared(&self, node: NodeId) -> bool {
        self.names.thing(self.nodes.name[node as usize]).is_some_and(|thing| thing.shared.is_some())
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

    /// The number of a ruler, where names of the class have several: Elizabeth I is not Elizabeth II.
    fn number(&self, class: ClassId, name: NameId) -> Option<u8> {
        let of = |name: &NameId| self.names.person(*name).and_then(|p| p.suffix);
        let own = of(&name)?;
        let class = &self.names.classes[class as usize];
        class.names().take(16).any(|other| of(&other).is_some_and(|n| n != own)).then_some(own)
    }

    fn one_story(&mut self, id: u32, members: &[u32], loose: &mut Vec<Loose>) {
        if let &[article] = members {
            // An article by itself: what can be tied is.
            let groups = self.articles[article as usize].groups.iter().enumerate();
            for (at, (g, of)) in self.nodes.groups(self.articles, article).zip(groups) {
                if of.parent == g as u32 && !self.nodes.strong[self.nodes.of_group[at] as usize] {
                    loose.push(Loose { story: id, article, group: at });
                }
            }
            return;
        }
        let mut scene = Scene::default();
        for &i in members {
            let article = &self.articles[i as usize];
            let base = self.nodes.start[i as usize] as usize;
            for (g, group) in article.groups.iter().enumerate().filter(|(g, group)| group.parent == *g as u32) {
                let node = self.nodes.of_group[base + g];
                let strong = self.nodes.strong[node as usize];
                let number = self.number(group.class, group.name);
                let namesake = |other: u32| article.groups[other as usize].class == group.class;
                let lone = !strong
                    && article
                        .apart
                        .iter()
                        .any(|&(a, b)| (a == g as u32 && namesake(b)) || (b == g as u32 && namesake(a)));
                let key = if lone {
                    (hash(&(i, g as u32, "one of two")), group.sex)
                } else if strong {
                    (u64::from(node), None)
                } else {
                    (hash(&(group.class, group.age, number, "weak")), group.sex)
                };
                let name = if strong { self.nodes.name[node as usize] } else { group.name };
                scene.add(
                    key,
                    Item {
                        name,
                        sex: group.sex,
                        age: group.age,
                        country: group.country,
                        regnal: group.regnal,
                        weight: 1,
                    },
                    (i, base + g),
                    strong,
                );
            }
        }
        let own = scene.items.len();
        let given = self.given_names(members, &mut scene);
        let mut links: Links = vec![None; scene.items.len()];
        for (at, to, rule) in given {
            if at != to && links[at as usize].is_none() && head(&links, to) != at {
                links[at as usize] = Some((head(&links, to), rule));
            }
        }
        if members.len() > 1 {
            let pairs = self.pairs(members, &scene);
            let evidence = Evidence { apart: Some(&self.nodes.apart), pairs: &pairs, ..Evidence::default() };
            for kind in EntityKind::ALL {
                let of_kind = |&i: &u32| self.names.get(scene.items[i as usize].name).kind == kind;
                let which: Vec<u32> = (0..scene.items.len() as u32).filter(of_kind).collect();
                link(&scene.items, &which, self.names, (Scope::Story, evidence), &mut links);
            }
        }
        let before = loose.len();
        for at in 0..own {
            self.settle(id, at, &scene, &links, loose);
        }
        if !self.trusted {
            self.one_type(members, loose, before);
        }
    }

    /// Items of a story of which an article says that they are two people's, one of them by a surname alone.
    fn pairs(&self, members: &[u32], scene: &Scene) -> Vec<(u32, u32)> {
        let mut out = Vec::new();
        if members.iter().all(|&i| self.articles[i as usize].apart.is_empty()) {
            return out;
        }
        let mut items: FxHashMap<usize, u32> = FxHashMap::default();
        for (at, places) in scene.places.iter().enumerate() {
            items.extend(places.iter().map(|(_, group)| (*group, at as u32)));
        }
        for &i in members {
            let (article, base) = (&self.articles[i as usize], self.nodes.start[i as usize] as usize);
            let item = |group: u32| items.get(&(base + article.head(group) as usize)).copied();
            for &(a, b) in &article.apart {
                let weak = |group: u32| !self.names.classes[article.groups[group as usize].class as usize].strong;
                if out.len() < MAX_PAIRS
                    && (weak(a) || weak(b))
                    && let (Some(x), Some(y)) = (item(a), item(b))
                {
                    out.push((x, y));
                }
            }
        }
        out
    }

    /// Other full names that the articles themselves give somebody, as names to find that one by in the rest of the story:
    /// item, item whose it is, how the text says so.
    fn given_names(&self, members: &[u32], scene: &mut Scene) -> Vec<(u32, u32, Rule)> {
        let mut out: Vec<(u32, u32, Rule)> = Vec::new();
        let told = |rule| matches!(rule, Rule::KnownAs | Rule::Definition);
        for &i in members {
            let article = &self.articles[i as usize];
            let base = self.nodes.start[i as usize] as usize;
            for (g, group) in article.groups.iter().enumerate().filter(|(_, group)| told(group.rule)) {
                let (own, now) = (self.nodes.own[base + g], self.nodes.of_group[base + g]);
                let known = |node: NodeId| scene.ids.get(&(u64::from(node), None)).copied();
                let (true, Some(to)) = (self.nodes.strong[own as usize], known(now)) else { continue };
                let at = known(own).unwrap_or_else(|| {
                    let (sex, age, country) = (group.sex, group.age, group.country);
                    let item = Item { name: group.name, sex, age, country, regnal: group.regnal, weight: 1 };
                    scene.add((u64::from(own), None), item, (i, base + g), true);
                    scene.items.len() - 1
                });
                out.push((at as u32, to as u32, group.rule));
            }
        }
        // What two articles spell out in two ways says nothing.
        let two = |(at, to, _): &(u32, u32, Rule)| out.iter().any(|(other, of, _)| other == at && of != to);
        out.iter().filter(|given| !two(given)).copied().collect()
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
            if !scene.strong[at] && self.abroad(article, item.name, target) {
                loose.push(Loose { story, article, group });
                continue;
            }
            if scene.strong[at] {
                self.move_to(article, group, target);
            } else {
                self.nodes.union.join(self.nodes.of_group[group], target);
            }
        }
        if scene.strong[at] && scene.strong[to] && !self.is_shared(self.nodes.own[scene.places[at][0].1]) {
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
            let (x, y) = (self.nodes.name[a as usize], self.nodes.name[b as usize]);
            let two = self.nodes.apart.contains(&(x.min(y), x.max(y))) && x != y;
            if n * 5 >= sum * 4 && !rare && !two {
                self.nodes.union.join(a, b);
                self.reasons.push(Reason {
                    name: self.nodes.name[a as usize],
                    with: self.nodes.name[b as usize],
                    rule,
                });
            }
        }
    }
}

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
