use super::classes::{self, Class};
use super::pieces::{self, Piece};
use super::{Fit, Line, WrapOptions, is_rtl, prose, wrap};
use crate::text::Span;

fn lines(text: &str, width: u16, options: WrapOptions) -> Vec<Line> {
    let mut out = Vec::new();
    wrap(text, Span::new(0, text.len() as u32), width, &mut out, options);
    out
}

fn texts(text: &str, width: u16) -> Vec<&str> {
    lines(text, width, WrapOptions::default()).iter().map(|line| line.span.of(text)).collect()
}

#[test]
fn words_go_to_the_next_line_and_spaces_hang() {
    assert_eq!(texts("the quick  brown fox", 10), ["the quick", "brown fox"]);
    assert_eq!(texts("  one\n two ", 20), ["one\n two"]);
    assert_eq!(texts(" \n ", 20), [""; 0]);
    assert_eq!(lines("one\n  two", 20, WrapOptions::default())[0].cells, 7);
}

#[test]
fn long_words_are_broken_between_clusters() {
    assert_eq!(texts("e\u{301}e\u{301}e\u{301}e\u{301} x", 3), ["e\u{301}e\u{301}e\u{301}", "e\u{301} x"]);
    assert_eq!(texts("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
    assert_eq!(texts("see example.org/a-very-long", 9), ["see", "example.o", "rg/a-", "very-long"]);
}

#[test]
fn ideographs_are_wide_and_broken_between_but_not_before_a_full_stop() {
    assert_eq!(texts("北京", 1), ["北", "京"]);
    assert_eq!(texts("外长在首都会谈。", 8), ["外长在首", "都会谈。"]);
    assert_eq!(texts("外长在首都。", 10), ["外长在首", "都。"]);
    let line = lines("「声明」", 20, WrapOptions::default())[0];
    assert_eq!(line.cells, 8);
}

#[test]
fn emoji_are_as_wide_as_the_terminal_shows_them() {
    assert_eq!(texts("a 👩‍👩‍👧‍👦 b", 4), ["a 👩‍👩‍👧‍👦", "b"]);
    assert_eq!(texts("👨🏽‍🚀👨🏽‍🚀👨🏽‍🚀", 4), ["👨🏽‍🚀👨🏽‍🚀", "👨🏽‍🚀"]);
    assert_eq!(texts("❤️❤️ x", 4), ["❤️❤️", "x"]);
    assert_eq!(texts("🇸🇦🇺🇸🇫🇷", 4), ["🇸🇦🇺🇸", "🇫🇷"]);
}

#[test]
fn scripts_without_spaces_are_broken_by_dictionary() {
    // "Thai language", of two words.
    assert_eq!(texts("ภาษาไทย", 6), ["ภาษา", "ไทย"]);
}

#[test]
fn hyphens_break_and_soft_ones_show_where_they_do() {
    assert_eq!(texts("a well-known man", 8), ["a well-", "known", "man"]);
    assert_eq!(texts("from -5 to 2-3", 7), ["from -5", "to 2-3"]);
    let text = "co\u{ad}operate";
    let broken = lines(text, 8, WrapOptions::default());
    assert_eq!((broken[0].span.of(text), broken[0].cells, broken[0].hyphen), ("co\u{ad}", 3, true));
    assert!(!lines(text, 20, WrapOptions::default())[0].hyphen);
}

#[test]
fn the_best_fit_is_the_least_ragged() {
    let text = "These few words will unfortunately not wrap nicely.";
    let best = lines(text, 15, WrapOptions { fit: Fit::Optimal, ..WrapOptions::default() });
    let best: Vec<&str> = best.iter().map(|line| line.span.of(text)).collect();
    assert_eq!(best, ["These few", "words will", "unfortunately", "not wrap", "nicely."]);
}

#[test]
fn right_to_left_is_told_by_the_first_letter() {
    assert!(is_rtl("12 «שלום» x") && !is_rtl("x שלום") && !is_rtl("12"));
}

/// The pieces of a text by the short and by the long way.
fn both(text: &str) -> (Option<Vec<Piece>>, Vec<Piece>) {
    let (mut short, mut long) = (Vec::new(), Vec::new());
    let done = prose::cut(text, 0, |piece| short.push(piece));
    pieces::by_cluster(text, 0, |piece| long.push(piece));
    (done.map(|()| short), long)
}

#[test]
fn the_short_way_finds_the_breaks_of_the_long_one() {
    // One character of each class, every text of four of them, and of five with a space in the middle.
    let signs =
        ["a", "7", " ", "(", "}", ")", "\"", "“", "”", "!", ",", "/", "-", "–", "´", "—", "$", "%", "\u{a0}", "…"];
    let check = |text: &str| {
        if !text.starts_with(' ') {
            let (short, long) = both(text);
            assert_eq!(short, Some(long), "{text:?}");
        }
    };
    for a in signs {
        for b in signs {
            for c in signs {
                for d in signs {
                    check(&[a, b, c, d].concat());
                    check(&[a, b, " ", c, d].concat());
                }
            }
        }
    }
}

proptest::proptest! {
    #[test]
    fn the_short_way_is_right_about_whole_sentences(text in "[a-z0-9 \\n.,!(){}\"“”«‘’$%/:|…—–é-]{0,60}") {
        let text = text.trim_start_matches([' ', '\n']);
        let (short, long) = both(text);
        proptest::prop_assert_eq!(short, Some(long));
    }
}

#[test]
fn every_known_character_has_the_class_and_width_it_is_said_to_have() {
    let of_class = |wanted: Class| {
        let known = |c: &char| if c.is_ascii() { classes::ASCII[*c as usize] } else { classes::beyond(*c) };
        (' '..='\u{2fff}').filter(move |c| known(c) == Some(wanted))
    };
    let models = [
        (Class::Al, 'a'),
        (Class::Nu, '7'),
        (Class::Op, '('),
        (Class::Cl, '}'),
        (Class::Cp, ')'),
        (Class::Qu, '"'),
        (Class::Pi, '“'),
        (Class::Pf, '”'),
        (Class::Ex, '!'),
        (Class::Is, ','),
        (Class::Sy, '/'),
        (Class::Hy, '-'),
        (Class::Ba, '–'),
        (Class::Bb, '´'),
        (Class::B2, '—'),
        (Class::Pr, '$'),
        (Class::Po, '%'),
        (Class::Gl, '\u{a0}'),
        (Class::In, '…'),
    ];
    let breaks =
        |text: String| pieces::breaks(&text).map(|at| text.get(..at).unwrap().chars().count()).collect::<Vec<_>>();
    for (class, model) in models {
        for c in of_class(class) {
            assert_eq!(crate::text::cells(&c.to_string()), 1, "{c:?}");
            for (_, other) in models {
                for text in [[other, c, other, ' '], [other, ' ', c, other], ['a', c, ' ', other]] {
                    let like = text.map(|it| if it == c { model } else { it });
                    assert_eq!(breaks(text.iter().collect()), breaks(like.iter().collect()), "{text:?}");
                    let text: String = text.iter().collect();
                    assert_eq!(text.chars().count(), crate::text::graphemes(&text).count(), "{text:?}");
                }
            }
        }
    }
}
