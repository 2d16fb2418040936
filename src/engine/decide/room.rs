//! What a preview asks: of a corpus in memory, or of a library.

use std::collections::BTreeSet;

use super::change::Subject;
use super::locate::anchor;
use crate::engine::memory::Scope;
use crate::model::{EntityKind, EntityRef, MentionAt, Place};

/// An entity as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    /// Its number here.
    pub at: usize,
    /// Its type.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// Its mentions.
    pub mentions: usize,
    /// The outlets that name it.
    pub outlets: usize,
}

/// Names as they are now.
pub trait Room {
    /// Who is on the screen.
    fn find(&self, subject: &Subject) -> Option<Now>;
    /// Who is called so.
    fn named(&self, name: &EntityRef) -> Option<Now>;
    /// Whether one is called so, or mentioned under this form.
    fn bears(&self, now: &Now, name: &str) -> bool;
    /// How many of a type are called so.
    fn called(&self, name: &EntityRef) -> usize;
    /// A mention of one.
    fn first(&self, now: &Now) -> Option<Place>;
    /// What tells a place from others.
    fn anchor(&self, place: Place) -> Option<MentionAt>;
    /// Whose mention is exactly there.
    fn owner(&self, place: Place) -> Option<Now>;
    /// The words of the mentions there.
    fn overlapping(&self, place: Place) -> Vec<String>;
    /// How often one is mentioned under a form.
    fn counted(&self, now: &Now, form: &str) -> usize;
}

fn now(scope: &Scope, at: usize) -> Option<Now> {
    let entity = scope.revision().entities().get(at)?;
    let postings = scope.revision().postings(at);
    let outlets: BTreeSet<_> = postings.iter().map(|posting| scope.entry(posting.article).outlet).collect();
    let name = entity.name.clone();
    Some(Now { at, kind: entity.kind, name, mentions: postings.len(), outlets: outlets.len() })
}

impl Room for Scope {
    fn find(&self, subject: &Subject) -> Option<Now> {
        now(self, self.position(subject.id).or_else(|| self.revision().find(&subject.name))?)
    }

    fn named(&self, name: &EntityRef) -> Option<Now> {
        now(self, self.revision().find(name)?)
    }

    fn bears(&self, now: &Now, name: &str) -> bool {
        Self::bears(self, now.at, name)
    }

    fn called(&self, name: &EntityRef) -> usize {
        self.revision().called(name)
    }

    fn first(&self, now: &Now) -> Option<Place> {
        self.place(*self.revision().postings(now.at).first()?)
    }

    fn anchor(&self, place: Place) -> Option<MentionAt> {
        let entry = self.articles_all().get(place.article.0 as usize)?;
        Some(anchor(&entry.article, &entry.title, place.span))
    }

    fn owner(&self, place: Place) -> Option<Now> {
        let found = self.revision().mentions(place.article.0);
        let mention = found.iter().find(|mention| mention.span == place.span)?;
        now(self, self.position(mention.entity)?)
    }

    fn overlapping(&self, place: Place) -> Vec<String> {
        let found = self.revision().mentions(place.article.0);
        let there = found.iter().filter(|mention| mention.span.overlaps(place.span));
        let text = &self.entry(place.article.0).article.document.text;
        there.map(|mention| mention.span.of(text).to_owned()).collect()
    }

    fn counted(&self, now: &Now, form: &str) -> usize {
        self.forms_at(now.at).iter().filter(|(name, _)| name == form).count()
    }
}
