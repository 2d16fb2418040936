//! The pickers on the library: entities by all their names (fuzzily), articles and lines by full text, outlets.

mod articles;
mod names;

use std::sync::Arc;

use super::desk::{REVISION, entity_row};
use super::search::{Wanted, search};
use crate::engine::event::{PickList, PickRow};
use crate::engine::memory::OutletTable;
use crate::engine::request::PickerKind;
use crate::model::{ArticleId, EntityId, EntityKind, OutletFilter, OutletId, Place, Query};
use crate::search::fuzzy::{Hit, IndexBuilder, Matcher, Pattern, Session, Snapshot, Tier};
use crate::store::library::{Library, LibraryError};
use crate::text::fold;
use names::{Keep, Names, Now};

/// Cells of context around a place.
const CONTEXT: usize = 120;
/// So many names are shown: each is looked up, with the place where it leads.
const SHOWN: usize = 80;
/// And so many at once: the first screen.
const FIRST: usize = 12;
/// So many lines of text stand below the names.
const LINES: u32 = 24;

/// A question to a picker.
#[derive(Debug, Clone)]
pub struct LibraryPick {
    /// From what.
    pub picker: PickerKind,
    /// What was typed.
    pub pattern: String,
    /// What counts.
    pub query: Query,
    /// At most so many rows.
    pub limit: u32,
    /// The library's outlets.
    pub outlets: Arc<OutletTable>,
}

/// Picks, with its own eyes on the library.
#[derive(Debug)]
pub struct LibraryPicker {
    library: Library,
    matcher: Matcher,
    session: Session,
    keep: Keep,
    /// What the session has searched in.
    searched: Arc<Names>,
}

impl LibraryPicker {
    /// A picker with a connection of its own.
    #[must_use]
    pub fn new(library: Library) -> Self {
        let (matcher, session) = (Matcher::default(), Session::default());
        Self { library, matcher, session, keep: Keep::default(), searched: Arc::default() }
    }

    /// Has the names read, before somebody asks for them.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn warm(&mut self) -> Result<(), LibraryError> {
        self.keep.begin(&self.library)
    }

    /// Answers; `None` where `stop` said so. `publish` gets what is there when it takes long.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn pick(
        &mut self,
        job: &LibraryPick,
        stop: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(PickList),
    ) -> Result<Option<PickList>, LibraryError> {
        let mut pattern = Pattern::new(&job.pattern);
        Ok(match job.picker {
            PickerKind::Mentions | PickerKind::Entities => self.entities(job, &pattern, stop, publish)?,
            PickerKind::Articles => {
                pattern.kinds = 0;
                articles::articles(&self.library, &self.matcher, job, &pattern, stop, publish)?
            }
            PickerKind::Outlets => {
                pattern.kinds = 0;
                self.outlets(job, &pattern, stop)
            }
            PickerKind::Text => Some(self.texts(job)?),
        })
    }

    fn entities(
        &mut self,
        job: &LibraryPick,
        pattern: &Pattern,
        stop: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(PickList),
    ) -> Result<Option<PickList>, LibraryError> {
        let names = match self.keep.now(&self.library)? {
            Now::All(names) => names,
            Now::Some(some) => {
                if !some.ids.is_empty() {
                    let Some((list, _)) = self.search(job, pattern, &some, stop, publish)? else { return Ok(None) };
                    publish(list);
                }
                let Some(all) = self.keep.wait(&self.library, stop)? else { return Ok(None) };
                all
            }
        };
        let Some((mut list, full)) = self.search(job, pattern, &names, stop, publish)? else { return Ok(None) };
        if lines_wanted(job, pattern) {
            if !full {
                publish(list.clone());
            }
            let typed: Vec<String> =
                pattern.words.iter().map(|word| format!("\"{}\"*", word.text.replace('"', " "))).collect();
            list.rows.extend(self.lines(job, &typed.join(" "), LINES)?.0);
        }
        list.partial = false;
        Ok(Some(list))
    }

    /// The best of some names. Publishes the first screen of them, and says whether that was all.
    fn search(
        &mut self,
        job: &LibraryPick,
        pattern: &Pattern,
        names: &Arc<Names>,
        stop: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(PickList),
    ) -> Result<Option<(PickList, bool)>, LibraryError> {
        if !Arc::ptr_eq(names, &self.searched) {
            (self.searched, self.session) = (names.clone(), Session::default());
        }
        let weight = |at: u32| names.mentions.get(at as usize).copied().unwrap_or(0);
        let limit = job.limit as usize;
        let all = names.ids.len() as u32;
        let mut early: Vec<Snapshot> = Vec::new();
        let mut session = std::mem::take(&mut self.session);
        // What is found first is shown while the rest is searched.
        let found = session.search(&names.index, pattern, weight, limit, stop, &mut |part| {
            if early.is_empty() {
                let mut list = list(job, (part.matched, all), true);
                if self.fill(&mut list, job, names, &part.hits, pattern, FIRST, stop).is_ok_and(|whole| whole) {
                    publish(list);
                }
            }
            early.push(part);
        });
        self.session = session;
        let Some(found) = found else { return Ok(None) };
        let mut list = list(job, (found.matched, all), true);
        let room = if lines_wanted(job, pattern) { limit.saturating_sub(LINES as usize) } else { limit };
        let hits = found.hits.get(..found.hits.len().min(room).min(SHOWN)).unwrap_or(&[]);
        let (first, rest) = hits.split_at(hits.len().min(FIRST));
        if !self.fill(&mut list, job, names, first, pattern, FIRST, stop)? {
            return Ok(None);
        }
        if !rest.is_empty() || lines_wanted(job, pattern) {
            publish(list.clone());
        }
        if !self.fill(&mut list, job, names, rest, pattern, SHOWN, stop)? {
            return Ok(None);
        }
        Ok(Some((list, rest.is_empty())))
    }

    /// Adds rows for hits; `false` where `stop` said so.
    #[allow(clippy::too_many_arguments, reason = "what is asked, what was found, and who may break it off")]
    fn fill(
        &self,
        list: &mut PickList,
        job: &LibraryPick,
        names: &Names,
        hits: &[Hit],
        pattern: &Pattern,
        limit: usize,
        stop: &dyn Fn() -> bool,
    ) -> Result<bool, LibraryError> {
        for hit in hits.iter().take(limit) {
            if stop() {
                return Ok(false);
            }
            list.rows.extend(self.entity(job, names, *hit, pattern)?);
        }
        Ok(true)
    }

    fn entity(
        &self,
        job: &LibraryPick,
        names: &Names,
        hit: Hit,
        pattern: &Pattern,
    ) -> Result<Option<PickRow>, LibraryError> {
        let Some(id) = names.ids.get(hit.id as usize) else { return Ok(None) };
        let Some(line) = self.library.entity(*id)? else { return Ok(None) };
        let own = self.matcher.rate(&fold(&line.name), pattern);
        let sure = own.is_some_and(|own| own.tier > Tier::Scattered);
        let also = match (hit.key as usize).checked_sub(1) {
            Some(at) if !sure => self.library.other_names(&line)?.into_iter().nth(at),
            _ => None,
        };
        let also = also.map(|name| (Arc::from(name.as_str()), self.matcher.marks(&name, pattern)));
        let marks = if sure || also.is_none() { self.matcher.marks(&line.name, pattern) } else { Vec::new() };
        let filter = &job.query.outlets;
        let mut row = entity_row(line, 0);
        if filter.is_on() {
            let own = self.library.entity_outlets(row.id.0)?;
            let passing = || own.iter().filter(|own| filter.passes(OutletId(own.outlet)));
            row.all = passing().map(|own| own.mentions).sum();
            row.outlets = passing().count() as u32;
        }
        let Some(place) = self.place(row.id, &job.query)?.filter(|_| row.all > 0) else { return Ok(None) };
        let outlets = job.outlets.alive().filter(|id| filter.passes(*id)).count() as u32;
        Ok(Some(PickRow::Entity {
            id: row.id,
            kind: row.kind,
            name: row.name,
            marks,
            also,
            mentions: row.all,
            outlets: (row.outlets, outlets),
            place,
        }))
    }

    /// A mention of an entity: in the article that came last and passes.
    fn place(&self, id: EntityId, query: &Query) -> Result<Option<Place>, LibraryError> {
        let articles = match &query.only {
            Some(_) => self.library.entity_articles(id.0)?.into_iter().rev().collect(),
            None => self.library.newest_articles(id.0, if query.outlets.is_on() { 500 } else { 1 })?,
        };
        let found = |article: u32| query.only.as_ref().is_none_or(|only| only.articles.contains(ArticleId(article)));
        for (article, _) in articles.into_iter().filter(|(article, _)| found(*article)) {
            let Some((outlet, span)) = self.library.mention_in(article, id.0)? else { continue };
            if query.passes(ArticleId(article), OutletId(outlet)) {
                return Ok(Some(Place { article: ArticleId(article), span }));
            }
        }
        Ok(None)
    }

    /// Lines of text that hold what is searched for, and how many articles there are.
    fn lines(
        &self,
        job: &LibraryPick,
        text: &str,
        limit: u32,
    ) -> Result<(Vec<PickRow>, Option<String>, u32), LibraryError> {
        let relevance = text.trim_start().starts_with('~');
        let text = text.trim_start().trim_start_matches('~').to_owned();
        let outlets = match &job.query.outlets {
            OutletFilter::All => None,
            OutletFilter::Only(ids) => Some(ids.iter().map(|id| id.0).collect()),
        };
        let wanted = Wanted { text, relevance, outlets, limit, width: CONTEXT, ..Wanted::default() };
        let page = match search(&self.library, &job.outlets, &wanted) {
            Ok(page) => page,
            Err(super::SearchFailure::Library(error)) => return Err(error),
            Err(other) => return Ok((Vec::new(), Some(other.to_string()), 0)),
        };
        let summary = page.summary();
        let rows = page.found.into_iter().map(|found| PickRow::Line {
            entity: None,
            place: Place { article: ArticleId(found.row.id), span: found.place },
            tag: found.tag,
            date: found.row.date,
            context: found.passage.into(),
            marks: found.marks,
        });
        Ok((rows.collect(), Some(summary), page.total))
    }

    fn texts(&self, job: &LibraryPick) -> Result<PickList, LibraryError> {
        let mut list = list(job, (0, 0), false);
        if !job.pattern.trim().is_empty() {
            let (rows, note, total) = self.lines(job, &job.pattern, job.limit)?;
            list.rows = rows;
            list.note = note.map(Arc::from);
            list.matched = (total, self.library.articles()? as u32);
        }
        Ok(list)
    }

    fn outlets(&self, job: &LibraryPick, pattern: &Pattern, stop: &dyn Fn() -> bool) -> Option<PickList> {
        let mut index = IndexBuilder::default();
        for id in job.outlets.alive() {
            index.item(id.0, 0);
            index.key(&job.outlets.display(id));
            index.key(&job.outlets.tag(id));
        }
        let index = index.build();
        let weight = |id: u32| job.outlets.articles(OutletId(id));
        let limit = job.limit as usize;
        let found = Session::default().search(&index, pattern, weight, limit, stop, &mut |_| {})?;
        let mut list = list(job, (found.matched, index.len() as u32), false);
        list.rows = found
            .hits
            .iter()
            .map(|hit| {
                let id = OutletId(hit.id);
                let name = job.outlets.display(id);
                let marks = if hit.key == 0 { self.matcher.marks(&name, pattern) } else { Vec::new() };
                PickRow::Outlet { id, tag: job.outlets.tag(id), name, marks, articles: job.outlets.articles(id) }
            })
            .collect();
        Some(list)
    }
}

/// Whether lines of text follow the names.
fn lines_wanted(job: &LibraryPick, pattern: &Pattern) -> bool {
    job.picker == PickerKind::Mentions && pattern.kinds == 0 && pattern.words.iter().any(|word| word.letters >= 2)
}

fn list(job: &LibraryPick, matched: (u32, u32), partial: bool) -> PickList {
    PickList {
        revision: REVISION,
        picker: job.picker,
        pattern: job.pattern.clone(),
        rows: Vec::new(),
        matched,
        partial,
        note: None,
    }
}

/// The bit order of kinds in an index is the order of the variants.
const _: () = assert!(EntityKind::Person as u8 == 0 && EntityKind::Other as u8 == 3);
