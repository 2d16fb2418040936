//! From start to the first full frame on the bundled corpus, at a pseudo-terminal, beside the smallest ratatui program
//! that draws one frame. The limit is three times that program's time.
//!
//! The small program is this bench itself, started with `SMALLEST` set, so that both are spawned in the same way.

#![allow(clippy::unwrap_used)]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::Criterion;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};

const SMALLEST: &str = "DATELINE_BENCH_SMALLEST";

/// One frame, and out.
fn smallest() {
    let mut terminal = ratatui::init();
    terminal
        .draw(|frame| frame.render_widget(ratatui::widgets::Paragraph::new("the whole frame"), frame.area()))
        .unwrap();
    // The parent has seen the frame when it kills us.
    std::thread::sleep(Duration::from_secs(5));
    ratatui::restore();
}

/// Starts a program and gives the time until all of `wanted` has been sent to the terminal.
fn until(program: &Path, home: &Path, smallest: bool, wanted: &[&str]) -> Duration {
    let pty = native_pty_system().openpty(PtySize { rows: 35, cols: 120, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(program);
    command.cwd(home);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("HOME", home);
    command.env("XDG_STATE_HOME", home);
    command.env("XDG_CONFIG_HOME", home);
    if smallest {
        command.env(SMALLEST, "1");
    } else {
        command.arg("--no-state");
    }
    let mut reader = pty.master.try_clone_reader().unwrap();
    let start = Instant::now();
    let mut child = pty.slave.spawn_command(command).unwrap();
    let mut seen = Vec::new();
    let mut buffer = vec![0u8; 1 << 16];
    let took = loop {
        let read = reader.read(&mut buffer).unwrap();
        assert!(read > 0, "the program ended before its frame was there");
        seen.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&seen);
        if wanted.iter().all(|words| text.contains(words)) {
            break start.elapsed();
        }
    };
    let _ = child.kill();
    let _ = child.wait();
    took
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    if std::env::var_os(SMALLEST).is_some() {
        smallest();
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let this = std::env::current_exe().unwrap();
    let dateline = PathBuf::from(env!("CARGO_BIN_EXE_dateline"));
    // A full frame: the list, the text of the first article, and the row of keys. Single words, as blanks that were blank
    // before are not sent.
    let full = ["Articles", "Reader", "envoys", "mention"];
    let named = ["Articles", "Witkoff", "Organisations"];

    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    let mut group = criterion.benchmark_group("start");
    group.bench_function("smallest ratatui program", |bencher| {
        bencher.iter_custom(|n| (0..n).map(|_| until(&this, home.path(), true, &["whole"])).sum());
    });
    group.bench_function("dateline, first full frame", |bencher| {
        bencher.iter_custom(|n| (0..n).map(|_| until(&dateline, home.path(), false, &full)).sum());
    });
    group.bench_function("dateline, names in the sidebar", |bencher| {
        bencher.iter_custom(|n| (0..n).map(|_| until(&dateline, home.path(), false, &named)).sum());
    });
    group.finish();

    // The ratio from runs in turn, so that the machine's mood is the same for both.
    let (mut small, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..31 {
        small.push(until(&this, home.path(), true, &["whole"]));
        ours.push(until(&dateline, home.path(), false, &full));
    }
    let (small, ours) = (median(small), median(ours));
    println!(
        "start to first full frame: {:.1} ms, smallest program {:.1} ms, ratio {:.2} (limit 3)",
        ours.as_secs_f64() * 1e3,
        small.as_secs_f64() * 1e3,
        ours.as_secs_f64() / small.as_secs_f64()
    );
    criterion.final_summary();
}
