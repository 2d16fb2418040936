//! Whose names are: ring 1 when an article is read, the others against what the library knows.

use crate::model::{Article, NameMention};
use crate::nlp::{ArticleNames, NameReader, ResolveDoc, Resolver};
use crate::store::library::{Knowledge, LibraryError, Pending, Resolved, ResolvedEntity};

/// Reads what the resolver keeps of articles' names; one for each thread.
#[derive(Debug, Default)]
pub struct Names(NameReader);

impl Names {
    /// What it keeps of one article's, as bytes.
    pub fn read(&mut self, article: &Article, mentions: &[NameMention]) -> Vec<u8> {
        let names = self.0.read(&ResolveDoc {
            text: &article.document.text,
            mentions,
            outlet: article.meta.outlet.as_deref(),
            seconds: article.meta.date.as_ref().map(crate::model::Published::seconds),
            topic: None,
            key: article.key.0,
        });
        names.to_bytes().unwrap_or_default()
    }
}

/// Ties the names of some articles to the entities of the library.
pub(super) fn resolve(library: &Knowledge<'_>, pending: &[Pending]) -> Result<Resolved, LibraryError> {
    // What cannot be read has no mentions; the article itself is there.
    let articles: Vec<Option<ArticleNames>> =
        pending.iter().map(|article| ArticleNames::from_bytes(&article.names).ok()).collect();
    let mut keys: Vec<u64> = articles.iter().flatten().flat_map(ArticleNames::keys).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut resolver = Resolver::for_library(library.articles);
    library.each_known(&keys, |entity| resolver.know(entity))?;
    drop(keys);
    // In a large library a step is about hundreds of thousands of names: each thing is kept no longer than it is needed.
    let mut is_read = Vec::with_capacity(articles.len());
    for article in articles {
        is_read.push(article.is_some());
        if let Some(article) = article {
            resolver.add_names(&article);
        }
    }
    let found = resolver.resolve();
    drop(resolver);
    let entities = found.entities.into_iter().zip(found.library).map(|(entity, kept)| ResolvedEntity {
        known: kept.known,
        kind: entity.kind,
        name: entity.name,
        names: kept.names,
        country: kept.country,
        scope: kept.scope,
        traits: kept.traits,
        keys: kept.keys,
        mentions: entity.mentions,
        articles: entity.articles,
    });
    let entities = entities.collect();
    let mut rows = found.mentions.into_iter();
    let mentions = is_read
        .into_iter()
        .map(|is_read| {
            let ids = if is_read { rows.next().unwrap_or_default() } else { Vec::new() };
            ids.into_iter().map(|id| id.0).collect()
        })
        .collect();
    Ok(Resolved { entities, mentions })
}
