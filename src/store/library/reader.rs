//! What the reader remembers, in the library: it survives indexing again, and goes where the file goes.

use rusqlite::{TransactionBehavior, params};

use super::error::LibraryError;
use super::open::Library;
use super::read::key;
use super::write::Writer;
use crate::model::ReaderMemory;

impl Library {
    /// All that is remembered.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn memory(&self) -> Result<ReaderMemory, LibraryError> {
        let mut memory = ReaderMemory::default();
        let mut select = self.db.prepare("SELECT key, value FROM reader_article")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            if let Ok(value) = serde_json::from_str(&row.get::<_, String>(1)?) {
                memory.articles.insert(key(row.get_ref(0)?), value);
            }
        }
        let mut select = self.db.prepare("SELECT name, value FROM reader_session")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            if let Ok(value) = serde_json::from_str(&row.get::<_, String>(1)?) {
                memory.sessions.insert(row.get(0)?, value);
            }
        }
        memory.welcomed = !memory.sessions.is_empty();
        Ok(memory)
    }
}

impl Library {
    /// Lays a memory over a library in memory, which keeps none.
    ///
    /// # Errors
    /// There is no memory left.
    pub fn lay_memory(&self, memory: &ReaderMemory) -> Result<(), LibraryError> {
        self.db.execute("DELETE FROM reader_article", [])?;
        let mut keep = self.db.prepare_cached("INSERT INTO reader_article VALUES (?1, ?2)")?;
        for (key, value) in &memory.articles {
            keep.execute(params![key.0.to_be_bytes(), serde_json::to_string(value).unwrap_or_default()])?;
        }
        Ok(())
    }
}

impl Writer {
    /// Keeps what differs between two states of the memory.
    ///
    /// # Errors
    /// It cannot be written; what was kept before stays.
    pub fn remember(&mut self, before: &ReaderMemory, now: &ReaderMemory) -> Result<(), LibraryError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut keep = transaction.prepare_cached("INSERT OR REPLACE INTO reader_article VALUES (?1, ?2)")?;
            let mut forget = transaction.prepare_cached("DELETE FROM reader_article WHERE key = ?1")?;
            for (key, value) in now.articles.iter().filter(|(key, value)| before.articles.get(*key) != Some(*value)) {
                let json = serde_json::to_string(value).unwrap_or_default();
                keep.execute(params![key.0.to_be_bytes(), json])?;
            }
            for key in before.articles.keys().filter(|key| !now.articles.contains_key(*key)) {
                forget.execute([key.0.to_be_bytes()])?;
            }
            let mut keep = transaction.prepare_cached("INSERT OR REPLACE INTO reader_session VALUES (?1, ?2)")?;
            for (name, value) in now.sessions.iter().filter(|(name, value)| before.sessions.get(*name) != Some(*value))
            {
                keep.execute(params![name, serde_json::to_string(value).unwrap_or_default()])?;
            }
        }
        Ok(transaction.commit()?)
    }
}
