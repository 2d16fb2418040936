//! Taking articles out of the library, whole.

use std::borrow::Cow;
use std::sync::Arc;

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::codec;
use super::error::{LibraryError, damaged};
use super::naming::one;
use super::open::Library;
use crate::model::{
    Article, ArticleMeta, Block, ContentKey, Document, EntityKind, NameMention, OutletEvidence, Published,
};
use crate::text::Span;

/// A mention with its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredMention {
    /// Where it stands, and what it is.
    pub name: NameMention,
    /// Whose it is.
    pub entity: u32,
}

/// An article with its mentions.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its number.
    pub id: u32,
    /// The article.
    pub article: Article,
    /// Its outlet's number.
    pub outlet: u32,
    /// Its mentions; none until they are tied to entities.
    pub mentions: Vec<StoredMention>,
}

/// An outlet with what it has published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutletCount {
    /// Its number.
    pub id: u32,
    /// Its name; `None` for unknown.
    pub name: Option<String>,
    /// Articles.
    pub articles: u32,
    /// Words in them.
    pub words: u64,
}

/// A text as it is kept.
pub(super) fn text(codec: u8, value: ValueRef<'_>) -> Option<Cow<'_, str>> {
    match codec {
        0 => Some(Cow::Borrowed(value.as_str().ok()?)),
        1 => Some(Cow::Owned(codec::decompress(value.as_blob().ok()?)?)),
        _ => None,
    }
}

/// A key as it is kept.
pub(super) fn key(value: ValueRef<'_>) -> ContentKey {
    let bytes = value.as_blob().ok().and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
    ContentKey(u128::from_be_bytes(bytes.unwrap_or_default()))
}

/// A kind by its word.
pub(super) fn kind(word: &str) -> EntityKind {
    EntityKind::ALL.into_iter().find(|kind| kind.word() == word).unwrap_or(EntityKind::Other)
}

/// A date as it is kept.
pub(super) fn published(text: &str) -> Option<Published> {
    text.parse().map(Published::Time).ok().or_else(|| text.parse().map(Published::Date).ok())
}

/// A form as it is shown: in one line, without a possessive ending.
pub(super) fn form(surface: &str) -> String {
    let mut form = surface.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(bare) = form.strip_suffix("'s").or_else(|| form.strip_suffix("’s")) {
        form.truncate(bare.len());
    }
    form
}

impl Library {
    /// The number of the article with a content.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn locate(&self, key: ContentKey) -> Result<Option<u32>, LibraryError> {
        let sql = "SELECT id FROM article WHERE key = ?1";
        let key = key.0.to_be_bytes();
        Ok(self.db.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Articles whose key begins with some hexadecimal digits; at most `limit`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn locate_prefix(&self, digits: &str, limit: u32) -> Result<Vec<u32>, LibraryError> {
        let key = |text: String| u128::from_str_radix(&text, 16).ok().filter(|_| text.len() == 32);
        let (Some(low), Some(high)) = (key(format!("{digits:0<32}")), key(format!("{digits:f<32}"))) else {
            return Ok(Vec::new());
        };
        let sql = "SELECT id FROM article WHERE key BETWEEN ?1 AND ?2 LIMIT ?3";
        let range = params![low.to_be_bytes(), high.to_be_bytes(), limit];
        Ok(self.db.prepare_cached(sql)?.query_map(range, |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// An article with its mentions; `None` where it is gone.
    ///
    /// # Errors
    /// It cannot be read, or is damaged.
    pub fn load(&self, id: u32) -> Result<Option<Stored>, LibraryError> {
        let sql = "SELECT article.key, article.outlet, outlet.name, article.date, article.title, article.language,
                   article.byline, article.contributors, article.dateline, article.url, article.evidence,
                   article.inferred, article.source, body.codec, body.text, body.blocks, body.mentions, naming.entities
                   FROM article JOIN outlet ON outlet.id = article.outlet JOIN body ON body.article = article.id
                   LEFT JOIN naming ON naming.article = article.id WHERE article.id = ?1";
        let mut select = self.db.prepare_cached(&self.naming_of(sql))?;
        let mut rows = select.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let bad = || damaged(&format!("article {id} cannot be unpacked"));
        let words = text(row.get(13)?, row.get_ref(14)?).ok_or_else(bad)?;
        let blocks = codec::unpack_blocks(&row.get::<_, Vec<u8>>(15)?, &words).ok_or_else(bad)?;
        let contributors: Option<String> = row.get(7)?;
        let meta = ArticleMeta {
            title: row.get(4)?,
            title_inferred: row.get(11)?,
            outlet: row.get(2)?,
            outlet_evidence: serde_json::from_str(&row.get::<_, String>(10)?).unwrap_or(OutletEvidence::None),
            date: row.get::<_, Option<String>>(3)?.and_then(|text| published(&text)),
            byline: row.get(6)?,
            contributors: contributors.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default(),
            dateline: row.get(8)?,
            url: row.get(9)?,
            language: row.get(5)?,
            note: None,
        };
        let names = codec::unpack_mentions(&row.get::<_, Vec<u8>>(16)?, &words).ok_or_else(bad)?;
        let entities = match row.get::<_, Option<Vec<u8>>>(17)? {
            Some(bytes) => self.ones(codec::unpack_naming(&bytes).ok_or_else(bad)?)?,
            None => Vec::new(),
        };
        let mentions = names.into_iter().zip(entities).map(|(name, entity)| StoredMention { name, entity });
        // What somebody said is no name; where it is asked for what the machine found, each has its place.
        let mentions = mentions.filter(|mention| mention.entity != 0 || self.found).collect();
        let article = Article {
            key: key(row.get_ref(0)?),
            meta,
            document: Document { text: Arc::from(words.as_ref()), blocks },
            source: row.get::<_, String>(12)?.into(),
        };
        Ok(Some(Stored { id, article, outlet: row.get(1)?, mentions }))
    }

    /// The text of an article alone; `None` where it is gone.
    ///
    /// # Errors
    /// It cannot be read, or is damaged.
    pub fn document(&self, id: u32) -> Result<Option<Document>, LibraryError> {
        let mut select = self.db.prepare_cached("SELECT codec, text, blocks FROM body WHERE article = ?1")?;
        let mut rows = select.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let bad = || damaged(&format!("article {id} cannot be unpacked"));
        let words = text(row.get(0)?, row.get_ref(1)?).ok_or_else(bad)?;
        let blocks = row.get_ref(2)?.as_blob().ok().and_then(|blocks| codec::unpack_blocks(blocks, &words));
        Ok(Some(Document { blocks: blocks.ok_or_else(bad)?, text: Arc::from(words) }))
    }

    /// The first mention of an entity in an article that the reader shows, else the first of all; with the article's outlet.
    /// Costs a fraction of [`Self::load`].
    ///
    /// # Errors
    /// It cannot be read, or is damaged.
    pub fn mention_in(&self, article: u32, entity: u32) -> Result<Option<(u32, Span)>, LibraryError> {
        let sql =
            "SELECT article.outlet, body.codec, body.text, body.blocks, body.mentions, naming.entities FROM article
                   JOIN body ON body.article = article.id JOIN naming ON naming.article = article.id
                   WHERE article.id = ?1";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([article])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let bad = || damaged(&format!("article {article} cannot be unpacked"));
        let words = text(row.get(1)?, row.get_ref(2)?).ok_or_else(bad)?;
        let blob = |at: usize| row.get_ref(at).ok().and_then(|value| value.as_blob().ok());
        let blocks = blob(3).and_then(|bytes| codec::unpack_blocks(bytes, &words)).ok_or_else(bad)?;
        let mentions = blob(4).and_then(|bytes| codec::unpack_mentions(bytes, &words)).ok_or_else(bad)?;
        let mut entities = blob(5).and_then(codec::unpack_naming).ok_or_else(bad)?;
        if !entities.contains(&i64::from(entity)) {
            // It goes by the number of one that it was found to be later.
            entities = self.ones(entities)?.into_iter().map(i64::from).collect();
        }
        let own =
            || mentions.iter().zip(&entities).filter(|(_, id)| **id == i64::from(entity)).map(|(name, _)| name.span);
        let shown = |span: &Span| {
            let within = |block: &&Block| block.span.start <= span.start && span.start < block.span.end;
            blocks.iter().find(within).is_some_and(|block| !block.kind.is_hidden())
        };
        let span = own().find(shown).or_else(|| own().next());
        Ok(span.map(|span| (row.get(0).unwrap_or_default(), span)))
    }

    /// Whose mentions are now.
    fn ones(&self, ids: Vec<i64>) -> Result<Vec<u32>, LibraryError> {
        let mut known: FxHashMap<i64, u32> = FxHashMap::default();
        ids.into_iter()
            .map(|id| {
                if let Some(found) = known.get(&id) {
                    return Ok(*found);
                }
                let found = if self.found {
                    self.entity(id as u32)?.map_or(0, |line| line.id)
                } else {
                    one(&self.db, id)? as u32
                };
                known.insert(id, found);
                Ok(found)
            })
            .collect()
    }

    /// All outlets with articles: the most articles first, then by name, the unknown last.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn outlets(&self) -> Result<Vec<OutletCount>, LibraryError> {
        let sql = "SELECT id, name, articles, words FROM outlet WHERE articles > 0
                   ORDER BY name IS NULL, articles DESC, name";
        let row = |row: &rusqlite::Row<'_>| {
            Ok(OutletCount {
                id: row.get(0)?,
                name: row.get(1)?,
                articles: row.get(2)?,
                words: row.get::<_, i64>(3)? as u64,
            })
        };
        Ok(self.db.prepare_cached(sql)?.query_map([], row)?.collect::<Result<_, _>>()?)
    }

    /// Names of all outlets by number, those without articles too.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn outlet_names(&self) -> Result<Vec<(u32, Option<String>)>, LibraryError> {
        let mut select = self.db.prepare_cached("SELECT id, name FROM outlet ORDER BY id")?;
        Ok(select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// The places of the first and the last dated article of an outlet.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn outlet_dates(&self, outlet: u32) -> Result<(Option<Published>, Option<Published>), LibraryError> {
        let one = |order: &str| -> Result<Option<Published>, LibraryError> {
            let sql = format!(
                "SELECT date FROM article WHERE outlet = ?1 AND date IS NOT NULL ORDER BY place {order} LIMIT 1"
            );
            let found: Option<String> =
                self.db.prepare_cached(&sql)?.query_row([outlet], |row| row.get(0)).optional()?;
            Ok(found.and_then(|text| published(&text)))
        };
        Ok((one("")?, one("DESC")?))
    }
}
