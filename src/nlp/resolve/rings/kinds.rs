//! Types of names questioned across articles.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Loose, Reason, Rings};
use crate::model::EntityKind;
use crate::nlp::resolve::article::Group;
use crate::nlp::resolve::knowledge::Knowledge;
use crate::nlp::resolve::nodes::NodeId;
use crate::nlp::resolve::rule::Rule;
use crate::text::fold;

/// An organisation named in so many articles is known.
const KNOWN: u32 = 3;

/// A name of a story in one article.
#[derive(Debug)]
struct Unit {
    article: u32,
    /// Index of the group among all.
    at: usize,
    kind: EntityKind,
    mentions: u32,
    /// Nothing is tied to it, and no title speaks for its type.
    free: bool,
}

impl Rings<'_> {
    /// One string is of one type in a story: the type that two in three of its mentions have, unless the text speaks for another
    /// (a title, a full name that it is short for). Places keep apart unless hardly a mention is taken for one or hardly another
    /// is not; countries, their people and their capitals always do.
    pub(super) fn one_type(&mut self, members: &[u32], loose: &mut Vec<Loose>, from: usize) {
        let mut strings: FxHashMap<String, Vec<Unit>> = FxHashMap::default();
        for &article in members {
            let groups = &self.articles[article as usize].groups;
            let mut joined = vec![false; groups.len()];
            for (g, group) in groups.iter().enumerate().filter(|(g, group)| group.parent != *g as u32) {
                joined[group.parent as usize] = true;
                joined[g] = true;
            }
            for ((g, group), at) in groups.iter().enumerate().zip(self.nodes.groups(self.articles, article)) {
                let name = self.names.get(group.name);
                let free = !joined[g] && is_plain(group);
                let unit = Unit { article, at, kind: name.kind, mentions: group.mentions, free };
                strings.entry(fold(&name.text)).or_default().push(unit);
            }
        }
        let mut several: Vec<(String, Vec<Unit>)> =
            strings.into_iter().filter(|(_, units)| units.iter().any(|u| u.kind != units[0].kind)).collect();
        several.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut moved = FxHashSet::default();
        for (string, units) in several {
            self.one_string(&string, &units, &mut moved);
        }
        let mut at = 0;
        loose.retain(|unit| {
            at += 1;
            at <= from || !moved.contains(&unit.group)
        });
    }

    /// Gives the mentions of one string in a story to the bearer of its main type.
    fn one_string(&mut self, string: &str, units: &[Unit], moved: &mut FxHashSet<usize>) {
        let mut counts = [0u32; 4];
        for unit in units {
            counts[unit.kind as usize] += unit.mentions;
        }
        let all: u32 = counts.iter().sum();
        let main = EntityKind::ALL.into_iter().max_by_key(|kind| (counts[*kind as usize], std::cmp::Reverse(*kind)));
        let Some(main) = main.filter(|main| counts[*main as usize] * 3 >= all * 2) else { return };
        let mut bearers: FxHashMap<NodeId, u32> = FxHashMap::default();
        for unit in units.iter().filter(|unit| unit.kind == main) {
            let root = self.nodes.union.find(self.nodes.of_group[unit.at]);
            *bearers.entry(root).or_default() += unit.mentions;
        }
        let rank = &self.nodes.rank;
        let Some((&target, _)) = bearers.iter().max_by_key(|(node, n)| (**n, std::cmp::Reverse(rank[**node as usize])))
        else {
            return;
        };
        let known = Knowledge::get();
        let land = known.countries.contains_key(string)
            || known.demonym(string).is_some()
            || known.capitals.contains_key(string)
            || known.states.contains_key(string);
        for unit in units.iter().filter(|unit| unit.kind != main && unit.free) {
            let place = unit.kind == EntityKind::Place || main == EntityKind::Place;
            if place && (land || counts[unit.kind as usize] * 5 > all) {
                continue;
            }
            if self.nodes.strong[self.nodes.of_group[unit.at] as usize] {
                self.move_to(unit.article, unit.at, target);
            } else {
                self.nodes.union.join(self.nodes.of_group[unit.at], target);
            }
            moved.insert(unit.at);
        }
    }

    /// A single name taken for a person's that nobody bears, where an organisation of exactly that name is known and named in three
    /// times as many articles: "Nike said". Titles and kinship speak against it. Returns the groups it left.
    pub(super) fn firms(&mut self, loose: Vec<Loose>) -> Vec<Loose> {
        let mut firms: FxHashMap<&str, NodeId> = FxHashMap::default();
        for (class, of) in self.names.classes.iter().enumerate() {
            let known = of.strong && self.nodes.articles[class] >= KNOWN;
            for name in of.names().filter(|_| known && of.kind == EntityKind::Organisation) {
                let text = &*self.names.get(name).text;
                if !text.contains(' ') {
                    firms.insert(text, class as NodeId);
                }
            }
        }
        let mut named: FxHashMap<u32, u32> = FxHashMap::default();
        for group in loose.iter().map(|unit| self.group(unit)).filter(|group| is_plain(group)) {
            *named.entry(group.class).or_default() += 1;
        }
        let mut left = Vec::with_capacity(loose.len());
        for unit in loose {
            let group = self.group(&unit);
            let (class, name) = (group.class, group.name);
            let plain = is_plain(group);
            let bare = self.names.person(name).is_some_and(|p| p.bare && p.words.len() == 1);
            let firm = firms.get(&*self.names.get(name).text).copied().filter(|_| plain && bare);
            let firm = firm.filter(|firm| {
                let bearers =
                    self.names.person(name).map_or(0, |p| self.index.surnames.of(p.last(&self.names.words).norm).len());
                let often = self.nodes.articles[*firm as usize] >= 3 * named.get(&class).copied().unwrap_or(0);
                bearers == 0 && often
            });
            let Some(firm) = firm else {
                left.push(unit);
                continue;
            };
            self.nodes.union.join(self.nodes.of_group[unit.group], firm);
            self.reasons.push(Reason { name, with: self.nodes.name[firm as usize], rule: Rule::OtherType });
        }
        left
    }
}

/// Whether no title and no kinship says that a name is a person's.
fn is_plain(group: &Group) -> bool {
    group.sex.is_none() && group.age.is_none() && group.regnal == 0
}
