use proptest::prelude::{prop_assert, proptest};

use super::{SearchQuery, parse};

fn expression(text: &str) -> String {
    parse(text).unwrap().expression
}

fn told(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn words_phrases_and_what_joins_them() {
    assert_eq!(expression("ferry strike"), "(\"ferry\" AND \"strike\")");
    assert_eq!(expression("ferry AND \"port authority\""), "(\"ferry\" AND \"port authority\")");
    assert_eq!(expression("boat* OR ferry talks"), "(\"boat\" * OR (\"ferry\" AND \"talks\"))");
    assert_eq!(expression("ferry NOT strike"), "(\"ferry\" NOT \"strike\")");
    assert_eq!(expression("ferry -strike -\"all out\""), "((\"ferry\" NOT \"strike\") NOT \"all out\")");
    assert_eq!(expression("(ferry OR boat) strike"), "((\"ferry\" OR \"boat\") AND \"strike\")");
    assert_eq!(expression("ferry NEAR strike"), "NEAR(\"ferry\" \"strike\", 10)");
    assert_eq!(expression("ferry NEAR/3 \"nine hours\" talks"), "(NEAR(\"ferry\" \"nine hours\", 3) AND \"talks\")");
    assert_eq!(expression("title:ferry talks"), "(title : \"ferry\" AND \"talks\")");
    assert_eq!(expression("title:(ferry OR boat)"), "title : ((\"ferry\" OR \"boat\"))");
    assert_eq!(expression("and or near"), "(\"and\" AND \"or\" AND \"near\")");
    assert_eq!(expression("10:30 https://a.example/b"), "(\"10:30\" AND \"https://a.example/b\")");
}

#[test]
fn fields_hold_for_the_whole_search() {
    let query =
        parse("ferry outlet:\"Harbour Post\" outlet:gazette who:Keller after:2031-03 before:2031-04-02").unwrap();
    assert_eq!(query.expression, "\"ferry\"");
    assert_eq!((query.outlets, query.who), (vec!["Harbour Post".into(), "gazette".into()], vec!["Keller".into()]));
    assert_eq!((query.since, query.before), (Some(1_930_089_600), Some(1_932_854_400)));
    let without = parse("ferry NOT who:Keller -outlet:gazette NOT tag:Later NOT is:read NOT after:2031-03").unwrap();
    assert_eq!((without.expression.as_str(), without.before), ("\"ferry\"", Some(1_930_089_600)));
    assert_eq!(without.marks, [crate::model::ReadMark::Unread]);
    let (who, outlets, tags) = (without.without.who, without.without.outlets, without.without.tags);
    assert_eq!((who, outlets, tags), (vec!["Keller".into()], vec!["gazette".into()], vec!["later".into()]));
    let beside = parse("who:Keller NOT ferry -\"all out\"").unwrap();
    assert_eq!((beside.expression.as_str(), beside.terms.len()), ("", 0));
    assert_eq!(beside.without.expression, "\"ferry\" OR \"all out\"");
    let only = parse("who:\"Marta Keller\"").unwrap();
    assert_eq!((only.expression.as_str(), only.terms.len()), ("", 0));
}

#[test]
fn what_is_marked_is_what_was_looked_for() {
    let words = |query: SearchQuery| {
        query.terms.into_iter().map(|term| (term.words.join(" "), term.prefix)).collect::<Vec<_>>()
    };
    let found = words(parse("Fähre* NOT strike \"Port Authority\"").unwrap());
    assert_eq!(found, [("fahre".to_owned(), true), ("port authority".to_owned(), false)]);
}

#[test]
fn mistakes_are_told_with_their_column_and_an_example() {
    for (text, column, words) in [
        ("", 1, "nothing to search for"),
        ("ferry \"port", 7, "never closed"),
        ("(ferry OR boat", 1, "( that opens here"),
        ("ferry) boat", 6, "closes nothing"),
        ("ferry OR", 9, "after OR"),
        ("AND ferry", 1, "between two things"),
        ("ferry AND AND boat", 7, "between two things"),
        ("NOT ferry", 1, "before NOT"),
        ("ferry NOT", 10, "after NOT"),
        ("ferry NEAR", 7, "between two words"),
        ("ferry NEAR/x boat", 12, "number of words"),
        ("wo:ferry", 1, "no field “wo”"),
        ("ferry before:soon", 14, "not a date"),
        ("ferry OR outlet:post", 10, "whole search"),
        ("ferry NOT (who:keller)", 12, "whole search"),
        ("ferry outlet:", 7, "needs a value"),
        ("ferry !!!", 7, "no letter"),
        ("()", 2, "missing here"),
    ] {
        let told = told(text);
        assert!(told.starts_with(&format!("column {column}: ")) && told.contains(words), "{text}: {told}");
        assert!(told.contains("; for example: "), "{told}");
    }
}

proptest! {
    #[test]
    fn anything_is_understood_or_told(text in "(\\PC|[ ()\"*:-]|AND |OR |NOT |NEAR/3 |who:|title:){0,40}") {
        match parse(&text) {
            Ok(query) => {
                // Nothing of the user's stands outside of quotation marks.
                prop_assert!(query.expression.matches('"').count() % 2 == 0);
            }
            Err(error) => prop_assert!(error.column >= 1 && error.column <= text.chars().count() + 2),
        }
    }
}

#[test]
fn what_may_have_been_meant_is_said() {
    let hint = super::hint;
    assert!(hint("ferry or strike").is_some_and(|said| said.contains("OR is written in capitals")));
    assert!(hint("fer*y").is_some_and(|said| said.contains("“fer*y”")));
    assert!(hint("who:keller *ferry").is_some());
    for text in ["ferr*", "(ferr* OR strik*)", "\"trick or treat\" ferry", "ferry OR strike", ""] {
        assert_eq!(hint(text), None, "{text}");
    }
}
