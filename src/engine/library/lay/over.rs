//! What decisions make of the names of a library, told article by article and written nowhere: for who gives everything back.

use rustc_hash::FxHashMap;

use super::Scene;
use crate::engine::decide::{apply, not_applied};
use crate::model::{Decision, EntityKind, Mention, Problem};
use crate::store::library::{EntityLine, Library, LibraryError, Stored};
use crate::text::Span;

/// Decisions over the names of a library.
#[derive(Debug, Default)]
pub struct Over {
    entities: Vec<OverEntity>,
    articles: FxHashMap<u32, Sheet>,
    problems: Vec<Problem>,
}

#[derive(Debug)]
struct OverEntity {
    kind: EntityKind,
    name: String,
    decisions: Vec<String>,
}

/// What is another's in an article, or may be.
#[derive(Debug)]
struct Sheet {
    /// Positions of the mentions that the machine found, in order.
    positions: Vec<u32>,
    /// Those there are instead: place, position of the entity, whether a person added it or gave it to that one.
    now: Vec<(Span, u32, bool)>,
}

/// An entity in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its type.
    pub kind: EntityKind,
    /// Its name.
    pub name: String,
    /// Its mentions in the order of the text, and whether a person added each or gave it to this entity.
    pub mentions: Vec<(Span, bool)>,
    /// What people decided about it.
    pub decisions: Vec<String>,
}

/// Who is named in an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Telling {
    /// Everybody, in the order in which they are named first.
    pub entities: Vec<Named>,
    /// Mentions that the machine found and a person took away.
    pub dropped: Vec<Span>,
}

/// Whose a mention is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Owner {
    /// One the machine found, by the library's number.
    Found(u32),
    /// One that decisions may have made, by position.
    Decided(u32),
}

impl Over {
    /// Works out what decisions make of a library that shows what the machine found; `places` are where they stand in their files.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn new(library: &Library, decisions: &[Decision], places: &[String]) -> Result<Self, LibraryError> {
        if decisions.is_empty() {
            return Ok(Self::default());
        }
        let scene = Scene::load(library, decisions)?;
        let decided = apply(&scene, &scene.tied, decisions);
        let said = |at: usize| decided.entities.get(&(at as u32)).map_or(&[][..], Vec::as_slice);
        let entities = decided.tied.entities.iter().enumerate().map(|(at, entity)| OverEntity {
            kind: entity.kind,
            name: entity.name.clone(),
            decisions: said(at).iter().filter_map(|n| decisions.get(*n as usize)).map(Decision::past).collect(),
        });
        let mut articles = FxHashMap::default();
        for (at, (sheet, mentions)) in scene.sheets.iter().zip(&decided.tied.mentions).enumerate() {
            let told = |(position, mention): (usize, &Mention)| {
                let by_hand = decided.mentions.contains(&(at as u32, position as u32));
                (mention.span, mention.entity.0, by_hand)
            };
            let now = mentions.iter().enumerate().map(told).collect();
            articles.insert(sheet.id, Sheet { positions: sheet.positions.clone(), now });
        }
        let problems = not_applied(decisions, places, |number| decided.outcomes.get(number).cloned());
        Ok(Self { entities: entities.collect(), articles, problems })
    }

    /// Whether decisions speak of somebody who is named in an article.
    #[must_use]
    pub fn concerns(&self, article: u32) -> bool {
        self.articles.contains_key(&article)
    }

    /// The decisions that do not apply to the library.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Who is named in an article.
    ///
    /// # Errors
    /// The library cannot be read.
    pub fn tell(&self, library: &Library, stored: &Stored) -> Result<Telling, LibraryError> {
        let sheet = self.articles.get(&stored.id);
        let (mut found, mut all) = (Vec::new(), Vec::new());
        for (at, mention) in stored.mentions.iter().enumerate() {
            if sheet.is_some_and(|sheet| sheet.positions.binary_search(&(at as u32)).is_ok()) {
                found.push(mention.name.span);
            } else {
                all.push((mention.name.span, Owner::Found(mention.entity), false));
            }
        }
        let now = sheet.map_or(&[][..], |sheet| &sheet.now);
        all.extend(now.iter().map(|(span, at, by_hand)| (*span, Owner::Decided(*at), *by_hand)));
        all.sort_by_key(|(span, ..)| (span.start, span.end));
        found.retain(|span| !now.iter().any(|(still, ..)| still == span));
        let mut told = Telling { entities: Vec::new(), dropped: found };
        let mut places: FxHashMap<Owner, Option<usize>> = FxHashMap::default();
        for (span, owner, by_hand) in all {
            let at = if let Some(at) = places.get(&owner) {
                *at
            } else {
                let named = self.named(library, owner)?;
                let at = named.is_some().then_some(told.entities.len());
                told.entities.extend(named);
                places.insert(owner, at);
                at
            };
            if let Some(named) = at.and_then(|at| told.entities.get_mut(at)) {
                named.mentions.push((span, by_hand));
            }
        }
        Ok(told)
    }

    fn named(&self, library: &Library, owner: Owner) -> Result<Option<Named>, LibraryError> {
        let named = |(kind, name, decisions)| Named { kind, name, decisions, mentions: Vec::new() };
        Ok(match owner {
            Owner::Found(id) => {
                library.entity(id)?.map(|EntityLine { kind, name, .. }| named((kind, name, Vec::new())))
            }
            Owner::Decided(at) => {
                let entity = self.entities.get(at as usize);
                entity.map(|entity| named((entity.kind, entity.name.clone(), entity.decisions.clone())))
            }
        })
    }
}
