//! A search as it goes on from letter to letter: in rounds of blocks, one for each core, so that it can be shown early and broken
//! off, and only among what matched before while the pattern grows.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::index::Index;
use super::matching::{Match, Matcher, Tier};
use super::pattern::Pattern;

/// Items of one block: a few milliseconds of work at most.
const BLOCK: usize = 8192;
/// Fewer items than this are not worth another thread.
const ALONE: usize = 4096;
/// When the first screen is shown, should the search take longer.
const FIRST: Duration = Duration::from_millis(3);
/// And how often after that.
const NEXT: Duration = Duration::from_millis(60);
/// At most so many item numbers are kept for narrowing.
const KEPT: usize = 1_000_000;

/// A matching item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// What the owner of the index calls it.
    pub id: u32,
    /// Number of its best key.
    pub key: u32,
    /// How it matched.
    pub rating: Match,
}

/// The state of a search.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The best so far, the best first.
    pub hits: Vec<Hit>,
    /// Items that match, so far.
    pub matched: u32,
}

/// Searches one index with one set of weights. Make a new one when either changes.
#[derive(Debug, Default)]
pub struct Session {
    matcher: Matcher,
    /// Patterns searched to the end and the positions of all that matched, each narrower than the one before.
    past: Vec<(Pattern, Vec<u32>)>,
}

/// Rank of a hit, the greatest first: match, weight, short keys, early items.
type Rank = (Match, u32, Reverse<usize>, Reverse<u32>);

/// The best hits so far: rank, item, key.
type Best = BinaryHeap<Reverse<(Rank, u32, u32)>>;

impl Session {
    /// Searches. `weight` gives an item's number of mentions, 0 leaves it out. `publish` gets what is there when the
    /// search takes long; `stop` is asked every few milliseconds whether to give up, and then the answer is `None`.
    pub fn search<W: Fn(u32) -> u32 + Sync>(
        &mut self,
        index: &Index,
        pattern: &Pattern,
        weight: W,
        limit: usize,
        stop: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(Snapshot),
    ) -> Option<Snapshot> {
        while self.past.last().is_some_and(|(before, _)| !pattern.narrows(before)) {
            self.past.pop();
        }
        // Only what matched before, or everything.
        let among = self.past.last().map(|(_, matched)| matched.as_slice());
        let count = among.map_or(index.len(), <[u32]>::len);
        let search = Search { index, pattern, weight, limit, among, matcher: &self.matcher };
        let mut all = Part::default();
        let mut due = Instant::now() + FIRST;
        let round = if count <= ALONE { 1 } else { rayon::current_num_threads().max(1) };
        let blocks: Vec<_> = (0..count).step_by(BLOCK).map(|from| from..count.min(from + BLOCK)).collect();
        for blocks in blocks.chunks(round) {
            if stop() {
                return None;
            }
            let worst = all.worst(limit);
            let parts: Vec<Part> = match blocks {
                [one] => vec![search.look_at(one.clone(), worst)],
                many => many.par_iter().map(|block| search.look_at(block.clone(), worst)).collect(),
            };
            for part in parts {
                all.take(part, limit);
            }
            if Instant::now() >= due {
                publish(all.snapshot());
                due = Instant::now() + NEXT;
            }
        }
        let snapshot = all.snapshot();
        self.keep(pattern, all.matched);
        Some(snapshot)
    }

    fn keep(&mut self, pattern: &Pattern, matched: Vec<u32>) {
        let known = self.past.last().is_some_and(|(before, _)| before.narrows(pattern));
        let kept: usize = self.past.iter().map(|(_, matched)| matched.len()).sum();
        if !known && kept + matched.len() <= KEPT {
            self.past.push((pattern.clone(), matched));
        }
    }
}

/// What is searched for, and in what.
struct Search<'a, W> {
    index: &'a Index,
    pattern: &'a Pattern,
    weight: W,
    limit: usize,
    /// Positions of the items to look at; `None`: all.
    among: Option<&'a [u32]>,
    matcher: &'a Matcher,
}

/// What was found in some blocks.
#[derive(Default)]
struct Part {
    best: Best,
    matched: Vec<u32>,
}

impl<W: Fn(u32) -> u32 + Sync> Search<'_, W> {
    /// Looks at a block. What is not better than `worst` is counted only.
    fn look_at(&self, block: std::ops::Range<usize>, worst: Option<Rank>) -> Part {
        let mut part = Part::default();
        for number in block {
            self.look(self.among.map_or(number as u32, |among| among[number]), worst, &mut part);
        }
        part
    }

    #[inline]
    fn look(&self, at: u32, worst: Option<Rank>, part: &mut Part) {
        let item = self.index.item(at);
        if !self.pattern.takes(item.kind) {
            return;
        }
        let worst = part.worst(self.limit).max(worst);
        let floor = worst.map_or(Tier::Scattered, |worst| worst.0.tier);
        let mut best: Option<(Match, Reverse<usize>, u32)> = None;
        for (number, (mask, key)) in self.index.keys(item).enumerate() {
            if self.pattern.mask & !mask != 0 || key.is_empty() {
                continue;
            }
            let Some(found) = self.matcher.rate_above(key, self.pattern, floor) else { continue };
            // Where nothing was asked of the names, their length says nothing.
            let length = Reverse(if self.pattern.is_empty() { 0 } else { key.len() });
            if best.is_none_or(|best| (found, length) > (best.0, best.1)) {
                best = Some((found, length, number as u32));
            }
        }
        let Some((rating, length, key)) = best else { return };
        let weight = (self.weight)(item.id);
        if weight == 0 {
            return;
        }
        part.matched.push(at);
        let rank = (rating, weight, length, Reverse(at));
        if worst.is_none_or(|worst| rank > worst) {
            part.push(rank, item.id, key, self.limit);
        }
    }
}

impl Part {
    /// The least of the best, once there are enough of them.
    fn worst(&self, limit: usize) -> Option<Rank> {
        self.best.peek().filter(|_| self.best.len() >= limit).map(|Reverse((rank, ..))| *rank)
    }

    fn push(&mut self, rank: Rank, id: u32, key: u32, limit: usize) {
        self.best.push(Reverse((rank, id, key)));
        if self.best.len() > limit {
            self.best.pop();
        }
    }

    /// Takes in what comes after it.
    fn take(&mut self, other: Self, limit: usize) {
        if self.matched.is_empty() {
            self.matched = other.matched;
        } else {
            self.matched.extend(other.matched);
        }
        for Reverse((rank, id, key)) in other.best {
            self.push(rank, id, key, limit);
        }
    }

    fn snapshot(&self) -> Snapshot {
        let mut best: Vec<(Rank, u32, u32)> = self.best.iter().map(|Reverse(hit)| *hit).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        Snapshot {
            hits: best.into_iter().map(|(rank, id, key)| Hit { id, key, rating: rank.0 }).collect(),
            matched: self.matched.len() as u32,
        }
    }
}

impl Snapshot {
    /// Whether the best match is better than scattered letters.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.hits.first().is_some_and(|hit| hit.rating.tier > Tier::Scattered)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::fuzzy::IndexBuilder;

    fn index(items: &[&[&str]]) -> Index {
        let mut builder = IndexBuilder::default();
        for (number, keys) in items.iter().enumerate() {
            builder.item(number as u32, (number % 4) as u8);
            keys.iter().for_each(|key| builder.key(key));
        }
        builder.build()
    }

    fn hits(session: &mut Session, index: &Index, typed: &str, limit: usize) -> Vec<(u32, u32)> {
        let weight = |id: u32| id % 5;
        let found = session.search(index, &Pattern::new(typed), weight, limit, &|| false, &mut |_| {}).unwrap();
        assert!(found.hits.len() <= found.matched as usize);
        found.hits.iter().map(|hit| (hit.id, hit.key)).collect()
    }

    #[test]
    fn the_best_key_counts_then_tier_then_weight_and_weight_nought_is_out() {
        let items: &[&[&str]] = &[&["Merrow"], &["Port Merrow"], &["Ann Port", "Merrow"], &["Merrowby"], &["m.e.r.r"]];
        let index = index(items);
        assert_eq!(hits(&mut Session::default(), &index, "merrow", 9), [(2, 1), (3, 0), (1, 0)]);
        assert_eq!(hits(&mut Session::default(), &index, "merrow", 1), [(2, 1)]);
        assert_eq!(hits(&mut Session::default(), &index, "mrr", 9).len(), 4);
        assert_eq!(hits(&mut Session::default(), &index, "%O merr", 9), [(1, 0)]);
        assert_eq!(hits(&mut Session::default(), &index, "", 9), [(4, 0), (3, 0), (2, 0), (1, 0)]);
    }

    #[test]
    fn a_search_can_be_shown_early_and_broken_off() {
        let count = (BLOCK * rayon::current_num_threads() + 1) as u32;
        let names: Vec<String> = (0..count).map(|n| format!("Name {n}")).collect();
        let names: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
        let items: Vec<&[&str]> = names.iter().map(<[&str; 1]>::as_slice).collect();
        let index = index(&items);
        let stopped = Session::default().search(&index, &Pattern::new("name"), |_| 1, 9, &|| true, &mut |_| {});
        assert!(stopped.is_none());
        let slow = |number: u32| {
            if number.is_multiple_of(64) {
                std::thread::sleep(Duration::from_micros(50));
            }
            1
        };
        let mut shown = Vec::new();
        let all = Session::default().search(&index, &Pattern::new("name"), slow, 9, &|| false, &mut |part| {
            shown.push(part.matched);
        });
        assert_eq!(all.map(|all| all.matched), Some(count));
        assert!(shown.first().is_some_and(|first| *first < count), "{shown:?}");
    }

    proptest! {
        /// Whatever was typed before, and however it was changed, the answer is that of a fresh search.
        #[test]
        fn narrowing_changes_nothing(
            names in proptest::collection::vec("[abé]{1,4}( [ab]{1,3})?", 1..40),
            typed in proptest::collection::vec("'?[ab]{0,3}( '?[ab]{0,2})?( %P)?", 1..8),
            limit in 1..8usize,
        ) {
            let keys: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
            let items: Vec<&[&str]> = keys.iter().map(<[&str; 1]>::as_slice).collect();
            let index = index(&items);
            let mut session = Session::default();
            for typed in &typed {
                let fresh = hits(&mut Session::default(), &index, typed, limit);
                prop_assert_eq!(hits(&mut session, &index, typed, limit), fresh, "{}", typed);
            }
        }
    }
}
