//! Direct quotations: what stands in quote marks, and who said it.
//!
//! The speaker is looked for by rules: a word of speech beside the quotation and who stands beside that word, what the
//! sentences before say, and the speaker of the quotation before it (the order of syntactic and then sequential evidence
//! of O'Keefe et al. 2012, "A sequence labelling approach to quote attribution").

mod marks;
mod speaker;
mod wording;

use crate::model::{NameMention, Token};
use crate::text::Span;

use marks::Stretch;
use speaker::{Found, Scene};

/// A quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// Its bytes, with the quote marks.
    pub span: Span,
    /// Who said it, where that is known.
    pub speaker: Option<Speaker>,
}

/// Who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speaker {
    /// The words that say who: a name, a pronoun, an office.
    pub span: Span,
    /// The name they stand for, by its number among the text's mentions.
    pub mention: Option<usize>,
}

/// Words in quote marks with no word of speech beside them are a quotation from this length on.
const WORDS: usize = 4;

/// The quotations of a text, in its order. `tokens` and `mentions` are those of the text, in its order.
///
/// ```
/// use dateline::model::{Zone, ZoneKind};
/// use dateline::nlp::{Recognizer, quotations};
/// use dateline::text::Span;
///
/// let text = "“We start on Monday,” Ana Sousa said. “Nobody will be paid.”";
/// let zone = Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body };
/// let analysis = Recognizer::shipped().recognize(text, &[zone]);
/// let found = quotations(text, &analysis.tokens, &analysis.mentions);
/// let said: Vec<&str> = found.iter().filter_map(|quote| Some(quote.speaker?.span.of(text))).collect();
/// assert_eq!(said, ["Ana Sousa", "Ana Sousa"]);
/// ```
#[must_use]
pub fn quotations(text: &str, tokens: &[Token], mentions: &[NameMention]) -> Vec<Quotation> {
    let stretches = marks::stretches(text);
    let scene = Scene::new(text, tokens, mentions, &stretches);
    let mut found: Vec<Quotation> = Vec::new();
    // The speaker of the quotation before, and where it stood.
    let mut last: Option<(usize, Found)> = None;
    for (at, stretch) in stretches.iter().enumerate() {
        // What is taken for a name may reach over a mark.
        let outside = |who: &Found| !who.span.overlaps(stretch.span);
        let clear = scene.beside(at).filter(outside);
        let speaker = clear.or_else(|| guess(&scene, &stretches, at, last)).filter(outside);
        let words = stretch.span.of(text).split_whitespace().count();
        if clear.is_none() && words < WORDS {
            continue;
        }
        if let Some(speaker) = speaker {
            last = Some((at, speaker));
        }
        let speaker = speaker.map(|who| Speaker { span: who.span, mention: scene.name_of(who) });
        found.push(Quotation { span: stretch.span, speaker });
    }
    found
}

/// Who may have said a quotation without a word of speech beside it.
fn guess(scene: &Scene, stretches: &[Stretch], at: usize, last: Option<(usize, Found)>) -> Option<Found> {
    let stretch = stretches.get(at)?;
    let before = last.filter(|(before, _)| before + 1 == at);
    let earlier = before.and_then(|(before, who)| Some((stretches.get(before)?, who)));
    if let Some((earlier, who)) = earlier
        && (earlier.goes_on || earlier.line == stretch.line && scene.opens_sentence(at))
    {
        return Some(who);
    }
    if scene.opens_line(at) {
        let led = scene.line_before(at);
        return led.or(earlier.filter(|(earlier, _)| earlier.line + 1 == stretch.line).map(|(_, who)| who));
    }
    scene.in_sentence(at).or(earlier.filter(|(earlier, _)| earlier.line + 1 >= stretch.line).map(|(_, who)| who))
}

#[cfg(test)]
mod tests;
