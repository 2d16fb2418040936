//! A thread for jobs of which only the newest counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::analyse::guarded;
use super::event::CorpusEvent;

/// Whether what has begun should be given up.
#[derive(Debug)]
pub struct Outdated<'a, J> {
    queue: &'a Receiver<J>,
    closing: &'a AtomicBool,
}

impl<J> Outdated<'_, J> {
    /// Whether a newer job waits, or the corpus is being closed.
    pub fn is(&self) -> bool {
        !self.queue.is_empty() || self.closing.load(Ordering::Relaxed)
    }
}

/// Works on the newest of the jobs sent to it, on a thread of its own. The thread starts with the first job: at the start
/// of the program the cores are wanted for other things.
pub struct Newest<J> {
    begin: Option<Begin<J>>,
    queue: Option<Sender<J>>,
    name: &'static str,
    events: Sender<CorpusEvent>,
}

type Begin<J> = Box<dyn FnOnce(Receiver<J>) + Send>;

impl<J: Send + 'static> Newest<J> {
    /// `work` gets a state that lives from job to job; should it panic, that is told and the state made anew. The thread
    /// ends when this is dropped, after the job it is at.
    pub fn new<S: 'static>(
        name: &'static str,
        events: Sender<CorpusEvent>,
        closing: Arc<AtomicBool>,
        state: fn() -> S,
        work: impl Fn(&mut S, J, &Outdated<'_, J>) + Send + 'static,
    ) -> Self {
        let told = events.clone();
        let begin = move |queue: Receiver<J>| {
            let mut kept = state();
            while let Ok(mut job) = queue.recv() {
                while let Ok(newer) = queue.try_recv() {
                    job = newer;
                }
                let outdated = Outdated { queue: &queue, closing: &closing };
                if let Err(words) = guarded(|| work(&mut kept, job, &outdated)) {
                    kept = state();
                    let _ = told.send(failed(name, &words));
                }
            }
        };
        Self { begin: Some(Box::new(begin)), queue: None, name, events }
    }

    /// Sends a job; older ones that have not begun are dropped, one that has is told to give up.
    pub fn send(&mut self, job: J) {
        if let Some(begin) = self.begin.take() {
            let (sender, queue) = unbounded();
            let thread = thread::Builder::new().name(format!("dateline-{}", self.name)).spawn(move || begin(queue));
            match thread {
                Ok(_) => self.queue = Some(sender),
                Err(error) => drop(self.events.send(failed(self.name, &error.to_string()))),
            }
        }
        if let Some(queue) = &self.queue {
            let _ = queue.send(job);
        }
    }
}

/// What is told of a worker that failed.
pub fn failed(name: &str, words: &str) -> CorpusEvent {
    tracing::error!(worker = name, words, "a worker failed");
    CorpusEvent::WorkerFailed(format!("the {name} failed ({words}); it continues with the next request"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_newest_job_is_done_the_one_before_told_and_a_panic_survived() {
        let (events, told) = unbounded();
        let (out, done) = unbounded();
        let closing = Arc::new(AtomicBool::new(false));
        let work = move |count: &mut u32, job: i32, outdated: &Outdated<'_, i32>| {
            assert!(job >= 0, "a bad job");
            *count += 1;
            while job == 0 && !outdated.is() {
                thread::sleep(Duration::from_millis(1));
            }
            let _ = out.send((job, *count));
        };
        let mut worker = Newest::new("tester", events, closing, || 0, work);
        worker.send(0);
        thread::sleep(Duration::from_millis(20));
        worker.send(1);
        worker.send(2);
        let wait = Duration::from_secs(10);
        assert_eq!(done.recv_timeout(wait), Ok((0, 1)));
        let (mut last, count) = done.recv_timeout(wait).unwrap();
        if last == 1 {
            last = done.recv_timeout(wait).unwrap().0;
        }
        assert_eq!((last, count), (2, 2));
        worker.send(-1);
        let Ok(CorpusEvent::WorkerFailed(words)) = told.recv_timeout(wait) else { panic!("nothing was told") };
        assert!(words.contains("a bad job"), "{words}");
        worker.send(3);
        assert_eq!(done.recv_timeout(wait), Ok((3, 1)));
        drop(worker);
        assert!(done.recv_timeout(wait).is_err_and(|error| error.is_disconnected()), "the thread ended");
    }
}
