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
mod between;
mod context;
mod ids;
mod index;
mod keys;
mod knowledge;
mod known;
mod link;
mod names;
mod namesakes;
mod nodes;
mod output;
mod person;
mod profile;
mod rings;
mod rule;
mod shared;
mod short;
mod spelling;
mod story;
mod summary;
mod thing;
mod typed;
mod union;
mod wanted;
mod words;

use crate::model::{Entity, EntityId, KnownEntity, NameMention};
use article::{Article, Roles};
pub use keys::keys_of;
use known::Known;
pub use known::LibraryEntity;
use names::Names;
pub use output::reasons;
pub use summary::{ArticleNames, NameReader, SummaryError};
pub use typed::spelling_form;
pub use wanted::{Asker, LeftOut};

/// Whether a folded word or phrase names a country, its people, or what is its own ("norway", "norwegian").
pub(super) fn is_country(folded: &str) -> bool {
    let known = knowledge::Knowledge::get();
    known.demonym(folded).is_some() || known.countries.contains_key(folded)
}

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
    /// How a library is to keep each entity; empty but for a resolver [`for a library`](Resolver::for_library).
    pub library: Vec<LibraryEntity>,
}

/// Collects articles and ties their names to entities. The result does not depend on the order of `add`
/// (but for the order of `Resolution::mentions`, which follows it). No text is kept, only names and counts.
#[derive(Debug, Default)]
pub struct Resolver {
    names: Names,
    roles: Roles,
    articles: Vec<Article>,
    trusted: bool,
    known: Vec<Known>,
    /// Bearers of surnames in the library that are not among these.
    left_out: LeftOut,
    /// Number of articles in the library before these; `None` without a library.
    library: Option<u64>,
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

    /// A resolver for articles that are added to a library of so many articles. It holds no more than the batch and what it is
    /// told of the library, so that memory does not grow with the library.
    ///
    /// 1. Once for each article, when it is read: [`NameReader::read`]; keep [`ArticleNames::to_bytes`] with it.
    /// 2. For a batch (a few hundred articles): ask the library for the entities that are kept under any of the
    ///    [`ArticleNames::keys`] of its articles, the most mentioned first, at most some dozens for each key, and [`know`](Self::know)
    ///    them. In a large library most bearers of a surname matter to nobody: an [`Asker`] says who does, and counts the others for
    ///    [`leave_out`](Self::leave_out). Optionally [`recall`](Self::recall) older articles of the same days that share rare names: the other outlets’
    ///    on the same story.
    /// 3. [`add_names`](Self::add_names) for each article of the batch, then [`resolve`](Self::resolve).
    /// 4. For each of `entities` with its `library`: `known` empty means it is new and gets the next id; otherwise it keeps the
    ///    first id, and the mentions of the others are made that one’s. Write `names`, `country`, `scope`, `traits` and `keys` over what was
    ///    kept (they include what was known), as well as the entity’s name, type, mentions and articles.
    ///
    /// Full names, organisations and places come out the same whatever the batches, as do two people of one full name; a surname
    /// alone is told by what was known when it came. To resolve a library as if it had come at once, give all [`ArticleNames`] to a [`Resolver::default`].
    #[must_use]
    pub fn for_library(articles: u64) -> Self {
        Self { library: Some(articles), ..Self::default() }
    }

    /// Takes in an entity of the library. Those unknown to the articles cost little and change nothing.
    pub fn know(&mut self, entity: &KnownEntity) {
        self.known.push(Known::new(entity, &mut self.names));
    }

    /// Takes in whom the library knows besides, as an [`Asker`] counted them.
    pub fn leave_out(&mut self, others: LeftOut) {
        self.left_out = others;
    }

    /// Takes in an article that passed ring 1 before.
    pub fn add_names(&mut self, article: &ArticleNames) {
        let article = article.article(&mut self.names, &mut self.roles, true);
        self.articles.push(article);
    }

    /// Takes in an article of the library whose mentions are already counted in the known entities: it is company for the new
    /// ones. The entities of its [`keys`](ArticleNames::keys) must be known too. It gets its row in [`Resolution::mentions`] like
    /// any other; an entity with no mentions is one that only such articles name: there is nothing to be kept of it.
    pub fn recall(&mut self, article: &ArticleNames) {
        let article = article.article(&mut self.names, &mut self.roles, false);
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
        let rings =
            rings::Rings::run(&self.articles, &self.names, (&self.known, &self.left_out, self.library), self.trusted);
        output::build(rings, &self.roles, self.library.is_some())
    }
}
