//! Indexing: a corpus from nothing, the same again, and a folder of files again.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use dateline::engine::analyse::names;
use dateline::engine::indexer::{IndexOptions, IndexSummary, Names, index};
use dateline::ingest::{Source, parse_line};
use dateline::store::library::{Writer, prepare};
use rayon::prelude::*;

use crate::table::{at, memory, ms, processor, row};

/// Lines that are analysed alone, for the rate.
const SAMPLE: usize = 4000;
/// Files of the folder.
const FILES: usize = 30_000;

pub fn all(corpus: &Path, library: &Path) {
    let (alone, cost) = analysis(corpus);
    let each = ms(cost);
    row("analysis alone, all cores", &format!("{alone:.0} articles/s ({each} of processor time each)"), "");
    if library.exists() {
        row("index, cold", "the library was there already", "");
    } else {
        cold(corpus, library, alone, cost);
    }
    let begun = Instant::now();
    let again = run(corpus, library);
    let done = if again.added == 0 { ms(begun.elapsed()) } else { format!("{} were new", again.added) };
    row("the corpus again, nothing changed", &done, "(one file; see --tree)");
}

fn run(path: &Path, library: &Path) -> IndexSummary {
    let mut writer = Writer::open(library).unwrap();
    let stop = AtomicBool::new(false);
    index(&mut writer, library, &[path.to_path_buf()], &IndexOptions::default(), &stop, &mut |_| {}).unwrap()
}

/// Articles a second, and processor time of one.
fn analysis(corpus: &Path) -> (f64, Duration) {
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
    let (begun, spent) = (Instant::now(), processor());
    work(&lines);
    (lines.len() as f64 / begun.elapsed().as_secs_f64(), processor().saturating_sub(spent) / lines.len() as u32)
}

fn cold(corpus: &Path, library: &Path, alone: f64, cost: Duration) {
    let spent = processor();
    let done = run(corpus, library);
    let articles = (done.added + done.duplicates) as f64;
    let rate = articles / done.took.as_secs_f64();
    let own = processor().saturating_sub(spent).div_f64(articles);
    let share = 100.0 * rate / alone;
    row("index, cold", &format!("{rate:.0} articles/s, {share:.0} % of analysis alone"), "2000/s and 60 %");
    let share = 100.0 * cost.as_secs_f64() / own.as_secs_f64();
    let limit = "(the same on a busy machine)";
    row("processor time of an article", &format!("{}, {share:.0} % of it analysis", ms(own)), limit);
    row("memory while indexing, highest", &format!("{:.0} MiB", memory("self", "VmHWM")), "600 MB");
    let (text, file) = (corpus.metadata().unwrap().len() as f64, library.metadata().unwrap().len() as f64);
    row("file, times the input", &format!("{:.2}", file / text), "2");
}

/// A folder of files, indexed; then what it takes to see that nothing changed, beside `find -newer`.
pub fn tree(corpus: &Path) {
    let place = tempfile::tempdir().unwrap();
    let (folder, library) = (place.path().join("news"), place.path().join("library.db"));
    let lines = BufReader::new(std::fs::File::open(corpus).unwrap()).lines().take(FILES);
    let mut count = 0;
    for (number, line) in lines.enumerate() {
        let value: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let within = folder.join(format!("{:03}", number / 100));
        std::fs::create_dir_all(&within).unwrap();
        // Short ones: what is measured does not read them.
        let text: String = value["text"].as_str().unwrap_or("").chars().take(600).collect();
        std::fs::write(within.join(format!("{number}.txt")), format!("{number}\n\n{text}\n")).unwrap();
        count += 1;
    }
    let first = run(&folder, &library);
    assert_eq!(first.added + first.duplicates + first.skipped, count, "all are taken in");
    let stamp = place.path().join("stamp");
    std::fs::write(&stamp, "").unwrap();
    let (mut find, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..15 {
        let begun = Instant::now();
        let mut command = Command::new("find");
        command.arg(&folder).args(["-type", "f", "-newer"]).arg(&stamp).stdout(Stdio::null());
        assert!(command.status().unwrap().success());
        find.push(begun.elapsed());
        let begun = Instant::now();
        let again = run(&folder, &library);
        ours.push(begun.elapsed());
        assert_eq!(again.added + again.changed, 0, "nothing is new");
    }
    let (find, ours) = (at(&mut find, 0.5), at(&mut ours, 0.5));
    let ratio = ours.as_secs_f64() / find.as_secs_f64();
    let said = format!("{} beside {} of find: {ratio:.2} times", ms(ours), ms(find));
    row(&format!("index again, {count} files, none changed"), &said, "2 times `find -newer`");
}
