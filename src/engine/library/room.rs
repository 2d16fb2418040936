//! What previews and boxes of Repair ask of a library that is not held whole.

use std::sync::Arc;

use super::desk::Desk;
use super::search::keys_of_name;
use crate::engine::decide::{Now, PartRow, Parts, Room, Subject, anchor};
use crate::model::{ArticleId, EntityRef, MentionAt, OutletId, Place};
use crate::nlp::name_form;
use crate::search::snippet::around;
use crate::store::library::{EntityLine, Stored};
use crate::text::{Span, sanitize_line};

/// At most so many mentions are shown to choose from, of so many articles.
const MENTIONS: usize = 500;
/// Cells of a line of context.
const CONTEXT: usize = 100;

fn now(line: EntityLine) -> Now {
    let (mentions, outlets) = (line.mentions as usize, line.outlets as usize);
    Now { at: line.id as usize, kind: line.kind, name: line.name, mentions, outlets }
}

impl Desk {
    fn stored(&self, article: ArticleId) -> Option<Stored> {
        self.library.load(article.0).ok()?
    }

    /// All that are called so, of any type.
    fn called_so(&self, name: &str) -> Vec<EntityLine> {
        let ids = self.library.bearers_of(name, &keys_of_name(name)).unwrap_or_default();
        let lines = ids.into_iter().filter_map(|id| self.library.entity(id).ok().flatten());
        lines.filter(|line| line.mentions > 0 && line.name == name).collect()
    }

    /// The most mentioned of those that are called so, or mentioned under this form.
    pub(super) fn bearer(&self, name: &str) -> Option<Now> {
        let ids = self.library.bearers_of(name, &keys_of_name(name)).unwrap_or_default();
        let lines = ids.into_iter().filter_map(|id| self.library.entity(id).ok().flatten());
        lines.max_by_key(|line| (line.mentions, std::cmp::Reverse(line.id))).map(now)
    }

    /// The names and mentions of an entity, to choose from.
    pub(super) fn parts(&self, of: &Subject) -> Option<Parts> {
        let now = self.find(of)?;
        let id = now.at as u32;
        let forms = self.library.forms(id).ok()?;
        let names = forms.into_iter().map(|form| (form.form, form.mentions)).collect();
        let mut mentions: Vec<PartRow> = Vec::new();
        for (article, _) in self.library.newest_articles(id, MENTIONS as u32).ok()? {
            if mentions.len() >= MENTIONS {
                break;
            }
            let Some(stored) = self.stored(ArticleId(article)) else { continue };
            let own = stored.mentions.iter().filter(|mention| mention.entity == id);
            mentions.extend(own.map(|mention| self.part(&stored, mention.name.span)));
        }
        mentions.truncate(MENTIONS);
        let more = now.mentions.saturating_sub(mentions.len()) as u32;
        let name = EntityRef { kind: now.kind, name: now.name };
        Some(Parts { of: Subject { id: crate::model::EntityId(id), name }, names, mentions, more })
    }

    fn part(&self, stored: &Stored, span: Span) -> PartRow {
        let document = &stored.article.document;
        let block = document.block_at(span.start).and_then(|block| document.blocks.get(block));
        let bounds = block.map_or(span, |block| block.span);
        let snippet = around(&document.text, bounds, &[span], CONTEXT);
        PartRow {
            place: Place { article: ArticleId(stored.id), span },
            form: name_form(span.of(&document.text)).into_owned(),
            tag: self.outlets.tag(OutletId(stored.outlet)),
            context: Arc::from(snippet.text),
            marks: snippet.marks,
        }
    }
}

impl Room for Desk {
    fn find(&self, subject: &Subject) -> Option<Now> {
        let line = self.library.entity(subject.id.0).ok().flatten().filter(|line| line.mentions > 0);
        line.map(now).or_else(|| self.named(&subject.name))
    }

    fn named(&self, name: &EntityRef) -> Option<Now> {
        let called = self.called_so(&name.name).into_iter().filter(|line| line.kind == name.kind);
        let most = called.max_by_key(|line| (line.mentions, std::cmp::Reverse(line.id)));
        // Those that decisions made are under no key.
        most.or_else(|| self.library.find_entity(name).ok().flatten()).map(now)
    }

    fn bears(&self, now: &Now, name: &str) -> bool {
        let forms = self.library.forms(now.at as u32).unwrap_or_default();
        now.name == name || forms.iter().any(|form| form.form == name)
    }

    fn called(&self, name: &EntityRef) -> usize {
        self.called_so(&name.name).iter().filter(|line| line.kind == name.kind).count()
    }

    fn first(&self, now: &Now) -> Option<Place> {
        let id = now.at as u32;
        let (article, _) = *self.library.newest_articles(id, 1).ok()?.first()?;
        let (_, span) = self.library.mention_in(article, id).ok()??;
        Some(Place { article: ArticleId(article), span })
    }

    fn anchor(&self, place: Place) -> Option<MentionAt> {
        let article = self.stored(place.article)?.article;
        Some(anchor(&article, &sanitize_line(&article.meta.title), place.span))
    }

    fn owner(&self, place: Place) -> Option<Now> {
        let stored = self.stored(place.article)?;
        let mention = stored.mentions.iter().find(|mention| mention.name.span == place.span)?;
        self.library.entity(mention.entity).ok()?.map(now)
    }

    fn overlapping(&self, place: Place) -> Vec<String> {
        let Some(stored) = self.stored(place.article) else { return Vec::new() };
        let there = stored.mentions.iter().filter(|mention| mention.name.span.overlaps(place.span));
        there.map(|mention| mention.name.span.of(&stored.article.document.text).to_owned()).collect()
    }

    fn counted(&self, now: &Now, form: &str) -> usize {
        let forms = self.library.forms(now.at as u32).unwrap_or_default();
        forms.iter().find(|known| known.form == form).map_or(0, |known| known.mentions as usize)
    }
}
