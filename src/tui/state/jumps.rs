//! The jump list: where each far jump began, to go back and on again (as vim and helix do).

use crate::model::Place;

const LIMIT: usize = 200;

/// Places jumped from, the newest last.
#[derive(Debug, Clone, Default)]
pub struct JumpList {
    places: Vec<Place>,
    /// Index of the place one is at while going back; `places.len()` outside of the list.
    at: usize,
}

impl JumpList {
    /// Keeps the place a jump starts from; what lay ahead is forgotten.
    pub fn push(&mut self, place: Place) {
        self.places.truncate(self.at);
        self.places.retain(|kept| *kept != place);
        self.places.push(place);
        if self.places.len() > LIMIT {
            self.places.remove(0);
        }
        self.at = self.places.len();
    }

    /// One jump back, from `here`.
    pub fn back(&mut self, here: Place) -> Option<Place> {
        if self.at == self.places.len() {
            let target = self.places.last().copied()?;
            if target == here {
                self.at = self.places.len() - 1;
            } else {
                self.places.push(here);
                self.at = self.places.len() - 1;
            }
        }
        self.at = self.at.checked_sub(1)?;
        self.places.get(self.at).copied()
    }

    /// One jump on again.
    pub fn on(&mut self) -> Option<Place> {
        let next = self.places.get(self.at + 1).copied()?;
        self.at += 1;
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::JumpList;
    use crate::model::{ArticleId, Place};
    use crate::text::Span;

    fn place(n: u32) -> Place {
        Place { article: ArticleId(n), span: Span::new(n, n + 1) }
    }

    #[test]
    fn back_and_on_again() {
        let mut jumps = JumpList::default();
        jumps.push(place(1));
        jumps.push(place(2));
        assert_eq!(jumps.back(place(3)), Some(place(2)));
        assert_eq!(jumps.back(place(2)), Some(place(1)));
        assert_eq!(jumps.back(place(1)), None);
        assert_eq!(jumps.on(), Some(place(2)));
        assert_eq!(jumps.on(), Some(place(3)));
        assert_eq!(jumps.on(), None);
    }

    #[test]
    fn a_new_jump_forgets_what_lay_ahead() {
        let mut jumps = JumpList::default();
        jumps.push(place(1));
        jumps.push(place(2));
        jumps.back(place(3));
        jumps.push(place(2));
        assert_eq!(jumps.on(), None);
        assert_eq!(jumps.back(place(9)), Some(place(2)));
    }
}
