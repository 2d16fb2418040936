//! L3: the corpus at work. Owns the threads, composes the services, answers requests.

pub mod analyse;
pub mod corpus;
mod desk;
pub mod event;
mod find;
mod helpers;
pub mod indexer;
pub mod inline;
mod keeper;
pub mod library;
mod loader;
pub mod memory;
mod owner;
mod pace;
pub mod request;
mod worker;

pub use corpus::{Corpus, Options, StateAt};
pub use event::{
    ArticleRow, Card, CorpusEvent, EntityRow, Jumped, ListPage, LoadedArticle, OutletLine, OutletRow, PickList,
    PickRow, Progress, Reply, SidebarPage,
};
pub use inline::{Inline, InlineLibrary};
pub use memory::MemoryCorpus;
pub use request::{Direction, JumpFrom, PickerKind, Request, Ticket};
