//! Names of a library that is not held whole, mended from the reader: what its tables say then is what every command says that
//! lays the same decisions over what the machine found.

use std::fs;

use dateline::engine::decide::{Change, RepairReply, RepairRequest, Subject, Target};
use dateline::engine::{Reply, Request};
use dateline::model::{ArticleId, EntityId, EntityKind, EntityRef, Place};
use dateline::text::Span;

use crate::news::{Shelf, lines};
use crate::repair::Reader;

/// More than are held whole.
const MANY: usize = 2_040;

fn large() -> Shelf {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..MANY));
    shelf.index(&["all.jsonl"]);
    shelf
}

/// Everybody with counts, as the tables have it: kind, name, mentions, articles, outlets.
fn tables(shelf: &Shelf) -> Vec<String> {
    shelf.ask(
        "SELECT kind, name, mentions, articles, outlets,
                (SELECT sum(mentions) FROM entity_article WHERE entity = id),
                (SELECT sum(mentions) FROM entity_outlet WHERE entity = id)
         FROM entities ORDER BY kind, name, mentions",
    )
}

/// The same as `dateline who` has it: what the machine found, and the decisions over it.
fn told(shelf: &Shelf) -> Vec<String> {
    let who = shelf.env.json(&["who"]);
    let row = |row: &serde_json::Value| {
        let of = |key: &str| row[key].to_string();
        let mentions = of("mentions");
        let (kind, name) = (row["kind"].as_str().unwrap(), row["name"].as_str().unwrap());
        format!("{kind}|{name}|{mentions}|{}|{}|{mentions}|{mentions}", of("articles"), of("named_by"))
    };
    let mut rows: Vec<String> = who.as_array().unwrap().iter().map(row).collect();
    rows.sort();
    rows
}

fn subject(reader: &Reader, kind: EntityKind, name: &str) -> Subject {
    let entity = EntityRef { kind, name: name.to_owned() };
    let Reply::Entity(found) = reader.ask(Request::FindEntity { entity }) else { panic!() };
    let (id, name) = found.unwrap_or_else(|| panic!("{name}"));
    Subject { id, name }
}

/// Decides, and waits until it is in the tables as the commands have it.
fn decide(shelf: &Shelf, reader: &Reader, change: &Change) {
    let RepairReply::Preview(Ok(said)) = reader.repair(RepairRequest::Preview(change.clone())) else { panic!() };
    assert!(said.len() > 1, "{said:?}");
    let before = tables(shelf);
    let RepairReply::Done(done) = reader.repair(RepairRequest::Decide(change.clone())) else { panic!() };
    done.unwrap();
    settled(shelf, reader, &before, &format!("{change:?}"));
}

fn settled(shelf: &Shelf, reader: &Reader, before: &[String], what: &str) {
    assert!(reader.until(|_| tables(shelf) != before), "nothing changed: {what}");
    // The tables and the file, which the commands read, are written by two threads: the second may take a moment.
    let sorted = || {
        let mut rows = tables(shelf);
        rows.sort();
        rows
    };
    if reader.until(|_| sorted() == told(shelf)) {
        return;
    }
    let (tables, told) = (sorted(), told(shelf));
    let differing: Vec<_> = tables.iter().filter(|row| !told.contains(row)).collect();
    let missing: Vec<_> = told.iter().filter(|row| !tables.contains(row)).collect();
    panic!("{what}: tables {differing:?}, commands {missing:?}");
}

/// The places of some words in an article.
fn places(reader: &Reader, article: u32, words: &str) -> Vec<Place> {
    let Reply::Article(loaded) = reader.ask(Request::Open { article: ArticleId(article) }) else { panic!() };
    let text = &loaded.article.document.text;
    let span = |(at, found): (usize, &str)| Span::new(at as u32, (at + found.len()) as u32);
    text.match_indices(words).map(span).map(|span| Place { article: ArticleId(article), span }).collect()
}

#[test]
fn all_that_can_be_mended_is_in_the_tables_and_can_be_taken_back() {
    let shelf = large();
    let found = tables(&shelf);
    let reader = Reader::open(&shelf);
    let person = |name: &str| subject(&reader, EntityKind::Person, name);
    let do_it = |change: Change| decide(&shelf, &reader, &change);
    do_it(Change::Merge { who: vec![person("Piotr Nowak")], into: person("Marta Keller") });
    do_it(Change::Rename { who: person("Marta Keller"), to: "Marta Maria Keller".to_owned() });
    do_it(Change::Retype { who: vec![person("Ewa Lindqvist")], to: EntityKind::Organisation });
    do_it(Change::Drop { who: vec![person("Olaf Svensen")] });
    do_it(Change::Split { from: person("Ana Ruiz"), names: vec!["Ruiz".to_owned()], places: Vec::new() });
    let ines = places(&reader, 6, "Carvalho");
    let to = Target::New(EntityRef { kind: EntityKind::Person, name: "Dora Carvalho".to_owned() });
    do_it(Change::Move { places: vec![*ines.last().unwrap()], to });
    let to = Target::New(EntityRef { kind: EntityKind::Organisation, name: "The Plan".to_owned() });
    let plan = places(&reader, 9, "plan");
    do_it(Change::Add { place: *plan.last().unwrap(), to });
    let brandt = places(&reader, 5, "Brandt");
    do_it(Change::Remove { places: vec![*brandt.last().unwrap()] });

    // What is on the screen says so.
    let Reply::Article(loaded) = reader.ask(Request::Open { article: ArticleId(9) }) else { panic!() };
    assert!(loaded.mentions.iter().any(|mention| mention.span == plan.last().unwrap().span));
    let whole = person("Marta Maria Keller");
    let query = dateline::model::Query::default();
    let Reply::Card(Some(card)) = reader.ask(Request::Card { entity: whole.id, query }) else { panic!() };
    assert!(card.decided.len() == 2 && card.named.len() == 3, "{card:?}");
    let (query, kwic) = (dateline::model::Query::default(), dateline::engine::KwicQuery::default());
    let request = Request::Kwic { entity: whole.id, query, kwic, window: 0..10, locate: None };
    let Reply::Kwic(page) = reader.ask(request) else { panic!() };
    assert!(page.is_some_and(|page| page.total == card.mentions), "all its mentions in context, under all names");
    let RepairReply::List(list) = reader.repair(RepairRequest::List) else { panic!() };
    assert!(list.len() == 8 && list.iter().all(|row| row.outcome.is_some()), "{list:?}");
    assert_eq!(list.iter().filter(|row| row.place.is_none()).count(), 1, "only who was dropped is nowhere: {list:?}");
    let RepairReply::Parts(Some(parts)) = reader.repair(RepairRequest::Parts(whole)) else { panic!() };
    assert!(parts.names.iter().any(|(name, _)| name == "Nowak") && parts.mentions.len() == 500 && parts.more > 0);

    // It holds for what comes later.
    let decided = tables(&shelf);
    let office = serde_json::json!({"outlet": "Shore Weekly", "title": "Talks in Oslo", "date": "2031-12-30",
        "text": "Foreign Minister Marta Keller spoke in Oslo on Friday. Keller, the foreign minister, then left for Lisbon."});
    shelf.env.file("more.jsonl", format!("{}{office}\n", lines(MANY..MANY + 30)));
    shelf.index(&["more.jsonl"]);
    let file = shelf.library().with_file_name("dateline-decisions.toml");
    assert!(fs::read_to_string(&file).unwrap().matches("[[decision]]").count() == 8);
    let laid = || tables(&shelf).iter().any(|row| row.contains("Marta Maria Keller"));
    assert!(reader.until(|_| laid()), "laid again after an index run");
    settled(&shelf, &reader, &decided, "after more articles");
    let keller = person("Marta Maria Keller");
    let query = dateline::model::Query::default();
    let Reply::Card(Some(card)) = reader.ask(Request::Card { entity: keller.id, query }) else { panic!() };
    assert!(card.roles.iter().any(|role| role.words.to_lowercase().contains("foreign minister")), "{card:?}");
    assert!(card.merges.iter().any(|(form, ..)| form == "Nowak"), "why its names are one is told, too: {card:?}");

    // Taken back one by one and done again, then all of it: as if it had never been.
    for _ in 0..8 {
        let before = tables(&shelf);
        let RepairReply::Done(Ok(_)) = reader.repair(RepairRequest::Undo { further: false }) else { panic!() };
        settled(&shelf, &reader, &before, "undo");
    }
    let bare = tables(&shelf);
    assert!(!bare.iter().any(|row| row.contains("Plan") || row.contains("Maria")), "{bare:?}");
    assert_eq!(bare.len(), found.len());
    let RepairReply::Done(Ok(_)) = reader.repair(RepairRequest::Redo) else { panic!() };
    settled(&shelf, &reader, &bare, "redo");
    drop(reader);

    // Without more articles they are the very tables the machine made.
    fs::write(&file, "").unwrap();
    let reader = Reader::open(&shelf);
    assert!(reader.until(|_| tables(&shelf) == bare));
    for table in ["found_entity", "found_naming", "found_mentions", "found_form", "made_entity", "decided"] {
        assert_eq!(shelf.ask(&format!("SELECT count(*) FROM {table}")), ["0"], "{table}");
    }
}

#[test]
fn a_file_written_by_hand_counts_and_what_does_not_apply_is_told() {
    let shelf = large();
    let file = shelf.library().with_file_name("dateline-decisions.toml");
    let decision = "[[decision]]\nrename = { person = \"Ana Ruiz\" }\nto = \"Ana M. Ruiz\"\n\n";
    fs::write(&file, format!("{decision}[[decision]]\ndrop = [{{ person = \"Nobody Here\" }}]\n")).unwrap();
    let reader = Reader::open(&shelf);
    assert!(reader.until(|_| tables(&shelf).iter().any(|row| row.contains("Ana M. Ruiz"))));
    let missing = |reader: &Reader| {
        let RepairReply::List(list) = reader.repair(RepairRequest::List) else { panic!() };
        format!("{list:?}").contains("Missing(\"no person is called “Nobody Here” in these articles\")")
    };
    assert!(reader.until(missing));
    assert!(shelf.ask("SELECT count(*) FROM found_entity")[0] == "1");
    // Whoever asks for what the machine finds alone gets it.
    let who = shelf.env.json(&["who", "--no-decisions", "--kind", "person"]);
    assert!(who.as_array().unwrap().iter().any(|row| row["name"] == "Ana Ruiz"), "{who}");
    let gone = Subject { id: EntityId(u32::MAX), name: EntityRef { kind: EntityKind::Person, name: "No One".into() } };
    let RepairReply::Preview(Err(why)) = reader.repair(RepairRequest::Preview(Change::Drop { who: vec![gone] })) else {
        panic!()
    };
    assert_eq!(why, "“No One” is no longer here");
}
