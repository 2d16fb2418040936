//! The answer about the next mention.

use super::Posting;
use super::scope::{Group, Scope};
use crate::engine::event::Jumped;
use crate::engine::request::{Direction, JumpFrom};
use crate::model::EntityId;

impl Scope {
    /// The next mention of an entity in the list's order, around the end if need be. `None` where nothing that passes
    /// names it. Costs the articles that name it, not the corpus.
    #[must_use]
    pub fn jump(&self, id: EntityId, from: Option<JumpFrom>, direction: Direction) -> Option<Jumped> {
        let mut groups: Vec<Group<'_>> = self.groups(self.position(id)?).collect();
        groups.sort_unstable_by_key(|group| group.row);
        let total: usize = groups.iter().map(|group| group.postings.len()).sum();
        let last = total.checked_sub(1)?;
        let (number, wrapped) = match (from, direction) {
            (None, Direction::Forward) => (0, false),
            (None, Direction::Backward) => (last, false),
            (Some(from), Direction::Forward) => {
                let passed = self.steps_before(&groups, from, |start| start <= from.offset);
                if passed > last { (0, true) } else { (passed, false) }
            }
            (Some(from), Direction::Backward) => {
                let before = self.steps_before(&groups, from, |start| start < from.offset);
                before.checked_sub(1).map_or((last, true), |number| (number, false))
            }
        };
        let place = self.place(step(&groups, number)?)?;
        Some(Jumped { place, ordinal: number as u32 + 1, total: total as u32, wrapped })
    }

    /// Number of mentions before a place; `passed` says which of the mentions in its own article are. An article that
    /// does not pass counts as where it would stand.
    fn steps_before(&self, groups: &[Group<'_>], from: JumpFrom, passed: impl Fn(u32) -> bool) -> usize {
        let row = self.view.row(from.article.0);
        let rows = row.unwrap_or_else(|| self.view.rows_before(&self.entries, from.article.0, &self.query));
        let whole = groups.partition_point(|group| group.row < rows);
        let before: usize = groups.iter().take(whole).map(|group| group.postings.len()).sum();
        let own = groups.get(whole).filter(|group| row == Some(group.row));
        let starts_before =
            |posting: &Posting| self.mention(*posting).is_some_and(|mention| passed(mention.span.start));
        before + own.map_or(0, |group| group.postings.partition_point(starts_before))
    }
}

/// The mention with a number.
fn step(groups: &[Group<'_>], mut number: usize) -> Option<Posting> {
    for group in groups {
        match group.postings.get(number) {
            Some(posting) => return Some(*posting),
            None => number -= group.postings.len(),
        }
    }
    None
}
