//! What the user keeps of articles, stars and tags: it is found again, given back, taken back, and survives indexing.

use dateline::model::{ArticleMemory, ReaderMemory};
use dateline::store::library::{Library, Writer};

use crate::news::{Shelf, lines};

/// A library of forty articles with what is kept of the newest of them.
fn shelf(kept: &[ArticleMemory]) -> Shelf {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..40));
    shelf.index(&["all.jsonl"]);
    let newest = Library::open(&shelf.library()).unwrap().newest(kept.len() as u32).unwrap();
    let mut memory = ReaderMemory::default();
    memory.articles.extend(newest.iter().map(|row| row.key).zip(kept.iter().cloned()));
    Writer::open(&shelf.library()).unwrap().remember(&ReaderMemory::default(), &memory).unwrap();
    shelf
}

fn tagged(tags: &str) -> ArticleMemory {
    ArticleMemory { tags: dateline::model::tags(tags), ..ArticleMemory::default() }
}

#[test]
fn tags_are_searched_shown_and_exported() {
    let shelf = shelf(&[tagged("to check, Énergie"), tagged("to check"), ArticleMemory::default()]);
    let count = |query: &str| shelf.env.json(&["search", query, "--limit", "99"]).as_array().unwrap().len();
    assert_eq!([count("tag:\"To Check\""), count("tag:énergie")], [2, 1]);
    assert_eq!(shelf.env.run(&["search", "tag:nobody", "--json"]).out.trim(), "[]");
    assert_eq!([count("is:tagged"), count("is:untagged"), count("tag:énergie tag:\"to check\"")], [2, 38, 1]);
    assert_eq!(shelf.env.run(&["search", "tag:"]).code, Some(64));
    let shown = shelf.env.ok(&[
        "read-script",
        ": \"only tag:énergie\" enter",
        "--library",
        &shelf.library().to_string_lossy(),
        "--size",
        "120x35",
    ]);
    assert!(shown.contains("only 1 of 40 articles"), "{shown}");

    let exported = shelf.env.ok(&["export", "--jsonl"]);
    let lines: Vec<serde_json::Value> = exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let tags: Vec<&serde_json::Value> = lines.iter().map(|line| &line["tags"]).take(3).collect();
    assert_eq!(serde_json::json!(tags), serde_json::json!([["to check", "énergie"], ["to check"], []]));
    let table = shelf.env.ok(&["export", "--tsv"]);
    let row = table.lines().nth(1).unwrap();
    assert!(table.lines().next().unwrap().ends_with("\tread\tstarred\ttags\tdecided"), "{table}");
    assert!(row.ends_with("\tno\tno\tto check,énergie\t"), "{row}");
    let folder = shelf.env.path("out");
    shelf.env.ok(&["export", "--md", &folder.to_string_lossy()]);
    let pages: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|page| std::fs::read_to_string(page.unwrap().path()).unwrap())
        .collect();
    assert_eq!(pages.iter().filter(|page| page.contains("\ntags: [\"to check\",\"énergie\"]\n")).count(), 1);
}

/// An export without what differs from library to library.
fn given_back(shelf: &Shelf) -> Vec<serde_json::Value> {
    let exported = shelf.env.ok(&["export", "--jsonl"]);
    let mut lines: Vec<serde_json::Value> = exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for line in &mut lines {
        line.as_object_mut().unwrap().remove("source");
    }
    lines
}

#[test]
fn marks_stars_and_tags_go_from_library_to_library() {
    let read = ArticleMemory { read: true, place: 7, ..ArticleMemory::default() };
    let both = ArticleMemory { read: true, starred: true, ..tagged("to check, énergie") };
    let star = ArticleMemory { starred: true, ..ArticleMemory::default() };
    let one = shelf(&[read, both, star, tagged("later"), ArticleMemory::default()]);
    let other = Shelf::new();
    other.env.file("back.jsonl", one.env.ok(&["export", "--jsonl"]));
    assert_eq!(other.index(&["back.jsonl"])["marked"], 4);
    let (gave, has) = (given_back(&one), given_back(&other));
    assert_eq!(gave, has);
    assert_eq!(has.iter().filter(|line| line["starred"] == true).count(), 2);
    assert_eq!(has.iter().filter(|line| line["tags"] == serde_json::json!(["to check", "énergie"])).count(), 1);

    // What is kept here already holds, also that it is unread again; read once more nothing is taken over twice.
    let memory = Library::open(&other.library()).unwrap().memory().unwrap();
    let mut now = memory.clone();
    now.articles.values_mut().for_each(|kept| *kept = tagged("mine"));
    Writer::open(&other.library()).unwrap().remember(&memory, &now).unwrap();
    other.env.file("again/back.jsonl", one.env.ok(&["export", "--jsonl"]));
    assert_eq!(other.index(&["again"])["marked"], 0);
    assert_eq!(Library::open(&other.library()).unwrap().memory().unwrap().articles, now.articles);

    // Articles that were there without marks get them.
    let third = Shelf::new();
    third.env.file("all.jsonl", lines(0..40));
    third.index(&["all.jsonl"]);
    third.env.file("back.jsonl", one.env.ok(&["export", "--jsonl"]));
    let said = third.env.ok(&["index", "back.jsonl", "--library", &third.library().to_string_lossy()]);
    assert!(said.contains("Marks and tags carried over: 4 articles."), "{said}");

    // By way of Markdown, too.
    let folder = one.env.path("pages");
    one.env.ok(&["export", "--md", &folder.to_string_lossy()]);
    let fourth = Shelf::new();
    assert_eq!(fourth.index(&[&folder.to_string_lossy()])["marked"], 4);
    let marks = |shelf: &Shelf| {
        let kept = |line: &serde_json::Value| {
            format!("{} {} {} {}", line["title"], line["read"], line["starred"], line["tags"])
        };
        let mut all: Vec<String> = given_back(shelf).iter().map(kept).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(marks(&fourth), marks(&one));
}

#[test]
fn tags_of_a_publisher_are_not_the_readers() {
    let shelf = Shelf::new();
    let line =
        serde_json::json!({"id": "a", "title": "Boats", "text": "The boats came back at noon.", "tags": ["sea"]});
    shelf.env.file("in/all.jsonl", format!("{line}\n"));
    shelf.env.file("in/one.md", "---\ntitle: Nets\ntags: [sea]\n---\n\nThe nets were empty on Monday.\n");
    let said = shelf.index(&["in"]);
    assert_eq!((&said["added"], &said["marked"]), (&serde_json::json!(2), &serde_json::json!(0)));
}

#[test]
fn tags_survive_indexing_again_and_a_change_of_the_text() {
    let shelf = Shelf::new();
    let page = |what: &str| format!("Ana Ruiz spoke of {what} in Lisbon on Monday, and nobody answered her there.\n");
    shelf.env.file("in/one.txt", page("boats"));
    shelf.index(&["in"]);
    let key = || Library::open(&shelf.library()).unwrap().newest(1).unwrap()[0].key;
    let mut memory = ReaderMemory::default();
    memory.articles.insert(key(), tagged("harbour"));
    Writer::open(&shelf.library()).unwrap().remember(&ReaderMemory::default(), &memory).unwrap();
    shelf.index(&["in"]);
    shelf.env.file("in/one.txt", page("lighthouses"));
    shelf.index(&["in"]);
    let kept = Library::open(&shelf.library()).unwrap().memory().unwrap();
    assert_eq!(kept.articles[&key()], tagged("harbour"));
}

#[test]
fn marks_stars_and_tags_are_taken_back_one_by_one_and_done_again() {
    let shelf = Shelf::with_news();
    let play = |keys: &str| shelf.env.ok(&["read-script", keys, "news", "--size", "120x35"]);
    let tagged = play("T \"Energy, to check\" enter");
    assert!(tagged.contains("tagged #energy #to check"), "{tagged}");
    assert!(tagged.contains("#energy"), "{tagged}");
    // The line shows what there is; taking a word out takes the tag off.
    let fewer = play("T \"energy\" enter T backspace backspace backspace backspace backspace backspace enter");
    assert!(fewer.contains("tag removed: #energy"), "{fewer}");
    let by_command = play(": \"tag a, b\" enter : \"untag a\" enter");
    assert!(by_command.contains(" #b") && by_command.contains("tag removed: #a"), "{by_command}");

    assert!(play("b U").contains("Undone: starred"));
    let twice = play("b T \"one\" enter U U");
    assert!(twice.contains("Undone: starred") && !twice.contains("#one"), "{twice}");
    let again = play("b T \"one\" enter U U ctrl-r ctrl-r");
    assert!(again.contains("Redone: tagged #one"), "{again}");
    let read = play("r U");
    assert!(read.contains("Undone: marked as"), "{read}");
    // What is kept now is asked for now, and the filter comes back with the next start.
    let found = play("b : \"only is:starred\" enter");
    assert!(found.contains("only 1 of 3 articles"), "{found}");
}

#[test]
fn a_kept_mark_is_no_change_of_the_library() {
    let shelf = shelf(&[]);
    let library = Library::open(&shelf.library()).unwrap();
    let before = library.version().unwrap();
    let mut memory = ReaderMemory::default();
    memory.articles.insert(library.newest(1).unwrap()[0].key, tagged("one"));
    Writer::open(&shelf.library()).unwrap().remember(&ReaderMemory::default(), &memory).unwrap();
    assert_eq!(library.version().unwrap(), before, "lists and names stay as they are");
    shelf.env.file("more.jsonl", lines(40..41));
    shelf.index(&["more.jsonl"]);
    let added = library.version().unwrap();
    assert_ne!(added, before);
    Writer::open(&shelf.library()).unwrap().set_outlet(1, Some("Another Paper")).unwrap();
    assert_ne!(library.version().unwrap(), added);
}
