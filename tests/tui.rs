//! The reader as a whole, without a terminal: a corpus with given names, keys in, screens and state out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::string_slice)]

#[path = "tui/behaviour.rs"]
mod behaviour;
#[path = "tui/corpus.rs"]
mod corpus;
#[path = "tui/dump.rs"]
mod dump;
#[path = "tui/pages.rs"]
mod pages;
#[path = "tui/repair.rs"]
mod repair;
#[path = "tui/screens.rs"]
mod screens;
#[path = "tui/walk.rs"]
mod walk;
