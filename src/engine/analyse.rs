//! From one input to entries of the corpus. Nothing that happens with one input ends the work on the others.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::memory::Entry;
use crate::ingest;
use crate::model::{Analysis, Article, Problem, Stage};
use crate::nlp::Recognizer;
use ingest::Source;

/// What came of an input.
#[derive(Debug, Default)]
pub struct Analysed {
    /// Its articles with their names.
    pub entries: Vec<Entry>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Reads an input and looks for names in it.
#[must_use]
pub fn analyse(source: &Source) -> Analysed {
    read_and(source, take)
}

/// Reads an input, for what needs no names.
#[must_use]
pub fn read(source: &Source) -> Analysed {
    read_and(source, |article, out| out.entries.push(Entry::new(article, Analysis::default())))
}

fn read_and(source: &Source, mut take: impl FnMut(Article, &mut Analysed)) -> Analysed {
    let mut out = Analysed::default();
    match guarded(|| ingest::load(source)) {
        Ok(loaded) => {
            out.problems = loaded.problems;
            for article in loaded.articles {
                take(article, &mut out);
            }
        }
        Err(words) => out.problems.push(failure(source.to_string(), Stage::Parse, &words)),
    }
    out
}

fn take(article: Article, out: &mut Analysed) {
    let Named { analysis, problem } = names(&article);
    out.problems.extend(problem);
    out.entries.push(Entry::new(article, analysis));
}

/// The names of an article.
#[derive(Debug, Default)]
pub struct Named {
    /// What was found.
    pub analysis: Analysis,
    /// What went wrong; then nothing was found.
    pub problem: Option<Problem>,
}

/// Looks for names in an article.
#[must_use]
pub fn names(article: &Article) -> Named {
    let document = &article.document;
    match guarded(|| Recognizer::shipped().recognize(&document.text, &ingest::zones(document))) {
        Ok(analysis) => Named { analysis, problem: None },
        Err(words) => {
            let mut problem = failure(article.source.to_string(), Stage::Analyse, &words);
            problem.skipped = false;
            Named { analysis: Analysis::default(), problem: Some(problem) }
        }
    }
}

fn failure(source: String, stage: Stage, words: &str) -> Problem {
    let reason = format!("the program failed on it ({words}); please report this");
    Problem { source, stage, reason, skipped: true }
}

/// Runs something; a panic becomes its message.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let words = panic.downcast_ref::<&str>().map(ToString::to_string);
        words.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_becomes_words() {
        assert_eq!(guarded(|| 1), Ok(1));
        assert_eq!(guarded(|| -> u8 { panic!("at {}", 7) }), Err("at 7".to_owned()));
    }
}
