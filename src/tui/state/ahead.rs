//! Jumps through all outlets that were asked for before the one before them was answered: none is lost, however fast they are
//! typed.

use std::collections::VecDeque;

use crate::engine::Direction;

/// An answer that has not come by then (milliseconds) will not come.
const PATIENCE: u64 = 3000;

/// The jump that is under way, and those that are to follow.
#[derive(Debug, Clone, Default)]
pub struct Ahead {
    asked: Option<u64>,
    queue: VecDeque<Direction>,
    wrapped: bool,
}

impl Ahead {
    /// Whether an answer is awaited at `now` (milliseconds).
    #[must_use]
    pub fn waits(&self, now: u64) -> bool {
        self.asked.is_some_and(|asked| now.saturating_sub(asked) < PATIENCE)
    }

    /// A jump is asked for at `now`.
    pub const fn ask(&mut self, now: u64) {
        self.asked = Some(now);
    }

    /// Another one shall follow.
    pub fn push(&mut self, direction: Direction) {
        self.queue.push_back(direction);
    }

    /// An answer came; `wrapped` says whether it went round. The jump that follows.
    pub fn answered(&mut self, wrapped: bool) -> Option<Direction> {
        self.wrapped |= wrapped;
        self.asked = None;
        self.queue.pop_front()
    }

    /// Whether any of these jumps went round.
    #[must_use]
    pub const fn wrapped(&self) -> bool {
        self.wrapped
    }
}
