//! L2: fuzzy and exact search.

pub mod find;
pub mod fuzzy;
pub mod passage;
pub mod query;
pub mod snippet;
