//! Keeps what the reader remembers in the library, on a thread of its own: somebody else may be writing just now.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use crate::engine::event::CorpusEvent;
use crate::model::{Problem, ReaderMemory, Stage};
use crate::store::library::{LibraryError, Writer};
use crate::text::sanitize_line;

/// Between two writes.
const PAUSE: Duration = Duration::from_secs(1);

enum News {
    Memory(Arc<ReaderMemory>),
    Outlet(u32, Option<String>),
}

/// The thread that writes.
#[derive(Debug)]
pub struct LibraryKeeper {
    news: Option<Sender<News>>,
    thread: Option<JoinHandle<()>>,
}

impl LibraryKeeper {
    /// Starts it. `memory` is what the library holds.
    ///
    /// # Errors
    /// The operating system has no thread to give.
    pub fn spawn(path: PathBuf, memory: Arc<ReaderMemory>, events: Sender<CorpusEvent>) -> std::io::Result<Self> {
        let (news, queue) = unbounded();
        let book = Book { path, base: memory, events, told: None };
        let thread = thread::Builder::new().name("dateline-keeper".to_owned()).spawn(move || book.keep(&queue))?;
        Ok(Self { news: Some(news), thread: Some(thread) })
    }

    /// Keeps a memory, soon.
    pub fn remember(&self, memory: Arc<ReaderMemory>) {
        self.tell(News::Memory(memory));
    }

    /// Keeps what the user says of an article's outlet.
    pub fn outlet(&self, article: u32, outlet: Option<String>) {
        self.tell(News::Outlet(article, outlet));
    }

    fn tell(&self, news: News) {
        if let Some(sender) = &self.news {
            let _ = sender.send(news);
        }
    }
}

impl Drop for LibraryKeeper {
    /// Waits for the last write.
    fn drop(&mut self) {
        self.news = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Book {
    path: PathBuf,
    base: Arc<ReaderMemory>,
    events: Sender<CorpusEvent>,
    /// The last problem told, so that it is not told every second.
    told: Option<String>,
}

/// What waits to be written.
#[derive(Default)]
struct Waiting {
    memory: Option<Arc<ReaderMemory>>,
    outlets: BTreeMap<u32, Option<String>>,
}

impl Waiting {
    fn take(&mut self, news: News) {
        match news {
            News::Memory(memory) => self.memory = Some(memory),
            News::Outlet(article, outlet) => {
                self.outlets.insert(article, outlet);
            }
        }
    }
}

impl Book {
    fn keep(mut self, queue: &Receiver<News>) {
        let mut next = Instant::now();
        while let Ok(news) = queue.recv() {
            let mut waiting = Waiting::default();
            waiting.take(news);
            // An outlet is seen at once, the memory is not.
            let until = if waiting.memory.is_some() { next } else { Instant::now() };
            let open = loop {
                match queue.recv_deadline(until) {
                    Ok(news) => waiting.take(news),
                    Err(RecvTimeoutError::Timeout) => break true,
                    Err(RecvTimeoutError::Disconnected) => break false,
                }
            };
            let outcome = self.write(&waiting).map_err(|error| error.to_string()).err();
            if let Some(reason) = outcome.as_ref().filter(|reason| self.told.as_ref() != Some(reason)) {
                let source = sanitize_line(&self.path.to_string_lossy());
                let reason = format!("what you read and star is not kept: {reason}");
                let problem = Problem { source, stage: Stage::Store, reason, skipped: true };
                let _ = self.events.send(CorpusEvent::Problem(problem));
            }
            self.told = outcome;
            if !open {
                return;
            }
            next = Instant::now() + PAUSE;
        }
    }

    fn write(&mut self, waiting: &Waiting) -> Result<(), LibraryError> {
        let mut writer = Writer::open(&self.path)?;
        for (article, outlet) in &waiting.outlets {
            writer.set_outlet(*article, outlet.as_deref())?;
        }
        if let Some(memory) = waiting.memory.as_ref().filter(|memory| **memory != self.base) {
            writer.remember(&self.base, memory)?;
            self.base = memory.clone();
        }
        Ok(())
    }
}
