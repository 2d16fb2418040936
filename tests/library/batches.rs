//! The same articles give the same entities, in whatever order and batches they come.

use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use dateline::engine::indexer::{self, IndexOptions};
use dateline::model::EntityKind;
use dateline::store::library::{Library, Resolved, ResolvedEntity, Writer};
use serde_json::{Value, json};

use crate::news::Shelf;

/// Sentences that say who somebody is, or leave it to what else is known: namesakes, bare surnames, other spellings, short
/// forms, a couple.
const SAID: [&str; 16] = [
    "Daniel Okafor, 34, scored twice for Gravenstad Rovers before the whistle.",
    "Finance minister Daniel Okafor, 61, defended the harbour budget in parliament.",
    "Okafor left the stadium without a word, and the coach said Okafor was tired.",
    "\"The budget stands,\" Mr. Okafor told the committee.",
    "Sergei Volkonin arrived in Port Alma with two aides.",
    "Foreign minister Sergey Volkonin spoke for an hour.",
    "Volkonin did not take questions.",
    "The Port Alma Harbour Authority (PAHA) closed the north pier.",
    "PAHA said the pier would open again in spring.",
    "Henrik Dahl and his wife, Marit Dahl, bought the lighthouse.",
    "Mrs. Dahl painted the door herself.",
    "Dahl said the light would stay on.",
    "Judge Priscilla Dahl, 70, dismissed the case of the dockers.",
    "Anton Brill wrote the report; Brill had warned of the storm for years.",
    "Tony Brill, who wrote the report, will speak in Lisbon.",
    "Brill was not in Lisbon, his office said.",
];

fn article(number: usize) -> Value {
    let said = |at: usize| SAID[at % SAID.len()];
    // A few stories a day, so that some articles share one.
    let text = format!(
        "{}\n\n{}\n\nThe council of Gravenstad is to meet again in {} days. {}",
        said(number * 5 + number / 16),
        said(number * 3 + 1),
        number % 9 + 2,
        said(number * 7 + number / 5),
    );
    let outlet = ["The Harbour Post", "Inland Gazette", "Shore Weekly", "Northern Light"][number % 4];
    let day = format!("2031-03-{:02}", number / 6 % 28 + 1);
    json!({"id": format!("b{number}"), "outlet": outlet, "date": day, "title": format!("Notes from the coast, part {number}"), "text": text})
}

/// Articles by the title, with who is named in them and what is known of these; without numbers and paths.
fn found(shelf: &Shelf) -> Vec<String> {
    let mut all = shelf.ask(
        "SELECT article.title, people, kind, name, outlets, entity.articles, entity.mentions, entity_article.mentions,
         (SELECT group_concat(form || ' ' || mentions) FROM (SELECT * FROM form WHERE form.entity = entity.id ORDER BY form)),
         (SELECT group_concat(title) FROM (SELECT title FROM entity_article AS own JOIN article ON article.id = own.article
          WHERE own.entity = entity.id ORDER BY title))
         FROM article JOIN entity_article ON entity_article.article = article.id
         JOIN entity ON entity.id = entity_article.entity",
    );
    all.sort_unstable();
    all
}

/// Numbers in an order of their own.
fn shuffled(count: usize, seed: usize) -> Vec<usize> {
    let mut all: Vec<usize> = (0..count).collect();
    all.sort_by_key(|number| (number * 7919 + seed * 104_729) * 2_654_435_761 % 1_000_003);
    all
}

/// Indexes in batches, with steps of so many articles.
fn indexed(order: &[usize], batch: usize, step: i64) -> Shelf {
    let shelf = Shelf::new();
    std::fs::create_dir_all(shelf.library().parent().unwrap()).unwrap();
    for (at, numbers) in order.chunks(batch).enumerate() {
        add(&shelf, &format!("part{at:03}.jsonl"), numbers, step);
    }
    shelf
}

fn add(shelf: &Shelf, name: &str, numbers: &[usize], step: i64) {
    let mut lines = String::new();
    for number in numbers {
        let _ = writeln!(lines, "{}", article(*number));
    }
    let path = shelf.env.file(name, lines);
    let mut writer = Writer::open(&shelf.library()).unwrap();
    writer.set_step(step);
    let (halt, options) = (AtomicBool::new(false), IndexOptions::default());
    let summary = indexer::index(&mut writer, &shelf.library(), &[path], &options, &halt, &mut |_| {}).unwrap();
    assert_eq!((summary.added, summary.skipped), (numbers.len() as u64, 0));
}

const ALL: usize = 72;
const LARGE: i64 = 8192;

#[test]
fn order_and_batches_do_not_matter() {
    let shelf = indexed(&shuffled(ALL, 0), ALL, LARGE);
    let whole = found(&shelf);
    let bearers = "SELECT count(*) FROM entity WHERE name = 'Daniel Okafor' AND mentions > 0";
    assert_eq!(shelf.ask(bearers), ["2"], "the footballer and the minister: {whole:#?}");
    for (seed, batch) in [(0, 5), (1, ALL), (2, 31), (3, 1)] {
        let other = indexed(&shuffled(ALL, seed), batch, LARGE);
        assert_eq!(found(&other), whole, "order {seed} in batches of {batch}");
        other.assert_sound();
    }
}

#[test]
fn where_there_are_many_steps_neither_order_nor_batches_matter() {
    let shelf = indexed(&shuffled(ALL, 4), ALL, 20);
    let whole = found(&shelf);
    let bearers = "SELECT count(*) FROM entity WHERE name = 'Daniel Okafor' AND mentions > 0";
    assert_eq!(shelf.ask(bearers), ["2"], "in all steps: {whole:#?}");
    for (seed, batch) in [(4, 3), (4, 19), (5, 20), (6, 27), (7, 41), (8, ALL), (9, 1)] {
        let other = indexed(&shuffled(ALL, seed), batch, 20);
        assert_eq!(found(&other), whole, "order {seed} in batches of {batch}");
        other.assert_sound();
    }
}

#[test]
fn what_comes_in_the_order_of_time_is_tied_as_it_comes() {
    let mut order: Vec<usize> = (0..ALL).collect();
    order.sort_by_key(|number| number / 6 % 28);
    let whole = found(&indexed(&shuffled(ALL, 1), ALL, 5));
    for batch in [1, 6, 11] {
        // The days of a batch are whole but for the last: of one second, what comes later may sort before.
        let other = indexed(&order, batch * 6, 5);
        assert_eq!(found(&other), whole, "days in batches of {batch}");
        assert_eq!(other.ask("SELECT value FROM setting WHERE name = 'ordered'"), [ALL.to_string()]);
    }
}

#[test]
fn a_late_article_is_tied_where_it_came_until_all_are_tied_anew() {
    let order = shuffled(ALL, 2);
    let (late, rest): (Vec<usize>, Vec<usize>) = order.iter().partition(|number| **number < 2);
    let whole = found(&indexed(&order, ALL, 5));
    let shelf = indexed(&rest, ALL, 5);
    add(&shelf, "late.jsonl", &late, 5);
    shelf.assert_sound();
    let mut writer = Writer::open(&shelf.library()).unwrap();
    assert_eq!(writer.late().unwrap(), 2, "of fourteen steps and two new articles not all is done again");
    assert_eq!(shelf.ask("SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM naming)"), ["0"]);
    writer.set_step(5);
    assert!(!indexer::retie(&mut writer, &AtomicBool::new(true), &mut |_| {}).unwrap(), "stopped");
    assert_eq!(writer.late().unwrap(), 2, "nothing is changed then");
    let said = shelf.env.ok(&["doctor"]);
    assert!(said.contains("2 articles came or went out of date order"), "{said}");
    assert!(indexer::retie(&mut writer, &AtomicBool::new(false), &mut |_| {}).unwrap());
    assert_eq!(writer.late().unwrap(), 0);
    assert_eq!(found(&shelf), whole);
    let said = shelf.env.ok(&["index", "--quiet", "--retie"]);
    assert!(said.starts_with("Names: all linked again, in date order.\nThe library "), "{said}");
    let said = shelf.env.json(&["index", "--retie"]);
    assert_eq!((&said["late"], &said["added"]), (&Value::from(0), &Value::from(0)));
    assert_eq!(found(&shelf), found(&indexed(&order, ALL, LARGE)), "by the command, in steps as large as they are");
    shelf.assert_sound();
    let beside = std::fs::read_dir(shelf.library().parent().unwrap()).unwrap();
    let left: Vec<_> = beside
        .map(|entry| entry.unwrap().file_name())
        .filter(|name| name.to_string_lossy().contains("names-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_library_that_was_tied_as_articles_came_is_tied_anew() {
    let order = shuffled(ALL, 3);
    let shelf = indexed(&order, ALL, 20);
    let whole = found(&shelf);
    // As form 2 was: it knew up to which article names are tied, and tied for good.
    let harm = "ALTER TABLE entity DROP COLUMN born; ALTER TABLE holding DROP COLUMN run; DROP TABLE entity_told; DROP TABLE waiting;
        CREATE TABLE old AS SELECT key, entity FROM entity_key; DROP TABLE entity_key;
        CREATE TABLE entity_key (key INTEGER NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (key, entity)) WITHOUT ROWID;
        INSERT INTO entity_key SELECT * FROM old; DROP TABLE old;
        DROP TABLE step_naming; DROP TABLE step_became; DROP TABLE step_form;
        DELETE FROM setting WHERE name <> 'compressed';
        INSERT INTO setting VALUES ('named', 72), ('settled', 60), ('first', 3); PRAGMA user_version = 2;
        UPDATE entity SET name = 'Somebody' WHERE name = 'Daniel Okafor'";
    rusqlite::Connection::open(shelf.library()).unwrap().execute_batch(harm).unwrap();
    assert!(shelf.env.ok(&["doctor"]).contains("every page, index and text is fine"), "read as it is");
    let mut writer = Writer::open(&shelf.library()).unwrap();
    assert_eq!(writer.late().unwrap(), 72);
    writer.set_step(20);
    assert!(indexer::finish(&mut writer).unwrap());
    assert_eq!((found(&shelf), writer.late().unwrap()), (whole, 0));
    shelf.assert_sound();
}

#[test]
fn what_goes_leaves_no_trace_in_the_last_step() {
    let order = shuffled(ALL, 5);
    let without = found(&indexed(&order[..50], 50, LARGE));
    let shelf = indexed(&order[..50], 50, LARGE);
    add(&shelf, "more.jsonl", &order[50..], LARGE);
    assert_ne!(found(&shelf), without);
    shelf.env.ok(&["index", "--quiet", "--remove", "more.jsonl"]);
    assert_eq!(found(&shelf), without);
}

#[test]
fn an_older_article_that_goes_leaves_its_counts_and_no_names_untied() {
    let order = shuffled(ALL, 6);
    for batches in [vec![..20, ..21, ..33], vec![..20, ..40, ..47], vec![..33, ..60]] {
        let shelf = Shelf::new();
        std::fs::create_dir_all(shelf.library().parent().unwrap()).unwrap();
        let mut from = 0;
        for (at, batch) in batches.iter().enumerate() {
            add(&shelf, &format!("{at}.jsonl"), &order[from..batch.end], 20);
            from = batch.end;
        }
        shelf.env.ok(&["index", "--quiet", "--remove", "0.jsonl"]);
        shelf.assert_sound();
        let untied = "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM naming)";
        assert_eq!(shelf.ask(untied), ["0"]);
        let counts = "SELECT entity.name FROM entity WHERE one = id AND (
             mentions <> (SELECT coalesce(sum(mentions), 0) FROM entity_article WHERE entity = entity.id)
             OR mentions <> (SELECT coalesce(sum(mentions), 0) FROM entity_outlet WHERE entity = entity.id)
             OR mentions <> (SELECT coalesce(sum(mentions), 0) FROM form WHERE entity = entity.id)
             OR articles <> (SELECT count(*) FROM entity_article WHERE entity = entity.id)
             OR outlets <> (SELECT count(*) FROM entity_outlet WHERE entity = entity.id))";
        assert_eq!(shelf.ask(counts), [""; 0]);
    }
}

#[test]
fn entities_keep_their_numbers_when_more_comes() {
    let order = shuffled(ALL, 7);
    let shelf = indexed(&order[..40], 40, LARGE);
    let numbers = "SELECT DISTINCT entity.id, article.title, entity.name FROM entity_article
         JOIN entity ON entity.id = entity_article.entity JOIN article ON article.id = entity_article.article";
    let before = shelf.ask(numbers);
    add(&shelf, "more.jsonl", &order[40..], LARGE);
    let after = shelf.ask(numbers);
    let kept = before.iter().filter(|row| after.contains(row)).count();
    assert!(kept * 10 >= before.len() * 9, "{kept} of {}", before.len());
    assert_none_lost(&shelf);
}

#[test]
fn entities_keep_their_numbers_when_all_are_tied_anew() {
    let order = shuffled(ALL, 8);
    let numbers = "SELECT DISTINCT entity.id, article.title, entity.name FROM entity_article
         JOIN entity ON entity.id = entity_article.entity JOIN article ON article.id = entity_article.article";
    let shelf = indexed(&order[..60], 60, 20);
    let before = shelf.ask(numbers);
    // Late ones among them, so that all is done again; and once more, which changes nothing.
    add(&shelf, "more.jsonl", &order[60..], 20);
    let after = shelf.ask(numbers);
    let kept = before.iter().filter(|row| after.contains(row)).count();
    assert!(kept * 10 >= before.len() * 9, "{kept} of {}", before.len());
    assert_none_lost(&shelf);
    let mut writer = Writer::open(&shelf.library()).unwrap();
    writer.set_step(20);
    assert!(indexer::retie(&mut writer, &AtomicBool::new(false), &mut |_| {}).unwrap());
    assert_eq!(shelf.ask(numbers), after);
}

/// Those that were found to be another say so, all others are there.
fn assert_none_lost(shelf: &Shelf) {
    let lost = "SELECT one FROM entity WHERE one <> id AND one NOT IN (SELECT id FROM entity WHERE mentions > 0)";
    assert_eq!(shelf.ask(lost), [""; 0]);
}

#[test]
fn an_article_that_named_what_were_two_entities_counts_once() {
    let shelf = indexed(&[0, 1], 2, 1);
    let mut writer = Writer::open(&shelf.library()).unwrap();
    writer.set_step(1);
    writer.forget_names().unwrap();
    let entity = |known: Vec<u64>, mentions: u32, articles: u32| ResolvedEntity {
        known,
        kind: EntityKind::Person,
        name: "Okafor".to_owned(),
        names: Vec::new(),
        country: None,
        scope: 0,
        traits: dateline::model::Traits::default(),
        keys: Vec::new(),
        mentions,
        articles,
    };
    let two = || Resolved { entities: vec![entity(vec![], 1, 1), entity(vec![], 2, 1)], mentions: vec![vec![0, 1, 1]] };
    assert!(writer.tie(|_, _| Ok(two())).unwrap());
    let ids: Vec<u64> =
        shelf.ask("SELECT id FROM entity ORDER BY mentions").iter().map(|id| id.parse().unwrap()).collect();
    // The resolver adds up what it knows of the two.
    let one = || Resolved { entities: vec![entity(ids.clone(), 4, 3)], mentions: vec![vec![0]] };
    assert!(writer.tie(|_, _| Ok(one())).unwrap());
    let counts = "SELECT mentions, articles, (SELECT sum(articles) FROM entity_outlet WHERE entity = id) FROM entity WHERE mentions > 0";
    assert_eq!(shelf.ask(counts), ["4|2|2"]);
    assert_eq!(Library::open(&shelf.library()).unwrap().check().unwrap().names, Vec::<String>::new());
}
