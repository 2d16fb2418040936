//! What may happen to a library, and that it survives it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;
use std::sync::atomic::AtomicBool;
use std::thread::sleep;
use std::time::Duration;

use dateline::engine::corpus::{Corpus, Options, StateAt};
use dateline::engine::indexer::{IndexOptions, index};
use dateline::engine::{CorpusEvent, Request};
use dateline::model::{ArticleMemory, ReaderMemory};
use dateline::store::library::{Library, LibraryError, Writer};

use crate::news::{Shelf, lines};

/// Numbers without rhyme, the same every time.
fn scatter(seed: u64) -> u64 {
    let mut x = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ (x >> 32)
}

#[test]
fn killed_at_any_moment_it_is_whole_and_goes_on() {
    let (calm, shelf) = (Shelf::new(), Shelf::new());
    for place in [&calm, &shelf] {
        place.env.file("all.jsonl", lines(0..1500));
    }
    calm.index(&["all.jsonl"]);
    let mut sizes = Vec::new();
    for round in 0..50 {
        let mut child = shelf
            .env
            .command(&["index", "--quiet", "all.jsonl"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(Duration::from_millis(scatter(round) % 120));
        child.kill().unwrap();
        child.wait().unwrap();
        if !shelf.library().exists() || shelf.ask("SELECT count(*) FROM sqlite_schema") == ["0"] {
            continue;
        }
        shelf.assert_sound();
        sizes.push(shelf.ask("SELECT count(*) FROM article")[0].parse::<u64>().unwrap());
    }
    assert!(sizes.is_sorted(), "nothing that was kept is lost: {sizes:?}");
    shelf.index(&["all.jsonl"]);
    shelf.assert_sound();
    let (a, b) = (calm.content(), shelf.content());
    let strip = |shelf: &Shelf, lines: Vec<String>| -> Vec<String> {
        let root = shelf.env.path("").canonicalize().unwrap().to_string_lossy().into_owned();
        lines.into_iter().map(|line| line.replace(&root, "")).collect()
    };
    assert_eq!(strip(&calm, a), strip(&shelf, b));
}

#[test]
fn interrupted_it_keeps_what_is_done() {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..6000));
    let mut child =
        shelf.env.command(&["index", "all.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = || Library::open(&shelf.library()).and_then(|library| library.articles()).is_ok_and(|kept| kept > 0);
    while !begun() {
        assert_eq!(child.try_wait().unwrap(), None, "it ended by itself");
        sleep(Duration::from_millis(5));
    }
    let pid = i32::try_from(child.id()).unwrap();
    std::process::Command::new("kill").args(["-INT", &pid.to_string()]).status().unwrap();
    let ran = crate::env::Ran::of(&child.wait_with_output().unwrap());
    assert_eq!(ran.code, Some(130), "{ran:?}");
    assert!(ran.out.contains("what was done is kept"), "{ran:?}");
    shelf.assert_sound();
    let kept: u64 = shelf.ask("SELECT count(*) FROM article")[0].parse().unwrap();
    let summary = shelf.index(&["all.jsonl"]);
    assert_eq!(summary["added"].as_u64().unwrap() + kept, 6000);
    assert_eq!(summary["unchanged"].as_u64().unwrap(), kept);
}

#[test]
fn two_at_once_both_finish() {
    let shelf = Shelf::new();
    shelf.env.file("a.jsonl", lines(0..700));
    shelf.env.file("b.jsonl", lines(500..1200));
    let run = |name: &str| {
        shelf
            .env
            .command(&["index", "--json", "--quiet", name])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let (a, b) = (run("a.jsonl"), run("b.jsonl"));
    // A reader beside them is never refused.
    for _ in 0..5 {
        let ran = shelf.env.run(&["search", "plan", "--json"]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        sleep(Duration::from_millis(50));
    }
    for child in [a, b] {
        let ran = crate::env::Ran::of(&child.wait_with_output().unwrap());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    }
    shelf.assert_sound();
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["1200"]);
    let named = shelf.ask("SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM naming)");
    assert_eq!(named, ["0"], "all names are tied");
}

#[test]
fn what_is_no_library_is_left_as_it_is() {
    let shelf = Shelf::with_news();
    let text = "just a text, and a rather long one at that, in a file of this name";
    shelf.env.file("notes.db", text);
    fs::create_dir(shelf.env.path("folder.db")).unwrap();
    let other = shelf.env.path("other.db");
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("CREATE TABLE mine (a); INSERT INTO mine VALUES (1)")
        .unwrap();
    for (file, words) in
        [("notes.db", "not a dateline library"), ("folder.db", "a folder"), ("other.db", "not a dateline library")]
    {
        for args in [&["index", "--quiet", "news", "--library", file][..], &["search", "ferry", "--library", file]] {
            let ran = shelf.env.run(args);
            assert_eq!(ran.code, Some(1), "{args:?}: {ran:?}");
            assert!(ran.err.contains(words) && ran.err.contains(file), "{args:?}: {}", ran.err);
        }
    }
    assert_eq!(fs::read_to_string(shelf.env.path("notes.db")).unwrap(), text);
    let kept: i64 =
        rusqlite::Connection::open(&other).unwrap().query_row("SELECT a FROM mine", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1);
    let ran = shelf.env.run(&["list", "--library", "nowhere.db"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("`dateline index PATH` makes one"), "{}", ran.err);
    // Cut off altogether: nothing else is shown in its place.
    shelf.env.file("empty.db", "");
    let ran = shelf.env.run(&["list", "--library", "empty.db"]);
    assert!(ran.code == Some(1) && ran.err.contains("the file is empty"), "{ran:?}");
}

#[test]
fn a_damaged_library_is_told_and_not_made_worse() {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..300));
    shelf.index(&["all.jsonl"]);
    let whole = fs::read(shelf.library()).unwrap();
    // Cut off.
    fs::write(shelf.library(), &whole[..whole.len() / 2]).unwrap();
    for args in [&["list"][..], &["search", "plan"], &["index", "--quiet", "all.jsonl"]] {
        let ran = shelf.env.run(args);
        assert_eq!(ran.code, Some(1), "{args:?}: {ran:?}");
        assert!(ran.err.contains("damaged") && ran.err.contains("cut off"), "{args:?}: {}", ran.err);
    }
    assert_eq!(fs::metadata(shelf.library()).unwrap().len() as usize, whole.len() / 2);
    // Overwritten at its head.
    let mut bad = whole.clone();
    bad[..64].fill(b'x');
    fs::write(shelf.library(), &bad).unwrap();
    let ran = shelf.env.run(&["index", "--quiet", "all.jsonl"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("not a dateline library"), "{}", ran.err);
    assert_eq!(fs::read(shelf.library()).unwrap(), bad);
    // Overwritten in the middle: whatever comes of it, no panic.
    let mut bad = whole.clone();
    let middle = bad.len() / 3;
    bad[middle..middle + 40_000].fill(0xa5);
    fs::write(shelf.library(), &bad).unwrap();
    for args in [&["list"][..], &["search", "plan tariff"], &["index", "--quiet", "all.jsonl"]] {
        let ran = shelf.env.run(args);
        assert!(ran.code == Some(0) || ran.code == Some(1), "{args:?}: {ran:?}");
        assert!(!ran.err.contains("panicked"), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_newer_library_is_refused_in_words() {
    let shelf = Shelf::with_news();
    shelf.index(&["news"]);
    rusqlite::Connection::open(shelf.library()).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    for args in [&["list"][..], &["index", "--quiet", "news"]] {
        let ran = shelf.env.run(args);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.contains("a newer dateline wrote it (format version 99"), "{}", ran.err);
    }
}

#[test]
fn what_may_not_be_written_is_read_all_the_same() {
    let shelf = Shelf::with_news();
    shelf.index(&["news"]);
    let (file, folder) = (shelf.library(), shelf.library().parent().unwrap().to_owned());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    let list = shelf.env.json(&["list"]);
    let found = shelf.env.json(&["search", "dockers"]);
    let doctor = shelf.env.run(&["doctor"]);
    assert!(doctor.code == Some(0) && doctor.out.contains("is fine"), "{doctor:?}");
    // Root may write anywhere: then there is nothing to refuse.
    let refused = fs::File::options().write(true).open(&file).is_err();
    shelf.env.file("more.txt", "Ana Ruiz came to Oslo on Friday, and nobody was there to see her arrive.");
    let ran = shelf.env.run(&["index", "--quiet", "more.txt"]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!((list.as_array().unwrap().len(), found.as_array().unwrap().len()), (3, 2));
    if refused {
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.err.contains("cannot be written"), "{}", ran.err);
    }
}

#[test]
fn a_full_disk_is_told_and_what_was_there_stays() {
    let (calm, shelf) = (Shelf::new(), Shelf::new());
    for place in [&calm, &shelf] {
        place.env.file("a.jsonl", lines(0..300));
        place.env.file("b.jsonl", lines(300..2500));
        place.index(&["a.jsonl"]);
    }
    let before = shelf.content();
    let pages: u32 = shelf.ask("PRAGMA page_count")[0].parse().unwrap();
    let mut writer = Writer::open(&shelf.library()).unwrap();
    writer.limit_pages(pages + 10).unwrap();
    let (paths, stop) = ([shelf.env.path("b.jsonl")], AtomicBool::new(false));
    let options = IndexOptions::default();
    let failed = index(&mut writer, &shelf.library(), &paths, &options, &stop, &mut |_| {}).unwrap_err();
    assert!(matches!(failed, LibraryError::Full), "{failed:?}");
    assert!(failed.to_string().starts_with("the disk is full; what was finished before is kept"), "{failed}");
    drop(writer);
    shelf.assert_sound();
    assert_eq!(shelf.content(), before, "not even a batch fitted");
    // There is room again.
    shelf.index(&["b.jsonl"]);
    calm.index(&["b.jsonl"]);
    let counted = "SELECT kind, name, mentions, articles, outlets FROM entities ORDER BY 1, 2, 3";
    assert_eq!(shelf.ask(counted), calm.ask(counted));
}

#[test]
fn a_file_that_changes_while_it_is_read_ends_as_it_is() {
    let shelf = Shelf::new();
    let path = shelf.env.file("busy.txt", "Ana Ruiz spoke in Oslo on Monday, and nobody listened to her.\n");
    shelf.env.file("calm.jsonl", lines(0..400));
    let stop = std::sync::Arc::new(AtomicBool::new(false));
    let writer = std::thread::spawn({
        let (stop, path) = (stop.clone(), path.clone());
        move || {
            let mut number = 0;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                number += 1;
                fs::write(&path, format!("Ana Ruiz spoke in Oslo on Monday, for the {number}th time.\n")).unwrap();
            }
        }
    });
    for _ in 0..4 {
        let ran = shelf.env.run(&["index", "--quiet", "busy.txt", "calm.jsonl"]);
        assert!(ran.code == Some(0) || ran.code == Some(2), "{ran:?}");
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    writer.join().unwrap();
    fs::write(&path, "Piotr Nowak spoke in Lisbon on Friday, and that was the end of it.\n").unwrap();
    shelf.index(&["busy.txt"]);
    shelf.assert_sound();
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["401"]);
    assert_eq!(shelf.ask("SELECT count(*) FROM article WHERE title LIKE 'Piotr%'"), ["1"]);
}

#[test]
fn an_open_reader_sees_what_is_added() {
    let shelf = Shelf::with_news();
    shelf.index(&["news"]);
    let options = Options { state: StateAt::Default, ..Options::default() };
    let corpus = Corpus::open_library(Library::open(&shelf.library()).unwrap(), &options).unwrap();
    shelf.env.file("more.jsonl", lines(0..50));
    shelf.index(&["more.jsonl"]);
    let until = std::time::Instant::now() + Duration::from_secs(20);
    let mut seen = 0;
    while seen < 53 && std::time::Instant::now() < until {
        if let Ok(CorpusEvent::Changed(progress)) = corpus.events().recv_timeout(Duration::from_millis(200)) {
            seen = progress.articles;
        }
    }
    assert_eq!(seen, 53);
    // What is read is kept in the library, whoever writes beside.
    let key = Library::open(&shelf.library()).unwrap().newest(1).unwrap()[0].key;
    let mut memory = ReaderMemory::clone(corpus.memory());
    memory.articles.insert(key, ArticleMemory { read: true, starred: true, ..ArticleMemory::default() });
    corpus.send(Request::Remember(std::sync::Arc::new(memory)));
    drop(corpus);
    fs::remove_file(shelf.env.path("more.jsonl")).unwrap();
    shelf.env.file("more.jsonl", lines(0..60));
    shelf.index(&["more.jsonl"]);
    let kept = Library::open(&shelf.library()).unwrap().memory().unwrap();
    assert!(kept.articles[&key].read && kept.articles[&key].starred);
}

#[test]
fn what_the_user_says_of_an_outlet_is_counted() {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..30));
    shelf.index(&["all.jsonl"]);
    let mut writer = Writer::open(&shelf.library()).unwrap();
    for article in [1, 2, 3, 5] {
        writer.set_outlet(article, Some("The Other Times")).unwrap();
    }
    writer.set_outlet(3, None).unwrap();
    drop(writer);
    shelf.assert_sound();
    assert_eq!(shelf.ask("SELECT articles FROM outlet WHERE name = 'The Other Times'"), ["3"]);
    let wrong = shelf.ask(
        "SELECT entity, outlet, mentions, articles FROM entity_outlet AS kept WHERE (mentions, articles) IS NOT
         (SELECT sum(own.mentions), count(*) FROM entity_article AS own JOIN article ON article.id = own.article
          WHERE own.entity = kept.entity AND article.outlet = kept.outlet)",
    );
    assert_eq!(wrong, [""; 0]);
    let wrong = shelf.ask(
        "SELECT id FROM entity WHERE outlets <> (SELECT count(*) FROM entity_outlet WHERE entity = entity.id) AND one = id",
    );
    assert_eq!(wrong, [""; 0]);
}

/// A disk that is really full: a small one of its own, where the system lets us make one.
#[test]
fn a_small_disk_that_fills_up_keeps_whole_batches() {
    let shelf = Shelf::new();
    shelf.env.file("a.jsonl", lines(0..300));
    shelf.env.file("b.jsonl", lines(300..9000));
    fs::create_dir(shelf.env.path("disk")).unwrap();
    let script = "mount -t tmpfs -o size=4m none disk || exit 77
        dateline index --quiet --library disk/l.db a.jsonl >/dev/null || exit 1
        dateline index --quiet --library disk/l.db b.jsonl; echo code $?
        dateline doctor --library disk/l.db >/dev/null; echo doctor $?
        dateline list --library disk/l.db --tsv | wc -l
        dateline search --library disk/l.db \"lighthouse 1\" >/dev/null; echo search $?";
    let mut command = std::process::Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", script]);
    shelf.env.dress(&mut command);
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_dateline")).parent().unwrap().display().to_string();
    command.env("PATH", format!("{binary}:{}", std::env::var("PATH").unwrap_or_default()));
    let Ok(output) = command.output() else {
        eprintln!("skipped: there is no unshare here, so no small disk can be made");
        return;
    };
    let ran = crate::env::Ran::of(&output);
    if ran.code == Some(77) || ran.err.contains("unshare") {
        eprintln!("skipped: this system lets nobody mount a small disk: {}", ran.err);
        return;
    }
    let said: Vec<&str> = ran.out.lines().collect();
    assert_eq!((said[0], said[3]), ("code 1", "search 0"), "{ran:?}");
    assert!(ran.err.contains("the disk is full; what was finished before is kept"), "{ran:?}");
    let kept: usize = said[2].trim().parse().unwrap();
    assert!((301..9000).contains(&kept), "{ran:?}");
}

#[test]
fn a_clock_that_jumps_hides_no_change() {
    use std::time::{Duration, SystemTime};
    let shelf = Shelf::new();
    let page = |what: &str| format!("Ana Ruiz spoke of {what} in Lisbon on Monday, and nobody answered.\n");
    let path = shelf.env.file("in/one.txt", page("boats"));
    shelf.index(&["in"]);
    let day = Duration::from_secs(86_400);
    let times = [
        SystemTime::UNIX_EPOCH + day * 365 * 130,
        SystemTime::UNIX_EPOCH + day * 365 * 20,
        SystemTime::UNIX_EPOCH,
        SystemTime::UNIX_EPOCH - day * 365 * 30,
        SystemTime::now(),
    ];
    // Words of one length, so that only the time tells.
    for (time, what) in times.into_iter().zip(["coats", "goats", "moats", "oaths", "ropes"]) {
        fs::write(&path, page(what)).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        let summary = shelf.index(&["in"]);
        assert_eq!((summary["changed"].as_u64(), summary["added"].as_u64()), (Some(1), Some(0)), "{what}: {summary}");
        assert_eq!(shelf.index(&["in"])["files_unchanged"], 1, "{what}");
        assert_eq!(shelf.env.json(&["search", what]).as_array().unwrap().len(), 1, "{what}");
    }
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["1"]);
    shelf.assert_sound();
}

#[test]
fn who_has_it_open_more_than_once_keeps_hold_of_it() {
    let shelf = Shelf::with_news();
    shelf.index(&["news"]);
    let first = Library::open(&shelf.library()).unwrap();
    assert_eq!(first.articles().unwrap(), 3);
    // A look at the file before it is opened again must not loosen the locks of the first.
    let second = Library::open(&shelf.library()).unwrap();
    assert_eq!(second.articles().unwrap(), 3);
    for number in 0..3 {
        shelf.env.file(&format!("more-{number}.jsonl"), lines(number..number + 1));
        shelf.index(&[&format!("more-{number}.jsonl")]);
        assert_eq!([first.articles().unwrap(), second.articles().unwrap()], [4 + number as u64; 2]);
    }
}
