//! The answer about the forms of a name: every one by outlet, with its first mention, and the roles beside it.

use rustc_hash::FxHashMap;

use super::shares::Share;
use super::{OutletTable, Scope};
use crate::engine::table::{Count, FormRow, FormsPage};
use crate::model::{EntityId, EntityRef, OutletId, Place, Published};

/// At most so many rows: a text may bear a name in a million spellings.
const ROWS: usize = 5000;

impl Scope {
    /// Forms and roles of an entity; `None` if it is known neither in this revision nor in the one before.
    #[must_use]
    pub fn forms(&self, id: EntityId) -> Option<FormsPage> {
        let at = self.position(id)?;
        let entity = &self.revision.entities()[at];
        let name = EntityRef { kind: entity.kind, name: entity.name.clone() };
        let passing: Vec<OutletId> = self.passing_outlets().collect();
        let date = |place: Place| self.entry(place.article.0).article.meta.date.clone();
        let subject = (self.revision.number, entity.id, name);
        Some(forms_page(subject, &self.shares(at), (&self.outlets, &passing), date))
    }
}

/// The page of what each outlet has of an entity (revision, number, name), of those outlets that pass.
pub(in crate::engine) fn forms_page(
    (revision, id, entity): (u64, EntityId, EntityRef),
    shares: &FxHashMap<OutletId, Share>,
    (table, passing): (&OutletTable, &[OutletId]),
    date: impl Fn(Place) -> Option<Published>,
) -> FormsPage {
    let mut named: Vec<(OutletId, &Share)> = shares.iter().map(|(outlet, share)| (*outlet, share)).collect();
    let name = |id: OutletId| table.display(id);
    named.sort_by(|a, b| b.1.all.mentions.cmp(&a.1.all.mentions).then_with(|| name(a.0).cmp(&name(b.0))));
    let mut all = Count::default();
    let mut rows = Vec::new();
    for (outlet, share) in &named {
        all.mentions += share.all.mentions;
        all.articles += share.all.articles;
        let forms = share.forms().into_iter().map(|(form, tally)| (false, form, tally.count, tally.first));
        let count = |mentions, articles| Count { mentions, articles };
        let roles = share.roles().into_iter();
        let roles = roles.map(|role| (true, role.words, count(role.mentions, role.articles), role.first));
        for (role, words, count, first) in forms.chain(roles).take(ROWS.saturating_sub(rows.len())) {
            rows.push(FormRow {
                outlet: *outlet,
                tag: table.tag(*outlet),
                name: table.display(*outlet),
                role,
                words,
                count,
                first,
                date: date(first),
            });
        }
    }
    let absent = passing.iter().filter(|outlet| !shares.contains_key(outlet));
    let mut absent: Vec<_> = absent.map(|id| (table.tag(*id), table.display(*id))).collect();
    absent.sort_by(|a, b| a.1.cmp(&b.1));
    FormsPage {
        revision,
        id,
        entity,
        all,
        read: None,
        outlets: (named.len() as u32, (named.len() + absent.len()) as u32),
        rows,
        absent,
    }
}
