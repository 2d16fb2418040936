//! The only part of the reader that touches the terminal: it turns input into events, effects into deeds, and the state
//! into frames.

mod clipboard;
mod event_loop;
mod input;
mod terminal;

pub use event_loop::{Ended, run};
