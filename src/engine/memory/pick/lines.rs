//! Lines of text that hold all words of a pattern.

use std::time::{Duration, Instant};

use memchr::memmem;

use super::entities::line;
use super::{PickJob, Picker};
use crate::engine::event::{PickList, PickRow};
use crate::model::{Article, Block, Place};
use crate::search::find::Haystack;
use crate::search::fuzzy::Pattern;
use crate::search::fuzzy::pattern::Word;
use crate::text::Span;

/// At most so many lines.
pub(super) const ROWS: usize = 24;
/// At most so many from one article.
const PER_ARTICLE: usize = 4;
/// Shorter words are in every line.
const LETTERS: usize = 2;
/// When the names are shown without waiting for the lines.
const SHOW: Duration = Duration::from_millis(8);

/// Whether a pattern is worth looking for in texts.
pub(super) fn wants(pattern: &Pattern) -> bool {
    pattern.kinds == 0 && pattern.words.iter().any(|word| word.letters >= LETTERS)
}

impl Picker {
    /// Adds lines below the names, in the list's order.
    pub(super) fn lines(
        &mut self,
        job: &PickJob,
        pattern: &Pattern,
        list: &mut PickList,
        stop: &dyn Fn() -> bool,
        publish: &mut dyn FnMut(PickList),
    ) -> Option<()> {
        let start = Instant::now();
        let shown: Vec<Place> = list
            .rows
            .iter()
            .filter_map(|row| if let PickRow::Line { place, .. } = row { Some(*place) } else { None })
            .collect();
        let room = (job.limit as usize).saturating_sub(list.rows.len()).min(ROWS);
        let mut found = 0;
        let mut early = false;
        for (id, entry) in job.scope.articles() {
            if found >= room || self.budget.is_some_and(|budget| start.elapsed() > budget) {
                break;
            }
            if stop() {
                return None;
            }
            if !early && start.elapsed() > SHOW {
                publish(list.clone());
                early = true;
            }
            let article = &entry.article;
            let text = self.text(article);
            for spans in hits(article, &text, pattern) {
                let Some(span) = spans.first().copied() else { continue };
                let place = Place { article: id, span };
                let known = shown.iter().any(|other| other.article == id && other.span.overlaps(span));
                if !known && found < room {
                    found += 1;
                    list.rows.push(line(&job.scope, place, &spans));
                }
            }
        }
        Some(())
    }
}

/// For each paragraph with all words: their places, in order.
fn hits(article: &Article, text: &Haystack, pattern: &Pattern) -> Vec<Vec<Span>> {
    let mut out = Vec::new();
    let Some(rarest) = pattern.words.iter().max_by_key(|word| word.text.len()) else { return out };
    let blocks = &article.document.blocks;
    let mut from = 0;
    while out.len() < PER_ARTICLE {
        let rest = text.folded().get(from..).unwrap_or("");
        let Some(at) = memmem::find(rest.as_bytes(), rarest.text.as_bytes()) else { break };
        let hit = text.back(from + at, from + at + rarest.text.len());
        let number = article.document.block_at(hit.start);
        let Some(block) = number.and_then(|number| blocks.get(number)) else {
            from += at + rarest.text.len();
            continue;
        };
        if !block.kind.is_hidden()
            && let Some(spans) = in_block(text, block, pattern)
        {
            out.push(spans);
        }
        // On to the next paragraph; at least past this hit.
        from = text.forth(block.span).end.max(from + at + rarest.text.len());
    }
    out
}

/// The first places of all words in a paragraph; `None` where one is missing.
fn in_block(text: &Haystack, block: &Block, pattern: &Pattern) -> Option<Vec<Span>> {
    let range = text.forth(block.span);
    let folded = text.folded().get(range.clone())?;
    let mut spans = Vec::new();
    for word in &pattern.words {
        let at = place(folded, word)?;
        spans.push(text.back(range.start + at, range.start + at + word.text.len()));
    }
    spans.sort_unstable();
    spans.dedup();
    Some(spans)
}

/// Where a word stands: best as a word, else at the start of one, else anywhere.
fn place(folded: &str, word: &Word) -> Option<usize> {
    let edge = |text: Option<&str>, last: bool| {
        let text = text.unwrap_or("");
        let c = if last { text.chars().next_back() } else { text.chars().next() };
        c.is_none_or(|c| !c.is_alphanumeric())
    };
    let mut first = None;
    for at in memmem::find_iter(folded.as_bytes(), word.text.as_bytes()) {
        let whole = edge(folded.get(..at), true) && edge(folded.get(at + word.text.len()..), false);
        if whole {
            return Some(at);
        }
        first = first.or(Some(at));
    }
    first.filter(|_| !word.exact)
}
