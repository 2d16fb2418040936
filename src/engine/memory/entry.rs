//! One article as the corpus keeps it: with the names found in it, and what the list shows made ready.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::model::{Analysis, Article, Block, NameMention, OutletEvidence, OutletId, Query, SortKey};
use crate::nlp::roles::{self, RoleMention};
use crate::text::{Span, fold, sanitize_line};

/// An article with its names.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The article, with the outlet the user gave it, if they did.
    pub article: Arc<Article>,
    /// The names found in it, in the order of the text.
    pub names: Arc<[NameMention]>,
    /// Roles given to some of them, in the order of the names.
    pub roles: Arc<[RoleMention]>,
    /// Whose.
    pub outlet: OutletId,
    /// Headline in one line.
    pub title: Arc<str>,
    /// Words shown by default.
    pub words: u32,
    /// Day of publication.
    pub day: Option<jiff::civil::Date>,
    /// Seconds since 1970 of the publication.
    pub(super) seconds: Option<i64>,
    /// Title for sorting.
    folded: Box<str>,
    /// Outlet and evidence as ingested, where the user says otherwise.
    ingested: Option<(Option<String>, OutletEvidence)>,
}

impl Entry {
    /// Makes an article ready to be taken in: what costs the length of its text is done here. Its outlet gets its number
    /// when it is taken in.
    #[must_use]
    pub fn new(mut article: Article, analysis: Analysis) -> Self {
        article.meta.outlet = article.meta.outlet.filter(|name| !name.trim().is_empty());
        let title: Arc<str> = sanitize_line(&article.meta.title).into();
        Self {
            roles: roles(&article, &analysis),
            names: analysis.mentions.into(),
            outlet: OutletId(0),
            words: article.document.words() as u32,
            day: article.meta.date.as_ref().map(crate::model::Published::day),
            seconds: article.meta.date.as_ref().map(crate::model::Published::seconds),
            folded: fold(&title).into(),
            title,
            article: Arc::new(article),
            ingested: None,
        }
    }

    /// The same article with these names.
    #[must_use]
    pub fn with_names(&self, analysis: Analysis) -> Self {
        let roles = roles(&self.article, &analysis);
        Self { names: analysis.mentions.into(), roles, ..self.clone() }
    }

    /// The roles given beside the name at this place. A mention that a person added has none.
    pub fn roles_at(&self, span: Span) -> impl Iterator<Item = &RoleMention> {
        let name = self.names.binary_search_by_key(&span.start, |name| name.span.start);
        let name = name.map_or(u32::MAX, |name| name as u32);
        let from = self.roles.partition_point(|role| role.name < name);
        self.roles.iter().skip(from).take_while(move |role| role.name == name)
    }

    /// The same article as the user's words have it: `Some` names its outlet, `None` forgets what they said.
    #[must_use]
    pub fn with_outlet(&self, given: Option<&str>, id: impl FnOnce(Option<&str>) -> OutletId) -> Self {
        let mut article = Article::clone(&self.article);
        let ingested = self
            .ingested
            .clone()
            .unwrap_or_else(|| (article.meta.outlet.clone(), article.meta.outlet_evidence.clone()));
        let ingested = if let Some(name) = given {
            article.meta.outlet = Some(name.to_owned());
            article.meta.outlet_evidence = OutletEvidence::User;
            Some(ingested)
        } else {
            (article.meta.outlet, article.meta.outlet_evidence) = ingested;
            None
        };
        let outlet = id(article.meta.outlet.as_deref());
        Self { article: Arc::new(article), outlet, ingested, ..self.clone() }
    }

    /// Which of two articles comes first in a list. Undated articles are last, whichever way the list goes.
    /// `outlet` gives the place of an outlet among all by name.
    #[must_use]
    pub fn compare(&self, other: &Self, query: &Query, outlet: impl Fn(OutletId) -> u32) -> Ordering {
        let way = |order: Ordering| if query.reverse { order.reverse() } else { order };
        let dates = |reverse: bool| match (self.seconds, other.seconds) {
            (Some(a), Some(b)) if reverse => a.cmp(&b),
            (Some(a), Some(b)) => b.cmp(&a),
            (a, b) => b.is_some().cmp(&a.is_some()),
        };
        let title = || self.folded.cmp(&other.folded);
        let key = || self.article.key.cmp(&other.article.key);
        match query.sort {
            SortKey::Date => dates(query.reverse).then_with(title).then_with(key),
            SortKey::Outlet => way(outlet(self.outlet).cmp(&outlet(other.outlet)))
                .then_with(|| dates(false))
                .then_with(title)
                .then_with(key),
            SortKey::Title => way(title()).then_with(|| dates(false)).then_with(key),
            SortKey::Length => way(other.words.cmp(&self.words)).then_with(title).then_with(key),
        }
    }
}

/// The roles given in an article.
fn roles(article: &Article, analysis: &Analysis) -> Arc<[RoleMention]> {
    let document = &article.document;
    let blocks = document.blocks.iter().filter(|block| block.kind.is_analysed()).map(Block::body);
    roles::find(&document.text, blocks, &analysis.mentions).into()
}
