//! Which articles are looked at, and in what order.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::{ArticleId, OutletId};

/// Which outlets count. The list, the sidebar and the jumps respect it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum OutletFilter {
    /// All of them.
    #[default]
    All,
    /// These only.
    Only(BTreeSet<OutletId>),
}

impl OutletFilter {
    /// Whether articles of `outlet` pass.
    #[must_use]
    pub fn passes(&self, outlet: OutletId) -> bool {
        match self {
            Self::All => true,
            Self::Only(set) => set.contains(&outlet),
        }
    }

    /// Whether some outlet may be left out.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        matches!(self, Self::Only(_))
    }
}

/// What the list is sorted by. Ties are broken by title, then by content key, so that the order is always the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SortKey {
    /// Day and time, the newest first; undated articles last.
    #[default]
    Date,
    /// Outlet, then date.
    Outlet,
    /// Title.
    Title,
    /// Length in words, the longest first.
    Length,
}

/// Which articles, in what order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Query {
    /// Outlets that count.
    pub outlets: OutletFilter,
    /// Only what a search found; `None`: all.
    pub only: Option<Only>,
    /// Order.
    pub sort: SortKey,
    /// The other way round.
    pub reverse: bool,
}

impl Query {
    /// Whether an article of an outlet passes.
    #[must_use]
    pub fn passes(&self, article: ArticleId, outlet: OutletId) -> bool {
        self.outlets.passes(outlet) && self.only.as_ref().is_none_or(|only| only.articles.contains(article))
    }

    /// Whether some article may be left out.
    #[must_use]
    pub const fn is_filtered(&self) -> bool {
        self.outlets.is_on() || self.only.is_some()
    }

    /// The same in the order that is always there: what passes.
    #[must_use]
    pub fn unordered(&self) -> Self {
        Self { outlets: self.outlets.clone(), only: self.only.clone(), ..Self::default() }
    }
}

/// What a search found, when it was asked.
#[derive(Debug, Clone)]
pub struct Only {
    /// The search, as it was typed.
    pub line: Arc<str>,
    /// What it found.
    pub articles: Arc<ArticleSet>,
}

/// Each search is its own: articles may have come since.
impl PartialEq for Only {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.articles, &other.articles)
    }
}

impl Eq for Only {}

impl Hash for Only {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.articles).hash(state);
    }
}

/// Articles by their numbers: a bit each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticleSet {
    bits: Vec<u64>,
    len: u32,
}

impl ArticleSet {
    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> u32 {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether an article is there.
    #[must_use]
    pub fn contains(&self, article: ArticleId) -> bool {
        self.bits.get(article.0 as usize / 64).is_some_and(|word| word >> (article.0 % 64) & 1 == 1)
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = ArticleId> {
        let bits = |(at, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| ArticleId(at as u32 * 64 + bit))
        };
        self.bits.iter().enumerate().flat_map(bits)
    }
}

impl FromIterator<ArticleId> for ArticleSet {
    fn from_iter<I: IntoIterator<Item = ArticleId>>(articles: I) -> Self {
        let mut out = Self::default();
        for ArticleId(id) in articles {
            let at = id as usize / 64;
            if out.bits.len() <= at {
                out.bits.resize(at + 1, 0);
            }
            if let Some(word) = out.bits.get_mut(at) {
                let bit = 1 << (id % 64);
                out.len += u32::from(*word & bit == 0);
                *word |= bit;
            }
        }
        out
    }
}

/// What the reader keeps of an article, as a search asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadMark {
    /// It was read.
    Read,
    /// It was not.
    Unread,
    /// It is starred.
    Starred,
    /// It is not.
    Unstarred,
    /// It has tags.
    Tagged,
    /// It has none.
    Untagged,
}

impl ReadMark {
    /// What is so where this is not.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Read => Self::Unread,
            Self::Unread => Self::Read,
            Self::Starred => Self::Unstarred,
            Self::Unstarred => Self::Starred,
            Self::Tagged => Self::Untagged,
            Self::Untagged => Self::Tagged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ArticleId, ArticleSet};

    #[test]
    fn a_set_of_articles() {
        let set: ArticleSet = [3, 200, 64, 3].map(ArticleId).into_iter().collect();
        assert_eq!(set.len(), 3);
        assert_eq!(set.iter().map(|id| id.0).collect::<Vec<_>>(), [3, 64, 200]);
        assert!(set.contains(ArticleId(200)) && !set.contains(ArticleId(201)) && !set.contains(ArticleId(9999)));
    }
}
