//! A place to run the binary in: a folder of its own, nothing of the machine's.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder with files, and the binary to run in it.
pub struct Env {
    dir: TempDir,
}

/// What came of a run.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Env {
    pub fn new() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    /// An environment with the folder `news` of [`NEWS`].
    pub fn with_news() -> Self {
        let env = Self::new();
        for (name, text) in NEWS {
            env.file(&format!("news/{name}"), text);
        }
        env
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, contents).unwrap();
        path
    }

    /// The binary, ready to run in the folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(args);
        self.dress(&mut command);
        command
    }

    /// Gives a command the folder and an environment that says nothing of the machine.
    pub fn dress(&self, command: &mut Command) {
        command.current_dir(self.dir.path()).env_clear().stdin(Stdio::null());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.dir.path()).env("TERM", "xterm-256color").env("LANG", "C.UTF-8");
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&self.command(args).output().unwrap())
    }

    /// Runs and expects exit code 0 and a silent standard error.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "dateline {args:?}");
        ran.out
    }

    /// Runs with `--json` and reads the answer.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        let mut args = args.to_vec();
        args.push("--json");
        serde_json::from_str(&self.ok(&args)).unwrap()
    }
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

/// Three invented articles of two outlets.
pub const NEWS: [(&str, &str); 3] = [
    (
        "ferry.md",
        "---\n\
         title: Ferry talks end without a deal\n\
         outlet: The Harbour Post\n\
         date: 2031-03-02\n\
         byline: Ana Ruiz\n\
         url: https://harbourpost.example/ferry\n\
         language: en\n\
         ---\n\n\
         PORT ALMA — Marta Keller, who leads the dockers, walked out of the talks on Sunday after nine hours.\n\n\
         The shipping line had offered a rise of three per cent. “That is not an offer,” Marta Keller said at the gate.\n\n\
         Advertisement\n\n\
         The talks are to go on next week, a spokesman for the line said late in the evening.\n",
    ),
    (
        "strike.md",
        "---\n\
         title: Dockers vote to strike\n\
         outlet: Inland Gazette\n\
         date: 2031-03-03T08:30:00Z\n\
         ---\n\n\
         Nine out of ten dockers voted to strike on Monday, a day after Marta Keller left the table.\n\n\
         Piotr Nowak, the minister of transport, called the vote a mistake that would cost the islands dearly.\n",
    ),
    (
        "islands.md",
        "---\n\
         title: Islands lay in stores\n\
         outlet: The Harbour Post\n\
         ---\n\n\
         Shops on the outer islands were selling twice the usual amount of flour, traders said on Tuesday.\n\n\
         No ferry has been cancelled so far, but few people wanted to wait for the first one to be.\n",
    ),
];
