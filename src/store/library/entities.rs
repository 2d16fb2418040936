//! Questions about entities.

use super::error::LibraryError;
use super::list::day_of;
use super::open::Library;
use super::read::kind;
use crate::model::{EntityKind, EntityRef};
use rusqlite::{OptionalExtension, Row, params};

/// An entity with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityLine {
    /// Its number.
    pub id: u32,
    /// Its type.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// Mentions in the library.
    pub mentions: u32,
    /// Articles that name it.
    pub articles: u32,
    /// Outlets that name it.
    pub outlets: u32,
}

/// An entity in one outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityOutlet {
    /// The outlet.
    pub outlet: u32,
    /// Mentions.
    pub mentions: u32,
    /// Articles.
    pub articles: u32,
}

/// A form of an entity's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityForm {
    /// The form.
    pub form: String,
    /// Mentions under it.
    pub mentions: u32,
}

const LINE: &str = "SELECT id, kind, name, mentions, articles, outlets FROM entity";

fn line(row: &Row<'_>) -> rusqlite::Result<EntityLine> {
    Ok(EntityLine {
        id: row.get(0)?,
        kind: kind(&row.get::<_, String>(1)?),
        name: row.get(2)?,
        mentions: row.get(3)?,
        articles: row.get(4)?,
        outlets: row.get(5)?,
    })
}

/// An article that names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Its number.
    pub article: u32,
    /// How often.
    pub mentions: u32,
    /// Its outlet's number.
    pub outlet: u32,
    /// Whether it has a date.
    pub dated: bool,
}

impl Library {
    /// An entity; where it was found to be another, that one.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn entity(&self, id: u32) -> Result<Option<EntityLine>, LibraryError> {
        let mut id = id;
        if self.found {
            let own =
                "SELECT one FROM found_entity WHERE id = ?1 UNION ALL SELECT one FROM entity WHERE id = ?1 LIMIT 1";
            id = self.db.prepare_cached(own)?.query_row([id], |row| row.get(0)).optional()?.unwrap_or(id);
            let sql = format!("{LINE} WHERE id = ?1").replace("FROM entity", "FROM found_entity");
            if let Some(line) = self.db.prepare_cached(&sql)?.query_row([id], line).optional()? {
                return Ok(Some(line));
            }
        }
        let sql = format!("{LINE} WHERE id = (SELECT one FROM entity WHERE id = ?1)");
        Ok(self.db.prepare_cached(&sql)?.query_row([id], line).optional()?)
    }

    /// The entities of a kind with the most mentions.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn top_entities(&self, kind: EntityKind, limit: u32) -> Result<Vec<EntityLine>, LibraryError> {
        let sql = format!("{LINE} WHERE kind = ?1 AND mentions > 0 ORDER BY mentions DESC, name, id LIMIT ?2");
        Ok(self.db.prepare_cached(&sql)?.query_map(params![kind.word(), limit], line)?.collect::<Result<_, _>>()?)
    }

    /// The greatest number of an entity; 0 where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn last_entity(&self) -> Result<u32, LibraryError> {
        Ok(self.db.prepare_cached("SELECT coalesce(max(id), 0) FROM entity")?.query_row([], |row| row.get(0))?)
    }

    /// Which one in turn an entity is, as they were found in the order of time.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn found_at(&self, id: u32) -> Result<i64, LibraryError> {
        Ok(self.db.prepare_cached("SELECT born FROM entity WHERE id = ?1")?.query_row([id], |row| row.get(0))?)
    }

    /// Some entities of a kind with the most mentions, at once: where many have as few, whichever come first.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn most_mentioned(&self, kind: EntityKind, limit: u32) -> Result<Vec<EntityLine>, LibraryError> {
        let sql = format!("{LINE} WHERE kind = ?1 AND mentions > 0 ORDER BY mentions DESC LIMIT ?2");
        Ok(self.db.prepare_cached(&sql)?.query_map(params![kind.word(), limit], line)?.collect::<Result<_, _>>()?)
    }

    /// Number of entities of a kind.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn entities(&self, kind: EntityKind) -> Result<u32, LibraryError> {
        let sql = "SELECT count(*) FROM entity WHERE kind = ?1 AND mentions > 0";
        Ok(self.db.prepare_cached(sql)?.query_row([kind.word()], |row| row.get(0))?)
    }

    /// Calls `visit` with every entity and each of its forms but its name, by their numbers.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn each_name(&self, mut visit: impl FnMut(EntityLine, Vec<String>)) -> Result<(), LibraryError> {
        // One walk along both tables: asking for each entity's forms would take ten times as long.
        let sql = "SELECT entity.id, kind, name, entity.mentions, articles, outlets, form.form FROM entity
                   LEFT JOIN form ON form.entity = entity.id AND form.mentions > 0
                   WHERE entity.mentions > 0 ORDER BY entity.id, form.form";
        let mut select = self.db.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        let mut open: Option<(EntityLine, Vec<String>)> = None;
        while let Some(row) = rows.next()? {
            let id: u32 = row.get(0)?;
            if open.as_ref().is_none_or(|(line, _)| line.id != id)
                && let Some((line, others)) = open.replace((line(row)?, Vec::new()))
            {
                visit(line, others);
            }
            let form: Option<String> = row.get(6)?;
            if let (Some((line, others)), Some(form)) = (&mut open, form)
                && form != line.name
            {
                others.push(form);
            }
        }
        if let Some((line, others)) = open {
            visit(line, others);
        }
        Ok(())
    }

    /// The entity that bears a name: of its type if there is one, the most mentioned.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn find_entity(&self, wanted: &EntityRef) -> Result<Option<EntityLine>, LibraryError> {
        let sql = format!("{LINE} WHERE kind = ?1 AND mentions > 0 AND name = ?2 ORDER BY mentions DESC, id LIMIT 1");
        let exact =
            self.db.prepare_cached(&sql)?.query_row(params![wanted.kind.word(), wanted.name], line).optional()?;
        Ok(exact)
    }

    /// Entities kept under any of some keys (see `keys_of` of the resolver), the most mentioned first.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn entities_of_keys(&self, keys: &[u64], limit: u32) -> Result<Vec<EntityLine>, LibraryError> {
        let mut select = self.db.prepare_cached(&format!(
            "{LINE} WHERE id IN (SELECT one FROM entity_key JOIN entity AS kept ON kept.id = entity_key.entity
                                 WHERE key = ?1) AND mentions > 0
             ORDER BY mentions DESC, id LIMIT ?2"
        ))?;
        let mut out: Vec<EntityLine> = Vec::new();
        for key in keys {
            let found = select.query_map([*key as i64, i64::from(limit)], line)?;
            out.extend(found.collect::<Result<Vec<_>, _>>()?);
        }
        out.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.id.cmp(&b.id)));
        out.dedup_by_key(|line| line.id);
        Ok(out)
    }

    /// Those that decisions changed or made.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn laid_entities(&self) -> Result<Vec<EntityLine>, LibraryError> {
        if self.laid()?.is_none() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "{LINE} WHERE id IN (SELECT id FROM found_entity UNION SELECT id FROM made_entity) AND mentions > 0
             ORDER BY mentions DESC, id"
        );
        let found = self.db.prepare_cached(&sql)?.query_map([], line)?.collect::<Result<_, _>>()?;
        Ok(found)
    }

    /// The forms of an entity's name but the name itself, in the order in which [`Self::each_name`] gives them.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn other_names(&self, entity: &EntityLine) -> Result<Vec<String>, LibraryError> {
        let sql = "SELECT form FROM form WHERE entity = ?1 AND mentions > 0 ORDER BY form";
        let all = self
            .db
            .prepare_cached(sql)?
            .query_map([entity.id], |row| row.get(0))?
            .collect::<Result<Vec<String>, _>>()?;
        Ok(all.into_iter().filter(|form| *form != entity.name).collect())
    }

    /// The forms of an entity's name, the most frequent first.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn forms(&self, entity: u32) -> Result<Vec<EntityForm>, LibraryError> {
        let sql = "SELECT form, mentions FROM form WHERE entity = ?1 AND mentions > 0 ORDER BY mentions DESC, form";
        let row = |row: &Row<'_>| Ok(EntityForm { form: row.get(0)?, mentions: row.get(1)? });
        if self.is_laid_over(entity)? {
            let sql = sql.replace("FROM form", "FROM found_form");
            return Ok(self.db.prepare_cached(&sql)?.query_map([entity], row)?.collect::<Result<_, _>>()?);
        }
        Ok(self.db.prepare_cached(sql)?.query_map([entity], row)?.collect::<Result<_, _>>()?)
    }

    /// An entity by outlet.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn entity_outlets(&self, entity: u32) -> Result<Vec<EntityOutlet>, LibraryError> {
        let sql = "SELECT outlet, mentions, articles FROM entity_outlet WHERE entity = ?1 ORDER BY outlet";
        let row =
            |row: &Row<'_>| Ok(EntityOutlet { outlet: row.get(0)?, mentions: row.get(1)?, articles: row.get(2)? });
        Ok(self.db.prepare_cached(sql)?.query_map([entity], row)?.collect::<Result<_, _>>()?)
    }

    /// The articles that name an entity, with how often, in the order in which they came.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn entity_articles(&self, entity: u32) -> Result<Vec<(u32, u32)>, LibraryError> {
        let sql = "SELECT article, mentions FROM entity_article WHERE entity = ?1";
        let found = "SELECT article, mentions FROM found_entity_article WHERE entity = ?1";
        let mut select = self.db.prepare_cached(if self.is_laid_over(entity)? { found } else { sql })?;
        Ok(select.query_map([entity], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    }

    /// The articles that name an entity and came last, with how often.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn newest_articles(&self, entity: u32, limit: u32) -> Result<Vec<(u32, u32)>, LibraryError> {
        let sql = "SELECT article, mentions FROM entity_article WHERE entity = ?1 ORDER BY article DESC LIMIT ?2";
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select.query_map([entity, limit], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The articles that name an entity, the newest first, those without a date last.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn postings_in_time(&self, entity: u32) -> Result<Vec<Posting>, LibraryError> {
        let sql =
            "SELECT entity_article.article, entity_article.mentions, article.outlet, article.place FROM entity_article
                   CROSS JOIN article ON article.id = entity_article.article WHERE entity_article.entity = ?1
                   ORDER BY article.place DESC";
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select.query_map([entity], |row| {
            let dated = day_of(row.get(3)?) != i32::MIN;
            Ok(Posting { article: row.get(0)?, mentions: row.get(1)?, outlet: row.get(2)?, dated })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The articles that name an entity, with how often, and their outlets.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn entity_postings(&self, entity: u32) -> Result<Vec<(u32, u32, u32)>, LibraryError> {
        let sql = "SELECT entity_article.article, entity_article.mentions, article.outlet FROM entity_article
                   CROSS JOIN article ON article.id = entity_article.article WHERE entity_article.entity = ?1";
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select.query_map([entity], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Numbers of all entities of a kind that are mentioned.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn ids_of_kind(&self, kind: EntityKind) -> Result<Vec<u32>, LibraryError> {
        let mut select = self.db.prepare_cached("SELECT id FROM entity WHERE kind = ?1 AND mentions > 0")?;
        Ok(select.query_map([kind.word()], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// How many people each outlet names.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn people_by_outlet(&self) -> Result<Vec<(u32, u32)>, LibraryError> {
        let sql = "SELECT counts.outlet, count(*) FROM entity_outlet AS counts JOIN entity ON entity.id = counts.entity
                   WHERE entity.kind = ?1 GROUP BY counts.outlet";
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select.query_map([EntityKind::Person.word()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
