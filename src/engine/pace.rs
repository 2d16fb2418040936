//! When entities are resolved anew while articles still come: often enough that names appear soon, seldom enough that
//! all the work together stays within a small multiple of the last one's.

use std::time::{Duration, Instant};

/// A resolve may follow after this many times the duration of the one before.
const REST: u32 = 8;
/// And not sooner than this.
const LEAST: Duration = Duration::from_millis(300);
/// A corpus that has doubled is resolved at once, from this many new articles on.
const FEW: usize = 16;

/// Decides when.
#[derive(Debug, Default)]
pub struct Pace {
    running: Option<Instant>,
    /// Articles of the last resolve.
    covered: usize,
    /// When the last one ended, and how long it took.
    last: Option<(Instant, Duration)>,
    /// Whether something changed other than the number of articles.
    stale: bool,
    /// Whether somebody waits for it.
    hurried: bool,
}

impl Pace {
    /// Whether a resolve is to begin, with so many articles there; `complete` says that no more come.
    #[must_use]
    pub fn is_due(&self, articles: usize, complete: bool, now: Instant) -> bool {
        let new = articles.saturating_sub(self.covered);
        if self.running.is_some() || (new == 0 && !self.stale) {
            return false;
        }
        let rested = self.last.is_none_or(|(end, took)| now.duration_since(end) >= LEAST.max(took * REST));
        complete || self.hurried || rested || new >= self.covered.max(FEW)
    }

    /// Whether nothing is left to do for so many articles.
    #[must_use]
    pub const fn is_done(&self, articles: usize) -> bool {
        self.running.is_none() && !self.stale && self.covered == articles
    }

    /// A resolve begins.
    pub const fn begin(&mut self, articles: usize, now: Instant) {
        self.running = Some(now);
        self.covered = articles;
        self.stale = false;
        self.hurried = false;
    }

    /// It has ended.
    pub fn end(&mut self, now: Instant) {
        if let Some(begin) = self.running.take() {
            self.last = Some((now, now.duration_since(begin)));
        }
    }

    /// What is resolved no longer holds, and somebody waits for what does.
    pub const fn hurry(&mut self) {
        self.stale = true;
        self.hurried = true;
    }

    /// What is resolved no longer holds.
    pub const fn spoil(&mut self) {
        self.stale = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Resolves while `total` articles come, one a millisecond, each adding a tenth of a millisecond to a resolve.
    /// The cost of all, as a multiple of the last one's.
    fn cost(total: usize) -> f64 {
        let start = Instant::now();
        let (mut pace, mut spent, mut ends) = (Pace::default(), 0.0, None);
        for articles in 1..=total {
            let now = start + Duration::from_millis(articles as u64);
            if ends.is_some_and(|end| end <= now) {
                pace.end(now);
                ends = None;
            }
            if pace.is_due(articles, articles == total, now) {
                let took = Duration::from_micros(100 * articles as u64);
                spent += took.as_secs_f64();
                ends = Some(now + took);
                pace.begin(articles, now);
            }
        }
        spent / (total as f64 * 1e-4)
    }

    #[test]
    fn all_together_costs_little_more_than_the_last() {
        for total in [100, 1000, 10_000, 100_000] {
            let cost = cost(total);
            assert!(cost < 3.5, "{total} articles: {cost:.2}");
        }
    }

    #[test]
    fn the_first_article_is_resolved_at_once_and_the_end_too() {
        let now = Instant::now();
        let mut pace = Pace::default();
        assert!(pace.is_due(1, false, now) && !pace.is_due(0, true, now));
        pace.begin(1, now);
        assert!(!pace.is_due(100, true, now), "one at a time");
        pace.end(now);
        assert!(!pace.is_due(2, false, now) && pace.is_due(2, true, now) && pace.is_due(17, false, now));
        assert!(pace.is_done(1) && !pace.is_done(2));
        pace.spoil();
        assert!(!pace.is_done(1) && pace.is_due(1, true, now));
    }
}
