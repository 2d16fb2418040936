//! Keeps what the reader remembers: a thread that writes at most once a second, and once more at the end. What is kept, and
//! where, a [`Book`] says: a file, or the library.

mod file;

use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::event::CorpusEvent;
use crate::model::Problem;

pub use file::FileKeeper;

/// Between two writes.
const PAUSE: Duration = Duration::from_secs(1);

/// What is written, and where.
pub trait Book: Send + 'static {
    /// What it is told.
    type News: Send + 'static;

    /// Takes something in, to be written later.
    fn take(&mut self, news: Self::News);

    /// Whether what was taken in is to be written without a pause.
    fn is_urgent(&self) -> bool {
        false
    }

    /// Writes what was taken in.
    ///
    /// # Errors
    /// Why it could not be written.
    fn write(&mut self) -> Result<(), String>;

    /// How a failure is told.
    fn problem(&self, reason: &str) -> Problem;
}

/// The thread that writes.
#[derive(Debug)]
pub struct Keeper<B: Book> {
    news: Option<Sender<B::News>>,
    thread: Option<JoinHandle<()>>,
}

impl<B: Book> Keeper<B> {
    /// Starts it.
    ///
    /// # Errors
    /// The operating system has no thread to give.
    pub fn spawn(book: B, events: Sender<CorpusEvent>) -> std::io::Result<Self> {
        let (news, queue) = unbounded();
        let mut work = Work { book, events, told: None };
        let thread = thread::Builder::new().name("dateline-keeper".to_owned()).spawn(move || work.run(&queue))?;
        Ok(Self { news: Some(news), thread: Some(thread) })
    }

    /// Has something kept, soon.
    pub fn tell(&self, news: B::News) {
        if let Some(sender) = &self.news {
            let _ = sender.send(news);
        }
    }
}

impl<B: Book> Drop for Keeper<B> {
    /// Waits for the last write.
    fn drop(&mut self) {
        self.news = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Work<B> {
    book: B,
    events: Sender<CorpusEvent>,
    /// The last problem told, so that it is not told every second.
    told: Option<String>,
}

impl<B: Book> Work<B> {
    fn run(&mut self, queue: &Receiver<B::News>) {
        let mut next = Instant::now();
        while let Ok(news) = queue.recv() {
            self.book.take(news);
            let open = self.gather(queue, next);
            self.write();
            if !open {
                return;
            }
            next = Instant::now() + PAUSE;
        }
    }

    /// Takes in what comes until a time; whether more may come after it.
    fn gather(&mut self, queue: &Receiver<B::News>, until: Instant) -> bool {
        loop {
            let until = if self.book.is_urgent() { Instant::now() } else { until };
            match queue.recv_deadline(until) {
                Ok(news) => self.book.take(news),
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    fn write(&mut self) {
        let outcome = self.book.write().err();
        if let Some(reason) = outcome.as_ref().filter(|reason| self.told.as_ref() != Some(reason)) {
            let _ = self.events.send(CorpusEvent::Problem(self.book.problem(reason)));
        }
        self.told = outcome;
    }
}
