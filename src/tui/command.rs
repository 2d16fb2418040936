//! The line after `:`: what it says, what is wrong with it, and what it could become.

mod complete;

use std::collections::BTreeSet;
use std::fmt;

pub use complete::{Candidates, Completion, complete, made_whole};

use super::action::Action;
use crate::config::{did_you_mean, quote};
use crate::model::{EntityKind, SortKey, tags};
use crate::text::{fold, sanitize_line};

/// A command, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// An action of the catalogue.
    Action(Action),
    /// Take the theme of this name.
    Theme(String),
    /// Sort the list.
    Sort {
        /// By what.
        key: SortKey,
        /// The other way round.
        reverse: bool,
    },
    /// Read these outlets only: names, tags, or the beginnings of names; [`outlets_named`] finds them.
    Outlets(Vec<String>),
    /// Read all outlets again.
    AllOutlets,
    /// Read only what this search finds.
    Only(String),
    /// Find these words in the text.
    Find(String),
    /// Search all texts for these words.
    Search(String),
    /// Open the article of this number in the list, from 1.
    GoTo(u32),
    /// Say whose article this is.
    SetOutlet(String),
    /// Tag the article.
    Tag(BTreeSet<String>),
    /// Take tags off it; none given: all.
    Untag(BTreeSet<String>),
    /// Make this name the current entity.
    Who(String),
    /// Mend who is who.
    Repair(RepairCommand),
}

/// A command that mends who is who, about the name at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RepairCommand {
    /// It is the same as this one.
    Merge(String),
    /// It is of this type.
    Retype(EntityKind),
    /// It is shown under this name.
    Rename(String),
    /// These of its names are another's.
    Split(Vec<String>),
    /// The mention at the cursor is this one's.
    Move(String),
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandError {
    /// Where, in characters from 1.
    pub column: u32,
    /// What is wrong, sanitised.
    pub message: String,
    /// A line that would be right.
    pub example: String,
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {} (for example: {})", self.column, self.message, self.example)
    }
}

impl std::error::Error for CommandError {}

/// What a verb wants after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wants {
    Theme,
    Order,
    Outlets,
    Outlet,
    Tags,
    Untag,
    Words,
    Search,
    Only,
    Number,
    Entity,
    Repair(About),
}

/// What a command of the repair wants after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Merge,
    Retype,
    Rename,
    Split,
    Move,
}

/// A command that takes something after it.
struct Verb {
    names: &'static [&'static str],
    wants: Wants,
    /// What it does when nothing follows.
    bare: Option<Action>,
    doc: &'static str,
    example: &'static str,
}

const VERBS: &[Verb] = &[
    Verb {
        names: &["theme", "colours", "colors", "colorscheme"],
        wants: Wants::Theme,
        bare: Some(Action::CycleTheme),
        doc: "change the colour theme",
        example: "theme dark",
    },
    Verb {
        names: &["sort"],
        wants: Wants::Order,
        bare: Some(Action::Sort),
        doc: "sort the list by date, outlet, title or length",
        example: "sort title",
    },
    Verb {
        names: &["outlet", "outlets", "filter"],
        wants: Wants::Outlets,
        bare: Some(Action::Filter),
        doc: "read only these outlets; \"all\" for all",
        example: "outlet NYT, NPR",
    },
    Verb {
        names: &["only", "narrow", "where"],
        wants: Wants::Only,
        bare: Some(Action::Narrow),
        doc: "filter by a search: words, who: outlet: after: before: is:unread tag:",
        example: "only who:Lavrov after:2025-02 is:unread",
    },
    Verb {
        names: &["find"],
        wants: Wants::Words,
        bare: Some(Action::Find),
        doc: "find words in the text",
        example: "find cease-fire",
    },
    Verb {
        names: &["search"],
        wants: Wants::Search,
        bare: Some(Action::PickText),
        doc: "search all texts: words, \"phrases\", prefix*, OR, NOT, who: outlet: and more",
        example: "search \"port authority\" NOT strike",
    },
    Verb {
        names: &["goto", "go", "article"],
        wants: Wants::Number,
        bare: None,
        doc: "open an article by its number in the list",
        example: "goto 3",
    },
    Verb {
        names: &["set_outlet"],
        wants: Wants::Outlet,
        bare: Some(Action::SetOutlet),
        doc: "set the outlet",
        example: "set-outlet The Daily Example",
    },
    Verb {
        names: &["tag"],
        wants: Wants::Tags,
        bare: Some(Action::SetTags),
        doc: "tag the article",
        example: "tag energy, to check",
    },
    Verb {
        names: &["untag"],
        wants: Wants::Untag,
        bare: Some(Action::SetTags),
        doc: "remove tags from the article; \"all\" for all",
        example: "untag to check",
    },
    Verb {
        names: &["who", "entity", "name"],
        wants: Wants::Entity,
        bare: Some(Action::PickMention),
        doc: "follow a name",
        example: "who Lavrov",
    },
    Verb {
        names: &["merge", "same"],
        wants: Wants::Repair(About::Merge),
        bare: Some(Action::Merge),
        doc: "merge the selected name with this one",
        example: "merge Sergey Lavrov",
    },
    Verb {
        names: &["retype", "type"],
        wants: Wants::Repair(About::Retype),
        bare: Some(Action::Retype),
        doc: "change the type of the selected name: person, organisation, place or other",
        example: "type place",
    },
    Verb {
        names: &["rename"],
        wants: Wants::Repair(About::Rename),
        bare: Some(Action::Rename),
        doc: "rename the selected name",
        example: "rename Sergey Lavrov",
    },
    Verb {
        names: &["split"],
        wants: Wants::Repair(About::Split),
        bare: Some(Action::Split),
        doc: "split these forms off the selected name",
        example: "split Lavrow, S. Lavrow",
    },
    Verb {
        names: &["move", "move_mention"],
        wants: Wants::Repair(About::Move),
        bare: Some(Action::MoveMention),
        doc: "reassign the mention at the cursor to this name",
        example: "move Sergey Lavrov",
    },
];

/// Short and foreign names of actions.
const ALIASES: &[(&str, Action)] = &[
    ("q", Action::Quit),
    ("q!", Action::Quit),
    ("qa", Action::Quit),
    ("exit", Action::Quit),
    ("h", Action::Help),
    ("keys", Action::Help),
    ("errors", Action::Problems),
    ("messages", Action::Problems),
];

/// Orders of the list by name.
const ORDERS: &[(&str, SortKey, &str)] = &[
    ("date", SortKey::Date, "newest first"),
    ("outlet", SortKey::Outlet, "outlet, then date"),
    ("title", SortKey::Title, "title, from A"),
    ("length", SortKey::Length, "longest first"),
];

impl Command {
    /// Understands a line. A `:` at its start is skipped.
    ///
    /// # Errors
    /// Says in which column what is wrong, and what would be right.
    pub fn parse(line: &str) -> Result<Self, CommandError> {
        let body = line.trim_start();
        let body = body.strip_prefix(':').unwrap_or(body).trim_start();
        let (word, rest) = body.split_at(body.find(char::is_whitespace).unwrap_or(body.len()));
        let argument = rest.trim();
        let at = Place { line };
        if word.is_empty() {
            return Err(at.error(body, "a command is missing", "help"));
        }
        if let Ok(number) = word.parse::<u32>()
            && argument.is_empty()
        {
            return go_to(at, word, number);
        }
        let name = plain(word);
        if let Some(verb) = VERBS.iter().find(|verb| verb.names.contains(&name.as_str())) {
            return match (argument.is_empty(), verb.bare) {
                (true, Some(action)) => Ok(Self::Action(action)),
                (true, None) => Err(at.error(rest, &format!("{word} needs a value"), verb.example)),
                (false, _) => with_argument(at, verb, argument),
            };
        }
        let alias = ALIASES.iter().find(|(alias, _)| *alias == name).map(|(_, action)| *action);
        match alias.or_else(|| Action::from_name(&name)) {
            Some(action) if argument.is_empty() => Ok(Self::Action(action)),
            Some(_) => Err(at.error(argument, &format!("{word} takes no value"), word)),
            None => Err(unknown(at, word, &name)),
        }
    }
}

/// A name as the catalogue has it.
fn plain(word: &str) -> String {
    word.to_lowercase().replace('-', "_")
}

fn unknown(at: Place<'_>, word: &str, name: &str) -> CommandError {
    if ["w", "wq", "x", "wa", "wqa", "write", "save"].contains(&name) {
        return at.error(word, "nothing to save: marks are kept automatically (:q quits)", "q");
    }
    let several = complete::beginning_with(name);
    if !several.is_empty() {
        let (shown, more) = (several.iter().take(4).cloned().collect::<Vec<_>>().join(", "), several.len() > 4);
        let more = if more { " and others" } else { "" };
        return at.error(word, &format!("{} may be {shown}{more}: type more of it", quote(word)), "theme dark");
    }
    let known = VERBS.iter().flat_map(|verb| verb.names).copied().chain(Action::ALL.iter().map(|action| action.name()));
    let hint = did_you_mean(name, known, "; ? lists the keys, Tab completes a command");
    at.error(word, &format!("unknown command {}{hint}", quote(word)), "theme dark")
}

fn go_to(at: Place<'_>, word: &str, number: u32) -> Result<Command, CommandError> {
    if number == 0 {
        return Err(at.error(word, "articles are numbered from 1", "goto 1"));
    }
    Ok(Command::GoTo(number))
}

fn with_argument(at: Place<'_>, verb: &Verb, argument: &str) -> Result<Command, CommandError> {
    let wrong = |part: &str, message: &str| Err(at.error(part, message, verb.example));
    match verb.wants {
        Wants::Theme => Ok(Command::Theme(argument.to_owned())),
        Wants::Words => Ok(Command::Find(argument.to_owned())),
        Wants::Search => Ok(Command::Search(argument.to_owned())),
        Wants::Entity => Ok(Command::Who(argument.to_owned())),
        Wants::Outlet => Ok(Command::SetOutlet(sanitize_line(argument))),
        Wants::Untag if plain(argument) == "all" => Ok(Command::Untag(BTreeSet::new())),
        Wants::Tags | Wants::Untag => match tags(&sanitize_line(argument)) {
            none if none.is_empty() => wrong(argument, "that leaves no tag: commas and quotes are ignored"),
            tags if verb.wants == Wants::Tags => Ok(Command::Tag(tags)),
            tags => Ok(Command::Untag(tags)),
        },
        Wants::Number => match argument.parse() {
            Ok(number) => go_to(at, argument, number),
            Err(_) => wrong(argument, &format!("{} is not the number of an article", quote(argument))),
        },
        Wants::Order => order(at, verb, argument),
        Wants::Repair(about) => repair(at, verb, about, argument).map(Command::Repair),
        Wants::Outlets | Wants::Only if ["all", "*"].contains(&plain(argument).as_str()) => Ok(Command::AllOutlets),
        Wants::Only => Ok(Command::Only(argument.to_owned())),
        Wants::Outlets => {
            let names: Vec<&str> = argument.split(',').map(str::trim).collect();
            match names.iter().find(|name| name.is_empty()) {
                Some(gap) => wrong(gap, "an outlet is missing next to the comma"),
                None => Ok(Command::Outlets(names.into_iter().map(str::to_owned).collect())),
            }
        }
    }
}

fn repair(at: Place<'_>, verb: &Verb, about: About, argument: &str) -> Result<RepairCommand, CommandError> {
    Ok(match about {
        About::Merge => RepairCommand::Merge(sanitize_line(argument)),
        About::Rename => RepairCommand::Rename(sanitize_line(argument)),
        About::Move => RepairCommand::Move(sanitize_line(argument)),
        About::Split => {
            let names = argument.split(',').map(|name| sanitize_line(name.trim())).filter(|name| !name.is_empty());
            RepairCommand::Split(names.collect())
        }
        About::Retype => {
            let wanted = plain(argument);
            let kinds = EntityKind::ALL.into_iter();
            let fits = |kind: &EntityKind| kind.word() == wanted || kind.letter().to_lowercase().eq(wanted.chars());
            let Some(kind) = kinds.into_iter().find(fits) else {
                let known = EntityKind::ALL.map(EntityKind::word);
                let hint = did_you_mean(argument, known, "; use person, organisation, place or other");
                return Err(at.error(argument, &format!("unknown type {}{hint}", quote(argument)), verb.example));
            };
            RepairCommand::Retype(kind)
        }
    })
}

fn order(at: Place<'_>, verb: &Verb, argument: &str) -> Result<Command, CommandError> {
    let (word, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    let Some((_, key, _)) = ORDERS.iter().find(|(name, ..)| *name == plain(word)) else {
        let hint = did_you_mean(word, ORDERS.iter().map(|(name, ..)| *name), "; use date, outlet, title or length");
        return Err(at.error(word, &format!("unknown order {}{hint}", quote(word)), verb.example));
    };
    match rest.trim() {
        "" => Ok(Command::Sort { key: *key, reverse: false }),
        "reverse" => Ok(Command::Sort { key: *key, reverse: true }),
        other => Err(at.error(other, "after the order only \"reverse\" may follow", "sort title reverse")),
    }
}

/// The outlets that names mean, as positions in `outlets` (tag, name). A tag counts first, then a whole name, then the
/// beginning of a name or of a word in it; case and accents do not matter.
///
/// # Errors
/// Says which name is unknown or could be several outlets.
pub fn outlets_named(names: &[String], outlets: &[(String, String)]) -> Result<Vec<usize>, String> {
    let mut found = Vec::new();
    for name in names {
        let at = outlet_named(name, outlets)?;
        if !found.contains(&at) {
            found.push(at);
        }
    }
    Ok(found)
}

fn outlet_named(name: &str, outlets: &[(String, String)]) -> Result<usize, String> {
    let wanted = fold(name);
    let whole = |of: &dyn Fn(&(String, String)) -> bool| outlets.iter().position(of);
    if let Some(at) = whole(&|(tag, _)| fold(tag) == wanted).or_else(|| whole(&|(_, known)| fold(known) == wanted)) {
        return Ok(at);
    }
    let near: Vec<(usize, &str)> = outlets
        .iter()
        .enumerate()
        .filter(|(_, (_, known))| {
            let known = fold(known);
            known
                .match_indices(&wanted)
                .any(|(at, _)| known.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric)))
        })
        .map(|(at, (_, known))| (at, known.as_str()))
        .collect();
    match near.as_slice() {
        [(at, _)] => Ok(*at),
        [] => {
            let known = outlets.iter().map(|(_, known)| known.as_str());
            Err(format!("no outlet {}{}", quote(name), did_you_mean(name, known, "; f lists them")))
        }
        [(_, one), (_, other), ..] => {
            Err(format!("{} could be {} or {}; type more of it", quote(name), quote(one), quote(other)))
        }
    }
}

/// A line, to find the column of its parts.
#[derive(Clone, Copy)]
struct Place<'a> {
    line: &'a str,
}

impl Place<'_> {
    /// An error at `part`, which is a piece of the line.
    fn error(self, part: &str, message: &str, example: &str) -> CommandError {
        let byte = (part.as_ptr() as usize).saturating_sub(self.line.as_ptr() as usize);
        let before = self.line.get(..byte).unwrap_or(self.line);
        CommandError {
            column: before.chars().count() as u32 + 1,
            message: sanitize_line(message),
            example: example.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
