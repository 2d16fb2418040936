//! Whether a text is in a language the recogniser does not read.
//!
//! English news is full of foreign names, so names say nothing of a language: only the small words of running text do, and
//! those inside of names ("Maria de Oliveira") are left out. English is decided by its function words; another language needs
//! hardly any of them, and its own ones, or words that English does not have, or a detector of n-grams ([`whatlang`]) that is
//! sure of it by the small words alone. A text that is read in English for a good part is English, whatever it cites.

mod codes;
mod evidence;
mod stretches;
#[cfg(test)]
mod tests;
mod words;

use whatlang::{Lang, Script};

use super::lexicon::Lexicon;
use crate::model::{Token, Zone};
use codes::iso;
use evidence::Evidence;
pub use stretches::drop_foreign;
pub use words::FunctionWords;

/// Bytes of the text that are looked at, from its beginning and from its middle.
const LOOK: usize = 3000;
/// A text in Latin letters with fewer small words is judged by function words only.
const FEWEST: usize = 7;
/// So many small words without English ones are no English, if the detector cannot tell Danish from Norwegian either.
const ENOUGH: usize = 12;
/// A text in Latin letters with fewer different words in small letters is judged by function words only.
const DISTINCT: usize = 6;
/// A text is in another language unless one in so many words is read in English.
const ENGLISH_PART: usize = 5;

/// What is known of words.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// Function words.
    pub function: &'k FunctionWords,
    /// Words of English.
    pub lexicon: &'k Lexicon,
}

/// ISO 639-1 code of the text's language, if it is surely not English.
pub fn foreign(text: &str, zones: &[Zone], tokens: &[Token], known: Known<'_>) -> Option<&'static str> {
    let evidence = Evidence::gather(text, tokens, known.function);
    if evidence.is_plainly_english() {
        return None;
    }
    let code = other_script(text, zones, &evidence).or_else(|| latin(&evidence, known))?;
    if stretches::english_words(text, tokens, known.function) * ENGLISH_PART >= evidence.words {
        None
    } else {
        Some(code)
    }
}

/// The language of a text that is not in Latin letters.
fn other_script(text: &str, zones: &[Zone], evidence: &Evidence<'_>) -> Option<&'static str> {
    if evidence.words == 0 || evidence.is_english() {
        return None;
    }
    let sample = sample(text, zones);
    let info = whatlang::detect(&sample)?;
    // Words of few letters look Persian; that has letters of its own.
    if info.lang() == Lang::Pes && !sample.contains(['پ', 'چ', 'ژ', 'گ', 'ک', 'ی']) {
        return Some("ar");
    }
    if info.script() == Script::Latin { None } else { iso(info.lang()) }
}

/// The language of a text, or a part of one, in Latin letters.
fn latin(evidence: &Evidence<'_>, known: Known<'_>) -> Option<&'static str> {
    let small = evidence.small.len();
    let joined = evidence.small.join(" ");
    let info = whatlang::detect(&joined).filter(|info| info.script() == Script::Latin);
    // Nobody reports in Latin.
    let told = match info.as_ref().map(whatlang::Info::lang) {
        Some(Lang::Eng | Lang::Lat) | None => None,
        // Azerbaijani has a letter of its own in every other word, and is Turkish without.
        Some(Lang::Aze) if !joined.contains('ə') => Some("tr"),
        Some(lang) => iso(lang),
    };
    let (code, hits, distinct) = evidence.best(known.function, told).filter(|(code, ..)| *code != "la")?;
    let english = evidence.own + evidence.shared;
    // By function words: more than of English, and many; fewer will do beside words that English does not have.
    let unknown = evidence.unknown(known);
    let strange = unknown * 2 >= small;
    let more = hits * 2 >= english * 3 + 4
        || evidence.own == 0 && hits > english && strange && (unknown >= 4 || unknown == 3 && told == Some(code));
    let by_words = evidence.own * 12 <= small && more && distinct >= 2 && hits * 5 >= small;
    if by_words && (distinct >= 3 && hits >= 4 || told == Some(code) || strange) {
        return Some(code);
    }
    if evidence.is_english() || evidence.capitals {
        return None;
    }
    let named = || if hits >= 2 || hits > 0 && told.is_none() { Some(code) } else { told };
    // By words that English does not have.
    if evidence.own == 0 && english * 10 <= small && unknown >= 4 && unknown * 10 >= small * 7 {
        return named();
    }
    // By the detector. Names and little else, or one sentence over and over, are no sample of a language.
    if small < FEWEST || evidence.distinct() < DISTINCT {
        return None;
    }
    let info = info?;
    let without = evidence.own == 0 && evidence.shared * 10 <= small;
    let sure = info.is_reliable() || small >= ENOUGH && (without || info.confidence() > 0.3);
    if sure && told.is_some() { if distinct >= 3 && hits * 5 >= small { Some(code) } else { told } } else { None }
}

/// The beginning and the middle of what is analysed.
fn sample(text: &str, zones: &[Zone]) -> String {
    let mut out = String::new();
    for zone in zones {
        let zone = zone.span.of(text);
        for start in [0, zone.len() / 2] {
            if start > 0 && zone.len() < 2 * LOOK {
                continue;
            }
            let piece = zone.char_indices().skip_while(|(at, _)| *at < start).take_while(|(at, _)| *at < start + LOOK);
            out.extend(piece.map(|(_, c)| c));
            out.push(' ');
        }
        if out.len() > 4 * LOOK {
            break;
        }
    }
    out
}
