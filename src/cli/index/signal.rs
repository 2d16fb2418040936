//! Ending when the user or the system says so: what is done is kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// How long what is being written is waited for when it shall end.
const PATIENCE: Duration = Duration::from_millis(80);
/// What is said then.
pub const STOPPED: &str = "Stopped; what was done is kept. Run the same command again to continue.";

/// What a signal sets.
#[derive(Debug, Default)]
pub struct Stopping {
    stop: Arc<AtomicBool>,
    number: Arc<AtomicUsize>,
    /// Whether something is being written.
    working: Arc<AtomicBool>,
    ended: Arc<AtomicBool>,
}

impl Stopping {
    /// Listens from now on.
    pub fn listen() -> Self {
        let out = Self::default();
        out.register();
        out
    }

    /// Set when it is to end.
    pub fn flag(&self) -> &AtomicBool {
        &self.stop
    }

    /// Number of the signal that came; 0 for none.
    pub fn signal(&self) -> usize {
        self.number.load(Ordering::Relaxed)
    }

    /// Says whether something is being written.
    pub fn working(&self, working: bool) {
        self.working.store(working, Ordering::SeqCst);
    }

    /// The work is done: it need not be given up any more.
    pub fn ended(&self) {
        self.ended.store(true, Ordering::SeqCst);
    }

    #[cfg(unix)]
    fn register(&self) {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        use signal_hook::flag;
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // The second time it ends at once: the library survives that too.
            let done = flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&self.stop))
                .and_then(|_| flag::register_usize(signal, Arc::clone(&self.number), signal as usize))
                .and_then(|_| flag::register(signal, Arc::clone(&self.stop)));
            if done.is_err() {
                return;
            }
        }
        self.give_up();
    }

    #[cfg(not(unix))]
    fn register(&self) {}

    /// Who was told to stop waits for nobody: what is being written may take longer than the user's patience, and is taken
    /// back by itself.
    #[cfg(unix)]
    fn give_up(&self) {
        let (stop, ended, working) = (Arc::clone(&self.stop), Arc::clone(&self.ended), Arc::clone(&self.working));
        let number = Arc::clone(&self.number);
        let wait = move || {
            while !stop.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(5));
            }
            std::thread::sleep(PATIENCE);
            if working.load(Ordering::SeqCst) && !ended.swap(true, Ordering::SeqCst) {
                println!("{STOPPED}");
                std::process::exit(128 + number.load(Ordering::Relaxed) as i32);
            }
        };
        // Without it, stopping takes a little longer.
        drop(std::thread::Builder::new().name("dateline-patience".to_owned()).spawn(wait));
    }
}
