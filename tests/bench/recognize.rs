//! How fast names are found, beside the limit (counting words as `wc -w` does), on one core and on two; and the load.
//!
//! Text: the articles of the recogniser's own test, many times over, shuffled sentence by sentence, with rare words and
//! names put in the place of some, so that there are as many distinct words as in news of that length (27,000 in the first
//! 600,000 tokens of the Groningen Meaning Bank); the number is printed. `tools/bench_spacy.py` measures spaCy's small model on the same text and prints the ratio.

#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::HashSet;
use std::hint::black_box;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::model::{Zone, ZoneKind};
use dateline::nlp::Recognizer;
use dateline::text::Span;

fn whole(text: &str) -> Zone {
    Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body }
}

/// Pseudo-random numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    /// A rank below `limit`, low ones more often, as words are in text (log-uniform).
    fn rank(&mut self, limit: usize) -> usize {
        let unit = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (limit as f64).powf(unit) as usize
    }
}

/// The word with a number: made of syllables, so that its shape and ends are those of words.
fn rare(mut number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ran", "le", "mo", "ti", "sta", "ver", "con", "dra", "ke", "lis", "por", "sen", "bel", "tur", "ga", "min",
        "ro", "cha", "fel", "nor",
    ];
    const ENDS: [&str; 10] = ["", "s", "ed", "ing", "er", "tion", "al", "ly", "son", "ov"];
    let end = ENDS[number % ENDS.len()];
    number /= ENDS.len();
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
        if number == 0 && word.len() > 4 {
            break;
        }
    }
    word + end
}

/// A sentence with some of its words replaced: one small word in eight, one capitalised one in three.
fn vary(sentence: &str, dice: &mut Dice) -> String {
    let replace = |word: &str, dice: &mut Dice| {
        let capital = word.starts_with(|c: char| c.is_uppercase());
        if word.len() < 4
            || !word.bytes().all(|b| b.is_ascii_alphabetic())
            || dice.below(if capital { 3 } else { 8 }) > 0
        {
            return word.to_owned();
        }
        let mut new = rare(dice.rank(200_000));
        if let Some(first) = new.get_mut(..1).filter(|_| capital) {
            first.make_ascii_uppercase();
        }
        new
    };
    sentence.split(' ').map(|word| replace(word, dice)).collect::<Vec<_>>().join(" ")
}

/// About 1,500 articles of some 400 words.
fn articles() -> Vec<String> {
    let marked = include_str!("../fixtures/nlp/names.txt");
    let plain: Vec<String> = marked
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.replace('{', "").split('}').map(|part| part.split('|').next().unwrap_or("")).collect())
        .collect();
    let mut dice = Dice(1);
    (0..1500)
        .map(|_| {
            let lines: Vec<String> = (0..14)
                .map(|_| {
                    let line = &plain[dice.below(plain.len())];
                    vary(line, &mut dice)
                })
                .collect();
            lines.join("\n\n")
        })
        .collect()
}

fn read_all(recognizer: &Recognizer, texts: &[String]) -> usize {
    texts.iter().map(|text| recognizer.recognize(text, &[whole(text)]).mentions.len()).sum()
}

fn read_on_two(recognizer: &Recognizer, texts: &[String]) -> usize {
    let (left, right) = texts.split_at(texts.len() / 2);
    std::thread::scope(|scope| {
        let left = scope.spawn(move || read_all(recognizer, left));
        read_all(recognizer, right) + left.join().unwrap()
    })
}

fn recognize(c: &mut Criterion) {
    let texts = articles();
    let recognizer = Recognizer::shipped();
    let tokens: usize = texts.iter().map(|text| recognizer.recognize(text, &[whole(text)]).tokens.len()).sum();
    let mut group = c.benchmark_group("recognize");
    group.sample_size(10).throughput(Throughput::Elements(tokens as u64));
    group.bench_function("one core", |b| b.iter(|| read_all(recognizer, black_box(&texts))));
    group.bench_function("two cores", |b| {
        b.iter(|| read_on_two(recognizer, &texts));
    });
    group.bench_function("limit: words as wc -w counts them", |b| {
        b.iter(|| black_box(&texts).iter().map(|text| text.split_ascii_whitespace().count()).sum::<usize>());
    });
    group.finish();
    say_rates(recognizer, &texts, tokens);
}

/// Seconds of the fastest of five runs.
fn best_of_five(work: &dyn Fn()) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed().as_secs_f64());
    }
    best
}

/// The same once more in tokens a second, which is how the goal is set.
fn say_rates(recognizer: &Recognizer, texts: &[String], tokens: usize) {
    let one = best_of_five(&|| {
        black_box(read_all(recognizer, texts));
    });
    let words = best_of_five(&|| {
        black_box(texts.iter().map(|text| text.split_ascii_whitespace().count()).sum::<usize>());
    });
    let distinct: HashSet<&str> = texts.iter().flat_map(|text| text.split_ascii_whitespace()).collect();
    println!("{tokens} tokens, {} distinct words between spaces", distinct.len());
    let two = best_of_five(&|| {
        black_box(read_on_two(recognizer, texts));
    });
    println!(
        "recognize: {:.2} million tokens/s on one core, {:.2} on two ({:.2} times); counting words alone: {:.0} million/s",
        tokens as f64 / one / 1e6,
        tokens as f64 / two / 1e6,
        one / two,
        tokens as f64 / words / 1e6
    );
    match spacy(texts) {
        Some(rate) => println!("spaCy's small model: {rate:.0} tokens/s; ratio {:.0}", tokens as f64 / one / rate),
        None => println!("spaCy was not measured: see tools/bench_spacy.py"),
    }
}

/// Tokens a second of spaCy's small model on the first of the texts, where `DATELINE_BENCH_SPACY` names a Python with it.
fn spacy(texts: &[String]) -> Option<f64> {
    let python = std::env::var_os("DATELINE_BENCH_SPACY")?;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/bench_spacy.py");
    let mut child = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let some: Vec<&str> = texts.iter().take(100).map(String::as_str).collect();
    child.stdin.take()?.write_all(some.join("\u{c}").as_bytes()).ok()?;
    let out = child.wait_with_output().ok()?;
    String::from_utf8(out.stdout).ok()?.trim().parse().ok()
}

fn load(c: &mut Criterion) {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/models/names-en.model")).unwrap();
    c.bench_function("load the shipped model", |b| b.iter(|| Recognizer::from_bytes(black_box(&bytes)).unwrap()));
}

criterion_group!(benches, recognize, load);
criterion_main!(benches);
