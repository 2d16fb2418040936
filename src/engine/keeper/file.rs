//! The reader's memory in a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crossbeam_channel::Sender;

use super::{Book, Keeper};
use crate::engine::event::CorpusEvent;
use crate::model::{ContentKey, Problem, ReaderMemory};
use crate::store::reader_state::StateFile;

/// Keeps the memory in a file.
#[derive(Debug)]
pub struct FileKeeper(Keeper<FileBook>);

#[derive(Debug)]
pub enum News {
    Memory(Arc<ReaderMemory>),
    Outlet(ContentKey, Option<String>),
}

impl FileKeeper {
    /// Starts it. `memory` is what the file holds.
    ///
    /// # Errors
    /// The operating system has no thread to give.
    pub fn spawn(file: StateFile, memory: Arc<ReaderMemory>, events: Sender<CorpusEvent>) -> std::io::Result<Self> {
        Ok(Self(Keeper::spawn(FileBook { file, memory, outlets: BTreeMap::new() }, events)?))
    }

    /// Keeps a memory, soon.
    pub fn remember(&self, memory: Arc<ReaderMemory>) {
        self.0.tell(News::Memory(memory));
    }

    /// Keeps what the user says of an outlet, whatever later memories say of it.
    pub fn outlet(&self, article: ContentKey, outlet: Option<String>) {
        self.0.tell(News::Outlet(article, outlet));
    }
}

#[derive(Debug)]
struct FileBook {
    file: StateFile,
    memory: Arc<ReaderMemory>,
    outlets: BTreeMap<ContentKey, Option<String>>,
}

impl Book for FileBook {
    type News = News;

    fn take(&mut self, news: News) {
        match news {
            News::Memory(memory) => self.memory = memory,
            News::Outlet(article, outlet) => {
                self.outlets.insert(article, outlet);
            }
        }
    }

    fn write(&mut self) -> Result<(), String> {
        let mut memory = ReaderMemory::clone(&self.memory);
        for (key, outlet) in &self.outlets {
            memory.articles.entry(*key).or_default().outlet.clone_from(outlet);
        }
        self.file.save(&memory).map_err(|error| error.to_string())
    }

    fn problem(&self, reason: &str) -> Problem {
        self.file.problem(reason)
    }
}

#[cfg(test)]
mod tests {
    use crossbeam_channel::unbounded;

    use super::*;
    use crate::model::ArticleMemory;

    #[test]
    fn the_last_word_is_written_at_the_end_and_outlets_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reader.json");
        let (file, memory, _) = StateFile::open(&path);
        let (events, told) = unbounded();
        let keeper = FileKeeper::spawn(file, Arc::new(memory.clone()), events).unwrap();
        keeper.outlet(ContentKey(1), Some("Quay Daily".to_owned()));
        for place in 0..50 {
            let mut memory = memory.clone();
            memory.articles.insert(ContentKey(1), ArticleMemory { place, ..ArticleMemory::default() });
            keeper.remember(Arc::new(memory));
        }
        drop(keeper);
        let (_, kept, problem) = StateFile::open(&path);
        assert_eq!(problem, None);
        let article = &kept.articles[&ContentKey(1)];
        assert_eq!((article.place, article.outlet.as_deref()), (49, Some("Quay Daily")));
        assert!(told.try_recv().is_err());
    }

    #[test]
    fn a_folder_that_refuses_is_a_problem_told_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();
        let (file, memory, _) = StateFile::open(&folder.path().join("file").join("reader.json"));
        let (events, told) = unbounded();
        let keeper = FileKeeper::spawn(file, Arc::new(memory.clone()), events).unwrap();
        keeper.remember(Arc::new(ReaderMemory { welcomed: true, ..memory }));
        drop(keeper);
        assert!(matches!(told.try_iter().collect::<Vec<_>>().as_slice(), [CorpusEvent::Problem(_)] | []));
    }
}
