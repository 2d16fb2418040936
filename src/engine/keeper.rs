//! Keeps the reader's memory: a thread that writes at most once a second, and once more at the end.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::event::CorpusEvent;
use crate::model::{ContentKey, ReaderMemory};
use crate::store::reader_state::StateFile;

/// Between two writes.
const PAUSE: Duration = Duration::from_secs(1);

enum News {
    Memory(Arc<ReaderMemory>),
    Outlet(ContentKey, Option<String>),
}

/// The thread that writes.
#[derive(Debug)]
pub struct Keeper {
    news: Option<Sender<News>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Starts it. `memory` is what the file holds.
    ///
    /// # Errors
    /// The operating system has no thread to give.
    pub fn spawn(file: StateFile, memory: Arc<ReaderMemory>, events: Sender<CorpusEvent>) -> std::io::Result<Self> {
        let (news, queue) = unbounded();
        let book = Book { file, memory, outlets: BTreeMap::new(), events, told: None };
        let thread = thread::Builder::new().name("dateline-keeper".to_owned()).spawn(move || book.keep(&queue))?;
        Ok(Self { news: Some(news), thread: Some(thread) })
    }

    /// Keeps a memory, soon.
    pub fn remember(&self, memory: Arc<ReaderMemory>) {
        self.tell(News::Memory(memory));
    }

    /// Keeps what the user says of an outlet, whatever later memories say of it.
    pub fn outlet(&self, article: ContentKey, outlet: Option<String>) {
        self.tell(News::Outlet(article, outlet));
    }

    fn tell(&self, news: News) {
        if let Some(sender) = &self.news {
            let _ = sender.send(news);
        }
    }
}

impl Drop for Keeper {
    /// Waits for the last write.
    fn drop(&mut self) {
        self.news = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Book {
    file: StateFile,
    memory: Arc<ReaderMemory>,
    outlets: BTreeMap<ContentKey, Option<String>>,
    events: Sender<CorpusEvent>,
    /// The last problem told, so that it is not told every second.
    told: Option<String>,
}

impl Book {
    fn keep(mut self, queue: &Receiver<News>) {
        let mut next = Instant::now();
        while let Ok(news) = queue.recv() {
            self.take(news);
            let open = self.gather(queue, next);
            self.write();
            if !open {
                return;
            }
            next = Instant::now() + PAUSE;
        }
    }

    /// Takes in what comes until a time; whether more may come after it.
    fn gather(&mut self, queue: &Receiver<News>, until: Instant) -> bool {
        loop {
            match queue.recv_deadline(until) {
                Ok(news) => self.take(news),
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    fn take(&mut self, news: News) {
        match news {
            News::Memory(memory) => self.memory = memory,
            News::Outlet(article, outlet) => {
                self.outlets.insert(article, outlet);
            }
        }
    }

    fn write(&mut self) {
        let mut memory = ReaderMemory::clone(&self.memory);
        for (key, outlet) in &self.outlets {
            memory.articles.entry(*key).or_default().outlet.clone_from(outlet);
        }
        let outcome = self.file.save(&memory).map_err(|error| error.to_string()).err();
        if let Some(reason) = outcome.as_ref().filter(|reason| self.told.as_ref() != Some(reason)) {
            let _ = self.events.send(CorpusEvent::Problem(self.file.problem(reason)));
        }
        self.told = outcome;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleMemory;

    #[test]
    fn the_last_word_is_written_at_the_end_and_outlets_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reader.json");
        let (file, memory, _) = StateFile::open(&path);
        let (events, told) = unbounded();
        let keeper = Keeper::spawn(file, Arc::new(memory.clone()), events).unwrap();
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
        let keeper = Keeper::spawn(file, Arc::new(memory.clone()), events).unwrap();
        keeper.remember(Arc::new(ReaderMemory { welcomed: true, ..memory }));
        drop(keeper);
        assert!(matches!(told.try_iter().collect::<Vec<_>>().as_slice(), [CorpusEvent::Problem(_)] | []));
    }
}
