//! What people decided, as the commands use it.

use serde_json::Value;

use crate::env::Env;

const MERGE: &str = "\
[[decision]]
date = 2031-03-04
merge = [{ person = \"Piotr Nowak\" }]
into = { person = \"Marta Keller\" }
note = \"for the test\"
";

fn names(who: &Value) -> Vec<&str> {
    who.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn decisions_beside_the_articles_count() {
    let env = Env::with_news();
    let before = env.json(&["who", "news", "--kind", "person"]);
    assert!(names(&before).contains(&"Piotr Nowak"));
    assert!(before.as_array().unwrap().iter().all(|row| row["decided"] == false));
    env.file("news/dateline-decisions.toml", MERGE);
    let after = env.json(&["who", "news", "--kind", "person"]);
    assert!(!names(&after).contains(&"Piotr Nowak"));
    let keller = after.as_array().unwrap().iter().find(|row| row["name"] == "Marta Keller").unwrap();
    assert_eq!((&keller["decided"], &keller["mentions"]), (&Value::from(true), &Value::from(4)));
    let answer = env.json(&["mentions", "Nowak", "news"]);
    assert_eq!(answer["entity"]["name"], "Marta Keller");
    let said = "merged “Piotr Nowak” into “Marta Keller”, 4 Mar 2031 (for the test)";
    assert_eq!(answer["entity"]["decisions"], Value::from(vec![said]));
    assert!(env.ok(&["mentions", "Keller", "news"]).contains(&format!("You {said}")));
    let rows = env.json(&["list", "news/ferry.md", "news/dateline-decisions.toml"]);
    assert_eq!(rows.as_array().unwrap().len(), 1, "the file of decisions is no article, even where a shell names it");
    // A file named itself has the decisions of its folder; one may leave them out, or name others.
    assert!(!names(&env.json(&["who", "news/strike.md"])).contains(&"Piotr Nowak"));
    assert_eq!(env.json(&["who", "news", "--kind", "person", "--no-decisions"]), before);
    let drop = env.file("other.toml", "[[decision]]\ndrop = [{ person = \"Marta Keller\" }]\n");
    let dropped = env.json(&["who", "news", "--decisions", drop.to_str().unwrap()]);
    assert!(names(&dropped).contains(&"Piotr Nowak") && !names(&dropped).contains(&"Marta Keller"));
}

#[test]
fn a_mention_that_was_added_is_marked() {
    let env = Env::with_news();
    let id = env.json(&["list", "news"])[1]["id"].as_str().unwrap().to_owned();
    env.file(
        "news/dateline-decisions.toml",
        format!(
            "[[decision]]\nadd = [{{ words = \"The shipping line\", article = \"{id}\" }}]\n\
             into = {{ organisation = \"Alma Line\" }}\n"
        ),
    );
    let answer = env.json(&["mentions", "Alma Line", "news"]);
    let mentions = answer["mentions"].as_array().unwrap();
    assert_eq!((mentions.len(), &mentions[0]["text"]), (1, &Value::from("The shipping line")));
    assert_eq!(mentions[0]["decided"], true);
}

#[test]
fn what_does_not_apply_is_said_and_what_is_broken_too() {
    let env = Env::with_news();
    env.file("news/dateline-decisions.toml", MERGE.replace("Piotr", "Pavel"));
    let ran = env.run(&["who", "news", "--json"]);
    assert_eq!(ran.code, Some(0));
    let why = "decision 1: you merged “Pavel Nowak” into “Marta Keller”, which does not apply: no person is called “Pavel \
               Nowak” in these articles";
    assert!(ran.err.contains(why), "{}", ran.err);
    env.file("news/dateline-decisions.toml", format!("[[decision]]\nmerge = [{{ persn = \"A\" }}]\n{MERGE}"));
    let ran = env.run(&["who", "news", "--json"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("dateline-decisions.toml:2:12: unknown type \"persn\""), "{}", ran.err);
    assert!(!names(&serde_json::from_str(&ran.out).unwrap()).contains(&"Piotr Nowak"), "the rest is applied");
    let ran = env.run(&["who", "news", "--decisions", "none.toml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("none.toml: there is no such file"), "{}", ran.err);
}

#[test]
fn the_reader_without_a_terminal_uses_them_and_keeps_nothing() {
    let env = Env::with_news();
    let path = env.file("news/dateline-decisions.toml", MERGE);
    let screen = env.ok(&["read-script", "3", "news", "--size", "120x35"]);
    assert!(screen.contains("✎Marta Keller"), "{screen}");
    let screen = env.ok(&["read-script", "3 D enter", "news", "--size", "120x35", "--ascii"]);
    assert!(!screen.contains("=Marta Keller") && screen.contains("for this session only"), "{screen}");
    assert_eq!(std::fs::read_to_string(path).unwrap(), MERGE);
}

#[test]
fn a_library_has_its_decisions_beside_it() {
    let env = Env::with_news();
    env.ok(&["index", "news", "--library", "shelf/news.db"]);
    let who = |env: &Env| env.json(&["who", "--kind", "person", "--library", "shelf/news.db"]);
    assert!(names(&who(&env)).contains(&"Piotr Nowak"));
    env.file("shelf/dateline-decisions.toml", MERGE);
    let after = who(&env);
    assert!(!names(&after).contains(&"Piotr Nowak"), "{after}");
    let keller = after.as_array().unwrap().iter().find(|row| row["name"] == "Marta Keller").unwrap();
    assert_eq!((&keller["decided"], &keller["mentions"]), (&Value::from(true), &Value::from(4)));
    let answer = env.json(&["mentions", "Nowak", "--library", "shelf/news.db"]);
    assert_eq!((&answer["entity"]["name"], &answer["entity"]["mentions"]), (&"Marta Keller".into(), &4.into()));
}
