//! A corpus made anew takes the place of an older one.

use std::sync::Arc;

use super::{Laid, MemoryCorpus, Revision};

impl MemoryCorpus {
    /// Goes on where an older corpus of (mostly) the same articles was: ids of entities follow its ids, so that none of the older is
    /// taken for another's, names asked for by them are still found, and what the reader keeps of articles stays.
    pub fn follow(&mut self, old: &Self) {
        let before = old.revision();
        if before.number == 0 {
            return;
        }
        self.memory = Arc::clone(&old.memory);
        let (tied, laid) = Laid::over(self.entries(), self.revision().machine(), self.decisions());
        self.adopt(Revision::new(before.number + 1, before.end(), tied, laid));
        self.previous = Some(Arc::clone(before));
    }
}
