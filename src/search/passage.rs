//! The passage of an article that shows best why it was found.

use super::find::Haystack;
use super::query::Term;
use super::snippet::{Snippet, around};
use crate::text::Span;

/// A passage with what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The first hit in it, in bytes of the article's text.
    pub place: Span,
    /// The line around it.
    pub snippet: Snippet,
}

/// The passage with the most of the terms, the earliest of several; `None` where none of the paragraphs has any.
#[must_use]
pub fn passage(text: &str, paragraphs: impl Iterator<Item = Span>, terms: &[Term], limit: usize) -> Option<Passage> {
    let mut best: Option<(usize, Span, Vec<Span>)> = None;
    for paragraph in paragraphs {
        let (kinds, hits) = hits(text, paragraph, terms);
        if kinds > best.as_ref().map_or(0, |(most, ..)| *most) {
            best = Some((kinds, paragraph, hits));
            if kinds == terms.len() {
                break;
            }
        }
    }
    let (_, paragraph, hits) = best?;
    Some(Passage { place: *hits.first()?, snippet: around(text, paragraph, &hits, limit) })
}

/// All places of the terms, in the order of the text.
#[must_use]
pub fn marks(text: &str, paragraphs: impl Iterator<Item = Span>, terms: &[Term]) -> Vec<Span> {
    paragraphs.flat_map(|paragraph| hits(text, paragraph, terms).1).collect()
}

/// How many of the terms a paragraph has, and where. Only the paragraph is folded: most often the first one has them all.
fn hits(text: &str, paragraph: Span, terms: &[Term]) -> (usize, Vec<Span>) {
    let haystack = Haystack::new(paragraph.of(text));
    let words = words(haystack.folded());
    let back = |start: usize, end: usize| {
        let span = haystack.back(start, end);
        Span::new(paragraph.start + span.start, paragraph.start + span.end)
    };
    let (mut kinds, mut out) = (0, Vec::new());
    for term in terms {
        let before = out.len();
        for (at, window) in words.windows(term.words.len()).enumerate() {
            let matches = window.iter().zip(&term.words).enumerate().all(|(number, ((.., word), wanted))| {
                let last = number + 1 == term.words.len();
                *word == wanted || (last && term.prefix && word.starts_with(wanted.as_str()))
            });
            if let (true, Some((start, ..)), Some((_, end, _))) =
                (matches, words.get(at), words.get(at + term.words.len() - 1))
            {
                out.push(back(*start, *end));
            }
        }
        kinds += usize::from(out.len() > before);
    }
    out.sort_unstable();
    out.dedup();
    let mut end = 0;
    out.retain(|hit| {
        let apart = hit.start >= end;
        end = end.max(hit.end);
        apart
    });
    (kinds, out)
}

/// Runs of letters and digits with their bytes.
fn words(folded: &str) -> Vec<(usize, usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in folded.char_indices().chain([(folded.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                out.push((from, at, folded.get(from..at).unwrap_or("")));
                start = None;
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Term, passage};
    use crate::text::Span;

    fn term(words: &str, prefix: bool) -> Term {
        Term { words: words.split(' ').map(str::to_owned).collect(), prefix }
    }

    #[test]
    fn the_paragraph_with_the_most_of_what_was_looked_for() {
        let text = "The ferry sailed.\n\nThe FéRRY did not: the Port, Authority said so. Ferries wait.";
        let paragraphs = [Span::new(0, 17), Span::new(19, text.len() as u32)];
        let terms = [term("ferry", false), term("port authority", false)];
        let found = passage(text, paragraphs.into_iter(), &terms, 200).unwrap();
        assert_eq!(found.place.of(text), "FéRRY");
        let marked: Vec<_> = found.snippet.marks.iter().map(|mark| mark.of(&found.snippet.text)).collect();
        assert_eq!(marked, ["FéRRY", "Port, Authority"]);
        let found = passage(text, paragraphs.into_iter(), &[term("ferri", true)], 200).unwrap();
        assert_eq!(found.place.of(text), "Ferries");
        assert_eq!(passage(text, paragraphs.into_iter(), &[term("boat", false)], 200), None);
    }
}
