use std::fs;

use proptest::prelude::*;

use super::*;
use crate::model::{Act, EntityKind, MentionAt, Who};

fn person(name: &str) -> Who {
    Who::new(EntityKind::Person, name)
}

fn merge(who: &str, into: &str) -> Decision {
    let act = Act::Merge { who: vec![person(who)], into: person(into) };
    Decision { act, date: Some(jiff::civil::date(2031, 3, 2)), note: None }
}

fn at(words: &str, nth: u32) -> MentionAt {
    MentionAt {
        article: "0123456789ab".into(),
        outlet: Some("The Harbour Post".into()),
        title: "Ferry \"talks\" end \\ begin".into(),
        words: words.into(),
        nth,
    }
}

fn every_kind() -> Vec<Decision> {
    let act = |act| Decision { act, date: None, note: Some("a # note".into()) };
    vec![
        merge("Ana Ruis", "Ana Ruiz"),
        act(Act::Split {
            from: person("Ruiz"),
            names: vec!["Señora Ruiz".into()],
            mentions: vec![at("Ruiz", 3)],
            into: Who { own: true, ..person("Ruiz") },
        }),
        act(Act::Retype { who: vec![Who { at: Some(at("Ford", 1)), ..person("Ford") }], to: EntityKind::Organisation }),
        act(Act::Drop { who: vec![Who::new(EntityKind::Other, "Read more"), person("Click \u{201c}here\u{201d}")] }),
        act(Act::Rename { who: person("Ruiz"), to: "Ana María Ruiz".into() }),
        act(Act::Add { mentions: vec![at("the Board", 2)], into: Who::new(EntityKind::Organisation, "Ferry Board") }),
        act(Act::Move { mentions: vec![at("Ruiz", 1), at("Ruiz", 2)], into: person("Eva Ruiz") }),
        act(Act::Remove { mentions: vec![at("Monday", 1)] }),
    ]
}

#[test]
fn every_decision_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dateline-decisions.toml");
    let (mut file, none, problems) = DecisionsFile::open(&path);
    assert!(none.is_empty() && problems.is_empty() && !path.exists(), "reading leaves no trace");
    for (number, decision) in every_kind().into_iter().enumerate() {
        let saved = file.change(&Edit::Insert(number, decision)).unwrap();
        assert_eq!(saved, Saved { created: number == 0, changed: None, stamp: Stamp::of(&path) });
    }
    let (_, read, problems) = DecisionsFile::open(&path);
    assert_eq!(read, every_kind());
    assert!(problems.is_empty(), "{problems:?}");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("merge = [{ person = \"Ana Ruis\" }]\ninto = { person = \"Ana Ruiz\" }\n"), "{text}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "neither lock nor temporary file stays");
}

#[test]
fn comments_and_order_of_a_hand_written_file_survive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.toml");
    let text = "# ours\nversion = 1 # first\n\n# two spellings\n[[decision]]\nmerge = { person = \"A B\" } # one\n\
                into   = {person='C D'}\n\n# the next\n[[decision]]\ndrop = [{ other = \"E\" }]\n# the end\n";
    fs::write(&path, text).unwrap();
    let (mut file, read, problems) = DecisionsFile::open(&path);
    assert_eq!((read.len(), problems.len()), (2, 0), "{problems:?}");
    file.change(&Edit::Insert(2, merge("G", "H"))).unwrap();
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.starts_with(text), "{after}");
    file.change(&Edit::Remove(2, merge("G", "H"))).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    file.change(&Edit::Remove(0, read[0].clone())).unwrap();
    let after = fs::read_to_string(&path).unwrap();
    assert_eq!(
        after,
        "# ours\nversion = 1 # first\n\n# the next\n[[decision]]\ndrop = [{ other = \"E\" }]\n# the end\n"
    );
    file.change(&Edit::Insert(0, read[0].clone())).unwrap();
    let (_, again, _) = DecisionsFile::open(&path);
    assert_eq!(again, read);
}

/// The text after one decision after the other was taken back, the last one first, and after all are back.
fn there_and_back(text: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.toml");
    fs::write(&path, text).unwrap();
    let (mut file, read, _) = DecisionsFile::open(&path);
    for (at, decision) in read.iter().enumerate().rev() {
        file.change(&Edit::Remove(at, decision.clone())).unwrap();
    }
    let without = fs::read_to_string(&path).unwrap();
    for (at, decision) in read.into_iter().enumerate() {
        assert!(file.had(&decision));
        file.change(&Edit::Insert(at, decision)).unwrap();
    }
    (without, fs::read_to_string(&path).unwrap())
}

#[test]
fn what_is_taken_back_leaves_comments_and_comes_back_as_it_was() {
    let cases = [
        (
            "version = 1\n\n[[decision]]\ndrop = [{ place = \"York\" }]\n# to do\n\n# Hull?\n",
            "version = 1\n\n# to do\n\n# Hull?\n",
        ),
        (
            "# all\n\n# why\n[[decision]]\ndrop = [ # one\n { place = 'York' },\n]\nnote = '''a\n# b'''\n\n# end",
            "# all\n\n# end",
        ),
        (
            "[[decision]]\nmerge = {person='A'}\n[decision.into]\nperson = \"B\" # b\n# c\n\n[[decision]]\ndorp = 1\n\n\
             # d\n[[decision]]\ndrop = {person='C'}",
            "# c\n\n[[decision]]\ndorp = 1\n",
        ),
        ("version = 1\n\n\n[[decision]]\ndrop = {person='C'}\n\n", "version = 1\n"),
    ];
    for (text, expected) in cases {
        assert_eq!(there_and_back(text), (expected.to_owned(), text.to_owned()));
    }
}

#[test]
fn what_comes_back_to_an_edited_file_keeps_its_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.toml");
    fs::write(&path, "# ours\n\n# why\n[[decision]]\ndrop = {person='C'} # so\n").unwrap();
    let (mut file, read, _) = DecisionsFile::open(&path);
    file.change(&Edit::Remove(0, read[0].clone())).unwrap();
    fs::write(&path, "# new\n").unwrap();
    assert!(file.reopen().0.is_empty());
    file.change(&Edit::Insert(0, read[0].clone())).unwrap();
    let after = fs::read_to_string(&path).unwrap();
    assert_eq!(after, "# new\n\n# why\n[[decision]]\ndrop = {person='C'} # so\n");
}

#[test]
fn a_line_that_is_no_toml_leaves_the_other_decisions_alone() {
    let good = |name: &str| format!("[[decision]]\ndrop = [{{ person = \"{name}\" }}]\n\n");
    for broken in
        ["this is = not [toml\n", "[[decision]]\nmerge = [{ person = \"A\n", "[[decision]\ndrop = 3\n", "\"\"\"\n"]
    {
        let text = format!("version = 1\n\n{}{broken}\n{}{}", good("Ana Ruiz"), good("Olaf Lind"), good("Ewa Dahl"));
        let parsed = parse("f", &text);
        let names: Vec<String> = parsed.decisions().iter().map(|one| one.act.who()[0].name.clone()).collect();
        assert!(names.ends_with(&["Olaf Lind".to_owned(), "Ewa Dahl".to_owned()]), "{broken}: {names:?}");
        assert_eq!((parsed.version, parsed.errors.is_empty()), (Some(1), false), "{broken}");
        let wrong = parsed.errors.iter().map(|error| error.line).min().unwrap();
        let line = 6 + u32::from(broken.starts_with("[[decision]]"));
        assert!((6..=line + 1).contains(&(wrong as u32)), "{broken}: line {wrong}");
        for (_, span) in &parsed.items {
            assert!(text.get(span.clone()).is_some_and(|part| part.starts_with("[[decision]]")), "{broken}: {span:?}");
        }
    }
}

#[test]
fn what_is_broken_is_told_with_its_place_and_the_rest_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.toml");
    let text = "version = 1\n[[decision]]\nmerge = [{ person = \"A\" }]\ninto = { persn = \"B\" }\n\
                [[decision]]\ndrop = [{ other = \"E\" }]\n\
                [[decision]]\nretype = [{ person = \"Ford\" }]\nto = \"firm\"\n\
                [[decision]]\nrename = { person = \"F\" = }\nto = \"G\"\n\
                [[decision]]\n\
                [[decision]]\nmerge = [{ person = \"A\" }]\ndrop = [{ person = \"A\" }]\n\
                [[decision]]\nremove = [{ words = \"x\", nth = 0, article = \"12\" }]\n";
    fs::write(&path, text).unwrap();
    let (mut file, read, problems) = DecisionsFile::open(&path);
    assert_eq!(read.len(), 1, "{read:?}");
    let told: Vec<String> =
        problems.iter().map(|p| format!("{}: {}", p.source.rsplit('/').next().unwrap(), p.reason)).collect();
    let all = told.join("\n");
    assert!(
        all.ends_with("d.toml: 1 of 7 decisions in it are used; the others are left unchanged for you to fix"),
        "{all}"
    );
    for expected in ["d.toml:4:10: ", "d.toml:9:6: ", "d.toml:11:", "d.toml:13:1: nothing is decided", "d.toml:15:1: "]
    {
        assert!(all.contains(expected), "{expected} in\n{all}");
    }
    assert!(all.contains("d.toml:4:10: unknown type \"persn\"; did you mean \"person\"?"), "{all}");
    assert!(!all.contains("d.toml:10:"), "of what is no TOML nothing else is told: {all}");
    // It can still be added to: the broken parts stay for their author to mend.
    file.change(&Edit::Insert(1, merge("G", "H"))).unwrap();
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.starts_with(text), "{after}");
    let (_, read, _) = DecisionsFile::open(&path);
    assert_eq!(read.len(), 2);
}

#[test]
fn an_open_end_swallows_no_decision() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.toml");
    let text = "[[decision]]\ndrop = [{ other = \"E\" }]\nnote = '''never closed\n";
    fs::write(&path, text).unwrap();
    let (mut file, _, problems) = DecisionsFile::open(&path);
    assert_eq!(problems.len(), 2);
    let outcome = file.change(&Edit::Insert(9, merge("G", "H")));
    let after = fs::read_to_string(&path).unwrap();
    match outcome {
        Ok(_) => {
            assert!(after.starts_with(text));
            assert!(DecisionsFile::open(&path).1.contains(&merge("G", "H")));
        }
        Err(error) => assert!(matches!(error, DecisionsError::Broken) && after == text, "{error}"),
    }
}

#[test]
fn what_others_wrote_meanwhile_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.toml");
    let (mut one, ..) = DecisionsFile::open(&path);
    let (mut other, ..) = DecisionsFile::open(&path);
    one.change(&Edit::Insert(0, merge("A", "B"))).unwrap();
    let saved = other.change(&Edit::Insert(0, merge("C", "D"))).unwrap();
    assert_eq!(saved.changed, Some(vec![merge("A", "B"), merge("C", "D")]));
    let saved = one.change(&Edit::Remove(0, merge("A", "B"))).unwrap();
    assert_eq!(saved.changed, Some(vec![merge("C", "D")]));
    let saved = other.change(&Edit::Remove(0, merge("A", "B"))).unwrap();
    assert_eq!(saved.changed, Some(vec![merge("C", "D")]), "what is gone already is not missed");
}

#[test]
fn a_newer_form_a_folder_and_no_text_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d.toml");
    for bytes in [&b"version = 2\n[[decision]]\ndrop = [{ other = \"E\" }]\n"[..], b"\xff\xfe[[decision]]"] {
        fs::write(&path, bytes).unwrap();
        let (mut file, read, problems) = DecisionsFile::open(&path);
        assert_eq!((read.len(), problems.len()), (0, 1));
        assert!(file.change(&Edit::Insert(0, merge("A", "B"))).is_err());
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    let (mut file, read, problems) = DecisionsFile::open(folder.path());
    assert_eq!((read.len(), problems.len()), (0, 1));
    assert!(file.change(&Edit::Insert(0, merge("A", "B"))).is_err());
}

proptest! {
    #[test]
    fn no_file_breaks_it(text in any::<String>(), lines in proptest::collection::vec("[a-z\\[\\]=\"# {},\n]{0,24}", 0..10)) {
        for text in [text, format!("[[decision]]\n{}", lines.join("\n"))] {
            let parsed = parse("d.toml", &text);
            for error in &parsed.errors {
                prop_assert!(!error.message.contains(char::is_control));
            }
            for (at, _) in parsed.items.iter().enumerate() {
                let _ = edit::remove(&text, &parsed, at);
            }
        }
    }

    #[test]
    fn any_name_comes_back(name in "\\PC{1,40}", title in "\\PC{0,40}") {
        let tidy = |text: &str| sanitize_line(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let (name, title) = (tidy(&name), sanitize_line(&title));
        prop_assume!(!name.is_empty());
        let mention = MentionAt { title, words: name.clone(), ..at("x", 7) };
        let act = Act::Add { mentions: vec![mention], into: person(&name) };
        let decision = Decision { act, date: None, note: Some(name) };
        let text = edit::insert(None, &Parsed::default(), 0, &decision, None);
        let parsed = parse("d.toml", &text);
        prop_assert_eq!(parsed.decisions(), vec![decision], "{}", text);
    }
}
