//! Answers about one entity: by outlet, and its next mention.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::desk::{Desk, REVISION};
use super::view::View;
use crate::engine::event::{Card, Jumped, OutletLine};
use crate::engine::memory::Entry;
use crate::engine::memory::shares::{Share, all_roles};
use crate::engine::request::{Direction, JumpFrom};
use crate::model::{Analysis, ArticleId, EntityId, EntityKind, EntityRef, OutletId, Place, Query};
use crate::nlp::reasons;
use crate::store::library::{EntityOutlet, Library, LibraryError};
use crate::text::Span;

/// The forms of a name are counted in so many of the newest articles.
const FORMS: usize = 300;
/// Roles are read in so many of them.
const ROLES: usize = 40;

/// Forms of a name with their mentions, and roles, by outlet.
#[derive(Default)]
struct Recent {
    forms: FxHashMap<u32, FxHashMap<String, u32>>,
    roles: FxHashMap<u32, Share>,
}

/// A name, the other one it goes by, the rule, and how sure it is in per cent.
pub type Why = (String, String, &'static str, u8);

/// Why the names of an entity are one, as far as the names themselves tell.
///
/// # Errors
/// The library cannot be read.
pub fn why(library: &Library, id: u32, kind: EntityKind, name: &str) -> Result<Vec<Why>, LibraryError> {
    let forms = library.forms(id)?;
    let per_cent = |certainty: u8| ((u32::from(certainty) * 100 + 127) / 255) as u8;
    let merges = reasons(kind, name, forms.iter().map(|form| form.form.as_str())).into_iter();
    Ok(merges.map(|why| (why.name, why.with, why.rule, per_cent(why.certainty))).collect())
}

impl Desk {
    /// An entity by outlet.
    pub(super) fn card(&mut self, id: EntityId, query: &Query) -> Result<Option<Card>, LibraryError> {
        let Some(line) = self.counted(id, query)? else { return Ok(None) };
        let shares = self.shares(line.id, query.only.as_ref())?;
        let Recent { mut forms, roles } = self.recent(line.id)?;
        let passing: Vec<OutletId> = self.outlets.alive().filter(|id| query.outlets.passes(*id)).collect();
        let (mut named, mut absent) = (Vec::new(), Vec::new());
        for outlet in passing {
            if let Some(share) = shares.iter().find(|share| share.outlet == outlet.0) {
                let mut line = self.outlet_line(outlet, *share, forms.remove(&outlet.0).unwrap_or_default());
                line.roles = roles.get(&outlet.0).map(Share::roles).unwrap_or_default();
                named.push(line);
            } else {
                let none = EntityOutlet { outlet: outlet.0, mentions: 0, articles: 0 };
                absent.push(self.outlet_line(outlet, none, FxHashMap::default()));
            }
        }
        named.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        absent.sort_by(|a, b| a.name.cmp(&b.name));
        let merges = why(&self.library, line.id, line.kind, &line.name)?;
        let decided = self.said_of(line.kind, &line.name).unwrap_or(&[]).to_vec();
        Ok(Some(Card {
            revision: REVISION,
            id: EntityId(line.id),
            entity: EntityRef { kind: line.kind, name: line.name },
            mentions: line.mentions,
            articles: line.articles,
            named,
            absent,
            roles: all_roles(roles.iter().filter(|(id, _)| query.outlets.passes(OutletId(**id))).map(|(_, own)| own)),
            merges,
            decided,
        }))
    }

    fn outlet_line(&self, id: OutletId, share: EntityOutlet, forms: FxHashMap<String, u32>) -> OutletLine {
        let mut forms: Vec<(Arc<str>, u32)> = forms.into_iter().map(|(form, count)| (form.into(), count)).collect();
        forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        OutletLine {
            outlet: id,
            tag: self.outlets.tag(id),
            name: self.outlets.display(id),
            mentions: share.mentions,
            articles: share.articles,
            forms,
            roles: Vec::new(),
        }
    }

    /// The forms and roles each outlet uses, in the articles that came last.
    fn recent(&self, entity: u32) -> Result<Recent, LibraryError> {
        let mut out = Recent::default();
        for (at, (article, _)) in self.library.newest_articles(entity, FORMS as u32)?.into_iter().enumerate() {
            let Some(stored) = self.library.load(article)? else { continue };
            let own =
                stored.mentions.iter().filter(|mention| mention.entity == entity).map(|mention| mention.name.span);
            let spans: Vec<Span> = own.collect();
            let forms = out.forms.entry(stored.outlet).or_default();
            for span in &spans {
                *forms.entry(form(span.of(&stored.article.document.text))).or_default() += 1;
            }
            if at < ROLES {
                let mentions = stored.mentions.iter().map(|mention| mention.name).collect();
                let entry = Entry::new(stored.article, Analysis { mentions, ..Analysis::default() });
                let share = out.roles.entry(stored.outlet).or_default();
                for span in spans {
                    share.add_roles_at(&entry, Place { article: ArticleId(article), span });
                }
            }
        }
        Ok(out)
    }

    /// The next mention of an entity in the list's order, around the end if need be.
    pub(super) fn jump(
        &mut self,
        id: EntityId,
        from: Option<JumpFrom>,
        direction: Direction,
        query: &Query,
    ) -> Result<Option<Jumped>, LibraryError> {
        let (Some(view), Some(line)) = (self.view(query), self.library.entity(id.0)?) else { return Ok(None) };
        let id = EntityId(line.id);
        let groups = view.rows(&self.library.entity_articles(line.id)?);
        let total: u32 = groups.iter().map(|(.., mentions)| mentions).sum();
        let Some(last) = total.checked_sub(1) else { return Ok(None) };
        let (number, wrapped) = match (from, direction) {
            (None, Direction::Forward) => (0, false),
            (None, Direction::Backward) => (last, false),
            (Some(from), Direction::Forward) => {
                let passed = self.mentions_before(&view, &groups, id, from, |start| start <= from.offset)?;
                if passed > last { (0, true) } else { (passed, false) }
            }
            (Some(from), Direction::Backward) => {
                let before = self.mentions_before(&view, &groups, id, from, |start| start < from.offset)?;
                before.checked_sub(1).map_or((last, true), |number| (number, false))
            }
        };
        let mut rest = number;
        for (_, article, mentions) in &groups {
            if rest < *mentions {
                let own = self.own(*article, id)?;
                // Counts and mentions may differ for a moment while somebody writes.
                let span = own.get(rest as usize).or(own.last()).copied();
                let place = span.map(|span| Place { article: ArticleId(*article), span });
                return Ok(place.map(|place| Jumped { place, ordinal: number + 1, total, wrapped }));
            }
            rest -= mentions;
        }
        Ok(None)
    }

    fn mentions_before(
        &self,
        view: &View,
        groups: &[(u32, u32, u32)],
        id: EntityId,
        from: JumpFrom,
        passed: impl Fn(u32) -> bool,
    ) -> Result<u32, LibraryError> {
        // An article that does not pass stands nowhere: the jump begins at the top.
        let Some(row) = view.row(from.article.0) else { return Ok(0) };
        let whole = groups.partition_point(|group| group.0 < row);
        let before: u32 = groups.iter().take(whole).map(|group| group.2).sum();
        if groups.get(whole).is_none_or(|group| group.0 != row) {
            return Ok(before);
        }
        let own = self.own(from.article.0, id)?;
        Ok(before + own.iter().filter(|span| passed(span.start)).count() as u32)
    }

    fn own(&self, article: u32, id: EntityId) -> Result<Vec<Span>, LibraryError> {
        let Some(stored) = self.library.load(article)? else { return Ok(Vec::new()) };
        Ok(stored.mentions.iter().filter(|mention| mention.entity == id.0).map(|mention| mention.name.span).collect())
    }
}

/// A form as it is shown: in one line, without a possessive ending.
fn form(surface: &str) -> String {
    let mut form = surface.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(bare) = form.strip_suffix("'s").or_else(|| form.strip_suffix("’s")) {
        form.truncate(bare.len());
    }
    form
}
