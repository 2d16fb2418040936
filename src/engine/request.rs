//! What the reader asks of the corpus. All answers come as [`super::CorpusEvent`]s.

use std::ops::Range;
use std::sync::Arc;

use super::decide::RepairRequest;
use super::find::Sought;
use super::table::{At, KwicQuery, WhoQuery};
use crate::model::{ArticleId, ContentKey, EntityId, EntityRef, Query, ReaderMemory};

/// Number of a request; its answer carries it. Of requests of one kind only the newest is answered for sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Ticket(pub u64);

/// Which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Onwards.
    Forward,
    /// Back.
    Backward,
}

/// Where a jump starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JumpFrom {
    /// The article being read.
    pub article: ArticleId,
    /// Byte offset in its text; mentions that start after it (or before it) are next. A start *at* it does not count.
    pub offset: u32,
}

/// What a picker picks from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PickerKind {
    /// Entities by all their names, then lines of text.
    Mentions,
    /// Entities by all their names, and nothing else.
    Entities,
    /// Articles by title, outlet and date.
    Articles,
    /// Outlets by name and tag.
    Outlets,
    /// Passages by full text search, in its language; a `~` before it asks for the most relevant first.
    Text,
}

/// A question or an order to the corpus.
#[derive(Debug, Clone)]
pub enum Request {
    /// A window of the article list (row numbers), answered by `Reply::List`.
    List {
        /// Which articles, in what order.
        query: Query,
        /// Row numbers wanted; cut to what there is.
        window: Range<u32>,
        /// Also tell the row of this article.
        locate: Option<ArticleId>,
    },
    /// The text of an article with its mentions, answered by `Reply::Article`.
    Open {
        /// Which.
        article: ArticleId,
    },
    /// The article with this content, if it is there (yet), answered by `Reply::Located`.
    Locate {
        /// Its key.
        key: ContentKey,
    },
    /// The entities of an article, or of everything the query passes, answered by `Reply::Sidebar`.
    Sidebar {
        /// The article; `None` for all.
        article: Option<ArticleId>,
        /// What "all" means.
        query: Query,
    },
    /// An entity by outlet, answered by `Reply::Card`.
    Card {
        /// Which.
        entity: EntityId,
        /// What counts.
        query: Query,
    },
    /// The entity that bears this name now, answered by `Reply::Entity`.
    FindEntity {
        /// Its type and one of its names.
        entity: EntityRef,
    },
    /// The next mention of an entity through all articles of the query, in the list's order, wrapping around at the
    /// end; answered by `Reply::Jumped`.
    Jump {
        /// Whose mention.
        entity: EntityId,
        /// From where.
        from: Option<JumpFrom>,
        /// Which way.
        direction: Direction,
        /// Through which articles.
        query: Query,
    },
    /// The best matches of a pattern, answered by `Reply::Picked` (more than once while a long search goes on).
    Pick {
        /// From what.
        picker: PickerKind,
        /// What was typed.
        pattern: String,
        /// What counts.
        query: Query,
        /// At most so many rows.
        limit: u32,
    },
    /// All places in an article of what is looked for (letters: smart case, accents folded), answered by `Reply::Found`.
    Find {
        /// Where.
        article: ArticleId,
        /// What.
        sought: Sought,
    },
    /// The articles that a search finds, for [`Query::only`], answered by `Reply::Matched`.
    Match {
        /// The search, in its language.
        line: Arc<str>,
    },
    /// All outlets with counts, answered by `Reply::Outlets`.
    Outlets,
    /// A window of the table who × outlet (row numbers), answered by `Reply::Who`.
    Who {
        /// What counts.
        query: Query,
        /// Which entities, in what order.
        who: WhoQuery,
        /// Row numbers wanted; cut to what there is.
        window: Range<u32>,
        /// Also tell the row of this entity.
        locate: Option<EntityId>,
    },
    /// A window of the mentions of an entity in context (row numbers), answered by `Reply::Kwic`.
    Kwic {
        /// Whose.
        entity: EntityId,
        /// What counts.
        query: Query,
        /// Which mentions, in what order.
        kwic: KwicQuery,
        /// Row numbers wanted; cut to what there is.
        window: Range<u32>,
        /// Also tell the row of this place.
        locate: Option<At>,
    },
    /// Every form of an entity's name by outlet, answered by `Reply::Forms`.
    Forms {
        /// Whose.
        entity: EntityId,
        /// What counts.
        query: Query,
    },
    /// The user says whose article this is. Kept; answered by new events, as if the corpus had changed.
    SetOutlet {
        /// Which.
        article: ArticleId,
        /// Its outlet; `None` forgets what the user said.
        outlet: Option<String>,
    },
    /// Keep what the reader remembers (written soon, atomically, off the UI thread).
    Remember(Arc<ReaderMemory>),
    /// About decisions on entities, answered by `Reply::Repair`.
    Repair(RepairRequest),
    /// Stop loading; what was read stays.
    Stop,
}
