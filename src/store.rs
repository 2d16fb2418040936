//! L2: what is kept on disk.

mod atomic;
pub mod decisions;
pub mod library;
pub mod reader_state;
