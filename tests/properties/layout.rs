use std::sync::Arc;

use dateline::model::{Article, ArticleMeta, Block, BlockForm, BlockKind, ContentKey, Document};
use dateline::text::grapheme::flow_clusters;
use dateline::text::{Span, sanitize};
use dateline::tui::layout::{Anchor, Flow, FlowOptions, Row, RowKind};
use dateline::tui::widgets::text_lines::draw_line;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::samples::{clean, config};

/// Rows on the screen in these tests.
const HEIGHT: usize = 7;

fn form() -> impl Strategy<Value = BlockForm> {
    prop_oneof![
        4 => Just(BlockForm::Paragraph),
        1 => (0u8..4).prop_map(BlockForm::ListItem),
        1 => Just(BlockForm::Quote),
        1 => Just(BlockForm::Code),
    ]
}

fn block() -> impl Strategy<Value = (BlockKind, BlockForm, String)> {
    let kind = prop_oneof![1 => Just(BlockKind::Headline), 5 => Just(BlockKind::Body), 2 => Just(BlockKind::Caption)];
    (kind, form(), clean(50))
}

/// Articles of a few blocks; now and then one of them is long enough for several chunks.
fn article() -> impl Strategy<Value = Arc<Article>> {
    let long =
        (form(), clean(40), 1usize..400).prop_map(|(form, text, times)| (BlockKind::Body, form, text.repeat(times)));
    (prop::collection::vec(block(), 0..9), prop::option::weighted(0.3, long)).prop_map(|(mut blocks, long)| {
        blocks.extend(long);
        let (mut text, mut list) = (String::new(), Vec::new());
        for (kind, form, words) in blocks {
            let words = sanitize(&words);
            let start = text.len() as u32;
            text.push_str(words.trim_matches([' ', '\n']));
            let span = Span::new(start, text.len() as u32);
            text.push_str("\n\n");
            if !span.is_empty() {
                list.push(Block { span, lead: 0, kind, form });
            }
        }
        let document = Document { text: text.into(), blocks: list };
        Arc::new(Article { key: ContentKey(0), meta: ArticleMeta::default(), document, source: "any".into() })
    })
}

fn flow(article: &Arc<Article>, measure: u16, show_hidden: bool) -> Flow {
    Flow::new(Arc::clone(article), FlowOptions { measure, show_hidden, ..FlowOptions::default() })
}

fn all(flow: &mut Flow) -> Vec<Row> {
    let start = flow.start();
    flow.rows(start, usize::MAX >> 8)
}

/// A byte that some visible row shows.
fn shown_byte(flow: &mut Flow, pick: prop::sample::Index) -> Option<u32> {
    let rows: Vec<Row> = all(flow).into_iter().filter(|row| !row.line.span.is_empty()).collect();
    (!rows.is_empty()).then(|| pick.get(&rows).line.span.start)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rows_show_all_that_is_not_hidden(article in article(), measure in 1u16..80, hidden in any::<bool>()) {
        let text = &article.document.text;
        let borders: Vec<u32> = dateline::text::graphemes(text).map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        let mut shown = String::new();
        let mut end = 0;
        for row in all(&mut flow(&article, measure, hidden)) {
            prop_assert!(row.line.span.start >= end, "rows run on in the text");
            end = row.line.span.end;
            prop_assert!(borders.binary_search(&row.line.span.start).is_ok() && borders.binary_search(&end).is_ok());
            shown.push_str(row.line.span.of(text));
        }
        let wanted: String = article.document.blocks.iter().filter(|block| hidden || !block.kind.is_hidden())
            .map(|block| block.span.of(text)).collect();
        prop_assert_eq!(shown.replace([' ', '\n'], ""), wanted.replace([' ', '\n'], ""));
    }

    #[test]
    fn scrolling_shows_every_row_in_turn(article in article(), measure in 8u16..80, step in 1isize..12) {
        let mut flow = flow(&article, measure, false);
        let rows = all(&mut flow);
        let mut at = flow.start();
        let last = rows.len().saturating_sub(HEIGHT);
        let mut top = 0;
        for _ in 0..60 {
            let seen = flow.rows(at, HEIGHT);
            prop_assert_eq!(&seen[..], &rows[top..rows.len().min(top + HEIGHT)]);
            prop_assert_eq!(flow.is_at_end(at, HEIGHT), top == last);
            let down = flow.scroll(at, step, HEIGHT);
            let new = last.min(top + step as usize);
            prop_assert_eq!(flow.scroll(down, -((new - top) as isize), HEIGHT), at, "and back");
            (at, top) = (down, new);
        }
    }

    #[test]
    fn places_survive_other_widths(article in article(), pick in any::<prop::sample::Index>(), widths in prop::collection::vec(1u16..90, 1..6)) {
        let mut flow = flow(&article, 40, false);
        let Some(byte) = shown_byte(&mut flow, pick) else { return Ok(()) };
        let at = flow.anchor_at(byte);
        for measure in widths {
            flow.set_options(FlowOptions { measure, ..flow.options() });
            let place = flow.place_of(at, HEIGHT, byte);
            prop_assert_eq!(place.map(|(row, _)| row), Some(0));
            let kept = flow.scroll(at, 0, HEIGHT);
            prop_assert!(flow.place_of(kept, HEIGHT, byte).is_some());
            prop_assert!((0.0..=1.0).contains(&flow.fraction(at, HEIGHT)));
        }
    }

    #[test]
    fn what_is_sought_is_seen(article in article(), picks in any::<(prop::sample::Index, prop::sample::Index)>(), measure in 4u16..80) {
        let mut flow = flow(&article, measure, false);
        let (Some(from), Some(to)) = (shown_byte(&mut flow, picks.0), shown_byte(&mut flow, picks.1)) else { return Ok(()) };
        let at = flow.anchor_at(from);
        let at = flow.scroll(at, 0, HEIGHT);
        let found = flow.reveal(at, Span::new(to, to + 1), HEIGHT);
        prop_assert!(flow.place_of(found, HEIGHT, to).is_some());
        prop_assert_eq!(flow.reveal(found, Span::new(to, to + 1), HEIGHT), found);
    }

    #[test]
    fn cells_lead_to_bytes_and_back(article in article(), measure in 4u16..80, hidden in any::<bool>()) {
        let mut flow = flow(&article, measure, hidden);
        let text = Arc::clone(&article.document.text);
        let at = flow.start();
        for (number, row) in flow.rows(at, HEIGHT).into_iter().enumerate() {
            for cluster in flow_clusters(row.line.span.of(&text)).filter(|cluster| cluster.cells > 0) {
                let byte = row.line.span.start + cluster.at as u32;
                let (y, x) = flow.place_of(at, HEIGHT, byte).unwrap();
                prop_assert_eq!(usize::from(y), number);
                prop_assert_eq!(flow.hit(at, y, x), Some(byte));
            }
        }
    }

    #[test]
    fn any_anchor_will_do(article in article(), byte in any::<u32>(), row in any::<u32>(), by in any::<isize>(), height in 0usize..50) {
        let mut flow = flow(&article, 30, false);
        for at in [Anchor { byte, row }, Anchor { byte: byte % 4096, row: row % 8 }, Anchor::at(byte % 4096)] {
            let to = flow.scroll(at, by, height);
            let _ = (flow.rows(to, height), flow.reveal(at, Span::new(row, row), height), flow.hit(at, 3, 3), flow.fraction(at, height));
            prop_assert!(flow.rows(at, height).len() <= height);
        }
    }

    #[test]
    fn lines_are_drawn_as_ratatui_draws_them(text in clean(30), width in 1u16..60) {
        let text = text.replace('\n', " ");
        let length = text.len() as u32;
        let line = dateline::text::Line { span: Span::new(0, length), ..dateline::text::Line::default() };
        let area = Rect::new(0, 0, width, 1);
        let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
        let bold = Style::new().add_modifier(Modifier::BOLD);
        draw_line(&mut ours, area, &text, &line, bold, &[]);
        theirs.set_stringn(0, 0, &text, usize::from(width), bold);
        let symbols = |buffer: &Buffer| buffer.content().iter().map(|cell| cell.symbol().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(symbols(&ours), symbols(&theirs));
    }

    #[test]
    fn styles_cover_what_they_should(text in clean(30), cuts in prop::collection::vec(any::<prop::sample::Index>(), 2)) {
        let text = text.replace('\n', " ");
        let borders: Vec<u32> = dateline::text::graphemes(&text).map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        let mut ends = cuts.iter().map(|cut| *cut.get(&borders)).collect::<Vec<_>>();
        ends.sort_unstable();
        let run = Span::new(ends[0], ends[1]);
        let line = dateline::text::Line { span: Span::new(0, text.len() as u32), ..dateline::text::Line::default() };
        let area = Rect::new(0, 0, 2000, 1);
        let mut buffer = Buffer::empty(area);
        draw_line(&mut buffer, area, &text, &line, Style::new(), &[(run, Style::new().add_modifier(Modifier::BOLD))]);
        let bold = buffer.content().iter().filter(|cell| cell.modifier.contains(Modifier::BOLD)).count();
        prop_assert_eq!(bold, dateline::text::cells(run.of(&text)));
    }
}

#[test]
fn a_row_without_text_draws_nothing() {
    assert_ne!(RowKind::Blank, RowKind::Text);
    let area = Rect::new(0, 0, 5, 1);
    let mut buffer = Buffer::empty(area);
    draw_line(&mut buffer, area, "text", &dateline::text::Line::default(), Style::new(), &[]);
    assert_eq!(buffer, Buffer::empty(area));
}
