//! The thread that waits for keys, and the one that waits for signals.

use std::io::{self, IsTerminal};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};
use crossterm::event::{self, Event};

/// What came in.
#[derive(Debug)]
pub enum Incoming {
    /// From the terminal.
    Terminal(Event),
    /// The terminal is gone.
    Gone,
    /// A signal to end by, with its number.
    End(i32),
    /// A signal to sleep by.
    Sleep,
    /// The process was woken.
    Wake,
}

/// Between two looks at whether the terminal is still there.
const LOOK: Duration = Duration::from_secs(2);

/// Waits for something from the terminal. One that hung up without a signal (the reader may be without a controlling
/// terminal) looks to crossterm like one where nobody types, only that it asks again and again: hence the looks.
fn wait() -> Incoming {
    loop {
        match event::poll(LOOK) {
            Ok(true) => return event::read().map_or(Incoming::Gone, Incoming::Terminal),
            Ok(false) if io::stdout().is_terminal() => {}
            Ok(false) | Err(_) => return Incoming::Gone,
        }
    }
}

/// Starts both threads. They live as long as the process.
///
/// # Errors
/// Where signals cannot be caught.
pub fn start() -> io::Result<Receiver<Incoming>> {
    let (send, incoming) = bounded(256);
    let keys = send.clone();
    thread::Builder::new().name("input".to_owned()).spawn(move || {
        loop {
            let next = wait();
            let gone = matches!(next, Incoming::Gone);
            if keys.send(next).is_err() || gone {
                return;
            }
        }
    })?;
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
        let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                let next = match signal {
                    SIGTSTP => Incoming::Sleep,
                    SIGCONT => Incoming::Wake,
                    other => Incoming::End(other),
                };
                if send.send(next).is_err() {
                    return;
                }
            }
        })?;
    }
    Ok(incoming)
}
