//! Every command line of the README does what it says there.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::env::{Env, Ran};

/// Lines of the README's shell blocks, without comments.
fn command_lines() -> Vec<String> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let mut inside = false;
    let mut lines = Vec::new();
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside {
            let line = line.split(" #").next().unwrap().trim();
            lines.extend(Some(line.to_owned()).filter(|line| !line.is_empty()));
        }
    }
    lines
}

#[test]
fn the_readme_opens_with_the_two_commands() {
    let lines = command_lines();
    assert_eq!(lines[..2], ["cargo run --release", "cargo test"]);
}

#[test]
fn every_command_line_of_the_readme_works() {
    let env = Env::with_news();
    fs::rename(env.path("news"), env.path("articles")).unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_dateline")).parent().unwrap();
    let mut tried = 0;
    for line in command_lines().iter().filter(|line| line.contains("dateline")) {
        let mut shell = Command::new("sh");
        shell.args(["-c", line]);
        env.dress(&mut shell);
        let mut path = std::ffi::OsString::from(bin);
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap());
        shell.env("PATH", path);
        let ran = Ran::of(&shell.output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{line}");
        assert!(!ran.out.is_empty() || line.contains('>'), "{line} says nothing");
        tried += 1;
    }
    assert!(tried >= 8, "the README shows the commands");
}

#[test]
fn every_link_of_the_documentation_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = docs.chain([root.join("README.md")]).filter(|path| path.extension().is_some_and(|ext| ext == "md"));
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '#']).next().unwrap();
            let there = target.contains("://") || page.parent().unwrap().join(target).exists();
            assert!(there, "{} links to {target}", page.display());
        }
    }
}
