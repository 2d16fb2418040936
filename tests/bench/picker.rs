#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, missing_docs)]
//! The picker over a million names, letter by letter, beside plain `SkimMatcherV2` over the same names in the same run.
//! Limits: half of Skim's time for each letter; the first screen within 16 ms.
//!
//! `letter/NAME/ours` is the time from the keystroke to the whole answer, narrowing to what the letters before have left;
//! `letter/NAME/skim` scores every name; `first_screen/NAME` is the time to the first results that are shown.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use dateline::search::fuzzy::{Index, IndexBuilder, Pattern, Session, Snapshot};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

const NAMES: usize = 1_000_000;
const ROWS: usize = 200;

/// What is typed, letter by letter.
const TYPED: &[&str] = &["merkow", "vonderl", "müllr", "bnkhar", "zzq"];

/// Names of people, organisations and places put together from parts, about a fifth of them not ASCII.
fn names() -> Vec<String> {
    let given = [
        "Marko",
        "Ana",
        "Jürgen",
        "Zoë",
        "Pavel",
        "Ingrid",
        "Émile",
        "Tomás",
        "Olena",
        "Badr",
        "Kwame",
        "Yuki",
        "Noor",
        "Lars",
        "Владимир",
        "Θάλεια",
        "Wei",
        "Sáraí",
        "Dmitri",
        "Grace",
    ];
    let start = [
        "Mer", "Van", "Kor", "Mül", "Har", "Bel", "Ost", "Dro", "Łuk", "Sza", "Ere", "Tan", "Wil", "Quo", "Fen", "Zel",
    ];
    let middle = ["ke", "der", "ova", "lin", "ma", "esk", "or", "ti", "bur", "ad", "el", "uno"];
    let end = ["l", "leyen", "ski", "son", "witz", "ow", "ssen", "rić", "man", "dez", "nger", "ati"];
    let before = ["", "", "", "von ", "de ", "Bank of ", "Ministry of ", "Port ", "University of ", "North "];
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |bound: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 16) as usize % bound
    };
    (0..NAMES)
        .map(|_| {
            let family = format!("{}{}{}", start[next(16)], middle[next(12)], end[next(12)]);
            let before = before[next(10)];
            if before.ends_with("f ") || before.len() > 4 {
                format!("{before}{family}")
            } else {
                format!("{} {before}{family}", given[next(20)])
            }
        })
        .collect()
}

fn index(names: &[String]) -> Index {
    let mut builder = IndexBuilder::default();
    for (number, name) in names.iter().enumerate() {
        builder.item(number as u32, (number % 3) as u8);
        builder.key(name);
    }
    builder.build()
}

fn search(session: &mut Session, index: &Index, typed: &str, publish: &mut dyn FnMut(Snapshot)) -> Snapshot {
    let weight = |id: u32| 1 + (id * 7919) % 50;
    session.search(index, &Pattern::new(typed), weight, ROWS, &|| false, publish).unwrap_or_default()
}

/// A session that has searched everything typed before the last letter.
fn typed_before(index: &Index, typed: &str) -> Session {
    let mut session = Session::default();
    for (at, _) in typed.char_indices().skip(1) {
        search(&mut session, index, &typed[..at], &mut |_| {});
    }
    session
}

fn bench(criterion: &mut Criterion) {
    let names = names();
    let built = Instant::now();
    let index = index(&names);
    let bytes: usize = names.iter().map(String::len).sum();
    println!("{NAMES} names, {:.1} bytes each; index built in {:?}", bytes as f64 / NAMES as f64, built.elapsed());
    let skim = SkimMatcherV2::default();
    let prefixes = TYPED.iter().flat_map(|typed| {
        typed
            .char_indices()
            .map(|(at, c)| &typed[..at + c.len_utf8()])
            .enumerate()
            .filter(|(n, _)| [0, 1, 2, 5].contains(n))
    });
    let mut seen = Vec::new();
    for (_, typed) in prefixes {
        if seen.contains(&typed) {
            continue;
        }
        seen.push(typed);
        let mut group = criterion.benchmark_group(format!("letter/{typed}"));
        group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
        group.bench_function("skim", |bencher| {
            bencher.iter(|| names.iter().filter_map(|name| skim.fuzzy_match(name, black_box(typed))).max());
        });
        group.bench_function("ours", |bencher| {
            bencher.iter_custom(|times| {
                let mut spent = Duration::ZERO;
                for _ in 0..times {
                    let mut session = typed_before(&index, typed);
                    let start = Instant::now();
                    black_box(search(&mut session, &index, typed, &mut |_| {}));
                    spent += start.elapsed();
                }
                spent
            });
        });
        group.bench_function("first_screen", |bencher| {
            bencher.iter_custom(|times| {
                let mut spent = Duration::ZERO;
                for _ in 0..times {
                    // Without what came before, as after a change of the corpus: the worst case.
                    let mut session = Session::default();
                    let start = Instant::now();
                    let mut first = None;
                    search(&mut session, &index, typed, &mut |_| first = first.or(Some(start.elapsed())));
                    spent += first.unwrap_or_else(|| start.elapsed());
                }
                spent
            });
        });
        group.finish();
    }
}

criterion_group!(benches, bench);
criterion_main!(benches);
