//! Telling which decisions do not apply, when that changes.

use super::unapplied;
use crate::engine::event::CorpusEvent;
use crate::engine::memory::Laid;
use crate::model::{Problem, Stage};

/// The decisions that do not apply, as they were told last.
#[derive(Debug, Default)]
pub(in crate::engine) struct Unapplied(Vec<Problem>);

impl Unapplied {
    /// What is to be told now, if that is news; `places` are where the decisions stand in their files.
    pub(in crate::engine) fn news(&mut self, laid: &Laid, places: &[String]) -> Option<CorpusEvent> {
        let now = unapplied(laid, places);
        (now != self.0).then(|| {
            self.0.clone_from(&now);
            CorpusEvent::Problems(Stage::Decision, now)
        })
    }
}
