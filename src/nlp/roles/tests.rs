use super::{find, wording};
use crate::model::{EntityKind, NameMention};
use crate::text::Span;

/// Names stand as `[name]` (a person), `[name|O]`, `[name|L]` or `[name|M]`. Gives name and role as shown, for each role.
fn roles(marked: &str) -> Vec<(String, String)> {
    told(marked).into_iter().map(|(name, words, _)| (name, words)).collect()
}

fn told(marked: &str) -> Vec<(String, String, String)> {
    let (mut text, mut names, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, more)) = rest.split_once('[') {
        text.push_str(before);
        let (name, after) = more.split_once(']').unwrap();
        let (name, kind) = name.split_once('|').unwrap_or((name, "P"));
        let kind = EntityKind::ALL.into_iter().find(|of| of.letter().to_string() == kind).unwrap();
        let start = text.len() as u32;
        text.push_str(name);
        names.push(NameMention { span: Span::new(start, text.len() as u32), kind, score: 255 });
        rest = after;
    }
    text.push_str(rest);
    let found = find(&text, [Span::new(0, text.len() as u32)], &names);
    found
        .iter()
        .map(|role| {
            let said = wording(&text, role.span, &names);
            (names[role.name as usize].span.of(&text).to_owned(), said.words, said.group)
        })
        .collect()
}

fn one(marked: &str) -> String {
    let found = roles(marked);
    match found.as_slice() {
        [] => String::new(),
        [(_, words)] => words.clone(),
        more => format!("{more:?}"),
    }
}

/// Compares all before it fails.
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<_> =
        cases.iter().filter(|(text, role)| one(text) != *role).map(|(text, role)| (text, role, one(text))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn before_the_name() {
    check(&[
        ("[Norwegian|M] Foreign Minister [Ana Lund] left.", "Norwegian foreign minister"),
        ("Then US Secretary of State [Ida Berg] spoke.", "US secretary of state"),
        ("Minister for Foreign Affairs [Ida Berg] spoke.", "minister for foreign affairs"),
        ("It was [Kremlin|O] aide [Oleg Petrov] who came.", "Kremlin aide"),
        ("The [White House|O] press secretary [Amy Cole] agreed.", "White House press secretary"),
        ("Lt. Gen. [Paul Stone] saluted.", "lieutenant general"),
        ("former prime minister [Ana Lund] left", "former prime minister"),
        ("longtime party leader [Ana Lund] left", "party leader"),
        ("[Norvia|L]'s President [Ana Lund] left", "Norvia's president"),
        ("his deputy chief of staff [Bo Dahl] left", "deputy chief of staff"),
        ("founder and chief executive [Bo Dahl] left", "founder and chief executive"),
        ("the mayor of [Port Merrow|L] [Bo Dahl] left", "mayor of Port Merrow"),
        ("They warned the Digital Tram Minister [Bo Dahl] off", "digital Tram minister"),
        ("Then Housing Minister [Bo Dahl] left", "housing minister"),
        ("Council Finally Endorses Mayor [Bo Dahl]", "mayor"),
        ("Gov [Bo Dahl] left", "governor"),
        ("her rep [Bo Dahl] left", ""),
        ("presidential candidate Sen. [Bo Dahl] left", "senator"),
        ("Republican nominee [Bo Dahl] left", "Republican nominee"),
        ("House speaker [Bo Dahl] left", "House speaker"),
        ("[Volna|O] CEO [Bo Dahl] left", "Volna CEO"),
        ("[Norvia|L]'s foreign minister, [Ana Lund], said so.", "Norvia's foreign minister"),
        ("The party's treasurer, [Ana Lund], said so.", "treasurer"),
        ("The 45th president, [Ana Lund], said so.", "45th president"),
        ("by the foreign minister, [Ana Lund], and by a shepherd.", "foreign minister"),
        ("said Sen. [Ana Lund] (R-Ohio)", "senator"),
        ("PM [Ana Lund] said", "prime minister"),
        ("In [Oslo|L] President [Ana Lund] said", "president"),
    ]);
}

#[test]
fn after_the_name() {
    check(&[
        ("[Ida Berg], the US secretary of state, met him.", "US secretary of state"),
        ("[Ida Berg], 54, a former judge, met him.", "former judge"),
        ("[Ida Berg], who is [Norvia|L]’s foreign minister, met him.", "Norvia’s foreign minister"),
        ("[Ida Berg] is the chief executive of [Harbor Oil|O].", "chief executive of Harbor Oil"),
        (
            "[Ida Berg], professor of history at [Lund University|O], wrote it.",
            "professor of history at Lund University",
        ),
        ("[Ida Berg], head of the [Grain Board|O], wrote it.", "head of the Grain Board"),
        ("[Ida Berg], a lawyer who knows him, wrote it.", "lawyer"),
        ("[Ida Berg], president and chief executive of [Volna|O], wrote it.", "president and chief executive of Volna"),
        ("[Ida Berg] was named interim mayor on Monday.", "interim mayor"),
        ("[Ida Berg] became prime minister in 2031.", "prime minister"),
        ("[Ida Berg], who served as an adviser to [Olaf Dahl], left.", "adviser to Olaf Dahl"),
        ("[Ida Berg] was the country's first female president.", ""),
        ("said [Ida Berg], the country's foreign minister.", "foreign minister"),
        ("said [Ida Berg], a spokeswoman for the ministry.", "spokeswoman for the ministry"),
    ]);
}

#[test]
fn organisations() {
    check(&[
        ("the state news agency [TASS|O] reported", "state news agency"),
        ("[Qatari|M] broadcaster [Al Sahar|O] said", "Qatari broadcaster"),
        ("[Volna|O], a maker of chips, said", "maker of chips"),
        ("[Volna|O], the country’s largest oil company, said", "largest oil company"),
        ("[Volna|O] is a car maker in trouble.", "car maker"),
        ("chip maker [Volna|O] rose", "chip maker"),
        ("in exchange [Volna|O] would leave", ""),
        ("the company [Volna|O] bought", ""),
        ("At the [Kremlin|O], the president said no.", ""),
    ]);
}

#[test]
fn what_is_no_role() {
    for text in [
        "Mr. [Lund] left.",
        "the judge [Lund] criticised left",
        "officials [Lund] met left",
        "to host [Ana Lund] was fun",
        "In general [Lund] agreed.",
        "They met the president, [Lund] and [Berg].",
        "[Ana Lund], the president said, is ill.",
        "[Ana Lund] was the president's guest.",
        "[Ana Lund], speaking for the ministry, agreed.",
        "[Ana Lund], 72, laughed.",
        "[Ana Lund] is not the minister.",
        "He left.\n[Ana Lund] stayed.",
        "The president. [Ana Lund] stayed.",
        "the president’s wife, [Ana Lund], stayed",
        "[Paris|L], the capital, slept.",
    ] {
        assert_eq!(roles(text), [], "{text}");
    }
    let found = roles("[Ana Lund], Secretary of Defense [Bo Dahl], and others");
    assert_eq!(found, [("Bo Dahl".to_owned(), "secretary of defense".to_owned())]);
}

#[test]
fn a_plural_goes_round() {
    let found = roles("Foreign Ministers [Ana Lund], [Bo Dahl] and [Cy Ek] met.");
    let minister = |name: &str| (name.to_owned(), "foreign minister".to_owned());
    assert_eq!(found, [minister("Ana Lund"), minister("Bo Dahl"), minister("Cy Ek")]);
}

#[test]
fn countries_articles_and_spellings_make_no_other_role() {
    let group = |text: &str| told(text).first().map(|(.., group)| group.clone()).unwrap_or_default();
    for text in [
        "Foreign Minister [Ana Lund] left.",
        "[Norwegian|M] Foreign Minister [Ana Lund] left.",
        "Norwegian foreign minister [Ana Lund] left.",
        "[Ana Lund], the foreign minister of [Norway|L], left.",
        "[Norway|L]’s foreign minister, [Ana Lund], left.",
        "Foreign ministers [Ana Lund] and [Bo Ek] left.",
        "FM [Ana Lund] left.",
    ] {
        assert_eq!(group(text), "foreign minister", "{text}");
    }
    assert_eq!(group("U.S. defence advisor [Ana Lund] left."), group("defense adviser [Ana Lund] left."));
    assert_eq!(group("Sen. [Ana Lund] left."), "senator");
    assert_ne!(group("former senator [Ana Lund] left"), "senator");
}

#[test]
fn hostile_text_takes_no_time() {
    let many = "president ".repeat(20_000);
    let text = format!("{many}[Ana Lund], {many}");
    assert!(roles(&text).len() <= 1);
    let names = "[Ana Lund], ".repeat(5_000);
    assert_eq!(roles(&names), []);
    for odd in ["[Ana Lund]", "[Ana Lund],", "’s [Ana Lund]’s ’", "president's' [Ana Lund]-", "é- [Ana Lund] – é—é"]
    {
        roles(odd);
    }
}

proptest::proptest! {
    #[test]
    fn spans_lie_in_the_text(text in "((president|the|of|Ana|, |’s|-|é|\\.|\n|minister| )[ ]?){0,30}", at in 0usize..60, len in 1usize..12) {
        let bound = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let span = Span::new(bound(at) as u32, bound(at + len) as u32);
        let names = [NameMention { span, kind: EntityKind::Person, score: 1 }];
        for role in find(&text, [Span::new(0, text.len() as u32)], &names) {
            proptest::prop_assert!(!role.span.of(&text).is_empty());
            proptest::prop_assert!(!role.span.overlaps(span));
            let _ = wording(&text, role.span, &names);
        }
    }
}
