//! The current entity: the one the jumps follow and the reader shows in reverse.

use crate::engine::Card;
use crate::model::{EntityId, EntityRef};

/// The entity that is followed.
#[derive(Debug, Clone)]
pub struct CurrentEntity {
    /// Its number in `revision`.
    pub id: EntityId,
    /// Revision of the number.
    pub revision: u64,
    /// What it is called in any revision.
    pub name: EntityRef,
    /// Its outlets, once they are known.
    pub card: Option<Card>,
}
