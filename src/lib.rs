//! dateline: a terminal reader for news from many outlets that finds who is named, where, and how.
//!
//! The house has six layers; imports only go down, and `tests/architecture.rs` keeps it so:
//!
//! * L5 `main.rs` and [`cli`]: the command line;
//! * L4 [`tui`]: the reader on the screen, as pure update and view around a small runtime;
//! * L3 [`engine`]: threads, and the services put together; answers requests by messages;
//! * L2 [`ingest`], [`nlp`], [`coverage`], [`store`], [`search`]: services that do not know each other;
//! * L1 [`model`], [`config`]: plain data;
//! * L0 [`text`]: spans, graphemes, folding, sanitising, wrapping.
#![forbid(unsafe_code)]

pub mod cli;
pub mod config;
pub mod coverage;
pub mod engine;
pub mod ingest;
pub mod model;
pub mod nlp;
pub mod search;
pub mod store;
pub mod text;
pub mod tui;
