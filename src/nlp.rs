//! L2: the analysis core. Text in, names and entities out; knows no files, no screen and no outlets' layout.

pub mod recognize;
pub mod resolve;

pub use recognize::{ModelError, Recognizer};
pub use resolve::{Resolution, ResolveDoc, Resolver};
