//! Whose names are: ring 1 when an article is read, the others against what the library knows.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Told;
use crate::model::{Article, NameMention};
use crate::nlp::{ArticleNames, Asker, NameReader, ResolveDoc, Resolver};
use crate::store::library::{Knowledge, LibraryError, Pending, Resolved, ResolvedEntity, Writer};

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

/// Ties names that wait to be tied to entities: an interrupted run left them, or articles went. Returns whether there were any.
///
/// # Errors
/// The library cannot be written.
pub fn finish(writer: &mut Writer) -> Result<bool, LibraryError> {
    tie(writer, &AtomicBool::new(false), &mut |_| {})
}

/// The same, telling how far it is, until it is stopped. Where articles came late, and much is new, all is tied anew.
///
/// # Errors
/// The library cannot be written.
pub fn tie(writer: &mut Writer, stop: &AtomicBool, told: &mut dyn FnMut(Told)) -> Result<bool, LibraryError> {
    if writer.is_anew_worth_it()? && retie(writer, stop, told)? {
        return Ok(true);
    }
    let mut any = false;
    let (waiting, all) = writer.waiting()?;
    told(Told::Naming(all - waiting, all));
    while !stop.load(Ordering::Relaxed) && writer.tie(resolve)? {
        any = true;
        let (waiting, all) = writer.waiting()?;
        told(Told::Naming(all - waiting, all));
    }
    Ok(any)
}

/// Ties all names anew, in the order of time. Returns whether it came to its end; else all is as before.
///
/// # Errors
/// The library cannot be written.
pub fn retie(writer: &mut Writer, stop: &AtomicBool, told: &mut dyn FnMut(Told)) -> Result<bool, LibraryError> {
    told(Told::Naming(0, writer.waiting()?.1));
    writer.tie_anew(resolve, &mut |done, all| {
        told(Told::Naming(done, all));
        !stop.load(Ordering::Relaxed)
    })
}

/// Ties the names of some articles to the entities of the library.
pub(super) fn resolve(library: &Knowledge<'_>, pending: &[Pending]) -> Result<Resolved, LibraryError> {
    // In a large library a step is about a hundred thousand names: each thing is kept no longer than it is needed.
    let mut asker = Asker::default();
    for article in pending {
        if let Ok(names) = ArticleNames::from_bytes(&article.names) {
            asker.add(&names);
        }
    }
    let wanted = asker.wanted();
    let ids = library.wanted(&wanted, |key, bearers| asker.choose(key, bearers))?;
    let (surnames, known) = (wanted.surnames.len(), ids.len());
    tracing::debug!(articles = pending.len(), keys = wanted.all.len(), surnames, known, "a step of naming");
    let mut resolver = Resolver::for_library(library.articles);
    resolver.leave_out(asker.left_out());
    library.each_known(&ids, |entity| resolver.know(entity))?;
    drop((wanted, ids));
    let mut is_read = Vec::with_capacity(pending.len());
    for article in pending {
        // What cannot be read has no mentions; the article itself is there.
        let names = ArticleNames::from_bytes(&article.names).ok();
        is_read.push(names.is_some());
        if let Some(names) = names {
            resolver.add_names(&names);
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
