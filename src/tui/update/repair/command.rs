//! The repair from the command line.

use super::{mention_here, one, preview, subjects};
use crate::engine::{Change, Subject, Target};
use crate::model::{EntityId, EntityKind, EntityRef};
use crate::tui::app::App;
use crate::tui::command::RepairCommand;

/// Runs a command: what it would do is shown first.
pub fn command(app: &mut App, command: RepairCommand) {
    match command {
        RepairCommand::Merge(name) => {
            let who = subjects(app);
            if !who.is_empty() {
                preview(app, Change::Merge { who, into: called(name) });
            }
        }
        RepairCommand::Retype(to) => {
            let who = subjects(app);
            if !who.is_empty() {
                preview(app, Change::Retype { who, to });
            }
        }
        RepairCommand::Rename(to) => {
            if let Some(who) = one(app) {
                preview(app, Change::Rename { who, to });
            }
        }
        RepairCommand::Split(names) => {
            if let Some(from) = one(app) {
                preview(app, Change::Split { from, names, places: Vec::new() });
            }
        }
        RepairCommand::Move(name) => {
            if let Some((place, _)) = mention_here(app) {
                preview(app, Change::Move { places: vec![place], to: Target::Entity(called(name)) });
            }
        }
    }
}

/// The one who is called so: the corpus knows the number.
fn called(name: String) -> Subject {
    Subject { id: EntityId(u32::MAX), name: EntityRef { kind: EntityKind::Person, name } }
}
