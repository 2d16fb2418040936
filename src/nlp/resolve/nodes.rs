//! Nodes: what the rings tie together. A node is a class of strong names, a part of one whose names contradict each other,
//! or the bearer of a weak name in one article.

use rustc_hash::{FxHashMap, FxHashSet};

use super::article::Article;
use super::known::{Known, KnownNodes};
use super::names::{Class, ClassId, NameId, Names};
use super::namesakes::{self, Namesakes};
use super::person::{compare, nearly};
use super::union::Union;

/// Number of a node.
pub(super) type NodeId = u32;

/// The nodes of a corpus, and which node each group of each article is.
#[derive(Debug)]
pub(super) struct Nodes {
    /// Articles in an order that does not depend on arrival.
    pub(super) order: Vec<u32>,
    /// Where each article's groups begin in `of_group`.
    pub(super) start: Vec<u32>,
    /// The node of each group's own name.
    pub(super) own: Vec<NodeId>,
    /// The node of each group: that of the name it joined.
    pub(super) of_group: Vec<NodeId>,
    /// A name of each node, for comparisons.
    pub(super) name: Vec<NameId>,
    /// Whether a node is a class of strong names.
    pub(super) strong: Vec<bool>,
    /// Number of articles in which each node is named.
    pub(super) articles: Vec<u32>,
    /// First appearance of each node: an order that does not depend on arrival.
    pub(super) rank: Vec<u32>,
    /// What is one.
    pub(super) union: Union,
    /// Full names that agree but are two people's, the smaller number first.
    pub(super) apart: FxHashSet<(NameId, NameId)>,
    /// Classes with such names.
    pub(super) parted: FxHashSet<ClassId>,
    /// Where the entities known before stand.
    pub(super) known: KnownNodes,
}

impl Nodes {
    /// Nodes as ring 1 leaves them.
    pub(super) fn new(articles: &[Article], names: &Names, known: &[Known]) -> Self {
        let mut order: Vec<u32> = (0..articles.len() as u32).collect();
        order.sort_unstable_by_key(|&i| (articles[i as usize].key, i));
        let mut start = Vec::with_capacity(articles.len());
        let mut count = 0;
        for article in articles {
            start.push(count);
            count += article.groups.len() as u32;
        }
        let mut name = names.classes.iter().map(|class| representative(class, names)).collect::<Vec<_>>();
        let mut strong: Vec<bool> = names.classes.iter().map(|class| class.strong).collect();
        let mut apart = contrasts(articles, names);
        let one_class = |x: NameId, y: NameId| names.get(x).class == names.get(y).class;
        let mut parted: FxHashSet<ClassId> =
            apart.iter().filter(|(x, y)| one_class(*x, *y)).map(|(x, _)| names.get(*x).class).collect();
        let mut parts = split_mixed(articles, names, (&apart, &parted), &mut name, &mut strong);
        let known_nodes = KnownNodes::place(known, names, &mut parts, &mut name, &mut strong);
        let bearers = namesakes::known_bearers(known, &known_nodes, names, &name);
        let namesakes = Namesakes::find((articles, &order), bearers, names, &mut name, &mut strong);
        for &class in &namesakes.classes {
            apart.insert((name[class as usize], name[class as usize]));
            parted.insert(class);
        }
        hold_apart(&mut apart, names, &name);
        let mut union = Union::new(name.len());
        for nodes in &known_nodes.nodes {
            for pair in nodes.windows(2) {
                union.join(pair[0], pair[1]);
            }
        }
        let (mut own, mut of_group) = (vec![0; count as usize], vec![0; count as usize]);
        for &i in &order {
            let article = &articles[i as usize];
            let base = start[i as usize] as usize;
            for (g, group) in article.groups.iter().enumerate() {
                own[base + g] = if names.classes[group.class as usize].strong {
                    let sake = namesakes.of(i, g as u32);
                    sake.unwrap_or_else(|| parts.get(&group.name).copied().unwrap_or(group.class))
                } else {
                    name.push(group.name);
                    strong.push(false);
                    union.push()
                };
            }
            for g in 0..article.groups.len() {
                let head = article.head(g as u32);
                let (x, y) = (article.groups[g].name, article.groups[head as usize].name);
                let two = x != y && apart.contains(&(x.min(y), x.max(y)));
                of_group[base + g] = own[base + if two { g } else { head as usize }];
            }
        }
        let mut nodes = Self {
            order,
            start,
            own,
            of_group,
            articles: vec![0; name.len()],
            rank: vec![u32::MAX; name.len()],
            name,
            strong,
            union,
            apart,
            parted,
            known: known_nodes,
        };
        nodes.count(articles);
        nodes
    }

    fn count(&mut self, articles: &[Article]) {
        let mut last = vec![u32::MAX; self.name.len()];
        let mut next = 0;
        for &node in self.known.nodes.iter().flatten() {
            if self.rank[node as usize] == u32::MAX {
                self.rank[node as usize] = next;
                next += 1;
            }
        }
        for &i in &self.order {
            for g in self.groups(articles, i) {
                let own = self.own[g] as usize;
                if self.rank[own] == u32::MAX {
                    self.rank[own] = next;
                    next += 1;
                }
                let node = self.of_group[g] as usize;
                if last[node] != i {
                    last[node] = i;
                    self.articles[node] += 1;
                }
            }
        }
    }

    /// Counts the articles in which known entities were named before.
    pub(super) fn count_known(&mut self, known: &[Known]) {
        for (nodes, k) in self.known.nodes.iter().zip(&self.known.order) {
            for (at, &node) in nodes.iter().enumerate() {
                self.articles[node as usize] += if at == 0 { known[*k as usize].articles } else { 1 };
            }
        }
    }

    /// The groups of an article, as indices.
    pub(super) fn groups(&self, articles: &[Article], article: u32) -> std::ops::Range<usize> {
        let base = self.start[article as usize] as usize;
        base..base + articles[article as usize].groups.len()
    }

    /// For every node the articles that name it, in order: `(offsets, articles)`.
    pub(super) fn postings(&self, articles: &[Article]) -> Postings {
        let mut offsets = vec![0u32; self.name.len() + 1];
        for (node, count) in self.articles.iter().enumerate() {
            offsets[node + 1] = offsets[node] + count;
        }
        let mut fill = offsets.clone();
        let mut list = vec![0u32; *offsets.last().unwrap_or(&0) as usize];
        let mut seen = vec![u32::MAX; self.name.len()];
        for &i in &self.order {
            for g in self.groups(articles, i) {
                let node = self.of_group[g] as usize;
                if seen[node] != i {
                    seen[node] = i;
                    list[fill[node] as usize] = i;
                    fill[node] += 1;
                }
            }
        }
        Postings { offsets, list }
    }
}

/// Which articles name which node.
#[derive(Debug)]
pub(super) struct Postings {
    offsets: Vec<u32>,
    list: Vec<u32>,
}

impl Postings {
    /// The articles that name a node.
    pub(super) fn of(&self, node: NodeId) -> &[u32] {
        let (Some(from), Some(to)) = (self.offsets.get(node as usize), self.offsets.get(node as usize + 1)) else {
            return &[];
        };
        self.list.get(*from as usize..*to as usize).unwrap_or(&[])
    }
}

/// The name of a class that says most, whatever came first.
fn representative(class: &Class, names: &Names) -> NameId {
    let length = |id: NameId| match (names.person(id), names.thing(id)) {
        (Some(person), _) => person.words.len(),
        (_, Some(thing)) => thing.all.len(),
        _ => 0,
    };
    let fuller =
        |a: NameId, b: NameId| length(a).cmp(&length(b)).then_with(|| names.get(b).text.cmp(&names.get(a).text));
    class.names().reduce(|best, name| if fuller(name, best).is_gt() { name } else { best }).unwrap_or(class.name)
}

/// Whether two full names of two classes are so alike that something might tie them.
fn alike(x: NameId, y: NameId, names: &Names) -> bool {
    let pair = names.person(x).zip(names.person(y));
    pair.is_some_and(|(p, q)| compare(p, q, &names.words).is_some() || nearly(p, q, &names.words))
}

/// Names of one class, or alike, that most articles which have both take for two people's.
fn contrasts(articles: &[Article], names: &Names) -> FxHashSet<(NameId, NameId)> {
    let mut votes: FxHashMap<(NameId, NameId), i32> = FxHashMap::default();
    let pair = |article: &Article, a: u32, b: u32| {
        let (x, y) = (article.groups[a as usize].name, article.groups[b as usize].name);
        (x.min(y), x.max(y))
    };
    for article in articles {
        for &(a, b) in &article.apart {
            let (x, y) = pair(article, a, b);
            let strong = |name: NameId| names.classes[names.get(name).class as usize].strong;
            if x != y && strong(x) && strong(y) && (names.get(x).class == names.get(y).class || alike(x, y, names)) {
                *votes.entry((x, y)).or_default() += 1;
            }
        }
    }
    if !votes.is_empty() {
        for article in articles {
            for (g, group) in article.groups.iter().enumerate().filter(|(g, group)| group.parent != *g as u32) {
                if let Some(vote) = votes.get_mut(&pair(article, g as u32, group.parent)) {
                    *vote -= 1;
                }
            }
        }
    }
    votes.into_iter().filter(|(_, votes)| *votes >= 0).map(|(pair, _)| pair).collect()
}

/// Makes what is held apart by names of two classes hold for the names by which these are compared.
fn hold_apart(apart: &mut FxHashSet<(NameId, NameId)>, names: &Names, name: &[NameId]) {
    let class = |id: NameId| names.get(id).class;
    let of = |id: NameId| name.get(class(id) as usize).copied().unwrap_or(id);
    let more: Vec<(NameId, NameId)> =
        apart.iter().filter(|(x, y)| class(*x) != class(*y)).map(|(x, y)| (of(*x), of(*y))).collect();
    apart.extend(more.into_iter().map(|(x, y)| (x.min(y), x.max(y))));
}

/// Parts classes whose names contradict each other: each name goes to the first part it agrees with, the fullest names
/// first; a name without middle names to the part with the most mentions.
fn split_mixed(
    articles: &[Article],
    names: &Names,
    (apart, parted): (&FxHashSet<(NameId, NameId)>, &FxHashSet<ClassId>),
    name: &mut Vec<NameId>,
    strong: &mut Vec<bool>,
) -> FxHashMap<NameId, NodeId> {
    let mut out = FxHashMap::default();
    let is_mixed = |id: ClassId| names.classes[id as usize].mixed || parted.contains(&id);
    if parted.is_empty() && !names.classes.iter().any(|class| class.mixed) {
        return out;
    }
    let suffix = |n: NameId| names.person(n).is_some_and(|p| p.suffix.is_some());
    // Where father and son are told apart at all, whoever has no "Jr." is not the son.
    let two = |a: NameId, b: NameId| {
        let generations = || parted.contains(&names.get(a).class) && suffix(a) != suffix(b);
        names.clash(a, b) || apart.contains(&(a.min(b), a.max(b))) || generations()
    };
    let told = |n: NameId| apart.iter().any(|(x, y)| *x == n || *y == n);
    let mut weight: FxHashMap<NameId, u32> = FxHashMap::default();
    for group in articles.iter().flat_map(|article| &article.groups) {
        if is_mixed(names.get(group.name).class) {
            *weight.entry(group.name).or_default() += group.mentions;
        }
    }
    for (id, class) in names.classes.iter().enumerate().filter(|(id, _)| is_mixed(*id as ClassId)) {
        let mut list: Vec<NameId> = class.names().collect();
        let length = |n: NameId| names.person(n).map_or(0, |p| p.words.len() + usize::from(p.suffix.is_some()));
        let parted = parted.contains(&(id as ClassId));
        list.sort_by(|a, b| length(*b).cmp(&length(*a)).then_with(|| names.get(*a).text.cmp(&names.get(*b).text)));
        if parted {
            // Those of whom the texts say that they are two found the parts.
            list.sort_by_key(|n| !told(*n));
        }
        let mut parts: Vec<(NodeId, Vec<NameId>, u32)> = Vec::new();
        for &n in &list {
            let fits =
                parts.iter().enumerate().filter(|(_, (_, members, _))| members.iter().take(16).all(|m| !two(n, *m)));
            let best = fits.max_by_key(|(at, (_, _, mentions))| (*mentions, std::cmp::Reverse(*at))).map(|(at, _)| at);
            let mentions = weight.get(&n).copied().unwrap_or(0);
            if let Some((node, members, sum)) = best.and_then(|at| parts.get_mut(at)) {
                members.push(n);
                *sum += mentions;
                out.insert(n, *node);
                continue;
            }
            let node = if parts.is_empty() {
                name[id] = n;
                id as NodeId
            } else {
                name.push(n);
                strong.push(true);
                (name.len() - 1) as NodeId
            };
            out.insert(n, node);
            parts.push((node, vec![n], mentions));
        }
    }
    out
}
