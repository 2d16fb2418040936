//! Answers about one entity: by outlet, and its next mention.

use super::desk::{Desk, REVISION};
use super::forms::Shares;
use super::reading::Reading;
use super::view::View;
use crate::engine::event::{Card, Jumped, OutletLine};
use crate::engine::memory::shares::all_roles;
use crate::engine::request::{Direction, JumpFrom};
use crate::model::{ArticleId, EntityId, EntityKind, EntityRef, OutletId, Place, Query};
use crate::nlp::reasons;
use crate::store::library::{EntityLine, EntityOutlet, Library, LibraryError};
use crate::text::Span;

/// Forms and roles are read in so many of the newest articles while one waits.
const RECENT: usize = 120;

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
        let counted = self.shares(line.id, query.only.as_ref())?;
        let passing: Vec<OutletId> = self.outlets.alive().filter(|id| query.outlets.passes(*id)).collect();
        let (mut named, mut absent) = (Vec::new(), Vec::new());
        for outlet in passing {
            if let Some(share) = counted.iter().find(|share| share.outlet == outlet.0) {
                named.push(self.outlet_line(outlet, *share));
            } else {
                absent.push(self.outlet_line(outlet, EntityOutlet { outlet: outlet.0, mentions: 0, articles: 0 }));
            }
        }
        named.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        absent.sort_by(|a, b| a.name.cmp(&b.name));
        let merges = why(&self.library, line.id, line.kind, &line.name)?;
        let decided = self.said_of(line.kind, &line.name).unwrap_or(&[]).to_vec();
        let (recent, read) = self.recent(&line, query)?;
        let card = Card {
            revision: REVISION,
            id: EntityId(line.id),
            entity: EntityRef { kind: line.kind, name: line.name },
            mentions: line.mentions,
            articles: line.articles,
            named,
            absent,
            roles: Vec::new(),
            merges,
            decided,
            read: None,
        };
        Ok(Some(Card { read, ..fill(card, &recent) }))
    }

    fn outlet_line(&self, id: OutletId, share: EntityOutlet) -> OutletLine {
        OutletLine {
            outlet: id,
            tag: self.outlets.tag(id),
            name: self.outlets.display(id),
            mentions: share.mentions,
            articles: share.articles,
            forms: Vec::new(),
            roles: Vec::new(),
        }
    }

    /// The forms and roles each outlet uses, in the articles that came last; and in how many of how many, where these are not all.
    fn recent(&self, line: &EntityLine, query: &Query) -> Result<(Shares, Option<(u32, u32)>), LibraryError> {
        let mut shares = Shares::default();
        let reading = Reading::new(&self.library)?;
        let newest = self.library.newest_articles(line.id, RECENT as u32)?;
        for (article, _) in &newest {
            let Some(read) = reading.read(*article)? else { continue };
            if query.passes(ArticleId(*article), read.outlet) {
                shares.entry(read.outlet).or_default().add(&read.entry, read.places(line.id));
            }
        }
        let all = self.library.entity(line.id)?.map_or(0, |all| all.articles);
        Ok((shares, (newest.len() < all as usize).then_some((newest.len() as u32, all))))
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

/// A card with the forms and roles that were counted.
pub(super) fn fill(mut card: Card, shares: &Shares) -> Card {
    for line in &mut card.named {
        let Some(share) = shares.get(&line.outlet) else { continue };
        line.forms = share.forms().into_iter().map(|(form, tally)| (form, tally.count.mentions)).collect();
        line.roles = share.roles();
    }
    let named = card.named.iter().filter_map(|line| shares.get(&line.outlet));
    card.roles = all_roles(named);
    card.read = None;
    card
}
