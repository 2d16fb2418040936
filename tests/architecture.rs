//! Keeps the house as `src/lib.rs` draws it: imports go down the layers, terminal and database crates stay in their rooms,
//! files stay small.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]
use std::fs;
use std::path::{Path, PathBuf};

const MAX_LINES: usize = 500;

/// Module at the top of the tree, and the top modules it may import besides itself.
const ALLOWED: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("config", &["text"]),
    ("ingest", &["text", "model", "config"]),
    ("nlp", &["text", "model", "config"]),
    ("coverage", &["text", "model", "config"]),
    ("store", &["text", "model", "config"]),
    ("search", &["text", "model", "config"]),
    ("engine", &["text", "model", "config", "ingest", "nlp", "coverage", "store", "search"]),
    ("tui", &["text", "model", "config", "engine"]),
    ("cli", &["text", "model", "config", "ingest", "nlp", "coverage", "store", "search", "engine", "tui"]),
];

/// External crate, and the path prefixes under `src/` that may name it.
const ROOMS: &[(&str, &[&str])] = &[
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("clap", &["cli", "main.rs"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("rusqlite", &["store"]),
    ("fuzzy_matcher", &["search/fuzzy/skim.rs"]),
    ("textwrap", &["text/wrap"]),
    ("icu_segmenter", &["text/wrap"]),
];

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            out.push(path);
        }
    }
}

fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The top module a file belongs to.
fn home(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap()
}

/// Lines without comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

fn words_after<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices(prefix) {
        let rest = &line[at + prefix.len()..];
        for part in rest.trim_start_matches('{').split(',').take(if rest.starts_with('{') { 99 } else { 1 }) {
            let part = part.trim();
            let end = part.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(part.len());
            found.push(&part[..end]);
        }
    }
    found
}

#[test]
fn imports_only_go_down_the_layers() {
    let mut wrong = Vec::new();
    for (name, text) in all() {
        let Some((_, allowed)) = ALLOWED.iter().find(|(module, _)| *module == home(&name)) else { continue };
        for line in code(&text) {
            for module in words_after(line, "crate::") {
                let known = ALLOWED.iter().any(|(other, _)| *other == module);
                if known && module != home(&name) && !allowed.contains(&module) {
                    wrong.push(format!("{name} may not import {module}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (name, text) in all() {
        for line in code(&text) {
            for (krate, rooms) in ROOMS {
                let used = line.contains(&format!("{krate}::")) || line.trim() == format!("use {krate};");
                let whole = line
                    .find(&format!("{krate}::"))
                    .is_none_or(|at| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
                if used && whole && !rooms.iter().any(|room| name.starts_with(room)) {
                    wrong.push(format!("{name} may not use {krate}: {}", line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_stay_small() {
    let mut wrong = Vec::new();
    for (name, text) in all() {
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        if lines > MAX_LINES {
            wrong.push(format!("{name} has {lines} lines without its tests; the limit is {MAX_LINES}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_check_sees_what_it_should() {
    assert_eq!(words_after("use crate::store::db;", "crate::"), ["store"]);
    assert_eq!(words_after("use crate::{nlp, store::db};", "crate::"), ["nlp", "store"]);
}
