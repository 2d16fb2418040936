//! The sidebar: the entities of the article (or of all), under headings by kind.

use crate::engine::{Card, EntityRow, SidebarPage};
use crate::model::{EntityId, EntityKind};

/// A line of the sidebar's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SidebarItem {
    /// The heading of a kind.
    Heading(EntityKind),
    /// Index of a row of the page.
    Row(usize),
}

/// The sidebar pane.
#[derive(Debug, Default)]
pub struct Sidebar {
    /// The rows that came.
    pub page: SidebarPage,
    /// Headings and rows as shown.
    pub items: Vec<SidebarItem>,
    /// Selected index into `page.rows`.
    pub selected: usize,
    /// First visible index into `items`.
    pub top: usize,
    /// Whether names of all articles are shown.
    pub all: bool,
    /// What is known of the selected entity, while it is not the current one.
    pub card: Option<Card>,
}

impl Sidebar {
    /// Takes in rows; the selection stays on its entity where that is still there.
    pub fn receive(&mut self, page: SidebarPage) {
        // Another article begins at the top; the same one keeps its place while names come in.
        let same = self.page.article == page.article;
        let kept = self.current().filter(|_| same).map(|row| (row.kind, row.name.clone()));
        if !same {
            (self.selected, self.top) = (0, 0);
        }
        self.page = page;
        self.items.clear();
        let mut kind = None;
        for (index, row) in self.page.rows.iter().enumerate() {
            if kind != Some(row.kind) {
                self.items.push(SidebarItem::Heading(row.kind));
                kind = Some(row.kind);
            }
            self.items.push(SidebarItem::Row(index));
        }
        let again = kept.and_then(|kept| self.page.rows.iter().position(|row| (row.kind, row.name.clone()) == kept));
        self.selected = again.unwrap_or(self.selected).min(self.page.rows.len().saturating_sub(1));
    }

    /// The selected row.
    #[must_use]
    pub fn current(&self) -> Option<&EntityRow> {
        self.page.rows.get(self.selected)
    }

    /// Moves the selection. Whether it moved.
    pub fn step(&mut self, by: i64) -> bool {
        let last = self.page.rows.len() as i64 - 1;
        let target = (self.selected as i64 + by).clamp(0, last.max(0)) as usize;
        let moved = target != self.selected;
        self.selected = target;
        moved
    }

    /// Selects an entity, where it is there.
    pub fn select(&mut self, entity: EntityId) {
        if let Some(index) = self.page.rows.iter().position(|row| row.id == entity) {
            self.selected = index;
        }
    }

    /// Scrolls so that the selection is among `height` visible items, its heading too where it is the first.
    pub fn keep_in_view(&mut self, height: usize) {
        let Some(at) = self.items.iter().position(|item| *item == SidebarItem::Row(self.selected)) else {
            self.top = 0;
            return;
        };
        let lead = usize::from(at > 0 && matches!(self.items.get(at - 1), Some(SidebarItem::Heading(_))));
        self.top = self.top.min(at - lead);
        if at >= self.top + height {
            self.top = at + 1 - height.max(1);
        }
    }
}
