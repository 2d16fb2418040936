use super::split;

#[test]
fn yaml_with_all_its_quirks() {
    let text = "---\ntitle: \"A: b\" # why\nOutlet: {name: The Daily Example}\ndate: 2025-02-18\nauthor:\n  - Ann Ley\n  - Bo Oe\n\
                tags: [a, b]\nlanguage: en-GB\nsource: https://example.org/a\nnote: >\n  folded\n  lines\n---\nBody.\n";
    let split = split(text);
    let front = split.front.unwrap();
    assert_eq!(front.title.as_deref(), Some("A: b"));
    assert_eq!(front.outlet.as_deref(), Some("The Daily Example"));
    assert_eq!(front.date.unwrap().to_string(), "2025-02-18");
    assert_eq!(front.byline.as_deref(), Some("Ann Ley and Bo Oe"));
    assert_eq!(front.language.as_deref(), Some("en"));
    assert_eq!(front.url.as_deref(), Some("https://example.org/a"));
    assert_eq!((split.rest, split.flaws.len()), ("Body.\n", 0));
}

#[test]
fn toml_too() {
    let split = split("+++\ntitle = \"T\"\ndate = 2025-02-18T10:00:00Z\n[outlet]\nname = \"X Post\"\n+++\nBody.");
    let front = split.front.unwrap();
    assert_eq!((front.title.as_deref(), front.outlet.as_deref()), (Some("T"), Some("X Post")));
    assert_eq!(front.date.unwrap().to_string(), "2025-02-18T10:00:00Z");
}

#[test]
fn broken_front_matter_is_named_and_saved_line_by_line() {
    let found = split("---\ntitle: Talks: the second day\noutlet: The Example\n---\nBody.");
    let front = found.front.unwrap();
    assert_eq!((front.title.as_deref(), front.outlet.as_deref()), (Some("Talks: the second day"), Some("The Example")));
    assert_eq!((found.flaws[0].line, found.rest), (2, "Body."));
    let found = split("+++\ntitle = \"A\"\ndate = \n+++\nBody.");
    assert_eq!(found.front.unwrap().title.as_deref(), Some("A"));
    assert_eq!((found.flaws[0].line, found.flaws[0].column), (3, 8));
}

#[test]
fn bad_values_and_a_missing_end_are_named() {
    let found = split("---\ntitle: A\ndate: someday\n---\nBody.");
    assert_eq!((found.flaws[0].line, found.flaws[0].reason.contains("someday")), (3, true));
    let found = split("---\ntitle: A\n\nBody without an end.");
    assert_eq!(found.front.unwrap().title.as_deref(), Some("A"));
    assert!(found.flaws[0].reason.contains("no closing line"));
    assert_eq!(found.rest, "\nBody without an end.");
}

#[test]
fn a_rule_is_no_front_matter() {
    for text in ["---\nSome prose here.\n---\nMore.", "---", "Prose.\n---\nMore", "----\ntitle: x\n----\n"] {
        let found = split(text);
        assert!(found.front.is_none(), "{text}");
        assert_eq!(found.rest, text);
    }
}
