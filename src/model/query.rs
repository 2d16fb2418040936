//! Which articles are looked at, and in what order.

use std::collections::BTreeSet;

use super::OutletId;

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
    /// Order.
    pub sort: SortKey,
    /// The other way round.
    pub reverse: bool,
}
