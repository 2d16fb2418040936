//! The commands that know who is named: `mentions`, `who`, `outlets`.

use serde_json::Value;

use crate::env::Env;

#[test]
fn mentions_lie_where_they_say() {
    let env = Env::with_news();
    let answer = env.json(&["mentions", "marta kéller", "news"]);
    assert_eq!(answer["entity"]["name"], "Marta Keller");
    assert_eq!(answer["entity"]["kind"], "person");
    let mentions = answer["mentions"].as_array().unwrap();
    assert_eq!(mentions.len(), 3);
    assert_eq!(answer["entity"]["mentions"], 3);
    for mention in mentions {
        let article = env.json(&["show", mention["article"].as_str().unwrap(), "news"]);
        let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
        let (start, end) = (mention["start"].as_u64().unwrap() as usize, mention["end"].as_u64().unwrap() as usize);
        assert_eq!(text[start..end].iter().collect::<String>(), "Marta Keller");
        let block = &article["blocks"][mention["block"].as_u64().unwrap() as usize];
        assert!(block["start"].as_u64().unwrap() as usize <= start && end <= block["end"].as_u64().unwrap() as usize);
    }
    // In the order of the list: the newest article first.
    assert_eq!(mentions[0]["outlet"], "Inland Gazette");
    assert!(mentions[0]["before"].as_str().unwrap().ends_with("a day after"));
    assert_eq!(mentions[0]["after"], "left the table.");
}

#[test]
fn json_says_why_names_are_one() {
    let env = Env::with_news();
    env.file(
        "news/envoy.txt",
        "Talks\n\nEnvoy Sergey V. Hale arrived. Sergei Hale spoke, then Hale left for Lisbon.\n",
    );
    let mentions = env.json(&["mentions", "Hale", "news"]);
    let who = env.json(&["who", "news", "--find", "Hale"]);
    for merges in [&mentions["entity"]["merges"], &who[0]["merges"]] {
        let merges = merges.as_array().unwrap();
        assert_eq!(merges.len(), 2, "{merges:?}");
        let surname = merges.iter().find(|why| why["name"] == "Hale").unwrap();
        assert!(surname["rule"].as_str().unwrap().contains("surname"), "{surname}");
        assert!((0.5..=1.0).contains(&surname["certainty"].as_f64().unwrap()), "{surname}");
    }
}

#[test]
fn mentions_for_people() {
    let env = Env::with_news();
    let table = env.ok(&["mentions", "Marta Keller", "news"]);
    assert!(table.starts_with("Marta Keller (person): 3 mentions in 2 articles, 2 of 2 outlets.\n"), "{table}");
    let columns: Vec<_> = table
        .lines()
        .skip_while(|line| !line.is_empty())
        .skip(1)
        .map(|line| line[..line.find("Marta Keller").unwrap()].chars().count())
        .collect();
    assert_eq!(columns.len(), 3);
    assert!(columns.iter().all(|column| *column == columns[0]), "the names stand below one another:\n{table}");
    let plain = env.ok(&["mentions", "Marta Keller", "news", "--plain"]);
    let expected = "1. Inland Gazette, 2031-03-03 08:30, paragraph 1: Nine out of ten dockers voted to strike on Monday, \
                    a day after [Marta Keller] left the table.";
    assert!(plain.lines().any(|line| line == expected), "{plain}");
    let tsv = env.ok(&["mentions", "Marta Keller", "news", "--tsv"]);
    assert_eq!(tsv.lines().count(), 4);
    assert_eq!(env.ok(&["mentions", "Marta Keller", "news", "--jsonl"]).lines().count(), 3);
}

#[test]
fn an_outlet_that_does_not_name_it_is_said() {
    let env = Env::with_news();
    let answer = env.json(&["mentions", "Piotr Nowak", "news"]);
    let outlets = answer["entity"]["outlets"].as_array().unwrap();
    let zero = outlets.iter().find(|outlet| outlet["outlet"] == "The Harbour Post").unwrap();
    assert_eq!((&zero["mentions"], &zero["articles"]), (&Value::from(0), &Value::from(0)));
    assert!(env.ok(&["mentions", "Piotr Nowak", "news"]).contains("Not named by: The Harbour Post"));
}

#[test]
fn a_name_nobody_bears_is_met_with_suggestions() {
    let ran = Env::with_news().run(&["mentions", "Marta Kelller", "news"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("Did you mean “Marta Keller”"), "{}", ran.err);
    let ran = Env::with_news().run(&["mentions", "Qqq", "news"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("`dateline who`"), "{}", ran.err);
}

#[test]
fn who_counts_with_zeros() {
    let env = Env::with_news();
    let who = env.json(&["who", "news"]);
    let of = |name: &str| who.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap();
    for row in who.as_array().unwrap() {
        let outlets = row["outlets"].as_array().unwrap();
        assert_eq!(outlets.len(), 2, "the zeros are there");
        let sum: u64 = outlets.iter().map(|outlet| outlet["mentions"].as_u64().unwrap()).sum();
        assert_eq!(row["mentions"], sum);
    }
    assert_eq!(of("Marta Keller")["mentions"], 3);
    assert_eq!(of("Piotr Nowak")["outlets"][0]["mentions"], 0);
    let tsv = env.ok(&["who", "news", "--tsv"]);
    assert!(tsv.starts_with("kind\tname\tmentions\tarticles\tThe Harbour Post\tInland Gazette\n"), "{tsv}");
    assert!(tsv.contains("person\tMarta Keller\t3\t2\t2\t1\n"), "{tsv}");
    let table = env.ok(&["who", "news"]);
    let line = table.lines().find(|line| line.contains("Piotr Nowak")).unwrap();
    assert!(line.split_whitespace().collect::<Vec<_>>().ends_with(&["1", "·", "1"]), "{table}");
}

#[test]
fn who_is_named_by_one_outlet_or_by_all() {
    let env = Env::with_news();
    let names = |args: &[&str]| -> Vec<String> {
        let who = env.json(&[&["who", "news", "--kind", "person"], args].concat());
        who.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert!(names(&["--in-all"]).contains(&"Marta Keller".to_owned()));
    assert!(!names(&["--in-all"]).contains(&"Piotr Nowak".to_owned()));
    assert!(names(&["--in-one"]).contains(&"Piotr Nowak".to_owned()));
    assert!(!names(&["--in-one"]).contains(&"Marta Keller".to_owned()));
    assert_eq!(names(&["--limit", "1"]), ["Marta Keller"]);
    assert_eq!(names(&["--min", "3"]), ["Marta Keller"]);
    assert_eq!(Env::with_news().run(&["who", "news", "--in-all", "--in-one"]).code, Some(64));
}

#[test]
fn who_in_sentences() {
    let plain = Env::with_news().ok(&["who", "news", "--plain"]);
    assert!(plain.lines().next().unwrap().ends_with(" in 3 articles of 2 outlets."), "{plain}");
    let line = plain.lines().find(|line| line.contains("Piotr Nowak")).unwrap();
    assert!(line.contains("Piotr Nowak (person): 1 mention. Inland Gazette 1. Not in: The Harbour Post."), "{line}");
    assert!(line.ends_with(" Called: minister of transport 1."), "{line}");
}

#[test]
fn a_filter_on_outlets_holds_for_names_too() {
    let env = Env::with_news();
    let answer = env.json(&["mentions", "Marta Keller", "news", "--outlet", "inland gazette"]);
    assert_eq!(answer["entity"]["mentions"], 1);
    assert_eq!(answer["mentions"].as_array().unwrap().len(), 1);
    assert_eq!(answer["entity"]["outlets"].as_array().unwrap().len(), 1);
    let who = env.json(&["who", "news", "--outlet", "inland gazette"]);
    assert!(who.as_array().unwrap().iter().all(|row| row["outlets"].as_array().unwrap().len() == 1));
    assert_eq!(env.run(&["mentions", "Piotr Nowak", "news", "--outlet", "The Harbour Post"]).code, Some(1));
}

#[test]
fn outlets_are_counted() {
    let env = Env::with_news();
    let outlets = env.json(&["outlets", "news"]);
    let keys: Vec<_> = outlets[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["outlet", "tag", "articles", "people", "words", "first", "last"]);
    assert_eq!(outlets[0]["outlet"], "The Harbour Post");
    assert_eq!((&outlets[0]["articles"], &outlets[1]["articles"]), (&Value::from(2), &Value::from(1)));
    assert_eq!((&outlets[0]["first"], &outlets[0]["last"]), (&Value::from("2031-03-02"), &Value::from("2031-03-02")));
    assert!(outlets[1]["people"].as_u64().unwrap() >= 2);
    let list = env.json(&["list", "news"]);
    let words = |outlet: &str| -> u64 {
        let of = |row: &&Value| row["outlet"] == outlet;
        list.as_array().unwrap().iter().filter(of).map(|row| row["words"].as_u64().unwrap()).sum()
    };
    assert_eq!(outlets[0]["words"], words("The Harbour Post"));
    assert!(env.ok(&["outlets", "news", "--plain"]).contains("Inland Gazette (IG): 1 article, "));
    assert_eq!(env.json(&["outlets", "news", "--outlet", "inland gazette"]).as_array().unwrap().len(), 1);
}

#[test]
fn names_as_they_stand_in_a_sentence_find_their_entity() {
    let env = Env::with_news();
    for typed in ["the Marta Keller", "Marta Keller's", "Marta Keller’s"] {
        assert_eq!(env.json(&["mentions", typed, "news"])["entity"]["name"], "Marta Keller", "{typed}");
    }
    assert_eq!(env.json(&["list", "news", "--outlet", "harbour post"]).as_array().unwrap().len(), 2);
}

#[test]
fn roles_are_told_by_outlet() {
    let env = Env::with_news();
    let who = env.json(&["who", "news", "--find", "nowak"]);
    assert_eq!(who.as_array().unwrap().len(), 1);
    let (row, role) = (&who[0], &who[0]["roles"][0]);
    assert_eq!(
        (&row["name"], &role["role"], &role["mentions"]),
        (&"Piotr Nowak".into(), &"minister of transport".into(), &1.into())
    );
    let of = |outlet: &str| row["outlets"].as_array().unwrap().iter().find(|line| line["outlet"] == outlet).unwrap();
    assert_eq!(of("Inland Gazette")["roles"][0]["role"], "minister of transport");
    assert_eq!(of("The Harbour Post")["roles"], Value::Array(Vec::new()));
    assert_eq!((&row["named_by"], &of("Inland Gazette")["articles"]), (&1.into(), &1.into()));
    let answer = env.json(&["mentions", "Nowak", "news"]);
    assert_eq!(answer["entity"]["roles"][0]["role"], "minister of transport");
    assert_eq!(answer["mentions"][0]["roles"][0], "minister of transport");
    assert!(env.ok(&["mentions", "Nowak", "news"]).contains("; called minister of transport 1"));
}

#[test]
fn the_screen_shows_the_numbers_of_the_command() {
    let env = Env::with_news();
    let cells = |row: &str| -> Vec<String> {
        let words =
            row.trim_matches(|c: char| !c.is_alphanumeric()).split("  ").map(str::trim).filter(|word| !word.is_empty());
        words.map(|word| if word == "·" { "0".to_owned() } else { word.to_owned() }).collect()
    };
    for (keys, args) in [("w", &[][..]), ("w s", &["--sort", "total"]), ("w tab o", &["--kind", "person", "--in-one"])]
    {
        let screen = env.ok(&["read-script", keys, "news", "--size", "120x40"]);
        let rows = screen
            .lines()
            .skip(3)
            .take_while(|row| row.contains("  ") && !row.starts_with('┗') && !row.trim_matches(['┃', ' ']).is_empty());
        let shown: Vec<Vec<String>> = rows.map(|row| cells(row.trim_matches('┃').trim_matches(['▸', ' ']))).collect();
        let tsv = env.ok(&[&["who", "news", "--tsv"], args].concat());
        let letter = |kind: &str| match kind {
            "place" => "L",
            "other" => "M",
            "person" => "P",
            _ => "O",
        };
        let told: Vec<Vec<String>> = tsv
            .lines()
            .skip(1)
            .map(|row| {
                let row: Vec<&str> = row.split('\t').collect();
                let naming = row[4..].iter().filter(|count| **count != "0").count();
                let mut out = vec![format!("{} {}", letter(row[0]), row[1]), row[2].to_owned(), naming.to_string()];
                out.extend(row[4..].iter().map(|count| (*count).to_owned()));
                out
            })
            .collect();
        assert_eq!(shown, told, "{keys}\n{screen}");
    }
}

#[test]
fn who_in_any_order() {
    let env = Env::with_news();
    let names = |args: &[&str]| -> Vec<String> {
        let tsv = env.ok(&[&["who", "news", "--tsv"], args].concat());
        tsv.lines().skip(1).map(|line| line.split('\t').nth(1).unwrap().to_owned()).collect()
    };
    let by_name = names(&["--sort", "name"]);
    assert!(by_name.is_sorted_by_key(|name| name.to_lowercase()), "{by_name:?}");
    let turned = names(&["--sort", "name", "--reverse"]);
    assert_eq!(turned, by_name.iter().rev().cloned().collect::<Vec<_>>());
    assert_eq!(names(&["--sort", "total"])[0], "Marta Keller");
    assert_eq!(names(&["--sort", "spread"])[0], "Marta Keller");
    let there = env.json(&["who", "news", "--sort", "inland"]);
    let counts: Vec<u64> =
        there.as_array().unwrap().iter().map(|row| row["outlets"][1]["mentions"].as_u64().unwrap()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b) && counts[0] > 0, "{counts:?}");
    let ran = env.run(&["who", "news", "--sort", "zzz"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("no outlet is called “zzz”"), "{}", ran.err);
    assert_eq!(names(&["--only"]), names(&["--in-one"]));
    let articles = env.ok(&["who", "news", "--tsv", "--articles", "--find", "marta"]);
    assert!(articles.contains("person\tMarta Keller\t3\t2\t1\t1\n"), "{articles}");
}

#[test]
fn mentions_in_any_order_with_any_context() {
    let env = Env::with_news();
    let of = |args: &[&str], field: &str| -> Vec<String> {
        let lines = env.ok(&[&["mentions", "Marta Keller", "news", "--jsonl"], args].concat());
        lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()[field].as_str().unwrap().to_owned())
            .collect()
    };
    let words = |text: &String| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    assert!(of(&["--sort", "right"], "after").iter().map(words).is_sorted());
    assert!(
        of(&["--sort", "left"], "before")
            .iter()
            .map(|text| words(text).into_iter().rev().collect::<Vec<_>>())
            .is_sorted()
    );
    assert!(of(&["--sort", "outlet"], "outlet").is_sorted());
    let mut turned = of(&["--sort", "right", "--reverse"], "after");
    turned.reverse();
    assert_eq!(turned, of(&["--sort", "right"], "after"));
    for before in of(&["--context", "12"], "before") {
        assert!(before.chars().count() <= 12, "{before}");
    }
    assert!(of(&["--context", "0"], "before").iter().all(String::is_empty));
    assert_eq!(env.run(&["mentions", "Marta Keller", "news", "--sort", "colour"]).code, Some(64));
    for form in ["--plain", "--tsv", "--json", "--jsonl"] {
        let sorted = env.ok(&["mentions", "Marta Keller", "news", "--sort", "left", form]);
        assert_eq!(sorted.matches("left the table").count(), 1, "{sorted}");
    }
}

#[test]
fn forms_with_their_first_mention() {
    let env = Env::with_news();
    let answer = env.json(&["mentions", "Nowak", "news", "--forms"]);
    assert_eq!(answer["entity"]["not_named_by"][0], "The Harbour Post");
    let forms = answer["forms"].as_array().unwrap();
    assert_eq!(forms.len(), 2);
    assert_eq!((&forms[0]["what"], &forms[0]["words"]), (&"form".into(), &"Piotr Nowak".into()));
    assert_eq!((&forms[1]["what"], &forms[1]["words"]), (&"role".into(), &"minister of transport".into()));
    let first = &forms[1]["first"];
    let article = env.json(&["show", first["article"].as_str().unwrap(), "news"]);
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    let (start, end) = (first["start"].as_u64().unwrap() as usize, first["end"].as_u64().unwrap() as usize);
    assert_eq!(text[start..end].iter().collect::<String>(), "Piotr Nowak");
    let tsv = env.ok(&["mentions", "Nowak", "news", "--forms", "--tsv"]);
    assert_eq!(tsv.lines().count(), 3);
    assert!(tsv.starts_with("outlet\ttag\twhat\twords\tmentions\tarticles\tarticle\tdate\tstart\tend\n"), "{tsv}");
    assert_eq!(env.ok(&["mentions", "Nowak", "news", "--forms", "--jsonl"]).lines().count(), 2);
    let plain = env.ok(&["mentions", "Nowak", "news", "--forms", "--plain"]);
    assert!(plain.contains("Inland Gazette called “minister of transport”: 1 mention, first 2031-03-03"), "{plain}");
    assert!(env.ok(&["mentions", "Nowak", "news", "--forms"]).contains("Not named by: The Harbour Post"));
}

#[test]
fn mentions_in_one_endless_paragraph_keep_their_places() {
    let env = Env::new();
    let sentence = "Marta Keller met Piotr Nowak in Geneva. ";
    env.file("long.txt", sentence.repeat(3000));
    let answer = env.json(&["mentions", "Nowak", "long.txt"]);
    let mentions = answer["mentions"].as_array().unwrap();
    assert_eq!(mentions.len(), 3000);
    for (mention, at) in mentions.iter().zip(0u64..) {
        assert_eq!(mention["start"].as_u64(), Some(40 * at + 17), "{mention}");
    }
    let (first, middle) = (&mentions[0], &mentions[1500]);
    assert_eq!(first["before"], "Marta Keller met");
    assert_eq!(middle["before"], mentions[2]["before"], "what is far away does not show");
    // Plain words of the text, whatever is cut.
    assert!(sentence.repeat(9).contains(middle["before"].as_str().unwrap()) && middle["before"] != "");
    assert!(sentence.repeat(9).contains(middle["after"].as_str().unwrap()) && middle["after"] != "");
}
