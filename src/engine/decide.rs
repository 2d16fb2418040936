//! What people decided, laid over what the machine found: pure, in the order of the decisions, in time that grows with the
//! mentions. Nothing of the machine's is changed; taking a decision out of the list leaves no trace of it.

mod assemble;
mod book;
mod change;
mod find;
pub mod home;
mod locate;
mod ops;
mod room;
mod serve;
mod state;
mod unapplied;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::memory::Entry;
use crate::model::decision::brief;
use crate::model::{Act, ContentKey, Decision, Entity, Mention};

pub use book::{Book, Kept, Step};
pub use change::{Change, Preview, Subject, Target, preview};
pub use home::{DecisionsAt, homes};
pub use locate::{anchor, find_nth, nth_of};
pub use room::{Now, Room};
pub(in crate::engine) use serve::not_applied;
pub use serve::{DecisionRow, Done, PartRow, Parts, RepairReply, RepairRequest, serve, unapplied};
pub(in crate::engine) use unapplied::Unapplied;

/// Articles whose names were tied to entities.
pub trait Shelf {
    /// Number of articles.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Identity of an article.
    fn key(&self, article: usize) -> ContentKey;
    /// Its outlet and its title.
    fn head(&self, article: usize) -> (Option<&str>, &str);
    /// Its text.
    fn text(&self, article: usize) -> Arc<str>;
}

impl Shelf for [Arc<Entry>] {
    fn len(&self) -> usize {
        <[Arc<Entry>]>::len(self)
    }

    fn key(&self, article: usize) -> ContentKey {
        self[article].article.key
    }

    fn head(&self, article: usize) -> (Option<&str>, &str) {
        let entry = &self[article];
        (entry.article.meta.outlet.as_deref(), &entry.title)
    }

    fn text(&self, article: usize) -> Arc<str> {
        Arc::clone(&self[article].article.document.text)
    }
}

/// Entities with ids from 0 on, and the mentions of each article in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Tied {
    /// All entities; `entities[i].id == EntityId(i)`.
    pub entities: Vec<Entity>,
    /// Mentions by article.
    pub mentions: Vec<Arc<[Mention]>>,
}

/// What came of one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It holds, for so many mentions.
    Done(u32),
    /// It holds for so many mentions, but a part of it does not apply here, and why.
    Part(u32, String),
    /// It asks for what is so already.
    Holds,
    /// It does not apply here (any more), and why.
    Missing(String),
}

/// What decisions made of what the machine found.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    /// The final entities and mentions.
    pub tied: Tied,
    /// By position of an entity: its position among the machine's; those after these were made by decisions. Empty without any.
    pub origins: Vec<u32>,
    /// By position of an entity: the numbers of the decisions that made it what it is.
    pub entities: FxHashMap<u32, Vec<u32>>,
    /// Article and position of the mentions a person added or gave to another.
    pub mentions: FxHashSet<(u32, u32)>,
    /// What came of each decision.
    pub outcomes: Vec<Outcome>,
}

/// Applies decisions, in their order.
#[must_use]
pub fn apply<S: Shelf + ?Sized>(shelf: &S, machine: &Tied, decisions: &[Decision]) -> Decided {
    if decisions.is_empty() {
        return Decided { tied: machine.clone(), ..Decided::default() };
    }
    let mut state = state::State::new(shelf, machine, decisions);
    let mut outcomes = Vec::with_capacity(decisions.len());
    for (number, decision) in decisions.iter().enumerate() {
        state.now = number as u32;
        // Said again, it may mean another: what it named may have lost that name by it.
        let before = number.checked_sub(1).and_then(|before| decisions.get(before));
        if before.is_some_and(|before| before.act == decision.act)
            && matches!(outcomes.last(), Some(Outcome::Done(_) | Outcome::Part(..) | Outcome::Holds))
        {
            outcomes.push(Outcome::Holds);
            continue;
        }
        outcomes.push(match (state.act(&decision.act), state.flaw.take()) {
            (Err(why), _) => Outcome::Missing(why),
            (Ok(mentions), Some(why)) => Outcome::Part(mentions, why),
            (Ok(0), None) => idle(&decision.act).map_or(Outcome::Holds, Outcome::Missing),
            (Ok(mentions), None) => Outcome::Done(mentions),
        });
    }
    Decided { outcomes, ..assemble::assemble(&state) }
}

/// Why something can never change anything: it is said of itself.
fn idle(act: &Act) -> Option<String> {
    match act {
        Act::Merge { who, into } if who.iter().all(|who| who == into) => {
            Some(format!("“{}” cannot be merged with itself", brief(&into.name)))
        }
        Act::Retype { who, to } if who.iter().all(|who| who.kind == *to) => Some("that is its type already".to_owned()),
        Act::Rename { who, to } if who.name == *to => Some("that is its name already".to_owned()),
        _ => None,
    }
}
