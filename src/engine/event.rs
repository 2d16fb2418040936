//! What the corpus tells the reader.

use std::sync::Arc;

use super::decide::RepairReply;
use super::table::{FormsPage, KwicPage, RoleCount, WhoPage};
use super::{PickerKind, Ticket};
use crate::model::{
    Article, ArticleId, ContentKey, EntityId, EntityKind, EntityRef, Mention, Only, OutletId, Place, Problem,
    Published, Stage,
};
use crate::text::Span;

/// Something happened in the corpus.
#[derive(Debug, Clone)]
pub enum CorpusEvent {
    /// The answer to a request.
    Reply(Ticket, Reply),
    /// Articles came, or entities were resolved anew: whatever is shown should be asked for again.
    /// Comes at most ten times a second.
    Changed(Progress),
    /// An input was skipped or is flawed.
    Problem(Problem),
    /// All there is of one stage now, in place of what was told before.
    Problems(Stage, Vec<Problem>),
    /// Loading came to its end (or was stopped).
    Loaded(Progress),
    /// What was decided is kept; the text says where.
    Kept(String),
    /// A worker failed; the reader goes on. The text says what and what to do.
    WorkerFailed(String),
}

/// How far loading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Changes whenever entity ids do. Ids of different revisions must not be mixed.
    pub revision: u64,
    /// Articles that can be read.
    pub articles: u32,
    /// Articles whose names were looked for.
    pub analysed: u32,
    /// Files found so far (more may come while `walking`).
    pub found: u32,
    /// Inputs with problems.
    pub problems: u32,
    /// Files in the folders that were passed over: hidden, or no text.
    pub passed_over: u32,
    /// Whether files are still being looked for.
    pub walking: bool,
    /// Whether anything is still to be done.
    pub busy: bool,
    /// Whether the user stopped it.
    pub stopped: bool,
}

/// An answer.
#[derive(Debug, Clone)]
pub enum Reply {
    /// To `Request::List`.
    List(ListPage),
    /// To `Request::Open`.
    Article(LoadedArticle),
    /// To `Request::Locate`.
    Located(Option<ArticleId>),
    /// To `Request::Sidebar`.
    Sidebar(SidebarPage),
    /// To `Request::Card`; `None` if the entity is of an older revision.
    Card(Option<Card>),
    /// To `Request::FindEntity`.
    Entity(Option<(EntityId, EntityRef)>),
    /// To `Request::Jump`; `None` where no article of the query names the entity.
    Jumped(Option<Jumped>),
    /// To `Request::Pick`.
    Picked(PickList),
    /// To `Request::Find`: places in the order of the text (bytes).
    Found(Arc<[Span]>),
    /// To `Request::Repair`.
    Repair(RepairReply),
    /// To `Request::Match`; what is wrong with the search where it is not understood.
    Matched(Result<Only, String>),
    /// To `Request::Outlets`.
    Outlets(Vec<OutletRow>),
    /// To `Request::Who`.
    Who(WhoPage),
    /// To `Request::Kwic`; `None` if the entity is of an older revision.
    Kwic(Option<KwicPage>),
    /// To `Request::Forms`; `None` if the entity is of an older revision.
    Forms(Option<FormsPage>),
}

/// A window of the list.
#[derive(Debug, Clone, Default)]
pub struct ListPage {
    /// Revision of the entities the counts are of.
    pub revision: u64,
    /// Articles that pass the query.
    pub total: u32,
    /// Articles of the corpus.
    pub all: u32,
    /// Outlets that pass, and of the corpus.
    pub outlets: (u32, u32),
    /// People named in what passes.
    pub people: u32,
    /// Row number of the first of `rows`.
    pub first: u32,
    /// The rows.
    pub rows: Vec<ArticleRow>,
    /// Row number of the article asked for.
    pub located: Option<u32>,
    /// Where that does not pass: the row of the one that is nearest to it.
    pub nearest: Option<u32>,
}

/// An article as the list shows it.
#[derive(Debug, Clone)]
pub struct ArticleRow {
    /// Its number.
    pub id: ArticleId,
    /// Its identity.
    pub key: ContentKey,
    /// Whose.
    pub outlet: OutletId,
    /// The outlet's sign.
    pub tag: Arc<str>,
    /// When.
    pub date: Option<Published>,
    /// Headline, in one line.
    pub title: Arc<str>,
    /// Length in words.
    pub words: u32,
    /// People it names.
    pub people: u32,
    /// Row number of the day's first row in the whole list, and number of the day's rows: for the heading of a day.
    pub day: (u32, u32),
}

/// An article with all that is needed to read it.
#[derive(Debug, Clone)]
pub struct LoadedArticle {
    /// Its number.
    pub id: ArticleId,
    /// The article.
    pub article: Arc<Article>,
    /// Whose.
    pub outlet: OutletId,
    /// The outlet's sign.
    pub tag: Arc<str>,
    /// Its mentions in the order of the text.
    pub mentions: Arc<[Mention]>,
    /// Revision of the entity ids.
    pub revision: u64,
}

/// Entities for the sidebar, by kind, then by count.
#[derive(Debug, Clone, Default)]
pub struct SidebarPage {
    /// Revision of the entity ids.
    pub revision: u64,
    /// The article asked for.
    pub article: Option<ArticleId>,
    /// The rows (at most some thousands).
    pub rows: Vec<EntityRow>,
}

/// An entity as the sidebar shows it.
#[derive(Debug, Clone)]
pub struct EntityRow {
    /// Its number.
    pub id: EntityId,
    /// Its type.
    pub kind: EntityKind,
    /// Its name.
    pub name: Arc<str>,
    /// Mentions in the article.
    pub here: u32,
    /// Mentions in all that passes the query.
    pub all: u32,
    /// Outlets (that pass) naming it.
    pub outlets: u32,
    /// Whether a person decided something about it.
    pub decided: bool,
}

/// One entity by outlet.
#[derive(Debug, Clone)]
pub struct Card {
    /// Revision of the entity ids.
    pub revision: u64,
    /// Its number.
    pub id: EntityId,
    /// Type and name.
    pub entity: EntityRef,
    /// Mentions in all that passes.
    pub mentions: u32,
    /// Articles that name it.
    pub articles: u32,
    /// Each outlet that passes and names it, the most mentions first.
    pub named: Vec<OutletLine>,
    /// Outlets that pass and do not name it.
    pub absent: Vec<OutletLine>,
    /// Roles it is given, the most frequent first.
    pub roles: Vec<RoleCount>,
    /// Why its names are one entity: name, with, rule, certainty in per cent.
    pub merges: Vec<(String, String, &'static str, u8)>,
    /// What a person decided about it, as in "you …".
    pub decided: Vec<String>,
    /// Forms and roles are those in so many of the articles that name it, the newest; another answer with those in all is on its way.
    /// `None`: they are of all.
    pub read: Option<(u32, u32)>,
}

/// An entity in one outlet.
#[derive(Debug, Clone)]
pub struct OutletLine {
    /// The outlet.
    pub outlet: OutletId,
    /// Its sign.
    pub tag: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Mentions.
    pub mentions: u32,
    /// Articles.
    pub articles: u32,
    /// Forms of the name with counts, the most frequent first.
    pub forms: Vec<(Arc<str>, u32)>,
    /// Roles it gives, the most frequent first.
    pub roles: Vec<RoleCount>,
}

/// Where a jump leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Jumped {
    /// The mention.
    pub place: Place,
    /// Its number among all mentions of the query, from 1.
    pub ordinal: u32,
    /// Number of them.
    pub total: u32,
    /// Whether the jump went over the end (or the start) of the list.
    pub wrapped: bool,
}

/// An outlet as the filter shows it.
#[derive(Debug, Clone)]
pub struct OutletRow {
    /// Its number.
    pub id: OutletId,
    /// Its sign.
    pub tag: Arc<str>,
    /// Its name; `None` for unknown.
    pub name: Option<Arc<str>>,
    /// Articles.
    pub articles: u32,
    /// People named.
    pub people: u32,
}

/// Matches of a pattern.
#[derive(Debug, Clone)]
pub struct PickList {
    /// Revision of the entity ids.
    pub revision: u64,
    /// Which picker.
    pub picker: PickerKind,
    /// For which pattern.
    pub pattern: String,
    /// The best rows, the best first.
    pub rows: Vec<PickRow>,
    /// How many match in all, and of how many.
    pub matched: (u32, u32),
    /// Whether the search still goes on.
    pub partial: bool,
    /// How the rows are ordered, or what is wrong with what was typed.
    pub note: Option<Arc<str>>,
}

/// A row of a picker. Byte ranges in `marks` say what matched in the text beside them.
#[derive(Debug, Clone)]
pub enum PickRow {
    /// An entity.
    Entity {
        /// Its number.
        id: EntityId,
        /// Its type.
        kind: EntityKind,
        /// Its name.
        name: Arc<str>,
        /// What matched in the name.
        marks: Vec<Span>,
        /// The other name that matched better, with what matched in it.
        also: Option<(Arc<str>, Vec<Span>)>,
        /// Mentions in what passes.
        mentions: u32,
        /// Outlets that name it, and that pass.
        outlets: (u32, u32),
        /// Its first mention, where Enter leads.
        place: Place,
    },
    /// A mention of the entity above, or a line of text.
    Line {
        /// Whose name, where it is a mention's line.
        entity: Option<EntityId>,
        /// Where.
        place: Place,
        /// The outlet's sign.
        tag: Arc<str>,
        /// When.
        date: Option<Published>,
        /// A stretch of the text around it, in one line.
        context: Arc<str>,
        /// What matched in `context`.
        marks: Vec<Span>,
    },
    /// Outlets that pass and do not name the entity above (signs or names); cannot be chosen.
    Absent(Vec<Arc<str>>),
    /// An article.
    Article {
        /// Its number.
        id: ArticleId,
        /// The outlet's sign.
        tag: Arc<str>,
        /// When.
        date: Option<Published>,
        /// Title.
        title: Arc<str>,
        /// What matched in the title.
        marks: Vec<Span>,
    },
    /// An outlet.
    Outlet {
        /// Its number.
        id: OutletId,
        /// Its sign.
        tag: Arc<str>,
        /// Its name.
        name: Arc<str>,
        /// What matched in the name.
        marks: Vec<Span>,
        /// Articles.
        articles: u32,
    },
}
