#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, missing_docs)]
//! The tables over 5,000 articles of 100 outlets with 200,000 mentions of some 20,000 entities.
//!
//! `who/matrix` counts who × outlet; `who/hash_maps` is the plain way, a map for each entity. `who/sort` is what a change
//! of order costs, `who/window` what scrolling does (limit: 16 ms). `kwic/left` sorts all mentions of the most named
//! entity by the words before, `kwic/window` makes the lines of one screen. `roles` reads the roles of one article.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::engine::memory::Scope;
use dateline::engine::memory::matrix::Matrix;
use dateline::engine::{KwicQuery, KwicSort, MemoryCorpus, WhoQuery, WhoSort};
use dateline::model::{
    Analysis, Article, ArticleMeta, Block, BlockForm, BlockKind, ContentKey, Document, EntityId, EntityKind,
    NameMention, OutletId, Query,
};
use dateline::nlp::roles;
use dateline::text::Span;
use rustc_hash::FxHashMap;

const ARTICLES: u32 = 5_000;
const OUTLETS: u32 = 100;
const NAMES: u32 = 40;

fn word(mut number: u32) -> String {
    let mut out = String::new();
    for _ in 0..4 {
        out.push(char::from(b"bdfgklmnprstvz"[(number % 14) as usize]));
        out.push(char::from(b"aeiou"[(number / 14 % 5) as usize]));
        number /= 70;
    }
    out
}

fn name(number: u32) -> String {
    let capital = |word: String| word[..1].to_uppercase() + &word[1..];
    format!("{} {}", capital(word(number * 7 + 3)), capital(word(number * 31 + 11)))
}

fn article(number: u32, seed: &mut u64) -> (Article, Analysis) {
    let mut text = String::new();
    let mut mentions = Vec::new();
    for at in 0..NAMES {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let random = (*seed >> 33) as u32;
        // Every fourth is the one named everywhere.
        let name = if at % 4 == 0 { "Ana Lund".to_owned() } else { name(random % 20_000) };
        text.push_str(
            ["The foreign minister, ", "On Monday ", "They met ", "Kremlin aide "][(random >> 8) as usize % 4],
        );
        let start = text.len() as u32;
        text.push_str(&name);
        mentions.push(NameMention { span: Span::new(start, text.len() as u32), kind: EntityKind::Person, score: 200 });
        text.push_str([", said so. ", " left the town. ", " agreed with them. "][(random >> 12) as usize % 3]);
    }
    text.push_str(&number.to_string());
    let span = Span::new(0, text.len() as u32);
    let block = Block { span, lead: 0, kind: BlockKind::Body, form: BlockForm::Paragraph };
    let meta = ArticleMeta { outlet: Some(format!("Paper {}", word(number % OUTLETS))), ..ArticleMeta::default() };
    let article = Article {
        key: ContentKey::of(text.as_bytes()),
        meta,
        document: Document { text: Arc::from(text), blocks: vec![block] },
        source: "bench".into(),
    };
    (article, Analysis { mentions, ..Analysis::default() })
}

fn corpus() -> MemoryCorpus {
    let (mut corpus, mut seed) = (MemoryCorpus::default(), 1);
    for number in 0..ARTICLES {
        let (article, analysis) = article(number, &mut seed);
        corpus.add(article, analysis).unwrap();
    }
    corpus.resolve();
    corpus
}

/// Who × outlet with a map for each entity.
fn hash_maps(scope: &Scope) -> FxHashMap<EntityId, FxHashMap<OutletId, u32>> {
    let mut out: FxHashMap<EntityId, FxHashMap<OutletId, u32>> = FxHashMap::default();
    for (id, entry) in scope.articles() {
        for mention in scope.revision().mentions(id.0).iter() {
            *out.entry(mention.entity).or_default().entry(entry.outlet).or_default() += 1;
        }
    }
    out
}

fn tables(bench: &mut Criterion) {
    let mut corpus = corpus();
    let scope = corpus.scope(&Query::default());
    let entries: Vec<_> =
        (0..ARTICLES).filter_map(|id| corpus.entry(dateline::model::ArticleId(id)).cloned()).collect();
    let most = scope.revision().entities().iter().max_by_key(|entity| entity.mentions).unwrap().id;
    println!("{} entities, {} mentions of one", scope.revision().entities().len(), scope.card(most).unwrap().mentions);
    let mut who = bench.benchmark_group("who");
    let matrix = || Matrix::new(&entries, scope.outlets(), scope.revision(), &Query::default());
    who.bench_function("matrix", |b| b.iter(|| black_box(matrix())));
    who.bench_function("hash_maps", |b| b.iter(|| black_box(hash_maps(&scope))));
    let query = WhoQuery { sort: WhoSort::Outlet(OutletId(7)), ..WhoQuery::default() };
    who.bench_function("sort", |b| b.iter(|| black_box(scope.who_order(&query))));
    let order = scope.who_order(&query);
    who.bench_function("window", |b| b.iter(|| black_box(scope.who(&order, &(5000..5160), None))));
    who.finish();
    let mut kwic = bench.benchmark_group("kwic");
    let query = KwicQuery { sort: KwicSort::Left, context: 160, passage: 900, ..KwicQuery::default() };
    kwic.bench_function("left", |b| b.iter(|| black_box(scope.kwic_order(most, &query))));
    let order = scope.kwic_order(most, &query);
    kwic.bench_function("window", |b| b.iter(|| black_box(scope.kwic(most, &query, &order, &(5000..5160), None))));
    kwic.finish();
    let (article, analysis) = article(1, &mut 7);
    let (text, span) = (&article.document.text, article.document.blocks[0].span);
    let mut group = bench.benchmark_group("roles");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("article", |b| b.iter(|| black_box(roles::find(text, [span], &analysis.mentions))));
    group.finish();
}

criterion_group!(benches, tables);
criterion_main!(benches);
