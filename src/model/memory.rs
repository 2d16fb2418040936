//! What the program remembers of its reader between runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ContentKey, EntityRef};

/// What is remembered of one article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ArticleMemory {
    /// Whether it was read.
    pub read: bool,
    /// Whether it is starred.
    pub starred: bool,
    /// First visible byte when it was last left.
    pub place: u32,
    /// The outlet the user gave it.
    pub outlet: Option<String>,
}

/// Everything that comes back at the next start.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReaderMemory {
    /// Version of the form, for later ones to tell.
    pub version: u32,
    /// Per article, by content.
    pub articles: BTreeMap<ContentKey, ArticleMemory>,
    /// Per set of opened paths (a hash of them): where the reader was.
    pub sessions: BTreeMap<String, SessionMemory>,
    /// Whether the first-run box was seen.
    pub welcomed: bool,
}

/// Where the reader was in one corpus.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionMemory {
    /// The article that was open.
    pub article: Option<ContentKey>,
    /// Names of the chosen outlets (`None` in the list: unknown outlet); empty: all.
    pub outlets: Vec<Option<String>>,
    /// The current entity.
    pub entity: Option<EntityRef>,
}
