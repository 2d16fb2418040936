//! Uses of a name that were missed.

use rustc_hash::FxHashMap;

use super::{CAP, Group, SHARE, Settling};
use crate::model::EntityKind;
use crate::nlp::label::{self, OUTSIDE, Place};
use crate::nlp::word::{CAPITAL, MARK};

/// A missed use may be so many nats behind "outside", if the others are sure.
const DOUBT: f32 = 3.0;
/// Longest string that is looked for where it was missed.
const LONGEST: usize = 6;

impl<B: Fn(usize) -> bool> Settling<'_, B> {
    /// Looks for the strings of `groups` where nothing was found.
    pub(super) fn find_missed(&mut self, groups: &FxHashMap<u64, Group>) {
        let document = self.document;
        for (range, _) in &document.sentences {
            let (mut at, end) = (range.start as usize, range.end as usize);
            while at < end {
                at += self.missed_at(groups, at, end).max(1);
            }
        }
    }

    /// Length of the missed name that begins at `at`, after it was written; 0 if there is none.
    fn missed_at(&mut self, groups: &FxHashMap<u64, Group>, at: usize, end: usize) -> usize {
        let begins = self.document.words.get(at).is_some_and(|word| word.is(CAPITAL)) || self.is_particle(at);
        if !begins || !self.may_open(at) {
            return 0;
        }
        let longest = (at..end.min(at + LONGEST)).take_while(|at| !(self.breaks)(*at)).count();
        for len in (1..=longest).rev() {
            let Some(group) = groups.get(&self.key(at, at + len)).filter(|group| group.len == len) else { continue };
            if self.takes(group, at, at + len) {
                return len;
            }
        }
        0
    }

    /// Writes a known name over a stretch, if nothing speaks against it.
    fn takes(&mut self, group: &Group, at: usize, end: usize) -> bool {
        let capital = self.document.words.get(end - 1).is_some_and(|word| word.flags & (CAPITAL | MARK) != 0);
        let inside = self.tags.get(at..end).unwrap_or(&[]);
        let free = inside.iter().all(|tag| *tag == OUTSIDE);
        // Names that are only parts of one that is there in full elsewhere give way to it.
        let parts = group.count > 1 && self.may_close(end - 1) && !is_one_name(inside);
        if !capital || !(free || parts) {
            return false;
        }
        // Particles are small words everywhere else: they say nothing.
        let bare = (at..end).find(|at| !self.is_particle(*at)).unwrap_or(at);
        let own = self.evidence(bare, end);
        let candidates = own.iter().zip(&group.sums).zip(EntityKind::ALL);
        let best = candidates
            .map(|((own, sum), kind)| (own + SHARE * sum.clamp(-CAP, 2.0 * CAP), *own, kind))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((total, own, kind)) = best else { return false };
        // A surname with its particle is like nothing else.
        let certain = bare > at && kind == EntityKind::Person && free;
        if certain || total > 0.0 && own > -DOUBT {
            label::write(self.tags, at, end, kind);
            return true;
        }
        false
    }

    /// Whether no name goes on over the left end of a token.
    fn may_open(&self, at: usize) -> bool {
        !matches!(self.tags.get(at).and_then(|tag| label::place(*tag)), Some(Place::Inside | Place::Last))
    }

    /// Whether no name goes on over the right end of a token.
    fn may_close(&self, at: usize) -> bool {
        !matches!(self.tags.get(at).and_then(|tag| label::place(*tag)), Some(Place::Begin | Place::Inside))
    }
}

fn is_one_name(tags: &[u8]) -> bool {
    let mut one = false;
    label::spans(tags, |start, end, _| one |= start == 0 && end == tags.len());
    one
}
