//! What holds for any input whatever: nothing panics, nothing is lost, blocks lie in order on character boundaries.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

use std::path::PathBuf;

use dateline::ingest::{Source, parse, zones};
use dateline::model::{Article, BlockForm, Document};
use dateline::text::sanitize;
use proptest::prelude::*;

fn plain() -> Source {
    Source::File(PathBuf::from("some/folder/a.txt"))
}

fn markdown() -> Source {
    Source::File(PathBuf::from("some/folder/a.md"))
}

fn ink(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Blocks in order, apart, on boundaries, not blank, with only white space between them.
fn sound(document: &Document) {
    let text = &document.text;
    let mut last = 0;
    for block in &document.blocks {
        assert!(block.span.start >= last && block.span.end > block.span.start);
        assert!(text.get(last as usize..block.span.start as usize).unwrap().trim().is_empty());
        let words = text.get(block.span.start as usize..block.span.end as usize).unwrap();
        assert!(block.form == BlockForm::Code || words.trim() == words, "{words:?}");
        assert!(block.lead < block.span.len() && text.is_char_boundary((block.span.start + block.lead) as usize));
        assert!(block.form == BlockForm::Code || !words.contains('\n'));
        last = block.span.end;
    }
    assert!(text[last as usize..].trim().is_empty());
    for zone in zones(document) {
        assert!(!zone.span.of(text).is_empty());
    }
}

fn well(article: &Article) {
    sound(&article.document);
    let text = &article.document.text;
    assert_eq!(**text, sanitize(text));
    let meta = &article.meta;
    assert!(!meta.title.is_empty() || ink(text).chars().all(|c| !c.is_alphanumeric()), "{text:?}");
    for line in
        [Some(&meta.title), meta.outlet.as_ref(), meta.byline.as_ref(), meta.dateline.as_ref(), meta.url.as_ref()]
            .into_iter()
            .flatten()
            .chain(&meta.contributors)
    {
        assert!(!line.contains(char::is_control), "{line:?}");
    }
}

/// Lines such as pages are made of, in any order.
fn page() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("Support The Example Post!".to_owned()),
        Just("Sign up for our newsletter".to_owned()),
        Just("Dear readers,".to_owned()),
        Just("By Ann Ley".to_owned()),
        Just("Ann Ley/AP".to_owned()),
        Just("hide caption".to_owned()),
        Just("![x](https://x.example/a(b).png) tail".to_owned()),
        Just("# Title é".to_owned()),
        Just("- item".to_owned()),
        Just("Read more".to_owned()),
        Just("KYIV, Ukraine (AP) — The talks ended on Monday, officials said.".to_owned()),
        Just("Example News/ The talks ended on Monday, officials said.".to_owned()),
        Just("© 2025 Example".to_owned()),
        Just("Published 3 March 2025 10:21 GMT".to_owned()),
        Just("The ministers met for the third time this month, a spokesman told Example News on Monday.".to_owned()),
        Just("Monthly".to_owned()),
        Just("AFP contributed reporting.".to_owned()),
        "[\\PC\u{300}—–“”’ ]{0,60}",
        "[A-Z][a-z]{1,8}( [a-z]{1,8}){0,30}[.?]?",
        Just(String::new()),
    ];
    proptest::collection::vec(line, 0..30).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for source in [plain(), markdown(), Source::Stdin] {
            let loaded = parse(&bytes, &source);
            prop_assert!(loaded.articles.len() == 1 || loaded.problems.iter().any(|problem| problem.skipped));
            loaded.articles.iter().for_each(well);
        }
    }

    #[test]
    fn any_text(text in "(---\n|\\+\\+\\+\n|title: |[a-z]+ = )?\\PC{0,80}(\n(---\n|\\+\\+\\+\n)?\\PC{0,80}){0,6}") {
        for source in [plain(), markdown()] {
            parse(text.as_bytes(), &source).articles.iter().for_each(well);
        }
    }

    #[test]
    fn any_page(text in page()) {
        for source in [plain(), markdown()] {
            parse(text.as_bytes(), &source).articles.iter().for_each(well);
        }
    }

    /// Of plain text without mark-up every sign that is not white space is in the document, in its order.
    #[test]
    fn nothing_is_lost(lines in proptest::collection::vec("[A-Za-z0-9 .,:;?!“”’—©äé中]{0,70}", 0..40)) {
        let text = lines.join("\n");
        prop_assume!(!text.trim().is_empty());
        let loaded = parse(text.as_bytes(), &plain());
        prop_assert_eq!(ink(&loaded.articles[0].document.text), ink(&text));
    }
}

#[test]
fn one_line_of_50_mb_is_one_paragraph() {
    let sentence =
        "The ministers met for the third time this month, a spokesman said, and (as before) “nothing” was agreed. ";
    let text = sentence.repeat(50_000_000 / sentence.len() + 1);
    for source in [plain(), markdown()] {
        let loaded = parse(text.as_bytes(), &source);
        assert_eq!((loaded.articles[0].document.blocks.len(), loaded.problems.len()), (1, 0));
        assert_eq!(loaded.articles[0].document.text.len(), text.trim_end().len());
    }
}

/// Sizes at which anything that grows faster than the text would not come to an end.
#[test]
fn hostile_pages_come_to_an_end() {
    for (text, source) in [
        ("![".repeat(500_000), plain()),
        ("[".repeat(200_000), markdown()),
        ("> ".repeat(50_000), markdown()),
        ("- ".repeat(50_000), plain()),
        ("e\u{301}\u{302}".repeat(200_000), plain()),
        (format!("---\n{}\n---\ntext", "a: [".repeat(10_000)), plain()),
        ("(".repeat(1_000_000), plain()),
        ("a\n".repeat(200_000), plain()),
        ("Read more\n".repeat(50_000), plain()),
        ("Support The Example Post!\n".repeat(50_000), plain()),
        ("Support The Example Post!\nup\nand\nand down\nagain\nit\ngoes\non\nand\non\nso".repeat(5_000), plain()),
        ("Ann Ley/AP\nThe ministers met again, he said.\n".repeat(20_000), plain()),
        ("Ann Ley contributed reporting.\n".repeat(20_000), plain()),
    ] {
        parse(text.as_bytes(), &source).articles.iter().for_each(well);
    }
}
