//! Uses of a name that were missed.

use rustc_hash::FxHashMap;

use super::{CAP, Group, SHARE, Settling};
use crate::model::EntityKind;
use crate::nlp::label::{self, OUTSIDE};
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
        let free = |at: usize| self.tags.get(at) == Some(&OUTSIDE) && !(self.breaks)(at);
        let capital = |at: usize| self.document.words.get(at).is_some_and(|word| word.flags & (CAPITAL | MARK) != 0);
        if !self.document.words.get(at).is_some_and(|word| word.is(CAPITAL)) || !free(at) {
            return 0;
        }
        let longest = (at..end.min(at + LONGEST)).take_while(|at| free(*at)).count();
        for len in (1..=longest).rev() {
            let Some(group) = groups.get(&self.key(at, at + len)).filter(|group| group.len == len) else { continue };
            if !capital(at + len - 1) {
                continue;
            }
            let own = self.evidence(at, at + len);
            let candidates = own.iter().zip(&group.sums).zip(EntityKind::ALL);
            let best = candidates
                .map(|((own, sum), kind)| (own + SHARE * sum.clamp(-CAP, 2.0 * CAP), *own, kind))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((total, own, kind)) = best
                && total > 0.0
                && own > -DOUBT
            {
                label::write(self.tags, at, at + len, kind);
                return len;
            }
        }
        0
    }
}
