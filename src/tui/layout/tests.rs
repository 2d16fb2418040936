use std::sync::Arc;

use super::{Anchor, Flow, FlowOptions, RowKind};
use crate::model::{Article, ArticleMeta, Block, BlockForm, BlockKind, ContentKey, Document};
use crate::text::Span;

/// An article of the given paragraphs, a blank line between them.
pub(super) fn article(blocks: &[(BlockKind, BlockForm, &str)]) -> Arc<Article> {
    let mut text = String::new();
    let mut list = Vec::new();
    for (kind, form, words) in blocks {
        let start = text.len() as u32;
        text.push_str(words);
        list.push(Block { span: Span::new(start, text.len() as u32), lead: 0, kind: *kind, form: *form });
        text.push_str("\n\n");
    }
    let document = Document { text: text.into(), blocks: list };
    Arc::new(Article { key: ContentKey(0), meta: ArticleMeta::default(), document, source: "test".into() })
}

fn sample() -> Arc<Article> {
    use BlockForm::{Code, ListItem, Paragraph, Quote};
    use BlockKind::{Body, Caption, Headline};
    article(&[
        (Headline, Paragraph, "Harbour opens\nafter storm"),
        (Body, Paragraph, "Ferries left the old harbour again on Monday."),
        (Caption, Paragraph, "A ferry, seen from the pier."),
        (Body, ListItem(0), "- first boat out since the storm"),
        (Body, ListItem(1), "second"),
        (Body, Quote, "We waited for four days."),
        (Body, Code, "dep  arr\n\n08   09"),
        (Body, Paragraph, "שלום לכולם"),
    ])
}

/// What the rows look like, one string a row.
fn screen(flow: &mut Flow, at: Anchor, height: usize) -> Vec<String> {
    let text = Arc::clone(&flow.article().document.text);
    let measure = usize::from(flow.options().measure);
    let show = |row: super::Row| match row.kind {
        RowKind::Blank => String::new(),
        RowKind::Rule => "=".repeat(measure),
        RowKind::Text => {
            let indent = usize::from(super::left_edge(&row.line, measure as u16));
            format!("{}{}", " ".repeat(indent), row.line.span.of(&text).replace('\n', " "))
        }
    };
    flow.rows(at, height).into_iter().map(show).collect()
}

#[test]
fn blocks_are_set_as_what_they_are() {
    let mut flow = Flow::new(sample(), FlowOptions { measure: 20, ..FlowOptions::default() });
    let at = flow.start();
    let shown = screen(&mut flow, at, 99);
    let expected = [
        "Harbour opens after",
        "storm",
        "====================",
        "",
        "Ferries left the old",
        "harbour again on",
        "Monday.",
        "",
        "- first boat out",
        "  since the storm",
        "    second",
        "",
        "  We waited for four",
        "  days.",
        "",
        "dep  arr",
        "",
        "08   09",
        "",
        "          שלום לכולם",
    ];
    assert_eq!(shown, expected);
    flow.set_options(FlowOptions { show_hidden: true, ..flow.options() });
    assert!(screen(&mut flow, at, 99).contains(&"A ferry, seen from".to_owned()));
}

#[test]
fn scrolling_stops_at_both_ends_and_comes_back() {
    let mut flow = Flow::new(sample(), FlowOptions { measure: 20, ..FlowOptions::default() });
    let start = flow.start();
    assert_eq!(flow.scroll(start, -3, 5), start);
    let mut at = start;
    for row in 0..15 {
        assert_eq!(flow.rows(at, 1), flow.rows(start, 20)[row..=row], "row {row}");
        at = flow.scroll(at, 1, 5);
    }
    assert!(flow.is_at_end(at, 5));
    assert_eq!(at, flow.end(5));
    assert_eq!(flow.scroll(at, 1, 5), at);
    assert_eq!(flow.scroll(at, -15, 5), start);
    assert_eq!(flow.scroll(start, isize::MAX, 5), at);
    assert_eq!(flow.scroll(at, isize::MIN, 5), start);
    assert!(flow.fraction(start, 5) < f32::EPSILON && flow.fraction(at, 5) > 0.999);
}

#[test]
fn bytes_and_cells_know_each_other() {
    let mut flow = Flow::new(sample(), FlowOptions { measure: 20, ..FlowOptions::default() });
    let text = Arc::clone(&flow.article().document.text);
    let start = flow.start();
    for word in ["Harbour", "storm", "old", "Monday", "since", "second", "four", "08", "שלום"] {
        let byte = text.find(word).unwrap() as u32;
        let (row, column) = flow.place_of(start, 20, byte).unwrap();
        assert_eq!(flow.hit(start, row, column), Some(byte), "{word}");
    }
    assert_eq!(flow.hit(start, 2, 0), None);
    assert_eq!(flow.hit(start, 12, 0), None);
    assert_eq!(flow.place_of(start, 5, text.find("four").unwrap() as u32), None);
}

#[test]
fn what_is_sought_comes_into_view() {
    let mut flow = Flow::new(sample(), FlowOptions { measure: 20, ..FlowOptions::default() });
    let text = Arc::clone(&flow.article().document.text);
    let start = flow.start();
    let byte = text.find("four").unwrap() as u32;
    let at = flow.reveal(start, Span::new(byte, byte + 4), 9);
    assert_eq!(flow.place_of(at, 9, byte).map(|(row, _)| row), Some(3));
    assert_eq!(flow.reveal(at, Span::new(byte, byte + 4), 9), at);
    // A hidden place leads to what is shown next to it.
    let hidden = text.find("pier").unwrap() as u32;
    assert_eq!(flow.anchor_at(hidden).byte, text.find("- first").unwrap() as u32);
}

#[test]
fn nothing_to_show_is_no_trouble() {
    for article in [article(&[]), article(&[(BlockKind::Furniture, BlockForm::Paragraph, "Share")])] {
        let mut flow = Flow::new(article, FlowOptions::default());
        let at = flow.start();
        assert!(flow.rows(at, 9).is_empty() && flow.hit(at, 0, 0).is_none());
        assert_eq!(flow.scroll(at, 4, 9), at);
        let _ = (flow.end(9), flow.fraction(at, 9), flow.reveal(at, Span::new(0, 2), 9));
    }
}

#[test]
fn chunks_of_preformatted_text_join_without_a_gap() {
    let rows: Vec<String> = (0..9000).map(|n| format!("row {n}")).collect();
    let article = article(&[(BlockKind::Body, BlockForm::Code, &rows.join("\n"))]);
    let mut flow = Flow::new(article, FlowOptions::default());
    let start = flow.start();
    assert_eq!(screen(&mut flow, start, 10_000), rows);
}

#[test]
fn chunks_of_prose_end_with_a_sentence() {
    let text = "The ferries of the old harbour left again on Monday. ".repeat(2000);
    let article = article(&[(BlockKind::Body, BlockForm::Paragraph, text.trim_end())]);
    let mut flow = Flow::new(article, FlowOptions { measure: 60, ..FlowOptions::default() });
    let start = flow.start();
    let rows = screen(&mut flow, start, 10_000);
    let short: Vec<&String> = rows.iter().filter(|row| row.len() < 50).collect();
    assert!(short.len() <= 7 && short.iter().all(|row| row.ends_with("Monday.")), "{short:?}");
}
