//! The real binary at a pseudo-terminal: few tests, for what only a terminal can show.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

#[path = "pty/harness.rs"]
mod harness;

use std::io::Read;
use std::time::{Duration, Instant};

use harness::{Pty, Start};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use vt100::MouseProtocolMode;

/// In the headline of one of the bundled articles, whatever the order of the list.
const HEADLINE: &str = "Riyadh";

/// The box that welcomes a newcomer.
const WELCOME: &str = "Welcome";

/// Starts the reader on the bundled corpus, with the box that welcomes a newcomer.
#[track_caller]
fn reader(start: &Start) -> Pty {
    let mut pty = Pty::start(start);
    pty.wait("the alternate screen", vt100::Screen::alternate_screen);
    pty.wait_for(HEADLINE);
    pty.wait_for(WELCOME);
    pty
}

/// Takes the box away.
#[track_caller]
fn past_welcome(pty: &mut Pty) {
    pty.keys("\u{1b}");
    pty.wait("the end of the welcome", |screen| !screen.contents().contains(WELCOME));
}

/// The command that the README opens with; `.ci/run` says how it is called there.
#[test]
fn the_command_of_the_readme() {
    let line = std::env::var("DATELINE_PTY_COMMAND").unwrap_or(env!("CARGO_BIN_EXE_dateline").to_owned());
    let mut pty = Pty::start_line(&line, &Start::default());
    pty.wait("the alternate screen", vt100::Screen::alternate_screen);
    for outlet in ["NYT", "NPR"] {
        pty.wait_for(outlet);
    }
    pty.wait_for("5 articles · 5 outlets");
    past_welcome(&mut pty);
    pty.keys(":q\r");
    assert!(pty.end().success());
    pty.assert_restored();
}

#[test]
fn the_reader_takes_the_terminal_and_gives_it_back() {
    let mut pty = reader(&Start::default());
    assert!(pty.screen().hide_cursor());
    assert_ne!(pty.screen().mouse_protocol_mode(), MouseProtocolMode::None);
    pty.keys("\u{3}");
    pty.end();
    pty.assert_restored();
}

#[test]
fn keys_move() {
    let mut pty = reader(&Start::default());
    past_welcome(&mut pty);
    pty.keys("?");
    pty.wait_for("half a page down");
    pty.keys("\u{1b}");
    pty.wait("the end of the help", |screen| !screen.contents().contains("half a page down"));
    let before = pty.text();
    pty.keys("j\r");
    pty.wait("another article", |screen| screen.contents() != before);
    pty.keys(":q\r");
    assert!(pty.end().success());
}

#[test]
fn the_layout_follows_the_size() {
    let mut pty = reader(&Start::default());
    pty.wait_for("─ 3 Who ─");
    pty.resize((60, 20));
    // The other panes are named in a strip.
    pty.wait_for("1 Articles  3 Who");
    pty.resize((20, 6));
    pty.wait_for("too small");
    pty.resize((120, 35));
    pty.wait_for("─ 3 Who ─");
    pty.keys("\u{3}");
    pty.end();
    pty.assert_restored();
}

#[test]
fn a_tiny_terminal_is_told_what_is_needed() {
    let mut pty = Pty::start(&Start { size: (24, 7), ..Start::default() });
    pty.wait_for("30x8 needed");
    pty.keys("\u{3}");
    pty.end();
    pty.assert_restored();
}

#[test]
fn signals_give_the_terminal_back() {
    for signal in ["TERM", "HUP", "INT"] {
        let mut pty = reader(&Start::default());
        pty.signal(signal);
        assert!(!pty.end().success(), "{signal}");
        pty.assert_restored();
    }
}

/// Without the harness: the thread that reads there would keep the terminal open.
#[test]
fn it_ends_with_its_terminal_also_without_a_signal() {
    for controlled in [true, false] {
        let home = tempfile::tempdir().unwrap();
        let size = PtySize { cols: 80, rows: 24, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["--no-state"]);
        command.cwd(home.path());
        command.env("TERM", "xterm-256color");
        command.set_controlling_tty(controlled);
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let mut seen = Vec::new();
        while !String::from_utf8_lossy(&seen).contains("Reader") {
            let mut buffer = [0; 4096];
            let read = reader.read(&mut buffer).unwrap();
            seen.extend_from_slice(&buffer[..read]);
        }
        // Until there is nothing more to draw: a reader that draws notices by itself.
        std::thread::sleep(Duration::from_secs(3));
        drop((reader, pair.master));
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > Duration::from_secs(30) {
                child.kill().unwrap();
                panic!("the program outlives its terminal (controlled: {controlled})");
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        assert!(!status.success());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn it_sleeps_and_wakes() {
    for ctrl_z in [true, false] {
        let mut pty = reader(&Start::default());
        if ctrl_z {
            pty.keys("\u{1a}");
        } else {
            pty.signal("TSTP");
        }
        pty.wait("the main screen", |screen| !screen.alternate_screen());
        while pty.state() != Some('T') {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        pty.assert_restored();
        pty.signal("CONT");
        pty.wait("the alternate screen", vt100::Screen::alternate_screen);
        pty.wait_for(HEADLINE);
        pty.keys("\u{3}");
        pty.end();
        pty.assert_restored();
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_and_is_told() {
    let mut pty = Pty::start(&Start { env: &[("DATELINE_TEST_PANIC", "1")], ..Start::default() });
    assert!(!pty.end().success());
    pty.assert_restored();
    assert!(pty.text().contains("panicked at"), "{}", pty.text());
}

#[test]
fn a_terminal_that_cannot_draw_gets_lines() {
    for (args, env) in [(&[][..], &[("TERM", "dumb")][..]), (&["--plain"], &[])] {
        let mut pty = Pty::start(&Start { size: (100, 200), args, env });
        assert!(pty.end().success());
        assert!(pty.text().contains("Article 5 of 5"), "{}", pty.text());
        assert!(!pty.text().contains('│'));
        pty.assert_restored();
    }
}

#[test]
fn commands_use_colour_at_a_terminal_and_only_there() {
    let colours = |env: &[(&str, &str)]| {
        let mut pty = Pty::start(&Start { args: &["list"], env, ..Start::default() });
        assert!(pty.end().success());
        let screen = pty.screen();
        let (rows, columns) = screen.size();
        let styled = |row, column| screen.cell(row, column).is_some_and(|cell| cell.bold() || cell.dim());
        (0..rows.get()).any(|row| (0..columns.get()).any(|column| styled(row, column)))
    };
    assert!(colours(&[]));
    assert!(!colours(&[("NO_COLOR", "1")]));
    assert!(!colours(&[("TERM", "dumb")]));
}

#[test]
fn a_table_is_as_wide_as_the_terminal() {
    let mut pty = Pty::start(&Start { size: (60, 20), args: &["list"], ..Start::default() });
    assert!(pty.end().success());
    let text = pty.text();
    assert_eq!(text.trim_end().lines().count(), 6, "no line is broken:\n{text}");
    assert!(text.contains('…'));
}
