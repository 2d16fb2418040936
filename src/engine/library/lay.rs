//! Decisions laid over a library that is too large to be held whole: of the entities they speak of, and of the articles that name
//! these, and of nothing else. It is the same work as in memory ([`apply`]), on what the machine found.

mod over;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::search::keys_of_name;
use crate::engine::decide::{Decided, Outcome, Shelf, Tied, apply, find_nth};
use crate::model::{Act, Alias, ContentKey, Decision, Entity, EntityId, EntityKind, Mention, MentionAt, NameMention};
use crate::store::decisions::to_toml;
use crate::store::library::{Laid, LaidArticle, LaidEntity, Library, LibraryError, Writer};

pub use over::{Named, Over, Telling};

/// Bytes of texts held at once; of more only the last one read.
const TEXTS: usize = 64 << 20;
/// So often it is begun anew when somebody writes meanwhile.
const TRIES: usize = 5;

/// What is remembered of decisions that were laid over a library.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Notes {
    /// For each decision the number of mentions, and why it, or a part of it, does not apply.
    outcomes: Vec<(u32, Option<String>)>,
    /// Type and name of entities, with the numbers of the decisions that made them what they are.
    entities: Vec<(String, String, Vec<u32>)>,
}

impl Notes {
    /// What came of a decision.
    #[must_use]
    pub fn outcome(&self, number: usize) -> Option<Outcome> {
        self.outcomes.get(number).map(|(mentions, why)| match (mentions, why) {
            (0, Some(why)) => Outcome::Missing(why.clone()),
            (mentions, Some(why)) => Outcome::Part(*mentions, why.clone()),
            (0, None) => Outcome::Holds,
            (mentions, None) => Outcome::Done(*mentions),
        })
    }

    /// The entities that decisions made what they are: type, name, and the numbers of the decisions.
    pub fn entities(&self) -> impl Iterator<Item = (&str, &str, &[u32])> {
        self.entities.iter().map(|(kind, name, numbers)| (kind.as_str(), name.as_str(), numbers.as_slice()))
    }
}

/// What tells decisions from others.
#[must_use]
pub fn mark(decisions: &[Decision]) -> String {
    let mut hasher = blake3::Hasher::new();
    for decision in decisions {
        hasher.update(to_toml(&Decision { date: None, note: None, ..decision.clone() }).as_bytes());
    }
    hasher.finalize().to_hex().as_str().get(..32).unwrap_or("").to_owned()
}

/// Lays decisions over a library, unless they lie there already. Returns whether something was changed.
///
/// # Errors
/// It cannot be read or written; all is as before.
pub fn lay(path: &Path, decisions: &[Decision]) -> Result<bool, LibraryError> {
    let mark = mark(decisions);
    for _ in 0..TRIES {
        let library = Library::open(path)?.for_a_walk()?.as_found()?;
        let there = library.laid()?;
        if there.as_ref().map_or(decisions.is_empty(), |(known, _)| !decisions.is_empty() && *known == mark) {
            return Ok(false);
        }
        let version = library.version()?;
        let laid =
            if decisions.is_empty() { None } else { Some(Laid { mark: mark.clone(), ..made(&library, decisions)? }) };
        let unchanged = || library.version().is_ok_and(|now| now == version);
        if Writer::open(path)?.lay(laid.as_ref(), unchanged)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What decisions make of what the machine found.
fn made(library: &Library, decisions: &[Decision]) -> Result<Laid, LibraryError> {
    let scene = Scene::load(library, decisions)?;
    let decided = apply(&scene, &scene.tied, decisions);
    Ok(scene.tell(&decided))
}

/// An article that names one of those concerned.
struct Sheet {
    id: u32,
    key: ContentKey,
    outlet: Option<String>,
    title: String,
    text: Option<Arc<str>>,
    /// Positions of the mentions in the article, for those that are looked at.
    positions: Vec<u32>,
}

/// What decisions speak of.
struct Scene<'a> {
    library: &'a Library,
    sheets: Vec<Sheet>,
    /// The library's numbers of the entities.
    ids: Vec<u32>,
    tied: Tied,
    last: RefCell<Option<(usize, Arc<str>)>>,
}

impl Shelf for Scene<'_> {
    fn len(&self) -> usize {
        self.sheets.len()
    }

    fn key(&self, article: usize) -> ContentKey {
        self.sheets[article].key
    }

    fn head(&self, article: usize) -> (Option<&str>, &str) {
        let sheet = &self.sheets[article];
        (sheet.outlet.as_deref(), &sheet.title)
    }

    fn text(&self, article: usize) -> Arc<str> {
        let sheet = &self.sheets[article];
        if let Some(text) = &sheet.text {
            return Arc::clone(text);
        }
        if let Some((_, text)) = self.last.borrow().as_ref().filter(|(last, _)| *last == article) {
            return Arc::clone(text);
        }
        // What cannot be read has no words: its mentions stay as they are.
        let text =
            self.library.document(sheet.id).ok().flatten().map_or_else(|| Arc::from(""), |document| document.text);
        *self.last.borrow_mut() = Some((article, Arc::clone(&text)));
        text
    }
}

impl<'a> Scene<'a> {
    fn load(library: &'a Library, decisions: &[Decision]) -> Result<Self, LibraryError> {
        let (concerned, mut articles) = concerned(library, decisions)?;
        for id in &concerned {
            articles.extend(library.entity_articles(*id)?.into_iter().map(|(article, _)| article));
        }
        let ids: Vec<u32> = concerned.into_iter().collect();
        let numbers: FxHashMap<u32, u32> = ids.iter().copied().zip(0..).collect();
        let mut tied = Tied::default();
        for (number, id) in ids.iter().enumerate() {
            tied.entities.push(entity(library, *id, number as u32)?);
        }
        let (mut sheets, mut bytes) = (Vec::new(), 0);
        for id in articles {
            let Some(stored) = library.load(id)? else { continue };
            let mut positions = Vec::new();
            let mut mentions = Vec::new();
            for (at, mention) in stored.mentions.iter().enumerate() {
                let Some(number) = numbers.get(&mention.entity) else { continue };
                positions.push(at as u32);
                let NameMention { span, kind, score } = mention.name;
                mentions.push(Mention { span, kind, score, entity: EntityId(*number) });
            }
            let text = stored.article.document.text;
            bytes += text.len();
            sheets.push(Sheet {
                id,
                key: stored.article.key,
                outlet: stored.article.meta.outlet,
                title: stored.article.meta.title,
                text: (bytes < TEXTS).then_some(text),
                positions,
            });
            tied.mentions.push(mentions.into());
        }
        Ok(Self { library, sheets, ids, tied, last: RefCell::default() })
    }

    /// What is to be written.
    fn tell(&self, decided: &Decided) -> Laid {
        let (entities, mentions) = (&decided.tied.entities, &decided.tied.mentions);
        let machine = self.tied.entities.len() as u32;
        let mut articles: Vec<Vec<(u32, u32)>> = vec![Vec::new(); entities.len()];
        for (sheet, list) in self.sheets.iter().zip(mentions) {
            for mention in list.iter() {
                let own = &mut articles[mention.entity.0 as usize];
                match own.last_mut() {
                    Some((article, count)) if *article == sheet.id => *count += 1,
                    _ => own.push((sheet.id, 1)),
                }
            }
        }
        let mut now: FxHashMap<u32, u32> = FxHashMap::default();
        let mut out = Laid::default();
        for (at, entity) in entities.iter().enumerate() {
            let origin = decided.origins[at];
            now.insert(origin, at as u32);
            out.entities.push(LaidEntity {
                id: self.ids.get(origin as usize).copied().filter(|_| origin < machine),
                kind: entity.kind,
                name: entity.name.clone(),
                forms: entity.aliases.iter().map(|alias| (alias.name.clone(), alias.mentions)).collect(),
                articles: std::mem::take(&mut articles[at]),
            });
        }
        let mut became: FxHashMap<u32, FxHashSet<Option<u32>>> = FxHashMap::default();
        for ((sheet, before), after) in self.sheets.iter().zip(&self.tied.mentions).zip(mentions) {
            let mut article = LaidArticle { id: sheet.id, ..LaidArticle::default() };
            for (position, mention) in sheet.positions.iter().zip(before.iter()) {
                let owner = after.iter().find(|other| other.span == mention.span).map(|other| other.entity.0);
                if owner.is_none() || owner != now.get(&mention.entity.0).copied() {
                    article.given.push((*position, owner));
                }
                if !now.contains_key(&mention.entity.0) {
                    became.entry(mention.entity.0).or_default().insert(owner);
                }
            }
            for mention in after.iter().filter(|new| !before.iter().any(|old| old.span == new.span)) {
                let Mention { span, kind, score, entity } = *mention;
                article.added.push((NameMention { span, kind, score }, entity.0));
            }
            if !(article.given.is_empty() && article.added.is_empty()) {
                out.articles.push(article);
            }
        }
        for (number, id) in self.ids.iter().enumerate().filter(|(number, _)| !now.contains_key(&(*number as u32))) {
            let owners = became.get(&(number as u32)).filter(|owners| owners.len() == 1);
            out.gone.push((*id, owners.and_then(|owners| owners.iter().next().copied().flatten())));
        }
        out.notes = serde_json::to_string(&notes(decided)).unwrap_or_default();
        out
    }
}

fn notes(decided: &Decided) -> Notes {
    let outcomes = decided.outcomes.iter().map(|outcome| match outcome {
        Outcome::Done(mentions) => (*mentions, None),
        Outcome::Part(mentions, why) => (*mentions, Some(why.clone())),
        Outcome::Holds => (0, None),
        Outcome::Missing(why) => (0, Some(why.clone())),
    });
    let entities = decided.entities.iter().filter_map(|(at, numbers)| {
        let entity = decided.tied.entities.get(*at as usize)?;
        Some((entity.kind.word().to_owned(), entity.name.clone(), numbers.clone()))
    });
    let mut entities: Vec<_> = entities.collect();
    entities.sort();
    Notes { outcomes: outcomes.collect(), entities }
}

/// The machine's entities that decisions may speak of, and the articles in which they name a place.
fn concerned(library: &Library, decisions: &[Decision]) -> Result<(BTreeSet<u32>, BTreeSet<u32>), LibraryError> {
    let (mut entities, mut articles) = (BTreeSet::new(), BTreeSet::new());
    let mut names: FxHashSet<&str> = FxHashSet::default();
    let mut places: Vec<&MentionAt> = Vec::new();
    for decision in decisions {
        let who = decision.act.who();
        names.extend(who.iter().map(|who| who.name.as_str()));
        places.extend(who.into_iter().filter_map(|who| who.at.as_ref()).chain(decision.act.mentions()));
        if let Act::Rename { to, .. } = &decision.act {
            names.insert(to);
        }
    }
    for name in names {
        entities.extend(library.bearers_of(name, &keys_of_name(name))?);
    }
    for place in places {
        let mut found = library.locate_prefix(&place.article, 2)?;
        if found.is_empty() && !place.title.is_empty() {
            found = library.titled(&place.title)?;
        }
        for id in found {
            articles.insert(id);
            let Some(stored) = library.load(id)? else { continue };
            let Some(span) = find_nth(&stored.article.document.text, &place.words, place.nth) else { continue };
            let there = stored.mentions.iter().filter(|mention| mention.name.span.overlaps(span));
            entities.extend(there.map(|mention| mention.entity).filter(|id| *id != 0));
        }
    }
    Ok((entities, articles))
}

fn entity(library: &Library, id: u32, number: u32) -> Result<Entity, LibraryError> {
    let line = library.entity(id)?;
    let forms = library.forms(id)?.into_iter();
    let aliases: Vec<Alias> = forms.map(|form| Alias { name: form.form, mentions: form.mentions }).collect();
    let (kind, name, mentions, articles) = line
        .map_or((EntityKind::Other, String::new(), 0, 0), |line| (line.kind, line.name, line.mentions, line.articles));
    let (of, roles, merges) = (None, Vec::new(), Vec::new());
    Ok(Entity { id: EntityId(number), kind, name, aliases, mentions, articles, of, roles, merges })
}
