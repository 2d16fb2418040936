//! What is said of an entity beside its numbers.

use std::sync::Arc;

use serde::Serialize;

use crate::engine::library::Why as Merge;
use crate::engine::library::told::Called;
use crate::engine::{Card, OutletLine, RoleCount};
use crate::model::OutletId;

/// An entity by outlet.
pub struct Details {
    /// Outlets that name it, the most mentions first.
    pub named: Vec<Named>,
    /// Names of those that do not.
    pub absent: Vec<Arc<str>>,
    /// Roles it is given, the most frequent first.
    pub roles: Vec<Role>,
    /// Why its names are one.
    pub merges: Vec<Why>,
    /// What a person decided about it.
    pub decided: Vec<String>,
}

/// An entity in one outlet.
pub struct Named {
    /// The outlet.
    pub outlet: OutletId,
    /// Its name.
    pub name: Arc<str>,
    /// Mentions.
    pub mentions: u32,
    /// Forms of the name, the most frequent first.
    pub forms: Vec<Arc<str>>,
    /// Roles it gives, the most frequent first.
    pub roles: Vec<Role>,
}

/// A role, as it is said most often.
#[derive(Debug, Clone, Serialize)]
pub struct Role {
    /// As it is said most often.
    #[serde(rename = "role")]
    pub words: Arc<str>,
    /// The same for all roles that say the same.
    group: Arc<str>,
    /// How often.
    pub mentions: u32,
}

/// Why a name is the entity's: the other name it goes by, the rule, and how sure it is (0 to 1).
#[derive(Debug, Serialize)]
pub struct Why {
    name: String,
    with: String,
    rule: &'static str,
    certainty: f64,
}

impl From<Merge> for Why {
    fn from((name, with, rule, per_cent): Merge) -> Self {
        Self { name, with, rule, certainty: f64::from(per_cent) / 100.0 }
    }
}

impl From<&RoleCount> for Role {
    fn from(role: &RoleCount) -> Self {
        Self { words: role.words.clone(), group: role.group.clone(), mentions: role.mentions }
    }
}

impl From<Called> for Role {
    fn from(role: Called) -> Self {
        Self { words: role.words.into(), group: role.group.into(), mentions: role.mentions }
    }
}

impl From<Card> for Details {
    fn from(card: Card) -> Self {
        let named = |line: OutletLine| Named {
            outlet: line.outlet,
            name: line.name,
            mentions: line.mentions,
            forms: line.forms.into_iter().map(|(form, _)| form).collect(),
            roles: roles(&line.roles),
        };
        Self {
            roles: roles(&card.roles),
            merges: reasons(&card),
            named: card.named.into_iter().map(named).collect(),
            absent: card.absent.into_iter().map(|line| line.name).collect(),
            decided: card.decided,
        }
    }
}

/// Reasons for JSON.
#[must_use]
pub fn reasons(card: &Card) -> Vec<Why> {
    card.merges.iter().cloned().map(Why::from).collect()
}

/// Roles for JSON.
#[must_use]
pub fn roles(roles: &[RoleCount]) -> Vec<Role> {
    roles.iter().map(Role::from).collect()
}
