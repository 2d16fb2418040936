//! What the user has marked in this session, to be taken back.

use crate::model::{ArticleId, ArticleMemory, ContentKey};

/// So many steps can be taken back.
const MOST: usize = 500;

/// A change of what is kept of an article.
#[derive(Debug, Clone)]
pub struct Step {
    /// Which article.
    pub key: ContentKey,
    /// Its number, where it was known: an outlet is told to the corpus, too.
    pub article: Option<ArticleId>,
    /// As it was.
    pub before: ArticleMemory,
    /// As it became.
    pub after: ArticleMemory,
    /// What was done, in words.
    pub said: String,
    /// Decisions about names made before it in this session.
    pub decisions: usize,
}

/// Steps done, and steps taken back, the newest last.
#[derive(Debug, Default)]
pub struct Kept {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Kept {
    /// Another step is done: what was taken back before it is gone.
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        if self.done.len() == MOST {
            self.done.remove(0);
        }
        self.done.push(step);
    }

    /// The step to take back, if it came after that many decisions about names.
    pub fn undo(&mut self, decisions: usize) -> Option<Step> {
        let step = self.done.pop_if(|step| step.decisions >= decisions)?;
        self.undone.push(step.clone());
        Some(step)
    }

    /// The step to do again.
    pub fn redo(&mut self, decisions: usize) -> Option<Step> {
        let step = self.undone.pop_if(|step| step.decisions <= decisions)?;
        self.done.push(step.clone());
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, Step};
    use crate::model::{ArticleMemory, ContentKey};

    fn step(key: u128, decisions: usize) -> Step {
        let memory = ArticleMemory::default;
        Step { key: ContentKey(key), article: None, before: memory(), after: memory(), said: String::new(), decisions }
    }

    #[test]
    fn steps_go_back_and_on_between_decisions() {
        let mut kept = Kept::default();
        kept.push(step(1, 0));
        kept.push(step(2, 1));
        assert!(kept.undo(2).is_none(), "a decision came after it");
        assert_eq!(kept.undo(1).map(|step| step.key), Some(ContentKey(2)));
        assert!(kept.undo(1).is_none(), "the decision before it comes first");
        assert_eq!(kept.undo(0).map(|step| step.key), Some(ContentKey(1)));
        assert_eq!(kept.redo(0).map(|step| step.key), Some(ContentKey(1)));
        assert!(kept.redo(0).is_none(), "the decision is to be done again first");
        assert_eq!(kept.redo(1).map(|step| step.key), Some(ContentKey(2)));
        kept.undo(0);
        kept.push(step(3, 0));
        assert!(kept.redo(9).is_none());
    }
}
