//! Decisions laid over the names of a library, in its own tables, so that every question finds them there. What the tables held
//! is put aside and put back, row by row, before anything is indexed: the machine never sees what people decided.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::codec::{pack_mentions, pack_naming, unpack_mentions, unpack_naming};
use super::error::{LibraryError, damaged};
use super::names::forget_pages;
use super::open::Library;
use super::read;
use super::write::Writer;
use crate::model::{EntityKind, NameMention};

/// Tables for what the others held.
const SCHEMA: &str = include_str!("../../../assets/schema/decisions.sql");

/// An entity as decisions made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidEntity {
    /// The number of the one the machine found; `None` for one that decisions made.
    pub id: Option<u32>,
    /// Its type.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// Its forms, with mentions.
    pub forms: Vec<(String, u32)>,
    /// Its articles, with mentions.
    pub articles: Vec<(u32, u32)>,
}

/// The mentions of an article that are not the machine's any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LaidArticle {
    /// Its number.
    pub id: u32,
    /// Position of a mention, and whose it is: a position in [`Laid::entities`], or nobody's.
    pub given: Vec<(u32, Option<u32>)>,
    /// Mentions that were missed, and whose they are.
    pub added: Vec<(NameMention, u32)>,
}

/// What decisions make of some entities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Laid {
    /// Those that are there, changed.
    pub entities: Vec<LaidEntity>,
    /// Those of the machine's that are not there any more, and the position of the one that all of each became.
    pub gone: Vec<(u32, Option<u32>)>,
    /// Articles.
    pub articles: Vec<LaidArticle>,
    /// Which decisions these are.
    pub mark: String,
    /// What is to be remembered of them.
    pub notes: String,
}

impl Library {
    /// Which decisions are laid over the names, and what was to be remembered of them.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn laid(&self) -> Result<Option<(String, String)>, LibraryError> {
        laid(&self.db)
    }

    /// The library as the machine found it: articles, entities and forms without what people decided.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn as_found(mut self) -> Result<Self, LibraryError> {
        self.found = laid(&self.db)?.is_some();
        Ok(self)
    }

    /// The entities called so, or mentioned under this very form, as the machine found them, among those kept under some keys.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn bearers_of(&self, name: &str, keys: &[u64]) -> Result<Vec<u32>, LibraryError> {
        let sql = "SELECT DISTINCT coalesce(entity.one, 0) FROM entity_key JOIN entity ON entity.id = entity_key.entity
                   WHERE key = ?1";
        // Who was merged by a decision is another's now; the machine's own are looked at, too.
        let mut all: Vec<u32> = Vec::new();
        let mut of_key =
            self.db.prepare_cached(if self.found { "SELECT entity FROM entity_key WHERE key = ?1" } else { sql })?;
        for key in keys {
            let found = of_key.query_map([*key as i64], |row| row.get(0))?;
            all.extend(found.collect::<Result<Vec<u32>, _>>()?);
        }
        all.sort_unstable();
        all.dedup();
        let mut out = Vec::new();
        for id in all {
            let Some(line) = self.entity(id)?.filter(|line| line.mentions > 0) else { continue };
            let bears = line.name == name || self.forms(line.id)?.iter().any(|form| form.form == name);
            if bears && !out.contains(&line.id) {
                out.push(line.id);
            }
        }
        Ok(out)
    }

    /// Whether it is asked for what the machine found, and decisions lie over this entity.
    pub(super) fn is_laid_over(&self, entity: u32) -> Result<bool, LibraryError> {
        let sql = "SELECT 1 FROM found_entity WHERE id = ?1";
        Ok(self.found && self.db.prepare_cached(sql)?.exists([entity])?)
    }

    /// A question for the mentions of an article, as it is to be asked here.
    pub(super) fn naming_of<'s>(&self, sql: &'s str) -> std::borrow::Cow<'s, str> {
        if !self.found {
            return sql.into();
        }
        let old = |table: &str, column: &str| {
            format!("coalesce((SELECT {column} FROM found_{table} AS old WHERE old.article = article.id), ")
        };
        let (mentions, naming) = (old("mentions", "mentions"), old("naming", "entities"));
        let sql = sql.replace("body.mentions", &format!("{mentions}body.mentions)"));
        sql.replace("naming.entities", &format!("{naming}naming.entities)")).into()
    }

    /// The articles of a title.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn titled(&self, title: &str) -> Result<Vec<u32>, LibraryError> {
        let mut select = self.db.prepare_cached("SELECT id FROM article WHERE title = ?1 LIMIT 16")?;
        Ok(select.query_map([title], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

impl Writer {
    /// Lifts the decisions that lie over the names, and lays these, in one transaction. They must be made of what the machine
    /// found, when `unchanged` says that nobody has written since. Returns whether they were laid.
    ///
    /// # Errors
    /// It cannot be written; all is as before.
    pub fn lay(&mut self, new: Option<&Laid>, unchanged: impl FnOnce() -> bool) -> Result<bool, LibraryError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if !unchanged() {
            return Ok(false);
        }
        lift(&transaction)?;
        if let Some(new) = new {
            transaction.execute_batch(SCHEMA)?;
            lay(&transaction, new)?;
        }
        let sql = "INSERT INTO setting VALUES ('laid', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1";
        transaction.execute(sql, [])?;
        transaction.commit()?;
        Ok(true)
    }
}

fn laid(db: &Connection) -> Result<Option<(String, String)>, LibraryError> {
    let there = db.prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'decided'")?.exists([])?;
    if !there {
        return Ok(None);
    }
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    Ok(db.prepare_cached("SELECT mark, notes FROM decided")?.query_row([], row).optional()?)
}

/// Puts all back as the machine found it. Returns whether anything was laid over it.
pub(super) fn lift(db: &Connection) -> Result<bool, LibraryError> {
    if laid(db)?.is_none() {
        return Ok(false);
    }
    let touched: Vec<i64> = db
        .prepare("SELECT id FROM found_entity UNION ALL SELECT id FROM made_entity")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    forget_pages(db, touched.iter().copied())?;
    for table in ["form", "entity_article", "entity_outlet"] {
        let mut delete = db.prepare(&format!("DELETE FROM {table} WHERE entity = ?1"))?;
        for id in &touched {
            delete.execute([id])?;
        }
        db.execute_batch(&format!("INSERT INTO {table} SELECT * FROM found_{table}; DELETE FROM found_{table}"))?;
    }
    db.execute_batch(
        "UPDATE entity SET (kind, name, one, mentions, articles, outlets) =
             (SELECT kind, name, one, mentions, articles, outlets FROM found_entity WHERE found_entity.id = entity.id)
         WHERE id IN (SELECT id FROM found_entity);
         DELETE FROM entity WHERE id IN (SELECT id FROM made_entity);
         UPDATE naming SET entities = (SELECT entities FROM found_naming WHERE found_naming.article = naming.article)
         WHERE article IN (SELECT article FROM found_naming);
         UPDATE body SET mentions = (SELECT mentions FROM found_mentions WHERE found_mentions.article = body.article)
         WHERE article IN (SELECT article FROM found_mentions);
         DELETE FROM found_entity; DELETE FROM made_entity; DELETE FROM found_naming; DELETE FROM found_mentions;
         DELETE FROM decided;",
    )?;
    Ok(true)
}

/// Forgets what lies over the names, and what was there before.
pub(super) fn drop_all(db: &Connection) -> Result<(), LibraryError> {
    if laid(db)?.is_some() {
        // Missed names that people added are kept with the text: those of the machine alone come back.
        db.execute_batch(
            "UPDATE body SET mentions = (SELECT mentions FROM found_mentions WHERE found_mentions.article = body.article)
             WHERE article IN (SELECT article FROM found_mentions);
             DELETE FROM found_entity; DELETE FROM made_entity; DELETE FROM found_naming; DELETE FROM found_mentions;
             DELETE FROM found_form; DELETE FROM found_entity_article; DELETE FROM found_entity_outlet; DELETE FROM decided",
        )?;
    }
    Ok(())
}

fn lay(db: &Connection, new: &Laid) -> Result<(), LibraryError> {
    let found = new.entities.iter().filter_map(|entity| entity.id).chain(new.gone.iter().map(|(id, _)| *id));
    for id in found {
        put_aside(db, i64::from(id))?;
    }
    let mut next: i64 = db.query_row("SELECT coalesce(max(id), 0) + 1 FROM entity", [], |row| row.get(0))?;
    let mut ids = Vec::with_capacity(new.entities.len());
    for entity in &new.entities {
        let id = if let Some(id) = entity.id {
            i64::from(id)
        } else {
            next += 1;
            let sql = "INSERT INTO entity (id, kind, name, one, mentions, articles) VALUES (?1, '', '', ?1, 0, 0)";
            db.prepare_cached(sql)?.execute([next - 1])?;
            db.prepare_cached("INSERT INTO made_entity VALUES (?1)")?.execute([next - 1])?;
            next - 1
        };
        write(db, id, entity)?;
        ids.push(id);
    }
    let now = |at: &u32| ids.get(*at as usize).copied();
    let mut go =
        db.prepare_cached("UPDATE entity SET one = ?2, mentions = 0, articles = 0, outlets = 0 WHERE id = ?1")?;
    for (id, became) in &new.gone {
        go.execute([i64::from(*id), became.as_ref().and_then(now).unwrap_or(0)])?;
    }
    // Who was found to be one that is gone goes with it.
    let mut follow = db.prepare_cached("SELECT id FROM entity WHERE one = ?1 AND one <> id AND id <> ?1")?;
    for (id, became) in &new.gone {
        let others: Vec<i64> = follow.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for other in others {
            put_aside(db, other)?;
            go.execute([other, became.as_ref().and_then(now).unwrap_or(0)])?;
        }
    }
    for article in &new.articles {
        give(db, article, &ids)?;
    }
    forget_pages(db, ids.iter().copied().chain(new.gone.iter().map(|(id, _)| i64::from(*id))))?;
    db.execute("INSERT INTO decided VALUES (?1, ?2)", params![new.mark, new.notes])?;
    Ok(())
}

/// Takes what an entity has out of the tables, and keeps it.
fn put_aside(db: &Connection, id: i64) -> Result<(), LibraryError> {
    let sql = "INSERT OR IGNORE INTO found_entity SELECT id, kind, name, one, mentions, articles, outlets FROM entity
               WHERE id = ?1";
    db.prepare_cached(sql)?.execute([id])?;
    for table in ["form", "entity_article", "entity_outlet"] {
        let copy = format!("INSERT INTO found_{table} SELECT * FROM {table} WHERE entity = ?1");
        db.prepare_cached(&copy)?.execute([id])?;
        db.prepare_cached(&format!("DELETE FROM {table} WHERE entity = ?1"))?.execute([id])?;
    }
    Ok(())
}

/// Writes what an entity has now.
fn write(db: &Connection, id: i64, entity: &LaidEntity) -> Result<(), LibraryError> {
    let mut form = db.prepare_cached("INSERT OR REPLACE INTO form VALUES (?1, ?2, ?3, 1)")?;
    for (name, mentions) in &entity.forms {
        form.execute(params![id, name, mentions])?;
    }
    let mut article = db.prepare_cached("INSERT OR REPLACE INTO entity_article VALUES (?1, ?2, ?3)")?;
    for (number, mentions) in &entity.articles {
        article.execute(params![id, number, mentions])?;
    }
    let sql = "INSERT INTO entity_outlet SELECT ?1, article.outlet, sum(entity_article.mentions), count(*)
               FROM entity_article JOIN article ON article.id = entity_article.article
               WHERE entity_article.entity = ?1 GROUP BY article.outlet";
    db.prepare_cached(sql)?.execute([id])?;
    let mentions: u32 = entity.articles.iter().map(|(_, mentions)| mentions).sum();
    let sql = "UPDATE entity SET kind = ?2, name = ?3, one = id, mentions = ?4, articles = ?5,
               outlets = (SELECT count(*) FROM entity_outlet WHERE entity = ?1) WHERE id = ?1";
    let values = params![id, entity.kind.word(), entity.name, mentions, entity.articles.len() as u32];
    db.prepare_cached(sql)?.execute(values)?;
    Ok(())
}

/// Gives the mentions of an article to those whose they are.
fn give(db: &Connection, article: &LaidArticle, ids: &[i64]) -> Result<(), LibraryError> {
    let id = i64::from(article.id);
    let bad = || damaged(&format!("article {id} cannot be unpacked"));
    let now = |at: u32| ids.get(at as usize).copied().unwrap_or(0);
    let sql = "SELECT entities FROM naming WHERE article = ?1";
    let kept: Option<Vec<u8>> = db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    let Some(kept) = kept else { return Ok(()) };
    db.prepare_cached("INSERT INTO found_naming VALUES (?1, ?2)")?.execute(params![id, kept])?;
    let mut whose = unpack_naming(&kept).ok_or_else(bad)?;
    for (at, owner) in &article.given {
        if let Some(slot) = whose.get_mut(*at as usize) {
            *slot = owner.map_or(0, now);
        }
    }
    if !article.added.is_empty() {
        let sql = "SELECT codec, text, mentions FROM body WHERE article = ?1";
        let (text, kept) = db.prepare_cached(sql)?.query_row([id], |row| {
            let text = read::text(row.get(0)?, row.get_ref(1)?).map(std::borrow::Cow::into_owned);
            Ok((text, row.get::<_, Vec<u8>>(2)?))
        })?;
        let mentions = text.and_then(|text| unpack_mentions(&kept, &text)).ok_or_else(bad)?;
        db.prepare_cached("INSERT INTO found_mentions VALUES (?1, ?2)")?.execute(params![id, kept])?;
        let added = article.added.iter().map(|(mention, owner)| (*mention, now(*owner)));
        let mut all: Vec<(NameMention, i64)> = mentions.into_iter().zip(whose).collect();
        // What gave way to an added one is not packed any more: places do not overlap.
        all.retain(|(mention, _)| !article.added.iter().any(|(new, _)| new.span.overlaps(mention.span)));
        all.extend(added);
        all.sort_by_key(|(mention, _)| mention.span.start);
        let (mentions, owners): (Vec<NameMention>, Vec<i64>) = all.into_iter().unzip();
        db.prepare_cached("UPDATE body SET mentions = ?2 WHERE article = ?1")?
            .execute(params![id, pack_mentions(&mentions)])?;
        whose = owners;
    }
    db.prepare_cached("UPDATE naming SET entities = ?2 WHERE article = ?1")?
        .execute(params![id, pack_naming(&whose)])?;
    Ok(())
}
