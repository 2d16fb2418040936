//! The jump list: where each far jump began, to go back and on again (as vim and helix do).

use super::CurrentEntity;
use crate::model::Place;

const LIMIT: usize = 200;

/// Where one was, and whom one followed there.
#[derive(Debug, Clone)]
pub struct Jump {
    /// The place.
    pub place: Place,
    /// The current entity.
    pub entity: Option<CurrentEntity>,
}

/// Places jumped from, the newest last.
#[derive(Debug, Clone, Default)]
pub struct JumpList {
    places: Vec<Jump>,
    /// Index of the place one is at while going back; `places.len()` outside of the list.
    at: usize,
}

impl JumpList {
    /// Keeps the place a jump starts from; what lay ahead is forgotten.
    pub fn push(&mut self, jump: Jump) {
        self.places.truncate(self.at);
        self.places.retain(|kept| kept.place != jump.place);
        self.places.push(jump);
        if self.places.len() > LIMIT {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// One jump back, from `here`.
    pub fn back(&mut self, here: Jump) -> Option<Jump> {
        if self.at == self.places.len() {
            if self.places.last()?.place == here.place {
                self.at = self.places.len() - 1;
            } else {
                self.places.push(here);
                self.at = self.places.len() - 1;
            }
        }
        self.at = self.at.checked_sub(1)?;
        self.places.get(self.at).cloned()
    }

    /// One jump on again.
    pub fn on(&mut self) -> Option<Jump> {
        let next = self.places.get(self.at + 1).cloned()?;
        self.at += 1;
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::{Jump, JumpList};
    use crate::model::{ArticleId, Place};
    use crate::text::Span;

    fn jump(n: u32) -> Jump {
        Jump { place: Place { article: ArticleId(n), span: Span::new(n, n + 1) }, entity: None }
    }

    fn number(jump: Option<Jump>) -> Option<u32> {
        jump.map(|jump| jump.place.article.0)
    }

    #[test]
    fn back_and_on_again() {
        let mut jumps = JumpList::default();
        jumps.push(jump(1));
        jumps.push(jump(2));
        assert_eq!(number(jumps.back(jump(3))), Some(2));
        assert_eq!(number(jumps.back(jump(2))), Some(1));
        assert_eq!(number(jumps.back(jump(1))), None);
        assert_eq!(number(jumps.on()), Some(2));
        assert_eq!(number(jumps.on()), Some(3));
        assert_eq!(number(jumps.on()), None);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_ahead() {
        let mut jumps = JumpList::default();
        jumps.push(jump(1));
        jumps.push(jump(2));
        jumps.back(jump(3));
        jumps.push(jump(2));
        assert_eq!(number(jumps.on()), None);
        assert_eq!(number(jumps.back(jump(9))), Some(2));
    }
}
