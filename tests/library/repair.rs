//! Names of a library mended from the reader: kept beside it, for later articles too.

use std::fs;
use std::time::{Duration, Instant};

use dateline::engine::decide::{Change, RepairReply, RepairRequest, Subject};
use dateline::engine::{Corpus, CorpusEvent, Options, Reply, Request};
use dateline::model::{EntityKind, EntityRef};
use dateline::store::library::Library;

use crate::news::{Shelf, lines};

/// A reader on the library of a shelf.
pub struct Reader(Corpus);

impl Reader {
    pub fn open(shelf: &Shelf) -> Self {
        let library = Library::open(&shelf.library()).unwrap();
        Self(Corpus::open_library(library, &Options::default()).unwrap())
    }

    pub fn ask(&self, request: Request) -> Reply {
        self.ask_until(request, |_| true)
    }

    /// The first answer that is whole: what takes long is told before it is.
    pub fn ask_until(&self, request: Request, whole: impl Fn(&Reply) -> bool) -> Reply {
        let ticket = self.0.send(request);
        let until = Instant::now() + Duration::from_secs(30);
        while Instant::now() < until {
            if let Ok(CorpusEvent::Reply(own, reply)) = self.0.events().recv_timeout(Duration::from_millis(100))
                && own == ticket
                && whole(&reply)
            {
                return reply;
            }
        }
        panic!("no answer")
    }

    pub fn find(&self, name: &str) -> Option<Subject> {
        let entity = EntityRef { kind: EntityKind::Person, name: name.to_owned() };
        let Reply::Entity(found) = self.ask(Request::FindEntity { entity }) else { panic!() };
        found.map(|(id, name)| Subject { id, name })
    }

    /// Asks until the answer is as it should be, or for long enough.
    pub fn until(&self, wanted: impl Fn(&Self) -> bool) -> bool {
        let end = Instant::now() + Duration::from_secs(30);
        while Instant::now() < end {
            if wanted(self) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        false
    }

    pub fn repair(&self, request: RepairRequest) -> RepairReply {
        let Reply::Repair(reply) = self.ask(Request::Repair(request)) else { panic!() };
        reply
    }

    /// Whether this one and no other bears the name.
    pub fn is(&self, name: &str, other: &str) -> bool {
        self.find(name).is_some_and(|found| found.name.name == other)
    }
}

#[test]
fn a_merge_holds_for_later_articles_and_can_be_taken_back() {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..40));
    shelf.index(&["all.jsonl"]);
    let reader = Reader::open(&shelf);
    let (from, into) = (reader.find("Piotr Nowak").unwrap(), reader.find("Marta Keller").unwrap());
    let change = Change::Merge { who: vec![from], into };
    let RepairReply::Preview(Ok(said)) = reader.repair(RepairRequest::Preview(change.clone())) else { panic!() };
    assert!(said.concat().contains("mentions"), "{said:?}");
    let RepairReply::Done(Ok(done)) = reader.repair(RepairRequest::Decide(change)) else { panic!() };
    assert!(done.kept && done.steps == 1);
    assert!(reader.until(|reader| reader.is("Piotr Nowak", "Marta Keller")), "it is seen");
    // Articles that come later have it too, in the reader that is open and in every command.
    shelf.env.file("more.jsonl", lines(40..60));
    shelf.index(&["more.jsonl"]);
    let grown = |reader: &Reader| {
        let Reply::Card(Some(card)) = reader.ask(Request::Card {
            entity: reader.find("Marta Keller").unwrap().id,
            query: dateline::model::Query::default(),
        }) else {
            return false;
        };
        card.decided.len() == 1 && card.articles > 10
    };
    assert!(reader.until(grown));
    let who = shelf.env.json(&["who", "--kind", "person"]);
    let rows = who.as_array().unwrap();
    assert!(!rows.iter().any(|row| row["name"] == "Piotr Nowak"));
    assert!(rows.iter().any(|row| row["name"] == "Marta Keller" && row["decided"] == true));
    let file = shelf.library().with_file_name("dateline-decisions.toml");
    assert!(fs::read_to_string(&file).unwrap().contains("merge = [{ person = \"Piotr Nowak\" }]"));
    // Opened again it is still so; taken back, it is as if it had never been.
    drop(reader);
    let reader = Reader::open(&shelf);
    assert!(reader.is("Piotr Nowak", "Marta Keller"));
    let RepairReply::List(list) = reader.repair(RepairRequest::List) else { panic!() };
    assert_eq!(list.len(), 1);
    let RepairReply::Done(Ok(_)) = reader.repair(RepairRequest::Undo { further: true }) else { panic!() };
    assert!(reader.until(|reader| reader.is("Piotr Nowak", "Piotr Nowak")));
    assert!(reader.until(|_| !fs::read_to_string(&file).unwrap().contains("Nowak")));
    // What somebody writes into the file counts while the reader is open.
    fs::write(&file, "[[decision]]\nrename = { person = \"Ana Ruiz\" }\nto = \"Ana María Ruiz\"\n").unwrap();
    assert!(reader.until(|reader| reader.is("Ana Ruiz", "Ana María Ruiz")));
}

#[test]
fn a_card_of_the_library_says_why_and_what() {
    let shelf = Shelf::new();
    let text = "Foreign Minister Sergey V. Hale spoke in Lisbon on Tuesday. Sergei Hale left, and Hale did not return.";
    shelf.env.file("a.txt", format!("A minister speaks\n\n{text}\n"));
    shelf.index(&["a.txt"]);
    let reader = Reader::open(&shelf);
    let name = ["Sergey V. Hale", "Sergei Hale"].into_iter().find_map(|name| reader.find(name)).unwrap();
    let query = dateline::model::Query::default();
    let Reply::Card(Some(card)) = reader.ask(Request::Card { entity: name.id, query }) else { panic!() };
    assert!(card.roles.iter().any(|role| format!("{role:?}").to_lowercase().contains("foreign minister")), "{card:?}");
    assert!(card.merges.iter().any(|(form, ..)| form == "Hale"), "{card:?}");
}

#[test]
fn a_library_draws_its_decisions() {
    let shelf = Shelf::new();
    shelf.env.file("all.jsonl", lines(0..12));
    shelf.index(&["all.jsonl"]);
    let file = shelf.library().with_file_name("dateline-decisions.toml");
    fs::write(file, "[[decision]]\nrename = { person = \"Ana Ruiz\" }\nto = \"Ana M. Ruiz\"\n").unwrap();
    let library = shelf.library().to_string_lossy().into_owned();
    let screen = shelf.env.ok(&["read-script", "3 A", "--library", &library, "--size", "120x35"]);
    assert!(screen.contains("✎") && screen.contains("Ana M. Ruiz"), "{screen}");
}

#[test]
fn searches_and_exports_go_by_what_people_decided() {
    let shelf = Shelf::with_news();
    shelf.env.file("all.jsonl", lines(0..40));
    shelf.index(&["all.jsonl"]);
    let library = shelf.library().to_string_lossy().into_owned();
    let found = |who: &str, more: &[&str]| -> usize {
        let query = format!("who:\"{who}\"");
        let ran = shelf.env.run(&[&["search", query.as_str(), "--limit", "100", "--jsonl"], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out.lines().count()
    };
    let exported = |name: &str| shelf.env.ok(&["export", "--jsonl"]).contains(&format!("\"name\":\"{name}\""));
    let (keller, brandt) = (found("Marta Keller", &[]), found("Tomas Brandt", &[]));
    assert!(keller > 0 && brandt > 0 && exported("Tomas Brandt"));
    let decisions = "[[decision]]\nmerge = [{ person = \"Tomas Brandt\" }]\ninto = { person = \"Marta Keller\" }\n\n\
                     [[decision]]\nrename = { person = \"Ana Ruiz\" }\nto = \"Anna Ruiz y Sol\"\n\n\
                     [[decision]]\ndrop = [{ person = \"Olaf Svensen\" }]\n";
    let beside = shelf.library().with_file_name("dateline-decisions.toml");
    std::fs::write(&beside, decisions).unwrap();
    let both = found("Marta Keller", &[]);
    assert!(both > keller && both <= keller + brandt, "{both}");
    assert_eq!((found("Tomas Brandt", &[]), found("Olaf Svensen", &[])), (both, 0));
    assert!(found("Anna Ruiz y Sol", &[]) > 0 && !exported("Tomas Brandt") && exported("Anna Ruiz y Sol"));
    // Not when they are not wanted; nor when they are gone.
    assert_eq!(
        (found("Marta Keller", &["--no-decisions"]), found("Tomas Brandt", &["--no-decisions"])),
        (keller, brandt)
    );
    let screen = |keys: &str| shelf.env.ok(&["read-script", keys, "--library", &library, "--size", "120x35"]);
    let seen = screen("space / \"who:brandt\"");
    assert!(seen.contains(&format!("{both} articles")), "{seen}");
    std::fs::remove_file(&beside).unwrap();
    assert_eq!((found("Marta Keller", &[]), found("Tomas Brandt", &[])), (keller, brandt));
}
