//! Bad input is named with its reason, the rest is read, and nothing it says reaches the terminal as a command.

use std::fs;
#[cfg(unix)]
use std::io::Write;
#[cfg(unix)]
use std::path::Path;
#[cfg(unix)]
use std::process::{Command, Stdio};

use crate::env::Env;
#[cfg(unix)]
use crate::env::Ran;

/// Runs `list` on `news` and one bad path, and returns what was said of it.
#[track_caller]
fn beside_good(env: &Env, bad: &str) -> String {
    let ran = env.run(&["list", "news", bad, "--jsonl"]);
    assert_eq!(ran.code, Some(2), "{bad}: {}", ran.err);
    assert_eq!(ran.out.lines().count(), 3, "{bad}: the rest is read");
    assert!(ran.err.contains(bad), "{bad} is named: {}", ran.err);
    ran.err
}

#[test]
fn each_bad_input_is_named_and_the_rest_is_read() {
    let env = Env::with_news();
    env.file("empty.txt", "");
    env.file("binary.txt", [0u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 7].repeat(50));
    env.file("pictures/cat.png", b"\x89PNG\r\n\x1a\n\0\0\0");
    fs::create_dir(env.path("nothing")).unwrap();
    assert!(beside_good(&env, "empty.txt").contains("empty"));
    beside_good(&env, "binary.txt");
    beside_good(&env, "pictures");
    beside_good(&env, "nothing");
    assert!(beside_good(&env, "no/such/file.txt").contains("no such file or folder"));
}

#[test]
fn what_is_read_with_a_flaw_is_named_too() {
    let env = Env::with_news();
    let mut text = b"# A tale of two quays\n\nThe caf\xe9 on the quay was open, and the \xff\xfe sea calm. ".to_vec();
    text.extend(b"All was well that day in the harbour, people said.\n\n".repeat(5));
    env.file("odd.txt", &text);
    let ran = env.run(&["list", "news", "odd.txt", "--jsonl"]);
    assert!(ran.code == Some(0) || ran.code == Some(2), "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 4, "the text is there whatever its encoding");
}

#[test]
fn where_nothing_can_be_read_nothing_was_done() {
    let env = Env::new();
    env.file("empty.txt", "");
    for args in [&["list", "empty.txt"][..], &["show", "1", "missing.txt"], &["who", "missing"], &["outlets", "."]] {
        let ran = env.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{args:?}");
        assert!(ran.err.contains("nothing to read"), "{args:?}: {}", ran.err);
    }
}

#[test]
fn hidden_files_and_pictures_in_a_folder_are_counted() {
    let env = Env::with_news();
    env.file("news/.draft.md", "# Not yet\n\nNot for the eyes of readers.\n");
    env.file("news/photo.jpg", b"\xff\xd8\xff\xe0");
    let ran = env.run(&["list", "news", "--jsonl"]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 3));
    assert_eq!(ran.err, "dateline: ignored in news: 1 hidden, 1 not .txt or .md\n");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let env = Env::with_news();
    let path = env.file("locked.txt", "# Locked\n\nNobody may read this line of text.\n");
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(&path, 0o000);
    if fs::read(&path).is_err() {
        assert!(beside_good(&env, "locked.txt").contains("permission denied"));
        return;
    }
    // The administrator may read everything, so someone else runs it, from a place where everyone may.
    mode(&env.path(""), 0o755);
    let binary = env.path("dateline");
    fs::copy(env!("CARGO_BIN_EXE_dateline"), &binary).unwrap();
    mode(&binary, 0o755);
    let mut command = Command::new(&binary);
    command.args(["list", "news", "locked.txt", "--jsonl"]).uid(65534).gid(65534);
    env.dress(&mut command);
    let ran = Ran::of(&command.output().unwrap());
    assert_eq!((ran.code, ran.out.lines().count()), (Some(2), 3), "{}", ran.err);
    assert!(ran.err.contains("locked.txt: permission denied"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_file_that_vanishes_while_others_are_read_is_named() {
    let env = Env::with_news();
    let gone = env.file("gone.txt", "# Gone\n\nNobody will read this line of text.\n");
    // A pipe that is read first, and so many files that the one that vanishes is not read in the same go.
    assert!(Command::new("mkfifo").arg(env.path("pipe")).status().unwrap().success());
    for n in 0..256 {
        env.file(&format!("many/{n:03}.txt"), format!("# Tide {n}\n\nThe harbour was calm on day {n}, people said.\n"));
    }
    let mut command = env.command(&["list", "pipe", "many", "gone.txt", "--jsonl"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Opens when the program reads: by then it has found all there is.
    let mut pipe = fs::OpenOptions::new().write(true).open(env.path("pipe")).unwrap();
    fs::remove_file(gone).unwrap();
    pipe.write_all(b"# Piped\n\nThe pipe was open on Monday, people said.\n").unwrap();
    drop(pipe);
    let ran = Ran::of(&child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.out.lines().count()), (Some(2), 257), "{}", ran.err);
    assert!(ran.err.contains("skipped gone.txt: no such file"), "{}", ran.err);
}

#[test]
fn nothing_in_an_article_commands_the_terminal() {
    let env = Env::new();
    let evil = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}";
    let text = format!(
        "---\ntitle: \"Storm {evil} warning\"\noutlet: \"The {evil} Post\"\n---\n\n\
         The {evil} mayor, Marta {evil} Keller, met Piotr Nowak on the quay {evil} on Monday.\n"
    );
    env.file("evil.md", &text);
    #[cfg(unix)]
    env.file(&format!("{}.txt", "x\u{1b}[31m"), text.replace("mayor", "queen"));
    let args: [&[&str]; 5] =
        [&["list", "."], &["show", "1", "."], &["who", "."], &["outlets", "."], &["mentions", "Piotr Nowak", "."]];
    for args in args {
        for form in ["--json", "--jsonl", "--tsv", "--plain", "--outlet=nobody\u{1b}[31m", ""] {
            let args: Vec<_> = args.iter().copied().chain(Some(form).filter(|form| !form.is_empty())).collect();
            let ran = env.run(&args);
            for text in [&ran.out, &ran.err] {
                let bad = text.chars().find(|c| (c.is_control() && *c != '\n' && *c != '\t') || *c == '\u{202e}');
                assert_eq!(bad, None, "{args:?}: {text}");
            }
        }
    }
}

#[test]
fn lines_of_json_are_articles_whatever_they_are_called() {
    let env = Env::new();
    let line = |number: u32| {
        let text = format!("Ana Ruiz opened bridge {number} on Monday.");
        serde_json::json!({"title": format!("Bridge {number}"), "outlet": "Quay News", "text": text}).to_string() + "\n"
    };
    env.file("bridges.txt", line(1) + &line(2));
    // An object that is no article, and one that stands in a text.
    env.file("other.txt", "{\"name\": \"no article\"}\n\nA text about an object that was found in the harbour.\n");
    assert_eq!(env.ok(&["list", "bridges.txt", "--jsonl"]).lines().count(), 2);
    assert_eq!(env.ok(&["list", "other.txt", "--jsonl"]).lines().count(), 1);
    assert_eq!(env.json(&["index", "bridges.txt", "other.txt", "--quiet"])["added"], 3);
    assert_eq!(env.json(&["index", "bridges.txt", "--quiet"])["added"], 0);
    // Out of a pipe, which can be read once.
    let mut command = env.command(&["list", "-", "--jsonl"]);
    let mut child = command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), (line(3) + &line(4)).as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(out.stdout).unwrap().lines().count(), 2);
}

#[test]
fn a_search_and_a_table_that_find_nothing_say_so() {
    let env = Env::with_news();
    let ran = env.run(&["search", "quay or nonsenseword", "news"]);
    assert!(
        ran.out.starts_with("0 articles") && ran.err.contains("OR is written in capitals"),
        "{}{}",
        ran.out,
        ran.err
    );
    let ran = env.run(&["who", "news", "--find", "nonsenseword"]);
    assert!(ran.out.starts_with("No names in 3 articles"), "{}", ran.out);
    assert_eq!(env.ok(&["who", "news", "--find", "nonsenseword", "--json"]).trim(), "[]");
}

#[test]
fn a_search_of_several_words_without_quotation_marks_says_how_it_is_written() {
    let env = Env::new();
    let ran = env.run(&["search", "ferry", "strike"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("dateline search \"ferry strike\""), "{}", ran.err);
}

#[test]
fn what_was_typed_reaches_the_terminal_without_its_control_characters() {
    let env = Env::new();
    for args in [
        &["read-script", "x", "--size", "\u{1b}[31mX\u{7}"][..],
        &["\u{1b}]0;t\u{7}", "--nope"],
        &["list", "--kind", "\u{9b}31m"],
    ] {
        let ran = env.run(args);
        assert!(ran.code != Some(0) && !ran.err.is_empty(), "{args:?}");
        assert!(!ran.err.chars().any(|c| c.is_control() && c != '\n'), "{args:?}: {:?}", ran.err);
    }
}
