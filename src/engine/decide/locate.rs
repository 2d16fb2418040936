//! Words at a place, in both directions: which words and which time they stand there, and where that is.

use memchr::memmem;

use crate::model::{Article, MentionAt};
use crate::text::Span;

/// What tells a place of an article from all others.
#[must_use]
pub fn anchor(article: &Article, title: &str, span: Span) -> MentionAt {
    let text = &article.document.text;
    let words = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    MentionAt {
        article: article.key.short(),
        outlet: article.meta.outlet.clone(),
        title: title.to_owned(),
        nth: nth_of(text, &words, span.start),
        words,
    }
}

/// All places of some words, whatever white space lies between them. They may overlap.
fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Span> + 'a {
    let mut parts = words.split(' ');
    let first = parts.next().unwrap_or("");
    let rest: Vec<&str> = parts.collect();
    let starts = memmem::find_iter(text.as_bytes(), first.as_bytes()).map(|at| (at, at + first.len()));
    starts.filter(|_| !first.is_empty()).filter_map(move |(start, mut end)| {
        for part in &rest {
            let tail = text.get(end..)?;
            let gap = tail.len() - tail.trim_start().len();
            end += gap;
            if gap == 0 || !text.get(end..)?.starts_with(part) {
                return None;
            }
            end += part.len();
        }
        Some(Span::new(start as u32, end as u32))
    })
}

/// Where words stand for the `nth` time (from 1).
#[must_use]
pub fn find_nth(text: &str, words: &str, nth: u32) -> Option<Span> {
    places(text, words).nth((nth as usize).checked_sub(1)?)
}

/// The how-manieth time words stand at a byte, from 1.
#[must_use]
pub fn nth_of(text: &str, words: &str, start: u32) -> u32 {
    places(text, words).take_while(|place| place.start <= start).count().max(1) as u32
}

#[cfg(test)]
mod tests {
    use super::{find_nth, nth_of};
    use crate::text::Span;

    #[test]
    fn words_are_found_across_line_ends() {
        let text = "Ana Ruiz met Ana\nRuiz and Anatol; Ana  Ruiz left.";
        assert_eq!(find_nth(text, "Ana Ruiz", 1), Some(Span::new(0, 8)));
        let second = find_nth(text, "Ana Ruiz", 2).unwrap();
        assert_eq!(second.of(text), "Ana\nRuiz");
        assert_eq!(find_nth(text, "Ana Ruiz", 3).unwrap().of(text), "Ana  Ruiz");
        assert_eq!(find_nth(text, "Ana Ruiz", 4), None);
        assert_eq!((find_nth(text, "Ana Ruiz", 0), find_nth(text, "", 1)), (None, None));
        assert_eq!(nth_of(text, "Ana Ruiz", second.start), 2);
    }
}
