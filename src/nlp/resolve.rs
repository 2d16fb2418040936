//! Tying names to entities, in three rings: article, story, library.

use rustc_hash::FxHashMap;

use crate::model::{Alias, Entity, EntityId, EntityKind, NameMention};

/// One article as the resolver sees it.
#[derive(Debug, Clone, Copy)]
pub struct ResolveDoc<'a> {
    /// Its text.
    pub text: &'a str,
    /// The names found in it, in the order of the text.
    pub mentions: &'a [NameMention],
    /// Whose it is.
    pub outlet: Option<&'a str>,
    /// Seconds since 1970 of its publication.
    pub seconds: Option<i64>,
    /// Articles with the same topic are one story; without, the resolver finds the stories itself.
    pub topic: Option<&'a str>,
    /// Identity of the article, for an order that does not depend on arrival.
    pub key: u128,
}

/// The entities of a corpus, and whose each mention is.
#[derive(Debug, Clone, Default)]
pub struct Resolution {
    /// All entities; `entities[i].id == EntityId(i)`.
    pub entities: Vec<Entity>,
    /// For each article in the order of `add`, the entity of each of its mentions.
    pub mentions: Vec<Vec<EntityId>>,
}

/// Collects articles and ties their names to entities. The result does not depend on the order of `add`
/// (but for the order of `Resolution::mentions`, which follows it).
#[derive(Debug, Default)]
pub struct Resolver {
    articles: Vec<Vec<(EntityKind, String)>>,
}

impl Resolver {
    /// Takes in an article.
    pub fn add(&mut self, doc: &ResolveDoc<'_>) {
        let names = doc.mentions.iter().map(|m| (m.kind, m.span.of(doc.text).to_owned())).collect();
        self.articles.push(names);
    }

    /// Resolves all articles taken in so far.
    ///
    /// STAND-IN until the resolution lands: same string, same entity.
    #[must_use]
    pub fn resolve(&self) -> Resolution {
        let mut ids: FxHashMap<&str, EntityId> = FxHashMap::default();
        let mut out = Resolution::default();
        for names in &self.articles {
            let mut seen = Vec::new();
            let mut row = Vec::new();
            for (kind, name) in names {
                let next = EntityId(out.entities.len() as u32);
                let id = *ids.entry(name).or_insert(next);
                if id == next {
                    out.entities.push(Entity {
                        id,
                        kind: *kind,
                        name: name.clone(),
                        aliases: vec![Alias { name: name.clone(), mentions: 0 }],
                        mentions: 0,
                        articles: 0,
                        of: None,
                        roles: Vec::new(),
                        merges: Vec::new(),
                    });
                }
                let entity = &mut out.entities[id.0 as usize];
                entity.mentions += 1;
                entity.aliases[0].mentions += 1;
                if !seen.contains(&id) {
                    seen.push(id);
                    entity.articles += 1;
                }
                row.push(id);
            }
            out.mentions.push(row);
        }
        out
    }
}
