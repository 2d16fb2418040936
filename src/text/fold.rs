//! Folding: what two spellings of one word have in common. Case, accents, ligatures and typographic signs are levelled;
//! offsets lead back to the source.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text with the way back to its source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, and for its end, the byte of the source it comes from; never falls.
    pub source: Vec<u32>,
}

impl Folded {
    /// Folds a text and keeps the offsets.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut out = Self { text: String::with_capacity(text.len()), source: Vec::with_capacity(text.len() + 1) };
        for (at, c) in text.char_indices() {
            fold_char(c, |folded| {
                out.text.push(folded);
                out.source.resize(out.text.len(), at as u32);
            });
        }
        out.source.push(text.len() as u32);
        out
    }

    /// The source bytes of the folded range `[start, end)`.
    #[must_use]
    pub fn back(&self, start: usize, end: usize) -> super::Span {
        let last = self.source.last().copied().unwrap_or(0);
        let from = self.source.get(start).copied().unwrap_or(last);
        let to = self.source.get(end).copied().unwrap_or(last);
        super::Span::new(from, to)
    }
}

/// The folded form of a text: lower case, without accents, ligatures spelt out, quotes and dashes plain.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, |folded| out.push(folded));
    }
    out
}

/// The same, but capitals stay capitals.
#[must_use]
pub fn fold_accents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_uppercase() {
            fold_char(c, |folded| out.extend(folded.to_uppercase()));
        } else {
            fold_char(c, |folded| out.push(folded));
        }
    }
    out
}

/// Calls `emit` with each character that `c` folds to; with none for a combining mark.
pub fn fold_char(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        emit(c.to_ascii_lowercase());
        return;
    }
    if let Some(plain) = special(c) {
        plain.chars().for_each(emit);
        return;
    }
    for part in std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part)) {
        for lower in part.to_lowercase().filter(|lower| !is_combining_mark(*lower)) {
            match special(lower) {
                Some(plain) => plain.chars().for_each(&mut emit),
                None => emit(lower),
            }
        }
    }
}

/// Letters and signs that Unicode does not decompose.
const fn special(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ħ' | 'Ħ' => "h",
        '’' | '‘' | '‛' | 'ʼ' | '′' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '\u{a0}' | '\u{202f}' | '\u{2009}' => " ",
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Folded, fold, fold_accents};
    use crate::text::Span;

    #[test]
    fn spellings_meet() {
        assert_eq!(fold("Müller"), "muller");
        assert_eq!(fold("Erdoğan"), "erdogan");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("Łukasz STRASSE straße"), "lukasz strasse strasse");
        assert_eq!(fold("ПУТИН ё"), "путин е");
        assert_eq!(fold("“Macron’s”"), "\"macron's\"");
    }

    #[test]
    fn capitals_can_stay() {
        assert_eq!(fold_accents("Müller ÉCOLE Øre İzmir"), "Muller ECOLE Ore Izmir");
    }

    #[test]
    fn the_way_back() {
        let folded = Folded::new("aßÉb");
        assert_eq!(folded.text, "asseb");
        assert_eq!(folded.back(1, 3), Span::new(1, 3));
        assert_eq!(folded.back(3, 4), Span::new(3, 5));
        assert_eq!(folded.back(4, 5), Span::new(5, 6));
    }
}
