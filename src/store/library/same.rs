//! An article that comes back from an export, in another form than it came in at first: its key is not the same, its number is told.

use std::path::Path;

use rusqlite::Connection;

use super::codec::unpack_blocks;
use super::error::LibraryError;
use super::prepare::{Prepared, searched};
use super::read;
use crate::model::ContentKey;

/// Digits of a key, whole (in JSON Lines) and short (the name of a Markdown file).
const DIGITS: (usize, usize) = (32, 12);

/// The article that this one is, if what its file calls it is the key of one with the same words: number, key and where it is from.
pub(super) fn find(
    db: &Connection,
    (path, record): (&str, &str),
    new: &Prepared,
) -> Result<Option<(i64, ContentKey, String)>, LibraryError> {
    let Some((first, last)) = claimed(path, record) else { return Ok(None) };
    let sql =
        "SELECT article.id, article.key, article.source, article.title, article.date, outlet.name, codec, text, blocks
               FROM article JOIN outlet ON outlet.id = article.outlet JOIN body ON body.article = article.id
               WHERE article.key BETWEEN ?1 AND ?2 LIMIT 1";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([first.to_be_bytes(), last.to_be_bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let head: (String, Option<String>, Option<String>) = (row.get(3)?, row.get(4)?, row.get(5)?);
    if head != (new.title.clone(), new.meta.date.as_ref().map(ToString::to_string), new.meta.outlet.clone()) {
        return Ok(None);
    }
    let Some(text) = read::text(row.get(6)?, row.get_ref(7)?) else { return Ok(None) };
    let words = unpack_blocks(row.get_ref(8)?.as_blob().unwrap_or(&[]), &text).map(|blocks| searched(&text, &blocks));
    let key = <[u8; 16]>::try_from(row.get::<_, Vec<u8>>(1)?.as_slice()).map(u128::from_be_bytes);
    match (words, key) {
        (Some(words), Ok(key)) if words == new.searched => Ok(Some((row.get(0)?, ContentKey(key), row.get(2)?))),
        _ => Ok(None),
    }
}

/// The keys that a name may be: from, to.
fn claimed(path: &str, record: &str) -> Option<(u128, u128)> {
    let stem = Path::new(path).file_stem()?.to_str()?;
    let (name, digits) = if record.is_empty() { (stem, DIGITS.1) } else { (record, DIGITS.0) };
    if name.len() != digits || !name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let first = u128::from_str_radix(name, 16).ok()?;
    let free = 4 * (DIGITS.0 - digits) as u32;
    Some((first << free, (first << free) | ((1 << free) - 1)))
}

#[cfg(test)]
mod tests {
    use super::claimed;

    #[test]
    fn only_what_an_export_writes_is_a_key() {
        assert_eq!(claimed("a.jsonl", "0000000000000000000000000000000f"), Some((15, 15)));
        assert_eq!(claimed("x/00000000000f.md", ""), Some((15 << 80, (16 << 80) - 1)));
        for (path, record) in
            [("a.jsonl", ""), ("a.jsonl", "17"), ("00000000000F.md", ""), ("0123456789ab.md", "n1"), ("", "")]
        {
            assert_eq!(claimed(path, record), None, "{path} {record}");
        }
    }
}
