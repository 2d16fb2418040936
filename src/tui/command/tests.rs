use proptest::prelude::{any, proptest};

use super::{Candidates, Command, VERBS, complete, outlets_named};
use crate::model::SortKey;
use crate::tui::action::Action;

fn error(line: &str) -> (u32, String) {
    let error = Command::parse(line).unwrap_err();
    (error.column, error.message)
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned())).collect()
}

fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
}

#[test]
fn lines_are_understood() {
    let cases = [
        ("q", Command::Action(Action::Quit)),
        (":quit", Command::Action(Action::Quit)),
        ("Next-Mention", Command::Action(Action::NextMention)),
        ("theme dark", Command::Theme("dark".to_owned())),
        ("theme", Command::Action(Action::CycleTheme)),
        ("sort title", Command::Sort { key: SortKey::Title, reverse: false }),
        ("sort length reverse", Command::Sort { key: SortKey::Length, reverse: true }),
        ("outlet NW, Gulf Daily", Command::Outlets(words(&["NW", "Gulf Daily"]))),
        ("outlet all", Command::AllOutlets),
        ("  find two  words ", Command::Find("two  words".to_owned())),
        ("find", Command::Action(Action::Find)),
        ("goto 3", Command::GoTo(3)),
        ("12", Command::GoTo(12)),
        ("set-outlet Some Name", Command::SetOutlet("Some Name".to_owned())),
        ("set_outlet", Command::Action(Action::SetOutlet)),
        ("who Lavrov", Command::Who("Lavrov".to_owned())),
    ];
    for (line, command) in cases {
        assert_eq!(Command::parse(line), Ok(command), "{line}");
    }
    for action in Action::ALL {
        assert!(Command::parse(action.name()).is_ok(), "{}", action.name());
    }
}

#[test]
fn mistakes_have_a_column_and_an_example_that_works() {
    let cases = [
        ("", 1, "a command is missing"),
        ("  nxt_mention", 3, "unknown command \"nxt_mention\"; did you mean \"next_mention\"?"),
        ("w", 1, "nothing to save: marks are kept automatically (:q quits)"),
        ("foo", 1, "unknown command \"foo\"; ? lists the keys, Tab completes a command"),
        ("m", 1, "\"m\" may be merge, move, mark-name, measure and others: type more of it"),
        ("goto", 5, "goto needs a value"),
        ("goto many", 6, "\"many\" is not the number of an article"),
        ("goto 0", 6, "articles are numbered from 1"),
        ("sort titel", 6, "unknown order \"titel\"; did you mean \"title\"?"),
        ("sort title backwards", 12, "after the order only \"reverse\" may follow"),
        ("outlet é, , b", 10, "an outlet is missing next to the comma"),
        ("zen now", 5, "zen takes no value"),
    ];
    for (line, column, message) in cases {
        assert_eq!(error(line), (column, message.to_owned()), "{line}");
        let example = Command::parse(line).unwrap_err().example;
        assert!(Command::parse(&example).is_ok(), "{example}");
    }
    for verb in VERBS {
        assert!(Command::parse(verb.example).is_ok(), "{}", verb.example);
    }
}

#[test]
fn outlets_are_found_by_tag_name_and_beginning() {
    let outlets = pairs(&[("NW", "North Wire"), ("NT", "The Northern Times"), ("ÉN", "L'Écho du Nord")]);
    let found = |names: &[&str]| outlets_named(&words(names), &outlets);
    assert_eq!(found(&["nw", "north wire", "times"]), Ok(vec![0, 1]));
    assert_eq!(found(&["echo"]), Ok(vec![2]));
    assert_eq!(
        found(&["north"]).unwrap_err(),
        "\"north\" could be \"North Wire\" or \"The Northern Times\"; type more of it"
    );
    assert_eq!(found(&["Noth Wire"]).unwrap_err(), "no outlet \"Noth Wire\"; did you mean \"North Wire\"?");
    assert_eq!(found(&["zzz"]).unwrap_err(), "no outlet \"zzz\"; f lists them");
}

#[test]
fn lines_are_completed() {
    let outlets = pairs(&[("NW", "North Wire"), ("GD", "Gulf Daily"), ("DK", "Dawn, Karachi")]);
    let (themes, entities) = (words(&["terminal", "dark", "light"]), words(&["Erdoğan", "Marco Rubio"]));
    let candidates = Candidates { outlets: &outlets, themes: &themes, entities: &entities, forms: &[], tags: &[] };
    let texts = |line: &str| -> Vec<String> { complete(line, &candidates).into_iter().map(|one| one.text).collect() };
    assert_eq!(texts("them").first().map(String::as_str), Some("theme "));
    assert_eq!(texts("next_m")[..2], ["next_mention", "next_mention_all"]);
    assert_eq!(texts("mention").first().map(String::as_str), Some("next_mention"));
    assert_eq!(texts("q").first().map(String::as_str), Some("q"));
    assert_eq!(texts("theme d"), ["theme dark"]);
    assert_eq!(texts("theme "), ["theme terminal", "theme dark", "theme light"]);
    assert_eq!(texts("sort t"), ["sort title", "sort date", "sort outlet", "sort length"]);
    assert_eq!(texts("sort title r"), ["sort title reverse"]);
    assert_eq!(texts("who rub"), ["who Marco Rubio"]);
    assert_eq!(texts("who erdog"), ["who Erdoğan"]);
    assert_eq!(texts("outlet gd"), ["outlet Gulf Daily"]);
    assert_eq!(texts("outlet nw, "), ["outlet nw, Gulf Daily", "outlet nw, DK"]);
    assert_eq!(texts("zen n"), [""; 0]);
    // Nothing typed: everything that can be said, verbs first.
    assert_eq!(texts("").first().map(String::as_str), Some("theme "));
    for verb in VERBS {
        assert!(texts("").contains(&format!("{} ", verb.names[0].replace('_', "-"))));
    }
}

#[test]
fn what_is_completed_is_understood() {
    let outlets = pairs(&[("NW", "North Wire"), ("DK", "Dawn, Karachi")]);
    let themes = words(&["dark"]);
    let candidates =
        Candidates { outlets: &outlets, themes: &themes, entities: &[], forms: &[], tags: &words(&["later"]) };
    for line in ["", "theme ", "sort ", "sort date ", "outlet ", "outlet NW, ", "set-outlet ", "tag ", "untag "] {
        for one in complete(line, &candidates) {
            let open = one.text.starts_with("goto");
            assert!(open || Command::parse(&one.text).is_ok(), "{}", one.text);
        }
    }
}

proptest! {
    #[test]
    fn no_line_breaks_it(line in any::<String>()) {
        let outlets = pairs(&[("NW", "North Wire")]);
        let candidates = Candidates { outlets: &outlets, themes: &[], entities: &[], forms: &[], tags: &[] };
        if let Err(error) = Command::parse(&line) {
            assert!(error.column as usize <= line.chars().count() + 1);
        }
        let _ = complete(&line, &candidates);
        let _ = outlets_named(&[line], &outlets);
    }
}

#[test]
fn only_a_beginning_that_can_mean_one_command_is_made_whole() {
    let cases = [
        ("hel", Some("help")),
        ("set-out", Some("set-outlet")),
        ("the dark", Some("theme dark")),
        (":ren A B", Some("rename A B")),
        ("m", None),
        ("foo", None),
        ("w", None),
        ("", None),
    ];
    for (line, whole) in cases {
        assert_eq!(super::made_whole(line).as_deref(), whole, "{line}");
    }
}
