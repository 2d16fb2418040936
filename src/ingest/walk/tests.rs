use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;

use super::{Found, Skipped, walk};
use crate::ingest::Source;

fn all(paths: &[PathBuf]) -> Vec<Found> {
    let mut out = Vec::new();
    walk(paths, &mut |found| {
        out.push(found);
        ControlFlow::Continue(())
    });
    out
}

fn file(path: &std::path::Path) -> Found {
    Found::Input(Source::File(path.to_path_buf()))
}

#[test]
fn folders_in_the_order_of_names_and_what_is_passed_over_is_counted() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    fs::create_dir_all(at("b/.git")).unwrap();
    for name in ["c.txt", "a.md", "b/2.txt", "b/10.TXT", "b/.git/x.txt", ".hidden.txt", "pic.png", "NOTES"] {
        fs::write(at(name), "some words").unwrap();
    }
    fs::write(at("core"), [0u8, 1, 2, 3]).unwrap();
    let found = all(&[dir.path().to_path_buf()]);
    let skipped = Skipped { folder: dir.path().display().to_string(), hidden: 2, not_text: 2 };
    let expected = [
        file(&at("NOTES")),
        file(&at("a.md")),
        file(&at("b/10.TXT")),
        file(&at("b/2.txt")),
        file(&at("c.txt")),
        Found::Skipped(skipped),
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_cannot_be_walked_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let empty = dir.path().join("empty");
    let pictures = dir.path().join("pictures");
    fs::create_dir_all(&empty).unwrap();
    fs::create_dir_all(&pictures).unwrap();
    fs::write(pictures.join("a.png"), "x").unwrap();
    let found = all(&[dir.path().join("nowhere"), empty, pictures, "-".into(), "-".into()]);
    let reasons: Vec<_> = found
        .iter()
        .filter_map(|found| match found {
            Found::Problem(problem) => {
                assert!(problem.skipped);
                Some(problem.reason.as_str())
            }
            _ => None,
        })
        .collect();
    let expected =
        ["no such file or folder", "an empty folder", "no .txt or .md file in this folder (1 other was passed over)"];
    assert_eq!(reasons, expected);
    assert_eq!(found.iter().filter(|found| **found == Found::Input(Source::Stdin)).count(), 1);
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_ends() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "words").unwrap();
    std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).unwrap();
    let found = all(&[dir.path().to_path_buf()]);
    assert_eq!(found.len(), 2);
    assert!(matches!(&found[1], Found::Problem(problem) if problem.reason.contains("back into itself")));
}

#[test]
fn the_visitor_may_stop() {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..10 {
        fs::write(dir.path().join(format!("{n}.txt")), "words").unwrap();
    }
    let mut seen = 0;
    walk(&[dir.path().to_path_buf()], &mut |_| {
        seen += 1;
        if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(seen, 3);
}
