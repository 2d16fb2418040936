//! Forms and roles of a name in all articles that name it, however many: they are read one after the other, and what they have is
//! added up, so that what is held does not grow with them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::desk::REVISION;
use super::reading::Reading;
use crate::engine::memory::OutletTable;
use crate::engine::memory::forms::forms_page;
use crate::engine::memory::shares::Share;
use crate::engine::table::FormsPage;
use crate::model::{ArticleId, EntityId, EntityRef, OutletId, Place, Query};
use crate::store::library::{EntityLine, Library, LibraryError};

/// After so many articles it is looked whether somebody waits still.
const BATCH: usize = 64;
/// What was counted so far is told this often, the first time after so many articles.
const TELL: (Duration, usize) = (Duration::from_millis(700), 256);

/// What each outlet has of an entity.
pub(super) type Shares = FxHashMap<OutletId, Share>;

/// Counts forms and roles in all articles that name somebody and pass, the newest first. `pause` is called after every batch with
/// what was counted so far in how many articles of how many; where it says no, nobody waits any more, and there is no answer.
///
/// # Errors
/// The library cannot be read.
pub(super) fn shares(
    library: &Library,
    entity: u32,
    query: &Query,
    pause: &mut dyn FnMut(&Shares, (usize, usize)) -> bool,
) -> Result<Option<Shares>, LibraryError> {
    let mut articles = library.postings_in_time(entity)?;
    articles.retain(|one| query.passes(ArticleId(one.article), OutletId(one.outlet)));
    let reading = Reading::new(library)?;
    let mut shares = Shares::default();
    for (at, one) in articles.iter().enumerate() {
        if at % BATCH == 0 && !pause(&shares, (at, articles.len())) {
            return Ok(None);
        }
        let Some(read) = reading.read(one.article)? else { continue };
        let mut places = read.places(entity).peekable();
        if places.peek().is_some() {
            shares.entry(read.outlet).or_default().add(&read.entry, places);
        }
    }
    Ok(Some(shares))
}

/// The page of forms and roles; `tell` gets what was counted so far. Stops without an answer where `outdated` says that nobody
/// waits any more.
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
    let page = |shares: &Shares, read: Option<(usize, usize)>| -> FormsPage {
        let entity = EntityRef { kind: name.kind, name: name.name.clone() };
        let passing: Vec<OutletId> = outlets.alive().filter(|id| query.outlets.passes(*id)).collect();
        let date = |place: Place| library.rows(&[place.article.0]).ok()?.pop()?.date;
        let page = forms_page((REVISION, EntityId(name.id), entity), shares, (outlets, &passing), date);
        FormsPage { read: read.map(|(read, all)| (read as u32, all as u32)), ..page }
    };
    let mut told = Instant::now();
    let shares = shares(library, name.id, query, &mut |shares, (read, all)| {
        // The first is told soon: it is what one waits for.
        if read > 0 && (read == TELL.1 || told.elapsed() >= TELL.0) {
            told = Instant::now();
            tell(&page(shares, Some((read, all))));
        }
        !outdated()
    })?;
    Ok(shares.map(|shares| page(&shares, None)))
}
