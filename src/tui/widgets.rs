//! Drawing of parts that several views share.

pub mod line;
pub mod text_lines;
