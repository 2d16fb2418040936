//! Parts of a text that are in another language than the rest: what is cited, and what is said in one paragraph.

use super::evidence::Evidence;
use super::words::FunctionWords;
use super::{Known, latin};
use crate::model::{NameMention, Token, TokenKind};

/// A name has no more words in small letters.
const SMALL: usize = 6;
/// A mention with so many words in small letters, or more words than [`WORDS`], is looked at twice.
const SOME: usize = 2;
/// See [`SOME`].
const WORDS: usize = 6;
/// Tokens of a stretch that are looked at, on either side of a name.
const LOOK: usize = 60;

/// Words of the stretches that are in English.
pub(super) fn english_words(text: &str, tokens: &[Token], function: &FunctionWords) -> usize {
    let stretches = tokens.split(|token| is_border(text, *token));
    let evidence = stretches.map(|stretch| Evidence::gather(text, stretch, function));
    let english =
        |stretch: &Evidence<'_>| stretch.own > 0 && stretch.is_english() || stretch.is_short_english(function);
    evidence.filter(english).map(|stretch| stretch.words).sum()
}

/// Takes out what is no name but running text, most of all of another language.
pub fn drop_foreign(text: &str, tokens: &[Token], mentions: &mut Vec<NameMention>, known: Known<'_>) {
    mentions.retain(|mention| {
        let first = tokens.partition_point(|token| token.span.start < mention.span.start);
        let end = tokens.partition_point(|token| token.span.start < mention.span.end);
        let words = tokens.get(first..end).unwrap_or(&[]).iter().filter(|token| token.kind == TokenKind::Word);
        let (mut all, mut small) = (0, 0);
        for word in words.map(|token| token.span.of(text)) {
            all += 1;
            small += usize::from(word.starts_with(char::is_lowercase) && !known.function.is_particle(word));
        }
        if small > SMALL {
            return false;
        }
        if small < SOME && all <= WORDS {
            return true;
        }
        let before = tokens.get(first.saturating_sub(LOOK)..first).unwrap_or(&[]);
        let after = tokens.get(end..tokens.len().min(end + LOOK)).unwrap_or(&[]);
        let start = first - before.iter().rev().take_while(|token| !is_border(text, **token)).count();
        let end = end + after.iter().take_while(|token| !is_border(text, **token)).count();
        let evidence = Evidence::gather(text, tokens.get(start..end).unwrap_or(&[]), known.function);
        evidence.is_plainly_english() || latin(&evidence, known).is_none()
    });
}

/// Ends of sentences and marks of quotations.
fn is_border(text: &str, token: Token) -> bool {
    token.kind == TokenKind::Punctuation
        && matches!(token.span.of(text), "." | "!" | "?" | "…" | "\"" | "“" | "”" | "''" | "``" | "«" | "»" | ":" | ";")
}
