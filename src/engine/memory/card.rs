//! The answer about one entity: by outlet, with the forms each uses and the outlets that do not name it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Scope;
use crate::engine::event::{Card, OutletLine};
use crate::model::{EntityId, EntityRef, OutletId};

/// What one outlet has of the entity.
#[derive(Default)]
struct Share {
    mentions: u32,
    articles: u32,
    forms: FxHashMap<String, u32>,
}

impl Scope {
    /// An entity by outlet; `None` if it is known neither in this revision nor in the one before.
    #[must_use]
    pub fn card(&self, id: EntityId) -> Option<Card> {
        let at = self.position(id)?;
        let entity = &self.revision.entities()[at];
        let mut shares: FxHashMap<OutletId, Share> = FxHashMap::default();
        for group in self.groups(at) {
            let Some(first) = group.postings.first() else { continue };
            let entry = self.entry(first.article);
            let share = shares.entry(entry.outlet).or_default();
            share.articles += 1;
            for mention in group.postings.iter().filter_map(|posting| self.mention(*posting)) {
                share.mentions += 1;
                let form = form(mention.span.of(&entry.article.document.text));
                *share.forms.entry(form).or_default() += 1;
            }
        }
        let absent = self.passing_outlets().filter(|outlet| !shares.contains_key(outlet));
        let mut absent: Vec<OutletLine> = absent.map(|outlet| self.line(outlet, Share::default())).collect();
        absent.sort_by(|a, b| a.name.cmp(&b.name));
        let (mentions, articles) =
            shares.values().fold((0, 0), |sum, share| (sum.0 + share.mentions, sum.1 + share.articles));
        let mut named: Vec<OutletLine> = shares.into_iter().map(|(outlet, share)| self.line(outlet, share)).collect();
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
            merges: entity
                .merges
                .iter()
                .map(|merge| (merge.name.clone(), merge.with.clone(), merge.rule, per_cent(merge.certainty)))
                .collect(),
            decided: self.revision.decisions_on(at).map(crate::model::Decision::past).collect(),
        })
    }

    fn line(&self, outlet: OutletId, share: Share) -> OutletLine {
        let mut forms: Vec<(Arc<str>, u32)> =
            share.forms.into_iter().map(|(form, count)| (form.into(), count)).collect();
        forms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        OutletLine {
            outlet,
            tag: self.outlets.tag(outlet),
            name: self.outlets.display(outlet),
            mentions: share.mentions,
            articles: share.articles,
            forms,
        }
    }
}

/// A form as it is shown: in one line, without a possessive ending.
fn form(surface: &str) -> String {
    let mut form = surface.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(bare) = form.strip_suffix("'s").or_else(|| form.strip_suffix("’s")) {
        form.truncate(bare.len());
    }
    form
}
