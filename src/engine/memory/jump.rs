//! The answer about the next mention.

use super::scope::{Group, Scope};
use super::{Posting, View};
use crate::engine::event::Jumped;
use crate::engine::request::{Direction, JumpFrom};
use crate::model::EntityId;

/// A mention with its place in the walk: row of its article, then bytes.
type Step = (u32, u32, Posting);

impl Scope {
    /// The next mention of an entity in the list's order, around the end if need be. `None` where nothing that passes
    /// names it. Costs the entity's mentions, not the corpus.
    #[must_use]
    pub fn jump(&self, id: EntityId, from: Option<JumpFrom>, direction: Direction) -> Option<Jumped> {
        let at = self.position(id)?;
        let mut steps: Vec<Step> = self.groups(at).flat_map(|group| self.steps(group)).collect();
        steps.sort_unstable_by_key(|step| (step.0, step.1));
        let last = steps.len().checked_sub(1)?;
        let next = match (from, direction) {
            (None, Direction::Forward) => Ok(0),
            (None, Direction::Backward) => Ok(last),
            (Some(from), Direction::Forward) => {
                let next = steps.partition_point(|step| !self.is_after(step, from));
                if next > last { Err(0) } else { Ok(next) }
            }
            (Some(from), Direction::Backward) => {
                steps.partition_point(|step| self.is_before(step, from)).checked_sub(1).ok_or(last)
            }
        };
        let (Ok(number) | Err(number)) = next;
        let place = self.place(steps.get(number)?.2)?;
        Some(Jumped { place, ordinal: number as u32 + 1, total: steps.len() as u32, wrapped: next.is_err() })
    }

    fn steps<'a>(&'a self, group: Group<'a>) -> impl Iterator<Item = Step> + 'a {
        group.postings.iter().filter_map(move |posting| Some((group.row, self.mention(*posting)?.span.start, *posting)))
    }

    fn is_after(&self, step: &Step, from: JumpFrom) -> bool {
        match self.view.row(from.article.0) {
            Some(row) => (step.0, step.1) > (row, from.offset),
            None => step.0 >= self.before(from),
        }
    }

    fn is_before(&self, step: &Step, from: JumpFrom) -> bool {
        match self.view.row(from.article.0) {
            Some(row) => (step.0, step.1) < (row, from.offset),
            None => step.0 < self.before(from),
        }
    }

    /// Where an article that does not pass would stand.
    fn before(&self, from: JumpFrom) -> u32 {
        View::rows_before(&self.view, &self.entries, from.article.0, &self.query)
    }
}
