//! What the reader asks of a library: its list, an article, searches.

use std::path::Path;
use std::time::Instant;

use dateline::engine::Request;
use dateline::engine::library::{Desk, Wanted, outlets, search};
use dateline::model::{ArticleId, Query};
use dateline::store::library::Library;

use crate::table::{ms, row, spread};

pub fn all(library: &Path) {
    list(library);
    searching(library);
}

fn list(library: &Path) {
    let list = |window| Request::List { query: Query::default(), window, locate: None };
    let mut times = Vec::new();
    for _ in 0..50 {
        let begun = Instant::now();
        let mut desk = Desk::new(Library::open(library).unwrap()).unwrap();
        assert!(desk.needs(&list(0..100)).is_none(), "the first rows wait for nothing");
        desk.answer(&list(0..100)).unwrap();
        times.push(begun.elapsed());
    }
    row("open to the first rows", &spread(times), "");
    let mut desk = Desk::new(Library::open(library).unwrap()).unwrap();
    let begun = Instant::now();
    while let Some(need) = desk.needs(&list(500..600)).or_else(|| desk.wish(&list(0..100))) {
        let made = need.make(&Library::open(library).unwrap()).unwrap();
        desk.take(made);
    }
    let articles = desk.progress().articles;
    row(&format!("the whole list of {articles} and its names, made beside it"), &ms(begun.elapsed()), "");
    let mut times = Vec::new();
    for number in 0..1000u32 {
        let first = number.wrapping_mul(2_654_435_761) % articles.max(1);
        let begun = Instant::now();
        desk.answer(&list(first..first + 100)).unwrap();
        times.push(begun.elapsed());
    }
    row("100 rows anywhere in the list", &spread(times), "16 ms");
    let ids = Library::open(library).unwrap().newest(200).unwrap();
    let mut times = Vec::new();
    for row in &ids {
        let begun = Instant::now();
        let article = ArticleId(row.id);
        desk.answer(&Request::Open { article }).unwrap();
        desk.answer(&Request::Sidebar { article: Some(article), query: Query::default() }).unwrap();
        times.push(begun.elapsed());
    }
    row("open an article with its sidebar", &spread(times), "16 ms");
}

fn searching(library: &Path) {
    let opened = Library::open(library).unwrap();
    let table = outlets(&opened).unwrap();
    for (text, relevance, limit) in [
        ("the", false, "5 ms"),
        ("minister budget", false, "5 ms"),
        ("\"said the\"", false, ""),
        ("the", true, "150 ms"),
        ("minister OR the", true, "150 ms"),
        ("who:\"United Nations\" summit", false, ""),
    ] {
        let wanted = Wanted { text: text.to_owned(), relevance, limit: 50, width: 120, ..Wanted::default() };
        let mut times = Vec::new();
        let mut said = String::new();
        for _ in 0..20 {
            let begun = Instant::now();
            let page = search(&opened, &table, &wanted).unwrap();
            times.push(begun.elapsed());
            said = page.summary();
        }
        row(&format!("search `{text}`: {said}, 50 passages"), &spread(times), limit);
    }
}
