//! What a search finds in all that is open, for a filter.

use std::sync::Arc;

use super::Scope;
use super::pick::Texts;
use crate::engine::library::matching;
use crate::model::{ArticleSet, Only};

/// A search, with the state of the corpus it is about.
#[derive(Debug, Clone)]
pub struct MatchJob {
    /// All articles.
    pub scope: Scope,
    /// The search.
    pub line: Arc<str>,
}

/// Searches, and keeps what it has made ready for that.
#[derive(Debug, Default)]
pub struct Matching {
    texts: Option<(Scope, Texts)>,
}

impl Matching {
    /// What the search finds.
    ///
    /// # Errors
    /// What is wrong with the search, in words.
    pub fn answer(&mut self, job: &MatchJob) -> Result<Only, String> {
        if !self
            .texts
            .as_ref()
            .is_some_and(|(scope, _)| scope.same_articles(&job.scope) && scope.same_entities(&job.scope))
        {
            self.texts = Texts::new(&job.scope).map(|texts| (job.scope.clone(), texts));
        }
        let Some((_, texts)) = &self.texts else { return Err("the texts cannot be searched".to_owned()) };
        texts.lay(&job.scope).map_err(|error| error.to_string())?;
        let found = matching(&texts.library, &texts.outlets, &job.line).map_err(|error| error.to_string())?;
        let articles: ArticleSet = found.into_iter().filter_map(|id| texts.article(id)).collect();
        Ok(Only { line: job.line.clone(), articles: Arc::new(articles) })
    }
}
