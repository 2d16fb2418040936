//! The decisions in their order, with what can be undone and done again.

use crate::model::Decision;
use crate::store::decisions::Edit;

/// A decision and what came of it.
pub type Kept = (Decision, super::Outcome);

/// A step on the way: what was done with the list.
pub type Step = Edit;

/// The list of decisions.
#[derive(Debug, Clone, Default)]
pub struct Book {
    list: Vec<Decision>,
    done: Vec<Step>,
    undone: Vec<Step>,
}

/// What takes a step back.
fn inverse(step: &Step) -> Step {
    match step.clone() {
        Edit::Insert(at, decision) => Edit::Remove(at, decision),
        Edit::Remove(at, decision) => Edit::Insert(at, decision),
    }
}

impl Book {
    /// A book that holds what was decided before.
    #[must_use]
    pub fn new(list: Vec<Decision>) -> Self {
        Self { list, ..Self::default() }
    }

    /// All decisions.
    #[must_use]
    pub fn list(&self) -> &[Decision] {
        &self.list
    }

    /// Steps of this session that can be taken back.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.done.len()
    }

    /// Others have changed the list. Steps find their decisions by what they say.
    pub fn reload(&mut self, list: Vec<Decision>) {
        self.list = list;
    }

    /// Decides something: it comes last.
    pub fn decide(&mut self, decision: Decision) -> Step {
        self.go(Edit::Insert(self.list.len(), decision))
    }

    /// Takes out a decision, if there is one of this number.
    pub fn remove(&mut self, at: usize) -> Option<Step> {
        let decision = self.list.get(at)?.clone();
        Some(self.go(Edit::Remove(at, decision)))
    }

    fn go(&mut self, step: Step) -> Step {
        self.undone.clear();
        self.take(&step);
        self.done.push(step.clone());
        step
    }

    fn take(&mut self, step: &Step) {
        match step {
            Edit::Insert(at, decision) => self.list.insert((*at).min(self.list.len()), decision.clone()),
            Edit::Remove(at, decision) => {
                let same = |at: &usize| self.list.get(*at) == Some(decision);
                let found = Some(*at).filter(same).or_else(|| self.list.iter().rposition(|known| known == decision));
                if let Some(at) = found {
                    self.list.remove(at);
                }
            }
        }
    }

    /// Takes back the last step of this session; where there is none, and `further`, the last decision of those before.
    pub fn undo(&mut self, further: bool) -> Option<Step> {
        // A decision that others have taken out of the file by now is none to take back.
        let stands = |step: &Step| match step {
            Edit::Insert(_, decision) => self.list.contains(decision),
            Edit::Remove(..) => true,
        };
        while self.done.last().is_some_and(|step| !stands(step)) {
            self.done.pop();
        }
        let last = self.done.pop().or_else(|| {
            let last = self.list.last().filter(|_| further)?;
            Some(Edit::Insert(self.list.len() - 1, last.clone()))
        })?;
        let back = inverse(&last);
        self.take(&back);
        self.undone.push(last);
        Some(back)
    }

    /// Does again what was undone last.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.undone.pop()?;
        self.take(&step);
        self.done.push(step.clone());
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Act, EntityKind, Who};

    fn drop_of(name: &str) -> Decision {
        let who = vec![Who::new(EntityKind::Other, name)];
        Decision { act: Act::Drop { who }, date: None, note: None }
    }

    #[test]
    fn what_was_decided_before_can_be_undone_too() {
        let mut book = Book::new(vec![drop_of("a"), drop_of("b")]);
        book.decide(drop_of("c"));
        assert_eq!(book.undo(false), Some(Edit::Remove(2, drop_of("c"))));
        assert_eq!(book.undo(false), None);
        assert_eq!(book.undo(true), Some(Edit::Remove(1, drop_of("b"))));
        assert_eq!(book.undo(true), Some(Edit::Remove(0, drop_of("a"))));
        assert_eq!(book.undo(true), None);
        assert!(book.redo().is_some() && book.redo().is_some() && book.redo().is_some() && book.redo().is_none());
        assert_eq!(book.list(), [drop_of("a"), drop_of("b"), drop_of("c")]);
        book.remove(0);
        assert_eq!(book.undo(false), Some(Edit::Insert(0, drop_of("a"))));
    }

    #[test]
    fn what_others_took_out_is_not_taken_back_once_more() {
        let mut book = Book::new(vec![drop_of("a")]);
        book.decide(drop_of("b"));
        book.decide(drop_of("c"));
        book.reload(vec![drop_of("a"), drop_of("b")]);
        assert_eq!(book.undo(false), Some(Edit::Remove(1, drop_of("b"))));
        assert_eq!(book.undo(false), None);
        assert_eq!(book.redo(), Some(Edit::Insert(1, drop_of("b"))));
    }

    proptest! {
        #[test]
        fn undo_is_as_if_it_had_never_happened(steps in proptest::collection::vec((0u8..3, 0usize..6), 0..24)) {
            let mut book = Book::new(vec![drop_of("x"), drop_of("y")]);
            let mut states = vec![book.list().to_vec()];
            for (number, (kind, at)) in steps.into_iter().enumerate() {
                let moved = kind > 0 || book.remove(at).is_some();
                if kind > 0 {
                    book.decide(drop_of(&number.to_string()));
                }
                if moved {
                    states.push(book.list().to_vec());
                }
            }
            for state in states.iter().rev().skip(1) {
                prop_assert!(book.undo(false).is_some());
                prop_assert_eq!(book.list(), state.as_slice());
            }
            prop_assert!(book.undo(false).is_none());
            for state in states.iter().skip(1) {
                prop_assert!(book.redo().is_some());
                prop_assert_eq!(book.list(), state.as_slice());
            }
        }
    }
}
