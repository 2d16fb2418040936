//! Names resolved per second: over shared names as in news, over names that are all different, and over a million names one
//! letter apart. `cargo bench --bench resolve`. Growth shows from 10,000 to 1,000,000 mentions; reading (ring 1, `add`) and
//! resolving (rings 2 and 3, `resolve`) are measured apart. Last, finding the names of the same articles beside resolving them.

#![allow(missing_docs, clippy::unwrap_used, clippy::string_slice)]
use std::fmt::Write;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::model::{EntityKind, NameMention, Zone, ZoneKind};
use dateline::nlp::{Recognizer, ResolveDoc, Resolver};
use dateline::text::Span;

/// Mentions of an article.
const PER_ARTICLE: usize = 20;

/// Syllables names are made of.
const SYLLABLES: [&str; 16] =
    ["ka", "lo", "mir", "ten", "sa", "vor", "li", "dun", "re", "gal", "ni", "bos", "ta", "fen", "pu", "zor"];

#[derive(Clone, Copy)]
enum Make {
    /// News: few names are in many articles, many in few.
    Shared,
    /// Every mention another full name.
    Distinct,
    /// Every mention another name, one letter away from others.
    OneLetter,
}

fn word(mut n: usize, least: usize) -> String {
    let mut out = String::new();
    for at in 0.. {
        out.push_str(SYLLABLES[n % 16]);
        n /= 16;
        if n == 0 && at + 1 >= least {
            break;
        }
    }
    out[..1].to_uppercase() + &out[1..]
}

fn name(make: Make, n: usize, seed: &mut u64) -> String {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let r = (*seed >> 33) as usize;
    match make {
        Make::Shared => {
            // Log-uniform ranks: Zipf's law.
            let rank = ((r % 10_000) as f64 / 10_000.0 * 12.0).exp() as usize;
            let full = word(rank % 997, 2) + " " + &word(rank, 2);
            if r.is_multiple_of(3) { full } else { word(rank, 2) }
        }
        Make::Distinct => word(n % 1009, 2) + " " + &word(n, 3),
        Make::OneLetter => {
            let mut letters = *b"abcdefghijkl";
            let mut n = n;
            for letter in &mut letters {
                *letter += (n % 4) as u8;
                n /= 4;
            }
            "Aron ".to_owned() + std::str::from_utf8(&letters).unwrap()
        }
    }
}

/// Texts with their mentions.
fn corpus(make: Make, mentions: usize) -> Vec<(String, Vec<NameMention>)> {
    let mut seed = 7;
    let article = |a: usize, seed: &mut u64| {
        let (mut text, mut list) = (String::new(), Vec::new());
        for m in 0..PER_ARTICLE {
            let start = text.len() as u32;
            text.push_str(&name(make, a * PER_ARTICLE + m, seed));
            list.push(NameMention { span: Span::new(start, text.len() as u32), kind: EntityKind::Person, score: 255 });
            write!(text, " said. ").unwrap();
        }
        (text, list)
    };
    (0..mentions / PER_ARTICLE).map(|a| article(a, &mut seed)).collect()
}

fn read(corpus: &[(String, Vec<NameMention>)]) -> Resolver {
    let mut resolver = Resolver::trusting();
    for (key, (text, mentions)) in corpus.iter().enumerate() {
        let seconds = Some(key as i64 * 600);
        resolver.add(&ResolveDoc { text, mentions, outlet: None, seconds, topic: None, key: key as u128 });
    }
    resolver
}

fn resolve(c: &mut Criterion) {
    for (label, make) in [("shared", Make::Shared), ("distinct", Make::Distinct), ("one letter", Make::OneLetter)] {
        let mut group = c.benchmark_group(format!("resolve {label}"));
        group.sample_size(10);
        for mentions in [10_000, 100_000, 1_000_000] {
            let corpus = corpus(make, mentions);
            group.throughput(Throughput::Elements(mentions as u64));
            group.bench_with_input(BenchmarkId::new("add", mentions), &corpus, |b, corpus| {
                b.iter_batched(|| (), |()| read(corpus), BatchSize::PerIteration);
            });
            let resolver = read(&corpus);
            group.bench_with_input(BenchmarkId::new("resolve", mentions), &resolver, |b, resolver| {
                b.iter(|| resolver.resolve());
            });
        }
        group.finish();
    }
}

/// The same articles recognised, and their names resolved: a mention must not cost more to resolve than to find.
fn beside_recognising(c: &mut Criterion) {
    let mut seed = 7;
    let sentence = |n: usize, seed: &mut u64| {
        let (who, whom) = (name(Make::Shared, n, seed), name(Make::Distinct, n, seed));
        format!("{who} told reporters on Monday that the plan of {whom} would cost more than expected, and left. ")
    };
    let texts: Vec<String> =
        (0..200).map(|a| (0..10).map(|m| sentence(a * 10 + m, &mut seed)).collect::<Vec<_>>().concat()).collect();
    let recognise = |text: &String| {
        let zone = Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body };
        Recognizer::shipped().recognize(text, &[zone]).mentions
    };
    let found: Vec<(String, Vec<NameMention>)> = texts.iter().map(|text| (text.clone(), recognise(text))).collect();
    let mentions: usize = found.iter().map(|(_, mentions)| mentions.len()).sum();
    let mut group = c.benchmark_group("a mention");
    group.sample_size(10);
    group.throughput(Throughput::Elements(mentions as u64));
    group
        .bench_function("recognised", |b| b.iter(|| texts.iter().map(recognise).map(|list| list.len()).sum::<usize>()));
    group.bench_function("resolved", |b| b.iter(|| read(&found).resolve().entities.len()));
    group.finish();
}

criterion_group!(benches, resolve, beside_recognising);
criterion_main!(benches);
