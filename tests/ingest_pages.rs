//! Pages of many kinds, with what each paragraph of them is. The articles are invented; the furniture is written in the
//! manner of pages as scrapers leave them.
//!
//! A `.page` file has `@key value` lines for what the page should tell of its article (`-`: nothing), then one line for
//! each line of the page: a letter for its kind, `| `, and the line itself. A line with a blank for a kind goes on with
//! the paragraph before it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::ingest::{Source, parse, zones};
use dateline::model::{Article, BlockKind};

const KINDS: [(char, BlockKind); 8] = [
    ('H', BlockKind::Headline),
    ('S', BlockKind::Subheading),
    ('Y', BlockKind::Byline),
    ('B', BlockKind::Body),
    ('C', BlockKind::Caption),
    ('K', BlockKind::Credit),
    ('I', BlockKind::Image),
    ('F', BlockKind::Furniture),
];

struct Page {
    name: String,
    meta: BTreeMap<String, String>,
    text: String,
    kinds: Vec<char>,
}

fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ingest");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| page(path)).collect()
}

fn page(path: &Path) -> Page {
    let mut page = Page {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        meta: BTreeMap::new(),
        text: String::new(),
        kinds: Vec::new(),
    };
    for line in fs::read_to_string(path).unwrap().lines() {
        if let Some((key, value)) = line.strip_prefix('@').and_then(|line| line.split_once(' ')) {
            page.meta.insert(key.to_owned(), value.to_owned());
        } else if let Some((kind, text)) = line.split_once("| ") {
            if kind != " " {
                page.kinds.push(kind.chars().next().unwrap());
            }
            writeln!(page.text, "{text}").unwrap();
        } else {
            assert!(line.is_empty(), "{}: {line}", path.display());
            page.text.push('\n');
        }
    }
    page
}

fn read(page: &Page) -> Article {
    let loaded = parse(page.text.as_bytes(), &Source::File(PathBuf::from(format!("{}.txt", page.name))));
    assert!(loaded.problems.is_empty(), "{}: {:?}", page.name, loaded.problems);
    loaded.articles.into_iter().next().unwrap()
}

fn letter(kind: BlockKind) -> char {
    KINDS.iter().find(|(_, other)| *other == kind).unwrap().0
}

#[test]
fn every_paragraph_is_what_it_is() {
    let mut wrong = String::new();
    let mut lines = 0;
    for page in pages() {
        let article = read(&page);
        let blocks = &article.document.blocks;
        if blocks.len() != page.kinds.len() {
            writeln!(wrong, "{}: {} paragraphs, not {}", page.name, blocks.len(), page.kinds.len()).unwrap();
        }
        for (block, expected) in blocks.iter().zip(&page.kinds) {
            lines += 1;
            let found = letter(block.kind);
            if found != *expected {
                let text = block.span.of(&article.document.text);
                writeln!(wrong, "{}: {expected} read as {found}: {text}", page.name).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(lines > 300);
}

#[test]
fn pages_tell_of_their_articles() {
    let mut wrong = String::new();
    for page in pages() {
        let meta = read(&page).meta;
        for (key, expected) in &page.meta {
            let found = match key.as_str() {
                "outlet" => meta.outlet.clone(),
                "byline" => meta.byline.clone(),
                "dateline" => meta.dateline.clone(),
                "date" => meta.date.as_ref().map(ToString::to_string),
                "title" => Some(meta.title.clone()),
                "contributors" => Some(meta.contributors.join(", ")),
                "url" => meta.url.clone(),
                _ => panic!("{}: unknown key {key}", page.name),
            };
            let expected = Some(expected.clone()).filter(|value| value != "-");
            if found != expected {
                writeln!(wrong, "{}: {key}: {expected:?} read as {found:?}", page.name).unwrap();
            }
        }
        let headline = page.kinds.contains(&'H');
        if meta.title_inferred == headline || meta.title.is_empty() {
            writeln!(wrong, "{}: title {:?}", page.name, meta.title).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn names_are_looked_for_in_the_article_only() {
    for page in pages() {
        let article = read(&page);
        for zone in zones(&article.document) {
            let block = article.document.blocks[article.document.block_at(zone.span.start).unwrap()];
            assert!(block.kind.is_analysed() && block.body() == zone.span, "{}", page.name);
        }
    }
}
