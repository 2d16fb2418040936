//! Keeps what the reader remembers in the library: somebody else may be writing just now.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::engine::event::CorpusEvent;
use crate::engine::indexer;
use crate::engine::keeper::{Book, Keeper};
use crate::model::{Problem, ReaderMemory, Stage};
use crate::store::library::{LibraryError, Writer};
use crate::text::sanitize_line;

/// Keeps the memory in the library.
#[derive(Debug)]
pub struct LibraryKeeper(Keeper<LibraryBook>);

#[derive(Debug)]
pub enum News {
    Memory(Arc<ReaderMemory>),
    Outlet(u32, Option<String>),
    /// Somebody waits until all is written.
    Waits(Sender<()>),
}

impl LibraryKeeper {
    /// Starts it. `memory` is what the library holds.
    ///
    /// # Errors
    /// The operating system has no thread to give.
    pub fn spawn(path: PathBuf, memory: Arc<ReaderMemory>, events: Sender<CorpusEvent>) -> std::io::Result<Self> {
        let book = LibraryBook { path, base: memory, memory: None, outlets: BTreeMap::new(), waits: Vec::new() };
        Ok(Self(Keeper::spawn(book, events)?))
    }

    /// Keeps a memory, soon.
    pub fn remember(&self, memory: Arc<ReaderMemory>) {
        self.0.tell(News::Memory(memory));
    }

    /// Writes at once what was told before; whoever holds what comes back hears when that is done.
    #[must_use]
    pub fn settle(&self) -> Receiver<()> {
        let (sender, done) = bounded(1);
        self.0.tell(News::Waits(sender));
        done
    }

    /// Keeps what the user says of an article's outlet.
    pub fn outlet(&self, article: u32, outlet: Option<String>) {
        self.0.tell(News::Outlet(article, outlet));
    }
}

#[derive(Debug)]
struct LibraryBook {
    path: PathBuf,
    /// What the library holds.
    base: Arc<ReaderMemory>,
    /// What waits to be written.
    memory: Option<Arc<ReaderMemory>>,
    outlets: BTreeMap<u32, Option<String>>,
    waits: Vec<Sender<()>>,
}

impl LibraryBook {
    fn try_write(
        &mut self,
        memory: Option<Arc<ReaderMemory>>,
        outlets: &BTreeMap<u32, Option<String>>,
    ) -> Result<(), LibraryError> {
        let mut writer = Writer::open(&self.path)?;
        for (article, outlet) in outlets {
            writer.set_outlet(*article, outlet.as_deref())?;
        }
        if !outlets.is_empty() {
            indexer::finish(&mut writer)?;
        }
        if let Some(memory) = memory.filter(|memory| **memory != *self.base) {
            writer.remember(&self.base, &memory)?;
            self.base = memory;
        }
        Ok(())
    }
}

impl Book for LibraryBook {
    type News = News;

    fn take(&mut self, news: News) {
        match news {
            News::Memory(memory) => self.memory = Some(memory),
            News::Outlet(article, outlet) => {
                self.outlets.insert(article, outlet);
            }
            News::Waits(who) => self.waits.push(who),
        }
    }

    /// An outlet is seen at once, the memory is not, unless it is searched in.
    fn is_urgent(&self) -> bool {
        !self.waits.is_empty() || (!self.outlets.is_empty() && self.memory.is_none())
    }

    fn write(&mut self) -> Result<(), String> {
        let (memory, outlets) = (self.memory.take(), std::mem::take(&mut self.outlets));
        let done = self.try_write(memory, &outlets).map_err(|error| error.to_string());
        // Whether or not it could be written, there is nothing more to wait for.
        self.waits.clear();
        done
    }

    fn problem(&self, reason: &str) -> Problem {
        let source = sanitize_line(&self.path.to_string_lossy());
        let reason = format!("read and starred marks are not saved: {reason}");
        Problem { source, stage: Stage::Store, reason, skipped: true }
    }
}
