//! L2: what is kept on disk.

pub mod reader_state;
