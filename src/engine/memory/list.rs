//! Answers about articles and outlets.

use std::ops::Range;

use super::Scope;
use crate::engine::event::{ArticleRow, ListPage, OutletRow};
use crate::engine::nearest::nearest;
use crate::model::{ArticleId, SortKey};

impl Scope {
    /// A window of the list, cut to what there is; and the row of an article.
    #[must_use]
    pub fn list(&self, window: &Range<u32>, locate: Option<ArticleId>) -> ListPage {
        let end = window.end.min(self.view.len());
        let first = window.start.min(end);
        let located = locate.and_then(|id| self.view.row(id.0));
        ListPage {
            revision: self.revision.number,
            total: self.view.len(),
            all: self.entries.len() as u32,
            outlets: self.counted(),
            people: self.totals.people,
            first,
            rows: (first..end).map(|row| self.row(row)).collect(),
            located,
            nearest: locate.filter(|_| located.is_none()).and_then(|id| self.nearest(id)),
        }
    }

    /// The row of the article that is nearest to one that does not pass.
    fn nearest(&self, id: ArticleId) -> Option<u32> {
        let own = self.entries.get(id.0 as usize)?;
        let at = self.view.rows_before(&self.entries, id.0, &self.query);
        let seconds = |row: u32| self.entry(self.view.order()[row as usize]).seconds;
        nearest((at, self.view.len()), own.seconds.filter(|_| self.query.sort == SortKey::Date), seconds)
    }

    fn row(&self, row: u32) -> ArticleRow {
        let number = self.view.order()[row as usize];
        let entry = self.entry(number);
        ArticleRow {
            id: ArticleId(number),
            key: entry.article.key,
            outlet: entry.outlet,
            tag: self.outlets.tag(entry.outlet),
            date: entry.article.meta.date.clone(),
            title: entry.title.clone(),
            words: entry.words,
            people: self.revision.people(number),
            day: self.view.day(row),
        }
    }

    /// All outlets with articles, whether they pass or not: the most articles first, then by name, the unknown last.
    #[must_use]
    pub fn outlet_rows(&self) -> Vec<OutletRow> {
        self.outlets.rows(|id| self.totals.people(id))
    }
}
