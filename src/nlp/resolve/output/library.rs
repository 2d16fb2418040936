//! What a library is to keep of the entities: which known ones they are, and all their names.

use rustc_hash::FxHashMap;

use super::Draft;
use crate::model::Traits;
use crate::nlp::resolve::known::{LibraryEntity, Parts};
use crate::nlp::resolve::names::NameId;
use crate::nlp::resolve::nodes::NodeId;
use crate::nlp::resolve::rings::Rings;

/// Of so many articles of a person the age is kept.
const MAX_AGES: usize = 12;

/// Adds to the drafts what was known before, and says of each entity how it is to be kept. Known entities that no article
/// names get a draft only if they were found to be one with another. `ids` holds the number of each root's entity.
pub(super) fn describe(rings: &mut Rings<'_>, ids: &mut [u32], drafts: &mut Vec<Draft>) -> Vec<LibraryEntity> {
    let mut of_root: FxHashMap<NodeId, Vec<u32>> = FxHashMap::default();
    let places: Vec<(u32, NodeId)> = rings
        .nodes
        .known
        .order
        .iter()
        .zip(&rings.nodes.known.nodes)
        .filter_map(|(k, nodes)| Some((*k, *nodes.first()?)))
        .collect();
    for (k, node) in places {
        of_root.entry(rings.nodes.union.find(node)).or_default().push(k);
    }
    let mut roots: Vec<(NodeId, Vec<u32>)> = of_root.into_iter().collect();
    // In the order in which they were made known.
    roots.sort_unstable_by_key(|(_, known)| known.first().copied());
    let mut parts: Vec<Parts> = Vec::new();
    for (root, known) in roots {
        let named = ids[root as usize] != u32::MAX;
        if !named && known.len() < 2 {
            continue;
        }
        if !named {
            ids[root as usize] = drafts.len() as u32;
            drafts.push(Draft::default());
        }
        let at = ids[root as usize] as usize;
        parts.resize_with(drafts.len(), Parts::default);
        for k in known {
            let known = &rings.known[k as usize];
            parts[at].known.push(known.id);
            parts[at].country = parts[at].country.or(known.country);
            parts[at].tell(&known.traits);
            drafts[at].articles += known.articles;
            for &(name, mentions, own) in &known.names {
                parts[at].names.push((name, mentions, own));
                drafts[at].name(name, mentions);
                drafts[at].mentions += mentions;
            }
        }
    }
    parts.resize_with(drafts.len(), Parts::default);
    let scopes = std::mem::take(&mut rings.scopes);
    for (node, scope) in scopes {
        let root = rings.nodes.union.find(node) as usize;
        if let Some(part) = parts.get_mut(ids[root] as usize) {
            part.scope = if part.scope == 0 { scope } else { part.scope.min(scope) };
        }
    }
    add_names(rings, ids, &mut parts);
    for part in &mut parts {
        part.tidy();
    }
    parts.into_iter().map(|part| LibraryEntity::new(part, rings.names)).collect()
}

/// The names under which the articles name each entity.
fn add_names(rings: &mut Rings<'_>, ids: &[u32], parts: &mut [Parts]) {
    let strong = rings.nodes.strong.clone();
    for i in rings.nodes.order.clone() {
        let article = &rings.articles[i as usize];
        let base = rings.nodes.start[i as usize] as usize;
        for (g, group) in article.groups.iter().enumerate().filter(|_| article.counted) {
            let (own, now) = (rings.nodes.own[base + g], rings.nodes.of_group[base + g]);
            let root = rings.nodes.union.find(now);
            let Some(part) = parts.get_mut(ids[root as usize] as usize) else { continue };
            let means = rings.nodes.union.find(own) == root && strong[own as usize];
            part.country = part.country.or(group.country);
            part.names.push((group.name, group.mentions, means));
            let told = Traits {
                fields: group.profile.fields,
                ages: group.profile.age.map(|age| (age, article.day)).into_iter().collect(),
                articles: u32::from(!group.profile.is_empty()),
            };
            part.tell(&told);
        }
    }
}

impl Parts {
    /// Adds what is told of it.
    fn tell(&mut self, told: &Traits) {
        self.traits.fields |= told.fields;
        self.traits.articles += told.articles;
        for age in &told.ages {
            if self.traits.ages.len() < MAX_AGES && !self.traits.ages.contains(age) {
                self.traits.ages.push(*age);
            }
        }
    }

    /// Each name once, the most mentioned first by the caller's order of names.
    fn tidy(&mut self) {
        self.names.sort_unstable_by_key(|(name, ..): &(NameId, u32, bool)| *name);
        self.names.dedup_by(|b, a| {
            let same = a.0 == b.0;
            if same {
                a.1 += b.1;
                a.2 |= b.2;
            }
            same
        });
        // Nothing better is known of it than its bare names.
        if self.names.iter().any(|(_, _, own)| *own) {
            self.scope = 0;
        } else {
            self.names.iter_mut().for_each(|(_, _, own)| *own = true);
        }
    }
}
