//! Who speaks: words of speech beside a quotation, and who stands beside them.

use std::ops::Range;

use super::marks::Stretch;
use super::wording::{Part, part};
use crate::model::{EntityKind, NameMention, Token, TokenKind};
use crate::text::Span;

/// Tokens looked at on each side of a quotation.
const REACH: usize = 40;
/// Tokens between a word of speech and who speaks.
const NEAR: usize = 14;

/// Who was found to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The words.
    pub span: Span,
    /// The name, if it is one.
    mention: Option<usize>,
    /// Whether it is "he" or "she".
    pronoun: bool,
}

/// A text with its words, names and quotations.
pub struct Scene<'t> {
    text: &'t str,
    tokens: &'t [Token],
    mentions: &'t [NameMention],
    stretches: &'t [Stretch],
    parts: Vec<Part>,
}

impl<'t> Scene<'t> {
    /// Looks at each word once.
    pub fn new(text: &'t str, tokens: &'t [Token], mentions: &'t [NameMention], stretches: &'t [Stretch]) -> Self {
        let parts = if stretches.is_empty() {
            Vec::new()
        } else {
            tokens.iter().map(|token| part(token.span.of(text))).collect()
        };
        Self { text, tokens, mentions, stretches, parts }
    }

    /// Who speaks by a word of speech in the sentence of a quotation, after it or before it.
    pub fn beside(&self, at: usize) -> Option<Found> {
        let (before, after) = (self.before(at), self.after(at));
        let next_to = |range: &Range<usize>| range.clone().find(|at| self.part(*at) == Part::Speech);
        if let Some(verb) = next_to(&after).filter(|verb| verb - after.start <= NEAR) {
            let inverted = || self.first(verb + 1..after.end.min(verb + NEAR)).filter(|_| !self.has_hearer(verb));
            let subject = self.first(after.start..verb).or_else(|| self.described(after.start..verb)).or_else(inverted);
            if subject.is_some() {
                return subject;
            }
        }
        if let Some(found) = self.according(&after).or_else(|| self.according(&before)) {
            return Some(found);
        }
        let verb = before.clone().rev().find(|at| self.part(*at) == Part::Speech)?;
        let apart = verb > before.start && self.word(verb - 1) == ",";
        let led = if apart { self.first(before.start..verb) } else { self.nearest(before.start..verb) };
        let described = || self.described(before.start..verb);
        led.or_else(described).or_else(|| self.first(verb + 1..before.end).filter(|_| !self.has_hearer(verb)))
    }

    /// Who stands before a quotation in its sentence, or else after it.
    pub fn in_sentence(&self, at: usize) -> Option<Found> {
        self.nearest(self.before(at)).or_else(|| self.first(self.after(at)))
    }

    /// Who speaks in the last sentence of the paragraph before that of a quotation.
    pub fn line_before(&self, at: usize) -> Option<Found> {
        let start = self.stretches.get(at)?.span.start;
        let end = self.text.get(..start as usize)?.trim_end().len() as u32;
        let end = self.tokens.partition_point(|token| token.span.start < end);
        let from = self.sentence_start(end.saturating_sub(1));
        let verb = (from..end).rev().find(|at| self.part(*at) == Part::Speech);
        let colon = end > 0 && self.word(end - 1) == ":";
        let quoted = self
            .stretches
            .get(at.wrapping_sub(1))
            .is_some_and(|before| self.tokens.get(from).is_some_and(|token| before.span.end > token.span.start));
        match verb {
            Some(verb) if !quoted => self.nearest(from..verb).or_else(|| self.first(verb + 1..end)),
            _ if colon => self.first(from..end),
            _ => None,
        }
    }

    /// Whether nothing stands before a quotation in its paragraph.
    pub fn opens_line(&self, at: usize) -> bool {
        let Some(stretch) = self.stretches.get(at) else { return false };
        let head = self.text.get(..stretch.span.start as usize).unwrap_or("");
        head.trim_end_matches(' ').is_empty() || head.trim_end_matches(' ').ends_with('\n')
    }

    /// Whether nothing stands before a quotation in its sentence.
    pub fn opens_sentence(&self, at: usize) -> bool {
        self.before(at).is_empty()
    }

    /// The name someone who speaks has: their own, or for a pronoun that of the person named last.
    pub fn name_of(&self, found: Found) -> Option<usize> {
        if found.mention.is_some() || !found.pronoun {
            return found.mention;
        }
        let upto = self.mentions.partition_point(|name| name.span.start < found.span.start);
        let near = self.mentions.get(upto.saturating_sub(60)..upto)?;
        let quoted = |span: Span| {
            let next = self.stretches.partition_point(|stretch| stretch.span.end <= span.start);
            self.stretches.get(next).is_some_and(|stretch| stretch.span.covers(span))
        };
        let person = |name: &NameMention| name.kind == EntityKind::Person && !quoted(name.span);
        near.iter().rposition(person).map(|at| upto - near.len() + at)
    }

    /// "according to" and who follows.
    fn according(&self, range: &Range<usize>) -> Option<Found> {
        let at = range.clone().find(|at| self.word(*at).eq_ignore_ascii_case("according"))?;
        self.first(at + 2..range.end.min(at + NEAR))
    }

    /// Whether who stands after a word of speech is who is spoken to.
    fn has_hearer(&self, verb: usize) -> bool {
        ["told", "tells", "telling", "asked", "asks"].iter().any(|word| self.word(verb).eq_ignore_ascii_case(word))
    }

    /// A few words that begin with an article and end before a word of speech: "the gambling tycoon".
    fn described(&self, range: Range<usize>) -> Option<Found> {
        let from = range.clone().find(|at| self.tokens.get(*at).is_some_and(|token| token.kind == TokenKind::Word))?;
        let article = ["the", "a", "an", "one", "another", "his", "her", "their", "its"];
        let begins = article.iter().any(|word| self.word(from).eq_ignore_ascii_case(word));
        let words = from..range.end;
        let plain = words.clone().all(|at| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word));
        let (first, last) = (self.tokens.get(from)?, self.tokens.get(range.end.checked_sub(1)?)?);
        let found = Found { span: Span::new(first.span.start, last.span.end), mention: None, pronoun: false };
        (begins && plain && (2..=6).contains(&words.len())).then_some(found)
    }

    fn part(&self, at: usize) -> Part {
        self.parts.get(at).copied().unwrap_or(Part::Other)
    }

    fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Tokens of the sentence after a quotation.
    fn after(&self, at: usize) -> Range<usize> {
        let Some(stretch) = self.stretches.get(at) else { return 0..0 };
        let start = self.tokens.partition_point(|token| token.span.start < stretch.span.end);
        let bound = self.stretches.get(at + 1).map_or(u32::MAX, |next| next.span.start);
        // What begins after a quotation that ends a sentence, with a capital, may be another sentence.
        let mut end = start;
        while end < (start + REACH).min(self.tokens.len()) {
            let Some(token) = self.tokens.get(end) else { break };
            if token.span.start >= bound || self.breaks_line(end) || self.ends_sentence(end) {
                break;
            }
            end += 1;
        }
        start..end
    }

    /// Tokens of the sentence before a quotation.
    fn before(&self, at: usize) -> Range<usize> {
        let Some(stretch) = self.stretches.get(at) else { return 0..0 };
        let end = self.tokens.partition_point(|token| token.span.start < stretch.span.start);
        let bound = if at == 0 { 0 } else { self.stretches.get(at - 1).map_or(0, |before| before.span.end) };
        let mut start = end;
        while start > 0 && end - start < REACH {
            let at = start - 1;
            let inside = self.tokens.get(at).is_some_and(|token| token.span.start >= bound);
            if !inside || self.breaks_line(start) || self.ends_sentence(at) {
                break;
            }
            start = at;
        }
        start..end
    }

    fn sentence_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0 && at - start < REACH && !self.breaks_line(start) && !self.ends_sentence(start - 1) {
            start -= 1;
        }
        start
    }

    /// Whether a line ends between a token and the one before it.
    fn breaks_line(&self, at: usize) -> bool {
        let (Some(left), Some(right)) = (at.checked_sub(1).and_then(|at| self.tokens.get(at)), self.tokens.get(at))
        else {
            return true;
        };
        let between = self.text.get(left.span.end as usize..right.span.start as usize);
        between.is_some_and(|between| between.contains('\n'))
    }

    fn ends_sentence(&self, at: usize) -> bool {
        matches!(self.word(at), "." | "?" | "!" | ";" | "…" | "...")
    }

    /// The first who may speak in a range, or the name an office there leads to: "Clinton spokesman Brian Fallon".
    fn first(&self, range: Range<usize>) -> Option<Found> {
        let at = range.clone().find(|at| self.who(*at).is_some())?;
        let found = self.who(at)?;
        if found.pronoun {
            return Some(found);
        }
        let mut best = found;
        for next in at + 1..range.end {
            let inside = self.tokens.get(next).is_some_and(|token| token.span.start < best.span.end);
            if inside {
                continue;
            }
            // "his campaign manager, Lee Novak,"
            let named = self.word(next) == "," && best.mention.is_none();
            if named && let Some(name) = self.who(next + 1).filter(|name| next + 1 < range.end && self.is_person(*name))
            {
                return Some(name);
            }
            if matches!(self.word(next), "," | "(" | "—" | "–" | ":")
                || matches!(self.part(next), Part::Turn | Part::Speech)
            {
                break;
            }
            if let Some(other) = self.who(next).filter(|other| self.is_person(*other)) {
                best = other;
            }
        }
        Some(best)
    }

    /// The last who may speak in a range, taken with what stands before in the same group of words.
    fn nearest(&self, range: Range<usize>) -> Option<Found> {
        let at = range.clone().rev().find(|at| self.who(*at).is_some())?;
        let found = self.who(at)?;
        // After a preposition stands another: "Trump in New York", "the head of Boeing".
        let start = self.tokens.partition_point(|token| token.span.start < found.span.start);
        let led = start > range.start && self.part(start - 1) == Part::Turn && self.word(start - 1) != "and";
        let place = found
            .mention
            .and_then(|at| self.mentions.get(at))
            .is_some_and(|name| matches!(name.kind, EntityKind::Place | EntityKind::Other));
        let back = if led || place { self.nearest(range.start..start) } else { None };
        back.or(Some(found))
    }

    fn is_person(&self, found: Found) -> bool {
        found.mention.and_then(|at| self.mentions.get(at)).is_some_and(|name| name.kind == EntityKind::Person)
    }

    /// Who a token is.
    fn who(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at)?;
        let next = self.mentions.partition_point(|name| name.span.end <= token.span.start);
        if let Some(name) = self.mentions.get(next).filter(|name| name.span.overlaps(token.span)) {
            // "Trump's campaign": the campaign speaks.
            let last = self.tokens.partition_point(|token| token.span.start < name.span.end);
            let owns = self.tokens.get(last).is_some_and(|token| token.kind == TokenKind::Possessive);
            return (!owns).then_some(Found { span: name.span, mention: Some(next), pronoun: false });
        }
        match self.part(at) {
            Part::Pronoun => {
                let one = matches!(self.word(at).to_ascii_lowercase().as_str(), "he" | "she");
                Some(Found { span: token.span, mention: None, pronoun: one })
            }
            Part::Person => Some(Found { span: token.span, mention: None, pronoun: false }),
            _ => None,
        }
    }
}
