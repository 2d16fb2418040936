//! From key to frame in the whole reader: an article of 10 MB with 100,000 mentions, every answer of the corpus and the
//! drawing of the full screen included. Limit: p99 of at most 8 ms.
//!
//! The keys are pressed in rounds and the median of the rounds' p99 counts, so that a busy machine does not decide.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, missing_docs)]
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::Criterion;
use dateline::config::Config;
use dateline::engine::{Inline, MemoryCorpus};
use dateline::model::{
    Analysis, Article, ArticleMeta, Block, BlockForm, BlockKind, ContentKey, Document, EntityKind, NameMention,
    ReaderMemory,
};
use dateline::text::Span;
use dateline::tui::app::{App, Setup};
use dateline::tui::keymap::Keymap;
use dateline::tui::script::{Driver, Step, parse};
use dateline::tui::theme::{Capability, Colours, Themes};

const BYTES: usize = 10 << 20;
const LIMIT: Duration = Duration::from_millis(8);
const ROUNDS: usize = 9;
const PRESSES: usize = 200;

const FAMILY: &[&str] =
    &["Brandt", "Tolin", "Okafor", "Weiss", "Haddad", "Zelenko", "Lind", "Orlov", "Castel", "Ilves"];
const GIVEN: &[&str] = &["Helena", "Sergei", "Idris", "Katya", "Faisal", "Ambrose", "Kaja", "Pavel", "Marta", "Viktor"];

/// Prose with a name about every hundred bytes.
fn corpus() -> MemoryCorpus {
    let (mut text, mut blocks, mut mentions) = (String::with_capacity(BYTES), Vec::new(), Vec::new());
    let mut n = 0usize;
    while text.len() < BYTES {
        let start = text.len() as u32;
        for _ in 0..8 {
            let at = text.len() as u32;
            let (given, family) = (GIVEN[n * 7 % 10], FAMILY[(n * 3 + n / 10) % 10]);
            if n.is_multiple_of(3) {
                text.push_str(given);
                text.push(' ');
            }
            text.push_str(family);
            let span = Span::new(at, text.len() as u32);
            mentions.push(NameMention { span, kind: EntityKind::Person, score: 250 });
            text.push_str(
                " spoke to the press about the harbour, the grain and the long winter that was to come, twice. ",
            );
            n += 1;
        }
        text.pop();
        let span = Span::new(start, text.len() as u32);
        blocks.push(Block { span, lead: 0, kind: BlockKind::Body, form: BlockForm::Paragraph });
        text.push_str("\n\n");
    }
    println!("one article of {:.1} MB with {} mentions", text.len() as f64 / 1e6, mentions.len());
    let article = Article {
        key: ContentKey::of(text.as_bytes()),
        meta: ArticleMeta { title: "A long winter".to_owned(), ..ArticleMeta::default() },
        document: Document { text: Arc::from(text), blocks },
        source: Arc::from("bench"),
    };
    let mut corpus = MemoryCorpus::default();
    corpus.add(article, Analysis { mentions, ..Analysis::default() }).unwrap();
    corpus
}

fn reader() -> Driver {
    let mut inline = Inline::of(corpus());
    let themes = Themes::new(&[]).0;
    let capability = Capability { colours: Colours::Rgb, unicode: true, light: false };
    let theme = themes.choose("dark", capability).unwrap();
    let setup = Setup {
        keymap: Keymap::builtin(),
        themes,
        capability,
        theme,
        config: Config::default(),
        corpus: "bench".to_owned(),
        session: "bench".to_owned(),
    };
    let memory = ReaderMemory { welcomed: true, ..ReaderMemory::default() };
    let mut app = App::new(setup, memory, (120, 50));
    app.progress = inline.progress();
    Driver::new(app, Box::new(move |ticket, request| inline.answer(ticket, request)))
}

/// Presses the keys of a script in turn; gives the p99 of the times from press to frame.
fn p99(reader: &mut Driver, steps: &[Step]) -> Duration {
    let mut times: Vec<Duration> = steps
        .iter()
        .cycle()
        .take(PRESSES)
        .map(|step| {
            let start = Instant::now();
            reader.play(std::slice::from_ref(step));
            std::hint::black_box(reader.screen());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[PRESSES * 99 / 100]
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    let mut reader = reader();
    reader.play(&parse("enter ] * 2").unwrap());
    // What is timed is the long article with a name that is followed, or nothing is.
    assert!(reader.app.reader.mentions().len() >= 100_000, "the article is not open");
    assert!(reader.app.entity.is_some(), "no name is followed");
    let scripts = [
        ("line", "j"),
        ("page", "ctrl-f"),
        ("next mention here", "]"),
        ("next mention in any article", "}"),
        ("next name", ")"),
        ("start and end", "g g G"),
        ("next match", "n"),
        ("resize", "resize:100x40 resize:120x50"),
        ("sidebar and back", "3 j 2"),
    ];
    reader.play(&parse("/ \"harbour\" enter").unwrap());
    for (name, keys) in scripts {
        let steps = parse(keys).unwrap();
        let mut rounds: Vec<Duration> = (0..ROUNDS).map(|_| p99(&mut reader, &steps)).collect();
        rounds.sort();
        let median = rounds[ROUNDS / 2];
        let (median, limit) = (median.as_secs_f64() * 1e3, LIMIT.as_secs_f64() * 1e3);
        println!("{name:<34} p99 {median:>6.2} ms, limit {limit:.0} ms, ratio {:.2}", median / limit);
    }
    let down = parse("j").unwrap();
    criterion.bench_function("keys/line down", |bencher| {
        bencher.iter(|| {
            reader.play(&down);
            std::hint::black_box(reader.screen());
        });
    });
    criterion.final_summary();
}
