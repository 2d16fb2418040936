//! Finding words in the text of the article.

use std::sync::Arc;

use crate::engine::Sought;
use crate::model::ArticleId;
use crate::text::Span;

/// What was looked for, and where it is.
#[derive(Debug, Clone)]
pub struct FindState {
    /// What was typed.
    pub pattern: String,
    /// What is looked for.
    pub sought: Sought,
    /// The article the hits are of; `None` until the answer is there.
    pub article: Option<ArticleId>,
    /// Places, in the order of the text.
    pub hits: Arc<[Span]>,
    /// Index of the hit one is at.
    pub current: Option<usize>,
    /// Whether to go to the first hit when the answer comes.
    pub seek: bool,
    /// Whether it was looked for in another article before.
    pub again: bool,
}

impl FindState {
    /// Nothing found yet of what was typed.
    #[must_use]
    pub fn new(pattern: &str, sought: Sought) -> Self {
        Self {
            pattern: pattern.to_owned(),
            sought,
            article: None,
            hits: Arc::from([]),
            current: None,
            seek: false,
            again: false,
        }
    }

    /// The hit after (or before) byte `at`, and whether the search went over the end.
    #[must_use]
    pub fn step(&self, at: u32, forward: bool, inclusive: bool) -> Option<(usize, bool)> {
        let last = self.hits.len().checked_sub(1)?;
        if forward {
            let next = self.hits.partition_point(|hit| hit.start < at || (!inclusive && hit.start == at));
            Some(if next > last { (0, true) } else { (next, false) })
        } else {
            let before = self.hits.partition_point(|hit| hit.start < at);
            Some(before.checked_sub(1).map_or((last, true), |index| (index, false)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FindState;
    use crate::text::Span;

    #[test]
    fn steps_wrap_and_say_so() {
        let mut find = FindState::new("x", crate::engine::Sought::Text("x".into()));
        assert_eq!(find.step(0, true, false), None);
        find.hits = [3, 9].map(|at| Span::new(at, at + 1)).into();
        assert_eq!(find.step(3, true, true), Some((0, false)));
        assert_eq!(find.step(3, true, false), Some((1, false)));
        assert_eq!(find.step(9, true, false), Some((0, true)));
        assert_eq!(find.step(3, false, false), Some((1, true)));
        assert_eq!(find.step(9, false, false), Some((0, false)));
    }
}
