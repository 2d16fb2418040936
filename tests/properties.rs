//! What must hold for any text.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

#[path = "properties/layout.rs"]
mod layout;
#[path = "properties/samples.rs"]
mod samples;
#[path = "properties/tables.rs"]
mod tables;
#[path = "properties/text.rs"]
mod text;
