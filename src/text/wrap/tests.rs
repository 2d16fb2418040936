use super::{Line, WrapOptions, is_rtl, wrap};
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
    assert_eq!(texts("北京", 1), ["北", "京"]);
}

#[test]
fn right_to_left_is_told_by_the_first_letter() {
    assert!(is_rtl("12 «שלום» x") && !is_rtl("x שלום") && !is_rtl("12"));
}
