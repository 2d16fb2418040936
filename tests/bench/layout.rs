//! Wrapping beside `textwrap` (the mark: at least 30 MB/s), and keys in an article of 10 MB with 100,000 mentions beside
//! their limit (p99 of at most 8 ms from the key to the rows in the buffer).

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice, missing_docs)]
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use dateline::model::{Article, ArticleMeta, Block, BlockForm, BlockKind, ContentKey, Document};
use dateline::text::{Span, WrapOptions, wrap};
use dateline::tui::layout::{Anchor, Flow, FlowOptions, RowKind};
use dateline::tui::widgets::text_lines::draw_line;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

const WIDTH: u16 = 70;
const SCREEN: Rect = Rect { x: 0, y: 0, width: WIDTH, height: 50 };
const LIMIT: Duration = Duration::from_millis(8);

/// A generator of numbers that are always the same (Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

const ENGLISH: &[&str] = &[
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "said",
    "for",
    "on",
    "that",
    "with",
    "was",
    "by",
    "as",
    "minister",
    "talks",
    "agreement",
    "between",
    "delegations",
    "harbour",
    "government",
    "Tuesday,",
    "would",
    "after",
    "two",
    "days",
    "of",
    "negotiations,",
    "officials",
    "in",
    "2024",
    "the",
    "so-called",
    "U.S.",
    "$1.5",
    "(and",
    "others)",
    "it’s",
    "“We",
    "agreed,”",
    "he",
    "—",
    "spokeswoman",
    "told",
    "reporters.",
    "The",
    "parliament’s",
    "committee",
    "approved",
    "10%",
];
const GERMAN: &[&str] = &["der", "Außenminister", "sagte,", "über", "größere", "Gespräche", "„Wir", "müssen“,", "in"];
const RUSSIAN: &[&str] = &["министр", "сказал,", "что", "переговоры", "в", "столице", "«завершены».", "Он", "добавил"];
const CHINESE: &[&str] = &["外交部长", "表示，", "双方", "在", "首都", "举行", "会谈。", "他说", "《协议》"];

/// Paragraphs of about 500 bytes, `bytes` in all.
fn paragraphs(words: &[&str], space: &str, bytes: usize) -> Vec<String> {
    let mut dice = Dice(7);
    let (mut out, mut made) = (Vec::new(), 0);
    while made < bytes {
        let mut paragraph = String::new();
        while paragraph.len() < 500 {
            paragraph.push_str(words[dice.roll(words.len())]);
            paragraph.push_str(space);
        }
        paragraph.truncate(paragraph.trim_end().len());
        made += paragraph.len() + 2;
        out.push(paragraph);
    }
    out
}

fn article(paragraphs: &[String]) -> Arc<Article> {
    article_of(paragraphs, |_| BlockKind::Body)
}

fn article_of(paragraphs: &[String], kind: impl Fn(usize) -> BlockKind) -> Arc<Article> {
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let start = text.len() as u32;
        text.push_str(paragraph);
        let span = Span::new(start, text.len() as u32);
        blocks.push(Block { span, lead: 0, kind: kind(number), form: BlockForm::Paragraph });
        text.push_str("\n\n");
    }
    let document = Document { text: text.into(), blocks };
    Arc::new(Article { key: ContentKey(0), meta: ArticleMeta::default(), document, source: "bench".into() })
}

fn wrapping(c: &mut Criterion) {
    let options = textwrap::Options::new(usize::from(WIDTH))
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit)
        .word_separator(textwrap::WordSeparator::UnicodeBreakProperties);
    for (name, words, space) in
        [("english", ENGLISH, " "), ("german", GERMAN, " "), ("russian", RUSSIAN, " "), ("chinese", CHINESE, "")]
    {
        let paragraphs = paragraphs(words, space, 1_000_000);
        let article = article(&paragraphs);
        let text = Arc::clone(&article.document.text);
        let mut group = c.benchmark_group(format!("wrap-{name}"));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("ideal-newline-scan", |b| b.iter(|| memchr::memchr_iter(b'\n', text.as_bytes()).count()));
        group.bench_function("textwrap", |b| {
            b.iter(|| paragraphs.iter().map(|p| textwrap::wrap(black_box(p), &options).len()).sum::<usize>());
        });
        group.bench_function("ours", |b| {
            let mut out = Vec::new();
            b.iter(|| {
                out.clear();
                for block in &article.document.blocks {
                    wrap(black_box(&text), block.span, WIDTH, &mut out, WrapOptions::default());
                }
                out.len()
            });
        });
        group.bench_function("ours-with-layout", |b| b.iter(|| all_rows(&article)));
        group.finish();
    }
}

/// Lays out a whole article, page by page.
fn all_rows(article: &Arc<Article>) -> usize {
    let mut flow = Flow::new(Arc::clone(article), FlowOptions { measure: WIDTH, ..FlowOptions::default() });
    let (mut at, mut rows) = (flow.start(), 0);
    loop {
        rows += flow.rows(at, 50).len();
        if flow.is_at_end(at, 50) {
            return rows;
        }
        at = flow.scroll(at, 50, 50);
    }
}

/// The reader's part of a frame: the visible rows with their mentions, drawn.
struct Screen {
    flow: Flow,
    buffer: Buffer,
    mentions: Vec<(Span, Style)>,
}

impl Screen {
    fn new(article: &Arc<Article>, mentions: usize) -> Self {
        let length = article.document.text.len();
        let text = &article.document.text;
        let style = Style::new().add_modifier(Modifier::UNDERLINED);
        let border = |at: usize| (at..=length).find(|at| text.is_char_boundary(*at)).unwrap() as u32;
        let step = length / mentions;
        let mentions =
            (0..mentions).map(|n| (Span::new(border(n * step), border(n * step + step / 3)), style)).collect();
        let flow = Flow::new(Arc::clone(article), FlowOptions { measure: WIDTH, ..FlowOptions::default() });
        Self { flow, buffer: Buffer::empty(SCREEN), mentions }
    }

    fn draw(&mut self, at: Anchor) {
        let text = Arc::clone(&self.flow.article().document.text);
        self.buffer.reset();
        for (y, row) in self.flow.rows(at, usize::from(SCREEN.height)).into_iter().enumerate() {
            if row.kind == RowKind::Text {
                let area = Rect { y: y as u16, height: 1, width: self.flow.options().measure, ..SCREEN };
                draw_line(&mut self.buffer, area, &text, &row.line, Style::new(), &self.mentions);
            }
        }
        black_box(&self.buffer);
    }
}

/// How often the kernel took the processor from this thread, where it tells.
fn preemptions() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/thread-self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("nonvoluntary_ctxt_switches:"))?.trim().parse().ok()
}

/// Presses a key many times and prints what most presses take, and the slowest of a hundred. Presses during which the
/// kernel gave the processor to another program are counted, but not timed: they say nothing about this one.
fn press(article: &str, name: &str, count: usize, mut key: impl FnMut()) {
    let (mut times, mut lost) = (Vec::with_capacity(count), 0);
    for _ in 0..count {
        let before = preemptions();
        let start = Instant::now();
        key();
        let taken = start.elapsed();
        if preemptions() == before {
            times.push(taken);
        } else {
            lost += 1;
        }
    }
    times.sort_unstable();
    let Some(worst) = times.last().copied() else { return };
    let (median, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    // Long presses are disturbed more often than short ones; where many are left out, the rest would flatter.
    let verdict = match p99 <= LIMIT {
        _ if lost * 4 > count => "too disturbed to tell, limit",
        true => "within",
        false => "ABOVE",
    };
    println!(
        "keys/{article}/{name:<16} median {median:>9.2?}  p99 {p99:>9.2?}  worst {worst:>9.2?}  {verdict} {LIMIT:?}  ({lost} of {count} disturbed)"
    );
}

fn keys_in(name: &str, article: &Arc<Article>) {
    let mut dice = Dice(11);
    let height = usize::from(SCREEN.height);
    let mut screen = Screen::new(article, 100_000);
    let count = if cfg!(debug_assertions) { 20 } else { 1000 };
    press(name, "open", 100, || {
        screen.flow = Flow::new(Arc::clone(article), screen.flow.options());
        let at = screen.flow.start();
        screen.draw(at);
    });
    let mut at = screen.flow.start();
    let scrolls = [("line down", 1), ("line up", -1), ("page down", 50), ("page up", -50), ("1000 rows", 1000)];
    for (key, by) in scrolls {
        press(name, key, count, || {
            at = screen.flow.scroll(at, by, height);
            screen.draw(at);
        });
    }
    press(name, "jump to mention", count, || {
        let target = screen.mentions[dice.roll(screen.mentions.len())].0;
        at = screen.flow.reveal(at, target, height);
        screen.draw(at);
    });
    press(name, "start and end", count, || {
        at = if dice.roll(2) == 0 { screen.flow.start() } else { screen.flow.end(height) };
        screen.draw(at);
    });
    let middle = screen.flow.anchor_at(article.document.text.len() as u32 / 2);
    press(name, "resize", count, || {
        screen.flow.set_options(FlowOptions { measure: 40 + dice.roll(30) as u16, ..screen.flow.options() });
        screen.draw(middle);
    });
}

fn keys() {
    let size = if cfg!(debug_assertions) { 1_000_000 } else { 10_000_000 };
    let prose = paragraphs(ENGLISH, " ", size);
    keys_in("prose-10MB", &article(&prose));
    keys_in("one-line-10MB", &article(&[prose.join(" ")]));
    keys_in("chinese-one-line", &article(&[paragraphs(CHINESE, "", size).concat()]));
    keys_in("no-break-10MB", &article(&["x".repeat(size)]));
    let heaps = format!("a{}", "\u{335}".repeat(40)).repeat(size / 81);
    keys_in("zalgo-10MB", &article(&[dateline::text::sanitize(&heaps)]));
    let tiny = vec!["x".to_owned(); size / 3];
    keys_in("tiny-paragraphs", &article(&tiny));
    let hidden = |number| if number % 1000 == 999 { BlockKind::Body } else { BlockKind::Furniture };
    keys_in("mostly-hidden", &article_of(&tiny, hidden));
    keys_in("one-line-50MB", &article(&[prose.join(" ").repeat(5)]));
}

criterion_group!(
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2)).sample_size(20);
    targets = wrapping
);

fn main() {
    // `cargo bench --bench layout -- wrap` leaves the keys out, `-- keys` the wrapping.
    if !std::env::args().any(|arg| arg.starts_with("wrap")) {
        keys();
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
