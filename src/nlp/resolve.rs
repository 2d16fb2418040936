//! Tying names to entities, in three rings.
//!
//! 1. **Article** (in [`Resolver::add`]): a surname joins the full name that goes by it in the same text, with titles, initials,
//!    given names, acronyms and short names of organisations.
//! 2. **Story** (articles on one event): the same, boldly, across the articles of a story.
//! 3. **Library**: full names and names of organisations and places that are the same on sight are one wherever they stand;
//!    anything less needs evidence: a surname that hardly anybody bears, or like company.
//!
//! Names are compared by keys (folded, spelt in one way, reordered), so that the work grows with the number of names and not
//! with its square; what is known of names beforehand lies in `assets/names`. The result depends on the articles alone, not on
//! the order in which they came: whatever must be put in order is put in the order of the articles' content keys.

mod article;
mod context;
mod knowledge;
mod link;
mod names;
mod nodes;
mod output;
mod person;
mod rings;
mod rule;
mod short;
mod spelling;
mod story;
mod thing;
mod union;
mod words;

use crate::model::{Entity, EntityId, NameMention};
use article::{Article, Roles};
use names::Names;

/// A name as it is counted: without a possessive ending, surrounding signs and superfluous white space.
#[must_use]
pub fn name_form(surface: &str) -> std::borrow::Cow<'_, str> {
    names::normalise(surface)
}

/// One article as the resolver sees it.
#[derive(Debug, Clone, Copy)]
pub struct ResolveDoc<'a> {
    /// Its text.
    pub text: &'a str,
    /// The names found in it, in the order of the text.
    pub mentions: &'a [NameMention],
    /// Whose it is.
    pub outlet: Option<&'a str>,
    /// Seconds since 1970 of its publication.
    pub seconds: Option<i64>,
    /// Articles with the same topic are one story; without, the resolver finds the stories itself.
    pub topic: Option<&'a str>,
    /// Identity of the article, for an order that does not depend on arrival.
    pub key: u128,
}

/// The entities of a corpus, and whose each mention is.
#[derive(Debug, Clone, Default)]
pub struct Resolution {
    /// All entities; `entities[i].id == EntityId(i)`.
    pub entities: Vec<Entity>,
    /// For each article in the order of `add`, the entity of each of its mentions.
    pub mentions: Vec<Vec<EntityId>>,
}

/// Collects articles and ties their names to entities. The result does not depend on the order of `add`
/// (but for the order of `Resolution::mentions`, which follows it). No text is kept, only names and counts.
#[derive(Debug, Default)]
pub struct Resolver {
    names: Names,
    roles: Roles,
    articles: Vec<Article>,
    trusted: bool,
}

impl Resolver {
    /// A resolver for mentions whose types are beyond doubt (given by people): a name never changes its type.
    #[must_use]
    pub fn trusting() -> Self {
        Self { trusted: true, ..Self::default() }
    }

    /// Takes in an article: ring 1.
    pub fn add(&mut self, doc: &ResolveDoc<'_>) {
        let article = article::read(doc, &mut self.names, &mut self.roles, self.trusted);
        self.articles.push(article);
    }

    /// Number of articles taken in.
    #[must_use]
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether no article was taken in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Resolves all articles taken in so far: rings 2 and 3.
    #[must_use]
    pub fn resolve(&self) -> Resolution {
        output::build(rings::Rings::run(&self.articles, &self.names), &self.roles)
    }
}
