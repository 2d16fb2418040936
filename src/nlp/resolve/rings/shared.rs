//! Names that several countries have one of each, where an article does not tell whose is meant.

use rustc_hash::FxHashMap;

use super::{Reason, Rings};
use crate::nlp::resolve::knowledge::Country;
use crate::nlp::resolve::names::NameId;
use crate::nlp::resolve::nodes::NodeId;
use crate::nlp::resolve::rule::Rule;

impl Rings<'_> {
    /// Whether an organ without its country ("Foreign Ministry") stands in an article that names countries, but not the one
    /// whose organ `owner` is.
    pub(super) fn abroad(&self, article: u32, organ: NameId, owner: NodeId) -> bool {
        if !self.names.thing(organ).is_some_and(|thing| thing.generic) {
            return false;
        }
        let Some(country) = self.country(owner) else { return false };
        let groups = &self.articles[article as usize].groups;
        let lands = groups.iter().filter_map(|group| self.names.thing(group.name)).filter_map(|thing| thing.country);
        let mut others = false;
        for land in lands {
            if land == country {
                return false;
            }
            others = true;
        }
        others
    }

    /// The country whose organ a node is.
    fn country(&self, node: NodeId) -> Option<Country> {
        let thing = self.names.thing(self.nodes.name[node as usize])?;
        thing.owner()
    }

    /// A "Labour Party" of which nothing tells whose it is, is that of the only country whose party is named, or of the one that
    /// is named in more than twice as many articles as all others.
    pub(super) fn shared_names(&mut self) {
        let mut owners: FxHashMap<u64, Vec<NodeId>> = FxHashMap::default();
        let mut plain: Vec<(u64, NodeId)> = Vec::new();
        for (id, class) in self.names.classes.iter().enumerate() {
            let Some(thing) = self.names.thing(class.name) else { continue };
            let Some(shared) = thing.shared.filter(|_| self.nodes.articles[id] > 0) else { continue };
            if class.key == thing.key_in(None) {
                plain.push((thing.key, id as NodeId));
                let known = shared.homes.iter().filter(|home| shared.known(**home).is_some());
                let known = known.filter_map(|home| self.names.class_under(thing.key_in(Some(*home))));
                owners.entry(thing.key).or_default().extend(known);
            } else {
                owners.entry(thing.key).or_default().push(id as NodeId);
            }
        }
        for (key, node) in plain {
            let Some(owners) = owners.get_mut(&key) else { continue };
            owners.sort_unstable();
            owners.dedup();
            let articles = |owner: &NodeId| self.nodes.articles[*owner as usize];
            let best = owners.iter().copied().max_by_key(|owner| (articles(owner), self.nodes.rank[*owner as usize]));
            let Some(best) = best else { continue };
            let all: u32 = owners.iter().map(articles).sum();
            if articles(&best) > 2 * (all - articles(&best)) {
                self.nodes.union.join(node, best);
                let (name, with) = (self.nodes.name[node as usize], self.nodes.name[best as usize]);
                self.reasons.push(Reason { name, with, rule: Rule::LibraryName });
            }
        }
    }
}
