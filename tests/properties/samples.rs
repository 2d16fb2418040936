//! Texts of many scripts, with everything that makes wrapping hard.

use proptest::prelude::*;

/// Clusters and words that are awkward in different ways.
const AWKWARD: &[&str] = &[
    "e\u{301}",
    "o\u{335}\u{323}",
    "北京",
    "外交部",
    "「声明」",
    "、",
    "。",
    "ｶﾞ",
    "한국어",
    "👩‍👩‍👧‍👦",
    "👨🏽‍🚀",
    "❤️",
    "🇸🇦🇺🇸",
    "1️⃣",
    "שָׁלוֹם",
    "عربى",
    "می\u{200c}خواهم",
    "हिन्दी",
    "ภาษาไทย",
    "\u{ad}",
    "co\u{ad}operate",
    "\u{a0}",
    "\u{3000}",
    "“quoted,”",
    "«гост»",
    "well-known",
    "https://example.org/a/b?c=d-e_f",
    "…",
    "—",
    "-2.5%",
    "$30,000",
    "(U.S.)",
    "\u{301}",
    "\u{200d}",
    "ﷺ",
    "straße",
    "İstanbul",
    "ﬁne",
    "K",
    "\u{1100}\u{1161}\u{11a8}",
];

/// A piece of text: mostly words and white space, then the awkward, then any character there is.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-zA-Z]{1,12}",
        2 => "[ .,;:!?()\"'0-9/-]{1,3}",
        6 => Just(" ".to_owned()),
        1 => Just("\n".to_owned()),
        1 => Just("  \n ".to_owned()),
        4 => prop::sample::select(AWKWARD).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| c.to_string()),
        1 => "[а-яäöüß]{1,30}",
    ]
}

/// Any text, made of up to `pieces` pieces.
pub fn wild(pieces: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..pieces).prop_map(|pieces| pieces.concat())
}

/// A text as it comes out of the sanitiser.
pub fn clean(pieces: usize) -> impl Strategy<Value = String> {
    wild(pieces).prop_map(|text| dateline::text::sanitize(&text))
}

/// As many cases as `PROPTEST_CASES` says, and no file of failures: what fails is printed, to be made a test by hand.
pub fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}
