//! One answer of the resolver, made fast to ask: whose each mention is, and where each entity is named.

use std::collections::hash_map::Entry as Slot;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Entry;
use crate::engine::decide::{self, Decided, Outcome, Tied};
use crate::model::{Decision, Entity, EntityId, EntityKind, EntityRef, Mention};
use crate::nlp::{ResolveDoc, Resolver};
use crate::search::fuzzy::{Index, IndexBuilder};

/// A mention's place: number of the article, number of the mention in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// The article's number.
    pub article: u32,
    /// Position in the article's mentions.
    pub mention: u32,
}

/// Entities of the articles that had come when it was made.
///
/// Entity ids go on from revision to revision (`base` is the first of this one), so that an id of an older revision is
/// never taken for another entity of this one.
#[derive(Debug, Default)]
pub struct Revision {
    /// Its number.
    pub number: u64,
    /// Id of the first entity.
    base: u32,
    entities: Vec<Entity>,
    names: Vec<Arc<str>>,
    mentions: Vec<Arc<[Mention]>>,
    people: Vec<u32>,
    postings: Vec<Posting>,
    /// Where each entity's postings end.
    ends: Vec<u32>,
    by_name: FxHashMap<Box<str>, Vec<u32>>,
    index: Index,
    decided: Laid,
}

/// The decisions that lie over a revision.
#[derive(Debug, Default)]
pub struct Laid {
    /// All of them.
    pub decisions: Arc<Vec<Decision>>,
    /// What came of each.
    pub outcomes: Vec<Outcome>,
    /// By position of an entity: numbers of the decisions that made it what it is.
    entities: FxHashMap<u32, Vec<u32>>,
    /// Article and position of mentions a person added or gave to another.
    mentions: FxHashSet<(u32, u32)>,
    /// What the machine found; `None` where no decision lies over it.
    machine: Option<Arc<Tied>>,
}

impl Laid {
    /// Lays decisions over what the machine found.
    #[must_use]
    pub fn over(entries: &[Arc<Entry>], machine: Arc<Tied>, decisions: Arc<Vec<Decision>>) -> (Tied, Self) {
        if decisions.is_empty() {
            return (Arc::unwrap_or_clone(machine), Self::default());
        }
        let Decided { tied, entities, mentions, outcomes, .. } = decide::apply(entries, &machine, &decisions);
        (tied, Self { decisions, outcomes, entities, mentions, machine: Some(machine) })
    }

    /// Whether a person added a mention, or gave it to another.
    #[must_use]
    pub fn is_decided(&self, article: u32, mention: u32) -> bool {
        self.mentions.contains(&(article, mention))
    }
}

impl Revision {
    /// What the machine's entities and a person's decisions come to. Costly: meant for a thread of its own.
    #[must_use]
    pub fn new(number: u64, base: u32, tied: Tied, decided: Laid) -> Self {
        let Tied { entities, mut mentions } = tied;
        let mut made = Self { number, base, entities, decided, ..Self::default() };
        for entity in &mut made.entities {
            entity.id.0 += base;
            entity.of = entity.of.map(|of| EntityId(of.0 + base));
        }
        if base > 0 {
            for list in &mut mentions {
                shift(list, |id| id + base);
            }
        }
        made.mentions = mentions;
        made.count();
        made.name();
        made
    }

    /// What the machine found, before any decision.
    #[must_use]
    pub fn machine(&self) -> Arc<Tied> {
        if let Some(machine) = &self.decided.machine {
            return machine.clone();
        }
        let mut tied = Tied { entities: self.entities.clone(), mentions: self.mentions.clone() };
        for entity in &mut tied.entities {
            entity.id.0 -= self.base;
            entity.of = entity.of.map(|of| EntityId(of.0 - self.base));
        }
        for list in &mut tied.mentions {
            shift(list, |id| id - self.base);
        }
        Arc::new(tied)
    }

    /// What people decided about it.
    #[must_use]
    pub const fn decided(&self) -> &Laid {
        &self.decided
    }

    /// The decisions that made the entity at a position what it is.
    pub fn decisions_on(&self, at: usize) -> impl Iterator<Item = &Decision> {
        let numbers = self.decided.entities.get(&(at as u32)).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|number| self.decided.decisions.get(*number as usize))
    }

    /// How many entities have this type and this name for display.
    #[must_use]
    pub fn called(&self, wanted: &EntityRef) -> usize {
        let bearers = self.by_name.get(wanted.name.as_str()).map_or(&[][..], Vec::as_slice);
        let of = |at: &&u32| -> &Entity { &self.entities[**at as usize] };
        bearers.iter().filter(|at| of(at).kind == wanted.kind && of(at).name == wanted.name).count()
    }

    /// Postings by entity, and the people of each article.
    fn count(&mut self) {
        let mut counts = vec![0u32; self.entities.len() + 1];
        let slot = |mention: &Mention| (mention.entity.0 - self.base) as usize;
        for mention in self.mentions.iter().flat_map(|list| list.iter()) {
            counts[slot(mention)] += 1;
        }
        let mut next = Vec::with_capacity(self.entities.len());
        let mut sum = 0;
        for count in counts.iter().take(self.entities.len()) {
            next.push(sum);
            sum += count;
        }
        self.postings = vec![Posting { article: 0, mention: 0 }; sum as usize];
        let mut seen = vec![u32::MAX; self.entities.len()];
        for (article, list) in self.mentions.iter().enumerate() {
            let mut people = 0;
            for (number, mention) in list.iter().enumerate() {
                let entity = slot(mention);
                self.postings[next[entity] as usize] = Posting { article: article as u32, mention: number as u32 };
                next[entity] += 1;
                if seen[entity] != article as u32 {
                    seen[entity] = article as u32;
                    people += u32::from(self.entities[entity].kind == EntityKind::Person);
                }
            }
            self.people.push(people);
        }
        self.ends = next;
    }

    /// Names for looking up and for the picker, the most mentioned entities first.
    fn name(&mut self) {
        self.names = self.entities.iter().map(|entity| entity.name.as_str().into()).collect();
        let mut order: Vec<u32> = (0..self.entities.len() as u32).collect();
        order.sort_by(|a, b| {
            let (a, b) = (&self.entities[*a as usize], &self.entities[*b as usize]);
            b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)).then_with(|| a.id.cmp(&b.id))
        });
        let mut index = IndexBuilder::default();
        for number in order {
            let entity = &self.entities[number as usize];
            index.item(number, entity.kind as u8);
            index.key(&entity.name);
            for alias in &entity.aliases {
                index.key(if alias.name == entity.name { "" } else { &alias.name });
            }
            for name in std::iter::once(&entity.name).chain(entity.aliases.iter().map(|alias| &alias.name)) {
                let bearers = match self.by_name.entry(name.as_str().into()) {
                    Slot::Occupied(slot) => slot.into_mut(),
                    Slot::Vacant(slot) => slot.insert(Vec::new()),
                };
                if bearers.last() != Some(&number) {
                    bearers.push(number);
                }
            }
        }
        self.index = index.build();
    }

    /// Articles it covers: those with smaller numbers.
    #[must_use]
    pub fn covered(&self) -> usize {
        self.mentions.len()
    }

    /// The id after the last one of this revision.
    #[must_use]
    pub fn end(&self) -> u32 {
        self.base + self.entities.len() as u32
    }

    /// All entities, in the order of their ids.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Position of an entity in [`Self::entities`], if it is one of this revision.
    #[must_use]
    pub fn position(&self, id: EntityId) -> Option<usize> {
        let at = id.0.checked_sub(self.base)? as usize;
        (at < self.entities.len()).then_some(at)
    }

    /// Its name, shared.
    #[must_use]
    pub fn display(&self, at: usize) -> Arc<str> {
        self.names.get(at).cloned().unwrap_or_else(|| "".into())
    }

    /// Where the entity at a position is named, by article and place in it.
    #[must_use]
    pub fn postings(&self, at: usize) -> &[Posting] {
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.postings.get(start..end).unwrap_or(&[])
    }

    /// The mentions of an article; none where it came later.
    #[must_use]
    pub fn mentions(&self, article: u32) -> Arc<[Mention]> {
        self.mentions.get(article as usize).cloned().unwrap_or_else(|| Arc::from([]))
    }

    /// The mention of a posting.
    #[must_use]
    pub fn mention(&self, posting: Posting) -> Option<Mention> {
        self.mentions.get(posting.article as usize)?.get(posting.mention as usize).copied()
    }

    /// People an article names.
    #[must_use]
    pub fn people(&self, article: u32) -> u32 {
        self.people.get(article as usize).copied().unwrap_or(0)
    }

    /// Names and aliases for the picker; its items are positions of entities.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The entity that bears a name: of its type if there is one, by its first name if there is one, the most mentioned.
    #[must_use]
    pub fn find(&self, wanted: &EntityRef) -> Option<usize> {
        let bearers = self.by_name.get(wanted.name.as_str())?;
        let of = |at: &&u32| -> &Entity { &self.entities[**at as usize] };
        let typed = |at: &&u32| of(at).kind == wanted.kind;
        let named = |at: &&u32| of(at).name == wanted.name;
        let found = bearers
            .iter()
            .find(|at| typed(at) && named(at))
            .or_else(|| bearers.iter().find(typed))
            .or_else(|| bearers.iter().find(named))
            .or_else(|| bearers.first());
        found.map(|at| *at as usize)
    }
}

/// Changes the numbers of all entities of an article.
fn shift(list: &mut Arc<[Mention]>, number: impl Fn(u32) -> u32) {
    match Arc::get_mut(list) {
        Some(list) => list.iter_mut().for_each(|mention| mention.entity.0 = number(mention.entity.0)),
        None => {
            *list =
                list.iter().map(|mention| Mention { entity: EntityId(number(mention.entity.0)), ..*mention }).collect();
        }
    }
}

/// Ties the names of articles to entities.
#[must_use]
pub fn tie(entries: &[Arc<Entry>]) -> Tied {
    let mut resolver = Resolver::default();
    for entry in entries {
        let meta = &entry.article.meta;
        resolver.add(&ResolveDoc {
            text: &entry.article.document.text,
            mentions: &entry.names,
            outlet: meta.outlet.as_deref(),
            seconds: meta.date.as_ref().map(crate::model::Published::seconds),
            topic: None,
            key: entry.article.key.0,
        });
    }
    let resolution = resolver.resolve();
    tied(resolution.entities, &resolution.mentions, entries)
}

/// Entities that are known already; `mentions` are positions in `entities`, article by article.
fn tied(entities: Vec<Entity>, mentions: &[Vec<EntityId>], entries: &[Arc<Entry>]) -> Tied {
    let none = Vec::new();
    let mentions = entries.iter().enumerate().map(|(number, entry)| {
        let ids = mentions.get(number).unwrap_or(&none);
        let tied = entry.names.iter().zip(ids);
        tied.map(|(name, id)| Mention { span: name.span, kind: name.kind, entity: *id, score: name.score }).collect()
    });
    Tied { mentions: mentions.collect(), entities }
}
