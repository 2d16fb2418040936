//! The picker of names.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use dateline::engine::PickerKind;
use dateline::engine::indexer::{IndexOptions, index};
use dateline::engine::library::{LibraryPick, LibraryPicker, outlets};
use dateline::model::Query;
use dateline::store::library::{Library, Writer};

use crate::table::{ms, row};

/// Syllables of invented names.
const SYLLABLES: [&str; 40] = [
    "bar", "bel", "bor", "cal", "cor", "dan", "dor", "fal", "fen", "gar", "gol", "hal", "hen", "jor", "kal", "kor",
    "lan", "len", "lor", "mar", "mel", "mor", "nal", "nor", "par", "pel", "ran", "rin", "ros", "sal", "sel", "tal",
    "tor", "ul", "van", "vel", "wal", "wen", "yor", "zan",
];
const GIVEN: [&str; 24] = [
    "Anna", "Peter", "Maria", "John", "Helen", "David", "Laura", "Thomas", "Julia", "Robert", "Emma", "Daniel", "Nora",
    "Victor", "Irene", "Simon", "Clara", "Hugo", "Alice", "Oscar", "Sarah", "Frank", "Diana", "Martin",
];
/// Names of an article.
const NAMES: usize = 40;

/// A name nobody else has.
fn name(number: usize) -> String {
    let mut rest = number / GIVEN.len();
    let mut surname = String::new();
    for _ in 0..3 {
        surname.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    let (first, others) = surname.split_at(1);
    let middle = if rest > 0 { format!(" {}.", (b'A' + (rest % 26) as u8) as char) } else { String::new() };
    format!("{}{middle} {}{others}", GIVEN[number % GIVEN.len()], first.to_uppercase())
}

/// A library that names so many people.
pub fn make(library: &Path, count: usize) {
    let place = tempfile::tempdir().unwrap();
    let mut lines = String::new();
    for (article, first) in (0..count).step_by(NAMES).enumerate() {
        let mut text = String::new();
        for number in first..(first + NAMES).min(count) {
            let verb = ["met reporters in Lisbon", "spoke at the hall", "left the talks early"][number % 3];
            let _ = write!(text, "{} {verb} on Monday. ", name(number));
        }
        let line = serde_json::json!({"id": article, "title": format!("Who was there, part {article}"), "text": text,
            "outlet": format!("Post {}", article % 20), "date": "2031-04-05"});
        let _ = writeln!(lines, "{line}");
    }
    let corpus = place.path().join("names.jsonl");
    std::fs::write(&corpus, lines).unwrap();
    let mut writer = Writer::open(library).unwrap();
    let stop = AtomicBool::new(false);
    index(&mut writer, library, &[corpus], &IndexOptions::default(), &stop, &mut |_| {}).unwrap();
}

pub fn all(library: &Path) {
    // Somebody who opens the picker before the names are read.
    let (first, all, matched) = ask(&mut LibraryPicker::new(Library::open(library).unwrap()), library, "mar");
    let said = format!("{} first, {} all", ms(first), ms(all));
    row(&format!("picker at once after opening, of {} names", matched.1), &said, "16 ms first");
    let mut picker = LibraryPicker::new(Library::open(library).unwrap());
    ask(&mut picker, library, "");
    for typed in ["marta", "united nations", "lindqvist", "qzx"] {
        let (mut first, mut all) = (Vec::new(), Vec::new());
        let mut found = 0;
        // Letter by letter, then all taken back.
        for end in 1..=typed.len() {
            let (early, last, matched) = ask(&mut picker, library, &typed[..end]);
            first.push(early);
            all.push(last);
            found = matched.0;
        }
        ask(&mut picker, library, "");
        let (early, last) = (first.iter().max().unwrap(), all.iter().max().unwrap());
        let said = format!("slowest letter: {} first, {} all", ms(*early), ms(*last));
        row(&format!("picker: `{typed}` letter by letter, {found} match"), &said, "16 ms first, 100 ms all");
    }
}

/// Time to the first rows, and to the end; how many match of how many.
fn ask(picker: &mut LibraryPicker, library: &Path, pattern: &str) -> (Duration, Duration, (u32, u32)) {
    let table = Arc::new(outlets(&Library::open(library).unwrap()).unwrap());
    let picker_kind = PickerKind::Entities;
    let query = Query::default();
    let job = LibraryPick { picker: picker_kind, pattern: pattern.to_owned(), query, limit: 200, outlets: table };
    let begun = Instant::now();
    let mut first = None;
    let list = picker.pick(&job, &|| false, &mut |_| {
        first.get_or_insert(begun.elapsed());
    });
    let all = begun.elapsed();
    (first.unwrap_or(all), all, list.unwrap().unwrap().matched)
}
