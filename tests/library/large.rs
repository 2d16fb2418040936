//! A library that is too large to be held whole: what it has counted is what its articles say, and its pickers and tables hold
//! to the filter.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use crate::news::{Shelf, lines};

/// More articles than are held whole.
const ARTICLES: usize = 2_100;

/// Made once: nothing here changes it.
fn shelf() -> &'static Shelf {
    static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
        let shelf = Shelf::new();
        shelf.env.file("all.jsonl", lines(0..ARTICLES));
        shelf.index(&["all.jsonl"]);
        shelf
    });
    &SHELF
}

/// Who is named how often, by outlet.
fn table(json: &Value) -> BTreeMap<String, Vec<(String, u64, u64)>> {
    let cells = |row: &Value| {
        let cell = |cell: &Value| {
            let number = |field: &str| cell[field].as_u64().unwrap();
            (cell["tag"].as_str().unwrap().to_owned(), number("mentions"), number("articles"))
        };
        let mut cells: Vec<_> = row["outlets"].as_array().unwrap().iter().map(cell).collect();
        cells.sort();
        cells
    };
    json.as_array().unwrap().iter().map(|row| (row["name"].as_str().unwrap().to_owned(), cells(row))).collect()
}

#[test]
fn who_is_named_where_is_told_from_what_is_counted() {
    let shelf = shelf();
    let of_articles = |options: &[&str]| table(&shelf.env.json(&[&["who", "all.jsonl"], options].concat()));
    let counted = |options: &[&str]| table(&shelf.env.json(&[&["who"], options].concat()));
    for options in [&["--until", "2031-12-20", "--find", "keller"][..], &[]] {
        let (there, here) = (of_articles(options), counted(options));
        assert!(!there.is_empty());
        assert_eq!(here, there, "{options:?}");
    }
    let plain = shelf.env.ok(&["who", "--plain", "--sort", "name", "--kind", "person", "--since", "2031-01-02"]);
    assert!(plain.lines().next().unwrap().contains("articles of 3 outlets"), "{plain}");
    let names: Vec<&str> = plain.lines().skip(1).filter_map(|line| line.split(['.', '(']).nth(1)).collect();
    assert!(names.is_sorted() && names.len() >= 8, "{names:?}");
    let tsv = shelf.env.ok(&["who", "--tsv", "--sort", "Inland Gazette", "--limit", "3"]);
    assert_eq!(tsv.lines().next().unwrap().split('\t').count(), 7, "{tsv}");
}

#[test]
fn the_table_of_the_screen_holds_to_a_search() {
    let shelf = shelf();
    let library = shelf.library().to_string_lossy().into_owned();
    let screen = |keys: &str| shelf.env.ok(&["read-script", keys, "--library", &library, "--size", "120x35"]);
    let all = screen("w");
    let only = screen(": \"only title:lighthouse after:2031-06\" enter w");
    let keller = |shown: &str| -> Vec<u32> {
        let line = shown.lines().find(|line| line.contains("Marta Keller")).unwrap_or_else(|| panic!("{shown}"));
        line.split_whitespace().filter_map(|word| word.parse().ok()).collect()
    };
    let (all, only) = (keller(&all), keller(&only));
    assert!(only[0] < all[0] && only[0] > 0, "{only:?} of {all:?}");
    // The same numbers as the command gives for those articles.
    let wanted = shelf.env.json(&["search", "title:lighthouse after:2031-06 who:\"Marta Keller\"", "--limit", "9999"]);
    let articles = wanted.as_array().unwrap().len() as u32;
    assert!(only[0] >= articles && only[0] <= 2 * articles, "{only:?} for {articles} articles");
}

#[test]
fn a_filter_that_leaves_out_the_article_goes_to_the_nearest_in_time() {
    let shelf = shelf();
    let library = shelf.library().to_string_lossy().into_owned();
    let screen = |keys: &str| shelf.env.ok(&["read-script", keys, "--library", &library, "--size", "120x35"]);
    // Of 21 May; of the others there are some until 27 March, and from 1 September on.
    let before = screen("space a \"part 1504\" enter");
    assert!(before.contains("part 1504") && before.contains("21 May 2031"), "{before}");
    let after = screen("space a \"part 1504\" enter : \"only title:lighthouse\" enter");
    assert!(after.contains("27 Mar 2031"), "{after}");
    let reversed = screen("S space a \"part 1504\" enter : \"only title:lighthouse\" enter");
    assert!(reversed.contains("27 Mar 2031"), "{reversed}");
}

/// The same, to be changed.
fn copy() -> Shelf {
    let own = Shelf::new();
    std::fs::create_dir_all(own.library().parent().unwrap()).unwrap();
    std::fs::copy(shelf().library(), own.library()).unwrap();
    own
}

#[test]
fn that_only_the_newest_were_ranked_is_said_beside_data_and_in_it() {
    let own = copy();
    let numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10001)";
    for sql in [
        "INSERT INTO article SELECT 100000 + i, randomblob(16), i << 26, outlet, date, title, words, people, language, byline,
         contributors, dateline, url, evidence, inferred, source FROM n, (SELECT * FROM article LIMIT 1)",
        "INSERT INTO body SELECT 100000 + i, codec, text, blocks, mentions, names FROM n, (SELECT * FROM body LIMIT 1)",
        "INSERT INTO fulltext (rowid, title, body) SELECT i << 26, '', 'zeppelin' FROM n",
    ] {
        own.ask(&format!("{numbers} {sql}"));
    }
    let search = |options: &[&str]| own.env.run(&[&["search", "zeppelin", "--limit", "2"], options].concat());
    for format in ["--json", "--jsonl", "--tsv"] {
        let ran = search(&["--relevance", format]);
        assert!(ran.err.contains("ranked among the newest 5000"), "{format}: {}", ran.err);
        assert_eq!(ran.out.matches("\"ranked_among\"").count(), if format == "--tsv" { 0 } else { 2 }, "{}", ran.out);
        let newest = search(&[format]);
        assert!(newest.err.is_empty() && !newest.out.contains("ranked_among"), "{} {}", newest.err, newest.out);
    }
}

#[test]
fn two_of_one_name_come_in_the_order_in_which_they_were_found() {
    let own = copy();
    let sql = "UPDATE entity SET name = 'Ana Ruiz', mentions = 7, articles = 7, outlets = 3
               WHERE kind = 'person' AND name IN ('Ana Ruiz', 'Olaf Svensen') RETURNING id";
    let ids = own.ask(sql);
    assert_eq!(ids.len(), 2);
    let told = |first: &str| {
        own.ask(&format!("UPDATE entity SET born = 1 + (id <> {first}) WHERE name = 'Ana Ruiz'"));
        let rows = own.env.json(&["who", "--kind", "person"]);
        let rows = rows.as_array().unwrap().iter().filter(|row| row["name"] == "Ana Ruiz");
        rows.map(|row| row["outlets"].to_string()).collect::<Vec<_>>()
    };
    let (one, mut other) = (told(&ids[0]), told(&ids[1]));
    other.reverse();
    assert!(one.len() == 2 && one[0] != one[1] && one == other, "{one:?} {other:?}");
}

#[test]
fn articles_are_picked_by_words_and_by_letters() {
    let shelf = shelf();
    let library = shelf.library().to_string_lossy().into_owned();
    let pick = |typed: &str| {
        let keys = format!("space a \"{typed}\"");
        shelf.env.ok(&["read-script", &keys, "--library", &library, "--size", "120x35"])
    };
    let words = pick("lighth part 1500");
    assert!(words.contains("part 1500"), "{words}");
    // No word begins so: letters in their order do.
    let letters = pick("lghths gvstd");
    assert!(letters.contains("lighthouse plan of Gravenstad"), "{letters}");
    let keys = ": \"only title:storm\" enter space a \"prt alm\"";
    let filtered = shelf.env.ok(&["read-script", keys, "--library", &library, "--size", "120x35"]);
    let picked: Vec<&str> = filtered.lines().filter(|line| line.contains("plan of") && line.contains("│ ")).collect();
    assert!(picked.iter().any(|line| line.contains("storm plan of Port Alma")), "{filtered}");
}
