//! A query with all that its answers are made of. Cheap to clone and to send to another thread; it does not change when
//! the corpus does.

use std::sync::Arc;

use super::{Entry, OutletTable, Posting, Revision, Totals, View};
use crate::model::{ArticleId, EntityId, EntityRef, Mention, OutletId, Place, Query, ReaderMemory};

/// A query on one state of the corpus.
#[derive(Debug, Clone)]
pub struct Scope {
    pub(super) query: Query,
    pub(super) entries: Arc<Vec<Arc<Entry>>>,
    pub(super) outlets: Arc<OutletTable>,
    pub(super) revision: Arc<Revision>,
    pub(super) previous: Option<Arc<Revision>>,
    pub(super) view: Arc<View>,
    pub(super) totals: Arc<Totals>,
    pub(super) memory: Arc<ReaderMemory>,
}

/// The mentions of an entity in one article of the query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group<'a> {
    /// Row of the article.
    pub row: u32,
    /// The mentions, in the order of the text.
    pub postings: &'a [Posting],
}

impl Scope {
    /// The entities of this state.
    #[must_use]
    pub fn revision(&self) -> &Revision {
        &self.revision
    }

    /// Counts for the query's outlets.
    #[must_use]
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// All outlets.
    #[must_use]
    pub fn outlets(&self) -> &OutletTable {
        &self.outlets
    }

    /// All articles, by number.
    #[must_use]
    pub fn articles_all(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// The forms under which the entity at a position is mentioned, mention by mention, with their places.
    #[must_use]
    pub fn forms_at(&self, at: usize) -> Vec<(String, Place)> {
        let places = self.revision.postings(at).iter().filter_map(|posting| self.place(*posting));
        places
            .map(|place| {
                let text = &self.entry(place.article.0).article.document.text;
                (crate::nlp::name_form(place.span.of(text)).into_owned(), place)
            })
            .collect()
    }

    /// Whether the entity at a position is called so, or mentioned under this form.
    #[must_use]
    pub fn bears(&self, at: usize, name: &str) -> bool {
        let entity = self.revision.entities().get(at);
        entity.is_some_and(|entity| entity.name == name || entity.aliases.iter().any(|alias| alias.name == name))
    }

    /// The articles of the query in its order.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &Arc<Entry>)> {
        self.view.order().iter().map(|number| (ArticleId(*number), &self.entries[*number as usize]))
    }

    /// An article, whether it passes or not.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> Option<&Arc<Entry>> {
        self.entries.get(id.0 as usize)
    }

    /// Whether two scopes hold the same entities with the same counts.
    #[must_use]
    pub fn same_entities(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.totals, &other.totals) && Arc::ptr_eq(&self.revision, &other.revision)
    }

    /// Whether two scopes hold the same articles, in the same order, of the same outlets.
    #[must_use]
    pub fn same_articles(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.view, &other.view) && Arc::ptr_eq(&self.outlets, &other.outlets)
    }

    /// Position of an entity. An id of the revision before is followed by its name.
    #[must_use]
    pub fn position(&self, id: EntityId) -> Option<usize> {
        self.revision.position(id).or_else(|| {
            let previous = self.previous.as_ref()?;
            let entity = previous.entities().get(previous.position(id)?)?;
            self.revision.find(&EntityRef { kind: entity.kind, name: entity.name.clone() })
        })
    }

    /// The mentions of an entity in what passes, article by article, in the order of arrival of the articles.
    pub(super) fn groups(&self, at: usize) -> impl Iterator<Item = Group<'_>> {
        self.revision
            .postings(at)
            .chunk_by(|a, b| a.article == b.article)
            .filter_map(|postings| Some(Group { row: self.view.row(postings.first()?.article)?, postings }))
    }

    /// The place of a mention.
    pub(in crate::engine) fn place(&self, posting: Posting) -> Option<Place> {
        let mention = self.mention(posting)?;
        Some(Place { article: ArticleId(posting.article), span: mention.span })
    }

    pub(super) fn mention(&self, posting: Posting) -> Option<Mention> {
        self.revision.mention(posting)
    }

    pub(in crate::engine) fn entry(&self, article: u32) -> &Entry {
        &self.entries[article as usize]
    }

    /// Outlets with articles that pass.
    pub(super) fn passing_outlets(&self) -> impl Iterator<Item = OutletId> {
        self.outlets.alive().filter(|id| self.query.outlets.passes(*id))
    }

    /// Outlets with articles: that pass, and all.
    pub(super) fn counted(&self) -> (u32, u32) {
        (self.passing_outlets().count() as u32, self.outlets.alive().count() as u32)
    }
}
