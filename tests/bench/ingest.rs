//! How fast a page becomes an article, beside the sanitiser alone (which must touch every byte once, too); and that one
//! long line grows linearly: the rates of the three sizes should be alike.

#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::ingest::{Source, bundled, load, parse};
use dateline::text::sanitize;

fn pages(c: &mut Criterion) {
    let text: String = bundled().iter().map(|source| load(source).articles[0].document.text.to_string()).collect();
    let source = Source::File(PathBuf::from("a.txt"));
    let mut group = c.benchmark_group("page");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("parse", |b| b.iter(|| parse(black_box(text.as_bytes()), &source)));
    group.bench_function("limit: sanitize", |b| b.iter(|| sanitize(black_box(&text))));
    group.finish();
}

fn one_line(c: &mut Criterion) {
    let sentence = "The ministers met for the third time this month, a spokesman said, and “nothing” was agreed. ";
    let mut group = c.benchmark_group("one line");
    group.sample_size(10);
    for megabytes in [1usize, 10, 50] {
        let text = sentence.repeat(megabytes * 1_000_000 / sentence.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        for name in ["a.txt", "a.md"] {
            let source = Source::File(PathBuf::from(name));
            group.bench_function(format!("{megabytes} MB {name}"), |b| {
                b.iter(|| parse(black_box(text.as_bytes()), &source));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, pages, one_line);
criterion_main!(benches);
