//! Finding in the text of an article, which stays folded from letter to letter.

use std::sync::Arc;

use crate::model::{Article, ContentKey};
use crate::search::find::Haystack;
use crate::search::passage::marks;
use crate::search::query::{Term, parse};
use crate::text::Span;

/// A question for the places of a pattern.
#[derive(Debug, Clone)]
pub struct FindJob {
    /// Where; nowhere, nothing is found.
    pub article: Option<Arc<Article>>,
    /// What.
    pub sought: Sought,
}

/// What is looked for in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// These letters.
    Text(String),
    /// What a search marks in what it finds.
    Terms(Vec<Term>),
}

impl Sought {
    /// What a search marks; `None` where it marks nothing, or is none.
    #[must_use]
    pub fn of_search(line: &str) -> Option<Self> {
        let terms = parse(line).ok()?.terms;
        (!terms.is_empty()).then_some(Self::Terms(terms))
    }
}

/// Finds, and keeps the last text folded.
#[derive(Debug, Default)]
pub struct Finder {
    text: Option<(ContentKey, Haystack)>,
}

impl Finder {
    /// All places, in the order of the text.
    pub fn find(&mut self, job: &FindJob) -> Arc<[Span]> {
        let Some(article) = &job.article else { return Arc::from([]) };
        let text = &article.document.text;
        if self.text.as_ref().is_none_or(|(key, _)| *key != article.key) {
            self.text = Some((article.key, Haystack::new(text)));
        }
        match &job.sought {
            Sought::Text(pattern) => {
                self.text.as_ref().map_or_else(|| Arc::from([]), |(_, folded)| folded.find(text, pattern).into())
            }
            Sought::Terms(terms) => marks(text, article.document.blocks.iter().map(|block| block.span), terms).into(),
        }
    }
}
