//! A library that is too large to be held whole tells the roles and forms of names as the same articles in a folder do, by command
//! and on the screen.

use std::fmt::Write as _;

use dateline::engine::{Card, Reply, Request};
use dateline::model::{EntityKind, EntityRef, Query};
use serde_json::{Value, json};

use crate::news::Shelf;
use crate::repair::Reader;

/// More articles than are held whole.
const ARTICLES: usize = 2_100;
const OUTLETS: [&str; 3] = ["The Harbour Post", "Inland Gazette", "Shore Weekly"];
const PEOPLE: [(&str, [&str; 3]); 4] = [
    ("Marta Keller", ["Foreign Minister", "the foreign minister,", "the former mayor,"]),
    ("Piotr Nowak", ["Judge", "the judge,", "the chief judge,"]),
    ("Ana Ruiz", ["President", "the president,", "President"]),
    ("Ewa Lindqvist", ["", "the union leader,", "the trade union leader,"]),
];

/// Every article names two people; what they are called goes by outlet and number.
fn lines() -> String {
    let mut lines = String::new();
    for number in 0..ARTICLES {
        let said = |at: usize| {
            let (name, roles) = PEOPLE[at % PEOPLE.len()];
            format!("{} {name}", roles[(number / 7) % 3]).trim().to_owned()
        };
        let (one, other) = (said(number), said(number * 3 + 1));
        let surname = PEOPLE[number % PEOPLE.len()].0.split(' ').nth(1).unwrap();
        let line = json!({
            "outlet": OUTLETS[number % 3],
            "date": format!("20{:02}-{:02}-{:02}", 10 + number % 17, number % 12 + 1, number % 28 + 1),
            "title": format!("Plan number {number}"),
            "text": format!("On Monday {one} opened bridge {number} in Oslo.\n\nIn Lisbon {other} stayed away. {surname} left."),
        });
        writeln!(lines, "{line}").unwrap();
    }
    lines
}

/// What is called how: name, type, roles, and the roles and forms by outlet.
fn called(json: &Value) -> Vec<String> {
    let row = |row: &Value| {
        let outlets = row["outlets"].as_array().unwrap().iter();
        let by_outlet: Vec<_> =
            outlets.map(|outlet| json!([outlet["outlet"], outlet["mentions"], outlet["roles"]])).collect();
        json!([row["kind"], row["name"], row["mentions"], row["roles"], by_outlet]).to_string()
    };
    let mut rows: Vec<_> = json.as_array().unwrap().iter().map(row).collect();
    rows.sort();
    rows
}

#[test]
fn roles_and_forms_are_those_of_the_same_articles_in_a_folder() {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines());
    shelf.index(&["all.jsonl"]);
    for options in [&[][..], &["--find", "keller"], &["--limit", "2"], &["--outlet", "Shore Weekly"]] {
        // Of one outlet too few articles are left: they are opened.
        let here = called(&shelf.env.json(&[&["who"], options].concat()));
        let there = called(&shelf.env.json(&[&["who", "all.jsonl"], options].concat()));
        assert_eq!(here, there, "{options:?}");
        assert!(here.iter().any(|row| row.contains("\"role\":")), "{here:?}");
    }
    let sorted = |options: &[&str]| {
        let plain = shelf.env.ok(&[&["who", "--plain", "--kind", "person", "--sort", "name"], options].concat());
        plain.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (here, there) = (sorted(&[]), sorted(&["all.jsonl"]));
    assert_eq!(here, there);
    assert!(here.iter().any(|line| line.contains("(as Ruiz") || line.contains(", Ruiz")), "{here:?}");
    assert!(here.iter().any(|line| line.contains("Called: ")), "{here:?}");

    // The card of the screen: first from the articles that came last, then from all.
    let reader = Reader::open(&shelf);
    let keller = reader.find("Marta Keller").unwrap().id;
    let whole = |reply: &Reply| matches!(reply, Reply::Card(Some(card)) if card.read.is_none());
    let Reply::Card(Some(card)) = reader.ask_until(Request::Card { entity: keller, query: Query::default() }, whole)
    else {
        panic!()
    };
    let json = shelf.env.json(&["who", "--find", "keller", "--kind", "person"]);
    assert_eq!(roles(&card), json[0]["roles"]);
    let forms: u32 = card.named.iter().flat_map(|line| &line.forms).map(|(_, count)| count).sum();
    assert_eq!(forms, card.mentions);
    let entity = EntityRef { kind: EntityKind::Person, name: "Marta Keller".to_owned() };
    assert_eq!(card.entity, entity);
}

fn roles(card: &Card) -> Value {
    let role = |role: &dateline::engine::RoleCount| json!({"role": &*role.words, "group": &*role.group, "mentions": role.mentions});
    card.roles.iter().map(role).collect()
}
