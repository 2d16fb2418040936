//! Which language a text is in.

use whatlang::Lang;

/// So many bytes are looked at; more does not make it surer.
const SAMPLE_BYTES: usize = 1024;

/// The ISO 639-1 code of the language of a text, where it can be told (whatlang's trigram model, if it calls itself
/// reliable).
pub(super) fn detect(text: &str) -> Option<&'static str> {
    let sample = crate::text::grapheme::head(text, SAMPLE_BYTES);
    let info = whatlang::detect(sample)?;
    if info.is_reliable() { iso_639_1(info.lang()) } else { None }
}

/// The code of a language given by its English or own name, or by its three-letter code; any case.
pub(super) fn code_of_name(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    Lang::all()
        .iter()
        .find(|lang| {
            lang.eng_name().to_lowercase() == name || lang.name().to_lowercase() == name || lang.code() == name
        })
        .and_then(|lang| iso_639_1(*lang))
}

fn iso_639_1(lang: Lang) -> Option<&'static str> {
    CODES.iter().find(|(three, _)| *three == lang.code()).map(|(_, two)| *two)
}

/// ISO 639-3 to 639-1 for the languages whatlang knows.
const CODES: &[(&str, &str)] = &[
    ("epo", "eo"),
    ("eng", "en"),
    ("rus", "ru"),
    ("cmn", "zh"),
    ("spa", "es"),
    ("por", "pt"),
    ("ita", "it"),
    ("ben", "bn"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ukr", "uk"),
    ("kat", "ka"),
    ("ara", "ar"),
    ("hin", "hi"),
    ("jpn", "ja"),
    ("heb", "he"),
    ("yid", "yi"),
    ("pol", "pl"),
    ("amh", "am"),
    ("jav", "jv"),
    ("kor", "ko"),
    ("nob", "nb"),
    ("dan", "da"),
    ("swe", "sv"),
    ("fin", "fi"),
    ("tur", "tr"),
    ("nld", "nl"),
    ("hun", "hu"),
    ("ces", "cs"),
    ("ell", "el"),
    ("bul", "bg"),
    ("bel", "be"),
    ("mar", "mr"),
    ("kan", "kn"),
    ("ron", "ro"),
    ("slv", "sl"),
    ("hrv", "hr"),
    ("srp", "sr"),
    ("mkd", "mk"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("tam", "ta"),
    ("vie", "vi"),
    ("urd", "ur"),
    ("tha", "th"),
    ("guj", "gu"),
    ("uzb", "uz"),
    ("pan", "pa"),
    ("aze", "az"),
    ("ind", "id"),
    ("tel", "te"),
    ("pes", "fa"),
    ("mal", "ml"),
    ("ori", "or"),
    ("mya", "my"),
    ("nep", "ne"),
    ("sin", "si"),
    ("khm", "km"),
    ("tuk", "tk"),
    ("aka", "ak"),
    ("zul", "zu"),
    ("sna", "sn"),
    ("afr", "af"),
    ("lat", "la"),
    ("slk", "sk"),
    ("cat", "ca"),
    ("tgl", "tl"),
    ("hye", "hy"),
    ("cym", "cy"),
];

#[cfg(test)]
mod tests {
    use super::{code_of_name, detect};

    #[test]
    fn languages_are_told() {
        assert_eq!(
            detect("The ministers met for four hours and agreed to meet again before the end of the month."),
            Some("en")
        );
        assert_eq!(
            detect("Die Minister trafen sich vier Stunden lang und wollen sich bald wieder treffen."),
            Some("de")
        );
        assert_eq!(detect("Министры встретились в столице и договорились продолжить переговоры."), Some("ru"));
        assert_eq!(detect("42"), None);
        assert_eq!(code_of_name("ENGLISH"), Some("en"));
        assert_eq!(code_of_name("deu"), Some("de"));
        assert_eq!(code_of_name("klingon"), None);
    }
}
