//! How outlets name and call entities, for tables of many of them: one walk over the articles that name them, on all cores. What it
//! finds is kept as numbers, twenty bytes for each wording of an entity in an outlet.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use super::reading::{Read, Reading};
use crate::engine::memory::shares::{best, form};
use crate::model::{ArticleId, OutletId, Query};
use crate::nlp::roles::wording;
use crate::store::library::{Library, LibraryError};

/// So many articles are taken by a thread at a time.
const BATCH: usize = 256;
/// Lines that say the same are drawn together when there are so many more.
const LINES: usize = 1 << 20;
/// In place of what roles have in common: a form of the name.
const FORM: u32 = u32::MAX;

/// A role as it is said most often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// As it is said most often.
    pub words: String,
    /// What all that say the same have in common.
    pub group: String,
    /// How often.
    pub mentions: u32,
}

/// How often an outlet has a wording of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    entity: u32,
    outlet: u32,
    group: u32,
    words: u32,
    count: u32,
}

/// Words by numbers, in the order in which they came.
#[derive(Debug, Default)]
struct Words {
    numbers: FxHashMap<Box<str>, u32>,
}

impl Words {
    fn number(&mut self, words: &str) -> u32 {
        if let Some(number) = self.numbers.get(words) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(words.into(), number);
        number
    }

    fn list(self) -> Vec<Box<str>> {
        let mut list: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        list.sort_unstable_by_key(|(_, number)| *number);
        list.into_iter().map(|(words, _)| words).collect()
    }
}

/// Which entities are asked about, and what.
#[derive(Debug, Clone)]
pub struct Wish<'w> {
    /// Their numbers, in order, with the articles that name them.
    pub entities: &'w [(u32, u32)],
    /// In which articles.
    pub query: &'w Query,
    /// Whether forms of the name are wanted beside roles.
    pub forms: bool,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Told {
    words: Vec<Box<str>>,
    lines: Vec<Line>,
    /// What could not be read, if anything; the rest is there.
    pub failed: Option<LibraryError>,
}

impl Told {
    /// Reads the articles: those that name the entities, or all that pass where these are no fewer.
    ///
    /// # Errors
    /// The library cannot be read. A damaged article is left out and told in [`Self::failed`].
    pub fn new(library: &Library, wish: &Wish<'_>) -> Result<Self, LibraryError> {
        let articles = articles(library, wish)?;
        let next = AtomicUsize::new(0);
        let path = library.path();
        let parts = rayon::broadcast(|_| Part::default().read(path, wish, &articles, &next));
        let mut whole = Part::default();
        for part in parts {
            whole.join(part?);
        }
        Ok(whole.told())
    }

    /// The roles of an entity in an outlet, or in all, the most frequent first.
    #[must_use]
    pub fn roles(&self, entity: u32, outlet: Option<OutletId>) -> Vec<Called> {
        let mut groups: FxHashMap<u32, FxHashMap<u32, u32>> = FxHashMap::default();
        for line in self.of(entity, outlet).iter().filter(|line| line.group != FORM) {
            *groups.entry(line.group).or_default().entry(line.words).or_default() += line.count;
        }
        let called = groups.into_iter().filter_map(|(group, words)| {
            Some(Called {
                words: best(words.iter().map(|(words, count)| (self.word(*words), *count)))?.to_owned(),
                group: self.word(group).to_owned(),
                mentions: words.values().sum(),
            })
        });
        let mut called: Vec<Called> = called.collect();
        called.sort_by(|a, b| {
            b.mentions.cmp(&a.mentions).then_with(|| a.words.cmp(&b.words)).then_with(|| a.group.cmp(&b.group))
        });
        called
    }

    /// The forms an outlet uses, the most frequent first.
    #[must_use]
    pub fn forms(&self, entity: u32, outlet: OutletId) -> Vec<String> {
        let mut forms: Vec<(u32, &str)> = (self.of(entity, Some(outlet)).iter())
            .filter(|line| line.group == FORM)
            .map(|line| (line.count, self.word(line.words)))
            .collect();
        forms.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        forms.into_iter().map(|(_, form)| form.to_owned()).collect()
    }

    fn of(&self, entity: u32, outlet: Option<OutletId>) -> &[Line] {
        let key = |line: &Line| (line.entity, outlet.map_or(0, |_| line.outlet));
        let wanted = (entity, outlet.map_or(0, |outlet| outlet.0));
        let from = self.lines.partition_point(|line| key(line) < wanted);
        let to = self.lines.partition_point(|line| key(line) <= wanted);
        self.lines.get(from..to).unwrap_or(&[])
    }

    fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", |words| words)
    }
}

/// The articles to read, in the order in which they lie.
fn articles(library: &Library, wish: &Wish<'_>) -> Result<Vec<u32>, LibraryError> {
    let passes = |article: u32, outlet: u32| wish.query.passes(ArticleId(article), OutletId(outlet));
    let mut articles: Vec<u32> = Vec::new();
    let named: u64 = wish.entities.iter().map(|(_, articles)| u64::from(*articles)).sum();
    if named < library.articles()? {
        for (entity, _) in wish.entities {
            let own = library.entity_postings(*entity)?.into_iter();
            articles.extend(own.filter(|(article, _, outlet)| passes(*article, *outlet)).map(|(article, ..)| article));
        }
    } else {
        library.each((None, None), &[], |row| {
            if passes(row.id, row.outlet) {
                articles.push(row.id);
            }
            Ok::<bool, LibraryError>(true)
        })?;
    }
    articles.sort_unstable();
    articles.dedup();
    Ok(articles)
}

/// What one thread has found.
#[derive(Debug, Default)]
struct Part {
    words: Words,
    lines: Vec<Line>,
    /// Lines after the last drawing together.
    settled: usize,
    failed: Option<LibraryError>,
}

impl Part {
    fn read(
        mut self,
        path: &Path,
        wish: &Wish<'_>,
        articles: &[u32],
        next: &AtomicUsize,
    ) -> Result<Self, LibraryError> {
        let library = Library::open(path)?.for_a_walk()?;
        let reading = Reading::new(&library)?;
        loop {
            let from = next.fetch_add(BATCH, Ordering::Relaxed);
            let Some(batch) = articles.get(from..articles.len().min(from + BATCH)).filter(|batch| !batch.is_empty())
            else {
                return Ok(self);
            };
            for article in batch {
                match reading.read(*article) {
                    Ok(Some(read)) => self.count(&read, wish),
                    Ok(None) => {}
                    Err(error @ LibraryError::Damaged(_)) => self.failed = self.failed.take().or(Some(error)),
                    Err(error) => return Err(error),
                }
            }
        }
    }

    fn count(&mut self, read: &Read, wish: &Wish<'_>) {
        let text = &read.entry.article.document.text;
        let outlet = read.outlet.0;
        for (entity, place) in read.mentions() {
            if wish.entities.binary_search_by_key(&entity, |(id, _)| *id).is_err() {
                continue;
            }
            if wish.forms {
                let words = self.words.number(&form(place.span.of(text)));
                self.lines.push(Line { entity, outlet, group: FORM, words, count: 1 });
            }
            for role in read.entry.roles_at(place.span) {
                let said = wording(text, role.span, &read.entry.names);
                let (group, words) = (self.words.number(&said.group), self.words.number(&said.words));
                self.lines.push(Line { entity, outlet, group, words, count: 1 });
            }
        }
        if self.lines.len() > LINES.max(2 * self.settled) {
            self.settle();
        }
    }

    fn settle(&mut self) {
        self.lines.sort_unstable();
        self.lines.dedup_by(|line, kept| {
            let same = Line { count: 0, ..*line } == Line { count: 0, ..*kept };
            kept.count += if same { line.count } else { 0 };
            same
        });
        self.settled = self.lines.len();
    }

    /// Takes in what another thread has found.
    fn join(&mut self, other: Self) {
        let numbers: Vec<u32> = other.words.list().iter().map(|words| self.words.number(words)).collect();
        let number = |old: u32| numbers.get(old as usize).copied().unwrap_or(FORM);
        let lines = other.lines.into_iter();
        self.lines.extend(lines.map(|line| Line { group: number(line.group), words: number(line.words), ..line }));
        self.failed = self.failed.take().or(other.failed);
        self.settle();
    }

    fn told(self) -> Told {
        Told { words: self.words.list(), lines: self.lines, failed: self.failed }
    }
}
