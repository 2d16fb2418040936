//! Which entity is meant by a name.

use crate::cli::Failure;
use crate::cli::output::count;
use crate::cli::suggest;
use crate::engine::memory::Scope;
use crate::model::outlet::without_article;
use crate::model::{Entity, EntityId, EntityKind};
use crate::text::{fold, sanitize_line};

/// So many candidates are named.
const NAMED: usize = 6;

/// The entity, and what is to be said of the choice.
#[derive(Debug)]
pub struct Chosen {
    /// The entity.
    pub id: EntityId,
    /// Who else it might have been.
    pub note: Option<String>,
}

/// The entity that bears a name; case, accents, a leading article and a possessive ending levelled: as one of its names, else with all the words in one of them.
/// Of several, the one with the most mentions in what passes.
///
/// # Errors
/// Where there is none; names much like it are suggested.
pub fn choose(scope: &Scope, typed: &str, kind: Option<EntityKind>) -> Result<Chosen, Failure> {
    let revision = scope.revision();
    let named = |at: usize| scope.totals().entity(at).mentions;
    let candidates: Vec<_> = revision
        .entities()
        .iter()
        .enumerate()
        .filter(|(at, entity)| named(*at) > 0 && kind.is_none_or(|kind| kind == entity.kind))
        .map(|(at, entity)| (named(at), entity))
        .collect();
    let wanted = bare(&fold(typed.trim())).to_owned();
    let exact = |name: &str| bare(&fold(name)) == wanted;
    let words = |name: &str| !wanted.is_empty() && wanted.split_whitespace().all(|word| has_word(&fold(name), word));
    let mut found: Vec<_> = candidates.iter().filter(|(_, entity)| names(entity).any(exact)).collect();
    if found.is_empty() {
        found = candidates.iter().filter(|(_, entity)| names(entity).any(words)).collect();
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)).then_with(|| a.1.id.cmp(&b.1.id)));
    match found.split_first() {
        None => Err(unknown(typed, kind, candidates.iter().flat_map(|(_, entity)| names(entity)))),
        Some((first, rest)) => Ok(Chosen { id: first.1.id, note: note(typed, first, rest) }),
    }
}

/// A folded name without a leading article and a possessive ending, where anything else is left.
fn bare(folded: &str) -> &str {
    let name = without_article(folded);
    let owner = ["'s", "’s"].iter().find_map(|ending| name.strip_suffix(ending));
    let owner = owner.or_else(|| name.strip_suffix(['\'', '’'])).map(str::trim_end);
    owner.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(|alias| alias.name.as_str()))
}

fn has_word(name: &str, word: &str) -> bool {
    name.split(|c: char| c.is_whitespace() || c == '-').chain([name]).any(|part| part == word)
        || name.split_whitespace().any(|part| part == word)
}

fn note(typed: &str, first: &(u32, &Entity), rest: &[&(u32, &Entity)]) -> Option<String> {
    if rest.is_empty() {
        return None;
    }
    let tell = |(mentions, entity): &(u32, &Entity)| {
        format!("{} ({}, {})", sanitize_line(&entity.name), entity.kind, count(*mentions as usize, "mention"))
    };
    let mut others: Vec<_> = rest.iter().take(NAMED).map(|other| tell(other)).collect();
    if rest.len() > NAMED {
        others.push(format!("{} more", rest.len() - NAMED));
    }
    let (typed, first) = (sanitize_line(typed), tell(first));
    Some(format!(
        "“{typed}” could also be {}; showing {first}. Give a fuller name or --kind for another",
        others.join(", ")
    ))
}

fn unknown<'a>(typed: &str, kind: Option<EntityKind>, names: impl Iterator<Item = &'a str>) -> Failure {
    let near = suggest::nearest(typed, names);
    let hint = if near.is_empty() { " `dateline who` lists all names.".to_owned() } else { suggest::question(&near) };
    let what = kind.map_or("no name".to_owned(), |kind| format!("no {kind}"));
    let what = if kind == Some(EntityKind::Other) { "nothing of the kind “other”".to_owned() } else { what };
    Failure::new(format!("{what} matches “{}” in these articles.{hint}", sanitize_line(typed)))
}
