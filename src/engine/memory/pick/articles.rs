//! Articles by title, outlet and date.

use super::{PickJob, Picker};
use crate::engine::event::{PickList, PickRow};
use crate::engine::memory::{Entry, Scope};
use crate::model::ArticleId;
use crate::search::fuzzy::{Index, IndexBuilder, Pattern, Snapshot};

/// Items are numbers of articles.
pub(super) fn index(scope: &Scope) -> Index {
    let mut index = IndexBuilder::default();
    for (id, entry) in scope.articles() {
        index.item(id.0, 0);
        index.key(&key(scope, entry));
    }
    index.build()
}

/// What is searched; the title comes first.
fn key(scope: &Scope, entry: &Entry) -> String {
    let date = entry.article.meta.date.as_ref().map(ToString::to_string).unwrap_or_default();
    let outlet = entry.outlet;
    format!("{} {} {} {date}", entry.title, scope.outlets().display(outlet), scope.outlets().tag(outlet))
}

impl Picker {
    pub(super) fn articles(
        &mut self,
        job: &PickJob,
        pattern: &Pattern,
        stop: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(PickList),
    ) -> Option<PickList> {
        let Self { session, index, matcher, .. } = self;
        let scope = &job.scope;
        let all = scope.view.len();
        let rows = |found: &Snapshot, partial: bool| {
            let mut list = job.list((found.matched, all), partial);
            list.rows = found
                .hits
                .iter()
                .map(|hit| {
                    let entry = scope.entry(hit.id);
                    let mut marks = matcher.marks(&key(scope, entry), pattern);
                    marks.retain(|mark| mark.end as usize <= entry.title.len());
                    PickRow::Article {
                        id: ArticleId(hit.id),
                        tag: scope.outlets.tag(entry.outlet),
                        date: entry.article.meta.date.clone(),
                        title: entry.title.clone(),
                        marks,
                    }
                })
                .collect();
            list
        };
        // Among equals the list's order holds.
        let weight = |id: u32| scope.view.row(id).map_or(0, |row| all - row);
        let found =
            session.search(index, pattern, weight, job.limit as usize, stop, &mut |part| publish(rows(&part, true)))?;
        Some(rows(&found, false))
    }
}
