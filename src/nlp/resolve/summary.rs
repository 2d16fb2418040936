//! What ring 1 leaves of an article: its names and how they are tied, without the text. Small, and kept by a library, so that
//! articles can be resolved again (or beside new ones) without being read again.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::ResolveDoc;
use super::article::{self, Article, Group, Roles};
use super::keys;
use super::knowledge::{Age, Country, Sex};
use super::names::Names;
use super::person::Style;
use super::profile::Profile;
use super::rule::Rule;
use crate::model::{EntityKind, Wanted};

/// Raised when summaries of older versions can no longer be used.
const VERSION: u8 = 4;
/// So many distinct names are remembered by a reader before it forgets all of them: memory stays flat.
const MAX_NAMES: usize = 50_000;

/// The names of one article and how they are tied to each other within it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleNames {
    version: u8,
    key: u128,
    topic: u64,
    outlet: u64,
    day: Option<i32>,
    forms: Vec<Form>,
    of_mention: Vec<u32>,
    roles: Vec<(u32, Arc<str>)>,
    /// Forms that are two people's.
    apart: Vec<(u32, u32)>,
}

/// A name with one bearer in one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Form {
    name: Arc<str>,
    kind: EntityKind,
    sex: Option<Sex>,
    age: Option<Age>,
    /// The country of an organ.
    country: Option<Country>,
    regnal: Style,
    mentions: u32,
    profile: Profile,
    /// Which of several bearers of this very name.
    bearer: u8,
    parent: u32,
    rule: Rule,
}

/// Why bytes are not the names of an article.
#[derive(Debug, Error)]
pub enum SummaryError {
    /// They were not written by [`ArticleNames::to_bytes`], or were damaged.
    #[error("not the names of an article: {0}")]
    Damaged(#[from] postcard::Error),
    /// They contradict themselves.
    #[error("not the names of an article: numbers out of range")]
    Range,
    /// Another version of the program wrote them: the article must be read again.
    #[error("the names were kept by another version of the program")]
    Version,
}

impl ArticleNames {
    /// Identity of the article, as in [`ResolveDoc::key`].
    #[must_use]
    pub const fn key(&self) -> u128 {
        self.key
    }

    /// Day of publication, in days since 1970.
    #[must_use]
    pub const fn day(&self) -> Option<i32> {
        self.day
    }

    /// Number of mentions.
    #[must_use]
    pub fn mentions(&self) -> usize {
        self.of_mention.len()
    }

    /// Keys under which a library finds the entities these names may mean; compare [`keys_of`](super::keys_of). Sorted, each once.
    #[must_use]
    pub fn keys(&self) -> Vec<u64> {
        let mut names = Names::default();
        let mut wanted = Wanted::default();
        for form in &self.forms {
            let id = names.intern(form.kind, &form.name);
            keys::wanted(&names, id, form.country, true, &mut wanted);
        }
        let mut out = wanted.all;
        out.append(&mut wanted.surnames);
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Calls `visit` with each name: its type, country, and whether it joined no other one of the article.
    pub(super) fn each_name(&self, mut visit: impl FnMut(EntityKind, &str, Option<Country>, bool)) {
        for (at, form) in self.forms.iter().enumerate() {
            visit(form.kind, &form.name, form.country, form.parent as usize == at);
        }
    }

    /// As bytes, for a library: about a dozen for each name of the article.
    ///
    /// # Errors
    /// None that is known: memory permitting, all names can be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SummaryError> {
        Ok(postcard::to_allocvec(self)?)
    }

    /// The names that [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// The bytes are damaged or of another version; never a panic, whatever they hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SummaryError> {
        if bytes.first().is_some_and(|version| *version != VERSION) {
            return Err(SummaryError::Version);
        }
        let found: Self = postcard::from_bytes(bytes)?;
        let len = found.forms.len() as u64;
        let fits = |n: &u32| u64::from(*n) < len;
        // A name joins another one, never in a circle.
        let rises = found.forms.iter().enumerate().all(|(at, form)| fits(&form.parent) && found.ends(at));
        let sound = rises
            && found.of_mention.iter().all(fits)
            && found.apart.iter().all(|(a, b)| fits(a) && fits(b))
            && found.roles.iter().all(|(form, _)| fits(form));
        if sound { Ok(found) } else { Err(SummaryError::Range) }
    }

    /// Whether the chain of parents from a form comes to an end.
    fn ends(&self, mut at: usize) -> bool {
        for _ in 0..self.forms.len() {
            let parent = self.forms.get(at).map_or(at, |form| form.parent as usize);
            if parent == at {
                return true;
            }
            at = parent;
        }
        false
    }

    fn of(article: &Article, names: &Names, roles: &Roles) -> Self {
        let form = |group: &Group| Form {
            name: Arc::from(names.get(group.name).text.as_str()),
            kind: names.get(group.name).kind,
            sex: group.sex,
            age: group.age,
            country: group.country,
            regnal: group.regnal,
            mentions: group.mentions,
            profile: group.profile,
            bearer: group.bearer,
            parent: group.parent,
            rule: group.rule,
        };
        Self {
            version: VERSION,
            key: article.key,
            topic: article.topic,
            outlet: article.outlet,
            day: article.day,
            forms: article.groups.iter().map(form).collect(),
            of_mention: article.of_mention.clone(),
            apart: article.apart.clone(),
            roles: article
                .roles
                .iter()
                .map(|(group, role)| (*group, roles.all[*role as usize].as_str().into()))
                .collect(),
        }
    }

    /// As the rings take it.
    pub(super) fn article(&self, names: &mut Names, roles: &mut Roles, counted: bool) -> Article {
        let group = |form: &Form| {
            let name = names.intern_bare(form.kind, &form.name);
            let class = match form.country {
                Some(country) => names.owned(name, country),
                None => names.get(name).class,
            };
            Group {
                name,
                class,
                sex: form.sex,
                age: form.age,
                country: form.country,
                regnal: form.regnal,
                mentions: form.mentions,
                profile: form.profile,
                bearer: form.bearer,
                parent: form.parent,
                rule: form.rule,
            }
        };
        Article {
            key: self.key,
            topic: self.topic,
            outlet: self.outlet,
            day: self.day,
            groups: self.forms.iter().map(group).collect(),
            of_mention: self.of_mention.clone(),
            roles: self.roles.iter().map(|(form, words)| (*form, roles.intern(words.to_string()))).collect(),
            apart: self.apart.clone(),
            counted,
        }
    }
}

/// Reads the names of articles, one after another, by ring 1. What it returns depends on the article alone; a reader is worth
/// keeping because it knows the words it has met. One for each thread.
#[derive(Debug, Default)]
pub struct NameReader {
    names: Names,
    roles: Roles,
}

impl NameReader {
    /// The names of an article.
    pub fn read(&mut self, doc: &ResolveDoc<'_>) -> ArticleNames {
        if self.names.all.len() > MAX_NAMES {
            *self = Self::default();
        }
        let article = article::read(doc, &mut self.names, &mut self.roles, false);
        ArticleNames::of(&article, &self.names, &self.roles)
    }
}
