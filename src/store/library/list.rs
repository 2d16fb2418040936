//! The list of articles: where each stands in time, and rows of it.

use std::hash::{Hash, Hasher};

use rusqlite::{Row as SqlRow, params};
use rustc_hash::FxHasher;

use super::error::LibraryError;
use super::open::Library;
use super::read;
use crate::model::{ContentKey, Published, SortKey};

/// Bits of a place below the seconds.
const BITS: u32 = 26;
/// Seconds of articles without a date: before all others.
pub const UNDATED: i64 = -(1 << 36);

/// Where an article stands in time. Of those of one second, the one that came first stands later, so that with the newest
/// first they come as they came.
pub(super) fn place(seconds: Option<i64>, id: i64) -> i64 {
    let mask = (1 << BITS) - 1;
    let seconds = seconds.map_or(UNDATED, |seconds| seconds.clamp(UNDATED + 1, -UNDATED));
    (seconds << BITS) | (mask - (id & mask))
}

/// Seconds since 1970 of a place; [`UNDATED`] for none.
#[must_use]
pub const fn seconds_of(place: i64) -> i64 {
    place >> BITS
}

/// Every article in two numbers, in the order asked for: what a list of a million rows is made of.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Numbers of the articles.
    pub ids: Vec<u32>,
    /// Their outlets.
    pub outlets: Vec<u32>,
    /// In the order of time the first row of each day, those without a date being the last one; else nothing.
    pub days: Vec<u32>,
    /// In the order of time the first row without a date.
    pub undated: u32,
}

/// An article as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub id: u32,
    /// Identity by content.
    pub key: ContentKey,
    /// Its outlet.
    pub outlet: u32,
    /// When it was published.
    pub date: Option<Published>,
    /// Title, in one line.
    pub title: String,
    /// Length in words.
    pub words: u32,
    /// People it names.
    pub people: u32,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Where it was read from.
    pub source: String,
}

const ROW: &str = "SELECT id, key, outlet, date, title, words, people, language, source FROM article";

fn row(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: row.get(0)?,
        key: read::key(row.get_ref(1)?),
        outlet: row.get(2)?,
        date: row.get::<_, Option<String>>(3)?.and_then(|text| read::published(&text)),
        title: row.get(4)?,
        words: row.get(5)?,
        people: row.get(6)?,
        language: row.get(7)?,
        source: row.get(8)?,
    })
}

/// The day of a place.
#[must_use]
pub fn day_of(place: i64) -> i32 {
    match seconds_of(place) {
        UNDATED => i32::MIN,
        seconds => seconds.div_euclid(86_400) as i32,
    }
}

impl Library {
    /// Number of articles.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn articles(&self) -> Result<u64, LibraryError> {
        let sql = "SELECT coalesce(sum(articles), 0) FROM outlet";
        Ok(self.db.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))? as u64)
    }

    /// Changes when somebody else has added or taken out articles, tied names, laid decisions over them, or given an article to
    /// another outlet; not when
    /// the reader's marks are kept.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn version(&self) -> Result<i64, LibraryError> {
        let written: i64 = self.db.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        if let Some((known, version)) = self.seen.get()
            && known == written
        {
            return Ok(version);
        }
        let mut hasher = FxHasher::default();
        // Numbers of articles are never given twice.
        let sql = "SELECT 0, value, 0 FROM setting WHERE name = 'tied'
                   UNION ALL SELECT 0, value, 1 FROM setting WHERE name = 'laid'
                   UNION ALL SELECT 1, seq, 0 FROM sqlite_sequence WHERE name = 'article'
                   UNION ALL SELECT id + 2, articles, words FROM outlet";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            [row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?].hash(&mut hasher);
        }
        let version = i64::from_ne_bytes(hasher.finish().to_ne_bytes());
        self.seen.set(Some((written, version)));
        Ok(version)
    }

    /// All articles in an order, in numbers.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn columns(&self, sort: SortKey) -> Result<Columns, LibraryError> {
        let sql = match sort {
            SortKey::Date => "SELECT id, outlet, place FROM article ORDER BY place DESC",
            SortKey::Outlet => {
                "SELECT article.id, article.outlet FROM outlet JOIN article ON article.outlet = outlet.id
                 ORDER BY outlet.name IS NULL, lower(outlet.name), outlet.name, article.place DESC"
            }
            SortKey::Title => "SELECT id, outlet FROM article ORDER BY lower(title), title, key",
            SortKey::Length => "SELECT id, outlet FROM article ORDER BY words DESC, title, key",
        };
        let articles = self.articles()? as usize;
        let mut out =
            Columns { ids: Vec::with_capacity(articles), outlets: Vec::with_capacity(articles), ..Columns::default() };
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        let mut before = None;
        while let Some(row) = rows.next()? {
            if sort == SortKey::Date {
                let day = day_of(row.get(2)?);
                let at = out.ids.len() as u32;
                if before != Some(day) {
                    out.days.push(at);
                    before = Some(day);
                }
                out.undated = if day == i32::MIN { out.undated } else { at + 1 };
            }
            out.ids.push(row.get(0)?);
            out.outlets.push(row.get(1)?);
        }
        Ok(out)
    }

    /// The newest articles, so many.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn newest(&self, limit: u32) -> Result<Vec<Row>, LibraryError> {
        let sql = format!("{ROW} ORDER BY place DESC LIMIT ?1");
        Ok(self.db.prepare_cached(&sql)?.query_map([limit], row)?.collect::<Result<_, _>>()?)
    }

    /// Numbers of the newest articles of which `passes` says so (of number and outlet), so many.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn newest_passing(&self, limit: u32, passes: impl Fn(u32, u32) -> bool) -> Result<Vec<u32>, LibraryError> {
        let mut select = self.db.prepare_cached("SELECT id, outlet FROM article ORDER BY place DESC")?;
        let mut rows = select.query([])?;
        let mut out = Vec::new();
        while out.len() < limit as usize
            && let Some(row) = rows.next()?
        {
            let id = row.get(0)?;
            if passes(id, row.get(1)?) {
                out.push(id);
            }
        }
        Ok(out)
    }

    /// Calls `visit` with number, outlet, place and title of so many articles of lower numbers, the highest first. The last of
    /// them; `None` where there was none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn titles_before(
        &self,
        before: u32,
        limit: u32,
        mut visit: impl FnMut(u32, u32, i64, &str),
    ) -> Result<Option<u32>, LibraryError> {
        let sql = "SELECT id, outlet, place, title FROM article WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([before, limit])?;
        let mut last = None;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            last = Some(id);
            visit(id, row.get(1)?, row.get(2)?, row.get_ref(3)?.as_str().unwrap_or(""));
        }
        Ok(last)
    }

    /// Articles by their numbers, in that order; those that are gone are left out.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn rows(&self, ids: &[u32]) -> Result<Vec<Row>, LibraryError> {
        let mut select = self.db.prepare_cached(&format!("{ROW} WHERE id = ?1"))?;
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            let mut found = select.query_map([id], row)?;
            out.extend(found.next().transpose()?);
        }
        Ok(out)
    }

    /// Calls `visit` with every article of some outlets (all, where the list is empty) whose day may lie between two seconds,
    /// the newest first, until it says `false`.
    ///
    /// # Errors
    /// It cannot be read, or what `visit` says.
    pub fn each<E: From<LibraryError>>(
        &self,
        seconds: (Option<i64>, Option<i64>),
        outlets: &[u32],
        mut visit: impl FnMut(Row) -> Result<bool, E>,
    ) -> Result<(), E> {
        let bound = |seconds: Option<i64>, other: i64| seconds.map_or(other, |seconds| seconds << BITS);
        let sql = format!("{ROW} WHERE place >= ?1 AND place < ?2 ORDER BY place DESC");
        let run = || -> Result<_, LibraryError> { Ok(self.db.prepare_cached(&sql)?) };
        let mut select = run()?;
        let undated = if seconds == (None, None) { i64::MIN } else { (UNDATED + 1) << BITS };
        let range = params![bound(seconds.0, undated), bound(seconds.1, i64::MAX)];
        let mut rows = select.query(range).map_err(LibraryError::from)?;
        while let Some(found) = rows.next().map_err(LibraryError::from)? {
            let row = row(found).map_err(LibraryError::from)?;
            if (outlets.is_empty() || outlets.contains(&row.outlet)) && !visit(row)? {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{UNDATED, day_of, place, seconds_of};

    #[test]
    fn places_are_in_the_order_of_time_then_of_coming() {
        let places = [
            place(Some(86_400), 9),
            place(Some(86_399), 1),
            place(Some(86_399), 2),
            place(Some(-1), 3),
            place(Some(i64::MIN), 4),
            place(None, 5),
            place(None, 6),
        ];
        assert!(places.is_sorted_by(|a, b| a > b), "{places:?}");
        assert_eq!(places.map(day_of)[..4], [1, 0, 0, -1]);
        assert_eq!((seconds_of(places[5]), day_of(places[5])), (UNDATED, i32::MIN));
    }
}
