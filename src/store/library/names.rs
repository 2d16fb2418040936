//! The names for pickers: all of a library's in one walk. Packed they are read ten times as fast as row by row from the tables
//! they are made of, so pages of them are kept; a page that is not there is made of the tables.

use rusqlite::{Connection, TransactionBehavior, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::codec::{put, take};
use super::error::LibraryError;
use super::open::Library;
use super::read::kind;
use super::write::Writer;
use crate::model::EntityKind;
use crate::text::fold;

/// Entities of a page.
const PAGE: i64 = 512;
/// How pages are packed, and how names are folded in them; others are made anew.
const FORM: u8 = 1;
/// A longer name is cut for pickers: matching costs its length.
const LONGEST: usize = 256;
/// Pages made in one transaction.
const BATCH: usize = 64;

/// An entity with its names, for pickers.
#[derive(Debug, Clone)]
pub struct Named<'a> {
    /// Its number.
    pub id: u32,
    /// Its type.
    pub kind: EntityKind,
    /// Its mentions.
    pub mentions: u32,
    /// Its name, then its other forms in the order of [`Library::other_names`], folded.
    pub keys: NamedKeys<'a>,
}

/// Folded names of an entity.
#[derive(Debug, Clone)]
pub struct NamedKeys<'a> {
    count: u64,
    bytes: &'a [u8],
}

impl<'a> Iterator for NamedKeys<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.count = self.count.checked_sub(1)?;
        let length = take(&mut self.bytes)? as usize;
        let (name, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(std::str::from_utf8(name).unwrap_or(""))
    }
}

impl Library {
    /// Calls `visit` with every entity that is mentioned, in the order of their numbers, until it says `false`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn each_named(&self, mut visit: impl FnMut(Named<'_>) -> bool) -> Result<(), LibraryError> {
        let last: i64 = self.db.query_row("SELECT coalesce(max(id), 0) FROM entity", [], |row| row.get(0))?;
        let mentions = self.mentions(last)?;
        let mut select = self.db.prepare("SELECT names FROM name_page WHERE page = ?1")?;
        for page in 0..=last / PAGE {
            let mut rows = select.query([page])?;
            let found = match rows.next()? {
                Some(row) => each_of(page, row.get_ref(0)?.as_blob().unwrap_or(&[]), &mentions, &mut visit),
                None => None,
            };
            let found = match found {
                Some(more) => Some(more),
                None => each_of(page, &pack(&self.db, page)?, &mentions, &mut visit),
            };
            if found == Some(false) {
                break;
            }
        }
        Ok(())
    }

    /// Mentions by the entities' numbers: one walk of an index, which is a tenth of the table.
    fn mentions(&self, last: i64) -> Result<Vec<u32>, LibraryError> {
        let mut out = vec![0; last.max(0) as usize + 1];
        let mut select = self.db.prepare("SELECT id, mentions FROM entity WHERE kind = ?1 AND mentions > 0")?;
        for kind in EntityKind::ALL {
            let mut rows = select.query([kind.word()])?;
            while let Some(row) = rows.next()? {
                if let Some(slot) = out.get_mut(row.get::<_, i64>(0)?.max(0) as usize) {
                    *slot = row.get(1)?;
                }
            }
        }
        Ok(out)
    }
}

impl Writer {
    /// Packs the pages of names that are missing.
    ///
    /// # Errors
    /// It cannot be written; what was packed stays.
    pub fn pack_names(&mut self) -> Result<(), LibraryError> {
        let last: i64 = self.db.query_row("SELECT coalesce(max(id), 0) FROM entity", [], |row| row.get(0))?;
        let there: FxHashSet<i64> = {
            let mut select = self.db.prepare("SELECT page FROM name_page")?;
            select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        let missing: Vec<i64> = (0..=last / PAGE).filter(|page| !there.contains(page)).collect();
        for pages in missing.chunks(BATCH) {
            let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            {
                let mut insert = transaction.prepare_cached("INSERT OR REPLACE INTO name_page VALUES (?1, ?2)")?;
                for page in pages {
                    insert.execute(params![page, pack(&transaction, *page)?])?;
                }
            }
            transaction.commit()?;
        }
        Ok(())
    }
}

/// Takes out the pages of entities that change.
pub(super) fn forget_pages(db: &Connection, ids: impl Iterator<Item = i64>) -> Result<(), LibraryError> {
    let mut pages: Vec<i64> = ids.map(|id| id / PAGE).collect();
    pages.sort_unstable();
    pages.dedup();
    let mut delete = db.prepare_cached("DELETE FROM name_page WHERE page = ?1")?;
    for page in pages {
        delete.execute([page])?;
    }
    Ok(())
}

/// A page: its form; then for each entity the distance to its number, its kind, how many names it has, and each with its length.
fn pack(db: &Connection, page: i64) -> Result<Vec<u8>, LibraryError> {
    let range = [page * PAGE, (page + 1) * PAGE];
    let mut forms: FxHashMap<i64, Vec<String>> = FxHashMap::default();
    let sql = "SELECT entity, form FROM form WHERE entity >= ?1 AND entity < ?2 AND mentions > 0 ORDER BY entity, form";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query(range)?;
    while let Some(row) = rows.next()? {
        forms.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let sql = "SELECT id, kind, name FROM entity WHERE id >= ?1 AND id < ?2 AND mentions > 0 ORDER BY id";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query(range)?;
    let mut out = vec![FORM];
    let [mut before, _] = range;
    while let Some(row) = rows.next()? {
        let (id, name): (i64, String) = (row.get(0)?, row.get(2)?);
        let mut names = forms.remove(&id).unwrap_or_default();
        names.retain(|form| *form != name);
        put(&mut out, (id - before) as u64);
        before = id;
        out.push(kind(&row.get::<_, String>(1)?) as u8);
        put(&mut out, names.len() as u64 + 1);
        for name in std::iter::once(&name).chain(&names) {
            let folded = fold(cut(name));
            put(&mut out, folded.len() as u64);
            out.extend_from_slice(folded.as_bytes());
        }
    }
    Ok(out)
}

fn cut(name: &str) -> &str {
    let end = (0..=LONGEST.min(name.len())).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
    name.get(..end).unwrap_or("")
}

/// Visits the entities of a page. `None` where it is not one of ours; else whether to go on.
fn each_of(page: i64, names: &[u8], mentions: &[u32], visit: &mut impl FnMut(Named<'_>) -> bool) -> Option<bool> {
    let mut bytes = names.strip_prefix(&[FORM])?;
    let mut id = u64::try_from(page * PAGE).ok()?;
    while !bytes.is_empty() {
        id += take(&mut bytes)?;
        let (kind, rest) = bytes.split_first()?;
        bytes = rest;
        let count = take(&mut bytes)?;
        let keys = NamedKeys { count, bytes };
        for _ in 0..count {
            let length = take(&mut bytes)? as usize;
            bytes = bytes.get(length..)?;
        }
        let mentions = mentions.get(id as usize).copied().unwrap_or(0);
        let kind = EntityKind::ALL.get(usize::from(*kind)).copied()?;
        if mentions > 0 && !visit(Named { id: id as u32, kind, mentions, keys }) {
            return Some(false);
        }
    }
    Some(true)
}
