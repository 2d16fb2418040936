//! L2: what is kept on disk.

pub mod library;
pub mod reader_state;
