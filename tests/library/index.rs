//! What `dateline index` adds, changes, leaves and takes out.

use std::fs;
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::news::{Shelf, lines, record};

fn counts(summary: &Value) -> [u64; 5] {
    ["added", "changed", "unchanged", "duplicates", "files_unchanged"].map(|name| summary[name].as_u64().unwrap())
}

#[test]
fn folders_files_and_lines_are_added_and_then_left_alone() {
    let shelf = Shelf::with_news();
    shelf.env.file("more/all.jsonl", lines(0..40));
    assert_eq!(counts(&shelf.index(&["news", "more"])), [43, 0, 0, 0, 0]);
    let before = fs::metadata(shelf.library()).unwrap().modified().unwrap();
    assert_eq!(counts(&shelf.index(&["news", "more"])), [0, 0, 0, 0, 4]);
    assert_eq!(fs::metadata(shelf.library()).unwrap().modified().unwrap(), before, "nothing was written");
    shelf.assert_sound();
    // Without paths the commands work on it.
    let list = shelf.env.json(&["list"]);
    assert_eq!(list.as_array().unwrap().len(), 43);
    let same = shelf.env.json(&["list", "news", "--outlet", "inland gazette"]);
    let stored = shelf.env.json(&[
        "list",
        "--outlet",
        "inland gazette",
        "--since",
        "2031-03-03",
        "--until",
        "2031-03-03T23:00:00Z",
    ]);
    let stored: Vec<&Value> =
        stored.as_array().unwrap().iter().filter(|row| row["title"] == same[0]["title"]).collect();
    assert_eq!(
        (&stored[0]["id"], &stored[0]["words"], &stored[0]["date"]),
        (&same[0]["id"], &same[0]["words"], &same[0]["date"])
    );
}

#[test]
fn what_changed_takes_the_place_of_what_was() {
    let shelf = Shelf::with_news();
    shelf.env.file("news/all.jsonl", lines(0..20));
    shelf.index(&["news"]);
    shelf
        .env
        .file("news/ferry.md", "# Ferry talks go on\n\nMarta Keller came back to the table in Port Alma on Monday.\n");
    let mut changed: Vec<Value> = (0..21).map(record).collect();
    changed[4]["text"] = json!("Olaf Svensen has nothing to say, he said in Oslo. The lighthouse plan is off.");
    let text = changed.iter().map(Value::to_string).collect::<Vec<_>>().join("\n") + "\n";
    shelf.env.file("news/all.jsonl", text);
    assert_eq!(counts(&shelf.index(&["news"])), [1, 2, 19, 0, 2]);
    shelf.assert_sound();
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["24"]);
    assert_eq!(shelf.ask("SELECT count(*) FROM article WHERE title LIKE 'Ferry talks%'"), ["1"]);
    // The counts are those of a library that never knew the old ones.
    let fresh = Shelf { env: crate::env::Env::with_news() };
    fs::remove_dir_all(fresh.env.path("news")).unwrap();
    fs::rename(shelf.env.path("news"), fresh.env.path("news")).unwrap();
    fresh.index(&["news"]);
    let counted = "SELECT kind, name, mentions, articles, outlets FROM entities ORDER BY 1, 2, 3";
    assert_eq!(shelf.ask(counted), fresh.ask(counted));
}

#[test]
fn the_same_article_is_taken_once_and_stays_while_a_file_holds_it() {
    let shelf = Shelf::with_news();
    shelf.env.file("copy/ferry.md", fs::read(shelf.env.path("news/ferry.md")).unwrap());
    assert_eq!(counts(&shelf.index(&["news", "copy"])), [3, 0, 0, 1, 0]);
    fs::remove_file(shelf.env.path("news/ferry.md")).unwrap();
    assert_eq!(counts(&shelf.index(&["news"])), [0, 0, 0, 0, 2], "nothing is dropped unasked");
    assert_eq!(shelf.index(&["--prune"])["removed"], 0);
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["3"]);
    fs::remove_file(shelf.env.path("copy/ferry.md")).unwrap();
    assert_eq!(shelf.index(&["--prune"])["removed"], 1);
    assert_eq!(shelf.index(&["--remove", "news"])["removed"], 2);
    shelf.assert_sound();
    assert_eq!(shelf.ask("SELECT count(*) FROM entities"), ["0"]);
}

#[test]
fn a_file_that_was_only_touched_is_read_but_not_taken_again() {
    let shelf = Shelf::with_news();
    shelf.index(&["news"]);
    let file = fs::File::options().append(true).open(shelf.env.path("news/strike.md")).unwrap();
    file.set_modified(SystemTime::now() + Duration::from_secs(3600)).unwrap();
    assert_eq!(counts(&shelf.index(&["news"])), [0, 0, 1, 0, 2]);
    // Also where the clock was set back.
    file.set_modified(SystemTime::UNIX_EPOCH - Duration::from_secs(100)).unwrap();
    assert_eq!(counts(&shelf.index(&["news"])), [0, 0, 1, 0, 2]);
    assert_eq!(counts(&shelf.index(&["news"])), [0, 0, 0, 0, 3]);
}

#[test]
fn bad_inputs_are_named_and_the_rest_goes_on() {
    let shelf = Shelf::with_news();
    shelf.env.file("news/all.jsonl", format!("{}not json\n\n[1]\n{}", lines(0..2), lines(2..3)));
    shelf.env.file("news/empty.txt", "");
    let ran = shelf.env.run(&["index", "news", "nowhere"]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    for words in
        ["all.jsonl:3: not a JSON object", "all.jsonl:5: not a JSON object", "empty.txt: an empty file", "nowhere"]
    {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    assert!(ran.out.starts_with("Articles: 6 added, 4 skipped."), "{}", ran.out);
    let ran = shelf.env.run(&["index", "nowhere"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(shelf.env.run(&["index"]).code, Some(64));
}

#[test]
fn lines_left_out_are_told_again_until_the_file_is_mended() {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", format!("{}not json\n\n[1]\n", lines(0..2)));
    shelf.env.file("bad.jsonl", "{\"id\": 1}\n");
    shelf.env.file("good.jsonl", lines(2..4));
    let both = ["index", "--json", "bad.jsonl", "all.jsonl", "good.jsonl"];
    let first = shelf.env.run(&both);
    let again = shelf.env.run(&both);
    for (ran, added, unchanged) in [(first, 4, 0), (again, 0, 2)] {
        let summary: Value = serde_json::from_str(&ran.out).unwrap();
        let counted = [&summary["added"], &summary["skipped"], &summary["files_unchanged"]].map(Value::as_u64);
        assert_eq!((counted, ran.code), ([Some(added), Some(3), Some(unchanged)], Some(2)), "{}", ran.err);
        assert_eq!(ran.err.matches("as before").count(), unchanged as usize, "{}", ran.err);
    }
    let again = shelf.env.run(&["index", "all.jsonl"]);
    assert!(again.err.contains("all.jsonl: 2 lines, as before (the first: line 3: not a JSON object"), "{}", again.err);
    // As the first time, where there is nothing but what is left out.
    let only = shelf.env.run(&["index", "bad.jsonl"]);
    assert_eq!(only.code, Some(1), "{}", only.err);
    assert!(only.err.contains("bad.jsonl: 1 line, as before (line 1: no text"), "{}", only.err);
    shelf.env.file("all.jsonl", lines(0..2));
    for _ in 0..2 {
        assert_eq!(shelf.env.run(&["index", "all.jsonl"]).code, Some(0));
    }
    shelf.env.run(&["index", "--remove", "bad.jsonl"]);
    assert_eq!(shelf.ask("SELECT count(*) FROM left_out"), ["0"]);
}

#[test]
fn whatever_the_batches_the_entities_are_the_same() {
    let (once, twice) = (Shelf::new(), Shelf::new());
    for shelf in [&once, &twice] {
        shelf.env.file("a.jsonl", lines(0..60));
        shelf.env.file("b.jsonl", lines(60..120));
    }
    once.index(&["a.jsonl", "b.jsonl"]);
    twice.index(&["a.jsonl"]);
    let early = twice.ask("SELECT id, name FROM entities ORDER BY id");
    twice.index(&["b.jsonl"]);
    let late = twice.ask("SELECT id, name FROM entities ORDER BY id");
    assert_eq!(late[..early.len()], early, "numbers stay");
    let counted = "SELECT kind, name, mentions, articles, outlets FROM entities ORDER BY 1, 2, 3";
    assert_eq!(once.ask(counted), twice.ask(counted));
    let keller = once.ask("SELECT articles FROM entities WHERE name = 'Marta Keller'");
    assert_eq!(keller.len(), 1);
    assert!(keller[0].parse::<u32>().unwrap() >= 15, "{keller:?}");
}

#[test]
fn texts_stay_readable_where_that_is_asked_for() {
    let shelf = Shelf::with_news();
    shelf.env.file(".config/dateline/config.toml", "store.compress = false\n");
    shelf.index(&["news"]);
    let found =
        shelf.ask("SELECT article.title FROM body JOIN article ON article.id = article WHERE text LIKE '%nine hours%'");
    assert_eq!(found, ["Ferry talks end without a deal"]);
    assert!(shelf.env.ok(&["show", "dockers vote"]).contains("Piotr Nowak"));
}

#[test]
fn what_was_read_and_starred_stays_so_when_the_file_changes() {
    use dateline::model::{ArticleMemory, ReaderMemory};
    use dateline::store::library::{Library, Writer};
    let shelf = Shelf::new();
    let page = |what: &str| format!("Ana Ruiz spoke of {what} in Lisbon on Monday, and nobody answered her there.\n");
    shelf.env.file("in/one.txt", page("boats"));
    shelf.index(&["in"]);
    let key = |shelf: &Shelf| Library::open(&shelf.library()).unwrap().newest(1).unwrap()[0].key;
    let before = key(&shelf);
    let mut memory = ReaderMemory::default();
    memory.articles.insert(before, ArticleMemory { read: true, starred: true, ..ArticleMemory::default() });
    Writer::open(&shelf.library()).unwrap().remember(&ReaderMemory::default(), &memory).unwrap();
    shelf.env.file("in/one.txt", page("lighthouses"));
    assert_eq!(shelf.index(&["in"])["changed"], 1);
    let now = key(&shelf);
    assert_ne!(before, now);
    let kept = Library::open(&shelf.library()).unwrap().memory().unwrap();
    assert!(kept.articles[&now].read && kept.articles[&now].starred);
}

#[test]
fn outlets_that_do_not_name_somebody_are_told_as_with_files() {
    let shelf = Shelf::with_news();
    shelf.index(&["news"]);
    for name in ["Piotr Nowak", "Marta Keller"] {
        let outlets = |args: &[&str]| {
            let answer = shelf.env.json(&[&["mentions", name], args].concat());
            let mut rows: Vec<(String, u64)> = answer["entity"]["outlets"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| (row["outlet"].as_str().unwrap().to_owned(), row["mentions"].as_u64().unwrap()))
                .collect();
            rows.sort();
            rows
        };
        assert_eq!(outlets(&[]), outlets(&["news"]), "{name}");
        assert_eq!(shelf.env.ok(&["mentions", name, "--plain"]), shelf.env.ok(&["mentions", name, "news", "--plain"]));
    }
}

#[cfg(unix)]
#[test]
fn lines_out_of_a_pipe_are_an_article_each() {
    let shelf = Shelf::new();
    let pipe = shelf.env.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let writing = std::thread::spawn(move || std::fs::write(pipe, crate::news::lines(0..12)));
    let summary = shelf.index(&["pipe"]);
    writing.join().unwrap().unwrap();
    assert_eq!((&summary["added"], &summary["skipped"]), (&Value::from(12), &Value::from(0)));
}

#[test]
fn lines_that_are_gone_are_pruned_when_their_file_was_read_to_its_end() {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..30));
    shelf.env.file("other.jsonl", lines(28..31));
    shelf.index(&["all.jsonl", "other.jsonl"]);
    let less: String = lines(0..10) + "{\"title\": \"no text\"}\n";
    shelf.env.file("all.jsonl", less);
    let kept = shelf.env.run(&["index", "all.jsonl", "--json"]);
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["31"], "nothing goes by itself: {}", kept.err);
    shelf.env.file("all.jsonl", lines(0..9));
    let summary = shelf.index(&["--prune", "all.jsonl"]);
    assert_eq!((summary["removed"].as_u64(), summary["unchanged"].as_u64()), (Some(19), Some(9)), "{summary}");
    // What another file holds stays.
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["12"]);
    shelf.assert_sound();
}

#[test]
fn two_lines_of_one_id_are_two_articles_however_often_they_are_read() {
    let shelf = Shelf::new();
    let mut second = record(2);
    second["id"] = record(1)["id"].clone();
    let text = format!("{}\n{second}\n", record(1));
    shelf.env.file("all.jsonl", &text);
    assert_eq!(counts(&shelf.index(&["all.jsonl"])), [2, 0, 0, 0, 0]);
    let titles = "SELECT title FROM article ORDER BY title";
    let before = shelf.ask(titles);
    // A word more at the end: the file is read again.
    shelf.env.file("all.jsonl", text + &record(3).to_string());
    assert_eq!(counts(&shelf.index(&["all.jsonl"])), [1, 0, 2, 0, 0]);
    shelf.index(&["all.jsonl", "--prune"]);
    assert!(before.iter().all(|title| shelf.ask(titles).contains(title)), "{before:#?}");
    assert_eq!(shelf.ask("SELECT record FROM holding ORDER BY record").len(), 3);
}

#[cfg(unix)]
#[test]
fn file_names_that_are_no_text_are_files_of_their_own() {
    use std::os::unix::ffi::OsStrExt;
    let shelf = Shelf::new();
    fs::create_dir_all(shelf.env.path("odd")).unwrap();
    for (name, text) in [(&b"caf\xe9.txt"[..], "Marta Keller came to Oslo."), (b"caf\xe8.txt", "Olaf Svensen stayed.")]
    {
        let path = shelf.env.path("odd").join(std::ffi::OsStr::from_bytes(name));
        if fs::write(path, text).is_err() {
            // A file system that takes no such names.
            return;
        }
    }
    assert_eq!(counts(&shelf.index(&["odd"])), [2, 0, 0, 0, 0]);
    let summary = shelf.index(&["odd", "--prune"]);
    assert_eq!((counts(&summary), summary["removed"].as_u64()), ([0, 0, 0, 0, 2], Some(0)), "{summary}");
    fs::remove_file(shelf.env.path("odd").join(std::ffi::OsStr::from_bytes(b"caf\xe9.txt"))).unwrap();
    assert_eq!(shelf.index(&["odd", "--prune"])["removed"], 1);
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["1"]);
}
