//! What a line after `:` could become.

use super::{ALIASES, About, ORDERS, VERBS, Verb, Wants, plain};
use crate::model::EntityKind;
use crate::text::fold;
use crate::tui::action::Action;

/// Most completions offered.
const MOST: usize = 50;

/// What there is to complete with. Names are searched one by one: hand over thousands, not millions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Candidates<'a> {
    /// Tag and name of each outlet.
    pub outlets: &'a [(String, String)],
    /// Names of the themes.
    pub themes: &'a [String],
    /// Names of entities, the most named first.
    pub entities: &'a [String],
    /// Forms of the name at hand.
    pub forms: &'a [String],
    /// Tags there are, the most used first.
    pub tags: &'a [String],
}

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The whole line as it would be.
    pub text: String,
    /// What that does or is, in a few words; may be empty.
    pub doc: String,
}

/// Ways to go on with a line, the best first: what begins with the letters typed, then words that do, then what holds the
/// letters together, then what holds them in this order.
pub fn complete(line: &str, candidates: &Candidates<'_>) -> Vec<Completion> {
    let body = line.trim_start().trim_start_matches(':').trim_start();
    let Some((word, argument)) = body.split_once(char::is_whitespace) else { return commands(body) };
    let name = plain(word);
    let Some(verb) = VERBS.iter().find(|verb| verb.names.contains(&name.as_str())) else { return Vec::new() };
    let argument = argument.trim_start();
    arguments(verb, argument, candidates)
        .into_iter()
        .map(|(text, doc)| Completion { text: format!("{word} {text}"), doc })
        .collect()
}

/// The commands whose names (one of them, where there are several) begin with a word, in the words of the catalogue.
pub(super) fn beginning_with(word: &str) -> Vec<String> {
    let typed = plain(word);
    let verbs = VERBS.iter().flat_map(|verb| verb.names.iter().map(|name| (*name, verb.names.first().copied())));
    let aliases = ALIASES.iter().map(|(alias, action)| (*alias, Some(action.name())));
    let actions = Action::ALL.iter().map(|action| (action.name(), Some(action.name())));
    let all =
        verbs.clone().chain(actions.filter(|(name, _)| !verbs.clone().any(|(verb, _)| verb == *name))).chain(aliases);
    let mut found: Vec<String> = Vec::new();
    for name in all.filter(|(name, _)| name.starts_with(&typed)).filter_map(|(_, target)| target) {
        let name = name.replace('_', "-");
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// The line with its first word made whole, if that is the beginning of one command only.
pub fn made_whole(line: &str) -> Option<String> {
    let body = line.trim_start().trim_start_matches(':').trim_start();
    let (word, rest) = body.split_at(body.find(char::is_whitespace).unwrap_or(body.len()));
    match beginning_with(word).as_slice() {
        [name] if !word.is_empty() => Some(format!("{name}{rest}")),
        _ => None,
    }
}

/// Commands for the first word.
fn commands(typed: &str) -> Vec<Completion> {
    let verbs = VERBS.iter().filter_map(|verb| Some((verb.names.first()?.replace('_', "-"), verb)));
    let mut all: Vec<(String, String)> =
        verbs.map(|(name, verb)| (format!("{name} "), format!("{}: {}", verb.doc, verb.example))).collect();
    let verb = |action: &Action| VERBS.iter().any(|verb| verb.names.contains(&action.name()));
    let actions = Action::ALL.iter().filter(|action| !verb(action));
    all.extend(actions.map(|action| (action.name().to_owned(), action.doc().to_owned())));
    let exact = ALIASES.iter().find(|(alias, _)| *alias == typed);
    let exact = exact.map(|(alias, action)| Completion { text: (*alias).to_owned(), doc: action.doc().to_owned() });
    let rest = ranked(&plain(typed), all, |(name, _)| plain(name));
    exact.into_iter().chain(rest.into_iter().map(|(text, doc)| Completion { text, doc })).collect()
}

/// Values for what follows a verb, each with its explanation.
fn arguments(verb: &Verb, typed: &str, candidates: &Candidates<'_>) -> Vec<(String, String)> {
    let bare = |names: &[String]| names.iter().map(|name| (name.clone(), String::new())).collect();
    match verb.wants {
        Wants::Theme => ranked(typed, bare(candidates.themes), |(name, _)| name.clone()),
        Wants::Entity => ranked(typed, bare(candidates.entities), |(name, _)| name.clone()),
        Wants::Outlet => ranked(typed, outlets(candidates), |(name, tag)| format!("{name} {tag}")),
        Wants::Outlets => several(typed, candidates),
        Wants::Order => {
            let orders = ORDERS.iter().flat_map(|(name, _, doc)| {
                [((*name).to_owned(), (*doc).to_owned()), (format!("{name} reverse"), "reversed".to_owned())]
            });
            let reverse = typed.contains(char::is_whitespace);
            ranked(typed, orders.filter(|(name, _)| reverse || !name.contains(' ')).collect(), |(name, _)| name.clone())
        }
        Wants::Repair(About::Retype) => {
            ranked(typed, bare(&EntityKind::ALL.map(|kind| kind.word().to_owned())), |(name, _)| name.clone())
        }
        Wants::Tags | Wants::Untag => listed(typed, candidates.tags),
        Wants::Repair(About::Split) => listed(typed, candidates.forms),
        Wants::Repair(About::Merge | About::Move | About::Rename) => {
            ranked(typed, bare(candidates.entities), |(name, _)| name.clone())
        }
        Wants::Words | Wants::Search | Wants::Only | Wants::Number => Vec::new(),
    }
}

/// Name and tag of each outlet.
fn outlets(candidates: &Candidates<'_>) -> Vec<(String, String)> {
    candidates.outlets.iter().map(|(tag, name)| (name.clone(), tag.clone())).collect()
}

/// Names with commas between them: the last one is completed.
fn listed(typed: &str, names: &[String]) -> Vec<(String, String)> {
    let (before, last) = typed.rsplit_once(',').map_or(("", typed), |(before, last)| (before, last.trim_start()));
    let chosen: Vec<&str> = before.split(',').map(str::trim).collect();
    let left = names.iter().filter(|name| !chosen.contains(&name.as_str())).cloned().collect();
    let lead = if before.is_empty() { String::new() } else { format!("{}, ", before.trim_end()) };
    let found = ranked(last, left, Clone::clone);
    found.into_iter().map(|name| (format!("{lead}{name}"), String::new())).collect()
}

/// A list with commas: the last item is completed, what is chosen already is not offered again.
fn several(typed: &str, candidates: &Candidates<'_>) -> Vec<(String, String)> {
    let (before, last) = typed.rsplit_once(',').map_or(("", typed), |(before, last)| (before, last.trim_start()));
    let chosen: Vec<String> = before.split(',').map(|name| fold(name.trim())).collect();
    let mut all = outlets(candidates);
    all.retain(|(name, tag)| !chosen.contains(&fold(name)) && !chosen.contains(&fold(tag)));
    if before.is_empty() {
        all.push(("all".to_owned(), "all outlets again".to_owned()));
    }
    ranked(last, all, |(name, tag)| format!("{name} {tag}"))
        .into_iter()
        .map(|(name, tag)| {
            // A name with a comma of its own would read as two; its tag does not.
            let shown = if name.contains(',') { tag.clone() } else { name };
            let text = if before.is_empty() { shown } else { format!("{}, {shown}", before.trim_end()) };
            (text, tag)
        })
        .collect()
}

/// Candidates that fit what was typed, the best first; those that fit alike keep their order.
fn ranked<T>(typed: &str, all: Vec<T>, key: impl Fn(&T) -> String) -> Vec<T> {
    let typed = fold(typed);
    let mut fits: Vec<(u8, T)> =
        all.into_iter().filter_map(|one| rank(&fold(&key(&one)), &typed).map(|rank| (rank, one))).collect();
    fits.sort_by_key(|(rank, _)| *rank);
    fits.truncate(MOST);
    fits.into_iter().map(|(_, one)| one).collect()
}

/// How well a folded candidate fits folded letters; less is better.
fn rank(candidate: &str, typed: &str) -> Option<u8> {
    if candidate.starts_with(typed) {
        return Some(0);
    }
    let mut places = candidate.match_indices(typed).filter_map(|(at, _)| candidate.get(..at)).peekable();
    if places.peek().is_some() {
        return Some(if places.any(|before| !before.ends_with(char::is_alphanumeric)) { 1 } else { 2 });
    }
    let mut letters = candidate.chars();
    typed.chars().all(|wanted| letters.any(|letter| letter == wanted)).then_some(3)
}
