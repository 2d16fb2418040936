//! Decisions laid over a corpus: beside the resolution they spare, and growing with the mentions.
//!
//! `cargo bench --bench decide`. A hundred decisions on corpora of growing size; `resolve` is what a decision would cost
//! if all names had to be tied anew, `lay` is what it costs.

use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline::engine::decide::{apply, nth_of};
use dateline::engine::memory::{Entry, tie};
use dateline::model::{
    Act, Analysis, Article, ArticleMeta, Block, BlockForm, BlockKind, ContentKey, Decision, Document, EntityKind,
    MentionAt, NameMention, Who,
};
use dateline::text::Span;

/// Names in each article.
const NAMES: usize = 10;

/// An article with names of which one is in every article and the others in some.
fn entry(number: usize) -> Arc<Entry> {
    let mut text = String::new();
    let mut mentions = Vec::new();
    for name in 0..NAMES {
        let who = if name == 0 { 0 } else { number * 7 + name * 13 };
        let start = text.len() as u32;
        let _ = write!(text, "Bran{} Weir{who}", who % 97);
        mentions.push(NameMention { span: Span::new(start, text.len() as u32), kind: EntityKind::Person, score: 200 });
        text.push_str(" spoke. ");
    }
    let block =
        Block { span: Span::new(0, text.len() as u32), lead: 0, kind: BlockKind::Body, form: BlockForm::Paragraph };
    let article = Article {
        key: ContentKey::of(format!("{number}").as_bytes()),
        meta: ArticleMeta { title: format!("Report {number}"), ..ArticleMeta::default() },
        document: Document { text: text.into(), blocks: vec![block] },
        source: "bench".into(),
    };
    Arc::new(Entry::new(article, Analysis { mentions, ..Analysis::default() }))
}

fn person(who: usize) -> Who {
    Who::new(EntityKind::Person, format!("Bran{} Weir{who}", who % 97))
}

/// A hundred decisions, one of four on a single mention.
fn decisions(entries: &[Arc<Entry>]) -> Vec<Decision> {
    let acts = (0..100usize).map(|n| match n % 4 {
        0 => Act::Merge { who: vec![person(n * 7 + 13)], into: person(0) },
        1 => Act::Rename { who: person(n * 7 + 26), to: format!("Weir the {n}th") },
        2 => Act::Drop { who: vec![person(n * 7 + 39)] },
        _ => {
            let entry = &entries[n % entries.len()];
            let words = "Bran0 Weir0".to_owned();
            let nth = nth_of(&entry.article.document.text, &words, 0);
            let title = entry.title.to_string();
            let at = MentionAt { article: entry.article.key.short(), outlet: None, title, words, nth };
            Act::Move { mentions: vec![at], into: person(n * 7 + 52) }
        }
    });
    acts.map(|act| Decision { act, date: None, note: None }).collect()
}

fn lay(c: &mut Criterion) {
    let mut group = c.benchmark_group("decide");
    group.sample_size(10);
    for mentions in [10_000, 100_000, 1_000_000] {
        let entries: Vec<Arc<Entry>> = (0..mentions / NAMES).map(entry).collect();
        let machine = tie(&entries);
        let decisions = decisions(&entries);
        group.throughput(Throughput::Elements(mentions as u64));
        group.bench_with_input(BenchmarkId::new("lay", mentions), &mentions, |b, _| {
            b.iter(|| black_box(apply(&entries[..], &machine, &decisions)));
        });
        if mentions <= 100_000 {
            group.bench_with_input(BenchmarkId::new("resolve", mentions), &mentions, |b, _| {
                b.iter(|| black_box(tie(&entries)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, lay);
criterion_main!(benches);
