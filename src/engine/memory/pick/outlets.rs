//! Outlets by name and sign.

use super::{PickJob, Picker};
use crate::engine::event::{PickList, PickRow};
use crate::engine::memory::Scope;
use crate::model::OutletId;
use crate::search::fuzzy::{Index, IndexBuilder, Pattern, Snapshot};

/// Items are numbers of outlets.
pub(super) fn index(scope: &Scope) -> Index {
    let mut index = IndexBuilder::default();
    for row in scope.outlet_rows() {
        index.item(row.id.0, 0);
        index.key(&scope.outlets.display(row.id));
        index.key(&row.tag);
    }
    index.build()
}

impl Picker {
    pub(super) fn outlets(
        &mut self,
        job: &PickJob,
        pattern: &Pattern,
        stop: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(PickList),
    ) -> Option<PickList> {
        let Self { session, index, matcher, .. } = self;
        let scope = &job.scope;
        let articles = |id: u32| scope.outlets.articles(OutletId(id));
        let rows = |found: &Snapshot, partial: bool| {
            let mut list = job.list((found.matched, index.len() as u32), partial);
            list.rows = found
                .hits
                .iter()
                .map(|hit| {
                    let name = scope.outlets.display(OutletId(hit.id));
                    // Found by its sign, the name's scattered letters say nothing.
                    let marks = if hit.key == 0 { matcher.marks(&name, pattern) } else { Vec::new() };
                    PickRow::Outlet {
                        id: OutletId(hit.id),
                        tag: scope.outlets.tag(OutletId(hit.id)),
                        name,
                        marks,
                        articles: articles(hit.id),
                    }
                })
                .collect();
            list
        };
        let found = session
            .search(index, pattern, articles, job.limit as usize, stop, &mut |part| publish(rows(&part, true)))?;
        Some(rows(&found, false))
    }
}
