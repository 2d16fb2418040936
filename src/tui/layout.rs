//! Where things are on the screen, told without drawing them.

pub mod article;
pub mod boxes;
mod chunks;
mod column;
pub mod list;
pub mod page;
pub mod panes;
pub mod repair;
mod rows;
mod setting;
pub mod sidebar;

pub use article::{Anchor, Flow, FlowOptions, Row, RowKind};
pub use column::{byte_at, column_of, left_edge};

#[cfg(test)]
mod tests;
