//! Who × outlet on a library: from what is counted there, or, where a search left some articles, from whose names they hold.
//! Twenty bytes an entity: names are looked up where they are shown.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::desk::REVISION;
use crate::engine::memory::OutletTable;
use crate::engine::table::{Count, Reach, WhoColumn, WhoPage, WhoQuery, WhoRow, WhoSort};
use crate::model::{ArticleId, ArticleSet, EntityId, Only, OutletFilter, OutletId, Query};
use crate::store::library::{EntityCount, EntityOutlet, Library, LibraryError};
use crate::text::fold;

/// So many rows are counted by outlet in one walk over what a search found.
const BLOCK: u32 = 1024;

/// Rows of who × outlet, in order.
#[derive(Debug, Clone)]
pub struct WhoSheet {
    query: Query,
    rows: Arc<[EntityCount]>,
    in_one: u32,
    all: u32,
    columns: Arc<[WhoColumn]>,
    /// Of what a search found, the cells of the last block asked for.
    cells: RefCell<Option<(u32, Arc<Cells>)>>,
}

/// Entity by entity: outlets with what they have.
type Cells = FxHashMap<u32, Vec<EntityOutlet>>;

impl WhoSheet {
    /// The rows that are asked for, of what passes a query.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn new(library: &Library, table: &OutletTable, query: &Query, who: &WhoQuery) -> Result<Self, LibraryError> {
        let columns = columns(table, &query.outlets);
        let mut rows = counts(library, query)?;
        let all = rows.len() as u32;
        let named = bearing(library, &who.text)?;
        rows.retain(|row| {
            let reach = match who.reach {
                Reach::Any => true,
                Reach::One => row.outlets == 1,
                Reach::All => row.outlets as usize == columns.len(),
            };
            let kind = who.kinds.is_empty() || who.kinds.contains(&row.kind);
            let bears = named.as_ref().is_none_or(|named| named.contains(ArticleId(row.id)));
            reach && kind && row.mentions >= who.least && bears
        });
        let in_one = rows.iter().filter(|row| row.outlets == 1).count() as u32;
        let rows = sorted(library, query, who, &rows)?.into();
        let query = query.unordered();
        Ok(Self { query, rows, in_one, all, columns, cells: RefCell::default() })
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All rows, with what is counted of each.
    pub fn rows(&self) -> impl Iterator<Item = &EntityCount> {
        self.rows.iter()
    }

    /// The outlets, column by column.
    #[must_use]
    pub const fn columns(&self) -> &Arc<[WhoColumn]> {
        &self.columns
    }

    /// A window of the table, cut to what there is; and the row of an entity.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn page(
        &self,
        library: &Library,
        window: &Range<u32>,
        locate: Option<EntityId>,
    ) -> Result<WhoPage, LibraryError> {
        let end = window.end.min(self.len());
        let first = window.start.min(end);
        let mut rows = Vec::with_capacity((end - first) as usize);
        for (at, row) in (first..end).zip(self.rows.get(first as usize..end as usize).unwrap_or(&[])) {
            let Some(line) = library.entity(row.id)? else { continue };
            let own = self.by_outlet(library, at, row.id)?;
            let cell = |column: &WhoColumn| {
                let found = own.iter().find(|own| own.outlet == column.outlet.0);
                found.map_or(Count::default(), |own| Count { mentions: own.mentions, articles: own.articles })
            };
            rows.push(WhoRow {
                id: EntityId(row.id),
                kind: row.kind,
                name: line.name.into(),
                all: Count { mentions: row.mentions, articles: row.articles },
                outlets: row.outlets,
                decided: false,
                cells: self.columns.iter().map(cell).collect(),
            });
        }
        let located = locate.and_then(|id| self.rows.iter().position(|row| row.id == id.0));
        Ok(WhoPage {
            revision: REVISION,
            total: (self.len(), self.all),
            in_one: self.in_one,
            columns: self.columns.clone(),
            first,
            rows,
            located: located.map(|row| row as u32),
        })
    }

    fn by_outlet(&self, library: &Library, at: u32, entity: u32) -> Result<Vec<EntityOutlet>, LibraryError> {
        let Some(only) = &self.query.only else { return library.entity_outlets(entity) };
        let block = at / BLOCK;
        let known = self.cells.borrow().as_ref().filter(|(known, _)| *known == block).map(|(_, cells)| cells.clone());
        let cells = if let Some(cells) = known {
            cells
        } else {
            let cells = Arc::new(self.count(library, only, block)?);
            self.cells.replace(Some((block, cells.clone())));
            cells
        };
        Ok(cells.get(&entity).cloned().unwrap_or_default())
    }

    fn count(&self, library: &Library, only: &Only, block: u32) -> Result<Cells, LibraryError> {
        let first = (block * BLOCK) as usize;
        let wanted = self.rows.iter().skip(first).take(BLOCK as usize).map(|row| row.id).collect();
        let passes = |outlet| self.query.outlets.passes(OutletId(outlet));
        library.by_outlet_among(only.articles.iter().map(|id| id.0), passes, &wanted)
    }
}

/// Who is named in what passes, by the numbers of the entities.
fn counts(library: &Library, query: &Query) -> Result<Vec<EntityCount>, LibraryError> {
    let Some(only) = &query.only else {
        return match &query.outlets {
            OutletFilter::All => library.counts(),
            OutletFilter::Only(ids) => library.counts_in(&ids.iter().map(|id| id.0).collect::<Vec<_>>()),
        };
    };
    let articles = only.articles.iter().map(|id| id.0);
    let among = library.named_among(articles, |outlet| query.outlets.passes(OutletId(outlet)))?;
    let mut all = library.counts()?;
    all.retain_mut(|row| {
        let Ok(at) = among.binary_search_by_key(&row.id, |(id, _)| *id) else { return false };
        if let Some((_, own)) = among.get(at) {
            (row.mentions, row.articles, row.outlets) = (own.mentions, own.articles, own.outlets);
        }
        true
    });
    Ok(all)
}

/// Entities one of whose names holds all words; `None` where there are no words.
fn bearing(library: &Library, text: &str) -> Result<Option<ArticleSet>, LibraryError> {
    let words: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
    if words.is_empty() {
        return Ok(None);
    }
    let mut ids = Vec::new();
    library.each_named(|named| {
        let mut keys = named.keys;
        if keys.any(|name| words.iter().all(|word| name.contains(word))) {
            ids.push(ArticleId(named.id));
        }
        true
    })?;
    Ok(Some(ids.into_iter().collect()))
}

/// Rows in the order that is asked for.
fn sorted(
    library: &Library,
    query: &Query,
    who: &WhoQuery,
    rows: &[EntityCount],
) -> Result<Vec<EntityCount>, LibraryError> {
    let there = match who.sort {
        WhoSort::Outlet(outlet) => {
            let there = OutletFilter::Only([outlet].into());
            counts(library, &Query { outlets: there, only: query.only.clone(), ..Query::default() })?
        }
        _ => Vec::new(),
    };
    let there = |id: u32| {
        let found = there.binary_search_by_key(&id, |row| row.id).ok().and_then(|at| there.get(at));
        found.map_or(0, |row| count(row).of(who.measure))
    };
    let key = |row: &EntityCount| match who.sort {
        WhoSort::Kind => row.kind as u32,
        WhoSort::Name => 0,
        WhoSort::Total => u32::MAX - count(row).of(who.measure),
        WhoSort::Spread => u32::MAX - row.outlets,
        WhoSort::Outlet(_) => u32::MAX - there(row.id),
    };
    let names = Names::of(library, rows, who.sort == WhoSort::Name)?;
    let mut keyed: Vec<(u32, u32)> = rows.iter().enumerate().map(|(at, row)| (key(row), at as u32)).collect();
    keyed.sort_unstable_by(|(a, x), (b, y)| {
        let first = a.cmp(b).then_with(|| names.folded(*x).cmp(names.folded(*y)));
        let first = if who.reverse { first.reverse() } else { first };
        let (Some(one), Some(other)) = (rows.get(*x as usize), rows.get(*y as usize)) else { return first };
        first
            .then_with(|| other.mentions.cmp(&one.mentions))
            .then_with(|| one.kind.cmp(&other.kind))
            .then_with(|| names.name(*x).cmp(names.name(*y)))
            .then_with(|| (other.articles, other.outlets).cmp(&(one.articles, one.outlets)))
    });
    // Numbers hang on how articles came, not so the order in which entities were found.
    let same = |x: u32, y: u32| {
        let told = |at: u32| rows.get(at as usize).map(|row| (row.kind, row.mentions, row.articles, row.outlets));
        told(x) == told(y) && names.name(x) == names.name(y)
    };
    for namesakes in keyed.chunk_by_mut(|(_, x), (_, y)| same(*x, *y)).filter(|some| some.len() > 1) {
        let found =
            |at: u32| rows.get(at as usize).map(|row| library.found_at(row.id).map(|at| (at, row.id))).transpose();
        let mut order =
            namesakes.iter().map(|own| Ok((found(own.1)?, *own))).collect::<Result<Vec<_>, LibraryError>>()?;
        order.sort_unstable();
        for (slot, (_, own)) in namesakes.iter_mut().zip(order) {
            *slot = own;
        }
    }
    Ok(keyed.into_iter().filter_map(|(_, at)| rows.get(at as usize).copied()).collect())
}

const fn count(row: &EntityCount) -> Count {
    Count { mentions: row.mentions, articles: row.articles }
}

/// Names of rows, end to end.
#[derive(Debug, Default)]
struct Names {
    text: String,
    ends: Vec<u32>,
    folded: String,
    folded_ends: Vec<u32>,
}

impl Names {
    fn of(library: &Library, rows: &[EntityCount], with_folded: bool) -> Result<Self, LibraryError> {
        let mut out = Self { ends: Vec::with_capacity(rows.len()), ..Self::default() };
        let mut wanted = rows.iter().peekable();
        library.each_plain_name(|id, name| {
            if wanted.next_if(|row| row.id == id).is_some() {
                out.text.push_str(name);
                out.ends.push(out.text.len() as u32);
                if with_folded {
                    out.folded.push_str(&fold(name));
                    out.folded_ends.push(out.folded.len() as u32);
                }
            }
        })?;
        Ok(out)
    }

    fn name(&self, at: u32) -> &str {
        part(&self.text, &self.ends, at)
    }

    fn folded(&self, at: u32) -> &str {
        part(&self.folded, &self.folded_ends, at)
    }
}

fn part<'a>(text: &'a str, ends: &[u32], at: u32) -> &'a str {
    let Some(end) = ends.get(at as usize) else { return "" };
    let start = (at as usize).checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    text.get(start as usize..*end as usize).unwrap_or("")
}

/// Outlets that pass, the most articles first.
fn columns(table: &OutletTable, filter: &OutletFilter) -> Arc<[WhoColumn]> {
    let mut ids: Vec<OutletId> = table.alive().filter(|id| filter.passes(*id)).collect();
    ids.sort_by(|a, b| {
        let name = |id: OutletId| table.name(id);
        name(*a)
            .is_none()
            .cmp(&name(*b).is_none())
            .then_with(|| table.articles(*b).cmp(&table.articles(*a)))
            .then_with(|| name(*a).cmp(&name(*b)))
    });
    ids.into_iter().map(|id| WhoColumn { outlet: id, tag: table.tag(id), name: table.name(id) }).collect()
}
