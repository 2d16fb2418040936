//! Looking a library over, and making anew what can be made of the rest.

use rusqlite::TransactionBehavior;

use super::error::{LibraryError, damaged};
use super::naming::{order, unnamed, untied};
use super::open::Library;
use super::prepare::searched;
use super::write::Writer;
use super::{codec, read};

/// So many faults of one kind are told.
const TOLD: usize = 5;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Articles.
    pub articles: u64,
    /// Files they are from.
    pub files: u64,
    /// Entities.
    pub entities: u64,
    /// Form of the file.
    pub version: i32,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Bytes of it that hold nothing.
    pub free: u64,
    /// Articles whose names wait to be tied to entities.
    pub unnamed: u64,
    /// Articles that came or went out of the order of time since all names were tied.
    pub late: u64,
    /// Whether texts are compressed.
    pub compressed: bool,
    /// What is wrong with the file itself: not to be mended but from a copy, or by an export.
    pub broken: Vec<String>,
    /// What is wrong with what is made of the articles: `doctor --repair` makes it anew.
    pub stale: Vec<String>,
    /// The same of whose names are.
    pub names: Vec<String>,
    /// Articles of which it is missing whose their names are.
    pub untied: u64,
}

impl Library {
    /// Looks the whole library over; takes the time of reading it once.
    ///
    /// # Errors
    /// It cannot be read at all.
    pub fn check(&self) -> Result<Report, LibraryError> {
        let number = |sql: &str| -> Result<u64, LibraryError> {
            Ok(self.db.query_row(sql, [], |row| row.get::<_, i64>(0))?.max(0) as u64)
        };
        let page = number("PRAGMA page_size")?;
        let mut report = Report {
            articles: number("SELECT count(*) FROM article")?,
            files: number("SELECT count(*) FROM file")?,
            entities: number("SELECT count(*) FROM entity WHERE mentions > 0")?,
            version: number("PRAGMA user_version")? as i32,
            bytes: number("PRAGMA page_count")? * page,
            free: number("PRAGMA freelist_count")? * page,
            unnamed: unnamed(&self.db)?,
            late: order::late_so_far(&self.db)?.max(0) as u64,
            compressed: number("SELECT count(*) FROM setting WHERE name = 'compressed' AND value = 0")? == 0,
            ..Report::default()
        };
        let mut select = self.db.prepare("PRAGMA integrity_check(20)")?;
        for line in select.query_map([], |row| row.get::<_, String>(0))? {
            match line {
                Ok(line) if line == "ok" => {}
                Ok(line) => report.broken.push(line),
                Err(error) => report.broken.push(error.to_string()),
            }
        }
        self.check_fulltext(&mut report)?;
        self.check_texts(&mut report)?;
        let wrong = number(
            "SELECT count(*) FROM outlet WHERE articles <> (SELECT count(*) FROM article WHERE outlet = outlet.id)",
        )?;
        if wrong > 0 {
            report.stale.push(format!("the counts of {wrong} outlets are not those of their articles"));
        }
        self.check_names(&mut report)?;
        Ok(report)
    }

    /// Whether names are tied, and counted as they are tied.
    fn check_names(&self, report: &mut Report) -> Result<(), LibraryError> {
        let number = |sql: &str| -> Result<i64, LibraryError> { Ok(self.db.query_row(sql, [], |row| row.get(0))?) };
        let untied = untied(&self.db)?;
        let wrong = number(
            "SELECT count(*) FROM entity
             LEFT JOIN (SELECT entity, sum(mentions) AS mentions, count(*) AS articles FROM entity_article GROUP BY entity)
                 AS counted ON counted.entity = entity.id
             WHERE one = id AND (entity.mentions <> coalesce(counted.mentions, 0)
                                 OR entity.articles <> coalesce(counted.articles, 0))",
        )?;
        let strange =
            number("SELECT count(DISTINCT entity) FROM entity_article WHERE entity NOT IN (SELECT id FROM entity)")?;
        report.untied = untied.max(0) as u64;
        if untied > 0 {
            report.names.push(format!("whose the names of {untied} articles are is missing"));
        }
        if wrong + strange > 0 {
            report.names.push(format!("the counts of {} entities are not those of their mentions", wrong + strange));
        }
        Ok(())
    }

    fn check_fulltext(&self, report: &mut Report) -> Result<(), LibraryError> {
        // The check is written as an insertion, though it changes nothing. Where nothing may be written it is left out.
        self.db.execute_batch("PRAGMA query_only = 0")?;
        match self
            .db
            .execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')", [])
            .map_err(LibraryError::from)
        {
            Ok(_) | Err(LibraryError::ReadOnly | LibraryError::Denied) => {}
            Err(error) => report.stale.push(format!("full text: {error}")),
        }
        self.db.execute_batch("PRAGMA query_only = 1")?;
        let rows: i64 = self.db.query_row("SELECT count(*) FROM fulltext_docsize", [], |row| row.get(0))?;
        if rows as u64 != report.articles {
            report.stale.push(format!("full text knows {rows} articles; there are {}", report.articles));
        }
        Ok(())
    }

    /// Whether every article's text can be taken out.
    fn check_texts(&self, report: &mut Report) -> Result<(), LibraryError> {
        let sql = "SELECT article.id, body.codec, body.text, body.blocks, body.mentions FROM article
                   LEFT JOIN body ON body.article = article.id";
        let mut select = self.db.prepare(sql)?;
        let mut rows = select.query([])?;
        let mut bad = Vec::new();
        loop {
            match rows.next() {
                Ok(None) => break,
                Ok(Some(row)) => {
                    let whole = || -> Option<()> {
                        let text = read::text(row.get(1).ok()?, row.get_ref(2).ok()?)?;
                        codec::unpack_blocks(row.get_ref(3).ok()?.as_blob().ok()?, &text)?;
                        codec::unpack_mentions(row.get_ref(4).ok()?.as_blob().ok()?, &text).map(|_| ())
                    };
                    if whole().is_none() {
                        bad.push(row.get::<_, i64>(0)?);
                    }
                }
                Err(error) => {
                    report.broken.push(format!("texts: {error}"));
                    break;
                }
            }
        }
        let told: Vec<String> = bad.iter().take(TOLD).map(ToString::to_string).collect();
        if !bad.is_empty() {
            let more = if bad.len() > told.len() { ", …" } else { "" };
            let told = format!("{}{more}", told.join(", "));
            report.broken.push(match bad.len() {
                1 => format!("1 text cannot be unpacked (article {told})"),
                many => format!("{many} texts cannot be unpacked (articles {told})"),
            });
        }
        Ok(())
    }
}

impl Writer {
    /// Makes full text and the counts of outlets anew from the articles.
    ///
    /// # Errors
    /// It cannot be written; all is as before.
    pub fn rebuild(&mut self) -> Result<(), LibraryError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(
            "INSERT INTO fulltext (fulltext) VALUES ('delete-all');
             UPDATE outlet SET
                 articles = (SELECT count(*) FROM article WHERE outlet = outlet.id),
                 words = (SELECT coalesce(sum(words), 0) FROM article WHERE outlet = outlet.id)",
        )?;
        {
            let sql = "SELECT article.place, article.title, body.codec, body.text, body.blocks FROM article
                       JOIN body ON body.article = article.id ORDER BY article.place";
            let mut select = transaction.prepare(sql)?;
            let mut insert = transaction.prepare("INSERT INTO fulltext (rowid, title, body) VALUES (?1, ?2, ?3)")?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let place: i64 = row.get(0)?;
                let bad = || damaged(&format!("the article at {place} cannot be unpacked"));
                let text = read::text(row.get(2)?, row.get_ref(3)?).ok_or_else(bad)?;
                let blocks = codec::unpack_blocks(&row.get::<_, Vec<u8>>(4)?, &text).ok_or_else(bad)?;
                insert.execute(rusqlite::params![place, row.get::<_, String>(1)?, searched(&text, &blocks)])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// Full text in one piece: searching is fastest so. Costs time after much was added.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn optimize(&self) -> Result<(), LibraryError> {
        self.db.execute("INSERT INTO fulltext (fulltext) VALUES ('optimize')", [])?;
        Ok(())
    }
}
