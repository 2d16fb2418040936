//! What the analysis core finds in one text, before names are tied to entities.

use std::ops::Range;

use super::EntityKind;
use crate::text::Span;

/// A stretch of text to be analysed on its own, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone {
    /// Its bytes.
    pub span: Span,
    /// Where it stands.
    pub kind: ZoneKind,
}

/// What a zone is; headlines are cased like no other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ZoneKind {
    /// A title or a heading.
    Headline,
    /// Running text.
    Body,
    /// What is said of a picture.
    Caption,
}

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// Its class.
    pub kind: TokenKind,
}

/// The class of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, also with apostrophes, periods of an abbreviation, or marks.
    Word,
    /// Digits and what belongs to a number.
    Number,
    /// A web or mail address.
    Url,
    /// `@name`.
    Handle,
    /// `#topic`.
    Hashtag,
    /// A possessive `'s` or `’`.
    Possessive,
    /// Punctuation.
    Punctuation,
    /// Anything else: emoji, symbols.
    Symbol,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes.
    pub span: Span,
    /// Its tokens, as indices into [`Analysis::tokens`].
    pub tokens: Range<u32>,
}

/// A name found in the text, not yet tied to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameMention {
    /// Its bytes.
    pub span: Span,
    /// Its type.
    pub kind: EntityKind,
    /// How sure the recogniser is: 0 to 255 for 0 to 1.
    pub score: u8,
}

/// Tokens, sentences and names of one text, each in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Analysis {
    /// Sentences.
    pub sentences: Vec<Sentence>,
    /// Tokens.
    pub tokens: Vec<Token>,
    /// Names; they do not overlap.
    pub mentions: Vec<NameMention>,
    /// ISO 639-1 code where the text is in a language the recogniser does not read; then `mentions` is empty.
    pub foreign: Option<&'static str>,
}
