//! Giving an article to an outlet, with all that is counted by outlet.

use rusqlite::{Connection, OptionalExtension};

use super::error::LibraryError;
use crate::model::OutletEvidence;

/// Makes an article an outlet's, because the user says so. Names of the last step may wait to be tied again.
pub(super) fn give(db: &Connection, article: i64, to: i64) -> Result<(), LibraryError> {
    let sql = "SELECT outlet, words FROM article WHERE id = ?1";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
    let found: Option<(i64, i64)> = db.prepare_cached(sql)?.query_row([article], row).optional()?;
    let Some((from, words)) = found.filter(|(from, _)| *from != to) else { return Ok(()) };
    let evidence = if to == 0 { OutletEvidence::None } else { OutletEvidence::User };
    let evidence = serde_json::to_string(&evidence).unwrap_or_default();
    super::lay::lift(db)?;
    super::naming::loosen(db)?;
    db.execute(
        "UPDATE article SET outlet = ?2, evidence = ?3 WHERE id = ?1",
        rusqlite::params![article, to, evidence],
    )?;
    for (outlet, sign) in [(from, -1), (to, 1)] {
        let sql = "UPDATE outlet SET articles = articles + ?2, words = words + ?2 * ?3 WHERE id = ?1";
        db.execute(sql, [outlet, sign, words])?;
        let sql = "INSERT INTO entity_outlet SELECT entity, ?2, 0, 0 FROM entity_article WHERE article = ?1
                   ON CONFLICT DO NOTHING";
        db.execute(sql, [article, outlet])?;
        let sql = "UPDATE entity_outlet SET articles = articles + ?3, mentions = mentions + ?3 *
                       (SELECT mentions FROM entity_article AS own WHERE own.entity = entity_outlet.entity AND article = ?1)
                   WHERE outlet = ?2 AND entity IN (SELECT entity FROM entity_article WHERE article = ?1)";
        db.execute(sql, [article, outlet, sign])?;
    }
    db.execute(
        "DELETE FROM entity_outlet WHERE outlet = ?2 AND articles <= 0
         AND entity IN (SELECT entity FROM entity_article WHERE article = ?1)",
        [article, from],
    )?;
    let sql = "UPDATE entity SET outlets = (SELECT count(*) FROM entity_outlet WHERE entity = entity.id)
               WHERE id IN (SELECT entity FROM entity_article WHERE article = ?1)";
    db.execute(sql, [article])?;
    Ok(())
}
