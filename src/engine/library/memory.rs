//! A library in memory, of articles that are open already: they can be searched in the same way.

use std::sync::Arc;

use crate::engine::memory::{Entry, Revision, Scope};
use crate::model::{Entity, KnownEntity, KnownName, NameMention, Traits};
use crate::nlp::keys_of;
use crate::store::library::{Item, Library, LibraryError, Pending, Resolved, ResolvedEntity, Writer, prepare};

/// Articles of one batch.
const BATCH: usize = 500;

/// Makes a library of the articles of a scope, with whose their names are as it is known there, what people decided included; or,
/// where `with_names` says no, of their texts alone.
///
/// # Errors
/// When there is no memory.
pub fn in_memory(scope: &Scope, with_names: bool) -> Result<Library, LibraryError> {
    let revision = scope.revision();
    let mut writer = Writer::in_memory()?;
    let mut batch = Vec::new();
    let mut whose: Vec<Vec<u32>> = Vec::new();
    for (id, entry) in scope.articles() {
        let mut names = Vec::new();
        if with_names {
            let tied = revision.mentions(id.0);
            names.extend(tied.iter().map(|one| NameMention { span: one.span, kind: one.kind, score: one.score }));
            let positions = tied.iter().map(|one| revision.position(one.entity).unwrap_or_default() as u32);
            whose.push(positions.collect());
        }
        batch.push(item(entry, &names));
        if batch.len() == BATCH {
            writer.batch(&std::mem::take(&mut batch))?;
        }
    }
    writer.batch(&batch)?;
    if with_names {
        writer.set_step(i64::MAX);
        writer.tie(|_, pending| Ok(told(revision, pending, whose)))?;
    }
    Ok(writer.into_library())
}

fn item(entry: &Arc<Entry>, names: &[NameMention]) -> Item {
    Item::Article {
        path: String::new(),
        record: entry.article.key.to_string(),
        replaces: false,
        prepared: Box::new(prepare(&entry.article, names, Vec::new(), false)),
    }
}

/// What is known of names there, as if the library had found it.
fn told(revision: &Revision, pending: &[Pending], mut whose: Vec<Vec<u32>>) -> Resolved {
    let mut entities: Vec<ResolvedEntity> = revision.entities().iter().map(entity).collect();
    for owners in &whose {
        let mut seen: Vec<u32> = Vec::with_capacity(owners.len());
        for at in owners {
            let Some(entity) = entities.get_mut(*at as usize) else { continue };
            entity.mentions += 1;
            if !seen.contains(at) {
                seen.push(*at);
                entity.articles += 1;
            }
        }
    }
    // They were written in their order, numbered from one; they take their turn in that of time.
    let of = |one: &Pending| usize::try_from(one.id - 1).ok().and_then(|at| whose.get_mut(at)).map(std::mem::take);
    let mentions = pending.iter().map(of).map(Option::unwrap_or_default).collect();
    Resolved { entities, mentions }
}

fn entity(entity: &Entity) -> ResolvedEntity {
    let form = |name: &str, mentions| KnownName { name: name.to_owned(), mentions, own: true };
    let mut names: Vec<KnownName> = entity.aliases.iter().map(|alias| form(&alias.name, alias.mentions)).collect();
    if !names.iter().any(|known| known.name == entity.name) {
        names.push(form(&entity.name, 0));
    }
    let (kind, traits) = (entity.kind, Traits::default());
    let known = KnownEntity { id: 0, kind, country: None, scope: 0, names, articles: 0, company: Vec::new(), traits };
    ResolvedEntity {
        known: Vec::new(),
        kind,
        name: entity.name.clone(),
        keys: keys_of(&known),
        names: known.names,
        country: None,
        scope: 0,
        traits: Traits::default(),
        // Those of the articles that are there are counted.
        mentions: 0,
        articles: 0,
    }
}
