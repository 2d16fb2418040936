//! Forms of a name that stands in more articles than are held at once: some are read after the others, and what they have is added
//! up, so that what is held does not grow with them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::desk::REVISION;
use super::subset::subset;
use crate::engine::memory::forms::forms_page;
use crate::engine::memory::shares::Share;
use crate::engine::memory::{MemoryCorpus, OutletTable};
use crate::engine::table::FormsPage;
use crate::model::{ArticleId, EntityId, EntityRef, OutletId, Place, Query};
use crate::store::library::{EntityLine, Library, LibraryError};

/// So many articles are read at a time.
const BATCH: usize = 256;
/// What was counted so far is told this often.
const TELL: Duration = Duration::from_millis(700);

/// Counts forms and roles in all articles that name somebody and pass, the newest first; `tell` gets what was counted so far.
/// Stops without an answer where `outdated` says that nobody waits any more.
///
/// # Errors
/// The library cannot be read.
pub(super) fn forms(
    (library, outlets): (&Library, &Arc<OutletTable>),
    name: &EntityLine,
    query: &Query,
    outdated: &dyn Fn() -> bool,
    tell: &mut dyn FnMut(&FormsPage),
) -> Result<Option<FormsPage>, LibraryError> {
    let mut articles: Vec<u32> = Vec::new();
    for one in library.postings_in_time(name.id)? {
        if query.passes(ArticleId(one.article), OutletId(one.outlet)) {
            articles.push(one.article);
        }
    }
    let page = |shares: &FxHashMap<OutletId, Share>, read: usize| -> FormsPage {
        let entity = EntityRef { kind: name.kind, name: name.name.clone() };
        let passing: Vec<OutletId> = outlets.alive().filter(|id| query.outlets.passes(*id)).collect();
        let date = |place: Place| library.rows(&[place.article.0]).ok()?.pop()?.date;
        let page = forms_page((REVISION, EntityId(name.id), entity), shares, (outlets, &passing), date);
        let all = articles.len();
        FormsPage { read: (read < all).then_some((read as u32, all as u32)), ..page }
    };
    let mut shares: FxHashMap<OutletId, Share> = FxHashMap::default();
    let (mut read, mut told) = (0, Instant::now());
    for batch in articles.chunks(BATCH) {
        if outdated() {
            return Ok(None);
        }
        let mut corpus = MemoryCorpus::with_table(OutletTable::clone(outlets));
        let loaded = subset(library, batch, true, &mut corpus)?;
        if let Some(local) = loaded.entities.iter().position(|known| *known == name.id) {
            let scope = corpus.scope(&Query::default());
            for (outlet, share) in scope.shares(local) {
                shares.entry(outlet).or_default().add(share, |article| loaded.abroad(article));
            }
        }
        read += batch.len();
        // The first is told at once: it is what one waits for.
        if read < articles.len() && (read == BATCH || told.elapsed() >= TELL) {
            told = Instant::now();
            tell(&page(&shares, read));
        }
    }
    Ok(Some(page(&shares, read)))
}
