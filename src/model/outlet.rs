//! Outlets: who publishes.

/// Position of an outlet in the open corpus. Not kept between runs; names are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OutletId(pub u32);

/// A newspaper, agency, broadcaster or site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its number in this corpus.
    pub id: OutletId,
    /// Its name; `None` stands for all articles whose outlet is unknown.
    pub name: Option<String>,
    /// A short sign for it, unique in the corpus, 1 to 4 cells; `?` for unknown.
    pub tag: String,
    /// Number of its articles.
    pub articles: u32,
}

impl Outlet {
    /// The name to show.
    #[must_use]
    pub fn display(&self) -> &str {
        self.name.as_deref().unwrap_or("unknown outlet")
    }
}
