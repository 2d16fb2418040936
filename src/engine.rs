//! L3: the corpus at work. Owns the threads, composes the services, answers requests.

pub mod analyse;
mod desk;
pub mod event;
mod find;
pub mod inline;
pub mod memory;
pub mod request;

pub use event::{
    ArticleRow, Card, CorpusEvent, EntityRow, Jumped, ListPage, LoadedArticle, OutletLine, OutletRow, PickList,
    PickRow, Progress, Reply, SidebarPage,
};
pub use inline::Inline;
pub use memory::MemoryCorpus;
pub use request::{Direction, JumpFrom, PickerKind, Request, Ticket};
