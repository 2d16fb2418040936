//! Drawing of parts that several views share.

pub mod text_lines;
