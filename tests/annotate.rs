//! `dateline annotate` as a program: lines in, lines out.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn start(args: &[&str]) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("annotate")
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = start(args);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let out = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    out
}

fn lines(out: &Output) -> Vec<Value> {
    String::from_utf8(out.stdout.clone()).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A line whose names are marked in the text: `{Ana Lo|PER}`.
#[allow(clippy::needless_pass_by_value)] // reads well where it is called with json!
fn given(id: Value, topic: Option<&str>, marked: &str) -> String {
    let (mut text, mut mentions, mut rest) = (String::new(), Vec::new(), marked);
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        let close = rest.find('}').unwrap();
        let (name, kind) = rest[open + 1..close].split_once('|').unwrap();
        let from = text.chars().count();
        text.push_str(name);
        mentions.push(json!({"start": from, "end": text.chars().count(), "type": kind, "text": name}));
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    json!({"id": id, "topic": topic, "text": text, "mentions": mentions}).to_string()
}

fn entity(line: &Value, mention: usize) -> &str {
    line["mentions"][mention]["entity"].as_str().unwrap()
}

#[test]
fn a_line_on_its_own() {
    let input =
        given(json!("a"), None, "🦊 {Marta Suárez|PER} met {Lo|PER}. {Suárez|PER}’s {Russian|MISC} left {Russia|LOC}.");
    let out = run(&["--given"], input.as_bytes());
    assert_eq!(out.status.code(), Some(0));
    let line = &lines(&out)[0];
    assert_eq!(line["id"], "a");
    assert_eq!(line["quotes"], json!([]));
    assert_eq!(
        line["mentions"][0],
        json!({"start": 2, "end": 14, "text": "Marta Suárez", "type": "PER", "entity": "e1", "score": 1.0})
    );
    assert_eq!(entity(line, 2), "e1");
    assert_eq!(line["entities"][0]["name"], "Marta Suárez");
    assert_eq!(line["entities"][0]["names"], json!(["Marta Suárez", "Suárez"]));
    assert_eq!(line["entities"][0]["merges"][0]["rule"], "same surname in this article");
    assert_eq!(line["entities"].as_array().unwrap().len(), 4);
    assert_eq!(line["entities"][2]["of"], entity(line, 4));
}

#[test]
fn quotations_come_with_their_speaker() {
    let text = "🦊 “We sail at noon,” {Marta Suárez|PER} said. “Nobody will wait for you,” she added.";
    let out = run(&["--given"], given(json!(1), None, text).as_bytes());
    let line = &lines(&out)[0];
    assert_eq!(
        line["quotes"],
        json!([
            {"start": 2, "end": 20, "speaker": "e1", "speaker_start": 21, "speaker_end": 33, "kind": "direct"},
            {"start": 40, "end": 67, "speaker": "e1", "speaker_start": 68, "speaker_end": 71, "kind": "direct"},
        ])
    );
    let unknown = json!({"text": "\"Nobody will wait for you on the quay.\""}).to_string();
    let line = &lines(&run(&[], unknown.as_bytes()))[0];
    assert_eq!(line["quotes"][0]["speaker"], Value::Null);
}

#[test]
fn damaged_lines_keep_their_place() {
    let mut input: Vec<u8> = Vec::new();
    for line in [
        "{\"id\": 1, \"text\": \"Fine.\", \"mentions\": []}",
        "no json",
        "{\"id\": 3}",
        "",
        "{\"id\": 5, \"text\": \"abc\", \"mentions\": [{\"start\": 2, \"end\": 9, \"type\": \"PER\"}]}",
        "{\"id\": [6, null], \"text\": \"nul \\u0000 \\ud83d\\ude00 here\", \"mentions\": [{\"start\": 4, \"end\": 5, \"type\": \"PER\"}, {\"start\": 0, \"end\": 0, \"type\": \"ORG\"}]}",
    ] {
        input.extend(line.as_bytes());
        input.push(b'\n');
    }
    input.extend(b"{\"text\": \"\xff\"}\n{\"text\": \"last, no line end\", \"mentions\": null}");
    for args in [&["--given"][..], &["--given", "--together"], &["--given", "--threads", "3"]] {
        let out = run(args, &input);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        let found = lines(&out);
        assert_eq!(found.len(), 8, "{args:?}");
        for (at, line) in found.iter().enumerate() {
            let bad = [1, 2, 3, 4, 6].contains(&at);
            assert_eq!(line.get("error").is_some(), bad, "{line}");
            if bad {
                assert_eq!(line["id"], Value::Null);
                assert!(line["error"].as_str().unwrap().starts_with(&format!("line {}: ", at + 1)), "{line}");
            }
        }
        assert_eq!(found[0]["id"], 1);
        assert_eq!(found[5]["id"], json!([6, null]));
        assert_eq!(found[5]["mentions"].as_array().unwrap().len(), 1, "an empty mention is left out, and nothing else");
        assert_eq!(found[7]["id"], Value::Null);
        let errors = String::from_utf8(out.stderr).unwrap();
        assert_eq!(errors.matches("dateline: line ").count(), 7, "{errors}");
        assert!(errors.contains("line 6: mention 2 (0..0) is empty"), "{errors}");
        assert!(errors.contains("line 8: no \"mentions\""), "{errors}");
    }
}

#[test]
fn together_an_id_means_the_same_everywhere() {
    let input = [
        given(json!(1), Some("t"), "{Antonio Costa|PER} spoke in {Porto|LOC}."),
        given(json!(2), Some("t"), "{Costa|PER} spoke for the {European Union|ORG}."),
        given(json!(3), Some("u"), "The {EU|ORG} paid. {Rui Costa|PER} scored."),
    ]
    .join("\n");
    let out = run(&["--given", "--together"], input.as_bytes());
    let found = lines(&out);
    assert_eq!(entity(&found[0], 0), entity(&found[1], 0));
    assert_eq!(entity(&found[1], 1), entity(&found[2], 0));
    assert_ne!(entity(&found[0], 0), entity(&found[2], 1));
    assert_eq!(found[1]["entities"][0]["name"], "Antonio Costa");
    let apart = lines(&run(&["--given"], input.as_bytes()));
    assert_eq!(entity(&apart[1], 0), "e1");
}

#[test]
fn no_byte_depends_on_the_threads() {
    let people = ["Ida Holm", "Holm", "Per Lund", "P. Lund", "Lund", "Anna Lund", "Ms. Holm", "Ola Nordmann"];
    let mut input = String::new();
    for i in 0..400 {
        let (a, b) = (people[i % 8], people[(i * 5 + 3) % 8]);
        let topic = format!("t{}", i % 37);
        input += &given(
            json!(i),
            Some(&topic).filter(|_| i % 2 == 0).map(String::as_str),
            &format!("{{{a}|PER}} met {{{b}|PER}} in {{Oslo|LOC}}."),
        );
        input += if i % 50 == 7 { "\nbroken\n" } else { "\n" };
    }
    for mode in [&["--given"][..], &["--given", "--together"], &[][..], &["--together"]] {
        let with = |n: &str| run(&[mode, &["--threads", n]].concat(), input.as_bytes()).stdout;
        let one = with("1");
        assert_eq!(one.split(|b| *b == b'\n').count(), 409);
        assert!(one == with("4") && one == with("7"), "{mode:?}");
    }
}

#[test]
fn a_line_goes_out_before_the_next_comes_in() {
    let mut child = start(&["--given"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for i in 0..3 {
        writeln!(stdin, "{}", given(json!(i), None, "{Ana Lo|PER} left.")).unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], i);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = start(&["--given"]);
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    let line = given(json!(1), None, "{Ana Lo|PER} left.");
    for _ in 0..20_000 {
        if writeln!(stdin, "{line}").is_err() {
            break;
        }
    }
    drop(stdin);
    let out = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(out.stderr).unwrap(), "");
    assert_eq!(out.status.code(), Some(0));
}

#[test]
fn names_of_any_length() {
    let long = "Ab".repeat(5_000);
    let words = "Ada ".repeat(2_500);
    let marked = format!(
        "{{{long}|PER}} {{{words}|ORG}} {{A|PER}} {{|LOC}} {{'|MISC}} {{ |PER}} {{{long}|PER}} {{\u{301}|LOC}} {{北京|LOC}}"
    );
    let out = run(&["--given"], given(json!("x"), None, &marked).as_bytes());
    assert_eq!(out.status.code(), Some(2), "the empty one is left out");
    let line = &lines(&out)[0];
    assert_eq!(line["mentions"].as_array().unwrap().len(), 8);
    assert_eq!(entity(line, 0), entity(line, 5));
    assert_eq!(line["mentions"][3]["text"], "'");
}

#[test]
fn a_hundred_thousand_names_a_letter_apart() {
    let mut input = String::new();
    for article in 0..1000 {
        let mut marked = String::new();
        for n in 0..100 {
            let mut code = article * 100 + n;
            let mut name = String::new();
            for base in "abcdefghi".bytes() {
                name.push(char::from(base + (code % 4) as u8));
                code /= 4;
            }
            write!(marked, "{{Aron {name}|PER}} ").unwrap();
        }
        input += &given(json!(article), None, &marked);
        input.push('\n');
    }
    let begun = std::time::Instant::now();
    let out = run(&["--given", "--together"], input.as_bytes());
    assert_eq!(out.status.code(), Some(0));
    // Bounded, not timed: all pairs would take hours.
    assert!(begun.elapsed().as_secs() < 300);
    assert_eq!(lines(&out).len(), 1000);
}

#[test]
fn what_cannot_be_read_fails() {
    let out = run(&["/nowhere/at all.jsonl"], b"");
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8(out.stderr).unwrap().contains("/nowhere/at all.jsonl"));
    assert_eq!(run(&["--threads", "0"], b"").status.code(), Some(64));
    assert_eq!(run(&["-"], b"").status.code(), Some(0));
}
