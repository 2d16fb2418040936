//! The names that are picked from: read beside, once, and again when somebody has written; never waited for by a key.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};

use crate::model::EntityKind;
use crate::search::fuzzy::{Index, IndexBuilder};
use crate::store::library::{Library, LibraryError};

/// The most mentioned of each kind that are picked from until all are there.
const FIRST: u32 = 200;
/// Of more entities than that the most mentioned are shown before the others are even begun to be read: both at once would
/// take the first rows twice as long.
const MANY: u32 = 50_000;
/// How often it is looked whether somebody types on.
const LOOK: Duration = Duration::from_millis(2);

/// Names, folded; eight bytes an entity beside them.
#[derive(Debug, Default)]
pub struct Names {
    /// The names.
    pub index: Index,
    /// Numbers of the entities by their positions.
    pub ids: Vec<u32>,
    /// Mentions by position.
    pub mentions: Vec<u32>,
}

impl Names {
    fn all(library: &Library) -> Result<Self, LibraryError> {
        let (mut index, mut ids, mut mentions) = (IndexBuilder::default(), Vec::new(), Vec::new());
        library.each_named(|named| {
            index.item(ids.len() as u32, named.kind as u8);
            named.keys.for_each(|key| index.folded_key(key));
            ids.push(named.id);
            mentions.push(named.mentions);
            true
        })?;
        ids.shrink_to_fit();
        mentions.shrink_to_fit();
        Ok(Self { index: index.build(), ids, mentions })
    }

    fn first(library: &Library) -> Result<Self, LibraryError> {
        let (mut index, mut ids, mut mentions) = (IndexBuilder::default(), Vec::new(), Vec::new());
        for kind in EntityKind::ALL {
            for line in library.most_mentioned(kind, FIRST)? {
                index.item(ids.len() as u32, kind as u8);
                index.key(&line.name);
                ids.push(line.id);
                mentions.push(line.mentions);
            }
        }
        Ok(Self { index: index.build(), ids, mentions })
    }
}

type Read = Result<Names, LibraryError>;

/// Keeps the names of a library.
#[derive(Debug, Default)]
pub struct Keep {
    names: Arc<Names>,
    /// State of the library that `names` is of.
    version: Option<i64>,
    /// Names being read, of a state.
    coming: Option<(i64, Receiver<Read>)>,
}

/// Names to search in now.
#[derive(Debug)]
pub enum Now {
    /// All there are.
    All(Arc<Names>),
    /// Some, or those of before; the others come.
    Some(Arc<Names>),
}

impl Keep {
    /// Has the names read, if they are not there, and waits for nothing.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn begin(&mut self, library: &Library) -> Result<(), LibraryError> {
        let version = library.version()?;
        let known = self.version == Some(version);
        if known || self.coming.as_ref().is_some_and(|(of, _)| *of == version) {
            return Ok(());
        }
        if library.path() == Path::new("") {
            // In memory: there is no second way to it.
            (self.names, self.version) = (Arc::new(Names::all(library)?), Some(version));
            return Ok(());
        }
        let (sender, coming) = bounded(1);
        let path = library.path().to_path_buf();
        let work = move || {
            let read = || Names::all(&Library::open(&path)?.for_a_walk()?);
            let _ = sender.send(read());
        };
        match std::thread::Builder::new().name("dateline-names".to_owned()).spawn(work) {
            Ok(_) => self.coming = Some((version, coming)),
            Err(error) => tracing::error!(%error, "no thread for the names"),
        }
        Ok(())
    }

    /// Names to search in, at once. Those of before where all are not there yet; of a library just opened the most mentioned.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn now(&mut self, library: &Library) -> Result<Now, LibraryError> {
        let fresh = self.version.is_none() && self.coming.is_none() && self.names.ids.is_empty();
        if fresh && library.last_entity()? > MANY {
            self.names = Arc::new(Names::first(library)?);
            return Ok(Now::Some(self.names.clone()));
        }
        self.begin(library)?;
        self.take(Duration::ZERO)?;
        if self.coming.is_none() {
            return Ok(Now::All(self.names.clone()));
        }
        if self.version.is_some() || !self.names.ids.is_empty() {
            return Ok(Now::Some(self.names.clone()));
        }
        // A small library is read in no time.
        if self.take(Duration::from_millis(2))? {
            return Ok(Now::All(self.names.clone()));
        }
        self.names = Arc::new(Names::first(library)?);
        Ok(Now::Some(self.names.clone()))
    }

    /// Waits until all names are there; `None` where `stop` said so before.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn wait(&mut self, library: &Library, stop: &dyn Fn() -> bool) -> Result<Option<Arc<Names>>, LibraryError> {
        self.begin(library)?;
        while self.coming.is_some() && !self.take(LOOK)? {
            if stop() {
                return Ok(None);
            }
        }
        Ok(Some(self.names.clone()))
    }

    /// Takes the names that come within a time; whether they did.
    fn take(&mut self, wait: Duration) -> Result<bool, LibraryError> {
        let Some((version, coming)) = &self.coming else { return Ok(false) };
        match coming.recv_timeout(wait) {
            Ok(names) => {
                let version = *version;
                self.coming = None;
                self.names = Arc::new(names?);
                self.version = Some(version);
                Ok(true)
            }
            Err(RecvTimeoutError::Timeout) => Ok(false),
            Err(RecvTimeoutError::Disconnected) => {
                // Whoever read them failed: once more, the next time.
                self.coming = None;
                Ok(true)
            }
        }
    }
}
