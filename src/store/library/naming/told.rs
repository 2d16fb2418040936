//! What texts said of people, kept for later steps. Written by full steps only: others are done again.

use rusqlite::{Connection, OptionalExtension, params};

use crate::model::Traits;
use crate::store::library::codec::{put, take};
use crate::store::library::error::LibraryError;

/// What is kept of an entity.
pub(super) fn of(db: &Connection, id: i64) -> Result<Traits, LibraryError> {
    // Asked by itself: joined to its entity, the database prepares the question anew each time.
    let sql = "SELECT told FROM entity_told WHERE entity = ?1";
    let told: Option<Vec<u8>> = db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?;
    Ok(told.map(|bytes| unpack(&bytes)).unwrap_or_default())
}

/// Keeps what is told of an entity, if anything is; nothing of those that became it.
pub(super) fn keep(db: &Connection, id: i64, traits: &Traits, gone: &[u64]) -> Result<(), LibraryError> {
    for other in gone {
        db.prepare_cached("DELETE FROM entity_told WHERE entity = ?1")?.execute([*other as i64])?;
    }
    if traits.articles > 0 {
        let sql = "INSERT OR REPLACE INTO entity_told VALUES (?1, ?2)";
        db.prepare_cached(sql)?.execute(params![id, pack(traits)])?;
    }
    Ok(())
}

/// Fields, number of articles, then each age with its day (0: not known; else twice the day, odd if before 1970).
fn pack(traits: &Traits) -> Vec<u8> {
    let mut out = Vec::new();
    put(&mut out, u64::from(traits.fields));
    put(&mut out, u64::from(traits.articles));
    for (age, day) in &traits.ages {
        out.push(*age);
        let day = day.map_or(0, |day| 1 + 2 * u64::from(day.unsigned_abs()) + u64::from(day < 0));
        put(&mut out, day);
    }
    out
}

/// What was kept; nothing if it cannot be read: then two of a name are not told apart.
fn unpack(mut bytes: &[u8]) -> Traits {
    let mut read = || -> Option<Traits> {
        let mut out = Traits {
            fields: u16::try_from(take(&mut bytes)?).ok()?,
            articles: u32::try_from(take(&mut bytes)?).ok()?,
            ages: Vec::new(),
        };
        while let Some((age, rest)) = bytes.split_first() {
            bytes = rest;
            let day = match take(&mut bytes)?.checked_sub(1) {
                None => None,
                Some(twice) => {
                    let day = i32::try_from(twice / 2).ok()?;
                    Some(if twice % 2 == 1 { -day } else { day })
                }
            };
            out.ages.push((*age, day));
        }
        Some(out)
    };
    read().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_was_told() {
        let traits =
            Traits { fields: 0x8001, ages: vec![(41, Some(20_000)), (7, None), (90, Some(-3))], articles: 300 };
        assert_eq!(unpack(&pack(&traits)), traits);
        assert_eq!(unpack(&[]), Traits::default());
        assert_eq!(unpack(&[0xff; 3]), Traits::default());
    }
}
