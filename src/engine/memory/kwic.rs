//! The answer about mentions in context: a window of all of them, in an order of its own.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use super::context::{ContextKey, NO_KEY, context, left_key, right_key};
use super::entry::Entry;
use super::{Posting, Scope};
use crate::engine::table::{At, KwicPage, KwicQuery, KwicRow, KwicSort};
use crate::model::{Document, EntityId, EntityRef, Place, Published};
use crate::search::snippet::around;
use crate::text::Span;

/// Mentions of an entity, in order.
pub type KwicOrder = Arc<[Posting]>;

impl Scope {
    /// The mentions a question asks for. Sorting by context looks at the text around each; windows are cheap then.
    #[must_use]
    pub fn kwic_order(&self, id: EntityId, query: &KwicQuery) -> KwicOrder {
        let Some(at) = self.position(id) else { return Arc::default() };
        let wanted = |article: u32| query.outlet.is_none_or(|outlet| self.entry(article).outlet == outlet);
        let mut groups: Vec<_> =
            self.groups(at).filter(|group| group.postings.first().is_some_and(|first| wanted(first.article))).collect();
        groups.sort_unstable_by_key(|group| group.row);
        groups.sort_by_key(|group| group.postings.first().map(|first| self.recency(first.article)));
        let mut order: Vec<Posting> = groups.iter().flat_map(|group| group.postings).copied().collect();
        match query.sort {
            KwicSort::Date if query.reverse => {
                groups.sort_by_key(|group| {
                    let recency = group.postings.first().map(|first| self.recency(first.article));
                    recency.map(|(undated, Reverse(seconds))| (undated, seconds))
                });
                order = groups.iter().flat_map(|group| group.postings).copied().collect();
            }
            KwicSort::Date => {}
            KwicSort::Outlet => {
                let name = |posting: &Posting| {
                    let name = self.outlets.name(self.entry(posting.article).outlet);
                    (name.is_none(), name.map(|name| crate::text::fold(&name)))
                };
                sort(&mut order, query.reverse, name);
            }
            KwicSort::Left => sort(&mut order, query.reverse, |posting| self.key(*posting, left_key)),
            KwicSort::Right => sort(&mut order, query.reverse, |posting| self.key(*posting, right_key)),
        }
        order.into()
    }

    /// The newest first, undated last.
    fn recency(&self, article: u32) -> (bool, Reverse<i64>) {
        let seconds = self.entry(article).article.meta.date.as_ref().map(Published::seconds);
        (seconds.is_none(), Reverse(seconds.unwrap_or(0)))
    }

    fn key(&self, posting: Posting, key: impl Fn(&str, Span, Span) -> ContextKey) -> ContextKey {
        let document = &self.entry(posting.article).article.document;
        let Some(mention) = self.mention(posting) else { return NO_KEY };
        key(&document.text, paragraph(document, mention.span), mention.span)
    }

    /// A window of the mentions, cut to what there is; and the row of a place. `None` if the entity is known neither in
    /// this revision nor in the one before.
    #[must_use]
    pub fn kwic(
        &self,
        id: EntityId,
        query: &KwicQuery,
        order: &KwicOrder,
        window: &Range<u32>,
        locate: Option<At>,
    ) -> Option<KwicPage> {
        let entity = self.revision.entities().get(self.position(id)?)?;
        let end = window.end.min(order.len() as u32);
        let first = window.start.min(end);
        let rows = order.get(first as usize..end as usize).unwrap_or(&[]);
        let at =
            |posting: &Posting, offset: u32| self.mention(*posting).is_some_and(|mention| mention.span.start == offset);
        let located = locate.and_then(|(article, offset)| {
            let own = |posting: &Posting| posting.article == article.0;
            order.iter().position(|posting| own(posting) && at(posting, offset)).or_else(|| order.iter().position(own))
        });
        Some(KwicPage {
            revision: self.revision.number,
            id: entity.id,
            entity: EntityRef { kind: entity.kind, name: entity.name.clone() },
            total: order.len() as u32,
            of: order.len() as u32,
            first,
            rows: rows.iter().filter_map(|posting| self.kwic_row(*posting, query)).collect(),
            located: located.map(|row| row as u32),
        })
    }

    /// A mention in its line.
    #[must_use]
    pub fn kwic_row(&self, posting: Posting, query: &KwicQuery) -> Option<KwicRow> {
        let entry = self.entry(posting.article);
        Some(row(entry, self.outlets.tag(entry.outlet), self.place(posting)?, query))
    }
}

/// A mention of an article in its line, with the sign of the outlet.
pub(in crate::engine) fn row(entry: &Entry, tag: Arc<str>, place: Place, query: &KwicQuery) -> KwicRow {
    let document = &entry.article.document;
    let line = paragraph(document, place.span);
    let passage = if query.passage == 0 {
        (Arc::from(""), None)
    } else {
        let snippet = around(&document.text, line, &[place.span], query.passage as usize);
        (snippet.text.into(), snippet.marks.first().copied())
    };
    KwicRow {
        place,
        tag,
        date: entry.article.meta.date.clone(),
        title: entry.title.clone(),
        context: context(&document.text, line, place.span, query.context as usize),
        passage,
    }
}

/// The paragraph of a name.
pub(in crate::engine) fn paragraph(document: &Document, name: Span) -> Span {
    document.block_at(name.start).and_then(|block| document.blocks.get(block)).map_or(name, |block| block.span)
}

/// Sorts by a key that is made once for each; the order before holds among equals.
fn sort<K: Ord>(order: &mut Vec<Posting>, reverse: bool, key: impl Fn(&Posting) -> K) {
    let mut keyed: Vec<(K, Posting)> = order.iter().map(|posting| (key(posting), *posting)).collect();
    if reverse {
        keyed.sort_by(|a, b| b.0.cmp(&a.0));
    } else {
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
    }
    *order = keyed.into_iter().map(|(_, posting)| posting).collect();
}

/// A question for a window of mentions.
#[derive(Debug, Clone)]
pub struct KwicJob {
    /// What counts.
    pub scope: Scope,
    /// Whose mentions.
    pub entity: EntityId,
    /// Which, in what order.
    pub query: KwicQuery,
    /// Row numbers.
    pub window: Range<u32>,
    /// Also the row of this place.
    pub locate: Option<At>,
}

/// Answers jobs; keeps the last order, so that scrolling sorts nothing.
#[derive(Debug, Default)]
pub struct Concordance {
    kept: Option<(Scope, EntityId, KwicQuery, KwicOrder)>,
}

impl Concordance {
    /// The window.
    pub fn answer(&mut self, job: &KwicJob) -> Option<KwicPage> {
        let order = match &self.kept {
            Some((scope, entity, query, order))
                if *entity == job.entity
                    && *query == job.query
                    && scope.same_entities(&job.scope)
                    && scope.same_articles(&job.scope) =>
            {
                order.clone()
            }
            _ => job.scope.kwic_order(job.entity, &job.query),
        };
        let page = job.scope.kwic(job.entity, &job.query, &order, &job.window, job.locate);
        self.kept = Some((job.scope.clone(), job.entity, job.query.clone(), order));
        page
    }
}
