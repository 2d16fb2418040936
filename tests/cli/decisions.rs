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
    assert!(ran.err.contains(why) && ran.err.contains("dateline-decisions.toml:1:1: decision 1"), "{}", ran.err);
    env.file("news/dateline-decisions.toml", format!("[[decision]]\nmerge = [{{ persn = \"A\" }}]\n{MERGE}"));
    let ran = env.run(&["who", "news", "--json"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("dateline-decisions.toml:2:12: unknown type \"persn\""), "{}", ran.err);
    assert!(!names(&serde_json::from_str(&ran.out).unwrap()).contains(&"Piotr Nowak"), "the rest is applied");
    let ran = env.run(&["read-script", "P", "news"]);
    assert!(ran.code == Some(2) && ran.out.contains("2:12: unknown type \"persn\""), "{}", ran.out);
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
    assert!(!screen.contains("=Marta Keller") && screen.contains("this session only"), "{screen}");
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

/// Decisions of every sort on the three articles, the id of one of them put in.
const SORTS: &str = "\
[[decision]]
merge = [{ person = \"Piotr Nowak\" }]
into = { person = \"Marta Keller\" }

[[decision]]
add = [{ words = \"The shipping line\", article = \"ID\" }]
into = { organisation = \"Alma Line\" }

[[decision]]
drop = [{ place = \"Oslo\" }]

[[decision]]
drop = [{ person = \"Nobody Here\" }]
";

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn slice(text: &str, place: &Value) -> String {
    let at = |n: usize| usize::try_from(place[n].as_u64().unwrap()).unwrap();
    text.chars().skip(at(0)).take(at(1) - at(0)).collect()
}

#[test]
fn what_is_given_back_tells_what_was_decided_from_what_was_found() {
    let env = Env::with_news();
    env.file("news/oslo.md", "---\noutlet: Shore Weekly\n---\n# Snow\n\nMarta Keller flew to Oslo. Oslo was white.\n\nOlaf Berg stayed in Lisbon.\n");
    env.ok(&["index", "news", "--library", "shelf/news.db"]);
    let export = |args: &[&str]| {
        let ran = env.run(&[&["export", "--library", "shelf/news.db"], args].concat());
        assert_eq!(ran.code, Some(0), "{ran:?}");
        ran
    };
    let found = lines(&export(&[]).out);
    for entity in found.iter().flat_map(|line| line["entities"].as_array().unwrap()) {
        assert_eq!((&entity["decided"], &entity["decisions"]), (&false.into(), &Value::from(Vec::<u8>::new())));
    }
    let id =
        found.iter().find(|line| line["text"].as_str().unwrap().contains("The shipping line")).unwrap()["id"].clone();
    env.file("shelf/dateline-decisions.toml", SORTS.replace("ID", id.as_str().unwrap()));

    let ran = export(&["--jsonl"]);
    assert!(ran.err.contains("decision 4: ") && ran.err.contains("does not apply"), "{}", ran.err);
    let told = lines(&ran.out);
    let entities: Vec<(&Value, &Value)> =
        told.iter().flat_map(|line| line["entities"].as_array().unwrap().iter().map(move |one| (line, one))).collect();
    let called = |name: &str| entities.iter().filter(|(_, one)| one["name"] == name).collect::<Vec<_>>();
    assert!(called("Piotr Nowak").is_empty() && called("Oslo").is_empty());
    let keller = called("Marta Keller");
    let said = "merged “Piotr Nowak” into “Marta Keller”";
    assert!(keller.iter().all(|(_, one)| one["decided"] == true && one["decisions"][0] == said), "{keller:?}");
    let (line, alma) = called("Alma Line")[0];
    assert_eq!((&alma["type"], &alma["decided"]), (&"ORG".into(), &true.into()));
    assert_eq!(slice(line["text"].as_str().unwrap(), &alma["decided_mentions"][0]), "The shipping line");
    let merged = keller.iter().flat_map(|(line, one)| {
        let text = line["text"].as_str().unwrap();
        one["decided_mentions"].as_array().unwrap().iter().map(move |place| slice(text, place))
    });
    let merged: Vec<String> = merged.collect();
    assert!(!merged.is_empty() && merged.iter().all(|words| words.ends_with("Nowak")), "{merged:?}");
    // What the machine found and nobody took away is as it was.
    let untouched = |lines: &[Value]| -> Vec<Value> {
        let all = lines.iter().flat_map(|line| line["entities"].as_array().unwrap().clone());
        all.filter(|one| one["decided"] == false && one["name"] != "Oslo" && one["name"] != "Piotr Nowak").collect()
    };
    let others = untouched(&told);
    assert!(!others.is_empty() && others.iter().all(|one| untouched(&found).contains(one)));
    let snow = told.iter().find(|line| line["title"] == "Snow").unwrap();
    let dropped = snow["dropped"].as_array().unwrap();
    assert_eq!(
        dropped.iter().map(|place| slice(snow["text"].as_str().unwrap(), place)).collect::<Vec<_>>(),
        ["Oslo", "Oslo"]
    );

    let tsv = export(&["--tsv"]).out;
    assert!(tsv.lines().next().unwrap().ends_with("\tdecided"), "{tsv}");
    assert!(tsv.lines().any(|row| row.ends_with("\tMarta Keller; Alma Line") || row.ends_with("\tAlma Line")), "{tsv}");
    export(&["--md", "out"]);
    let files =
        std::fs::read_dir(env.path("out")).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    assert!(files.into_iter().any(|file| file.contains("decided: [\"Marta Keller\"")), "{told:?}");
    let without = export(&["--jsonl", "--no-decisions"]);
    assert_eq!((lines(&without.out), without.err), (found, String::new()));
}

#[test]
fn tables_and_sentences_say_it_too() {
    let env = Env::with_news();
    env.file(
        "news/lisbon.md",
        "---\noutlet: Shore Weekly\n---\n# Sun\n\nOlaf Berg stayed in Lisbon, said Olaf Berg.\n",
    );
    let head = |env: &Env, args: &[&str]| env.ok(args).lines().next().unwrap().to_owned();
    assert!(!head(&env, &["who", "news", "--tsv"]).contains("decided"));
    env.file("news/dateline-decisions.toml", MERGE);
    let tsv = env.ok(&["who", "news", "--tsv"]);
    assert!(tsv.lines().next().unwrap().ends_with("\tdecided"), "{tsv}");
    let row = |name: &str| tsv.lines().find(|row| row.contains(name)).unwrap().to_owned();
    assert!(row("\tMarta Keller\t").ends_with("\tyes") && tsv.lines().any(|row| row.ends_with("\tno")), "{tsv}");
    let plain = env.ok(&["who", "news", "--plain"]);
    assert!(plain.contains("Decided: merged “Piotr Nowak” into “Marta Keller”, 4 Mar 2031 (for the test)."), "{plain}");
    assert!(head(&env, &["mentions", "Keller", "news", "--tsv"]).ends_with("\tdecided"));
}
