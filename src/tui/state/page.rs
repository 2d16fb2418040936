//! Pages: views that take the place of the panes until they are left.

use std::sync::Arc;

use super::Window;
use crate::engine::table::At;
use crate::engine::{FormsPage, KwicPage, KwicQuery, KwicRow, KwicSort, WhoColumn, WhoPage, WhoQuery, WhoRow, WhoSort};
use crate::model::{EntityId, EntityKind, EntityRef, OutletId, Place};

/// A page.
#[derive(Debug, Clone)]
pub enum Page {
    /// Who × outlet.
    Who(Box<WhoTable>),
    /// Every mention of an entity in context.
    Kwic(Box<Kwic>),
    /// Every form of an entity's name.
    Forms(Box<Forms>),
}

/// Pages that were left for a place in the text, to be brought back.
#[derive(Debug, Clone)]
pub struct Parked {
    /// The pages, the topmost last.
    pub pages: Vec<Page>,
    /// Where they were left for.
    pub place: Place,
}

/// The entity a page is about.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its number in `revision`.
    pub id: EntityId,
    /// Revision of the number.
    pub revision: u64,
    /// What it is called in any revision.
    pub name: EntityRef,
}

/// The table of who × outlet.
#[derive(Debug, Clone, Default)]
pub struct WhoTable {
    /// Which entities, in what order.
    pub query: WhoQuery,
    /// The rows.
    pub list: Window<WhoRow>,
    /// The outlets.
    pub columns: Arc<[WhoColumn]>,
    /// Where the cursor is: 0 the names, 1 the sums, 2 the number of outlets, then the outlets.
    pub column: usize,
    /// First visible outlet.
    pub left: usize,
    /// Entities named in what passes, whether they are in the table or not.
    pub all: u32,
    /// Of the rows: those named by one outlet only.
    pub in_one: u32,
    /// Revision of the entity ids.
    pub revision: u64,
    /// The entity the selection is to go to when rows come.
    pub locate: Option<EntityId>,
    /// What was typed to choose names before the line was opened again.
    pub typed_before: String,
}

/// Columns before the outlets: names, sums, number of outlets.
pub const FIXED: usize = 3;

impl WhoTable {
    /// Takes in rows.
    pub fn receive(&mut self, page: WhoPage) {
        self.revision = page.revision;
        self.all = page.total.1;
        self.in_one = page.in_one;
        let outlet = self.outlet().map(|column| column.outlet);
        self.columns = page.columns;
        if let Some(at) = outlet.and_then(|id| self.columns.iter().position(|column| column.outlet == id)) {
            self.column = at + FIXED;
        }
        self.column = self.column.min(self.columns.len() + FIXED - 1);
        self.locate = None;
        self.list.receive(page.total.0, page.first, page.rows, page.located);
    }

    /// The outlet the cursor is on.
    #[must_use]
    pub fn outlet(&self) -> Option<&WhoColumn> {
        self.columns.get(self.column.checked_sub(FIXED)?)
    }

    /// The order by a column.
    #[must_use]
    pub fn order_of(&self, column: usize) -> WhoSort {
        match column {
            0 => WhoSort::Name,
            1 => WhoSort::Total,
            2 => WhoSort::Spread,
            _ => self.columns.get(column - FIXED).map_or(WhoSort::Kind, |column| WhoSort::Outlet(column.outlet)),
        }
    }

    /// The selection stays on its entity when rows are asked for anew.
    pub fn spoil(&mut self) {
        self.locate = self.list.current().map(|row| row.id).or(self.locate);
        self.list.spoil();
    }

    /// The kind that is shown alone, if one is.
    #[must_use]
    pub fn kind(&self) -> Option<EntityKind> {
        self.query.kinds.first().copied()
    }
}

/// Mentions of an entity in context.
#[derive(Debug, Clone)]
pub struct Kwic {
    /// Whose.
    pub subject: Subject,
    /// The only outlet whose mentions are shown: its number, sign and name.
    pub outlet: Option<(OutletId, Arc<str>, String)>,
    /// Order.
    pub sort: KwicSort,
    /// The other way round.
    pub reverse: bool,
    /// The rows.
    pub list: Window<KwicRow>,
    /// Mentions that pass, also those that are not among the rows.
    pub of: u32,
    /// The place the selection is to go to when rows come.
    pub locate: Option<At>,
    /// While mentions are being put in order: where the selection was left, which follows its mention unless it is moved.
    pub left: Option<u32>,
}

impl Kwic {
    /// The question for rows with this much context.
    #[must_use]
    pub fn query(&self, context: u32, passage: u32) -> KwicQuery {
        let outlet = self.outlet.as_ref().map(|(id, ..)| *id);
        KwicQuery { outlet, sort: self.sort, reverse: self.reverse, context, passage }
    }

    /// Takes in rows.
    pub fn receive(&mut self, page: KwicPage) {
        self.subject = Subject { id: page.id, revision: page.revision, name: page.entity };
        self.locate = None;
        self.of = page.of;
        let located = page.located.filter(|_| self.left.is_none_or(|left| left == self.list.selected));
        self.list.receive(page.total, page.first, page.rows, located);
        self.left = (page.total < page.of).then_some(self.list.selected);
    }

    /// The selection stays on its mention when rows are asked for anew.
    pub fn spoil(&mut self) {
        let here = self.list.current().map(|row| (row.place.article, row.place.span.start));
        self.locate = here.or(self.locate);
        self.left = None;
        self.list.spoil();
    }
}

/// Forms of an entity's name.
#[derive(Debug, Clone)]
pub struct Forms {
    /// Whose.
    pub subject: Subject,
    /// What came.
    pub page: Option<FormsPage>,
    /// Selected row.
    pub selected: usize,
    /// First visible row.
    pub top: usize,
    /// Whether it is to be asked for.
    pub stale: bool,
}

impl Forms {
    /// Takes in rows.
    pub fn receive(&mut self, page: FormsPage) {
        self.subject = Subject { id: page.id, revision: page.revision, name: page.entity.clone() };
        self.selected = self.selected.min(page.rows.len().saturating_sub(1));
        self.page = Some(page);
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.page.as_ref().map_or(0, |page| page.rows.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Moves the selection.
    pub fn step(&mut self, by: i64) {
        self.selected = (self.selected as i64 + by).clamp(0, (self.len() as i64 - 1).max(0)) as usize;
    }

    /// Scrolls so that the selection is among `height` visible rows.
    pub fn keep_in_view(&mut self, height: usize) {
        self.top = self.top.min(self.selected);
        if self.selected >= self.top + height.max(1) {
            self.top = self.selected + 1 - height.max(1);
        }
    }
}
