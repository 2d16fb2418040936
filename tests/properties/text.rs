use dateline::text::grapheme::{flow_cells, flow_clusters};
use dateline::text::wrap::{Fit, Newlines, is_rtl};
use dateline::text::{Folded, Line, Span, WrapOptions, cells, fold, graphemes, sanitize, sanitize_line, wrap};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::samples::{clean, config, wild};

fn lines(text: &str, width: u16, options: WrapOptions) -> Vec<Line> {
    let mut out = Vec::new();
    wrap(text, Span::new(0, text.len() as u32), width, &mut out, options);
    out
}

fn without_space(text: &str) -> String {
    text.replace([' ', '\n'], "")
}

fn options() -> impl Strategy<Value = WrapOptions> {
    (0u16..6, 0u16..6, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(first, indent, optimal, keep, rtl)| {
        let fit = if optimal { Fit::Optimal } else { Fit::First };
        let newlines = if keep { Newlines::Keep } else { Newlines::Flow };
        WrapOptions { first, indent, fit, newlines, rtl }
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn lines_hold_the_text_and_only_white_space_lies_between(text in clean(60), width in 1u16..50, options in options()) {
        let lines = lines(&text, width, options);
        let (mut end, mut held) = (0, String::new());
        for line in &lines {
            prop_assert!(line.span.start >= end);
            prop_assert_eq!(without_space(&text[end as usize..line.span.start as usize]), "");
            held.push_str(line.span.of(&text));
            end = line.span.end;
        }
        prop_assert_eq!(without_space(&held), without_space(&text));
    }

    #[test]
    fn lines_fit_their_width_and_keep_clusters_whole(text in clean(60), width in 1u16..50, options in options()) {
        let borders: Vec<usize> = graphemes(&text).map(|(at, _)| at).chain([text.len()]).collect();
        for line in lines(&text, width, options) {
            let shown = line.span.of(&text);
            prop_assert_eq!(usize::from(line.cells), flow_cells(shown) + usize::from(line.hyphen));
            let visible = flow_clusters(shown).filter(|cluster| cluster.cells > 0).count();
            prop_assert!(line.indent + line.cells <= width || visible == 1, "{:?} {:?}", shown, line);
            prop_assert!(borders.binary_search(&(line.span.start as usize)).is_ok());
            prop_assert!(borders.binary_search(&(line.span.end as usize)).is_ok());
            let soft = shown.ends_with('\u{ad}');
            prop_assert!(soft || !line.hyphen);
        }
    }

    #[test]
    fn first_fit_leaves_no_room_for_the_next_word(words in prop::collection::vec("[a-z]{1,9}", 1..40), width in 9u16..40) {
        let text = words.join(" ");
        let lines = lines(&text, width, WrapOptions::default());
        for pair in lines.windows(2) {
            let next = pair[1].span.of(&text).split(' ').next().unwrap();
            prop_assert!(usize::from(pair[0].cells) + 1 + next.len() > usize::from(width));
        }
    }

    #[test]
    fn preformatted_lines_stand(rows in prop::collection::vec("[ a-z]{0,20}", 1..9)) {
        let text = rows.join("\n");
        let lines = lines(&text, 40, WrapOptions { newlines: Newlines::Keep, ..WrapOptions::default() });
        let kept: Vec<&str> = lines.iter().map(|line| line.span.of(&text)).collect();
        let wanted: Vec<&str> = rows.iter().map(|row| row.trim_end()).collect();
        prop_assert_eq!(kept, wanted);
    }

    #[test]
    fn wrapping_takes_any_text(text in wild(40), width in 0u16..9, options in options()) {
        let _ = (lines(&text, width, options), is_rtl(&text));
    }

    #[test]
    fn widths_are_those_of_ratatui(text in wild(20)) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 2000, 1));
        let (x, _) = buffer.set_stringn(0, 0, &text, 2000, Style::new());
        prop_assert_eq!(usize::from(x), cells(&text).min(2000));
    }

    #[test]
    fn folding_knows_the_way_back(text in wild(30)) {
        let folded = Folded::new(&text);
        prop_assert_eq!(&folded.text, &fold(&text));
        prop_assert_eq!(folded.source.len(), folded.text.len() + 1);
        prop_assert!(folded.source.is_sorted());
        prop_assert!(folded.source.iter().all(|at| text.is_char_boundary(*at as usize)));
        for (at, c) in folded.text.char_indices() {
            let back = folded.back(at, at + c.len_utf8());
            prop_assert!(back.end as usize <= text.len());
        }
    }

    #[test]
    fn folding_twice_changes_nothing(text in wild(30)) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn the_sanitised_is_harmless_and_stays_as_it_is(text in wild(30)) {
        let once = sanitize(&text);
        prop_assert!(once.chars().all(|c| c == '\n' || !c.is_control()));
        prop_assert!(unicode_normalization::is_nfc(&once));
        prop_assert_eq!(sanitize(&once), once);
        let line = sanitize_line(&text);
        prop_assert!(!line.contains(char::is_control) && line.trim() == line);
        prop_assert_eq!(sanitize_line(&line), line);
    }

    #[test]
    fn clusters_are_never_long(text in wild(12), mark in prop::sample::select(vec!['\u{301}', '\u{20dd}', '\u{200d}']), count in 0usize..99) {
        let heap = sanitize(&format!("{text}x{}", mark.to_string().repeat(count)));
        prop_assert!(graphemes(&heap).all(|(_, cluster)| cluster.chars().count() <= 64));
    }
}
