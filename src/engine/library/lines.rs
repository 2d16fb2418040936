//! Mentions in context of a name that stands in more articles than are held at once: all of them, in any order. Their number is known
//! from what is counted; by time or outlet only the articles of the rows that are shown are read. To put them in the order of the words
//! around them all are read once, one after the other, and a short key of each mention is kept.

use std::collections::hash_map::Entry;
use std::ops::Range;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::desk::REVISION;
use super::reading::{Read, Reading};
use crate::engine::memory::OutletTable;
use crate::engine::memory::context::{ContextKey, left_key, right_key};
use crate::engine::memory::kwic::{paragraph, row};
use crate::engine::table::{KwicPage, KwicQuery, KwicRow, KwicSort};
use crate::model::{ArticleId, EntityId, EntityRef, OutletId, Query};
use crate::store::library::{EntityLine, Library, LibraryError, Posting};
use crate::text::fold;

/// After so many articles it is looked whether somebody waits still.
const BATCH: usize = 64;
/// What is in order so far is told this often, the first time after so many articles.
const TELL: (Duration, usize) = (Duration::from_millis(700), 256);

/// Whose mentions, in what order: eight bytes for each article, and where the words around them count, 44 for each mention.
#[derive(Debug)]
pub(super) struct Lines {
    entity: u32,
    query: Query,
    kwic: KwicQuery,
    articles: Vec<u32>,
    /// Mentions up to the end of each article.
    ends: Vec<u32>,
    keyed: Option<Keyed>,
}

/// Mentions by the words around them.
#[derive(Debug, Default)]
struct Keyed {
    /// The key and the number of each.
    rows: Vec<(ContextKey, u32)>,
    /// So many articles were read.
    read: usize,
}

/// The library and its outlets.
pub(super) type Held<'h> = (&'h Library, &'h OutletTable);

impl Lines {
    /// Puts the articles in order. Where the words around mentions count, these are put in order by [`Self::go_on`].
    pub fn new(
        (library, outlets): Held<'_>,
        entity: u32,
        query: &Query,
        kwic: &KwicQuery,
    ) -> Result<Self, LibraryError> {
        let mut postings = passing(library, entity, query, kwic)?;
        let name = |posting: &Posting| outlets.name(OutletId(posting.outlet)).map(|name| fold(&name));
        match (kwic.sort, kwic.reverse) {
            (KwicSort::Outlet, false) => postings.sort_by_cached_key(|one| (name(one).is_none(), name(one))),
            (KwicSort::Outlet, true) => {
                postings.sort_by_cached_key(|one| std::cmp::Reverse((name(one).is_none(), name(one))));
            }
            (KwicSort::Date, true) => {
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
        let keyed = matches!(kwic.sort, KwicSort::Left | KwicSort::Right).then(Keyed::default);
        Ok(Self { entity, query: query.unordered(), kwic: kwic.clone(), articles, ends, keyed })
    }

    /// Whether it answers this question.
    pub fn answers(&self, entity: u32, query: &Query, kwic: &KwicQuery) -> bool {
        self.entity == entity && self.query == query.unordered() && self.kwic == *kwic
    }

    /// Whether all mentions are in order.
    pub fn is_whole(&self) -> bool {
        self.keyed.as_ref().is_none_or(|keyed| keyed.read == self.articles.len())
    }

    /// Whether there is anything to show.
    pub fn has_rows(&self) -> bool {
        self.keyed.as_ref().is_none_or(|keyed| !keyed.rows.is_empty())
    }

    /// Reads on until all mentions are in order; `tell` is called now and then with what is so far. `false` where `outdated` says that
    /// something newer waits: what was read stays.
    pub fn go_on(
        &mut self,
        library: &Library,
        outdated: &dyn Fn() -> bool,
        tell: &mut dyn FnMut(&Self) -> Result<(), LibraryError>,
    ) -> Result<bool, LibraryError> {
        let mut told = Instant::now();
        while let Some(read) = self.keyed.as_ref().map(|keyed| keyed.read).filter(|read| *read < self.articles.len()) {
            if outdated() {
                self.settle();
                return Ok(false);
            }
            self.read(library, read..self.articles.len().min(read + BATCH))?;
            if read + BATCH == TELL.1 || told.elapsed() >= TELL.0 {
                self.settle();
                tell(self)?;
                told = Instant::now();
            }
        }
        self.settle();
        Ok(true)
    }

    /// Takes the keys of the mentions in some articles.
    fn read(&mut self, library: &Library, range: Range<usize>) -> Result<(), LibraryError> {
        let key = if self.kwic.sort == KwicSort::Left { left_key } else { right_key };
        let mut keys = Vec::new();
        for at in range.clone() {
            let Some(stored) = self.articles.get(at).map(|id| library.load(*id)).transpose()?.flatten() else {
                continue;
            };
            let document = &stored.article.document;
            let own = stored.mentions.iter().filter(|mention| mention.entity == self.entity);
            // Counts and mentions may differ for a moment while somebody writes.
            let numbers = self.start(at)..self.start(at + 1);
            keys.extend(own.zip(numbers).map(|(mention, number)| {
                let span = mention.name.span;
                (key(&document.text, paragraph(document, span), span), number)
            }));
        }
        if let Some(keyed) = &mut self.keyed {
            keyed.rows.append(&mut keys);
            keyed.read = range.end;
        }
        Ok(())
    }

    /// Puts what was read in order; of those with the same words the newest is first.
    fn settle(&mut self) {
        let Some(keyed) = &mut self.keyed else { return };
        if self.kwic.reverse {
            keyed.rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        } else {
            // Most of it is in order already, which a stable sort makes use of.
            keyed.rows.sort_by(Ord::cmp);
        }
    }

    /// A window of the mentions that are in order, cut to what there is; and the row of a place.
    pub fn page(
        &self,
        from: Held<'_>,
        name: &EntityLine,
        window: &Range<u32>,
        locate: Option<(ArticleId, u32)>,
    ) -> Result<KwicPage, LibraryError> {
        let all = self.ends.last().copied().unwrap_or(0);
        let total = self.keyed.as_ref().map_or(all, |keyed| keyed.rows.len() as u32);
        let end = window.end.min(total);
        let first = window.start.min(end);
        let numbers: Vec<u32> = match &self.keyed {
            Some(keyed) => {
                let rows = keyed.rows.get(first as usize..end as usize).unwrap_or(&[]);
                rows.iter().map(|(_, number)| *number).collect()
            }
            None => (first..end).collect(),
        };
        let located = locate.and_then(|place| self.locate(from.0, place));
        Ok(KwicPage {
            revision: REVISION,
            id: EntityId(name.id),
            entity: EntityRef { kind: name.kind, name: name.name.clone() },
            total,
            of: if self.is_whole() { total } else { all },
            first,
            rows: self.rows(from, &numbers)?,
            located: located.filter(|row| *row < total),
        })
    }

    /// The row of a place.
    fn locate(&self, library: &Library, (article, offset): (ArticleId, u32)) -> Option<u32> {
        let at = self.articles.iter().position(|known| *known == article.0)?;
        let stored = library.load(article.0).ok()??;
        let own = stored.mentions.iter().filter(|mention| mention.entity == self.entity);
        let number = self.start(at) + own.take_while(|mention| mention.name.span.start < offset).count() as u32;
        match &self.keyed {
            Some(keyed) => keyed.rows.iter().position(|(_, own)| *own == number).map(|row| row as u32),
            None => Some(number),
        }
    }

    /// Mentions before an article.
    fn start(&self, at: usize) -> u32 {
        at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// Mentions by their numbers. One that has just gone leaves its row out.
    fn rows(&self, (library, outlets): Held<'_>, numbers: &[u32]) -> Result<Vec<KwicRow>, LibraryError> {
        let reading = Reading::new(library)?;
        let mut read: FxHashMap<usize, Option<Read>> = FxHashMap::default();
        let mut rows = Vec::with_capacity(numbers.len());
        for number in numbers {
            let at = self.ends.partition_point(|end| end <= number);
            let Some(id) = self.articles.get(at) else { continue };
            let article = match read.entry(at) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(new) => new.insert(reading.read(*id)?),
            };
            let Some(article) = article else { continue };
            let place = article.places(self.entity).nth((number - self.start(at)) as usize);
            rows.extend(place.map(|place| row(&article.entry, outlets.tag(article.outlet), place, &self.kwic)));
        }
        Ok(rows)
    }
}

/// The articles that name an entity and pass, the newest first, those without a date last.
fn passing(library: &Library, entity: u32, query: &Query, kwic: &KwicQuery) -> Result<Vec<Posting>, LibraryError> {
    let mut postings = library.postings_in_time(entity)?;
    postings.retain(|one| {
        let outlet = OutletId(one.outlet);
        query.passes(ArticleId(one.article), outlet) && kwic.outlet.is_none_or(|only| only == outlet)
    });
    Ok(postings)
}
