//! The tables on the library: who × outlet from what is counted there; mentions in context and forms of a name from the
//! articles that name it.

use std::ops::Range;
use std::sync::Arc;

use super::desk::REVISION;
use super::subset::{Loaded, subset};
use crate::engine::event::Reply;
use crate::engine::memory::kwic::{Concordance, KwicJob};
use crate::engine::memory::{MemoryCorpus, OutletTable};
use crate::engine::request::Request;
use crate::engine::table::{Count, KwicPage, Reach, WhoColumn, WhoPage, WhoQuery, WhoRow, WhoSort};
use crate::model::{ArticleId, EntityId, EntityRef, OutletFilter, OutletId, Query};
use crate::store::library::{EntityLine, Library, LibraryError};
use crate::text::fold;

/// Mentions are shown in so many of the articles that came last.
const ARTICLES: u32 = 3000;

/// A question for a table.
#[derive(Debug, Clone)]
pub struct TableJob {
    /// What is asked.
    pub request: Request,
    /// The library's outlets.
    pub outlets: Arc<OutletTable>,
}

/// Answers jobs; keeps the last order, and the last entity's articles.
#[derive(Debug)]
pub struct LibraryTables {
    library: Library,
    version: i64,
    who: Option<(OutletFilter, WhoQuery, Order)>,
    about: Option<(EntityId, MemoryCorpus, Loaded)>,
    kwic: Concordance,
}

/// Rows of who × outlet.
#[derive(Debug, Clone)]
struct Order {
    rows: Arc<[EntityLine]>,
    in_one: u32,
    all: u32,
    columns: Arc<[WhoColumn]>,
}

impl LibraryTables {
    /// With a connection of its own.
    #[must_use]
    pub fn new(library: Library) -> Self {
        Self { library, version: -1, who: None, about: None, kwic: Concordance::default() }
    }

    /// Answers; `None` for what is no table.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn answer(&mut self, job: &TableJob) -> Result<Option<Reply>, LibraryError> {
        let version = self.library.version()?;
        if version != self.version {
            (self.version, self.who, self.about) = (version, None, None);
        }
        Ok(match &job.request {
            Request::Who { query, who, window, locate } => {
                Some(Reply::Who(self.who(job, query, who, window, *locate)?))
            }
            Request::Kwic { entity, query, kwic, window, locate } => {
                let Some(name) = self.named(*entity)? else { return Ok(Some(Reply::Kwic(None))) };
                let Some((scope, local, loaded)) = self.scope(job, EntityId(name.id), query)? else {
                    return Ok(Some(Reply::Kwic(None)));
                };
                let locate = locate.and_then(|(id, at)| Some((ArticleId(loaded.local(id.0)?), at)));
                let job = KwicJob { scope, entity: local, query: kwic.clone(), window: window.clone(), locate };
                let page = self.kwic.answer(&job).map(|page| abroad(page, &name, &loaded));
                Some(Reply::Kwic(page))
            }
            Request::Forms { entity, query } => {
                let Some(name) = self.named(*entity)? else { return Ok(Some(Reply::Forms(None))) };
                let Some((scope, local, loaded)) = self.scope(job, EntityId(name.id), query)? else {
                    return Ok(Some(Reply::Forms(None)));
                };
                let mut page = scope.forms(local);
                if let Some(page) = &mut page {
                    (page.revision, page.id) = (REVISION, EntityId(name.id));
                    page.entity = EntityRef { kind: name.kind, name: name.name };
                    for row in &mut page.rows {
                        row.first.article = loaded.abroad(row.first.article);
                    }
                }
                Some(Reply::Forms(page))
            }
            _ => None,
        })
    }

    fn named(&self, id: EntityId) -> Result<Option<EntityLine>, LibraryError> {
        self.library.entity(id.0)
    }

    /// The articles that name an entity, as a corpus of their own; and the entity's number there.
    fn scope(
        &mut self,
        job: &TableJob,
        id: EntityId,
        query: &Query,
    ) -> Result<Option<(crate::engine::memory::Scope, EntityId, Loaded)>, LibraryError> {
        if self.about.as_ref().is_none_or(|(known, ..)| *known != id) {
            let mut corpus = MemoryCorpus::with_table(OutletTable::clone(&job.outlets));
            let articles = self.library.newest_articles(id.0, ARTICLES)?;
            let articles: Vec<u32> = articles.into_iter().map(|(article, _)| article).collect();
            let loaded = subset(&self.library, &articles, true, &mut corpus)?;
            self.about = Some((id, corpus, loaded));
        }
        let Some((_, corpus, loaded)) = &mut self.about else { return Ok(None) };
        let Some(local) = loaded.entities.iter().position(|known| *known == id.0) else { return Ok(None) };
        Ok(Some((corpus.scope(query), EntityId(local as u32), loaded.clone())))
    }

    fn who(
        &mut self,
        job: &TableJob,
        query: &Query,
        who: &WhoQuery,
        window: &Range<u32>,
        locate: Option<EntityId>,
    ) -> Result<WhoPage, LibraryError> {
        let known = self.who.as_ref().filter(|(filter, asked, _)| *filter == query.outlets && asked == who);
        let order = match known {
            Some((.., order)) => order.clone(),
            None => self.order(job, query, who)?,
        };
        self.who = Some((query.outlets.clone(), who.clone(), order.clone()));
        let end = window.end.min(order.rows.len() as u32);
        let first = window.start.min(end);
        let shown = order.rows.get(first as usize..end as usize).unwrap_or(&[]);
        let mut rows = Vec::with_capacity(shown.len());
        for line in shown {
            let own = self.library.entity_outlets(line.id)?;
            let cell = |column: &WhoColumn| {
                let found = own.iter().find(|own| own.outlet == column.outlet.0);
                found.map_or(Count::default(), |own| Count { mentions: own.mentions, articles: own.articles })
            };
            rows.push(WhoRow {
                id: EntityId(line.id),
                kind: line.kind,
                name: line.name.as_str().into(),
                all: Count { mentions: line.mentions, articles: line.articles },
                outlets: line.outlets,
                decided: false,
                cells: order.columns.iter().map(cell).collect(),
            });
        }
        let located = locate.and_then(|id| order.rows.iter().position(|line| line.id == id.0));
        Ok(WhoPage {
            revision: REVISION,
            total: (order.rows.len() as u32, order.all),
            in_one: order.in_one,
            columns: order.columns.clone(),
            first,
            rows,
            located: located.map(|row| row as u32),
        })
    }

    fn order(&self, job: &TableJob, query: &Query, who: &WhoQuery) -> Result<Order, LibraryError> {
        let columns: Arc<[WhoColumn]> = columns(&job.outlets, &query.outlets);
        let all = match &query.outlets {
            OutletFilter::All => self.library.all_entities()?,
            OutletFilter::Only(ids) => {
                self.library.entities_in(&ids.iter().map(|id| id.0).collect::<Vec<_>>(), u32::MAX)?.0
            }
        };
        let words: Vec<String> = fold(&who.text).split_whitespace().map(str::to_owned).collect();
        let number = all.len() as u32;
        let mut rows = Vec::new();
        for line in all {
            let reach = match who.reach {
                Reach::Any => true,
                Reach::One => line.outlets == 1,
                Reach::All => line.outlets as usize == columns.len(),
            };
            let kind = who.kinds.is_empty() || who.kinds.contains(&line.kind);
            if reach && kind && line.mentions >= who.least && self.has_words(&line, &words)? {
                rows.push(line);
            }
        }
        let in_one = rows.iter().filter(|line| line.outlets == 1).count() as u32;
        let there = match who.sort {
            WhoSort::Outlet(outlet) => self.library.entities_in(&[outlet.0], u32::MAX)?.0,
            _ => Vec::new(),
        };
        let there: rustc_hash::FxHashMap<u32, Count> = there
            .into_iter()
            .map(|line| (line.id, Count { mentions: line.mentions, articles: line.articles }))
            .collect();
        let count = |line: &EntityLine| Count { mentions: line.mentions, articles: line.articles }.of(who.measure);
        let key = |line: &EntityLine| match who.sort {
            WhoSort::Kind => line.kind as u32,
            WhoSort::Name => 0,
            WhoSort::Total => u32::MAX - count(line),
            WhoSort::Spread => u32::MAX - line.outlets,
            WhoSort::Outlet(_) => u32::MAX - there.get(&line.id).map_or(0, |count| count.of(who.measure)),
        };
        let name = |line: &EntityLine| if who.sort == WhoSort::Name { fold(&line.name) } else { String::new() };
        let mut keyed: Vec<((u32, String), EntityLine)> =
            rows.into_iter().map(|line| ((key(&line), name(&line)), line)).collect();
        keyed.sort_by(|(a, x), (b, y)| {
            let first = if who.reverse { b.cmp(a) } else { a.cmp(b) };
            first
                .then_with(|| y.mentions.cmp(&x.mentions))
                .then_with(|| x.kind.cmp(&y.kind))
                .then_with(|| x.name.cmp(&y.name))
                .then_with(|| x.id.cmp(&y.id))
        });
        Ok(Order { rows: keyed.into_iter().map(|(_, line)| line).collect(), in_one, all: number, columns })
    }

    fn has_words(&self, line: &EntityLine, words: &[String]) -> Result<bool, LibraryError> {
        let holds = |name: &str| {
            let name = fold(name);
            words.iter().all(|word| name.contains(word))
        };
        Ok(words.is_empty() || holds(&line.name) || self.library.other_names(line)?.iter().any(|other| holds(other)))
    }
}

/// Outlets that pass, the most articles first.
fn columns(table: &OutletTable, filter: &OutletFilter) -> Arc<[WhoColumn]> {
    let mut ids: Vec<OutletId> = table.alive().filter(|id| filter.passes(*id)).collect();
    ids.sort_by(|a, b| {
        let name = |id: OutletId| table.name(id);
        name(*a)
            .is_none()
            .cmp(&name(*b).is_none())
            .then_with(|| table.articles(*b).cmp(&table.articles(*a)))
            .then_with(|| name(*a).cmp(&name(*b)))
    });
    ids.into_iter().map(|id| WhoColumn { outlet: id, tag: table.tag(id), name: table.name(id) }).collect()
}

/// A page with the library's numbers.
fn abroad(mut page: KwicPage, name: &EntityLine, loaded: &Loaded) -> KwicPage {
    (page.revision, page.id) = (REVISION, EntityId(name.id));
    page.entity = EntityRef { kind: name.kind, name: name.name.clone() };
    for row in &mut page.rows {
        row.place.article = loaded.abroad(row.place.article);
    }
    page
}
