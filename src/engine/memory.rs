//! The open corpus in memory: what it holds, and every answer it gives. Has no threads and does no input or output, so
//! that all of its behaviour can be tested as question and answer.

pub mod card;
pub mod context;
pub mod entry;
mod follow;
pub mod forms;
pub mod jump;
pub mod kwic;
pub mod list;
pub mod matching;
pub mod matrix;
pub mod outlets;
pub mod pick;
pub mod revision;
pub mod scope;
pub(in crate::engine) mod shares;
pub mod sidebar;
pub mod tags;
pub mod totals;
pub mod view;
pub mod who;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::event::LoadedArticle;
use crate::model::{
    Analysis, Article, ArticleId, ContentKey, Decision, EntityId, EntityRef, Problem, Query, ReaderMemory, Stage,
};

pub use entry::Entry;
pub use outlets::OutletTable;
pub use revision::{Laid, Posting, Revision, tie};
pub use scope::Scope;
pub use totals::Totals;
pub use view::View;

/// So many sorted lists are kept; the reader asks for one or two at a time.
const KEPT: usize = 6;

/// Articles, outlets and entities, and everything that can be asked of them.
#[derive(Debug, Default)]
pub struct MemoryCorpus {
    entries: Arc<Vec<Arc<Entry>>>,
    by_key: FxHashMap<ContentKey, ArticleId>,
    outlets: Arc<OutletTable>,
    /// Outlets the user gave, also of articles that are not there (yet).
    given: BTreeMap<ContentKey, String>,
    revision: Arc<Revision>,
    previous: Option<Arc<Revision>>,
    views: Vec<(Query, Arc<View>)>,
    totals: Vec<(Query, Arc<Totals>)>,
    /// What the reader keeps of articles.
    memory: Arc<ReaderMemory>,
    decisions: Arc<Vec<Decision>>,
    /// Whether something other than new articles or decisions asks for a new look at all names.
    stale: bool,
}

impl MemoryCorpus {
    /// An empty corpus in which the user has already said whose some articles are.
    #[must_use]
    pub fn with_outlets(given: BTreeMap<ContentKey, String>) -> Self {
        Self { given, ..Self::default() }
    }

    /// An empty corpus whose outlets have numbers already.
    #[must_use]
    pub fn with_table(outlets: OutletTable) -> Self {
        Self { outlets: Arc::new(outlets.emptied()), ..Self::default() }
    }

    /// Takes in an article. Its names are tied to entities by the next [`Self::resolve`].
    ///
    /// # Errors
    /// The same content is there already; the problem says from where.
    pub fn add(&mut self, article: Article, analysis: Analysis) -> Result<ArticleId, Problem> {
        self.add_entry(Entry::new(article, analysis))
    }

    /// Takes in an article made ready.
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn add_entry(&mut self, mut entry: Entry) -> Result<ArticleId, Problem> {
        let key = entry.article.key;
        if let Some(first) = self.by_key.get(&key).and_then(|id| self.entry(*id)) {
            let reason = format!("the same article as {}; it is taken once", first.article.source);
            let source = entry.article.source.to_string();
            return Err(Problem { source, stage: Stage::Duplicate, reason, skipped: true });
        }
        let outlets = Arc::make_mut(&mut self.outlets);
        // Where the user gave a name, the ingested one must not become an outlet without articles.
        match self.given.get(&key) {
            Some(name) => entry = entry.with_outlet(Some(name), |name| outlets.id(name)),
            None => entry.outlet = outlets.id(entry.article.meta.outlet.as_deref()),
        }
        outlets.gain(entry.outlet);
        let id = ArticleId(self.entries.len() as u32);
        Arc::make_mut(&mut self.entries).push(Arc::new(entry));
        self.by_key.insert(key, id);
        Ok(id)
    }

    /// Gives the names of an article that was taken in without them; they too wait for the next [`Self::resolve`].
    pub fn set_names(&mut self, key: ContentKey, analysis: Analysis) {
        let Some(id) = self.by_key.get(&key) else { return };
        if let Some(slot) = Arc::make_mut(&mut self.entries).get_mut(id.0 as usize) {
            *slot = Arc::new(slot.with_names(analysis));
            self.stale = true;
        }
    }

    /// Ties all names to entities, here and now.
    pub fn resolve(&mut self) {
        let made = self.to_resolve().run();
        self.adopt(made);
    }

    /// What people decided; it counts from the next [`Self::resolve`] on.
    pub fn set_decisions(&mut self, decisions: Vec<Decision>) {
        self.decisions = Arc::new(decisions);
    }

    /// What people decided.
    #[must_use]
    pub fn decisions(&self) -> Arc<Vec<Decision>> {
        self.decisions.clone()
    }

    /// The work of resolving, to be done elsewhere and brought back by [`Self::adopt`]. One at a time.
    #[must_use]
    pub fn to_resolve(&mut self) -> ResolveJob {
        let stale = std::mem::take(&mut self.stale);
        let known = !stale && self.revision.covered() == self.entries.len();
        ResolveJob {
            number: self.revision.number + 1,
            base: self.revision.end(),
            entries: self.entries.clone(),
            decisions: self.decisions.clone(),
            known: (known && self.revision.number > 0).then(|| self.revision.clone()),
        }
    }

    /// Takes over resolved entities. Returns what nothing needs any more; to let it go takes a while.
    pub fn adopt(&mut self, revision: Revision) -> Option<Arc<Revision>> {
        let old = std::mem::replace(&mut self.revision, Arc::new(revision));
        self.totals.clear();
        self.previous.replace(old)
    }

    /// What the user says of an article's outlet; `None` takes it back. Whether there is such an article.
    pub fn set_outlet(&mut self, article: ArticleId, outlet: Option<&str>) -> bool {
        let Some(entry) = self.entry(article).cloned() else { return false };
        let outlet = outlet.map(str::trim).filter(|name| !name.is_empty());
        match outlet {
            Some(name) => self.given.insert(entry.article.key, name.to_owned()),
            None => self.given.remove(&entry.article.key),
        };
        let table = Arc::make_mut(&mut self.outlets);
        let changed = entry.with_outlet(outlet, |name| table.id(name));
        table.lose(entry.outlet);
        table.gain(changed.outlet);
        if let Some(slot) = Arc::make_mut(&mut self.entries).get_mut(article.0 as usize) {
            *slot = Arc::new(changed);
        }
        self.views.clear();
        self.totals.clear();
        self.stale = true;
        true
    }

    /// What the reader keeps of articles now.
    pub fn set_memory(&mut self, memory: Arc<ReaderMemory>) {
        self.memory = memory;
    }

    /// Everything that holds for one query.
    pub fn scope(&mut self, query: &Query) -> Scope {
        if self.outlets.needs_tags() {
            Arc::make_mut(&mut self.outlets).retag();
        }
        let (entries, table, revision) = (&self.entries, &self.outlets, &self.revision);
        let stale = |view: &View| view.covered() < entries.len();
        if let Some((_, view)) = self.views.iter_mut().find(|(other, view)| other == query && stale(view)) {
            *view = Arc::new(view.grown(entries, table, query));
        }
        let view = kept(&mut self.views, query, || View::new(entries, table, query));
        let filter = &query.unordered();
        let totals = kept(&mut self.totals, filter, || Totals::new(entries, table, revision, filter));
        Scope {
            query: query.clone(),
            entries: self.entries.clone(),
            outlets: self.outlets.clone(),
            revision: self.revision.clone(),
            previous: self.previous.clone(),
            view,
            totals,
            memory: self.memory.clone(),
        }
    }

    /// An article with its mentions.
    pub fn open(&mut self, id: ArticleId) -> Option<LoadedArticle> {
        if self.outlets.needs_tags() {
            Arc::make_mut(&mut self.outlets).retag();
        }
        let entry = self.entry(id)?;
        Some(LoadedArticle {
            id,
            article: entry.article.clone(),
            outlet: entry.outlet,
            tag: self.outlets.tag(entry.outlet),
            mentions: self.revision.mentions(id.0),
            revision: self.revision.number,
        })
    }

    /// The article with a content.
    #[must_use]
    pub fn locate(&self, key: ContentKey) -> Option<ArticleId> {
        self.by_key.get(&key).copied()
    }

    /// The entity that bears a name.
    #[must_use]
    pub fn find_entity(&self, wanted: &EntityRef) -> Option<(EntityId, EntityRef)> {
        let entity = &self.revision.entities()[self.revision.find(wanted)?];
        Some((entity.id, EntityRef { kind: entity.kind, name: entity.name.clone() }))
    }

    /// An article as it is kept.
    #[must_use]
    pub fn entry(&self, id: ArticleId) -> Option<&Arc<Entry>> {
        self.entries.get(id.0 as usize)
    }

    /// All articles, in the order in which they came.
    #[must_use]
    pub fn entries(&self) -> &[Arc<Entry>] {
        &self.entries
    }

    /// Number of articles.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entities as they are now.
    #[must_use]
    pub const fn revision(&self) -> &Arc<Revision> {
        &self.revision
    }
}

/// The newest kept thing for a key, or a new one.
fn kept<K: PartialEq + Clone, V>(cache: &mut Vec<(K, Arc<V>)>, key: &K, make: impl FnOnce() -> V) -> Arc<V> {
    if let Some((_, found)) = cache.iter().find(|(other, _)| other == key) {
        return found.clone();
    }
    let fresh = Arc::new(make());
    if cache.len() == KEPT {
        cache.remove(0);
    }
    cache.push((key.clone(), fresh.clone()));
    fresh
}

/// Articles to be resolved.
#[derive(Debug, Clone)]
pub struct ResolveJob {
    number: u64,
    base: u32,
    entries: Arc<Vec<Arc<Entry>>>,
    decisions: Arc<Vec<Decision>>,
    /// A revision of the same articles: what the machine found in it still holds.
    known: Option<Arc<Revision>>,
}

impl ResolveJob {
    /// Does the work.
    #[must_use]
    pub fn run(&self) -> Revision {
        let machine = self.known.as_ref().map_or_else(|| Arc::new(tie(&self.entries)), |known| known.machine());
        let (tied, laid) = Laid::over(&self.entries, machine, self.decisions.clone());
        Revision::new(self.number, self.base, tied, laid)
    }

    /// Number of articles in it.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.entries.len()
    }
}
