//! Answers of the pickers. The search goes on in steps; what asks for it decides on which thread.

mod articles;
mod entities;
mod lines;
mod outlets;
mod texts;

pub use texts::Texts;

use std::sync::Arc;
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::Scope;
use crate::engine::event::PickList;
use crate::engine::request::PickerKind;
use crate::model::{Article, ContentKey};
use crate::search::find::Haystack;
use crate::search::fuzzy::{Index, Matcher, Pattern, Session};

/// Cells of a line of context.
pub const CONTEXT: usize = 120;
/// Bytes of folded texts that are kept.
const KEPT: usize = 64 << 20;

/// A question to a picker, with the state of the corpus it is about.
#[derive(Debug, Clone)]
pub struct PickJob {
    /// Query and corpus.
    pub scope: Scope,
    /// What is picked.
    pub picker: PickerKind,
    /// What was typed.
    pub pattern: String,
    /// At most so many rows.
    pub limit: u32,
}

/// Searches for the pickers, and remembers from letter to letter what it need not do again.
#[derive(Debug, Default)]
pub struct Picker {
    matcher: Matcher,
    session: Session,
    /// What `session` is about.
    about: Option<(PickerKind, Scope)>,
    /// Titles or outlets; entities have their index in the revision.
    index: Arc<Index>,
    texts: FxHashMap<ContentKey, Arc<Haystack>>,
    kept: usize,
    /// What is searched by full text.
    library: Option<texts::Texts>,
    /// How long texts are searched for lines; `None`: to the end.
    budget: Option<Duration>,
}

impl Picker {
    /// One that spends so much time on the search in texts, which looks for a phrase in what is new and not through a
    /// library. Without (`Picker::default()`), answers do not depend on the clock.
    #[must_use]
    pub fn with_budget(budget: Duration) -> Self {
        Self { budget: Some(budget), ..Self::default() }
    }

    /// Answers. `publish` gets what is there when the search takes long; `stop` is asked every few milliseconds whether
    /// the question is out of date: then the answer is `None`.
    pub fn pick(
        &mut self,
        job: &PickJob,
        stop: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(PickList),
    ) -> Option<PickList> {
        let known = self.about.as_ref().is_some_and(|(picker, scope)| {
            *picker == job.picker
                && match picker {
                    PickerKind::Mentions | PickerKind::Entities => scope.same_entities(&job.scope),
                    PickerKind::Articles | PickerKind::Outlets => scope.same_articles(&job.scope),
                    PickerKind::Text => scope.same_articles(&job.scope) && scope.same_entities(&job.scope),
                }
        });
        if !known {
            self.session = Session::default();
            self.index = Arc::new(match job.picker {
                PickerKind::Mentions | PickerKind::Entities | PickerKind::Text => Index::default(),
                PickerKind::Articles => articles::index(&job.scope),
                PickerKind::Outlets => outlets::index(&job.scope),
            });
            self.about = Some((job.picker, job.scope.clone()));
            self.library = None;
        }
        let mut pattern = Pattern::new(&job.pattern);
        match job.picker {
            PickerKind::Mentions | PickerKind::Entities => self.entities(job, &pattern, stop, publish),
            PickerKind::Articles => {
                pattern.kinds = 0;
                self.articles(job, &pattern, stop, publish)
            }
            PickerKind::Text => Some(self.texts(job)),
            PickerKind::Outlets => {
                pattern.kinds = 0;
                self.outlets(job, &pattern, stop, publish)
            }
        }
    }

    /// The folded text of an article, kept if there is room.
    fn text(&mut self, article: &Article) -> Arc<Haystack> {
        if let Some(text) = self.texts.get(&article.key) {
            return text.clone();
        }
        let made = Arc::new(Haystack::new(&article.document.text));
        if self.kept + made.size() <= KEPT {
            self.kept += made.size();
            self.texts.insert(article.key, made.clone());
        }
        made
    }
}

impl PickJob {
    fn list(&self, matched: (u32, u32), partial: bool) -> PickList {
        PickList {
            revision: self.scope.revision.number,
            picker: self.picker,
            pattern: self.pattern.clone(),
            rows: Vec::new(),
            matched,
            partial,
            note: None,
        }
    }
}
