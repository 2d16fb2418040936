//! Measures the library on a corpus in JSON Lines, each line beside what it must reach:
//! `cargo run --release --example library -- CORPUS.jsonl LIBRARY.db`. The library is made if it is not there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, clippy::string_slice)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use dateline::engine::analyse::names;
use dateline::engine::indexer::{IndexOptions, Names, index};
use dateline::engine::library::{Desk, LibraryPick, LibraryPicker, Wanted, outlets, search};
use dateline::engine::{PickerKind, Request};
use dateline::ingest::{Source, parse_line};
use dateline::model::Query;
use dateline::store::library::{Library, Writer, prepare};
use rayon::prelude::*;

/// Lines that are analysed alone, for the rate.
const SAMPLE: usize = 4000;

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [corpus, library] = paths.as_slice() else {
        println!("usage: library CORPUS.jsonl LIBRARY.db");
        return;
    };
    if !corpus.is_file() {
        println!("{}: no such file; make one with one article a line", corpus.display());
        return;
    }
    println!("| what | measured | must reach |\n|---|---|---|");
    let alone = analysis(corpus);
    row("analysis alone, all cores", &format!("{alone:.0} articles/s"), "");
    if !library.exists() {
        cold(corpus, library, alone);
    }
    again(corpus, library);
    reading(library);
    searching(library);
    picking(library);
}

fn row(what: &str, measured: &str, limit: &str) {
    println!("| {what} | {measured} | {limit} |");
}

fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// Of many times the middle one and the hundredth part's.
fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    format!("{} (99 of 100 within {})", ms(at(0.5)), ms(at(0.99)))
}

/// A line of `/proc/self/status`, in MiB.
fn memory(field: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}

fn analysis(corpus: &Path) -> f64 {
    let source = Source::File(corpus.to_path_buf());
    let lines = BufReader::new(std::fs::File::open(corpus).unwrap()).lines().take(SAMPLE);
    let lines: Vec<String> = lines.map(Result::unwrap).collect();
    let work = |lines: &[String]| {
        lines.par_chunks(64).for_each(|lines| {
            let mut reader = Names::default();
            for line in lines {
                let Some(Ok(record)) = parse_line(line.as_bytes(), &source, 1) else { continue };
                let found = names(&record.article).analysis.mentions;
                let kept = reader.read(&record.article, &found);
                std::hint::black_box(prepare(&record.article, &found, kept, true));
            }
        });
    };
    work(&lines[..lines.len().min(200)]);
    let begun = Instant::now();
    work(&lines);
    lines.len() as f64 / begun.elapsed().as_secs_f64()
}

fn cold(corpus: &Path, library: &Path, alone: f64) {
    let mut writer = Writer::open(library).unwrap();
    let paths = [corpus.to_path_buf()];
    let stop = AtomicBool::new(false);
    let done = index(&mut writer, library, &paths, &IndexOptions::default(), &stop, &mut |_| {}).unwrap();
    let rate = (done.added + done.duplicates) as f64 / done.took.as_secs_f64();
    let share = 100.0 * rate / alone;
    row("index, cold", &format!("{rate:.0} articles/s, {share:.0} % of analysis alone"), "2000/s or 60 %");
    row("memory while indexing, highest", &format!("{:.0} MiB", memory("VmHWM")), "600 MB");
    let (text, file) = (corpus.metadata().unwrap().len() as f64, library.metadata().unwrap().len() as f64);
    row("file, times the input", &format!("{:.2}", file / text), "2");
}

fn again(corpus: &Path, library: &Path) {
    let paths = [corpus.to_path_buf()];
    let mut writer = Writer::open(library).unwrap();
    let stop = AtomicBool::new(false);
    let begun = Instant::now();
    let done = index(&mut writer, library, &paths, &IndexOptions::default(), &stop, &mut |_| {}).unwrap();
    assert_eq!(done.added, 0, "nothing is new");
    row("index again, nothing changed", &ms(begun.elapsed()), "2 × find -newer (needs a tree of files)");
}

fn reading(library: &Path) {
    let list = |window| Request::List { query: Query::default(), window, locate: None };
    let mut times = Vec::new();
    for _ in 0..50 {
        let begun = Instant::now();
        let mut desk = Desk::new(Library::open(library).unwrap()).unwrap();
        assert!(desk.needs(&list(0..100)).is_none(), "the first rows wait for nothing");
        desk.answer(&list(0..100)).unwrap();
        times.push(begun.elapsed());
    }
    row("open to the first rows", &spread(times), "100 ms");
    let mut desk = Desk::new(Library::open(library).unwrap()).unwrap();
    let begun = Instant::now();
    while let Some(need) = desk.needs(&list(500..600)).or_else(|| desk.wish(&list(0..100))) {
        let made = need.make(&Library::open(library).unwrap()).unwrap();
        desk.take(made);
    }
    let articles = desk.progress().articles;
    row(&format!("the whole list of {articles} made beside it"), &ms(begun.elapsed()), "");
    let mut times = Vec::new();
    for number in 0..1000u32 {
        let first = number.wrapping_mul(2_654_435_761) % articles.max(1);
        let begun = Instant::now();
        desk.answer(&list(first..first + 100)).unwrap();
        times.push(begun.elapsed());
    }
    row("100 rows anywhere in the list", &spread(times), "16 ms");
    let ids = Library::open(library).unwrap().newest(200).unwrap();
    let mut times = Vec::new();
    for row in &ids {
        let begun = Instant::now();
        let article = dateline::model::ArticleId(row.id);
        desk.answer(&Request::Open { article }).unwrap();
        desk.answer(&Request::Sidebar { article: Some(article), query: Query::default() }).unwrap();
        times.push(begun.elapsed());
    }
    row("open an article with its sidebar", &spread(times), "16 ms");
    row(
        "resident memory so far (page cache 32 MiB a connection)",
        &format!("{:.0} MiB", memory("VmRSS")),
        "150 MB beyond it",
    );
}

fn searching(library: &Path) {
    let opened = Library::open(library).unwrap();
    let table = outlets(&opened).unwrap();
    for (text, relevance, limit) in [
        ("the", false, "5 ms"),
        ("minister budget", false, "5 ms"),
        ("\"said the\"", false, "5 ms"),
        ("the", true, "150 ms"),
        ("minister OR the", true, "150 ms"),
        ("who:\"United Nations\" summit", false, ""),
    ] {
        let wanted = Wanted { text: text.to_owned(), relevance, limit: 50, width: 120, ..Wanted::default() };
        let mut times = Vec::new();
        let mut said = String::new();
        for _ in 0..20 {
            let begun = Instant::now();
            let page = search(&opened, &table, &wanted).unwrap();
            times.push(begun.elapsed());
            said = page.summary();
        }
        row(&format!("search `{text}`: {said}, 50 passages"), &spread(times), limit);
    }
}

fn picking(library: &Path) {
    let opened = Library::open(library).unwrap();
    let table = std::sync::Arc::new(outlets(&opened).unwrap());
    let mut picker = LibraryPicker::new(opened);
    let mut ask = |pattern: &str| {
        let job = LibraryPick {
            picker: PickerKind::Mentions,
            pattern: pattern.to_owned(),
            query: Query::default(),
            limit: 200,
            outlets: table.clone(),
        };
        let begun = Instant::now();
        let mut first = None;
        let list = picker.pick(&job, &|| false, &mut |_| {
            first.get_or_insert(begun.elapsed());
        });
        let list = list.unwrap().unwrap();
        (first.unwrap_or(begun.elapsed()), begun.elapsed(), list.matched)
    };
    let (_, all, matched) = ask("");
    row(&format!("picker: all {} names read, once", matched.1), &ms(all), "");
    for pattern in ["mer", "united nat", "qzx"] {
        let (first, all, matched) = ask(pattern);
        row(
            &format!("picker: `{pattern}`, {} match", matched.0),
            &format!("{} first, {} all", ms(first), ms(all)),
            "16 ms, 100 ms",
        );
    }
}
