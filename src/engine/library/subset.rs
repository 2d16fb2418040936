//! Some articles of the library as a corpus in memory, with the entities the library has.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::engine::decide::Tied;
use crate::engine::memory::{Entry, Laid, MemoryCorpus, Revision};
use crate::model::{Alias, Analysis, ArticleId, Entity, EntityId, Mention, NameMention};
use crate::nlp::reasons;
use crate::store::library::{Library, LibraryError};

/// What was loaded: the library's numbers, by those of the corpus.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// Articles.
    pub articles: Vec<u32>,
    /// Entities.
    pub entities: Vec<u32>,
}

impl Loaded {
    /// The library's number of an article of the corpus.
    #[must_use]
    pub fn abroad(&self, id: ArticleId) -> ArticleId {
        ArticleId(self.articles.get(id.0 as usize).copied().unwrap_or(u32::MAX))
    }

    /// The corpus's number of an article of the library.
    #[must_use]
    pub fn local(&self, id: u32) -> Option<u32> {
        self.articles.iter().position(|known| *known == id).map(|at| at as u32)
    }
}

/// The library as the machine found it, where decisions lie over its names: for who lays decisions over what is loaded.
///
/// # Errors
/// It cannot be read.
pub fn as_found(library: &Library) -> Result<Option<Library>, LibraryError> {
    library.laid()?.map(|_| Library::open(library.path())?.as_found()).transpose()
}

/// Loads articles, in the order given; those that are gone are left out. Entities are the library's: their counts are those
/// of these articles, their names all that the library knows.
///
/// # Errors
/// The library cannot be read.
pub fn subset(
    library: &Library,
    ids: &[u32],
    with_names: bool,
    corpus: &mut MemoryCorpus,
) -> Result<Loaded, LibraryError> {
    let mut loaded = Loaded::default();
    let mut entities: Vec<Entity> = Vec::new();
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let mut mentions: Vec<Arc<[Mention]>> = Vec::new();
    for id in ids {
        let Some(stored) = library.load(*id)? else { continue };
        let mut own = Vec::with_capacity(stored.mentions.len());
        let mut names = Vec::with_capacity(stored.mentions.len());
        for mention in stored.mentions.iter().filter(|_| with_names) {
            let number = if let Some(number) = numbers.get(&mention.entity) {
                *number
            } else {
                let number = entities.len() as u32;
                let Some(entity) = entity(library, mention.entity, number)? else { continue };
                numbers.insert(mention.entity, number);
                loaded.entities.push(mention.entity);
                entities.push(entity);
                number
            };
            let NameMention { span, kind, score } = mention.name;
            own.push(Mention { span, kind, score, entity: EntityId(number) });
            names.push(mention.name);
        }
        let entry = Entry::new(stored.article, Analysis { mentions: names, ..Analysis::default() });
        // Each content is in the library once.
        if corpus.add_entry(entry).is_ok() {
            count(&mut entities, &own);
            loaded.articles.push(*id);
            mentions.push(own.into());
        }
    }
    if with_names {
        let tied = Arc::new(Tied { entities, mentions });
        let (tied, laid) = Laid::over(corpus.entries(), tied, corpus.decisions());
        corpus.adopt(Revision::new(1, 0, tied, laid));
    }
    Ok(loaded)
}

fn entity(library: &Library, id: u32, number: u32) -> Result<Option<Entity>, LibraryError> {
    let Some(line) = library.entity(id)? else { return Ok(None) };
    let forms = library.forms(line.id)?.into_iter();
    let aliases: Vec<Alias> = forms.map(|form| Alias { name: form.form, mentions: form.mentions }).collect();
    let merges = reasons(line.kind, &line.name, aliases.iter().map(|alias| alias.name.as_str()));
    Ok(Some(Entity {
        id: EntityId(number),
        kind: line.kind,
        name: line.name,
        aliases,
        mentions: 0,
        articles: 0,
        of: None,
        roles: Vec::new(),
        merges,
    }))
}

fn count(entities: &mut [Entity], mentions: &[Mention]) {
    for (at, mention) in mentions.iter().enumerate() {
        let id = mention.entity;
        if let Some(entity) = entities.get_mut(id.0 as usize) {
            entity.mentions += 1;
            entity.articles += u32::from(!mentions.iter().take(at).any(|other| other.entity == id));
        }
    }
}
