//! Measures the library, each line beside what it must reach:
//!
//! ```text
//! cargo build --release
//! cargo run --release --example library -- CORPUS.jsonl LIBRARY.db   indexes if there is no such library, then reads it
//! cargo run --release --example library -- - LIBRARY.db              reads it only
//! cargo run --release --example library -- --tree CORPUS.jsonl       30,000 files, and nothing changed in them
//! cargo run --release --example library -- --names 1000000 NAMES.db  a library of so many names, for the picker
//! ```

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::string_slice)]

mod making;
mod picking;
mod reading;
mod screen;
mod table;

use std::path::{Path, PathBuf};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match *args.as_slice() {
        ["--tree", corpus] => {
            let corpus = there(corpus);
            table::head();
            making::tree(&corpus);
        }
        ["--names", count, library] => {
            let library = Path::new(library);
            table::head();
            if !library.exists() {
                picking::make(library, count.parse().unwrap());
            }
            picking::all(library);
        }
        [corpus, library] => {
            let (corpus, library) = ((corpus != "-").then(|| there(corpus)), PathBuf::from(library));
            table::head();
            if let Some(corpus) = &corpus {
                making::all(corpus, &library);
            }
            reading::all(&library);
            picking::all(&library);
            screen::all(&library);
        }
        _ => println!("usage: library CORPUS.jsonl|- LIBRARY.db | --tree CORPUS.jsonl | --names NUMBER LIBRARY.db"),
    }
}

fn there(path: &str) -> PathBuf {
    let path = PathBuf::from(path);
    if !path.is_file() {
        println!("{}: no such file; make one with one article a line", path.display());
        std::process::exit(1);
    }
    path
}
