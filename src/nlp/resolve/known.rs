//! Entities that a library knows already, as nodes beside those of the articles.

use rustc_hash::{FxHashMap, FxHashSet};

use super::keys;
use super::knowledge::Country;
use super::names::{ClassId, NameId, Names};
use super::nodes::NodeId;
use crate::model::{KnownEntity, KnownName, Traits};

/// An entity of the library.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: u64,
    pub(super) country: Option<Country>,
    pub(super) scope: u64,
    pub(super) articles: u32,
    /// Name, mentions, whether it is its own; the most mentioned first.
    pub(super) names: Vec<(NameId, u32, bool)>,
    pub(super) company: Vec<u64>,
    pub(super) traits: Traits,
}

impl Known {
    /// Takes in an entity.
    pub(super) fn new(entity: &KnownEntity, names: &mut Names) -> Self {
        let mut list: Vec<(NameId, u32, bool)> = Vec::with_capacity(entity.names.len());
        for known in &entity.names {
            let name = names.intern(entity.kind, &known.name);
            if let Some(country) = entity.country {
                names.owned(name, country);
            }
            list.push((name, known.mentions, known.own));
        }
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| names.get(a.0).text.cmp(&names.get(b.0).text)));
        Self {
            id: entity.id,
            country: entity.country,
            scope: entity.scope,
            articles: entity.articles,
            names: list,
            company: entity.company.clone(),
            traits: entity.traits.clone(),
        }
    }
}

/// Where known entities stand among the nodes.
#[derive(Debug, Default)]
pub(super) struct KnownNodes {
    /// The nodes of each, the first for its most mentioned name; in the order of `order`.
    pub(super) nodes: Vec<Vec<NodeId>>,
    /// Known entities by id: an order that does not depend on arrival.
    pub(super) order: Vec<u32>,
    /// Id → first node.
    pub(super) by_id: FxHashMap<u64, NodeId>,
    /// Node → which of the known entities it is.
    pub(super) of_node: FxHashMap<NodeId, u32>,
    /// Full names of people with several bearers, or of whose bearer something was told: class, node and which of the known
    /// entities it is.
    pub(super) people: Vec<(ClassId, NodeId, u32)>,
}

impl KnownNodes {
    /// Finds the nodes of known entities: the classes of their own names, or parts of these where two share one.
    pub(super) fn place(
        known: &[Known],
        names: &Names,
        parts: &mut FxHashMap<NameId, NodeId>,
        name: &mut Vec<NameId>,
        strong: &mut Vec<bool>,
    ) -> Self {
        // In the order in which they were made known, not by their numbers: these hang on how articles came.
        let mut out = Self { order: (0..known.len() as u32).collect(), ..Self::default() };
        // Node → whose it is.
        let mut taken: FxHashMap<NodeId, u32> = FxHashMap::default();
        for k in out.order.clone() {
            let entity = &known[k as usize];
            let mut nodes: Vec<NodeId> = Vec::new();
            for &(id, ..) in entity.names.iter().filter(|(_, _, own)| *own) {
                let class = names.class_in(id, entity.country);
                if !names.classes[class as usize].strong {
                    continue;
                }
                let mut node = parts.get(&id).copied().unwrap_or(class);
                let holder = *taken.entry(node).or_insert(k);
                let person = names.person(id).is_some();
                if holder != k {
                    if person {
                        out.people.push((class, node, holder));
                    }
                    // Another one has the same name on sight: this form of it is this one's.
                    node = name.len() as NodeId;
                    name.push(id);
                    strong.push(true);
                    taken.insert(node, k);
                    parts.insert(id, node);
                }
                if !nodes.contains(&node) {
                    nodes.push(node);
                }
                if person && (holder != k || entity.traits.articles > 0) {
                    out.people.push((class, node, k));
                }
            }
            if nodes.is_empty() {
                nodes.push(name.len() as NodeId);
                name.push(entity.names.first().map_or(0, |(id, ..)| *id));
                strong.push(false);
            }
            if let Some(&first) = nodes.first() {
                out.by_id.insert(entity.id, first);
            }
            out.of_node.extend(nodes.iter().map(|node| (*node, k)));
            out.nodes.push(nodes);
        }
        let mut seen = FxHashSet::default();
        out.people.retain(|(class, _, k)| seen.insert((*class, *k)));
        out
    }
}

/// How an entity is to be kept by a library.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LibraryEntity {
    /// The known entities it is, by age: it keeps the id of the first, which the others become. Empty if it is new.
    pub known: Vec<u64>,
    /// As in [`KnownEntity::country`].
    pub country: Option<[u8; 2]>,
    /// As in [`KnownEntity::scope`].
    pub scope: u64,
    /// All its names, with the mentions known before.
    pub names: Vec<KnownName>,
    /// As in [`KnownEntity::traits`].
    pub traits: Traits,
    /// Keys under which it is to be found, see [`ArticleNames::keys`](super::ArticleNames::keys); sorted, each once.
    pub keys: Vec<u64>,
}

impl LibraryEntity {
    /// Gives an entity that is found again its names and keys.
    pub(super) fn new(parts: Parts, names: &Names) -> Self {
        let Parts { known, country, scope, traits, .. } = parts;
        let mut out = Self { known, country, scope, traits, ..Self::default() };
        let mut seen = FxHashSet::default();
        for (name, mentions, own) in parts.names {
            if own {
                keys::filed(names, name, out.country, &mut out.keys);
            }
            let text = names.get(name).text.to_string();
            if seen.insert(text.clone()) {
                out.names.push(KnownName { name: text, mentions, own });
            } else if let Some(known) = out.names.iter_mut().find(|known| known.name == text) {
                // One form may come under several types.
                known.mentions += mentions;
                known.own |= own;
            }
        }
        out.keys.sort_unstable();
        out.keys.dedup();
        out
    }
}

/// What the rings found of an entity.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) known: Vec<u64>,
    pub(super) country: Option<Country>,
    pub(super) scope: u64,
    pub(super) names: Vec<(NameId, u32, bool)>,
    pub(super) traits: Traits,
}
