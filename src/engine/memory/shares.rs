//! What each outlet has of an entity: how often, under which forms, in which roles, and where first.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Scope;
use super::entry::Entry;
use crate::engine::table::{Count, RoleCount};
use crate::model::{OutletId, Place, Published};
use crate::nlp::roles::wording;

/// When a mention was published, for finding the first: undated last, then by the article's key and the place.
type Moment = (bool, i64, u128, u32);

/// A form of the name, or a role, in one outlet.
#[derive(Debug, Clone)]
pub(in crate::engine) struct Tally {
    pub(in crate::engine) count: Count,
    pub(in crate::engine) first: Place,
    moment: Moment,
    last: u32,
}

impl Tally {
    fn add(kept: &mut Option<Self>, place: Place, moment: Moment) {
        let article = place.article.0;
        match kept {
            None => {
                *kept = Some(Self { count: Count { mentions: 1, articles: 1 }, first: place, moment, last: article });
            }
            Some(tally) => {
                tally.count.mentions += 1;
                tally.count.articles += u32::from(tally.last != article);
                tally.last = article;
                if moment < tally.moment {
                    (tally.first, tally.moment) = (place, moment);
                }
            }
        }
    }
}

impl Tally {
    /// Adds what is counted in other articles.
    fn join(kept: &mut Option<Self>, more: Option<Self>) {
        match (kept.as_mut(), more) {
            (Some(tally), Some(more)) => {
                tally.count.mentions += more.count.mentions;
                tally.count.articles += more.count.articles;
                if more.moment < tally.moment {
                    (tally.first, tally.moment) = (more.first, more.moment);
                }
            }
            (None, more) => *kept = more,
            _ => {}
        }
    }
}

/// A role with its wordings.
#[derive(Debug, Default)]
pub(super) struct RoleTally {
    all: Option<Tally>,
    words: FxHashMap<String, u32>,
}

/// What one outlet has of the entity.
#[derive(Debug, Default)]
pub(in crate::engine) struct Share {
    pub(in crate::engine) all: Count,
    forms: FxHashMap<String, Option<Tally>>,
    roles: FxHashMap<String, RoleTally>,
}

impl Scope {
    /// What each outlet has of the entity at a position.
    pub(in crate::engine) fn shares(&self, at: usize) -> FxHashMap<OutletId, Share> {
        let mut shares: FxHashMap<OutletId, Share> = FxHashMap::default();
        for group in self.groups(at) {
            let Some(first) = group.postings.first() else { continue };
            let entry = self.entry(first.article);
            let places = group.postings.iter().filter_map(|posting| self.place(*posting));
            shares.entry(entry.outlet).or_default().add(entry, places);
        }
        shares
    }
}

impl Share {
    /// Counts an article with the places of its mentions.
    pub(in crate::engine) fn add(&mut self, entry: &Entry, places: impl Iterator<Item = Place>) {
        self.all.articles += 1;
        for place in places {
            self.all.mentions += 1;
            let moment = moment(entry, place);
            let form = form(place.span.of(&entry.article.document.text));
            match self.forms.get_mut(form.as_ref()) {
                Some(tally) => Tally::add(tally, place, moment),
                None => Tally::add(self.forms.entry(form.into_owned()).or_default(), place, moment),
            }
            self.add_roles(entry, place, moment);
        }
    }

    fn add_roles(&mut self, entry: &Entry, place: Place, moment: Moment) {
        for role in entry.roles_at(place.span) {
            let said = wording(&entry.article.document.text, role.span, &entry.names);
            let tally = self.roles.entry(said.group).or_default();
            Tally::add(&mut tally.all, place, moment);
            *tally.words.entry(said.words).or_default() += 1;
        }
    }

    /// Forms of the name, the most frequent first.
    pub(in crate::engine) fn forms(&self) -> Vec<(Arc<str>, Tally)> {
        let mut forms: Vec<(Arc<str>, Tally)> =
            self.forms.iter().filter_map(|(form, tally)| Some((form.as_str().into(), tally.clone()?))).collect();
        forms.sort_by(|a, b| b.1.count.mentions.cmp(&a.1.count.mentions).then_with(|| a.0.cmp(&b.0)));
        forms
    }

    /// Roles, the most frequent first.
    pub(in crate::engine) fn roles(&self) -> Vec<RoleCount> {
        let mut roles: Vec<RoleCount> = self.roles.iter().filter_map(|(group, tally)| tally.count(group)).collect();
        sort(&mut roles);
        roles
    }
}

/// Roles in the order in which they are shown.
fn sort(roles: &mut [RoleCount]) {
    roles.sort_by(|a, b| {
        b.mentions.cmp(&a.mentions).then_with(|| a.words.cmp(&b.words)).then_with(|| a.group.cmp(&b.group))
    });
}

/// The roles of all outlets together, the most frequent first.
pub(in crate::engine) fn all_roles<'s>(shares: impl Iterator<Item = &'s Share>) -> Vec<RoleCount> {
    let mut all: FxHashMap<&str, RoleTally> = FxHashMap::default();
    for (group, tally) in shares.flat_map(|share| share.roles.iter()) {
        let sum = all.entry(group).or_default();
        for (words, count) in &tally.words {
            *sum.words.entry(words.clone()).or_default() += count;
        }
        Tally::join(&mut sum.all, tally.all.clone());
    }
    let mut roles: Vec<RoleCount> = all.iter().filter_map(|(group, tally)| tally.count(group)).collect();
    sort(&mut roles);
    roles
}

impl RoleTally {
    /// Under the wording that stands for all.
    fn count(&self, group: &str) -> Option<RoleCount> {
        let all = self.all.as_ref()?;
        let best = best(self.words.iter().map(|(words, count)| (words.as_str(), *count)))?;
        Some(RoleCount {
            words: best.into(),
            group: group.into(),
            mentions: all.count.mentions,
            articles: all.count.articles,
            first: all.first,
        })
    }
}

/// The wording used most often; of equals the one that tells most.
pub(in crate::engine) fn best<'w>(words: impl Iterator<Item = (&'w str, u32)>) -> Option<&'w str> {
    let length = |words: &str| words.chars().count();
    let most =
        words.max_by(|a, b| a.1.cmp(&b.1).then_with(|| length(a.0).cmp(&length(b.0))).then_with(|| b.0.cmp(a.0)));
    most.map(|(words, _)| words)
}

fn moment(entry: &Entry, place: Place) -> Moment {
    let seconds = entry.article.meta.date.as_ref().map(Published::seconds);
    (seconds.is_none(), seconds.unwrap_or(0), entry.article.key.0, place.span.start)
}

/// A form as it is shown: in one line, without a possessive ending.
pub(in crate::engine) fn form(surface: &str) -> Cow<'_, str> {
    let bare = surface.strip_suffix("'s").or_else(|| surface.strip_suffix("’s")).unwrap_or(surface);
    let single = |at: usize, c: char| c == ' ' && !bare.get(at + 1..).is_some_and(|rest| rest.starts_with(' '));
    if bare.trim().len() == bare.len() && bare.char_indices().all(|(at, c)| !c.is_whitespace() || single(at, c)) {
        return Cow::Borrowed(bare);
    }
    Cow::Owned(bare.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn forms_are_one_line_without_a_possessive() {
        for (surface, shown) in [
            ("Ana Lund", "Ana Lund"),
            ("Ana\n Lund’s", "Ana Lund"),
            ("Ana  Lund", "Ana Lund"),
            ("Lund's", "Lund"),
            ("北", "北"),
        ] {
            assert_eq!(form(surface), shown);
        }
    }
}
