//! Questions and answers of the tables: who × outlet, every mention in context, and every form of a name.

use std::sync::Arc;

use crate::model::{ArticleId, EntityId, EntityKind, EntityRef, OutletId, Place, Published};
use crate::text::Span;

/// Which entities a table of who × outlet holds, in what order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct WhoQuery {
    /// Kinds that are wanted; none stands for all.
    pub kinds: Vec<EntityKind>,
    /// Words that must all be in one of the names, case and accents levelled; empty for all.
    pub text: String,
    /// By how many outlets they are named.
    pub reach: Reach,
    /// At least so many mentions in what passes.
    pub least: u32,
    /// Order.
    pub sort: WhoSort,
    /// The other way round.
    pub reverse: bool,
    /// What is counted where numbers are compared.
    pub measure: Measure,
}

/// By how many of the outlets that pass an entity is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Reach {
    /// By any number.
    #[default]
    Any,
    /// By one and no other.
    One,
    /// By every one.
    All,
}

/// The order of a table of who × outlet. Equal rows follow by mentions, kind and name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum WhoSort {
    /// By kind, then the most mentions first.
    #[default]
    Kind,
    /// By name, from A.
    Name,
    /// The most mentions (or articles, as measured) first.
    Total,
    /// Named by the most outlets first.
    Spread,
    /// The most in one outlet first.
    Outlet(OutletId),
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Measure {
    /// Mentions.
    #[default]
    Mentions,
    /// Articles.
    Articles,
}

/// Mentions, and the articles they stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Mentions.
    pub mentions: u32,
    /// Articles.
    pub articles: u32,
}

impl Count {
    /// The number that is asked for.
    #[must_use]
    pub const fn of(self, measure: Measure) -> u32 {
        match measure {
            Measure::Mentions => self.mentions,
            Measure::Articles => self.articles,
        }
    }
}

/// A window of the table of who × outlet.
#[derive(Debug, Clone, Default)]
pub struct WhoPage {
    /// Revision of the entity ids.
    pub revision: u64,
    /// Rows that pass, and entities named in what passes the query.
    pub total: (u32, u32),
    /// Of [`Self::total`]: those named by one outlet only.
    pub in_one: u32,
    /// Outlets that pass, column by column: the most articles first, the unknown last.
    pub columns: Arc<[WhoColumn]>,
    /// Row number of the first of `rows`.
    pub first: u32,
    /// The rows.
    pub rows: Vec<WhoRow>,
    /// Row number of the entity asked for.
    pub located: Option<u32>,
}

/// An outlet as a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoColumn {
    /// The outlet.
    pub outlet: OutletId,
    /// Its sign.
    pub tag: Arc<str>,
    /// Its name; `None` for unknown.
    pub name: Option<Arc<str>>,
}

impl WhoColumn {
    /// The name to show.
    #[must_use]
    pub fn display(&self) -> &str {
        self.name.as_deref().unwrap_or("unknown outlet")
    }
}

/// An entity as a row.
#[derive(Debug, Clone)]
pub struct WhoRow {
    /// Its number.
    pub id: EntityId,
    /// Its type.
    pub kind: EntityKind,
    /// Its name.
    pub name: Arc<str>,
    /// In all that passes.
    pub all: Count,
    /// Outlets that name it.
    pub outlets: u32,
    /// In each outlet, column by column, the zeros too.
    pub cells: Vec<Count>,
    /// Whether a person decided something about it.
    pub decided: bool,
}

/// Which mentions of an entity, in what order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct KwicQuery {
    /// Only those of this outlet.
    pub outlet: Option<OutletId>,
    /// Order.
    pub sort: KwicSort,
    /// The other way round.
    pub reverse: bool,
    /// Code points of context on each side.
    pub context: u32,
    /// Cells of the passage that comes with each row; 0 for none.
    pub passage: u32,
}

/// The order of mentions in context. Equal ones follow by date, article and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum KwicSort {
    /// The newest article first, undated ones last.
    #[default]
    Date,
    /// By the words before the name, the nearest first.
    Left,
    /// By the words after the name.
    Right,
    /// By the outlet's name.
    Outlet,
}

impl KwicSort {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Date, Self::Left, Self::Right, Self::Outlet];

    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Left => "left",
            Self::Right => "right",
            Self::Outlet => "outlet",
        }
    }
}

/// A window of the mentions of an entity in context.
#[derive(Debug, Clone)]
pub struct KwicPage {
    /// Revision of the entity ids.
    pub revision: u64,
    /// The entity's number.
    pub id: EntityId,
    /// Type and name.
    pub entity: EntityRef,
    /// Mentions that pass and are in order.
    pub total: u32,
    /// All that pass: more than `total` while the rest is being put in order, in articles the newest first; more answers are on their way.
    pub of: u32,
    /// Row number of the first of `rows`.
    pub first: u32,
    /// The rows.
    pub rows: Vec<KwicRow>,
    /// Row number of the place asked for.
    pub located: Option<u32>,
}

/// A mention in its line.
#[derive(Debug, Clone)]
pub struct KwicRow {
    /// Where it is.
    pub place: Place,
    /// The outlet's sign.
    pub tag: Arc<str>,
    /// When.
    pub date: Option<Published>,
    /// Headline.
    pub title: Arc<str>,
    /// What stands around it.
    pub context: Context,
    /// More of the text around it, in one line, and where the name is in it.
    pub passage: (Arc<str>, Option<Span>),
}

/// A key word in its context; each part in one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// What stands before, cut to whole words.
    pub before: String,
    /// The name as it stands in the text.
    pub name: String,
    /// What stands after.
    pub after: String,
    /// Whether there is white space between each of them and the name.
    pub gap: (bool, bool),
    /// Whether there is more before, and after.
    pub cut: (bool, bool),
}

/// Where to find a row: a place in an article, or the first row of the article.
pub type At = (ArticleId, u32);

/// A role an entity is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleCount {
    /// As it is said most often.
    pub words: Arc<str>,
    /// What all that say the same have in common.
    pub group: Arc<str>,
    /// How often.
    pub mentions: u32,
    /// In how many articles.
    pub articles: u32,
    /// The first mention with it, by date.
    pub first: Place,
}

/// Every form under which an entity is named, and every role, outlet by outlet.
#[derive(Debug, Clone)]
pub struct FormsPage {
    /// Revision of the entity ids.
    pub revision: u64,
    /// The entity's number.
    pub id: EntityId,
    /// Type and name.
    pub entity: EntityRef,
    /// In all that passes.
    pub all: Count,
    /// Articles that were read so far, of all that name it; `None` where all were.
    pub read: Option<(u32, u32)>,
    /// Outlets that name it, and that pass.
    pub outlets: (u32, u32),
    /// The outlet with the most mentions first; forms before roles, the most frequent first. At most some thousands.
    pub rows: Vec<FormRow>,
    /// Outlets that pass and do not name it: signs and names.
    pub absent: Vec<(Arc<str>, Arc<str>)>,
}

/// A form or a role in one outlet.
#[derive(Debug, Clone)]
pub struct FormRow {
    /// The outlet.
    pub outlet: OutletId,
    /// Its sign.
    pub tag: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is a role and no form of the name.
    pub role: bool,
    /// The words.
    pub words: Arc<str>,
    /// How often.
    pub count: Count,
    /// The first mention under it, by date.
    pub first: Place,
    /// When that was.
    pub date: Option<Published>,
}
