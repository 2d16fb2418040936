//! The outlets of the corpus: numbers, names and signs.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::tags;
use crate::engine::event::OutletRow;
use crate::model::OutletId;

/// Outlets in the order in which they came.
#[derive(Debug, Clone, Default)]
pub struct OutletTable {
    names: Vec<Option<Arc<str>>>,
    tags: Vec<Arc<str>>,
    articles: Vec<u32>,
    ids: FxHashMap<Option<Arc<str>>, OutletId>,
}

impl OutletTable {
    /// The number of a name, a new one where it has none yet. Signs of new outlets are made by [`Self::retag`].
    pub fn id(&mut self, name: Option<&str>) -> OutletId {
        let name: Option<Arc<str>> = name.map(Into::into);
        if let Some(id) = self.ids.get(&name) {
            return *id;
        }
        let id = OutletId(self.names.len() as u32);
        self.names.push(name.clone());
        self.articles.push(0);
        self.ids.insert(name, id);
        id
    }

    /// An article has come.
    pub fn gain(&mut self, id: OutletId) {
        if let Some(articles) = self.articles.get_mut(id.0 as usize) {
            *articles += 1;
        }
    }

    /// The same outlets without articles.
    #[must_use]
    pub fn emptied(mut self) -> Self {
        self.articles.fill(0);
        self
    }

    /// So many articles are its own.
    pub fn set_articles(&mut self, id: OutletId, number: u32) {
        if let Some(articles) = self.articles.get_mut(id.0 as usize) {
            *articles = number;
        }
    }

    /// An article has turned out to be another outlet's.
    pub fn lose(&mut self, id: OutletId) {
        if let Some(articles) = self.articles.get_mut(id.0 as usize) {
            *articles = articles.saturating_sub(1);
        }
    }

    /// Number of its articles.
    #[must_use]
    pub fn articles(&self, id: OutletId) -> u32 {
        self.articles.get(id.0 as usize).copied().unwrap_or(0)
    }

    /// All outlets with articles: the most articles first, then by name, the unknown last. `people` counts who is named.
    #[must_use]
    pub fn rows(&self, people: impl Fn(OutletId) -> u32) -> Vec<OutletRow> {
        let row = |id| OutletRow {
            id,
            tag: self.tag(id),
            name: self.name(id),
            articles: self.articles(id),
            people: people(id),
        };
        let mut rows: Vec<OutletRow> = self.alive().map(row).collect();
        rows.sort_by(|a, b| {
            a.name
                .is_none()
                .cmp(&b.name.is_none())
                .then_with(|| b.articles.cmp(&a.articles))
                .then_with(|| a.name.cmp(&b.name))
        });
        rows
    }

    /// Outlets with articles.
    pub fn alive(&self) -> impl Iterator<Item = OutletId> {
        self.ids().filter(|id| self.articles(*id) > 0)
    }

    /// Whether a sign is missing.
    #[must_use]
    pub fn needs_tags(&self) -> bool {
        self.tags.len() < self.names.len()
    }

    /// Makes all signs anew: a new outlet may take part in a conflict.
    pub fn retag(&mut self) {
        let made = tags::tags(self.names.iter().flatten().map(AsRef::as_ref));
        let tag = |name: &Option<Arc<str>>| -> Arc<str> {
            name.as_deref().and_then(|name| made.get(name)).map_or(tags::UNKNOWN, String::as_str).into()
        };
        self.tags = self.names.iter().map(tag).collect();
    }

    /// Number of outlets, those without articles included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// All numbers.
    pub fn ids(&self) -> impl Iterator<Item = OutletId> + use<> {
        (0..self.names.len() as u32).map(OutletId)
    }

    /// Its name; `None` for unknown.
    #[must_use]
    pub fn name(&self, id: OutletId) -> Option<Arc<str>> {
        self.names.get(id.0 as usize).cloned().flatten()
    }

    /// Its name as it is shown.
    #[must_use]
    pub fn display(&self, id: OutletId) -> Arc<str> {
        self.name(id).unwrap_or_else(|| "unknown outlet".into())
    }

    /// Its sign.
    #[must_use]
    pub fn tag(&self, id: OutletId) -> Arc<str> {
        self.tags.get(id.0 as usize).cloned().unwrap_or_else(|| tags::UNKNOWN.into())
    }
}
