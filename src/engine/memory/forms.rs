//! The answer about the forms of a name: every one by outlet, with its first mention, and the roles beside it.

use super::Scope;
use crate::engine::table::{Count, FormRow, FormsPage};
use crate::model::{EntityId, EntityRef, OutletId, Place};

/// At most so many rows: a text may bear a name in a million spellings.
const ROWS: usize = 5000;

impl Scope {
    /// Forms and roles of an entity; `None` if it is known neither in this revision nor in the one before.
    #[must_use]
    pub fn forms(&self, id: EntityId) -> Option<FormsPage> {
        let at = self.position(id)?;
        let entity = &self.revision.entities()[at];
        let shares = self.shares(at);
        let mut outlets: Vec<OutletId> = shares.keys().copied().collect();
        let (count, name) = (|id: &OutletId| shares[id].all, |id: &OutletId| self.outlets.display(*id));
        outlets.sort_by(|a, b| count(b).mentions.cmp(&count(a).mentions).then_with(|| name(a).cmp(&name(b))));
        let mut all = Count::default();
        let mut rows = Vec::new();
        for outlet in &outlets {
            let share = &shares[outlet];
            all.mentions += share.all.mentions;
            all.articles += share.all.articles;
            let forms = share.forms().into_iter().map(|(form, tally)| (false, form, tally.count, tally.first));
            let count = |mentions, articles| Count { mentions, articles };
            let roles = share.roles();
            let roles =
                roles.into_iter().map(|role| (true, role.words, count(role.mentions, role.articles), role.first));
            for (role, words, count, first) in forms.chain(roles).take(ROWS.saturating_sub(rows.len())) {
                rows.push(FormRow {
                    outlet: *outlet,
                    tag: self.outlets.tag(*outlet),
                    name: self.outlets.display(*outlet),
                    role,
                    words,
                    count,
                    first,
                    date: self.date(first),
                });
            }
        }
        let absent = self.passing_outlets().filter(|outlet| !shares.contains_key(outlet));
        let mut absent: Vec<_> = absent.map(|id| (self.outlets.tag(id), self.outlets.display(id))).collect();
        absent.sort_by(|a, b| a.1.cmp(&b.1));
        Some(FormsPage {
            revision: self.revision.number,
            id: entity.id,
            entity: EntityRef { kind: entity.kind, name: entity.name.clone() },
            all,
            outlets: (outlets.len() as u32, (outlets.len() + absent.len()) as u32),
            rows,
            absent,
        })
    }

    fn date(&self, place: Place) -> Option<crate::model::Published> {
        self.entry(place.article.0).article.meta.date.clone()
    }
}
