//! Whether a text is in a language the recogniser does not read.
//!
//! Names alone say little of a language, and English news is full of foreign ones, so the verdict needs evidence of both
//! kinds: hardly any English function words, and a detector of n-grams ([`whatlang`]) that is sure of another language.

use whatlang::{Lang, Script};

use super::hash;
use crate::model::{Token, TokenKind, Zone};

/// Bytes of the text that are looked at, from its beginning and from its middle.
const LOOK: usize = 3000;
/// A text with fewer words is read as English, unless its script says otherwise.
const FEWEST: usize = 12;
/// English running text has a function word in every two or three words; below one in this many, it is doubted.
const RARE: usize = 9;

/// A text in Latin letters with fewer different words in small letters is read as English.
const DISTINCT: usize = 6;

/// Common in English, and rare or unknown in other languages written in Latin letters.
const ENGLISH: &[&str] = &[
    "about", "after", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he",
    "her", "his", "if", "is", "it", "its", "not", "of", "on", "or", "said", "she", "that", "the", "their", "they",
    "this", "to", "was", "we", "were", "which", "who", "will", "with", "would", "you",
];

/// Hashes of the function words, sorted.
#[derive(Debug)]
pub struct FunctionWords(Vec<u64>);

impl Default for FunctionWords {
    fn default() -> Self {
        let mut hashes: Vec<u64> = ENGLISH.iter().map(|word| hash::bytes(word.as_bytes())).collect();
        hashes.sort_unstable();
        Self(hashes)
    }
}

impl FunctionWords {
    fn has(&self, word: &str) -> bool {
        word.len() < 8 && self.0.binary_search(&hash::lower(word)).is_ok()
    }
}

/// ISO 639-1 code of the text's language, if it is surely not English.
pub fn foreign(text: &str, zones: &[Zone], tokens: &[Token], english: &FunctionWords) -> Option<&'static str> {
    let (mut words, mut known) = (0usize, 0usize);
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word).take(1500) {
        words += 1;
        known += usize::from(english.has(token.span.of(text)));
    }
    if words == 0 || known * RARE >= words {
        return None;
    }
    let sample = sample(text, zones);
    let info = whatlang::detect(&sample)?;
    if info.lang() == Lang::Eng {
        return None;
    }
    let other_script = info.script() != Script::Latin;
    // Names and little else, or one sentence over and over, are no sample of a language; and nobody reports in Latin.
    if !other_script && (info.lang() == Lang::Lat || distinct_small(text, tokens) < DISTINCT) {
        return None;
    }
    let sure =
        other_script || words >= FEWEST && (info.is_reliable() || known * RARE * 3 < words && info.confidence() > 0.3);
    // A line or two without a verb is no sample of a language: tables, lists of names.
    if sure && (other_script || words >= 2 * FEWEST || info.is_reliable()) { iso(info.lang()) } else { None }
}

/// Different words in small letters, counted up to [`DISTINCT`].
fn distinct_small(text: &str, tokens: &[Token]) -> usize {
    let mut seen: Vec<&str> = Vec::with_capacity(DISTINCT);
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word).take(1500) {
        let word = token.span.of(text);
        if word.chars().all(char::is_lowercase) && !seen.contains(&word) {
            seen.push(word);
            if seen.len() == DISTINCT {
                break;
            }
        }
    }
    seen.len()
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

/// Two letters for whatlang's three.
fn iso(lang: Lang) -> Option<&'static str> {
    let pairs = [
        (Lang::Afr, "af"),
        (Lang::Aka, "ak"),
        (Lang::Amh, "am"),
        (Lang::Ara, "ar"),
        (Lang::Aze, "az"),
        (Lang::Bel, "be"),
        (Lang::Ben, "bn"),
        (Lang::Bul, "bg"),
        (Lang::Cat, "ca"),
        (Lang::Ces, "cs"),
        (Lang::Cmn, "zh"),
        (Lang::Dan, "da"),
        (Lang::Deu, "de"),
        (Lang::Ell, "el"),
        (Lang::Epo, "eo"),
        (Lang::Est, "et"),
        (Lang::Fin, "fi"),
        (Lang::Fra, "fr"),
        (Lang::Guj, "gu"),
        (Lang::Heb, "he"),
        (Lang::Hin, "hi"),
        (Lang::Hrv, "hr"),
        (Lang::Hun, "hu"),
        (Lang::Hye, "hy"),
        (Lang::Ind, "id"),
        (Lang::Ita, "it"),
        (Lang::Jav, "jv"),
        (Lang::Jpn, "ja"),
        (Lang::Kan, "kn"),
        (Lang::Kat, "ka"),
        (Lang::Khm, "km"),
        (Lang::Kor, "ko"),
        (Lang::Lat, "la"),
        (Lang::Lav, "lv"),
        (Lang::Lit, "lt"),
        (Lang::Mal, "ml"),
        (Lang::Mar, "mr"),
        (Lang::Mkd, "mk"),
        (Lang::Mya, "my"),
        (Lang::Nep, "ne"),
        (Lang::Nld, "nl"),
        (Lang::Nob, "nb"),
        (Lang::Ori, "or"),
        (Lang::Pan, "pa"),
        (Lang::Pes, "fa"),
        (Lang::Pol, "pl"),
        (Lang::Por, "pt"),
        (Lang::Ron, "ro"),
        (Lang::Rus, "ru"),
        (Lang::Sin, "si"),
        (Lang::Slk, "sk"),
        (Lang::Slv, "sl"),
        (Lang::Sna, "sn"),
        (Lang::Spa, "es"),
        (Lang::Srp, "sr"),
        (Lang::Swe, "sv"),
        (Lang::Tam, "ta"),
        (Lang::Tel, "te"),
        (Lang::Tgl, "tl"),
        (Lang::Tha, "th"),
        (Lang::Tuk, "tk"),
        (Lang::Tur, "tr"),
        (Lang::Ukr, "uk"),
        (Lang::Urd, "ur"),
        (Lang::Uzb, "uz"),
        (Lang::Vie, "vi"),
        (Lang::Yid, "yi"),
        (Lang::Zul, "zu"),
    ];
    pairs.into_iter().find(|(known, _)| *known == lang).map(|(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::{FunctionWords, foreign};
    use crate::model::{Zone, ZoneKind};
    use crate::nlp::tokenizer::tokenize;
    use crate::text::Span;

    fn verdict(text: &str) -> Option<&'static str> {
        let zone = Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body };
        let mut tokens = Vec::new();
        tokenize(text, zone.span, &mut tokens);
        foreign(text, &[zone], &tokens, &FunctionWords::default())
    }

    #[test]
    fn one_sentence_of_names_over_and_over_is_english() {
        assert_eq!(verdict(&"John Smith met Mary Jones in Paris. ".repeat(200)), None);
    }

    #[test]
    fn other_languages_are_told() {
        assert_eq!(
            verdict(
                "Die Regierung hat am Dienstag beschlossen, die Steuern für kleine Betriebe zu senken. Der Minister sagte, dass \
                 die Länder zustimmen müssten, bevor das Gesetz im Herbst in Kraft treten kann."
            ),
            Some("de")
        );
        assert_eq!(
            verdict(
                "El gobierno anunció ayer que los precios de la energía bajarán durante el invierno, aunque la oposición cree que \
                 las medidas llegan tarde y que no ayudarán a las familias con menos ingresos."
            ),
            Some("es")
        );
        assert_eq!(
            verdict("Правительство объявило о новых мерах поддержки малого бизнеса, сообщил министр финансов."),
            Some("ru")
        );
        assert_eq!(verdict("政府は火曜日、新しい経済対策を発表した。首相は記者会見で説明した。"), Some("ja"));
        assert_eq!(verdict("أعلنت الحكومة يوم الثلاثاء عن خطة جديدة لدعم الشركات الصغيرة في البلاد"), Some("ar"));
    }

    #[test]
    fn english_is_left_alone_with_all_its_names() {
        assert_eq!(
            verdict("Zelenskyy met Erdoğan in Kraków on Tuesday, and the two agreed to meet again in Köln."),
            None
        );
        assert_eq!(verdict("Ronaldo, Neymar, Mbappé, Lewandowski, Müller, Kroos"), None);
        assert_eq!(verdict("CHINA GETS LUCKY WIN AS JAPAN LOSES"), None);
        assert_eq!(verdict(""), None);
        assert_eq!(verdict("12 345 6789 ... !!!"), None);
    }
}
