//! What the program remembers of its reader between runs.

use std::collections::{BTreeMap, BTreeSet};

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
    /// The user's own words for it, as [`tag`] makes them.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
}

/// So many tags of an article are taken in, of so many bytes each.
const MANY_TAGS: (usize, usize) = (64, 256);

impl ArticleMemory {
    /// What is told elsewhere of an article: `None` where it is not said whether it was read and starred, or nothing was kept.
    pub fn told<'t>(
        read: Option<bool>,
        starred: Option<bool>,
        tags: impl IntoIterator<Item = &'t str>,
    ) -> Option<Self> {
        let (read, starred) = (read?, starred?);
        let short = |tag: &&str| tag.len() <= MANY_TAGS.1;
        let plain = |tag: &str| self::tag(&crate::text::sanitize_line(tag));
        let tags: BTreeSet<String> = tags.into_iter().filter(short).filter_map(plain).take(MANY_TAGS.0).collect();
        (read || starred || !tags.is_empty()).then(|| Self { read, starred, tags, ..Self::default() })
    }
}

/// A tag as it is kept and compared: in lower case, in one line, without commas and quotes. `None` where nothing is left.
#[must_use]
pub fn tag(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|letter| !matches!(letter, ',' | '"' | '#')).collect();
    let tag = plain.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    (!tag.is_empty()).then_some(tag)
}

/// The tags in a list with commas.
#[must_use]
pub fn tags(typed: &str) -> BTreeSet<String> {
    typed.split(',').filter_map(tag).collect()
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
    /// The search that was the filter.
    pub only: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::{tag, tags};

    #[test]
    fn tags_are_levelled() {
        assert_eq!(tag("  To  Check "), Some("to check".to_owned()));
        assert_eq!(
            tags("Énergie, #later,, energy,later").into_iter().collect::<Vec<_>>(),
            ["energy", "later", "énergie"]
        );
        assert_eq!(tag(" \"#\" "), None);
    }
}
