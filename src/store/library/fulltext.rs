//! Full text search, by the policy that keeps it fast however many articles hold a word: the newest first is one walk of an
//! index; relevance is exact up to [`EXACT`] hits, and counts among the [`WINDOW`] newest ones beyond.

use std::fmt::Write as _;

use rusqlite::types::Value;
use rusqlite::{Statement, params_from_iter};

use super::error::LibraryError;
use super::list::UNDATED;
use super::open::Library;
use crate::model::ReadMark;

/// Hits are counted up to one more than this, and all of them ranked.
pub const EXACT: u32 = 10_000;
/// Where the newest come first, hits are counted so far: each costs a step along an index.
pub const COUNTED: u32 = 2_000;
/// Of more hits, so many of the newest are ranked.
pub const WINDOW: u32 = 5_000;
/// Fewer articles are looked up one by one.
const SINGLY: usize = 20_000;
/// A hit in the title counts so much more than one in the text.
const TITLE: f64 = 4.0;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fulltext {
    /// An expression of FTS5; empty: every article.
    pub expression: String,
    /// Articles of these outlets only; none given: of all.
    pub outlets: Option<Vec<u32>>,
    /// Published at this second or later, and before that one. Undated articles pass only where neither is given.
    pub seconds: (Option<i64>, Option<i64>),
    /// For each, one of these entities must be named.
    pub entities: Vec<Vec<u32>>,
    /// What the reader must have kept of it.
    pub marks: Vec<ReadMark>,
    /// Tags it must have, all of them.
    pub tags: Vec<String>,
    /// What it must not have.
    pub without: FulltextWithout,
}

/// What articles that are asked for do not have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FulltextWithout {
    /// An expression of FTS5; empty: nothing. Only where none is wanted.
    pub expression: String,
    /// Outlets.
    pub outlets: Vec<u32>,
    /// Entities, none of which is named.
    pub entities: Vec<u32>,
    /// Tags.
    pub tags: Vec<String>,
}

/// In what order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ranking {
    /// The newest first.
    Newest,
    /// The most relevant first.
    Relevance,
    /// The most relevant first, among so many of the newest.
    Window(u32),
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// Numbers of the articles, those asked for.
    pub articles: Vec<u32>,
    /// How many there are in all, as far as they were counted.
    pub total: u32,
    /// Whether there are more.
    pub capped: bool,
    /// How they are ordered.
    pub ranking: Ranking,
}

/// Where articles are looked for: the part of a statement after `SELECT …`, and its values.
struct Source {
    sql: String,
    values: Vec<Value>,
    /// The column that says where an article stands in time.
    place: &'static str,
}

impl Fulltext {
    /// The articles that pass, those from `since` (a place) on. The table of articles is looked at only where something is asked
    /// that full text does not know: that costs a look for each hit.
    fn source(&self, since: Option<i64>) -> Source {
        let (mut sql, mut values) = (String::new(), Vec::new());
        let place = if self.expression.is_empty() { "article.place" } else { "fulltext.rowid" };
        match (self.expression.is_empty(), self.asks_articles()) {
            (true, _) => sql.push_str(" FROM article WHERE 1"),
            (false, false) => sql.push_str(" FROM fulltext WHERE fulltext MATCH ?"),
            // Full text first, whatever the planner thinks: it comes in order.
            (false, true) => sql
                .push_str(" FROM fulltext CROSS JOIN article ON article.place = fulltext.rowid WHERE fulltext MATCH ?"),
        }
        if !self.expression.is_empty() {
            values.push(Value::Text(self.expression.clone()));
        }
        let undated = (self.seconds != (None, None)).then_some((UNDATED + 1) << 26);
        let low = [since, self.seconds.0.map(|second| second << 26), undated].into_iter().flatten().max();
        if let Some(low) = low {
            let _ = write!(sql, " AND {place} >= ?");
            values.push(Value::Integer(low));
        }
        if let Some(second) = self.seconds.1 {
            let _ = write!(sql, " AND {place} < ?");
            values.push(Value::Integer(second << 26));
        }
        let list = |ids: &[u32]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        if let Some(outlets) = &self.outlets {
            let _ = write!(sql, " AND article.outlet IN ({})", list(outlets));
        }
        for any in &self.entities {
            let _ =
                write!(sql, " AND article.id IN (SELECT article FROM entity_article WHERE entity IN ({}))", list(any));
        }
        for mark in &self.marks {
            let (not, what) = match mark {
                ReadMark::Read => ("", "read"),
                ReadMark::Unread => ("NOT ", "read"),
                ReadMark::Starred => ("", "starred"),
                ReadMark::Unstarred => ("NOT ", "starred"),
                // There is a first one.
                ReadMark::Tagged => ("", "$.tags[0]"),
                ReadMark::Untagged => ("NOT ", "$.tags[0]"),
            };
            let test = match mark {
                ReadMark::Tagged | ReadMark::Untagged => format!("value ->> '{what}' IS NOT NULL"),
                _ => format!("value ->> '{what}'"),
            };
            let _ = write!(sql, " AND article.key {not}IN (SELECT key FROM reader_article WHERE {test})");
        }
        for tag in &self.tags {
            sql.push_str(
                " AND article.key IN (SELECT reader_article.key FROM reader_article,
                 json_each(reader_article.value, '$.tags') AS tag WHERE tag.value = ?)",
            );
            values.push(Value::Text(tag.clone()));
        }
        self.without.add(&mut sql, &mut values);
        Source { sql, values, place }
    }

    fn asks_articles(&self) -> bool {
        let wanted =
            self.outlets.is_some() || !self.entities.is_empty() || !self.marks.is_empty() || !self.tags.is_empty();
        wanted || self.without != FulltextWithout::default()
    }
}

impl FulltextWithout {
    fn add(&self, sql: &mut String, values: &mut Vec<Value>) {
        let list = |ids: &[u32]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        if !self.outlets.is_empty() {
            let _ = write!(sql, " AND article.outlet NOT IN ({})", list(&self.outlets));
        }
        if !self.entities.is_empty() {
            let named = "SELECT article FROM entity_article WHERE entity IN";
            let _ = write!(sql, " AND article.id NOT IN ({named} ({}))", list(&self.entities));
        }
        for tag in &self.tags {
            sql.push_str(
                " AND article.key NOT IN (SELECT reader_article.key FROM reader_article,
                 json_each(reader_article.value, '$.tags') AS tag WHERE tag.value = ?)",
            );
            values.push(Value::Text(tag.clone()));
        }
        // Looked up article by article: of most words there are many.
        if !self.expression.is_empty() {
            sql.push_str(
                " AND NOT EXISTS (SELECT 1 FROM fulltext WHERE fulltext MATCH ? AND fulltext.rowid = article.place)",
            );
            values.push(Value::Text(self.expression.clone()));
        }
    }
}

impl Library {
    /// Finds articles: `limit` of them from the `first` on.
    ///
    /// # Errors
    /// It cannot be read, or the expression is none.
    pub fn search(&self, wanted: &Fulltext, relevance: bool, first: u32, limit: u32) -> Result<Hits, LibraryError> {
        let by_time = !relevance || wanted.expression.is_empty();
        let cap = if by_time { COUNTED.max(first.saturating_add(limit)) } else { EXACT };
        let total = self.count_hits(wanted, cap)?;
        let capped = total > cap;
        let from = wanted.source(None);
        let place = from.place;
        if by_time {
            let sql = format!("SELECT {place}{} ORDER BY {place} DESC LIMIT {limit} OFFSET {first}", from.sql);
            let articles = self.standing_at(&sql, from.values)?;
            return Ok(Hits { articles, total, capped, ranking: Ranking::Newest });
        }
        let (mut from, mut ranking) = (from, Ranking::Relevance);
        if capped {
            let sql = format!("SELECT {place}{} ORDER BY {place} DESC LIMIT 1 OFFSET {}", from.sql, WINDOW - 1);
            let since = self.statement(&sql, |select| {
                Ok(select.query_map(params_from_iter(&from.values), |row| row.get::<_, i64>(0))?.next().transpose()?)
            })?;
            from = wanted.source(since);
            ranking = Ranking::Window(WINDOW);
        }
        let sql = format!(
            "SELECT {place}{} ORDER BY bm25(fulltext, {TITLE:.1}, 1.0), {place} DESC LIMIT {limit} OFFSET {first}",
            from.sql
        );
        Ok(Hits { articles: self.standing_at(&sql, from.values)?, total, capped, ranking })
    }

    /// All articles that pass, in no order. Takes the time of looking at each.
    ///
    /// # Errors
    /// It cannot be read, or the expression is none.
    pub fn matching(&self, wanted: &Fulltext) -> Result<Vec<u32>, LibraryError> {
        let from = wanted.source(None);
        let sql = format!("SELECT {}{} ORDER BY {} DESC", from.place, from.sql, from.place);
        let places: Vec<i64> = self.statement(&sql, |select| {
            Ok(select.query_map(params_from_iter(&from.values), |row| row.get(0))?.collect::<Result<_, _>>()?)
        })?;
        if places.len() < SINGLY {
            return self.at_places(&places);
        }
        // So many are found faster by one walk along all.
        let mut select = self.db.prepare_cached("SELECT place, id FROM article ORDER BY place DESC")?;
        let mut rows = select.query([])?;
        let mut wanted = places.iter().peekable();
        let mut out = Vec::with_capacity(places.len());
        while let Some(row) = rows.next()? {
            let place: i64 = row.get(0)?;
            while wanted.next_if(|next| **next > place).is_some() {}
            if wanted.next_if(|next| **next == place).is_some() {
                out.push(row.get(1)?);
            }
        }
        Ok(out)
    }

    /// How many articles there are, up to one more than `cap`.
    fn count_hits(&self, wanted: &Fulltext, cap: u32) -> Result<u32, LibraryError> {
        let from = wanted.source(None);
        let sql = format!("SELECT count(*) FROM (SELECT 1{} LIMIT {})", from.sql, cap + 1);
        self.statement(&sql, |select| Ok(select.query_row(params_from_iter(&from.values), |row| row.get(0))?))
    }

    /// The articles at the places that a statement finds.
    fn standing_at(&self, sql: &str, values: Vec<Value>) -> Result<Vec<u32>, LibraryError> {
        let places: Vec<i64> = self.statement(sql, |select| {
            Ok(select.query_map(params_from_iter(values), |row| row.get(0))?.collect::<Result<_, _>>()?)
        })?;
        self.at_places(&places)
    }

    fn at_places(&self, places: &[i64]) -> Result<Vec<u32>, LibraryError> {
        let mut select = self.db.prepare_cached("SELECT id FROM article WHERE place = ?1")?;
        let mut out = Vec::with_capacity(places.len());
        for place in places {
            out.extend(select.query_map([place], |row| row.get::<_, u32>(0))?.next().transpose()?);
        }
        Ok(out)
    }

    fn statement<T>(
        &self,
        sql: &str,
        run: impl FnOnce(&mut Statement<'_>) -> Result<T, LibraryError>,
    ) -> Result<T, LibraryError> {
        let done = run(&mut *self.db.prepare_cached(sql)?);
        done.map_err(|error| match error {
            LibraryError::Other(words) if words.contains("fts5:") => LibraryError::Search(words),
            other => other,
        })
    }
}
