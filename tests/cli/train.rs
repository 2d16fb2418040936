//! `dateline train` as a program: what it writes can be used, and what it refuses.

use std::fs;

use serde_json::Value;

use crate::env::Env;

/// The exit code and what was said on standard error, of a run in a folder with the files a test needs.
fn refused(args: &[&str]) -> (Option<i32>, String) {
    let env = Env::new();
    env.file("good.jsonl", "{\"text\":\"Ana Berg left.\",\"spans\":[[0,8,\"PER\"]]}\n");
    env.file("no-tag.conll", "Ana B-PER\nleft\n");
    env.file("no-type.conll", "Ana B-PER\nOslo B-FOO\n");
    env.file("outside.jsonl", "\n{\"text\":\"Ana\",\"spans\":[[0,9,\"PER\"]]}\n");
    env.file("empty.jsonl", "\n\n");
    env.file("bare.jsonl", "{\"text\":\"Ana\",\"spans\":[]}\n{\"text\":\"Ana\"}\n");
    let mut damaged = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/models/names-en.model")).unwrap();
    damaged[100_000] ^= 1;
    env.file("damaged.model", damaged);
    let ran = env.run(&[&["train"], args].concat());
    assert_eq!(fs::read(env.path("good.jsonl")).unwrap().len(), 48);
    assert!(!env.path("new.model").exists());
    (ran.code, ran.err)
}

#[test]
fn what_cannot_be_learnt_from_is_said_with_its_line() {
    for (args, code, said) in [
        (&["no-tag.conll", "-o", "new.model"][..], 1, "no-tag.conll: line 2: \"left\" has no tag"),
        (&["no-type.conll", "-o", "new.model"], 1, "no-type.conll: line 2: \"B-FOO\" is of no known type"),
        (&["outside.jsonl", "-o", "new.model"], 1, "outside.jsonl: line 2: the span 0 to 9 is outside of the text"),
        (&["empty.jsonl", "-o", "new.model"], 1, "empty.jsonl: no texts to learn from"),
        (&["--extend", "empty.jsonl", "-o", "new.model"], 1, "empty.jsonl: no texts to learn from"),
        (&["bare.jsonl", "-o", "new.model"], 1, "bare.jsonl: line 2: no labelled text: none of \"spans\""),
        (&["--extend", "bare.jsonl", "-o", "new.model"], 1, "bare.jsonl: line 2: no labelled text: none of"),
        (&["--score", "bare.jsonl"], 1, "bare.jsonl: line 2: no labelled text: none of"),
        (&["good.jsonl", "--dev", "bare.jsonl", "-o", "new.model"], 1, "bare.jsonl: line 2: no labelled text"),
        (&["missing.jsonl", "-o", "new.model"], 1, "missing.jsonl cannot be read"),
        (&["good.jsonl"], 64, "--output"),
        (&["good.jsonl", "-o", "good.jsonl"], 64, "the model would be written over it"),
        (&["good.jsonl", "-o", "no/folder/new.model"], 1, "there is no folder"),
        (&["good.jsonl:-2", "-o", "new.model"], 64, "\"-2\" is no weight"),
        (&["good.jsonl:1:FOO", "-o", "new.model"], 64, "types are PER ORG LOC MISC"),
        (&["good.jsonl", "--dropout", "5", "-o", "new.model"], 64, "0 to 0.9"),
        (&["good.jsonl", "--step", "nan", "-o", "new.model"], 64, "over 0"),
        (&["--score", "empty.jsonl"], 1, "empty.jsonl holds no texts"),
        (&["--score", "good.jsonl", "--model", "damaged.model"], 1, "damaged: its checksum"),
        (&["--score", "good.jsonl", "--model", "good.jsonl"], 1, "no model of dateline's recogniser"),
    ] {
        let (exit, message) = refused(args);
        assert_eq!(exit, Some(code), "{args:?}: {message}");
        assert!(message.contains(said), "{args:?}: {message}");
    }
}

#[test]
fn corrections_are_learnt_and_the_model_is_used() {
    let env = Env::new();
    let taught = "The quillmark rose. Analysts like the quillmark, and the quillmark stays.";
    let spans = "[[4,13,\"MISC\"],[38,47,\"MISC\"],[57,66,\"MISC\"]]";
    env.file("mine.jsonl", format!("{{\"text\":\"{taught}\",\"spans\":{spans}}}\n").repeat(20));
    env.file("text.jsonl", "{\"text\":\"Analysts like the quillmark.\"}\n");
    let learn = ["train", "--extend", "mine.jsonl", "--passes", "8", "--step", "0.05", "-o", "mine.model"];
    let learn = env.run(&learn);
    assert_eq!(learn.code, Some(0), "{}", learn.err);
    assert!(learn.err.contains("pass 8: loss"));
    let names = |args: &[&str]| {
        let line: Value = serde_json::from_str(&env.run(args).out).unwrap();
        line["mentions"].as_array().unwrap().iter().map(|name| name["text"].clone()).collect::<Vec<_>>()
    };
    assert!(names(&["annotate", "text.jsonl"]).is_empty());
    assert_eq!(names(&["annotate", "text.jsonl", "--model", "mine.model"]), ["quillmark"]);
    let ran = env.run(&["annotate", "text.jsonl", "--model", "mine.jsonl"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("no model of dateline's recogniser"), "{}", ran.err);
}

#[test]
fn what_annotate_wrote_is_corrected_and_learnt() {
    let env = Env::new();
    let text = "Analysts like the quillmark, and the quillmark stays. Ana Berg sells it in Oslo.";
    env.file("in.jsonl", format!("{{\"id\":1,\"text\":\"{text}\"}}\n"));
    let found = env.run(&["annotate", "--text", "in.jsonl"]);
    let mut line: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(line["text"], text);
    assert!(line["entities"].as_array().is_some_and(|entities| !entities.is_empty()));
    let mentions = line["mentions"].as_array_mut().unwrap();
    for (start, _) in text.match_indices("quillmark") {
        mentions.push(serde_json::json!({ "start": start, "end": start + 9, "type": "MISC" }));
    }
    env.file("mine.jsonl", format!("{line}\n").repeat(20));
    let learn = ["train", "--extend", "mine.jsonl", "--passes", "8", "--step", "0.05", "-o", "mine.model"];
    let learn = env.run(&learn);
    assert_eq!(learn.code, Some(0), "{}", learn.err);
    let again = env.run(&["annotate", "in.jsonl", "--model", "mine.model"]);
    let again: Value = serde_json::from_str(&again.out).unwrap();
    assert!(again.get("text").is_none());
    let names: Vec<_> = again["mentions"].as_array().unwrap().iter().map(|name| name["text"].clone()).collect();
    assert_eq!(names.iter().filter(|name| *name == "quillmark").count(), 2, "{names:?}");
    env.file("bare.jsonl", found.out.replace("\"text\":\"Analysts", "\"words\":\"Analysts"));
    let bare = env.run(&["train", "--extend", "bare.jsonl", "-o", "other.model"]);
    assert!(bare.err.contains("\"text\" is missing"), "{}", bare.err);
}
