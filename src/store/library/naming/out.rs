//! Articles that go: what their mentions counted for is taken out.

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;

use super::{again, one, step};
use crate::store::library::codec::{unpack_mentions, unpack_naming};
use crate::store::library::error::{LibraryError, damaged};
use crate::store::library::{lay, names, read};

/// Takes an article out of all counts.
pub(in crate::store::library) fn take_out(db: &Connection, article: i64, outlet: i64) -> Result<(), LibraryError> {
    lay::lift(db)?;
    if step::goes(db, article)? {
        again::loosen(db)?;
    }
    let sql = "SELECT naming.entities, body.codec, body.text, body.mentions FROM naming
               JOIN body ON body.article = naming.article WHERE naming.article = ?1";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([article])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let bad = || damaged(&format!("article {article} cannot be unpacked"));
    let entities = unpack_naming(&row.get::<_, Vec<u8>>(0)?).ok_or_else(bad)?;
    let text = read::text(row.get(1)?, row.get_ref(2)?).ok_or_else(bad)?;
    let mentions = unpack_mentions(&row.get::<_, Vec<u8>>(3)?, &text).ok_or_else(bad)?;
    let mut counts: FxHashMap<i64, i64> = FxHashMap::default();
    let sql = "UPDATE form SET mentions = max(mentions - 1, 0) WHERE entity = ?1 AND form = ?2";
    let mut forget = db.prepare_cached(sql)?;
    for (entity, mention) in entities.iter().zip(&mentions) {
        let id = one(db, *entity)?;
        *counts.entry(id).or_default() += 1;
        forget.execute(params![id, read::form(mention.span.of(&text))])?;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    names::forget_pages(db, counts.iter().map(|(id, _)| *id))?;
    for (entity, mentions) in counts {
        let run = |sql: &str| -> Result<usize, LibraryError> {
            Ok(db.prepare_cached(sql)?.execute([entity, article, outlet, mentions])?)
        };
        run("DELETE FROM entity_article WHERE entity = ?1 AND article = ?2 AND ?3 = ?3 AND ?4 = ?4")?;
        run("UPDATE entity_outlet SET mentions = mentions - ?4, articles = articles - 1
             WHERE entity = ?1 AND outlet = ?3 AND ?2 = ?2")?;
        let gone = run(
            "DELETE FROM entity_outlet WHERE entity = ?1 AND outlet = ?3 AND articles <= 0 AND ?2 = ?2 AND ?4 = ?4",
        )?;
        let sql = "UPDATE entity SET mentions = max(mentions - ?2, 0), articles = max(articles - 1, 0),
                   outlets = max(outlets - ?3, 0) WHERE id = ?1";
        db.prepare_cached(sql)?.execute([entity, mentions, gone as i64])?;
    }
    db.prepare_cached("DELETE FROM naming WHERE article = ?1")?.execute([article])?;
    Ok(())
}
