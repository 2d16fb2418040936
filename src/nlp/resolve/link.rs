//! Tying short names to full ones where both stand together: in one article (ring 1) or in one story (ring 2).

mod people;
mod things;

use std::cell::RefCell;

use rustc_hash::FxHashSet;

use super::knowledge::{Age, Country, Sex};
use super::names::{NameId, Names};
use super::person::Style;
use super::rule::Rule;
use crate::model::EntityKind;
use people::People;
use things::Things;

/// At most so many names with one word in common are compared with each other.
const MAX_BLOCK: usize = 48;

/// A name in its surroundings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub(super) name: NameId,
    /// What a title says.
    pub(super) sex: Option<Sex>,
    /// "The younger".
    pub(super) age: Option<Age>,
    /// The country an organ is said to belong to.
    pub(super) country: Option<Country>,
    /// The sorts of titles that go with a given name alone.
    pub(super) regnal: Style,
    /// Mentions, or articles.
    pub(super) weight: u32,
}

/// How wide the surroundings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Items come in the order of the text; who is introduced first goes by the surname.
    Article,
    /// Items come in a fixed order; a name that fits two fits none.
    Story,
}

/// What a text says of the bearers of its names beside the names.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence<'a> {
    /// Names that are two people's, the smaller number first.
    pub(super) apart: Option<&'a FxHashSet<(NameId, NameId)>>,
    /// Items that are two people's.
    pub(super) pairs: &'a [(u32, u32)],
    /// Items of which the first is of the elder generation.
    pub(super) elders: &'a [(u32, u32)],
    /// The offices of each item.
    pub(super) titles: &'a [Vec<u64>],
    /// Of each item which of the offices it holds that nobody holds two of, if it is one.
    pub(super) offices: &'a [Option<u8>],
}

/// For each item, the item it joins.
pub(super) type Links = Vec<Option<(u32, Rule)>>;

/// Ties the items of one kind to each other. `links[i] = (j, rule)` reads "i is a name of the same as j".
pub(super) fn link(
    items: &[Item],
    which: &[u32],
    names: &Names,
    (scope, evidence): (Scope, Evidence<'_>),
    links: &mut Links,
) {
    let Some(first) = which.first() else { return };
    match names.get(items[*first as usize].name).kind {
        EntityKind::Person => People { items, names, scope, evidence, slipped: RefCell::default() }.link(which, links),
        _ => Things { items, names, scope }.link(which, links),
    }
}

/// The end of a chain of links.
pub(super) fn head(links: &Links, mut at: u32) -> u32 {
    // Links never form a circle: each is made to an item's head, and never to itself.
    while let Some((next, _)) = links[at as usize] {
        at = next;
    }
    at
}
