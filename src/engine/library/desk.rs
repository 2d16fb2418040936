//! Where requests about the library are answered. Has no threads: what takes long is named by [`Desk::needs`] and made by
//! [`Need::make`], wherever that is done.

use std::sync::Arc;

use super::mend::Said;
use super::need::{Made, Named, Need};
use super::view::View;
use crate::engine::event::{ArticleRow, EntityRow, ListPage, LoadedArticle, OutletRow, Progress, Reply, SidebarPage};
use crate::engine::memory::OutletTable;
use crate::engine::request::Request;
use crate::model::{ArticleId, EntityId, EntityKind, EntityRef, Mention, Only, OutletId, Query, SortKey};
use crate::store::library::{Columns, EntityLine, EntityOutlet, Library, LibraryError, Row};

/// Entity numbers are for good: there is one revision.
pub(super) const REVISION: u64 = 1;
/// So many lists are kept.
const KEPT: usize = 2;
/// The first rows are shown before the list is there.
const FIRST: u32 = 400;

pub(super) fn entity_row(line: EntityLine, here: u32) -> EntityRow {
    EntityRow {
        id: EntityId(line.id),
        kind: line.kind,
        name: line.name.into(),
        here,
        all: line.mentions,
        outlets: line.outlets,
        decided: false,
    }
}

/// The library with what was made of it.
#[derive(Debug)]
pub struct Desk {
    pub(in crate::engine) library: Library,
    pub(in crate::engine) outlets: Arc<OutletTable>,
    version: i64,
    articles: u32,
    orders: Vec<(SortKey, Arc<Columns>)>,
    views: Vec<(Query, Arc<View>)>,
    named: Vec<(Query, Arc<Named>)>,
    /// What people decided about whom.
    pub(super) said: Said,
    /// What there is to complain of.
    pub(super) problems: u32,
}

impl Desk {
    /// A desk for a library.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn new(library: Library) -> Result<Self, LibraryError> {
        let (outlets, version) = (Arc::new(super::outlets(&library)?), library.version()?);
        let articles = library.articles()? as u32;
        Ok(Self {
            library,
            outlets,
            version,
            articles,
            orders: Vec::new(),
            views: Vec::new(),
            named: Vec::new(),
            said: Said::default(),
            problems: 0,
        })
    }

    /// Looks whether somebody else has added something or taken it out; then all that was made is made anew when it is asked for.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn refresh(&mut self) -> Result<bool, LibraryError> {
        let version = self.library.version()?;
        if version == self.version {
            return Ok(false);
        }
        self.version = version;
        self.articles = self.library.articles()? as u32;
        self.outlets = Arc::new(super::outlets(&self.library)?);
        self.orders.clear();
        self.views.clear();
        self.named.clear();
        Ok(true)
    }

    /// How far it is: at the end.
    #[must_use]
    pub fn progress(&self) -> Progress {
        Progress {
            revision: REVISION,
            articles: self.articles,
            analysed: self.articles,
            problems: self.problems,
            ..Progress::default()
        }
    }

    /// What a request waits for. What is only nice to have is not waited for, but named by `wish`.
    #[must_use]
    pub fn needs(&self, request: &Request) -> Option<Need> {
        let order = |sort: SortKey| (!self.orders.iter().any(|(known, _)| *known == sort)).then_some(Need::Order(sort));
        match request {
            Request::List { query, window, locate } if !is_quick(query, window, *locate) => order(query.sort),
            Request::Jump { query, .. } => order(query.sort),
            Request::Sidebar { article: None, query } => self.wants(query.unordered()),
            _ => None,
        }
    }

    /// What would make the answer better: it is made, and then all is asked for again.
    #[must_use]
    pub fn wish(&self, request: &Request) -> Option<Need> {
        match request {
            Request::List { query, .. } if !self.orders.iter().any(|(known, _)| *known == query.sort) => {
                Some(Need::Order(query.sort))
            }
            Request::List { query, .. } => self.wants(query.unordered()),
            Request::Outlets => self.wants(Query::default()),
            _ => None,
        }
    }

    fn wants(&self, filter: Query) -> Option<Need> {
        self.named(&filter).is_none().then_some(Need::Named(filter))
    }

    /// Who is named in what passes, if that is there.
    fn named(&self, query: &Query) -> Option<&Arc<Named>> {
        let filter = query.unordered();
        self.named.iter().find(|(known, _)| *known == filter).map(|(_, named)| named)
    }

    /// Takes what was made.
    pub fn take(&mut self, made: Made) {
        match made {
            Made::Order(sort, columns) => {
                self.orders.retain(|(known, _)| *known != sort);
                // The order of time, which all come back to, stays.
                self.orders.retain(|(known, _)| *known == SortKey::Date);
                self.orders.push((sort, columns));
                // A list holds on to its order.
                let kept = |known: SortKey| known != sort && known == SortKey::Date;
                self.views.retain(|(query, _)| kept(query.sort));
            }
            Made::Named(filter, named) => {
                // Besides what all name: sixteen bytes for each entity that a search leaves.
                self.named.retain(|(known, _)| *known != filter && !(known.is_filtered() && filter.is_filtered()));
                self.named.push((filter, named));
            }
        }
    }

    /// The list of a query, if its order is there.
    pub(super) fn view(&mut self, query: &Query) -> Option<Arc<View>> {
        if let Some((_, view)) = self.views.iter().find(|(known, _)| known == query) {
            return Some(view.clone());
        }
        let (_, columns) = self.orders.iter().find(|(sort, _)| *sort == query.sort)?;
        let view = Arc::new(View::new(columns, query));
        if self.views.len() == KEPT {
            self.views.remove(0);
        }
        self.views.push((query.clone(), view.clone()));
        Some(view)
    }

    /// Answers what can be answered here; `None` for what is no question, or for others to answer.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn answer(&mut self, request: &Request) -> Result<Option<Reply>, LibraryError> {
        Ok(match request {
            Request::List { query, window, locate } => Some(Reply::List(self.list(query, window, *locate)?)),
            Request::Open { article } => self.open(*article)?.map(Reply::Article),
            Request::Locate { key } => Some(Reply::Located(self.library.locate(*key)?.map(ArticleId))),
            Request::Sidebar { article, query } => Some(Reply::Sidebar(self.sidebar(*article, query)?)),
            Request::Card { entity, query } => Some(Reply::Card(self.card(*entity, query)?)),
            Request::FindEntity { entity } => {
                let found = self.library.find_entity(entity)?;
                let found = found.map(|line| (EntityId(line.id), EntityRef { kind: line.kind, name: line.name }));
                Some(Reply::Entity(found))
            }
            Request::Jump { entity, from, direction, query } => {
                Some(Reply::Jumped(self.jump(*entity, *from, *direction, query)?))
            }
            Request::Outlets => Some(Reply::Outlets(self.outlet_rows())),
            Request::Repair(asked) => Some(Reply::Repair(self.look_only(asked))),
            Request::Match { line } => Some(Reply::Matched(super::matched(&self.library, &self.outlets, line))),
            _ => None,
        })
    }

    fn list(
        &mut self,
        query: &Query,
        window: &std::ops::Range<u32>,
        locate: Option<ArticleId>,
    ) -> Result<ListPage, LibraryError> {
        let passing = self.outlets.alive().filter(|id| query.outlets.passes(*id)).count() as u32;
        let people = self.named(query).map_or(0, |named| named.people);
        let mut page = ListPage {
            revision: REVISION,
            all: self.articles,
            outlets: (passing, self.outlets.alive().count() as u32),
            people,
            ..ListPage::default()
        };
        let Some(view) = self.view(query) else {
            // The list is being made: these rows are its first ones.
            let rows = self.library.newest(window.end.min(FIRST))?;
            let days: Vec<_> = rows.iter().map(|row| row.date.as_ref().map(crate::model::Published::day)).collect();
            let day = |at: usize| {
                let first = days.iter().position(|day| days.get(at) == Some(day)).unwrap_or(at);
                (first as u32, days.iter().filter(|day| days.get(at) == Some(*day)).count() as u32)
            };
            page.total = self.articles;
            page.rows = rows.into_iter().enumerate().map(|(at, row)| self.row(row, day(at))).collect();
            return Ok(page);
        };
        let end = window.end.min(view.len());
        let first = window.start.min(end);
        let ids = view.ids(first..end);
        page.total = view.len();
        page.first = first;
        let rows = self.library.rows(&ids)?;
        page.rows = rows
            .into_iter()
            .map(|row| {
                // One that has just gone leaves its row to the next.
                let at = ids.iter().position(|id| *id == row.id).unwrap_or_default();
                let day = view.day(first + at as u32);
                self.row(row, day)
            })
            .collect();
        page.located = locate.and_then(|id| view.row(id.0));
        if let Some(id) = locate.filter(|_| page.located.is_none()) {
            page.nearest = view.nearest(&self.library, id.0)?;
        }
        Ok(page)
    }

    fn row(&self, row: Row, day: (u32, u32)) -> ArticleRow {
        let outlet = OutletId(row.outlet);
        ArticleRow {
            id: ArticleId(row.id),
            key: row.key,
            outlet,
            tag: self.outlets.tag(outlet),
            date: row.date,
            title: row.title.into(),
            words: row.words,
            people: row.people,
            day,
        }
    }

    pub(in crate::engine) fn open(&self, id: ArticleId) -> Result<Option<LoadedArticle>, LibraryError> {
        let Some(stored) = self.library.load_as_it_is(id.0)? else { return Ok(None) };
        let outlet = OutletId(stored.outlet);
        let mut kinds: Vec<(u32, EntityKind)> = Vec::new();
        for mention in stored.mentions.iter().filter(|_| !self.said.is_empty()) {
            if !kinds.iter().any(|(id, _)| *id == mention.entity)
                && let Some(line) =
                    self.library.entity(mention.entity)?.filter(|line| self.is_decided(line.kind, &line.name))
            {
                kinds.push((mention.entity, line.kind));
            }
        }
        let kind = |id: u32| kinds.iter().find(|(known, _)| *known == id).map(|(_, kind)| *kind);
        let mentions = stored.mentions.iter().map(|mention| Mention {
            span: mention.name.span,
            kind: kind(mention.entity).unwrap_or(mention.name.kind),
            entity: EntityId(mention.entity),
            score: mention.name.score,
        });
        Ok(Some(LoadedArticle {
            id,
            mentions: mentions.collect(),
            article: Arc::new(stored.article),
            outlet,
            tag: self.outlets.tag(outlet),
            revision: REVISION,
        }))
    }

    fn sidebar(&mut self, article: Option<ArticleId>, query: &Query) -> Result<SidebarPage, LibraryError> {
        let mut page = SidebarPage { revision: REVISION, article, rows: Vec::new() };
        let Some(id) = article else {
            page.rows = self.named(query).map(|named| named.rows.clone()).unwrap_or_default();
            self.sign(&mut page.rows);
            return Ok(page);
        };
        let Some(loaded) = self.open(id)? else { return Ok(page) };
        let mut here: Vec<(EntityId, u32)> = Vec::new();
        for mention in loaded.mentions.iter() {
            match here.iter_mut().find(|(entity, _)| *entity == mention.entity) {
                Some((_, count)) => *count += 1,
                None => here.push((mention.entity, 1)),
            }
        }
        for (entity, count) in here {
            if let Some(line) = self.counted(entity, query)? {
                page.rows.push(entity_row(line, count));
            }
        }
        self.sign(&mut page.rows);
        page.rows.sort_by(|a, b| {
            a.kind
                .cmp(&b.kind)
                .then_with(|| b.here.cmp(&a.here))
                .then_with(|| b.all.cmp(&a.all))
                .then_with(|| a.name.cmp(&b.name))
        });
        Ok(page)
    }

    /// What people decided about an entity.
    pub(super) fn said_of(&self, kind: EntityKind, name: &str) -> Option<&[String]> {
        let own = self.said.iter().find(|(known, called, _)| known == kind.word() && called == name);
        own.map(|(.., said)| said.as_slice())
    }

    fn is_decided(&self, kind: EntityKind, name: &str) -> bool {
        self.said_of(kind, name).is_some()
    }

    /// Marks those about whom something was decided.
    fn sign(&self, rows: &mut [EntityRow]) {
        for row in rows.iter_mut().filter(|_| !self.said.is_empty()) {
            row.decided = self.is_decided(row.kind, &row.name);
        }
    }

    /// An entity with its counts in what passes.
    pub(super) fn counted(&self, id: EntityId, query: &Query) -> Result<Option<EntityLine>, LibraryError> {
        let Some(mut line) = self.library.entity(id.0)? else { return Ok(None) };
        if !query.is_filtered() {
            return Ok(Some(line));
        }
        if let (Some(_), Some(named)) = (&query.only, self.named(query)) {
            let own = named.among(line.id);
            (line.mentions, line.articles, line.outlets) = (own.mentions, own.articles, own.outlets);
            return Ok(Some(line));
        }
        (line.mentions, line.articles, line.outlets) = (0, 0, 0);
        for own in self.library.entity_outlets(line.id)? {
            if query.outlets.passes(OutletId(own.outlet)) {
                line.mentions += own.mentions;
                line.articles += own.articles;
                line.outlets += 1;
            }
        }
        Ok(Some(line))
    }

    /// An entity by outlet, in what a search found.
    pub(super) fn shares(&self, entity: u32, only: Option<&Only>) -> Result<Vec<EntityOutlet>, LibraryError> {
        let Some(only) = only else { return self.library.entity_outlets(entity) };
        let mut out: Vec<EntityOutlet> = Vec::new();
        for (article, mentions, outlet) in self.library.entity_postings(entity)? {
            if !only.articles.contains(ArticleId(article)) {
                continue;
            }
            match out.iter_mut().find(|own| own.outlet == outlet) {
                Some(own) => (own.mentions, own.articles) = (own.mentions + mentions, own.articles + 1),
                None => out.push(EntityOutlet { outlet, mentions, articles: 1 }),
            }
        }
        Ok(out)
    }

    fn outlet_rows(&self) -> Vec<OutletRow> {
        let people = self.named(&Query::default()).map(|named| &named.outlets);
        let people = |id: OutletId| {
            people.and_then(|all| all.iter().find(|(outlet, _)| *outlet == id.0)).map_or(0, |(_, people)| *people)
        };
        self.outlets.rows(people)
    }
}

/// Whether the first rows may be shown before the list is there.
fn is_quick(query: &Query, window: &std::ops::Range<u32>, locate: Option<ArticleId>) -> bool {
    *query == Query::default() && window.start == 0 && window.end <= FIRST && locate.is_none()
}
