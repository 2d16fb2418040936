//! The real binary at a pseudo-terminal, with a terminal emulator that remembers what is on the screen.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;
use vt100::{MouseProtocolMode, Parser, Screen};

/// Long enough for a debug build on a busy machine; nothing waits as long when all is well.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program at a terminal of its own.
pub struct Pty {
    parser: Parser,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    child: Box<dyn Child + Send + Sync>,
    /// The terminal's modes before the program came.
    modes: String,
    /// Where the program keeps its state and looks for its configuration.
    _home: TempDir,
}

/// What to run, and where.
pub struct Start<'a> {
    /// Columns and rows.
    pub size: (u16, u16),
    /// Arguments of the binary.
    pub args: &'a [&'a str],
    /// Variables beside the few that are always there.
    pub env: &'a [(&'a str, &'a str)],
}

impl Default for Start<'_> {
    fn default() -> Self {
        Self { size: (120, 35), args: &[], env: &[] }
    }
}

fn cells(size: (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(size.1).unwrap(), NonZeroU16::new(size.0).unwrap())
}

impl Pty {
    /// Starts the binary.
    pub fn start(start: &Start) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(start.args);
        command.env_clear();
        Self::spawn(command, start)
    }

    /// Starts any command line in the folder of the package, with all of the environment.
    pub fn start_line(line: &str, start: &Start) -> Self {
        let mut words = line.split_whitespace();
        let mut command = CommandBuilder::new(words.next().unwrap());
        command.args(words);
        Self::spawn(command, start)
    }

    fn spawn(mut command: CommandBuilder, start: &Start) -> Self {
        let home = TempDir::new().unwrap();
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("PATH", std::env::var_os("PATH").unwrap());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        // HOME stays as it is: cargo keeps things there.
        for folder in ["STATE", "CONFIG", "DATA", "CACHE"] {
            command.env(format!("XDG_{folder}_HOME"), home.path().join(folder));
        }
        for (name, value) in start.env {
            command.env(name, value);
        }
        let size = PtySize { cols: start.size.0, rows: start.size.1, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (send, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if send.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let (rows, columns) = cells(start.size);
        let writer = pair.master.take_writer().unwrap();
        let parser = Parser::new(rows, columns, 0);
        Self { parser, master: pair.master, writer, output, child, modes, _home: home }
    }

    /// What is on the screen.
    pub fn text(&self) -> String {
        self.screen().contents()
    }

    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub fn wait(&mut self, what: &str, wanted: impl Fn(&Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(self.screen()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("no {what} on the screen:\n{}", self.text()),
                Err(RecvTimeoutError::Disconnected) => panic!("the program ended before {what}:\n{}", self.text()),
            }
        }
    }

    #[track_caller]
    pub fn wait_for(&mut self, text: &str) {
        self.wait(&format!("“{text}”"), |screen| screen.contents().contains(text));
    }

    /// Types.
    pub fn keys(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Gives the terminal another size; the system tells the program.
    pub fn resize(&mut self, size: (u16, u16)) {
        let (rows, columns) = cells(size);
        self.parser.screen_mut().set_size(rows, columns);
        // What was there does not count; the program draws anew.
        self.parser.process(b"\x1b[2J");
        self.master.resize(PtySize { cols: size.0, rows: size.1, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Sends the program a signal by its short name.
    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args([&format!("-{name}"), &pid]).status().unwrap().success());
    }

    /// The state of the process as Linux has it: `S` sleeping, `T` stopped and so on.
    pub fn state(&self) -> Option<char> {
        let stat = Path::new("/proc").join(self.child.process_id()?.to_string()).join("stat");
        let stat = std::fs::read_to_string(stat).ok()?;
        stat.rsplit(") ").next()?.chars().next()
    }

    /// Takes in what the program still has to say until it ends.
    #[track_caller]
    pub fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Disconnected) => return self.child.wait().unwrap(),
                Err(RecvTimeoutError::Timeout) => panic!("the program does not end:\n{}", self.text()),
            }
        }
    }

    /// The terminal is as it was before the program came: main screen, visible cursor, no mouse, no raw mode.
    #[track_caller]
    pub fn assert_restored(&self) {
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is still on");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None, "the mouse is still captured");
        assert_eq!(format!("{:?}", self.master.get_termios()), self.modes, "the terminal's modes are others");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // A test that failed leaves nobody behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
