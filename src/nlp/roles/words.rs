//! The words on either side of a name, with what stands between them.

use crate::model::{EntityKind, NameMention};
use crate::text::{Span, fold};

use super::lists::Lists;

/// Bytes looked at before a name and after it.
const REACH: (u32, u32) = (160, 200);

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// White space, or nothing.
    Space,
    /// A comma.
    Comma,
    /// Anything that parts them for good: a period, a dash, a bracket, a quotation mark, the edge of the paragraph.
    Stop,
}

/// A word, or a whole name.
#[derive(Debug)]
pub(super) struct Word<'t> {
    /// Its bytes, without a possessive ending and punctuation.
    pub(super) span: Span,
    pub(super) text: &'t str,
    /// Folded, without the period of an abbreviation.
    pub(super) lower: String,
    /// Its type, if it is a name.
    pub(super) name: Option<EntityKind>,
    /// Whether it ends in a possessive.
    pub(super) owner: bool,
    /// What follows it.
    pub(super) gap: Gap,
}

impl Word<'_> {
    /// Whether it begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Words on one side of the name.
#[derive(Debug)]
pub(super) struct Side<'t> {
    pub(super) words: Vec<Word<'t>>,
    /// What stands before the first word.
    pub(super) gap: Gap,
    /// Whether the first word begins the paragraph or a sentence; only told before the name.
    pub(super) opens: bool,
}

impl Side<'_> {
    /// Whether small letters show that these are no words of a headline, where a capital says nothing.
    pub(super) fn is_sentence(&self) -> bool {
        let small = |word: &Word<'_>| word.name.is_none() && word.text.len() > 3 && !word.is_capital();
        self.words.iter().any(small)
    }
}

/// The words before the name at a position.
pub(super) fn before<'t>(text: &'t str, block: Span, names: &[NameMention], at: usize) -> Side<'t> {
    let end = names.get(at).map_or(0, |name| name.span.start);
    let mut start = end.saturating_sub(REACH.0).max(block.start);
    let whole = start == block.start;
    if !whole {
        start = edge(text, start, end);
    }
    let near = names.get(..at).unwrap_or(&[]);
    let first = near.iter().rposition(|name| name.span.start < start).map_or(0, |last| last + 1);
    // A window does not begin inside a name.
    if let Some(cut) = first.checked_sub(1).and_then(|last| near.get(last)).filter(|name| name.span.end > start) {
        start = cut.span.end;
    }
    Side { opens: whole, ..split(text, Span::new(start, end), near.get(first..).unwrap_or(&[])) }
}

/// The words after the name at a position.
pub(super) fn after<'t>(text: &'t str, block: Span, names: &[NameMention], at: usize) -> Side<'t> {
    let start = names.get(at).map_or(block.end, |name| name.span.end);
    let mut end = (start.saturating_add(REACH.1)).min(block.end);
    if end < block.end {
        end = (start..=end).rev().find(|at| is_space_at(text, *at)).unwrap_or(start);
    }
    let near = names.get(at + 1..).unwrap_or(&[]);
    let count = near.iter().take_while(|name| name.span.start < end).count();
    let near = near.get(..count).unwrap_or(&[]);
    if let Some(cut) = near.last().filter(|name| name.span.end > end) {
        end = cut.span.start;
    }
    split(text, Span::new(start, end.max(start)), near)
}

fn is_space_at(text: &str, at: u32) -> bool {
    text.as_bytes().get(at as usize).is_some_and(u8::is_ascii_whitespace)
}

/// The first white space from `from` on, not beyond `to`.
fn edge(text: &str, from: u32, to: u32) -> u32 {
    (from..to).find(|at| is_space_at(text, *at)).unwrap_or(to)
}

/// Words of a stretch of text; names in it are one word each.
fn split<'t>(text: &'t str, range: Span, names: &[NameMention]) -> Side<'t> {
    let mut side = Side { words: Vec::new(), gap: Gap::Space, opens: false };
    let (mut at, mut names) = (range.start, names.iter().peekable());
    while at < range.end {
        while names.next_if(|name| name.span.start < at).is_some() {}
        let rest = Span::new(at, range.end).of(text);
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8() as u32;
            continue;
        }
        let end = match names.peek().filter(|name| name.span.start == at && name.span.end <= range.end) {
            Some(name) => named(&mut side, text, **name, range.end),
            None if c.is_alphanumeric() => {
                let stop = names.peek().map_or(range.end, |name| name.span.start.min(range.end));
                plain(&mut side, text, Span::new(at, stop))
            }
            None => {
                punctuation(&mut side, c);
                at + c.len_utf8() as u32
            }
        };
        at = end.max(at + 1);
    }
    side
}

/// A name, with a possessive ending or with what is tied to it by a hyphen ("Volna-backed"). Where it ends.
fn named<'t>(side: &mut Side<'t>, text: &'t str, name: NameMention, limit: u32) -> u32 {
    let behind = Span::new(name.span.end, limit).of(text);
    if behind.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
        return plain(side, text, Span::new(name.span.start, limit));
    }
    let ending = possessive(behind);
    let surface = name.span.of(text);
    let bare = surface.trim_end_matches("'s").trim_end_matches("’s");
    let span = Span::new(name.span.start, name.span.start + bare.len() as u32);
    let owner = ending > 0 || bare.len() < surface.len();
    side.words.push(Word { span, text: bare, lower: fold(bare), name: Some(name.kind), owner, gap: Gap::Space });
    name.span.end + ending
}

/// Bytes of a possessive ending.
fn possessive(behind: &str) -> u32 {
    ["'s", "’s"].iter().find(|ending| behind.starts_with(**ending)).map_or(0, |ending| ending.len() as u32)
}

/// A word that is no name: letters, digits, and what ties them together. Where it ends.
fn plain<'t>(side: &mut Side<'t>, text: &'t str, range: Span) -> u32 {
    let rest = range.of(text);
    let end =
        rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '&' | '\'' | '’'))).unwrap_or(rest.len());
    let whole = rest.get(..end).unwrap_or(rest);
    let mut word = whole.trim_end_matches(['\'', '’', '-', '&']);
    let mut owner = word.len() < whole.len() && word.ends_with('s');
    for ending in ["'s", "’s"] {
        if let Some(bare) = word.strip_suffix(ending) {
            (word, owner) = (bare, true);
        }
    }
    let mut gap = if whole.ends_with('-') && end > word.len() { Gap::Stop } else { Gap::Space };
    let mut lower = fold(word);
    if let Some(bare) = word.strip_suffix('.') {
        let known = fold(bare);
        if !(Lists::get().abbreviates(&known) || bare.contains('.') || bare.chars().count() == 1) {
            gap = Gap::Stop;
            word = bare;
        }
        lower = known;
    }
    let span = Span::new(range.start, range.start + word.len() as u32);
    side.words.push(Word { span, text: word, lower, name: None, owner, gap });
    range.start + end as u32
}

fn punctuation(side: &mut Side<'_>, c: char) {
    let gap = if c == ',' { Gap::Comma } else { Gap::Stop };
    let last = side.words.last_mut().map_or(&mut side.gap, |word| &mut word.gap);
    if *last != Gap::Stop {
        *last = gap;
    }
}
