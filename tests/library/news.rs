//! Invented articles, as many as are wanted, and a place to index them in.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::env::Env;

const PEOPLE: [&str; 8] = [
    "Marta Keller",
    "Piotr Nowak",
    "Ana Ruiz",
    "Ewa Lindqvist",
    "Tomas Brandt",
    "Ines Carvalho",
    "Olaf Svensen",
    "Lucia Moretti",
];
const PORTS: [&str; 5] = ["Port Alma", "Gravenstad", "Lisbon", "Marseille", "Oslo"];
const OUTLETS: [&str; 3] = ["The Harbour Post", "Inland Gazette", "Shore Weekly"];
const TOPICS: [&str; 6] = ["ferry", "dockers", "lighthouse", "tariff", "fishing", "storm"];

/// An article with a number, as a line of JSON.
pub fn record(number: usize) -> Value {
    let person = PEOPLE[number % PEOPLE.len()];
    let other = PEOPLE[(number * 7 + 3) % PEOPLE.len()];
    let (port, topic) = (PORTS[number % PORTS.len()], TOPICS[number % TOPICS.len()]);
    let surname = person.rsplit(' ').next().unwrap();
    let text = format!(
        "{person} spoke in {port} on Tuesday about the {topic} plan, number {number} of its kind.\n\n\
         \"We shall see what becomes of it,\" {surname} said to reporters. {other} did not answer questions.\n\n\
         The council of {port} is to vote on the {topic} plan within {} days, an official said.",
        number % 90 + 2
    );
    let day = format!("2031-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
    json!({"id": format!("n{number}"), "outlet": OUTLETS[number % OUTLETS.len()], "date": day,
           "title": format!("The {topic} plan of {port} goes on, part {number}"), "text": text})
}

/// So many lines.
pub fn lines(numbers: std::ops::Range<usize>) -> String {
    let mut out = String::new();
    for number in numbers {
        let _ = writeln!(out, "{}", record(number));
    }
    out
}

/// An environment with a library of its own.
pub struct Shelf {
    pub env: Env,
}

impl Shelf {
    pub fn new() -> Self {
        Self { env: Env::new() }
    }

    /// With the three articles of the other tests in `news`.
    pub fn with_news() -> Self {
        Self { env: Env::with_news() }
    }

    pub fn library(&self) -> PathBuf {
        self.env.path(".local/share/dateline/library.db")
    }

    /// Indexes, expects it to go well, and returns the summary.
    #[track_caller]
    pub fn index(&self, args: &[&str]) -> Value {
        self.env.json(&[&["index", "--quiet"], args].concat())
    }

    /// The rows of a question in SQL.
    pub fn ask(&self, sql: &str) -> Vec<String> {
        let db = rusqlite::Connection::open(self.library()).unwrap();
        let mut select = db.prepare(sql).unwrap();
        let columns = select.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            let values = (0..columns).map(|at| match row.get_ref(at).unwrap() {
                rusqlite::types::ValueRef::Null => String::new(),
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                rusqlite::types::ValueRef::Real(number) => number.to_string(),
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                rusqlite::types::ValueRef::Blob(bytes) => {
                    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
                }
            });
            Ok(values.collect::<Vec<_>>().join("|"))
        };
        select.query_map([], row).unwrap().map(Result::unwrap).collect()
    }

    /// All that the library says of its articles and entities, whatever their numbers are.
    pub fn content(&self) -> Vec<String> {
        let mut all = self.ask("SELECT hex(key), title, date, words, people, source FROM article ORDER BY key");
        all.extend(self.ask(
            "SELECT hex(article.key), entity.kind, entity.name, entity_article.mentions FROM entity_article
             JOIN article ON article.id = entity_article.article JOIN entity ON entity.id = entity_article.entity
             ORDER BY 1, 2, 3, 4",
        ));
        all.extend(self.ask("SELECT kind, name, mentions, articles, outlets FROM entities ORDER BY 1, 2, 3, 4, 5"));
        all.extend(self.ask("SELECT path, size FROM file ORDER BY path"));
        all
    }

    /// Whether the file is sound, in every respect that is looked at.
    #[track_caller]
    pub fn assert_sound(&self) {
        assert_eq!(self.ask("PRAGMA integrity_check"), ["ok"]);
        let db = rusqlite::Connection::open(self.library()).unwrap();
        db.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')", []).unwrap();
        let counts = self.ask(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM body), (SELECT count(*) FROM fulltext_docsize),
             (SELECT coalesce(sum(articles), 0) FROM outlet)",
        );
        let counts: Vec<&str> = counts[0].split('|').collect();
        assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    }
}
