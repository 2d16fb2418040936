//! L1: the nouns of the program, as plain data.

pub mod analysis;
pub mod article;
pub mod decision;
pub mod document;
pub mod entity;
pub mod known;
pub mod memory;
pub mod moment;
pub mod outlet;
pub mod place;
pub mod problem;
pub mod query;

pub use analysis::{Analysis, NameMention, Sentence, Token, TokenKind, Zone, ZoneKind};
pub use article::{Article, ArticleId, ArticleMeta, ContentKey, OutletEvidence, Published};
pub use decision::{Act, Decision, MentionAt, Who};
pub use document::{Block, BlockForm, BlockKind, Document, reading_minutes};
pub use entity::{Alias, Entity, EntityId, EntityKind, EntityRef, Mention, Merge, Role};
pub use known::{KnownEntity, KnownName, Traits};
pub use memory::{ArticleMemory, ReaderMemory, SessionMemory, tag, tags};
pub use moment::Moment;
pub use outlet::{Outlet, OutletId};
pub use place::Place;
pub use problem::{Problem, Stage};
pub use query::{ArticleSet, Only, OutletFilter, Query, ReadMark, SortKey};
