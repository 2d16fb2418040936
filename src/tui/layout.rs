//! Where things are on the screen, told without drawing them.

pub mod article;
mod chunks;
mod column;
mod rows;
mod setting;

pub use article::{Anchor, Flow, FlowOptions, Row, RowKind};
pub use column::{byte_at, column_of, left_edge};

#[cfg(test)]
mod tests;
