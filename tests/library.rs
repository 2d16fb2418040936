//! The library as a user has it: indexing, searching, and what may happen to it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

#[path = "library/batches.rs"]
mod batches;
#[path = "cli/env.rs"]
mod env;
#[path = "library/faults.rs"]
mod faults;
#[path = "library/filter.rs"]
mod filter;
#[path = "library/index.rs"]
mod index;
#[path = "library/large.rs"]
mod large;
#[path = "library/marks.rs"]
mod marks;
#[path = "library/mend.rs"]
mod mend;
#[path = "library/news.rs"]
mod news;
#[path = "library/often.rs"]
mod often;
#[path = "library/repair.rs"]
mod repair;
#[path = "library/roles.rs"]
mod roles;
#[path = "library/search.rs"]
mod search;
#[path = "library/upkeep.rs"]
mod upkeep;
#[path = "library/watch.rs"]
mod watch;
