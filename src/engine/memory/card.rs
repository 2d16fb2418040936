//! The answer about one entity: by outlet, with the forms and roles each uses and the outlets that do not name it.

use super::Scope;
use super::shares::{Share, all_roles};
use crate::engine::event::{Card, OutletLine};
use crate::model::{EntityId, EntityRef, OutletId};

impl Scope {
    /// An entity by outlet; `None` if it is known neither in this revision nor in the one before.
    #[must_use]
    pub fn card(&self, id: EntityId) -> Option<Card> {
        let at = self.position(id)?;
        let entity = &self.revision.entities()[at];
        let shares = self.shares(at);
        let absent = self.passing_outlets().filter(|outlet| !shares.contains_key(outlet));
        let mut absent: Vec<OutletLine> = absent.map(|outlet| self.line(outlet, &Share::default())).collect();
        absent.sort_by(|a, b| a.name.cmp(&b.name));
        let (mentions, articles) =
            shares.values().fold((0, 0), |sum, share| (sum.0 + share.all.mentions, sum.1 + share.all.articles));
        let roles = all_roles(shares.values());
        let mut named: Vec<OutletLine> = shares.iter().map(|(outlet, share)| self.line(*outlet, share)).collect();
        named.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        let per_cent = |certainty: u8| ((u32::from(certainty) * 100 + 127) / 255) as u8;
        Some(Card {
            revision: self.revision.number,
            id: entity.id,
            entity: EntityRef { kind: entity.kind, name: entity.name.clone() },
            mentions,
            articles,
            named,
            absent,
            roles,
            merges: entity
                .merges
                .iter()
                .map(|merge| (merge.name.clone(), merge.with.clone(), merge.rule, per_cent(merge.certainty)))
                .collect(),
            decided: self.revision.decisions_on(at).map(crate::model::Decision::past).collect(),
            read: None,
        })
    }

    fn line(&self, outlet: OutletId, share: &Share) -> OutletLine {
        OutletLine {
            outlet,
            tag: self.outlets.tag(outlet),
            name: self.outlets.display(outlet),
            mentions: share.all.mentions,
            articles: share.all.articles,
            forms: share.forms().into_iter().map(|(form, tally)| (form, tally.count.mentions)).collect(),
            roles: share.roles(),
        }
    }
}
