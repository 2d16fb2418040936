//! Screens as snapshots, with their styles.

use dateline::model::ReaderMemory;
use dateline::tui::screenshot;
use dateline::tui::theme::Colours;

use super::corpus::{open, play, reader, reports};
use super::dump::styled;

fn screen(size: (u16, u16), keys: &str) -> String {
    let mut reader = reader(size);
    play(&mut reader, keys);
    screenshot::text(&reader.screen())
}

fn styled_screen(size: (u16, u16), colours: Colours, keys: &str) -> String {
    let memory = ReaderMemory { welcomed: true, ..ReaderMemory::default() };
    let mut reader = open(reports(), size, colours, memory);
    play(&mut reader, keys);
    styled(&reader.screen())
}

const FOLLOW: &str = "3 j enter 2 / \"grain\" enter ]";

#[test]
fn reading_with_styles() {
    for (name, size) in [("120x35", (120, 35)), ("80x24", (80, 24)), ("60x20", (60, 20))] {
        insta::assert_snapshot!(format!("colour_{name}"), styled_screen(size, Colours::Ansi16, FOLLOW));
        insta::assert_snapshot!(format!("no_color_{name}"), styled_screen(size, Colours::None, FOLLOW));
    }
}

#[test]
fn the_boxes() {
    insta::assert_snapshot!("picker_120x35", screen((120, 35), "space e \"zel\""));
    insta::assert_snapshot!("picker_80x24", screen((80, 24), "space e \"tol\" down"));
    insta::assert_snapshot!("filter_80x24", screen((80, 24), "f j space"));
    insta::assert_snapshot!("help_120x35", screen((120, 35), "? \"mention\""));
    insta::assert_snapshot!("which_key_80x24", screen((80, 24), "space wait:500"));
    insta::assert_snapshot!("command_80x24", screen((80, 24), ": \"so\""));
    insta::assert_snapshot!("sidebar_80x24", screen((80, 24), "3 j"));
    insta::assert_snapshot!("sidebar_60x20", screen((60, 20), "3 j"));
    insta::assert_snapshot!("list_60x20", screen((60, 20), "1"));
    insta::assert_snapshot!("zen_80x24", screen((80, 24), "z"));
    insta::assert_snapshot!("small_40x12", screen((40, 12), ""));
    insta::assert_snapshot!("too_small_29x7", screen((29, 7), ""));
}

#[test]
fn the_pages_with_styles() {
    let pages = [
        ("table", "w tab l l j j"),
        ("table_one", "w s o"),
        ("context", ": \"who Tolin\" enter v j s"),
        ("forms", ": \"who Brandt\" enter I j j"),
    ];
    for (page, keys) in pages {
        for (name, size) in [("120x35", (120, 35)), ("80x24", (80, 24)), ("60x20", (60, 20))] {
            insta::assert_snapshot!(format!("{page}_{name}"), styled_screen(size, Colours::Ansi16, keys));
        }
        insta::assert_snapshot!(format!("{page}_40x12"), screen((40, 12), keys));
        insta::assert_snapshot!(format!("{page}_no_color_80x24"), styled_screen((80, 24), Colours::None, keys));
    }
}

#[test]
fn the_first_run_shows_a_box_that_any_key_takes_away() {
    let mut reader = open(reports(), (80, 24), Colours::Ansi16, ReaderMemory::default());
    let first = screenshot::text(&reader.screen());
    insta::assert_snapshot!("welcome_80x24", first);
    play(&mut reader, "j");
    assert!(reader.app.memory.welcomed);
    assert!(!screenshot::text(&reader.screen()).contains("Welcome"));
}

#[test]
fn every_size_is_drawn_in_every_state() {
    let states = [
        "",
        "1",
        "3 j",
        "space e \"t\"",
        "f",
        "?",
        ": \"th\"",
        "/ \"a\"",
        "P",
        "z",
        "i",
        "q",
        "space wait:500",
        "w",
        "w l l",
        "w / \"z\"",
        ") * v",
        ") * I",
        ": \"only ferry AND\" enter",
    ];
    for keys in states {
        let mut reader = reader((80, 24));
        play(&mut reader, keys);
        for width in [1, 2, 10, 29, 30, 31, 45, 59, 60, 79, 80, 109, 110, 200] {
            for height in [1, 2, 7, 8, 9, 12, 19, 20, 24, 50] {
                reader.feed(dateline::tui::event::Event::Resize(width, height));
                let screen = reader.screen();
                assert_eq!((screen.area.width, screen.area.height), (width, height));
            }
        }
    }
}

#[test]
fn an_error_is_shown_in_full() {
    for size in [(120, 35), (80, 24), (60, 20)] {
        let shown = screen(size, ": \"only ferry AND\" enter");
        let last: Vec<&str> = shown.lines().rev().take(6).collect();
        let words: Vec<&str> = last.iter().rev().flat_map(|line| line.split_whitespace()).collect();
        let words = words.join(" ").replace("READ ", "");
        assert!(words.contains("column") && words.contains("for example: ferry AND"), "{size:?}\n{shown}");
    }
}

#[test]
fn without_unicode_only_ascii_is_drawn_around_the_text() {
    use dateline::tui::theme::{Capability, Themes};
    let mut reader = reader((120, 35));
    let capability = Capability { colours: Colours::None, unicode: false, light: false };
    reader.app.setup.capability = capability;
    reader.app.setup.theme = Themes::new(&[]).0.choose("terminal", capability).unwrap();
    play(&mut reader, "3 j j enter");
    let screen = screenshot::text(&reader.screen());
    let strange: String = screen.chars().filter(|c| !c.is_ascii()).collect();
    assert_eq!(strange, "", "{screen}");
}
