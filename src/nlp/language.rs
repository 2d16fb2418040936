//! Whether a text is in a language the recogniser does not read.
//!
//! English news is full of foreign names, so names say nothing of a language: only the small words of running text do, and
//! those inside of names ("Maria de Oliveira") are left out. English is decided by its function words; another language needs
//! hardly any of them, and a detector of n-grams ([`whatlang`]) that is sure of it by the small words alone.

use whatlang::{Lang, Script};

use super::hash;
use super::titles::{FOREIGN_PARTICLES, PARTICLES};
use crate::model::{Token, TokenKind, Zone};

/// Bytes of the text that are looked at, from its beginning and from its middle.
const LOOK: usize = 3000;
/// Words of the text that are counted.
const COUNTED: usize = 1500;
/// A text in Latin letters with fewer small words is read as English.
const FEWEST: usize = 7;
/// So many small words without English ones are no English, if the detector cannot tell Danish from Norwegian either.
const ENOUGH: usize = 12;
/// A text in Latin letters with fewer different words in small letters is read as English.
const DISTINCT: usize = 6;
/// Small words between two capitalised words that may be inside of a name: "de la", "von der".
const INSIDE: usize = 3;

/// Common in English, and rare or unknown in other languages written in Latin letters.
const ENGLISH: &[&str] = &[
    "about", "after", "and", "because", "been", "but", "could", "from", "his", "how", "into", "its", "just", "more",
    "need", "not", "only", "please", "said", "she", "should", "than", "that", "the", "their", "there", "these", "they",
    "this", "those", "were", "what", "when", "where", "which", "who", "why", "with", "would", "you", "your",
];

/// Common in English, and in some other language.
const SHARED: &[&str] = &[
    "a", "an", "are", "as", "at", "be", "by", "for", "had", "has", "have", "he", "her", "i", "if", "in", "is", "it",
    "my", "of", "on", "or", "to", "was", "we", "will",
];

/// Hashes of the function words, sorted.
#[derive(Debug)]
pub struct FunctionWords {
    english: Vec<u64>,
    shared: Vec<u64>,
    particles: Vec<u64>,
}

impl Default for FunctionWords {
    fn default() -> Self {
        let sorted = |words: &[&str]| {
            let mut hashes: Vec<u64> = words.iter().map(|word| hash::bytes(word.as_bytes())).collect();
            hashes.sort_unstable();
            hashes
        };
        let particles = [FOREIGN_PARTICLES, PARTICLES].concat();
        Self { english: sorted(ENGLISH), shared: sorted(SHARED), particles: sorted(&particles) }
    }
}

impl FunctionWords {
    /// Whether a word in small letters may stand inside of a name.
    fn is_particle(&self, word: &str) -> bool {
        word.len() < 8 && self.particles.binary_search(&hash::bytes(word.as_bytes())).is_ok()
    }
}

/// Words of a text by what they say of its language.
#[derive(Debug, Default)]
struct Count {
    /// Function words of English.
    english: usize,
    /// Function words of English and of other languages.
    shared: usize,
    /// Words in small letters outside of names.
    small: usize,
    /// All words.
    words: usize,
}

impl Count {
    fn add(&mut self, word: &str, function: &FunctionWords) {
        self.small += 1;
        if word.len() < 8 {
            let hash = hash::lower(word);
            self.english += usize::from(function.english.binary_search(&hash).is_ok());
            self.shared += usize::from(function.shared.binary_search(&hash).is_ok());
        }
    }

    /// In English every second or third small word is a function word; in other languages hardly one in ten is written like
    /// one, and next to none like those that are English only.
    const fn is_english(&self) -> bool {
        let (own, all) = (self.english, self.english + self.shared);
        own >= 1 && all * 5 >= self.small || own >= 2 && own * 12 >= self.small || all >= 2 && all * 3 >= self.small
    }
}

/// ISO 639-1 code of the text's language, if it is surely not English.
pub fn foreign(text: &str, zones: &[Zone], tokens: &[Token], english: &FunctionWords) -> Option<&'static str> {
    let mut count = Count::default();
    small_words(text, tokens, english, &mut count, |count, word| count.add(word, english));
    if count.words == 0 || count.is_english() {
        return None;
    }
    let info = whatlang::detect(&sample(text, zones))?;
    if info.script() != Script::Latin {
        return iso(info.lang());
    }
    // Names and little else, or one sentence over and over, are no sample of a language.
    let (mut seen, mut words): (Vec<&str>, String) = (Vec::with_capacity(DISTINCT), String::new());
    small_words(text, tokens, english, &mut Count::default(), |_, word| {
        if seen.len() < DISTINCT && !seen.contains(&word) {
            seen.push(word);
        }
        words.push_str(word);
        words.push(' ');
    });
    if count.small < FEWEST || seen.len() < DISTINCT {
        return None;
    }
    let info = whatlang::detect(&words)?;
    let without = count.english == 0 && count.shared * 10 <= count.small;
    let sure = info.is_reliable() || count.small >= ENOUGH && (without || info.confidence() > 0.3);
    // Nobody reports in Latin.
    let other = !matches!(info.lang(), Lang::Eng | Lang::Lat);
    if sure && other { iso(info.lang()) } else { None }
}

/// Calls `found` with each word in small letters that is not inside of a name, and counts all words.
fn small_words<'t>(
    text: &'t str,
    tokens: &[Token],
    function: &FunctionWords,
    count: &mut Count,
    mut found: impl FnMut(&mut Count, &'t str),
) {
    // Particles behind a capitalised word: another one after them makes them part of its name.
    let mut particles: Vec<&str> = Vec::new();
    let mut named = false;
    for token in tokens.iter().take(4 * COUNTED) {
        let word = token.span.of(text);
        if token.kind != TokenKind::Word {
            named &= matches!(word, "-" | "'" | "’");
            continue;
        }
        count.words += 1;
        if count.words > COUNTED {
            break;
        }
        if word.starts_with(char::is_uppercase) {
            particles.clear();
            named = true;
        } else if named && particles.len() < INSIDE && function.is_particle(word) {
            particles.push(word);
        } else {
            for word in particles.drain(..).chain([word]) {
                found(count, word);
            }
            named = false;
        }
    }
    for word in particles {
        found(count, word);
    }
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
    fn languages_are_told_in_a_line_and_in_a_paragraph() {
        for (text, language) in [
            ("La police a arrêté trois hommes dans la nuit de mardi à mercredi près de la gare de Lyon.", "fr"),
            (
                "Il governo ha approvato ieri sera la nuova legge sul lavoro dopo una lunga riunione con i sindacati.",
                "it",
            ),
            (
                "De regering wil dat het onderwijs beter wordt, maar volgens de oppositie is er geen geld voor leraren.",
                "nl",
            ),
            ("Regeringen vil sænke skatten for de små virksomheder, siger ministeren efter mødet med partierne.", "da"),
            (
                "O presidente da Câmara disse ontem que não há dinheiro para as obras, mas a oposição não acredita.",
                "pt",
            ),
            ("Policja zatrzymała wczoraj trzech mężczyzn, którzy mieli brać udział w napadzie na bank.", "pl"),
            ("Hükümet küçük işletmeler için yeni bir destek paketi hazırladığını salı günü duyurdu.", "tr"),
            ("A kormány szerint az új törvény jövőre lép életbe, de az ellenzék nem támogatja a javaslatot.", "hu"),
            (
                "El alcalde de San José, Juan Carlos de la Cruz, dijo que la ciudad no tiene dinero para el puente. Según él, el \
                 gobierno debe pagar la obra antes de que termine el año, porque ya se cayó dos veces.",
                "es",
            ),
            (
                "Der Trainer von Manchester United, Erik ten Hag, sagte nach dem Spiel gegen Newcastle United, dass seine Mannschaft \
                 nicht gut gespielt habe und nun besser werden müsse.",
                "de",
            ),
        ] {
            assert_eq!(verdict(text), Some(language), "{text}");
        }
    }

    #[test]
    fn names_of_other_countries_do_not_make_english_foreign() {
        for text in [
            "Police in Rio Branco arrested Tiago da Costa, Rui dos Reis and Ana de Moura.",
            "Karim el-Masri met Abu Omar al-Halabi, Greta von der Heide, Piero da Siena, Luc de Brissac, Joost van Delft and Aung Min \
             Oo. Von der Heide left.",
            "Pedro de la Torre and Inés de los Santos Vega Prieto met Julio Ramos Ibáñez in San Juan de Dios on Monday.",
            "Results: Sánchez beat Ferreira dos Anjos; Nguyen Van Duc beat Jean de la Fontaine; von Trotta lost to Ould Mohamed.",
            "Angela Brandt of the Christlich Soziale Partei in Bad Aibling and Jörg Weiß, mayor of Garmisch, will vote.",
        ] {
            assert_eq!(verdict(text), None, "{text}");
        }
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
