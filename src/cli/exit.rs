//! The one place where outcomes become exit codes and messages.

use std::io;

/// How a command ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done: 0.
    Done,
    /// Done, but some inputs were skipped or damaged, each named on standard error: 2.
    SomeSkipped,
    /// A signal of this number ended the reader, and everything was kept: 128 and the number, as shells count.
    Signal(i32),
}

impl Exit {
    /// The exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::SomeSkipped => 2,
            Self::Signal(number) => 128 + (number & 0x7f) as u8,
        }
    }
}

/// Nothing was done: exit code 1 (or 64 for wrong usage). What, where and what to do.
///
/// A [`Failure`] with an empty message ends the program without a word: nobody is there any more to read it.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// The message.
    pub message: String,
    /// The exit code.
    pub code: u8,
}

impl Failure {
    /// A failed command.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 1 }
    }

    /// A command line that makes no sense.
    #[must_use]
    pub fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 64 }
    }

    /// Standard output could not be written. A pipe that was closed (`| head`) is no failure, and ends quietly.
    #[must_use]
    pub fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self { message: String::new(), code: 0 };
        }
        Self::new(format!("standard output: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::Failure;

    #[test]
    fn a_closed_pipe_ends_quietly() {
        let closed = Failure::output(&io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((closed.message.as_str(), closed.code), ("", 0));
        let full = Failure::output(&io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.code, 1);
        assert!(full.message.starts_with("standard output: "));
    }
}
