//! Entities by all their names, the first of them with a mention from each outlet; then lines of text.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{CONTEXT, PickJob, Picker, lines};
use crate::engine::event::{PickList, PickRow};
use crate::engine::memory::{Posting, Scope};
use crate::engine::request::PickerKind;
use crate::model::{EntityKind, OutletId, Place};
use crate::nlp::spelling_form;
use crate::search::fuzzy::{Hit, Matcher, Pattern, Similar, Snapshot, Tier};
use crate::search::snippet::around;
use crate::text::{Span, fold};

/// So many entities are shown with a mention from each outlet.
const DETAILED: usize = 3;
/// So many of its outlets at most.
const OUTLETS: usize = 12;
/// So many outlets are named that lack it.
const ABSENT: usize = 40;

impl Picker {
    pub(super) fn entities(
        &mut self,
        job: &PickJob,
        pattern: &Pattern,
        stop: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(PickList),
    ) -> Option<PickList> {
        let Self { session, matcher, .. } = self;
        let revision = job.scope.revision.clone();
        let all = job.scope.totals.named;
        let list = |found: &Snapshot| {
            let mut list = job.list((found.matched, all), true);
            list.rows = rows(job, found, pattern, &Meant::Typed(pattern, matcher));
            list
        };
        let weight = |at: u32| job.scope.totals.entity(at as usize).mentions;
        let limit = job.limit as usize;
        let found = session.search(revision.index(), pattern, weight, limit, stop, &mut |part| publish(list(&part)))?;
        let mut list = list(&found);
        if found.matched == 0
            && let Some(similar) = Similar::new(pattern, &spelling_form)
        {
            let found = similar.search(revision.index(), &spelling_form, weight, limit, stop)?;
            if found.matched > 0 {
                list = job.list((found.matched, all), true);
                list.rows = rows(job, &found, pattern, &Meant::Similar(&similar));
                list.note = Some("no exact match; similar names".into());
            }
        }
        if job.picker == PickerKind::Mentions && lines::wants(pattern) {
            self.lines(job, pattern, &mut list, stop, publish)?;
        }
        list.partial = false;
        Some(list)
    }
}

/// Which words of a name are meant.
enum Meant<'a> {
    /// Those that hold what was typed.
    Typed(&'a Pattern, &'a Matcher),
    /// Those that are close to it.
    Similar(&'a Similar),
}

impl Meant<'_> {
    /// Whether a name has them, better than by scattered letters.
    fn is_sure(&self, name: &str) -> bool {
        match self {
            Self::Typed(pattern, matcher) => {
                matcher.rate(&fold(name), pattern).is_some_and(|own| own.tier > Tier::Scattered)
            }
            Self::Similar(similar) => !similar.marks(name, &spelling_form).is_empty(),
        }
    }

    fn marks(&self, name: &str) -> Vec<Span> {
        match self {
            Self::Typed(pattern, matcher) => matcher.marks(name, pattern),
            Self::Similar(similar) => similar.marks(name, &spelling_form),
        }
    }
}

fn rows(job: &PickJob, found: &Snapshot, pattern: &Pattern, meant: &Meant<'_>) -> Vec<PickRow> {
    let with_lines = job.picker == PickerKind::Mentions;
    let reserved = if with_lines && lines::wants(pattern) { lines::ROWS.min(job.limit as usize / 2) } else { 0 };
    let limit = (job.limit as usize).saturating_sub(reserved);
    let mut rows = Vec::new();
    for (number, hit) in found.hits.iter().enumerate() {
        if rows.len() >= limit {
            break;
        }
        let Some((row, firsts)) = entity(&job.scope, *hit, meant) else { continue };
        rows.push(row);
        if with_lines && number < DETAILED {
            detail(&job.scope, hit.id as usize, &firsts, &mut rows);
        }
    }
    rows.truncate(job.limit as usize);
    rows
}

/// The row of an entity, and its first mention in each outlet, in the list's order.
fn entity(scope: &Scope, hit: Hit, meant: &Meant<'_>) -> Option<(PickRow, Vec<Posting>)> {
    let at = hit.id as usize;
    let entity = scope.revision.entities().get(at)?;
    let named = scope.totals.entity(at);
    let firsts = firsts(scope, at);
    let sure = meant.is_sure(&entity.name);
    let alias = (hit.key as usize).checked_sub(1).and_then(|number| entity.aliases.get(number));
    let also = alias.filter(|_| !sure).map(|alias| (Arc::from(alias.name.as_str()), meant.marks(&alias.name)));
    let marks = if sure || also.is_none() { meant.marks(&entity.name) } else { Vec::new() };
    let row = PickRow::Entity {
        id: entity.id,
        kind: entity.kind,
        name: scope.revision.display(at),
        marks,
        also,
        mentions: named.mentions,
        outlets: (named.outlets, scope.counted().0),
        place: scope.place(*firsts.first()?)?,
    };
    Some((row, firsts))
}

/// The first mention in each outlet that passes, in the list's order.
fn firsts(scope: &Scope, at: usize) -> Vec<Posting> {
    let mut firsts: FxHashMap<OutletId, (u32, Posting)> = FxHashMap::default();
    for group in scope.groups(at) {
        let seen = group.postings.iter().find(|posting| is_visible(scope, **posting));
        let Some(first) = seen.or(group.postings.first()) else { continue };
        let slot = firsts.entry(scope.entry(first.article).outlet).or_insert((group.row, *first));
        if group.row < slot.0 {
            *slot = (group.row, *first);
        }
    }
    let mut firsts: Vec<(u32, Posting)> = firsts.into_values().collect();
    firsts.sort_unstable();
    firsts.into_iter().map(|(_, posting)| posting).collect()
}

/// Whether a mention stands in what the reader shows without being asked: a caption is not the best place to begin.
fn is_visible(scope: &Scope, posting: Posting) -> bool {
    let document = &scope.entry(posting.article).article.document;
    let kind = scope.place(posting).and_then(|place| document.kind_at(place.span.start));
    kind.is_some_and(|kind| !kind.is_hidden())
}

/// A line from each outlet, and those outlets that lack the entity.
fn detail(scope: &Scope, at: usize, firsts: &[Posting], rows: &mut Vec<PickRow>) {
    let id = scope.revision.entities().get(at).map(|entity| entity.id);
    for posting in firsts.iter().take(OUTLETS) {
        let Some(place) = scope.place(*posting) else { continue };
        let mut row = line(scope, place, &[place.span]);
        if let PickRow::Line { entity, .. } = &mut row {
            *entity = id;
        }
        rows.push(row);
    }
    let naming: Vec<OutletId> = firsts.iter().map(|posting| scope.entry(posting.article).outlet).collect();
    let absent: Vec<Arc<str>> = scope
        .passing_outlets()
        .filter(|outlet| !naming.contains(outlet))
        .take(ABSENT)
        .map(|outlet| scope.outlets.tag(outlet))
        .collect();
    if !absent.is_empty() {
        rows.push(PickRow::Absent(absent));
    }
}

/// A line of text around a place; `marks` are bytes of the article.
pub(super) fn line(scope: &Scope, place: Place, marks: &[crate::text::Span]) -> PickRow {
    let entry = scope.entry(place.article.0);
    let document = &entry.article.document;
    let block = document.block_at(place.span.start).and_then(|block| document.blocks.get(block));
    let bounds = block.map_or(place.span, |block| block.span);
    let snippet = around(&document.text, bounds, marks, CONTEXT);
    PickRow::Line {
        entity: None,
        place,
        tag: scope.outlets.tag(entry.outlet),
        date: entry.article.meta.date.clone(),
        context: snippet.text.into(),
        marks: snippet.marks,
    }
}

/// The bit order of kinds in an index is the order of the variants.
const _: () = assert!(EntityKind::Person as u8 == 0 && EntityKind::Other as u8 == 3);
