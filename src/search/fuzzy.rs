//! Fuzzy search over names: folded keys, a character mask before anything else, word by word, whole words and starts of
//! words above scattered letters.

pub mod index;
pub mod mask;
pub mod matching;
pub mod pattern;
pub mod session;
pub mod similar;
pub mod skim;

pub use index::{Index, IndexBuilder};
pub use matching::{Match, Matcher, Tier};
pub use pattern::Pattern;
pub use session::{Hit, Session, Snapshot};
pub use similar::Similar;
