//! Giving everything back, looking over, making anew; and the reader on the library.

use std::fs;

use serde_json::Value;

use crate::news::{Shelf, lines};

#[test]
fn what_is_exported_can_be_indexed_again() {
    let shelf = Shelf::with_news();
    shelf.env.file("all.jsonl", lines(0..30));
    shelf.index(&["all.jsonl", "news"]);
    let exported = shelf.env.ok(&["export", "--jsonl"]);
    let all: Vec<Value> = exported.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(all.len(), 33);
    let keller =
        all.iter().flat_map(|line| line["entities"].as_array().unwrap()).find(|one| one["name"] == "Marta Keller");
    assert!(keller.unwrap()["type"] == "PER");
    for line in &all {
        let text: Vec<char> = line["text"].as_str().unwrap().chars().collect();
        for entity in line["entities"].as_array().unwrap() {
            for mention in entity["mentions"].as_array().unwrap() {
                let (start, end) = (mention[0].as_u64().unwrap() as usize, mention[1].as_u64().unwrap() as usize);
                assert!(start < end && end <= text.len());
            }
        }
    }
    // What is there already is there once.
    shelf.env.file("back.jsonl", &exported);
    shelf.env.ok(&["export", "--md", "back"]);
    let summary = shelf.index(&["back.jsonl", "back"]);
    assert_eq!((summary["added"].as_u64(), summary["duplicates"].as_u64()), (Some(0), Some(66)), "{summary}");
    let mut changed = all[0].clone();
    changed["text"] = Value::from(format!("{} More was said later.", changed["text"].as_str().unwrap()));
    shelf.env.file("changed.jsonl", format!("{changed}\n"));
    assert_eq!(shelf.index(&["changed.jsonl"])["added"], 1);
    shelf.env.ok(&["index", "--quiet", "--remove", "changed.jsonl", "back.jsonl", "back"]);
    let again = Shelf::new();
    again.env.file("back.jsonl", &exported);
    again.index(&["back.jsonl"]);
    let counted = "SELECT title, date, outlet.name FROM article JOIN outlet ON outlet.id = outlet ORDER BY 1, 2, 3";
    assert_eq!(again.ask(counted), shelf.ask(counted));
    let said = shelf.env.ok(&["export", "--md", "out", "--outlet", "inland gazette"]);
    let files = fs::read_dir(shelf.env.path("out")).unwrap().count();
    assert_eq!(said, format!("{files} articles written to out.\n"));
    let listed = shelf.env.json(&["list", "out"]);
    assert!(listed.as_array().unwrap().iter().all(|row| row["outlet"] == "Inland Gazette"), "{listed}");
    let tsv = shelf.env.ok(&["export", "--tsv"]);
    let listed = shelf.env.ok(&["list", "--tsv"]);
    assert_eq!(tsv.lines().count(), listed.lines().count());
    assert!(tsv.lines().zip(listed.lines()).all(|(row, listed)| row.starts_with(&format!("{listed}\t"))), "{tsv}");
    assert_eq!(Shelf::new().env.run(&["export"]).code, Some(1));
    assert_eq!(shelf.env.run(&["export", "news"]).code, Some(64));
}

#[test]
fn the_doctor_finds_what_is_wrong_and_makes_anew_what_can_be() {
    let shelf = Shelf::new();
    let said = shelf.env.ok(&["doctor"]);
    assert!(said.contains("library: none yet at") && said.contains("terminal: "), "{said}");
    shelf.env.file("all.jsonl", lines(0..60));
    shelf.index(&["all.jsonl"]);
    let said = shelf.env.ok(&["doctor"]);
    assert!(said.contains("60 articles from 1 file") && said.contains("every page, index and text is fine"), "{said}");
    // Full text loses a row, an outlet its count.
    let db = rusqlite::Connection::open(shelf.library()).unwrap();
    db.execute_batch("DELETE FROM fulltext WHERE rowid = (SELECT place FROM article LIMIT 1); UPDATE outlet SET articles = 7 WHERE id = 1").unwrap();
    drop(db);
    let ran = shelf.env.run(&["doctor"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("full text knows 59 articles") && ran.out.contains("--repair"), "{}", ran.out);
    let said = shelf.env.ok(&["doctor", "--repair"]);
    assert!(said.contains("indexes rebuilt"), "{said}");
    shelf.assert_sound();
    assert_eq!(shelf.env.json(&["search", "plan", "--limit", "100"]).as_array().unwrap().len(), 60);
    // A text is overwritten.
    let db = rusqlite::Connection::open(shelf.library()).unwrap();
    db.execute_batch("UPDATE body SET codec = 1, text = x'00112233' WHERE article = 5").unwrap();
    drop(db);
    let ran = shelf.env.run(&["doctor"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("1 text cannot be unpacked (article 5)") && ran.out.contains("--repair"), "{}", ran.out);
    // The others are given back.
    let ran = shelf.env.run(&["export", "--jsonl"]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(2), 59), "{}", ran.err);
    assert!(ran.err.contains("left out “"), "{}", ran.err);
    // They are saved with all that was kept of them, and the lost one comes back from where it came from.
    let ran = shelf.env.run(&["doctor", "--repair"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("59 articles could be read") && ran.out.contains("1 article could not"), "{}", ran.out);
    assert!(shelf.library().with_file_name("library.db.damaged").exists());
    shelf.assert_sound();
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["59"]);
    assert_eq!(shelf.index(&["all.jsonl"])["added"], 1);
    let other = Shelf::new();
    other.env.file("all.jsonl", lines(0..60));
    other.index(&["all.jsonl"]);
    let names = "SELECT kind, name, mentions, articles, outlets FROM entities ORDER BY 1, 2, 3";
    assert_eq!(shelf.ask(names), other.ask(names));
}

#[test]
fn names_that_are_out_of_step_are_tied_anew() {
    for harm in [
        "DELETE FROM entity_article WHERE entity = 1",
        "UPDATE entity SET mentions = mentions + 7 WHERE id = 2",
        "DELETE FROM naming WHERE article = 3",
        "DELETE FROM entity",
    ] {
        let shelf = Shelf::new();
        shelf.env.file("all.jsonl", lines(0..40));
        shelf.index(&["all.jsonl"]);
        let names = "SELECT kind, name, mentions, articles, outlets FROM entities ORDER BY 1, 2, 3";
        let before = shelf.ask(names);
        rusqlite::Connection::open(shelf.library()).unwrap().execute_batch(harm).unwrap();
        let ran = shelf.env.run(&["doctor"]);
        assert!(ran.code == Some(1) && ran.out.contains("--repair"), "{harm}: {}", ran.out);
        assert!(shelf.env.ok(&["doctor", "--repair"]).contains("indexes rebuilt"));
        assert_eq!(shelf.ask(names), before, "{harm}");
    }
}

#[test]
fn pages_that_are_overwritten_cost_no_more_than_what_stood_on_them() {
    use std::io::{Seek, SeekFrom, Write};
    let pages = |shelf: &Shelf, table: &str| -> u64 {
        shelf.ask(&format!("SELECT rootpage FROM sqlite_schema WHERE name = '{table}'"))[0].parse().unwrap()
    };
    for (table, least) in [("entity", 300), ("entity_article", 300), ("form", 300), ("article", 100), ("body", 100)] {
        let shelf = Shelf::new();
        shelf.env.file("all.jsonl", lines(0..300));
        shelf.index(&["all.jsonl"]);
        shelf.env.ok(&["read-script", "s", "--library", &shelf.library().to_string_lossy()]);
        let page = pages(&shelf, table);
        let mut file = fs::OpenOptions::new().write(true).open(shelf.library()).unwrap();
        // A root of several pages has the others below it: one of these is hit.
        let hit = if ["article", "body"].contains(&table) { page + 3 } else { page };
        file.seek(SeekFrom::Start((hit - 1) * 8192)).unwrap();
        file.write_all(&[0xa5; 8192]).unwrap();
        drop(file);
        assert_eq!(shelf.env.run(&["doctor"]).code, Some(1), "{table}");
        let ran = shelf.env.run(&["doctor", "--repair"]);
        let left: u64 = shelf.ask("SELECT count(*) FROM article")[0].parse().unwrap();
        assert!(left >= least, "{table}: {left} articles\n{}{}", ran.out, ran.err);
        shelf.assert_sound();
        shelf.index(&["all.jsonl"]);
        assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["300"], "{table}: {}", ran.out);
        let names = shelf.ask("SELECT count(*) FROM entities");
        assert!(names[0].parse::<u32>().unwrap() > 10, "{table}");
    }
}

#[test]
fn one_page_that_cannot_be_read_costs_what_stood_on_it_and_no_more() {
    use std::io::{Seek, SeekFrom, Write};
    for (table, least) in [("body", 280), ("article", 200), ("file", 300), ("holding", 300), ("reader_article", 300)] {
        let shelf = Shelf::new();
        shelf.env.file("all.jsonl", lines(0..300));
        shelf.index(&["all.jsonl"]);
        let sql = format!(
            "SELECT pageno FROM dbstat WHERE name = '{table}' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET
                           (SELECT count(*) / 2 FROM dbstat WHERE name = '{table}' AND pagetype = 'leaf')"
        );
        let page: u64 = shelf.ask(&sql)[0].parse().unwrap();
        let mut file = fs::OpenOptions::new().write(true).open(shelf.library()).unwrap();
        file.seek(SeekFrom::Start((page - 1) * 8192)).unwrap();
        file.write_all(&[0; 8192]).unwrap();
        drop(file);
        // What can be read goes on being read.
        let found = shelf.env.run(&["search", "plan", "--limit", "300", "--tsv"]);
        assert!(table == "article" || found.out.lines().count() == 301, "{table}: {}", found.err);
        let ran = shelf.env.run(&["doctor", "--repair"]);
        let left: u64 = shelf.ask("SELECT count(*) FROM article")[0].parse().unwrap();
        assert!(left >= least && left <= 300, "{table}: {left} articles\n{}{}", ran.out, ran.err);
        shelf.assert_sound();
        shelf.index(&["all.jsonl"]);
        assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["300"], "{table}: {}", ran.out);
    }
}

#[cfg(unix)]
#[test]
fn a_library_that_is_cut_off_is_saved_as_far_as_it_goes_where_it_lies() {
    use std::os::unix::fs::PermissionsExt;
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..300));
    shelf.index(&["all.jsonl"]);
    // The library is a link to a file that only its owner may read.
    let real = shelf.library().with_file_name("real.db");
    fs::rename(shelf.library(), &real).unwrap();
    std::os::unix::fs::symlink(&real, shelf.library()).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).unwrap();
    let file = fs::OpenOptions::new().write(true).open(&real).unwrap();
    file.set_len(file.metadata().unwrap().len() / 8192 / 2 * 8192).unwrap();
    drop(file);
    let ran = shelf.env.run(&["doctor"]);
    assert!(ran.code == Some(1) && ran.out.contains("cut off") && ran.out.contains("--repair"), "{}", ran.out);
    let ran = shelf.env.run(&["doctor", "--repair"]);
    assert!(ran.out.contains("could be read"), "{}{}", ran.out, ran.err);
    assert!(fs::symlink_metadata(shelf.library()).unwrap().file_type().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o600);
    shelf.assert_sound();
    shelf.index(&["all.jsonl"]);
    assert_eq!(shelf.ask("SELECT count(*) FROM article"), ["300"], "{}", ran.out);
    // What is beyond saving is left as it is, and that is said.
    fs::write(&real, [b"SQLite format 3\0".as_slice(), &[0x10, 0, 1, 1, 0, 0x40, 0x20, 0x20], &[7; 2000]].concat())
        .unwrap();
    let ran = shelf.env.run(&["doctor", "--repair"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    assert!(!real.with_file_name("real.db.saved").exists());
}

#[test]
fn the_reader_opens_the_library() {
    let shelf = Shelf::with_news();
    shelf.env.file("all.jsonl", lines(0..200));
    shelf.index(&["all.jsonl", "news"]);
    let library = shelf.library().to_string_lossy().into_owned();
    let screen = |keys: &str| shelf.env.ok(&["read-script", keys, "--library", &library, "--size", "120x35"]);
    let first = screen("");
    assert!(first.contains("203 articles") && first.contains("library"), "{first}");
    let last = screen(": \"203\" enter");
    assert!(last.contains("203/203"), "{last}");
    let named = screen("space e \"marta keller\"");
    assert!(named.contains("Marta Keller") && named.contains("mention"), "{named}");
    let found = screen("space / \"lighthouse NOT oslo\"");
    assert!(found.contains("Search all texts") && found.contains("lighthouse plan"), "{found}");
    let wrong = screen("space / \"lighthouse OR\"");
    assert!(wrong.contains("column 14"), "{wrong}");
    let jumped = screen("space e \"keller\" enter } } }");
    assert!(jumped.contains("Keller"), "{jumped}");
    let table = screen("w");
    assert!(table.contains("Marta Keller") && table.contains("Olaf Svensen"), "{table}");
}

#[test]
fn the_same_search_works_on_files_in_the_reader() {
    let shelf = Shelf::with_news();
    let found = shelf.env.ok(&["read-script", "space / \"nine NEAR/2 hours\"", "news", "--size", "120x35"]);
    assert!(found.contains("1 article") && found.contains("nine hours"), "{found}");
    let there = shelf.env.ok(&["read-script", ": \"search flour\" enter enter", "news", "--size", "120x35"]);
    assert!(there.contains("Islands lay in stores"), "{there}");
}
