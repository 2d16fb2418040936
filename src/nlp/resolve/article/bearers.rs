//! Two bearers of one full name in one article.

use crate::model::NameMention;
use crate::nlp::resolve::between;
use crate::nlp::resolve::names::NameId;
use crate::nlp::resolve::profile::Profile;

/// So many mentions of which something is told are remembered.
const MAX_TOLD: usize = 48;

/// A mention of a full name beside which something is told of the bearer.
#[derive(Debug)]
struct Told {
    name: NameId,
    profile: Profile,
    /// Where the mention ends.
    end: u32,
    bearer: u8,
}

/// Who bears the full names of an article.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    told: Vec<Told>,
    /// Names with several bearers: the bearer named last, and how many there are.
    several: Vec<(NameId, u8, u8)>,
}

impl Bearers {
    /// A name was given before, though nothing was told of its bearer.
    pub(super) fn named(&mut self, name: NameId) {
        let bearer = self.several.iter().find(|(n, ..)| *n == name).map_or(0, |(_, last, _)| *last);
        if self.told.len() < MAX_TOLD {
            self.told.push(Told { name, profile: Profile::default(), end: 0, bearer });
        }
    }

    /// Which bearer of its name a mention means: 0 but for names of two people.
    pub(super) fn find(
        &mut self,
        text: &str,
        mention: &NameMention,
        name: NameId,
        (profile, other): (Profile, bool),
    ) -> u8 {
        if profile.is_empty() && !other {
            return self.several.iter().find(|(n, ..)| *n == name).map_or(0, |(_, last, _)| *last);
        }
        let known = self.told.iter().filter(|told| told.name == name);
        let two = |told: &Told| {
            let gap = text.get(told.end as usize..mention.span.start as usize).unwrap_or("");
            let fields = told.profile.fields & profile.fields == 0 && told.profile.fields != 0 && profile.fields != 0;
            other
                || told.profile.other_age_here(profile)
                || told.profile.other_field(profile)
                || (fields && between::one_sentence(gap) && !between::known_as(gap))
        };
        let count = self.several.iter().find(|(n, ..)| *n == name).map_or(1, |(.., count)| *count);
        let fits = (0..count).find(|bearer| known.clone().filter(|t| t.bearer == *bearer).all(|told| !two(told)));
        let bearer = fits.unwrap_or(count);
        if bearer == count && count < u8::MAX {
            self.several.retain(|(n, ..)| *n != name);
            self.several.push((name, bearer, count + 1));
        } else if let Some(entry) = self.several.iter_mut().find(|(n, ..)| *n == name) {
            entry.1 = bearer;
        }
        if self.told.len() < MAX_TOLD {
            self.told.push(Told { name, profile, end: mention.span.end, bearer });
        }
        bearer
    }
}
