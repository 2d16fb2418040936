//! The commands as a user runs them: the real binary, its output in every form, its exit codes, its bad days.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/decisions.rs"]
mod decisions;
#[path = "cli/env.rs"]
mod env;
#[path = "cli/mending.rs"]
mod mending;
#[path = "cli/names.rs"]
mod names;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/train.rs"]
mod train;

use env::Env;
use serde_json::{Value, json};

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

#[test]
fn list_json_is_as_promised() {
    let env = Env::with_news();
    let list = env.json(&["list", "news"]);
    let rows = list.as_array().unwrap();
    assert_eq!(rows.len(), 3);
    let keys: Vec<_> = rows[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "outlet", "tag", "title", "date", "language", "words", "source"]);
    // The newest first, the undated last.
    assert_eq!(rows[0]["title"], "Dockers vote to strike");
    assert_eq!(rows[0]["date"], "2031-03-03T08:30:00Z");
    assert_eq!(rows[0]["outlet"], "Inland Gazette");
    assert_eq!(rows[1]["date"], "2031-03-02");
    assert_eq!(rows[1]["source"], "news/ferry.md");
    assert_eq!(rows[2]["date"], Value::Null);
    assert_eq!(rows[1]["tag"], rows[2]["tag"]);
    assert_ne!(rows[0]["tag"], rows[1]["tag"]);
    assert_eq!(rows[1]["language"], "en");
    assert!(rows.iter().all(|row| row["id"].as_str().unwrap().len() == 12));
    assert!(rows.iter().all(|row| row["words"].as_u64().unwrap() > 20));
}

#[test]
fn list_in_its_other_forms() {
    let env = Env::with_news();
    let tsv = env.ok(&["list", "news", "--tsv"]);
    let lines: Vec<_> = tsv.lines().collect();
    assert_eq!(lines[0], "id\toutlet\ttag\ttitle\tdate\tlanguage\twords\tsource");
    assert_eq!(lines.len(), 4);
    assert!(lines.iter().all(|line| line.split('\t').count() == 8));
    let jsonl = env.ok(&["list", "news", "--jsonl"]);
    let ids: Vec<_> = jsonl.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(ids.len(), 3);
    let plain = env.ok(&["list", "news", "--plain"]);
    assert!(plain.starts_with("1. Inland Gazette, 2031-03-03 08:30: Dockers vote to strike ("), "{plain}");
    assert!(plain.lines().nth(2).unwrap().starts_with("3. The Harbour Post, undated: Islands lay in stores ("));
    let table = env.ok(&["list", "news"]);
    assert!(table.lines().next().unwrap().ends_with("TITLE"));
    assert_eq!(table.lines().count(), 4);
    assert!(table.contains("2031-03-03 08:30") && table.contains("Inland Gazette"));
}

#[test]
fn two_forms_at_once_are_one_too_many() {
    let ran = Env::with_news().run(&["list", "news", "--json", "--tsv"]);
    assert_eq!(ran.code, Some(64));
    assert!(ran.err.contains("--json") && ran.err.contains("--tsv"), "{}", ran.err);
}

#[test]
fn wrong_usage_is_64_and_says_so() {
    let env = Env::new();
    for args in [&["list", "--no-such-option"][..], &["show"], &["completions", "tcsh"], &["man", "lst"]] {
        let ran = env.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(64), ""), "{args:?}");
        assert!(!ran.err.is_empty());
    }
    let ran = env.run(&["list", "--since", "yesterday"]);
    assert_eq!(ran.code, Some(64));
    assert!(ran.err.contains("2025-02-18"), "the message shows a date that would do: {}", ran.err);
}

#[test]
fn a_mistyped_command_is_no_lost_file() {
    let env = Env::new();
    let ran = env.run(&["mentons", "Keller"]);
    assert_eq!(ran.code, Some(64));
    assert_eq!(ran.err, "dateline: mentons: neither a file or folder nor a command. Did you mean “mentions”?\n");
    // A file of such a name is a file; so is one that is called like a command, by its path.
    env.file("lists", "# A list\n\nThe harbour has three quays and a small lighthouse.\n");
    env.file("list", "# Another list\n\nThe harbour has two quays and a tall lighthouse.\n");
    assert!(env.ok(&["lists"]).contains("three quays"));
    assert!(env.ok(&["./list"]).contains("two quays"));
}

#[test]
fn options_may_stand_before_the_command() {
    let env = Env::with_news();
    env.ok(&["--library", "own.db", "index", "news", "--quiet"]);
    assert!(env.path("own.db").is_file());
    assert_eq!(env.ok(&["--library", "own.db", "list"]), env.ok(&["list", "--library", "own.db"]));
    assert_eq!(env.ok(&["--outlet", "inland gazette", "list", "news", "--jsonl"]).lines().count(), 1);
    // A file of that name is still a file.
    env.file("who", "# A list\n\nThe harbour has three quays and a small lighthouse.\n");
    assert!(env.ok(&["--plain", "who"]).contains("three quays"));
}

#[test]
fn without_a_terminal_the_reader_prints_lines() {
    let env = Env::with_news();
    let out = env.ok(&["news"]);
    assert_eq!(out, env.ok(&["--plain", "news"]));
    assert!(out.starts_with("3 articles of 2 outlets.\n\nArticle 1 of 3\nDockers vote to strike\n"), "{out}");
    assert!(out.contains("\n1. PORT ALMA — Marta Keller"));
    let one = env.ok(&["news", "--outlet", "inland gazette"]);
    assert!(one.starts_with("1 article of 1 outlet.\n"), "{one}");
    assert!(env.ok(&[]).contains("5 articles of 5 outlets"));
}

#[test]
fn help_and_version_are_answers() {
    let env = Env::new();
    assert!(env.ok(&["--help"]).contains("mentions"));
    assert!(env.ok(&["list", "--help"]).contains("--outlet"));
    assert_eq!(env.ok(&["--version"]), format!("dateline {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_bundled_corpus_is_there_without_paths() {
    let list = Env::new().json(&["list"]);
    let mut outlets: Vec<_> =
        list.as_array().unwrap().iter().map(|row| row["outlet"].as_str().unwrap().to_owned()).collect();
    outlets.sort();
    assert_eq!(outlets, ["Los Angeles Times", "NPR", "Shafaq News", "The Moscow Times", "The New York Times"]);
}

#[test]
fn filters_by_outlet_and_date() {
    let env = Env::with_news();
    let titles = |args: &[&str]| -> Vec<String> {
        let list: Value = {
            let mut all = vec!["list", "news", "--json"];
            all.extend(args);
            let ran = env.run(&all);
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            serde_json::from_str(&ran.out).unwrap()
        };
        list.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap().to_owned()).collect()
    };
    let ferry = "Ferry talks end without a deal";
    assert_eq!(titles(&["--outlet", "the harbour post"]), [ferry, "Islands lay in stores"]);
    assert_eq!(titles(&["--outlet", "INLAND GAZETTE", "--outlet", "The Hárbour Post"]).len(), 3);
    assert_eq!(titles(&["--until", "2031-03-02"]), [ferry]);
    assert_eq!(titles(&["--since", "2031-03-03", "--until", "2031"]), ["Dockers vote to strike"]);
    assert_eq!(titles(&["--since", "2032"]), Vec::<String>::new());
    let tag = env.json(&["list", "news"])[0]["tag"].as_str().unwrap().to_owned();
    assert_eq!(titles(&["--outlet", &tag]), ["Dockers vote to strike"]);
    let ran = env.run(&["list", "news", "--since", "2031"]);
    assert!(ran.err.contains("1 article without a date left out"), "{}", ran.err);
}

#[test]
fn an_unknown_outlet_is_met_with_suggestions() {
    let ran = Env::with_news().run(&["list", "news", "--outlet", "Harbor Post"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert_eq!(ran.err, "dateline: no outlet is called “Harbor Post”. Did you mean “The Harbour Post”?\n");
}

#[test]
fn show_json_is_as_promised() {
    let env = Env::with_news();
    let article = env.json(&["show", "ferry", "news"]);
    let keys: Vec<_> = article.as_object().unwrap().keys().map(String::as_str).collect();
    for key in [
        "id",
        "outlet",
        "tag",
        "title",
        "date",
        "language",
        "words",
        "source",
        "byline",
        "contributors",
        "dateline",
        "outlet_evidence",
        "url",
        "blocks",
    ] {
        assert!(keys.contains(&key), "{key} is missing in {keys:?}");
    }
    assert_eq!(article["byline"], "Ana Ruiz");
    assert_eq!(article["contributors"], json!([]));
    assert!(article["dateline"].as_str().unwrap().to_uppercase().contains("PORT ALMA"));
    assert_eq!(article["url"], "https://harbourpost.example/ferry");
    let blocks = article["blocks"].as_array().unwrap();
    let bodies: Vec<_> = blocks.iter().filter(|block| block["kind"] == "body").collect();
    assert!(bodies[0]["text"].as_str().unwrap().starts_with("Marta Keller, who leads"), "without the dateline");
    assert!(blocks.iter().any(|block| block["kind"] == "furniture" && block["text"] == "Advertisement"));
    // Offsets count code points of the text.
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    for block in blocks {
        let (start, end) = (block["start"].as_u64().unwrap() as usize, block["end"].as_u64().unwrap() as usize);
        assert_eq!(text[start..end].iter().collect::<String>(), block["text"].as_str().unwrap());
    }
}

#[test]
fn show_for_people() {
    let env = Env::with_news();
    let page = env.ok(&["show", "ferry", "news"]);
    let lines: Vec<_> = page.lines().collect();
    assert_eq!(lines[0], "Ferry talks end without a deal");
    assert!(lines[1].starts_with("The Harbour Post · 2031-03-02 · By Ana Ruiz · "), "{}", lines[1]);
    assert!(lines[3].starts_with("PORT ALMA — Marta Keller"));
    assert!(lines.iter().all(|line| line.chars().count() <= 72), "{page}");
    assert!(!page.contains("Advertisement"));
    assert!(env.ok(&["show", "ferry", "news", "--hidden"]).contains("[page clutter] Advertisement"));
    let plain = env.ok(&["show", "ferry", "news", "--plain"]);
    assert!(plain.lines().nth(2).unwrap().starts_with("1. PORT ALMA — Marta Keller, who leads the dockers, walked"));
    assert!(plain.contains("\n3. The talks are to go on next week"));
    let tsv = env.ok(&["show", "ferry", "news", "--tsv"]);
    assert!(tsv.starts_with("kind\ttext\n") && tsv.contains("\nfurniture\tAdvertisement\n"));
}

#[test]
fn show_knows_an_article_by_many_names() {
    let env = Env::with_news();
    let list = env.json(&["list", "news"]);
    let id = list[1]["id"].as_str().unwrap();
    for name in [id, &id[..6], &id.to_uppercase(), "2", "news/ferry.md", "ferry.md", "FERRY talks", "talks deal"] {
        assert_eq!(env.json(&["show", name, "news"])["id"], id, "{name}");
    }
}

#[test]
fn show_asks_back_where_it_cannot_know() {
    let env = Env::with_news();
    let many = env.run(&["show", "s", "news"]);
    assert_eq!((many.code, many.out.as_str()), (Some(1), ""));
    assert!(many.err.contains("matches 3 articles"), "{}", many.err);
    assert!(many.err.contains("Dockers vote to strike") && many.err.contains("Islands lay in stores"));
    let none = env.run(&["show", "Dockers vote to stroke", "news"]);
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("Did you mean “Dockers vote to strike”?"), "{}", none.err);
    let number = env.run(&["show", "9", "news"]);
    assert!(number.err.contains("there is no article 9: the list has 3 articles"), "{}", number.err);
}

#[test]
fn standard_input_is_an_input() {
    let env = Env::with_news();
    let file = std::fs::File::open(env.path("news/strike.md")).unwrap();
    let ran = env::Ran::of(&env.command(&["list", "-", "--json"]).stdin(file).output().unwrap());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let list: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((list[0]["source"].as_str(), list.as_array().unwrap().len()), (Some("-"), 1));
}

#[test]
fn completions_and_manual_know_every_command() {
    let env = Env::new();
    let commands = ["annotate", "list", "show", "mentions", "who", "outlets", "train", "read-script", "man"];
    for shell in SHELLS {
        let script = env.ok(&["completions", shell]);
        assert!(commands.iter().all(|command| script.contains(command)), "{shell}");
    }
    let manual = env.ok(&["man"]);
    assert!(manual.contains(".TH dateline 1"));
    for command in commands {
        assert!(manual.contains(&format!("dateline\\-{}", command.replace('-', "\\-"))), "{command}");
        assert!(env.ok(&["man", command]).contains(".SH SYNOPSIS"), "{command}");
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    use std::process::Stdio;
    let env = Env::new();
    // More than a pipe holds.
    for i in 0..400 {
        let text =
            format!("# Report {i} {}\n\nThe harbour was quiet on day {i}, and so were we.\n", "of many ".repeat(40));
        env.file(&format!("many/{i}.md"), text);
    }
    for form in ["--json", "--jsonl", "--tsv", "--plain", "--outlet=unknown"] {
        let mut child =
            env.command(&["list", "many", form]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{form}");
    }
    let mut child = env.command(&["--help"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait_with_output().unwrap().stderr, b"");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_command() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};
    let env = Env::new();
    // It waits for standard input, so it is at work when the signal comes.
    let mut child = env
        .command(&["list", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(100));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let held = child.stdin.take();
    let output = child.wait_with_output().unwrap();
    drop(held);
    assert_eq!(output.status.signal(), Some(2));
    assert_eq!(output.stdout, b"");
}
