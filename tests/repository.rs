//! Keeps the repository fit to be handed to a stranger: it names no machine and no mirror, stays small, and says what
//! changed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]
use std::fs;
use std::path::{Path, PathBuf};

/// What the assets may weigh together, in bytes: they are embedded in the binary.
const ASSETS_LIMIT: u64 = 12 << 20;
/// What any other file of the repository may weigh, in bytes.
const FILE_LIMIT: u64 = 1 << 20;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of the work tree but what git or cargo made.
fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            // Tools installed below `target` come before cargo marks it as a cache.
            let made = name == ".git" || path == root().join("target") || path.join("CACHEDIR.TAG").exists();
            if !made {
                files(&path, out);
            }
        } else if name != ".git" {
            out.push(path);
        }
    }
}

fn all() -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(root(), &mut found);
    found
}

#[test]
fn no_file_names_a_mirror_or_a_machine() {
    // Put together from pieces, so that this file does not name them either.
    let words = [
        ["static.", "crates.io"],
        ["index.", "crates.io"],
        ["pypi", ".org"],
        ["registry.", "npmjs"],
        ["proxy.", "golang.org"],
        ["deb.", "debian.org"],
        ["/ro", "ot/"],
        ["/wo", "rk/"],
        ["/home", "/"],
    ]
    .map(|pieces| pieces.concat());
    let mut wrong = Vec::new();
    for path in all() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(word.as_str())) {
                wrong.push(format!("{}:{}: {word}", path.display(), number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_repository_stays_small() {
    let mut assets = 0;
    for path in all() {
        let bytes = fs::metadata(&path).unwrap().len();
        let name = path.strip_prefix(root()).unwrap();
        if name.starts_with("assets") || name.starts_with("seeds") {
            assets += bytes;
        } else {
            assert!(bytes <= FILE_LIMIT, "{} has {bytes} bytes; the limit is {FILE_LIMIT}", name.display());
        }
    }
    assert!(assets <= ASSETS_LIMIT, "assets and seeds have {assets} bytes together; the limit is {ASSETS_LIMIT}");
}

#[test]
fn the_change_log_knows_this_version() {
    let text = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let version = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&version) || text.contains("## [Unreleased]"), "CHANGELOG.md has no section {version}");
    let order: Vec<_> = text.lines().filter(|line| line.starts_with("## [")).collect();
    assert!(order[0] == "## [Unreleased]" || order[0].starts_with(&version), "the newest section comes first");
}

#[test]
fn the_licence_is_the_one_of_the_manifest() {
    assert_eq!(env!("CARGO_PKG_LICENSE"), "MIT");
    assert!(fs::read_to_string(root().join("LICENSE")).unwrap().starts_with("MIT License"));
}
