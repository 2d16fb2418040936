//! Whatever the text: no panic, spans on character boundaries and in order, time in proportion.

use std::time::Instant;

use dateline::model::{Zone, ZoneKind};
use dateline::nlp::Recognizer;
use dateline::text::Span;
use proptest::prelude::*;

use super::{read, whole};

/// What every analysis must keep to.
fn check(text: &str) {
    let analysis = read(text);
    let mut last = 0;
    for token in &analysis.tokens {
        assert!(token.span.start >= last && !token.span.of(text).is_empty(), "{:?} in {text:?}", token.span);
        assert!(!token.span.of(text).contains(char::is_whitespace));
        last = token.span.end;
    }
    let mut next = 0;
    for sentence in &analysis.sentences {
        assert_eq!(sentence.tokens.start, next);
        assert!(sentence.tokens.end > next);
        next = sentence.tokens.end;
    }
    assert_eq!(next as usize, analysis.tokens.len());
    let mut last = 0;
    for name in &analysis.mentions {
        assert!(name.span.start >= last && !name.span.of(text).is_empty());
        last = name.span.end;
        assert!(analysis.tokens.iter().any(|token| token.span.start == name.span.start));
        assert!(analysis.tokens.iter().any(|token| token.span.end == name.span.end));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_characters(chars in prop::collection::vec(any::<char>(), 0..120)) {
        check(&chars.into_iter().collect::<String>());
    }

    #[test]
    fn pieces_of_news(pieces in prop::collection::vec(prop::sample::select(vec![
        "U.S.", "-", "'s", "’", "Mr.", "Obama", " ", "\n", "\n\n", "said", "\"", "(", ")", "@", "#x", "http://", "www.", ".",
        "...", "a.b@c.de", "'", "n't", "é", "東", "🙂", "\0", "\r\n", "12,000", "AT&T", "—", "No.", "of", "\u{301}", "İ", "ß", "\u{200d}",
    ]), 0..60)) {
        check(&pieces.concat());
    }

    #[test]
    fn only_what_is_in_a_zone_is_read(text in "[A-Z][a-z]{2,6} [A-Z][a-z]{2,6} said[.] [A-Z][a-z]{3} left", cut in 0u32..20) {
        let zone = Zone { span: Span::new(0, cut.min(text.len() as u32)), kind: ZoneKind::Headline };
        let analysis = Recognizer::shipped().recognize(&text, &[zone]);
        prop_assert!(analysis.tokens.iter().all(|token| zone.span.covers(token.span)));
    }
}

#[test]
fn awkward_texts() {
    for text in [
        "", " ", "\0\0\0", "\u{feff}", "....", "''''''", "@", "#", "http://", "www.", "-----", "A.B.C.D.", "🙂🙃",
        "'90s", "…",
    ] {
        check(text);
    }
    check(&"ÀÉÎ ".repeat(500));
    check(&"LOUD WORDS IN ROME ".repeat(500));
}

/// One token, no full stop, nothing but brackets, nothing but line ends, names without end.
#[test]
fn time_is_linear_in_the_length() {
    for unit in
        ["a", "Anna-", "A.", "word ", "Anna Berg ", "(\"", "\n", "'", "a.b@", "x/", "U.S.-", "東", "\u{301}", "Of the "]
    {
        let time = |len: usize| {
            let text = unit.repeat(len / unit.len());
            let start = Instant::now();
            let _ = Recognizer::shipped().recognize(&text, &[whole(&text)]);
            start.elapsed().as_secs_f64()
        };
        time(50_000);
        // Eight times the text; a quadratic step would take sixty-four times as long. Other work on the machine may slow one
        // measurement down, but not all of several.
        let linear = (0..6).any(|_| time(2_000_000) < time(250_000) * 30.0 + 0.5);
        assert!(linear, "{unit:?}");
    }
}

#[test]
fn ten_megabytes_of_one_token_and_of_one_sentence() {
    let token = "a".repeat(10 << 20);
    assert!(read(&token).mentions.is_empty());
    let sentence = "the ship of Anna Berg left Lisbon and ".repeat((10 << 20) / 38);
    let analysis = read(&sentence);
    assert!(analysis.mentions.len() > 100_000);
}

#[test]
fn small_letters_emoji_and_other_scripts_are_not_filled_with_names() {
    for text in [
        "nothing here begins with a capital and nothing is named, so there is nothing to be found in it at all.",
        "🙂 🙂 🙃 🚀 🚀 🎉 🎉 🙂 🙂 🙃 🚀",
        "東京で会議が開かれた。首相は記者団に対し、来週も協議を続けると述べた。",
        "عقد الوزراء اجتماعا في العاصمة يوم الثلاثاء لبحث الأزمة وقال المتحدث إن المحادثات ستستمر",
        "\0\0\0 \0 a \0 b \0",
        "👨‍👩‍👧‍👦 👍🏽 ❤️ 👩‍🚀 🏴‍☠️ \u{200d}👩\u{200d}❤️\u{200d}👩 \u{fe0f}👍🏽 🇬🇧🇫🇷 👩‍👩‍👦 \u{fe0f}\u{200d}🚀",
    ] {
        check(text);
        assert_eq!(read(text).mentions, [], "{text}");
    }
}

#[test]
fn other_languages_are_said_and_not_searched() {
    let text = "Die Bundesregierung will nach Angaben von Finanzminister Lars Klingbeil im kommenden Jahr mehr Geld für Straßen und \
                Schienen ausgeben. Das sagte er am Montag in Berlin nach einem Treffen mit den Ländern.";
    let analysis = read(text);
    assert_eq!(analysis.foreign, Some("de"));
    assert!(analysis.mentions.is_empty() && !analysis.tokens.is_empty());
}

#[test]
fn threads_and_what_was_read_before_change_nothing() {
    let texts: Vec<String> = include_str!("../fixtures/nlp/names.txt")
        .split("\n\n")
        .map(|text| {
            text.replace(['{', '}'], "")
                .replace("|PER", "")
                .replace("|ORG", "")
                .replace("|LOC", "")
                .replace("|MISC", "")
        })
        .collect();
    let alone: Vec<_> = texts.iter().map(|text| read(text)).collect();
    let fresh = Recognizer::new(Recognizer::shipped().model().clone());
    std::thread::scope(|scope| {
        for shift in 0..4 {
            let (texts, alone, fresh) = (&texts, &alone, &fresh);
            scope.spawn(move || {
                for step in 0..texts.len() {
                    let at = (step * 5 + shift) % texts.len();
                    assert_eq!(fresh.recognize(&texts[at], &[whole(&texts[at])]), alone[at]);
                }
            });
        }
    });
}
