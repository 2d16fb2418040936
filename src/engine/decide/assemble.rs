//! From the work in progress to entities and mentions: numbered, counted and named anew where decisions touched them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::state::{Draft, NOBODY, State};
use super::{Decided, Shelf, Tied};
use crate::model::{Alias, Entity, EntityId, EntityKind, Mention, Merge, Role};

/// How sure a person is.
const SURE: u8 = u8::MAX;

/// Builds the result. The machine's entities keep their order; those that decisions made come after them.
pub(super) fn assemble<S: Shelf + ?Sized>(state: &State<'_, S>) -> Decided {
    let machine = state.machine;
    let mut entities = Vec::with_capacity(machine.entities.len());
    let mut origins = Vec::with_capacity(machine.entities.len());
    let mut decided = FxHashMap::default();
    let mut new_id = vec![u32::MAX; state.next as usize];
    let mut made: Vec<u32> =
        state.drafts.keys().copied().filter(|number| *number as usize >= machine.entities.len()).collect();
    made.sort_unstable();
    for number in (0..machine.entities.len() as u32).chain(made) {
        let id = entities.len() as u32;
        let entity = match state.drafts.get(&number) {
            Some(draft) if draft.gone => continue,
            Some(draft) if !draft.decided.is_empty() => match finish(state, number, draft) {
                Some(entity) => {
                    decided.insert(id, draft.decided.clone());
                    entity
                }
                None => continue,
            },
            Some(draft) if draft.own => continue,
            _ => machine.entities[number as usize].clone(),
        };
        new_id[number as usize] = id;
        entities.push(Entity { id: EntityId(id), ..entity });
        origins.push(number);
    }
    // The machine's entity that is now part of another, or none.
    let now = |old: u32| {
        let owner = state.parts.get(&old).map_or(Some(old), |part| part.owner);
        owner.map(|owner| new_id[owner as usize]).filter(|id| *id != u32::MAX)
    };
    for entity in &mut entities {
        entity.of = entity.of.and_then(|of| now(of.0)).map(EntityId);
    }
    let mut mentions = Vec::with_capacity(machine.mentions.len());
    let mut marked = FxHashSet::default();
    for article in 0..machine.mentions.len() {
        mentions.push(article_mentions(state, article, &new_id, &mut marked).into());
    }
    Decided { tied: Tied { entities, mentions }, origins, entities: decided, mentions: marked, outcomes: Vec::new() }
}

fn article_mentions<S: Shelf + ?Sized>(
    state: &State<'_, S>,
    article: usize,
    new_id: &[u32],
    marked: &mut FxHashSet<(u32, u32)>,
) -> Vec<Mention> {
    let machine = &state.machine.mentions[article];
    let own = machine.iter().zip(state.start[article]..).map(|(mention, number)| (*mention, number));
    let extra = state.extra_of.get(&(article as u32)).map_or(&[][..], Vec::as_slice);
    let added = extra.iter().map(|number| {
        let span = state.span_of(*number);
        (Mention { span, kind: EntityKind::Other, entity: EntityId(0), score: SURE }, *number)
    });
    let mut all: Vec<(Mention, u32)> = own.chain(added).collect();
    if !extra.is_empty() {
        all.sort_by_key(|(mention, number)| (mention.span.start, *number));
    }
    let mut out = Vec::with_capacity(all.len());
    for (mention, number) in all {
        let part = state.part_of(number);
        if part == NOBODY {
            continue;
        }
        let known = state.parts.get(&part);
        let Some(owner) = known.map_or(Some(part), |part| part.owner) else { continue };
        let id = new_id[owner as usize];
        if id == u32::MAX {
            continue;
        }
        let kind = known.and_then(|part| part.kind).unwrap_or(mention.kind);
        if state.touched.contains(&number) {
            marked.insert((article as u32, out.len() as u32));
        }
        out.push(Mention { kind, entity: EntityId(id), ..mention });
    }
    out
}

/// An entity that decisions touched, counted from its mentions; `None` where none are left.
fn finish<S: Shelf + ?Sized>(state: &State<'_, S>, number: u32, draft: &Draft) -> Option<Entity> {
    let mentions = state.mentions_of(number);
    if mentions.is_empty() {
        return None;
    }
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    let mut articles: Vec<u32> = Vec::new();
    for mention in &mentions {
        *counts.entry(state.form_of(*mention)).or_default() += 1;
        articles.push(state.article_of(*mention));
    }
    articles.sort_unstable();
    articles.dedup();
    let mut aliases: Vec<Alias> = counts.into_iter().map(|(name, mentions)| Alias { name, mentions }).collect();
    aliases.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
    let found: Vec<&Entity> =
        draft.parts.iter().filter_map(|part| state.machine.entities.get(*part as usize)).collect();
    let kind = state.kind_of(number);
    Some(Entity {
        id: EntityId(number),
        kind,
        name: name(state, number, draft, &aliases, kind),
        mentions: mentions.len() as u32,
        articles: articles.len() as u32,
        of: found.iter().find_map(|entity| entity.of),
        roles: roles(&found),
        merges: merges(&found, &aliases),
        aliases,
    })
}

/// The name a person gave; else the machine's, as long as it is in use; else the fullest common form.
fn name<S: Shelf + ?Sized>(
    state: &State<'_, S>,
    number: u32,
    draft: &Draft,
    aliases: &[Alias],
    kind: EntityKind,
) -> String {
    if let Some(name) = &draft.named {
        return name.clone();
    }
    let found = state.name_of(number);
    let whole = !state.mentions_of_part(number).is_empty()
        && state.parts.get(&number).is_some_and(|part| part.list.len() == state.mentions_of_part(number).len());
    if whole || aliases.iter().any(|alias| alias.name == found) {
        return found.to_owned();
    }
    let full = |alias: &&Alias| kind != EntityKind::Person || alias.name.contains(' ');
    aliases.iter().find(full).or(aliases.first()).map_or_else(String::new, |alias| alias.name.clone())
}

fn roles(found: &[&Entity]) -> Vec<Role> {
    if let [one] = found {
        return one.roles.clone();
    }
    let mut sums: FxHashMap<&str, u32> = FxHashMap::default();
    for role in found.iter().flat_map(|entity| &entity.roles) {
        *sums.entry(&role.words).or_default() += role.mentions;
    }
    let mut out: Vec<Role> =
        sums.into_iter().map(|(words, mentions)| Role { words: words.to_owned(), mentions }).collect();
    out.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.words.cmp(&b.words)));
    out
}

/// The machine's reasons, as far as both names are still the entity's.
fn merges(found: &[&Entity], aliases: &[Alias]) -> Vec<Merge> {
    let here: FxHashSet<&str> = aliases.iter().map(|alias| alias.name.as_str()).collect();
    let all = found.iter().flat_map(|entity| &entity.merges);
    all.filter(|merge| here.contains(merge.name.as_str()) && here.contains(merge.with.as_str())).cloned().collect()
}
