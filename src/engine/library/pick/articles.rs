//! The picker of articles: by words of the title at once, from full text; then, where that leaves room, by letters of the title in
//! their order, in one walk along all titles.

use std::cmp::Reverse;

use super::{LibraryPick, list};
use crate::engine::event::{PickList, PickRow};
use crate::model::{ArticleId, ArticleSet, OutletFilter, OutletId};
use crate::search::fuzzy::{IndexBuilder, Match, Matcher, Pattern, Session};
use crate::store::library::{Fulltext, Library, LibraryError, Row, day_of};

/// Titles that are looked at together.
const BLOCK: usize = 8192;
/// Of so many articles that full text finds those are taken that pass a search.
const LOOKED_AT: u32 = 20_000;
/// Between two tellings of what was found so far, in blocks.
const PAUSE: usize = 12;

/// A title that fits: how well, how new.
type Best = (Match, i32, Reverse<u32>);

/// What is told what was found so far, and how many fit.
type Early<'a> = dyn FnMut(&[u32], u32) -> Result<(), LibraryError> + 'a;

/// Answers; `None` where `stop` said so.
pub(super) fn articles(
    library: &Library,
    matcher: &Matcher,
    job: &LibraryPick,
    pattern: &Pattern,
    stop: &dyn Fn() -> bool,
    publish: &mut dyn FnMut(PickList),
) -> Result<Option<PickList>, LibraryError> {
    let all = library.articles()? as u32;
    let passes = |article: u32, outlet: u32| job.query.passes(ArticleId(article), OutletId(outlet));
    let mut out = list(job, (0, all), false);
    if pattern.words.is_empty() {
        out.matched.0 = job.query.only.as_ref().map_or(all, |only| only.articles.len());
        let newest = library.newest_passing(job.limit, passes)?;
        out.rows = rows(library.rows(&newest)?, job, matcher, None);
        return Ok(Some(out));
    }
    let (mut found, counted) = by_words(library, job, pattern)?;
    out.matched.0 = counted;
    found.truncate(job.limit as usize);
    out.rows = rows(library.rows(&found)?, job, matcher, Some(pattern));
    if found.len() >= job.limit as usize {
        return Ok(Some(out));
    }
    out.partial = true;
    publish(out.clone());
    let Some(scattered) = by_letters(library, job, pattern, &found, stop, &mut |ids, matched| {
        let mut early = out.clone();
        early.matched.0 += matched;
        early.rows.extend(rows(library.rows(ids)?, job, matcher, Some(pattern)));
        publish(early);
        Ok(())
    })?
    else {
        return Ok(None);
    };
    out.matched.0 += scattered.1;
    out.rows.extend(rows(library.rows(&scattered.0)?, job, matcher, Some(pattern)));
    out.partial = false;
    Ok(Some(out))
}

/// Articles whose title holds all words, or words that begin so: the newest first; and how many there are.
fn by_words(library: &Library, job: &LibraryPick, pattern: &Pattern) -> Result<(Vec<u32>, u32), LibraryError> {
    let typed: Vec<String> =
        pattern.words.iter().map(|word| format!("title : \"{}\" *", word.text.replace('"', " "))).collect();
    let outlets = match &job.query.outlets {
        OutletFilter::All => None,
        OutletFilter::Only(ids) => Some(ids.iter().map(|id| id.0).collect()),
    };
    let wanted = Fulltext { expression: typed.join(" AND "), outlets, ..Fulltext::default() };
    let limit = if job.query.only.is_some() { LOOKED_AT } else { job.limit };
    let hits = match library.search(&wanted, false, 0, limit) {
        Ok(hits) => hits,
        // Signs alone are no words: letters are looked for.
        Err(LibraryError::Search(_)) => return Ok((Vec::new(), 0)),
        Err(error) => return Err(error),
    };
    let Some(only) = &job.query.only else { return Ok((hits.articles, hits.total)) };
    let mut ids = hits.articles;
    ids.retain(|id| only.articles.contains(ArticleId(*id)));
    let counted = ids.len() as u32;
    Ok((ids, counted))
}

/// The articles whose titles fit best, those of `known` left out, and how many fit; `None` where `stop` said so.
fn by_letters(
    library: &Library,
    job: &LibraryPick,
    pattern: &Pattern,
    known: &[u32],
    stop: &dyn Fn() -> bool,
    early: &mut Early<'_>,
) -> Result<Option<(Vec<u32>, u32)>, LibraryError> {
    let room = job.limit as usize - known.len();
    let known: ArticleSet = known.iter().copied().map(ArticleId).collect();
    let (mut best, mut matched): (Vec<Best>, u32) = (Vec::new(), 0);
    let (mut before, mut number, mut told) = (u32::MAX, 0, 0);
    loop {
        if stop() {
            return Ok(None);
        }
        let (mut index, mut days) = (IndexBuilder::default(), Vec::with_capacity(BLOCK));
        let last = library.titles_before(before, BLOCK as u32, |id, outlet, place, title| {
            if job.query.passes(ArticleId(id), OutletId(outlet)) && !known.contains(ArticleId(id)) {
                index.item(id, 0);
                index.key(title);
                days.push((id, day_of(place)));
            }
        })?;
        let Some(last) = last else { break };
        before = last;
        let found = Session::default().search(&index.build(), pattern, |_| 1, room, stop, &mut |_| {});
        let Some(found) = found else { return Ok(None) };
        matched += found.matched;
        // Numbers go down along a block.
        let day =
            |id: u32| days.binary_search_by_key(&Reverse(id), |(id, _)| Reverse(*id)).ok().and_then(|at| days.get(at));
        best.extend(found.hits.iter().map(|hit| (hit.rating, day(hit.id).map_or(0, |(_, day)| *day), Reverse(hit.id))));
        best.sort_unstable_by(|a, b| b.cmp(a));
        best.truncate(room);
        number += 1;
        if number % PAUSE == 1 && best.len() > told {
            told = best.len();
            early(&ids(&best), matched)?;
        }
    }
    Ok(Some((ids(&best), matched)))
}

fn ids(best: &[Best]) -> Vec<u32> {
    best.iter().map(|(.., Reverse(id))| *id).collect()
}

fn rows(found: Vec<Row>, job: &LibraryPick, matcher: &Matcher, pattern: Option<&Pattern>) -> Vec<PickRow> {
    let row = |row: Row| PickRow::Article {
        id: ArticleId(row.id),
        tag: job.outlets.tag(OutletId(row.outlet)),
        date: row.date,
        marks: pattern.map(|pattern| matcher.marks(&row.title, pattern)).unwrap_or_default(),
        title: row.title.into(),
    };
    found.into_iter().map(row).collect()
}
