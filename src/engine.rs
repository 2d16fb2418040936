//! L3: the corpus at work. Owns the threads, composes the services, answers requests.

pub mod event;
pub mod request;

pub use event::{
    ArticleRow, Card, CorpusEvent, EntityRow, Jumped, ListPage, LoadedArticle, OutletLine, OutletRow, PickList,
    PickRow, Progress, Reply, SidebarPage,
};
pub use request::{Direction, JumpFrom, PickerKind, Request, Ticket};
