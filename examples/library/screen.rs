//! The reader itself at a pseudo-terminal: from start to the first full frame, and from each key to its frame.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use dateline::model::BlockKind;
use dateline::store::library::Library;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

use crate::table::{at, memory, ms, row};

/// Ends every frame (synchronized update).
const FRAME: &[u8] = b"\x1b[?2026l";
/// Starts that are measured.
const STARTS: usize = 15;
/// So long nothing comes when a screen is done.
const QUIET: Duration = Duration::from_millis(60);

pub fn all(library: &Path) {
    let Some(program) = program() else {
        row("the reader at a terminal", "no `dateline` beside this example: cargo build --release first", "");
        return;
    };
    let full = Full::of(library);
    let library = &library.canonicalize().unwrap();
    let mut times: Vec<Duration> = (0..STARTS).map(|_| Screen::new(&program, library).until(&full)).collect();
    let limit = "100 ms; twice that of 1,000 articles";
    let said = format!("{} (slowest {})", ms(at(&mut times, 0.5)), ms(at(&mut times, 1.0)));
    row("start of the program to the first full frame", &said, limit);
    let mut screen = Screen::new(&program, library);
    screen.until(&full);
    screen.settle(Duration::from_secs(3));
    let down: Vec<&str> = std::iter::repeat_n("j", 200).collect();
    let pages: Vec<&str> = std::iter::repeat_n("\x06", 100).collect();
    let ends: Vec<&str> = std::iter::repeat_n(["G", "g", "g"], 10).flatten().collect();
    let sorts: Vec<&str> = std::iter::repeat_n("s", 8).collect();
    screen.keys("1", &[]);
    screen.row("down, row by row", &down);
    screen.row("down, page by page", &pages);
    screen.row("to the end and back", &ends);
    screen.row("sorting", &sorts);
    for line in ["after:2024-06", "who:\"United Nations\"", "is:unread", "is:starred", "minister", "the"] {
        let typed = format!(":only {line}");
        let keys: Vec<String> = typed.chars().map(String::from).chain(["\r".to_owned()]).collect();
        let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        keys.extend(["j", "j", "\x06", "F"]);
        screen.row(&format!("filter `{line}`, and all again"), &keys);
    }
    screen.row("outlets: choosing some", &["f", "j", " ", "j", " ", "i", "\r", "j", "j", "F"]);
    screen.row("picking a name", &[" ", "e", "m", "a", "r", "t", "\x7f", "\x7f", "i", "n", "\x1b"]);
    screen.row("picking an article", &[" ", "a", "m", "i", "n", "i", "s", "\x1b"]);
    screen.row("searching all texts", &[" ", "/", "t", "h", "e", " ", "m", "i", "n", "\x1b"]);
    let mut all = std::mem::take(&mut screen.times);
    let said =
        format!("p50 {}, p99 {}, slowest {}", ms(at(&mut all, 0.5)), ms(at(&mut all, 0.99)), ms(at(&mut all, 1.0)));
    row(&format!("key to frame, all {} keys above", all.len()), &said, "p99 16 ms");
    let process = screen.child.process_id().unwrap_or_default().to_string();
    let said = format!("{:.0} MiB, of it anonymous {:.0}", memory(&process, "VmRSS"), memory(&process, "RssAnon"));
    row(
        "resident memory of the reader after all that (page cache: 8 MiB, 4 for the picker, 2 for the filter)",
        &said,
        "150 MB beyond it",
    );
    let _ = screen.child.kill();
}

/// The program beside this example.
fn program() -> Option<PathBuf> {
    let here = std::env::current_exe().ok()?;
    let path = here.parent()?.parent()?.join("dateline");
    path.is_file().then_some(path)
}

/// What stands on a full frame: the list, the row of keys, and the text of the newest article.
struct Full {
    always: [&'static str; 3],
    /// Words of the text; what was on the screen before is not sent again, so that some may be missing.
    text: Vec<String>,
}

impl Full {
    fn of(library: &Path) -> Self {
        let opened = Library::open(library).unwrap();
        let newest = opened.newest(1).unwrap();
        let document = newest.first().and_then(|row| opened.document(row.id).unwrap());
        let mut text = Vec::new();
        if let Some(document) = &document {
            let bodies = document.blocks.iter().filter(|block| block.kind == BlockKind::Body);
            let words = bodies.flat_map(|block| block.body().of(&document.text).split_whitespace());
            let plain = words.filter(|word| word.len() > 4 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
            text = plain.take(12).map(str::to_owned).collect();
        }
        Self { always: ["Articles", "Reader", "keys"], text }
    }

    fn is_in(&self, shown: &str) -> bool {
        let there = self.text.iter().filter(|word| shown.contains(word.as_str())).count();
        self.always.iter().all(|word| shown.contains(word)) && there * 2 >= self.text.len()
    }
}

/// A reader at a pseudo-terminal.
struct Screen {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    shown: Receiver<Vec<u8>>,
    begun: Instant,
    times: Vec<Duration>,
}

impl Screen {
    fn new(program: &Path, library: &Path) -> Self {
        let pty =
            native_pty_system().openpty(PtySize { rows: 35, cols: 120, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(["--no-state", "--library"]);
        command.arg(library);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let mut reader = pty.master.try_clone_reader().unwrap();
        let keys = pty.master.take_writer().unwrap();
        let begun = Instant::now();
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let (sender, shown) = channel();
        std::thread::spawn(move || {
            // The other end lives as long as somebody reads.
            let _master = pty.master;
            let mut buffer = vec![0u8; 1 << 16];
            while let Ok(read) = reader.read(&mut buffer) {
                if read == 0 || sender.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, keys, shown, begun, times: Vec::new() }
    }

    /// Time from the start until the frame was full.
    fn until(&mut self, full: &Full) -> Duration {
        let mut seen = Vec::new();
        loop {
            let part = self.shown.recv_timeout(Duration::from_secs(20)).expect("the first frame never came");
            seen.extend(part);
            let text = String::from_utf8_lossy(&seen);
            if full.is_in(&text) {
                return self.begun.elapsed();
            }
        }
    }

    /// Waits until nothing more is drawn, but not longer than that.
    fn settle(&mut self, longest: Duration) {
        let until = Instant::now() + longest;
        while Instant::now() < until && self.shown.recv_timeout(QUIET).is_ok() {}
    }

    /// Types keys one by one; from each to the end of the next frame.
    fn keys(&mut self, first: &str, others: &[&str]) -> Vec<Duration> {
        let mut times = Vec::new();
        for key in std::iter::once(first).chain(others.iter().copied()).filter(|key| !key.is_empty()) {
            while self.shown.try_recv().is_ok() {}
            let begun = Instant::now();
            self.keys.write_all(key.as_bytes()).unwrap();
            self.keys.flush().unwrap();
            let mut seen = Vec::new();
            let drawn = loop {
                match self.shown.recv_timeout(Duration::from_millis(400)) {
                    Ok(part) => seen.extend(part),
                    Err(RecvTimeoutError::Timeout) => break None,
                    Err(RecvTimeoutError::Disconnected) => panic!("the reader ended"),
                }
                if seen.windows(FRAME.len()).any(|part| part == FRAME) {
                    break Some(begun.elapsed());
                }
            };
            // A key that changes nothing draws nothing.
            times.extend(drawn);
            // As fast as somebody types.
            std::thread::sleep(Duration::from_millis(25));
        }
        times
    }

    fn row(&mut self, what: &str, keys: &[&str]) {
        let mut times = self.keys("", keys);
        self.settle(Duration::from_secs(3));
        if times.is_empty() {
            row(&format!("key to frame: {what}"), "nothing was drawn", "");
            return;
        }
        self.times.extend_from_slice(&times);
        let (middle, slowest) = (at(&mut times, 0.5), at(&mut times, 1.0));
        let said = format!("{} (slowest of {}: {})", ms(middle), times.len(), ms(slowest));
        row(&format!("key to frame: {what}"), &said, "16 ms");
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
