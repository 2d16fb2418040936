//! What a person decided about entities, apart from what the machine found. A decision names entities and mentions by what
//! outlives a new look at the articles: kind and name, and for a mention its article, its words and their number there.

use std::borrow::Cow;

use super::{EntityKind, EntityRef};

/// Name of the decisions file of a folder.
pub const FILE_NAME: &str = "dateline-decisions.toml";

/// Something decided by a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decision {
    /// What.
    pub act: Act,
    /// When.
    pub date: Option<jiff::civil::Date>,
    /// Why, in the person's own words.
    pub note: Option<String>,
}

/// What can be decided.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Act {
    /// These are the same as another.
    Merge {
        /// Who joins.
        who: Vec<Who>,
        /// Whom.
        into: Who,
    },
    /// Some of the names or mentions of one are another's.
    Split {
        /// Whose they were.
        from: Who,
        /// Names (forms in the text) that go.
        names: Vec<String>,
        /// Mentions that go.
        mentions: Vec<MentionAt>,
        /// Type and name of the entity they go to: one of their own.
        into: Who,
    },
    /// These are of another type.
    Retype {
        /// Who.
        who: Vec<Who>,
        /// Which.
        to: EntityKind,
    },
    /// These are no entities.
    Drop {
        /// Who.
        who: Vec<Who>,
    },
    /// This one is to be called otherwise.
    Rename {
        /// Who.
        who: Who,
        /// How.
        to: String,
    },
    /// Mentions the machine missed.
    Add {
        /// Where.
        mentions: Vec<MentionAt>,
        /// Whose.
        into: Who,
    },
    /// Mentions of another.
    Move {
        /// Which.
        mentions: Vec<MentionAt>,
        /// Whose they are.
        into: Who,
    },
    /// No names at all.
    Remove {
        /// Which.
        mentions: Vec<MentionAt>,
    },
}

/// An entity, by type and name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Who {
    /// Its type.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// One of its mentions, where others of this type have the same name.
    pub at: Option<MentionAt>,
    /// Not one of those the machine found, but one made by decisions.
    pub own: bool,
}

impl Who {
    /// An entity that its name tells from all others.
    #[must_use]
    pub fn new(kind: EntityKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into(), at: None, own: false }
    }
}

/// Words at a place in an article.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MentionAt {
    /// First 12 hexadecimal digits of the article's key; empty where only outlet and title tell it.
    pub article: String,
    /// Its outlet, for people and for when the article was changed.
    pub outlet: Option<String>,
    /// Its title, likewise.
    pub title: String,
    /// The words, with single spaces.
    pub words: String,
    /// The how-manieth time these letters stand in the article, from 1.
    pub nth: u32,
}

impl Act {
    /// The word it goes by in the file.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Retype { .. } => "retype",
            Self::Drop { .. } => "drop",
            Self::Rename { .. } => "rename",
            Self::Add { .. } => "add",
            Self::Move { .. } => "move",
            Self::Remove { .. } => "remove",
        }
    }

    /// What was done, as in "you …".
    #[must_use]
    pub fn past(&self) -> String {
        let all = |who: &[Who]| listed(who.iter().map(|who| who.name.as_str()));
        let words = |at: &[MentionAt]| listed(at.iter().map(|at| at.words.as_str()));
        match self {
            Self::Merge { who, into } => format!("merged {} into “{}”", all(who), brief(&into.name)),
            Self::Split { from, names, mentions, into } => {
                let what = names.iter().map(String::as_str).chain(mentions.iter().map(|at| at.words.as_str()));
                format!("split {} from “{}” as “{}”", listed(what), brief(&from.name), brief(&into.name))
            }
            Self::Retype { who, to } => {
                format!("changed {} to {}", all(who), with_article(*to))
            }
            Self::Drop { who } => {
                let what = if who.len() == 1 { "a name" } else { "names" };
                format!("removed {} as {what}", all(who))
            }
            Self::Rename { who, to } => format!("renamed “{}” to “{}”", brief(&who.name), brief(to)),
            Self::Add { mentions, into } => format!("added {} as “{}”", words(mentions), brief(&into.name)),
            Self::Move { mentions, into } => format!("reassigned {} to “{}”", words(mentions), brief(&into.name)),
            Self::Remove { mentions } => format!("removed {} as a name there", words(mentions)),
        }
    }

    /// The places it speaks of.
    #[must_use]
    pub fn mentions(&self) -> &[MentionAt] {
        match self {
            Self::Split { mentions, .. }
            | Self::Add { mentions, .. }
            | Self::Move { mentions, .. }
            | Self::Remove { mentions } => mentions,
            Self::Merge { .. } | Self::Retype { .. } | Self::Drop { .. } | Self::Rename { .. } => &[],
        }
    }

    /// All names of entities in it.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.who().into_iter().map(|who| who.name.as_str()).collect();
        if let Self::Rename { to, .. } = self {
            names.push(to);
        }
        names
    }

    /// Who it made, or changed; `None` where nobody is left.
    #[must_use]
    pub fn result(&self) -> Option<EntityRef> {
        let (kind, name) = match self {
            Self::Merge { into, .. } | Self::Add { into, .. } | Self::Move { into, .. } => (into.kind, &into.name),
            Self::Split { from, .. } => (from.kind, &from.name),
            Self::Retype { who, to } => (*to, &who.first()?.name),
            Self::Rename { who, to } => (who.kind, to),
            Self::Drop { .. } | Self::Remove { .. } => return None,
        };
        Some(EntityRef { kind, name: name.clone() })
    }

    /// The entities it speaks of; the one that gains is the last.
    #[must_use]
    pub fn who(&self) -> Vec<&Who> {
        match self {
            Self::Merge { who, into } => who.iter().chain([into]).collect(),
            Self::Split { from, into, .. } => vec![from, into],
            Self::Retype { who, .. } | Self::Drop { who } => who.iter().collect(),
            Self::Rename { who, .. } => vec![who],
            Self::Add { into, .. } | Self::Move { into, .. } => vec![into],
            Self::Remove { .. } => Vec::new(),
        }
    }
}

impl Decision {
    /// What was decided and when, as in "you …".
    #[must_use]
    pub fn past(&self) -> String {
        let day = self.date.map(|date| date.strftime(", %-d %b %Y").to_string()).unwrap_or_default();
        let note = self.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        format!("{}{day}{note}", self.act.past())
    }
}

/// A name for people to read in a sentence, cut where it is very long.
#[must_use]
pub fn brief(name: &str) -> Cow<'_, str> {
    const MOST: usize = 60;
    match name.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", name.get(..cut).unwrap_or(name).trim_end()).into(),
        None => name.into(),
    }
}

/// A type with its article.
#[must_use]
pub const fn with_article(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "a person",
        EntityKind::Organisation => "an organisation",
        EntityKind::Place => "a place",
        EntityKind::Other => "something else",
    }
}

/// Names in quotes; many are cut.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 4;
    let names: Vec<&str> = names.collect();
    let mut out: Vec<String> = names.iter().take(MOST).map(|name| format!("“{}”", brief(name))).collect();
    if names.len() > MOST {
        out.push(format!("{} more", names.len() - MOST));
    }
    out.join(", ")
}
