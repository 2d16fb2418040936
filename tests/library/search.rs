//! What `dateline search` finds, in the library and in files.

use serde_json::Value;

use crate::news::{Shelf, lines};

fn titles(found: &Value) -> Vec<String> {
    found.as_array().unwrap().iter().map(|hit| hit["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_library_that_is_named_and_empty_is_said_to_be() {
    let shelf = Shelf::new();
    shelf.env.file("page.txt", "Ana Ruiz spoke of ferries in Lisbon on Monday, and nobody answered her there.\n");
    shelf.env.ok(&["index", "--library", "own.db", "page.txt"]);
    shelf.env.ok(&["index", "--library", "own.db", "--remove", "page.txt"]);
    for args in [&["list"][..], &["search", "ferry"], &["read-script", "j", "--size", "80x20"]] {
        let ran = shelf.env.run(&[args, &["--library", "own.db"]].concat());
        assert_eq!(ran.code, Some(1), "{args:?} {}", ran.out);
        assert!(ran.err.contains("own.db: this library holds no articles; `dateline index"), "{}", ran.err);
    }
    // Where none is named, there is something to look at.
    assert!(shelf.env.ok(&["list"]).lines().count() > 2);
}

#[test]
fn words_phrases_and_fields_in_files_and_in_the_library() {
    let shelf = Shelf::with_news();
    shelf.index(&["news"]);
    for (query, wanted) in [
        ("dockers", vec!["Dockers vote to strike", "Ferry talks end without a deal"]),
        ("dockers NOT talks", vec!["Dockers vote to strike"]),
        ("\"nine hours\"", vec!["Ferry talks end without a deal"]),
        ("island*", vec!["Dockers vote to strike", "Islands lay in stores"]),
        ("title:ferry", vec!["Ferry talks end without a deal"]),
        ("who:\"Piotr Nowak\"", vec!["Dockers vote to strike"]),
        ("who:keller after:2031-03-03", vec!["Dockers vote to strike"]),
        ("keller before:2031-03-03", vec!["Ferry talks end without a deal"]),
        ("flour outlet:\"harbour post\"", vec!["Islands lay in stores"]),
        ("flour outlet:gazette", vec![]),
        ("marta NEAR/5 dockers", vec!["Ferry talks end without a deal"]),
        ("who:keller NOT talks", vec!["Dockers vote to strike"]),
        ("island* NOT who:keller", vec!["Islands lay in stores"]),
        ("flour NOT outlet:gazette", vec!["Islands lay in stores"]),
        ("NOT outlet:gazette NOT who:keller", vec!["Islands lay in stores"]),
        ("zeppelin", vec![]),
    ] {
        for place in [&["news"][..], &[]] {
            let ran = shelf.env.run(&[&["search", query, "--json"], place].concat());
            assert_eq!(ran.code, Some(0), "{query}: {}", ran.err);
            assert_eq!(titles(&serde_json::from_str(&ran.out).unwrap()), wanted, "{query} in {place:?}");
        }
    }
}

#[test]
fn a_hit_comes_with_its_passage_and_place() {
    let shelf = Shelf::with_news();
    shelf.index(&["news"]);
    let found = shelf.env.json(&["search", "\"nine hours\""]);
    let hit = &found[0];
    let (passage, mark) = (hit["passage"].as_str().unwrap(), &hit["marks"][0]);
    let cut = |text: &str, from: &Value, to: &Value| -> String {
        let (from, to) = (from.as_u64().unwrap() as usize, to.as_u64().unwrap() as usize);
        text.chars().skip(from).take(to - from).collect()
    };
    assert_eq!(cut(passage, &mark[0], &mark[1]), "nine hours");
    let whole = shelf.env.json(&["show", hit["id"].as_str().unwrap()]);
    assert_eq!(cut(whole["text"].as_str().unwrap(), &hit["start"], &hit["end"]), "nine hours");
    let plain = shelf.env.ok(&["search", "flour", "--plain"]);
    assert!(plain.starts_with("1 article.\n1. The Harbour Post, undated: Islands lay in stores (id "), "{plain}");
}

#[test]
fn a_mistake_is_shown_where_it_is() {
    let ran = Shelf::with_news().env.run(&["search", "ferry OR", "news"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(64), ""));
    assert!(
        ran.err.contains("at column 9") && ran.err.contains("  ferry OR\n          ^\nfor example: "),
        "{}",
        ran.err
    );
    let ran = Shelf::with_news().env.run(&["search", "ferry outlet:nobody", "news"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("no outlet is called “nobody”"), "{}", ran.err);
}

#[test]
fn the_newest_come_first_and_the_most_relevant_where_that_is_wanted() {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..300));
    shelf.index(&["all.jsonl"]);
    let dates = |args: &[&str]| -> Vec<String> {
        let found = shelf.env.json(args);
        found.as_array().unwrap().iter().map(|hit| hit["date"].as_str().unwrap().to_owned()).collect()
    };
    let newest = dates(&["search", "plan", "--limit", "300"]);
    assert_eq!(newest.len(), 300);
    assert!(newest.is_sorted_by(|a, b| a >= b));
    assert_eq!(dates(&["search", "plan", "--limit", "10", "--skip", "20"]), newest[20..30]);
    let ranked = shelf.env.ok(&["search", "lighthouse 213", "--relevance", "--plain"]);
    assert!(ranked.starts_with("0 articles.") || ranked.contains("part 213"), "{ranked}");
    let out = shelf.env.ok(&["search", "plan", "--relevance", "--plain", "--limit", "1"]);
    assert!(out.starts_with("300 articles, the most relevant first."), "{out}");
}
