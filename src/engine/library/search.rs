//! Full text search with its fields, and a passage of each article found.

use std::sync::Arc;

use crate::engine::memory::OutletTable;
use crate::model::{Block, BlockKind, Document, EntityKind, NameMention, OutletId};
use crate::nlp::{NameReader, ResolveDoc};
use crate::search::passage::{Passage, passage};
use crate::search::query::{QueryError, SearchQuery, parse};
use crate::search::snippet::around;
use crate::store::library::{Fulltext, FulltextWithout, Library, LibraryError, Ranking, Row};
use crate::text::{Span, fold};

/// So many bearers of a name are looked for.
const BEARERS: u32 = 64;

/// What is searched for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// As it was typed.
    pub text: String,
    /// The most relevant first instead of the newest.
    pub relevance: bool,
    /// Only these outlets, besides what the text says.
    pub outlets: Option<Vec<u32>>,
    /// Only from this second on, and before that one, besides what the text says.
    pub seconds: (Option<i64>, Option<i64>),
    /// From which hit on.
    pub first: u32,
    /// How many.
    pub limit: u32,
    /// Width of passages in cells.
    pub width: usize,
}

/// A search that cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum SearchFailure {
    /// It is not understood.
    #[error("search error: {0}")]
    Query(#[from] QueryError),
    /// No outlet is called so.
    #[error("outlet: no outlet is called “{0}”")]
    Outlet(String),
    /// The library failed.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

/// An article that was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The article.
    pub row: Row,
    /// Its outlet's sign and name.
    pub tag: Arc<str>,
    /// Name of the outlet; `None` for unknown.
    pub outlet: Option<Arc<str>>,
    /// Where the first hit stands in its text.
    pub place: Span,
    /// The passage, and what to mark in it.
    pub passage: String,
    /// Bytes of `passage`.
    pub marks: Vec<Span>,
    /// The text, for offsets.
    pub text: Arc<str>,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct SearchPage {
    /// The articles asked for.
    pub found: Vec<Found>,
    /// How many there are.
    pub total: u32,
    /// Whether there are more than were counted.
    pub capped: bool,
    /// In what order they are.
    pub ranking: Ranking,
}

impl SearchPage {
    /// How many there are, and in what order: `12 articles, the newest first`.
    #[must_use]
    pub fn summary(&self) -> String {
        let number = match self.total {
            _ if self.capped => format!("more than {} articles", self.total.saturating_sub(1)),
            1 => "1 article".to_owned(),
            total => format!("{total} articles"),
        };
        match self.ranking {
            _ if self.total < 2 => number,
            Ranking::Newest => format!("{number}, the newest first"),
            Ranking::Relevance => format!("{number}, the most relevant first"),
            Ranking::Window(window) => format!("{number}, ranked among the newest {window}"),
        }
    }
}

/// Of so many bearers of a name a passage is looked for.
const LIKELY: usize = 8;

/// Searches a library.
///
/// # Errors
/// The search is not understood, or the library cannot be read.
pub fn search(library: &Library, outlets: &OutletTable, wanted: &Wanted) -> Result<SearchPage, SearchFailure> {
    let query = parse(&wanted.text)?;
    let fulltext = fulltext(library, outlets, wanted, &query)?;
    let hits = library.search(&fulltext, wanted.relevance, wanted.first, wanted.limit)?;
    let named: Vec<u32> = fulltext.entities.first().cloned().unwrap_or_default();
    let mut found = Vec::with_capacity(hits.articles.len());
    for row in library.rows(&hits.articles)? {
        let Some(document) = library.document_as_it_is(row.id)? else { continue };
        let passage = match passage_of(&document, &query, wanted.width) {
            Some(passage) => passage,
            None => at_name(library, row.id, &named, &document, wanted.width)?
                .unwrap_or_else(|| beginning(&document, wanted.width)),
        };
        let outlet = OutletId(row.outlet);
        found.push(Found {
            tag: outlets.tag(outlet),
            outlet: outlets.name(outlet),
            place: passage.place,
            passage: passage.snippet.text,
            marks: passage.snippet.marks,
            text: document.text,
            row,
        });
    }
    Ok(SearchPage { found, total: hits.total, capped: hits.capped, ranking: hits.ranking })
}

/// All articles of a library that a search finds.
///
/// # Errors
/// The search is not understood, or the library cannot be read.
pub fn matching(library: &Library, outlets: &OutletTable, text: &str) -> Result<Vec<u32>, SearchFailure> {
    let wanted = Wanted { text: text.to_owned(), ..Wanted::default() };
    Ok(library.matching(&fulltext(library, outlets, &wanted, &parse(text)?)?)?)
}

fn fulltext(
    library: &Library,
    table: &OutletTable,
    wanted: &Wanted,
    query: &SearchQuery,
) -> Result<Fulltext, SearchFailure> {
    let mut outlets = wanted.outlets.clone();
    if !query.outlets.is_empty() {
        let mut named = Vec::new();
        for name in &query.outlets {
            named.extend(outlets_of(table, name)?);
        }
        named.retain(|id| outlets.as_ref().is_none_or(|only| only.contains(id)));
        outlets = Some(named);
    }
    let entities = query.who.iter().map(|name| bearers(library, name)).collect::<Result<_, _>>()?;
    let earliest = [wanted.seconds.0, query.since].into_iter().flatten().max();
    let latest = [wanted.seconds.1, query.before].into_iter().flatten().min();
    let (expression, marks, tags) = (query.expression.clone(), query.marks.clone(), query.tags.clone());
    let without = without(library, table, query)?;
    Ok(Fulltext { expression, outlets, seconds: (earliest, latest), entities, marks, tags, without })
}

fn without(library: &Library, table: &OutletTable, query: &SearchQuery) -> Result<FulltextWithout, SearchFailure> {
    let (unwanted, mut out) = (&query.without, FulltextWithout::default());
    for name in &unwanted.outlets {
        out.outlets.extend(outlets_of(table, name)?);
    }
    for name in &unwanted.who {
        out.entities.extend(bearers(library, name)?);
    }
    (out.expression, out.tags) = (unwanted.expression.clone(), unwanted.tags.clone());
    Ok(out)
}

/// Outlets by name or sign; else those whose name holds the words.
fn outlets_of(table: &OutletTable, typed: &str) -> Result<Vec<u32>, SearchFailure> {
    let wanted = fold(typed);
    let all: Vec<(u32, String, String)> =
        table.alive().map(|id| (id.0, fold(&table.display(id)), fold(&table.tag(id)))).collect();
    let exact: Vec<u32> =
        all.iter().filter(|(_, name, tag)| *name == wanted || *tag == wanted).map(|(id, ..)| *id).collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    let holding: Vec<u32> = all.iter().filter(|(_, name, _)| name.contains(&wanted)).map(|(id, ..)| *id).collect();
    if holding.is_empty() { Err(SearchFailure::Outlet(typed.to_owned())) } else { Ok(holding) }
}

/// Entities that a name may mean: those that bear it; a surname alone stands for all who have it.
///
/// # Errors
/// The library cannot be read.
pub fn bearers(library: &Library, name: &str) -> Result<Vec<u32>, LibraryError> {
    let keys = keys_of_name(name);
    let wanted = fold(name);
    let has = |form: &str| wanted.split_whitespace().all(|word| fold(form).contains(word));
    let mut out = Vec::new();
    // Names that people gave are under no key.
    for line in library.entities_of_keys(&keys, BEARERS)?.into_iter().chain(library.laid_entities()?) {
        // Keys also lead to those of whom it is only a part: the words of the name must be there.
        let bears = has(&line.name) || library.forms(line.id)?.iter().any(|form| has(&form.form));
        if bears && !out.contains(&line.id) {
            out.push(line.id);
        }
    }
    Ok(out)
}

/// The keys under which those that bear a name are kept: as it would be looked up if an article had nothing but it.
#[must_use]
pub fn keys_of_name(name: &str) -> Vec<u64> {
    let mut keys = Vec::new();
    let mut reader = NameReader::default();
    for kind in EntityKind::ALL {
        let mentions = [NameMention { span: Span::new(0, name.len() as u32), kind, score: u8::MAX }];
        let doc = ResolveDoc { text: name, mentions: &mentions, outlet: None, seconds: None, topic: None, key: 0 };
        keys.extend(reader.read(&doc).keys());
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A passage with what was looked for.
fn passage_of(document: &Document, query: &SearchQuery, width: usize) -> Option<Passage> {
    // The title stands beside the passage as it is: it comes after all that has as many of the words.
    let headline = |block: &&Block| block.kind == BlockKind::Headline;
    let ordered =
        || document.blocks.iter().filter(move |block| !headline(block)).chain(document.blocks.iter().filter(headline));
    let spans = |hidden: bool| ordered().filter(move |block| block.kind.is_hidden() == hidden).map(|block| block.span);
    passage(&document.text, spans(false), &query.terms, width)
        .or_else(|| passage(&document.text, spans(true), &query.terms, width))
}

/// The passage that names one of those who were looked for.
fn at_name(
    library: &Library,
    article: u32,
    named: &[u32],
    document: &Document,
    width: usize,
) -> Result<Option<Passage>, LibraryError> {
    for entity in named.iter().take(LIKELY) {
        let place = match library.mention_in(article, *entity) {
            Ok(Some((_, place))) => place,
            // Whose text is damaged has no passage, and is shown so.
            Ok(None) | Err(LibraryError::Damaged(_)) => continue,
            Err(error) => return Err(error),
        };
        let block = document.block_at(place.start).and_then(|at| document.blocks.get(at));
        let line = block.map_or(place, |block| block.span);
        return Ok(Some(Passage { place, snippet: around(&document.text, line, &[place], width) }));
    }
    Ok(None)
}

/// The beginning of an article.
fn beginning(document: &Document, width: usize) -> Passage {
    let blocks = || document.blocks.iter().filter(|block| !block.kind.is_hidden());
    let first = blocks().find(|block| block.kind == BlockKind::Body).or_else(|| blocks().next());
    let line = first.map_or(Span::new(0, 0), Block::body);
    let place = Span::new(line.start, line.start);
    Passage { place, snippet: around(&document.text, line, &[], width) }
}
