//! Roles: what a text calls somebody or something beside the name. "Foreign Minister Ana Lund", "Ana Lund, the chief
//! executive of Harbor Oil,", "Ana Lund is a former judge", "the state news agency Volna".
//!
//! Offices and trades come from `assets/names/roles.txt`. A role is taken only from patterns that leave little doubt: in
//! front of the name, between commas behind it (or before it), and after "is", "was" and their like. Pure functions of a
//! text and the names in it.

mod after;
mod before;
mod lists;
mod quick;
mod wording;
mod words;

use crate::model::{EntityKind, NameMention};
use crate::text::Span;

pub use wording::{Wording, wording};

/// A role beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleMention {
    /// Position of the name among the names of the text.
    pub name: u32,
    /// Bytes of the role, without an article or the name.
    pub span: Span,
}

/// All roles given in a text, in the order of its names. `blocks` are the paragraphs, in order: a role stands in the
/// paragraph of its name. The time is that of a look at some words on either side of each name.
#[must_use]
pub fn find(text: &str, blocks: impl IntoIterator<Item = Span>, names: &[NameMention]) -> Vec<RoleMention> {
    let mut found = Vec::new();
    let mut next = 0;
    for block in blocks {
        next += names.get(next..).unwrap_or(&[]).iter().take_while(|name| name.span.start < block.start).count();
        while names.get(next).is_some_and(|name| name.span.start < block.end) {
            let spans = beside(text, block, names, next);
            found.extend(spans.into_iter().flatten().map(|span| RoleMention { name: next as u32, span }));
            next += 1;
        }
    }
    found
}

/// The roles before and after one name.
fn beside(text: &str, block: Span, names: &[NameMention], at: usize) -> [Option<Span>; 2] {
    let Some(name) = names.get(at) else { return [None, None] };
    if !matches!(name.kind, EntityKind::Person | EntityKind::Organisation) || !block.covers(name.span) {
        return [None, None];
    }
    let subject = Subject { kind: name.kind, full: name.span.of(text).contains(char::is_whitespace) };
    let leads = quick::leads(Span::new(block.start, name.span.start).of(text));
    let follows = quick::follows(Span::new(name.span.end, block.end).of(text));
    if !leads && !follows {
        return [None, None];
    }
    let behind = words::after(text, block, names, at);
    let span = |words: &[words::Word<'_>], range: std::ops::Range<usize>| {
        Some(Span::new(words.get(range.start)?.span.start, words.get(range.end.checked_sub(1)?)?.span.end))
    };
    let before = leads.then(|| words::before(text, block, names, at));
    let before = before.and_then(|ahead| span(&ahead.words, before::role(&ahead, &behind, subject)?));
    let after = if follows { after::role(&behind, subject) } else { None };
    [before, after.and_then(|range| span(&behind.words, range))]
}

/// What is known of the name whose role is looked for.
#[derive(Debug, Clone, Copy)]
struct Subject {
    kind: EntityKind,
    /// Whether it has several words.
    full: bool,
}

#[cfg(test)]
mod tests;
