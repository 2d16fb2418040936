//! L3: the corpus at work. Owns the threads, composes the services, answers requests.

pub mod analyse;
pub mod clerk;
pub mod corpus;
pub mod decide;
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
mod nearest;
mod owner;
mod pace;
pub mod request;
pub mod table;
mod tables;
mod worker;

pub use crate::search::query::hint as search_hint;
pub use corpus::{Corpus, Options, StateAt};
pub use decide::{Change, DecisionRow, Done, Outcome, PartRow, Parts, RepairReply, RepairRequest, Subject, Target};
pub use event::{
    ArticleRow, Card, CorpusEvent, EntityRow, Jumped, ListPage, LoadedArticle, OutletLine, OutletRow, PickList,
    PickRow, Progress, Reply, SidebarPage,
};
pub use find::Sought;
pub use inline::{Inline, InlineLibrary};
pub use memory::MemoryCorpus;
pub use request::{Direction, JumpFrom, PickerKind, Request, Ticket};
pub use table::{
    Context, Count, FormRow, FormsPage, KwicPage, KwicQuery, KwicRow, KwicSort, Measure, Reach, RoleCount, WhoColumn,
    WhoPage, WhoQuery, WhoRow, WhoSort,
};
