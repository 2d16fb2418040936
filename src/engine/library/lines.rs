//! Mentions in context of a name that stands in more articles than are held at once: all of them, in the order of time or of outlets.
//! Their number is known from what is counted; only the articles of the rows that are shown are read.

use std::ops::Range;

use super::desk::REVISION;
use super::subset::subset;
use crate::engine::memory::{MemoryCorpus, OutletTable};
use crate::engine::table::{KwicPage, KwicQuery, KwicRow, KwicSort};
use crate::model::{ArticleId, EntityId, EntityRef, OutletId, Query};
use crate::store::library::{EntityLine, Library, LibraryError, Posting};
use crate::text::fold;

/// Whose articles, in what order: eight bytes for each.
#[derive(Debug)]
pub(super) struct Lines {
    entity: u32,
    query: Query,
    kwic: KwicQuery,
    articles: Vec<u32>,
    /// Rows up to the end of each article.
    ends: Vec<u32>,
}

impl Lines {
    /// Puts the articles in order; `None` where the words of all of them had to be read for it.
    pub fn new(
        (library, outlets): (&Library, &OutletTable),
        entity: u32,
        query: &Query,
        kwic: &KwicQuery,
    ) -> Result<Option<Self>, LibraryError> {
        if !matches!(kwic.sort, KwicSort::Date | KwicSort::Outlet) {
            return Ok(None);
        }
        let mut postings = passing(library, entity, query, kwic)?;
        let name = |posting: &Posting| outlets.name(OutletId(posting.outlet)).map(|name| fold(&name));
        match (kwic.sort, kwic.reverse) {
            (KwicSort::Outlet, false) => postings.sort_by_cached_key(|one| (name(one).is_none(), name(one))),
            (KwicSort::Outlet, true) => {
                postings.sort_by_cached_key(|one| std::cmp::Reverse((name(one).is_none(), name(one))));
            }
            (_, true) => {
                // Those without a date are last either way.
                let dated = postings.partition_point(|one| one.dated);
                postings.get_mut(..dated).unwrap_or_default().reverse();
            }
            _ => {}
        }
        let mut sum = 0;
        let ends = postings.iter().map(|one| {
            sum += one.mentions;
            sum
        });
        let ends = ends.collect();
        let articles = postings.iter().map(|one| one.article).collect();
        Ok(Some(Self { entity, query: query.unordered(), kwic: kwic.clone(), articles, ends }))
    }

    /// Whether it answers this question.
    pub fn answers(&self, entity: u32, query: &Query, kwic: &KwicQuery) -> bool {
        self.entity == entity && self.query == query.unordered() && self.kwic == *kwic
    }

    /// A window of the mentions, cut to what there is; and the row of a place.
    pub fn page(
        &self,
        (library, outlets): (&Library, &OutletTable),
        name: &EntityLine,
        window: &Range<u32>,
        locate: Option<(ArticleId, u32)>,
    ) -> Result<KwicPage, LibraryError> {
        let total = self.ends.last().copied().unwrap_or(0);
        let end = window.end.min(total);
        let first = window.start.min(end);
        let from = self.ends.partition_point(|to| *to <= first);
        let to = self.ends.partition_point(|to| *to < end) + 1;
        let shown = if first < end { self.articles.get(from..to).unwrap_or_default() } else { &[] };
        let before = self.start(from);
        let rows = self.rows((library, outlets), shown)?.into_iter();
        let rows = rows.skip((first - before) as usize).take((end - first) as usize).collect();
        let located = locate.and_then(|(article, offset)| {
            let at = self.articles.iter().position(|known| *known == article.0)?;
            let stored = library.load(article.0).ok()??;
            let own = stored.mentions.iter().filter(|mention| mention.entity == self.entity);
            Some(self.start(at) + own.take_while(|mention| mention.name.span.start < offset).count() as u32)
        });
        Ok(KwicPage {
            revision: REVISION,
            id: EntityId(name.id),
            entity: EntityRef { kind: name.kind, name: name.name.clone() },
            total,
            of: total,
            first,
            rows,
            located: located.filter(|row| *row < total),
        })
    }

    fn start(&self, at: usize) -> u32 {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// The mentions in some articles, as many as are counted there.
    fn rows(&self, (library, outlets): (&Library, &OutletTable), shown: &[u32]) -> Result<Vec<KwicRow>, LibraryError> {
        let mut corpus = MemoryCorpus::with_table(OutletTable::clone(outlets));
        let loaded = subset(library, shown, true, &mut corpus)?;
        let Some(local) = loaded.entities.iter().position(|known| *known == self.entity) else { return Ok(Vec::new()) };
        let scope = corpus.scope(&Query::default());
        let plain = KwicQuery { outlet: None, sort: KwicSort::Date, reverse: false, ..self.kwic };
        let mut order = scope.kwic_order(EntityId(local as u32), &plain).to_vec();
        // Articles were loaded in the order in which they are shown.
        order.sort_by_key(|posting| posting.article);
        let rows = order.into_iter().filter_map(|posting| scope.kwic_row(posting, &plain));
        Ok(rows.map(|row| KwicRow { place: abroad(row.place, &loaded.articles), ..row }).collect())
    }
}

fn abroad(place: crate::model::Place, articles: &[u32]) -> crate::model::Place {
    let article = articles.get(place.article.0 as usize).copied().unwrap_or(u32::MAX);
    crate::model::Place { article: ArticleId(article), ..place }
}

/// The articles that name an entity and pass, the newest first, those without a date last.
pub(super) fn passing(
    library: &Library,
    entity: u32,
    query: &Query,
    kwic: &KwicQuery,
) -> Result<Vec<Posting>, LibraryError> {
    let mut postings = library.postings_in_time(entity)?;
    postings.retain(|one| {
        let outlet = OutletId(one.outlet);
        query.passes(ArticleId(one.article), outlet) && kwic.outlet.is_none_or(|only| only == outlet)
    });
    Ok(postings)
}

/// So many mentions there are of an entity in what passes.
pub(super) fn mentions(library: &Library, entity: u32, query: &Query, kwic: &KwicQuery) -> Result<u32, LibraryError> {
    Ok(passing(library, entity, query, kwic)?.iter().map(|one| one.mentions).sum())
}
