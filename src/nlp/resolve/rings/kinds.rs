//! Types of names questioned across articles.

use rustc_hash::FxHashMap;

use super::{Loose, Reason, Rings};
use crate::model::EntityKind;
use crate::nlp::resolve::nodes::NodeId;
use crate::nlp::resolve::rule::Rule;

/// An organisation named in so many articles is known.
const KNOWN: u32 = 3;

impl Rings<'_> {
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
        for unit in &loose {
            *named.entry(self.group(unit).class).or_default() += 1;
        }
        let mut left = Vec::with_capacity(loose.len());
        for unit in loose {
            let group = self.group(&unit);
            let (class, name) = (group.class, group.name);
            let plain = group.sex.is_none() && group.age.is_none() && !group.regnal;
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
