//! L2: what is kept on disk.

mod atomic;
pub mod decisions;
pub mod reader_state;
