use super::{Quotation, quotations};
use crate::model::{EntityKind, NameMention, Zone, ZoneKind};
use crate::nlp::Recognizer;
use crate::nlp::tokenizer::tokenize;
use crate::text::Span;

/// Each quotation as "what | who | name".
fn found(text: &str) -> Vec<String> {
    let zone = Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body };
    let analysis = Recognizer::shipped().recognize(text, &[zone]);
    let show = |quote: &Quotation| {
        let who = quote.speaker.map_or("-", |who| who.span.of(text));
        let name = quote.speaker.and_then(|who| analysis.mentions.get(who.mention?));
        let name = name.map_or("-", |name| name.span.of(text));
        format!("{} | {who} | {name}", quote.span.of(text))
    };
    quotations(text, &analysis.tokens, &analysis.mentions).iter().map(show).collect()
}

#[test]
fn a_word_of_speech_says_who() {
    assert_eq!(
        found("“The bridge is shut,” said Maria Keller, a spokeswoman for the city."),
        ["“The bridge is shut,” | Maria Keller | Maria Keller"]
    );
    assert_eq!(
        found("Prime Minister Jonas Lindqvist told reporters on Monday: \"We will not sell the harbour.\""),
        ["\"We will not sell the harbour.\" | Jonas Lindqvist | Jonas Lindqvist"]
    );
    assert_eq!(
        found("Harbour police spokesman Peter Osei said the fire was “out of control for an hour.”"),
        ["“out of control for an hour.” | Peter Osei | Peter Osei"]
    );
}

#[test]
fn a_pronoun_stands_for_the_person_named_before() {
    assert_eq!(
        found("Anna Petrova won the race in Lyon. “I never doubted it,” she said. “Not for one lap of it.”"),
        ["“I never doubted it,” | she | Anna Petrova", "“Not for one lap of it.” | she | Anna Petrova"]
    );
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    assert_eq!(
        found("“We began with nothing,” said Karim Haddad.\n\n“We had one boat and no net.\n\n“Then the storm came.”"),
        [
            "“We began with nothing,” | Karim Haddad | Karim Haddad",
            "“We had one boat and no net. | Karim Haddad | Karim Haddad",
            "“Then the storm came.” | Karim Haddad | Karim Haddad"
        ]
    );
}

#[test]
fn titles_and_single_words_are_no_quotations() {
    assert_eq!(found("The film “Harbour Lights” opens on Friday."), Vec::<String>::new());
    assert_eq!(found("The firm's 'smart' meters don't work, and users' bills rose."), Vec::<String>::new());
    assert_eq!(found("He bought a 6\" pipe. It was 3\" too short for Emma Stone."), Vec::<String>::new());
}

#[test]
fn single_marks_are_marks_too() {
    assert_eq!(
        found("‘It’s the workers’ decision,’ said Mary O’Brien."),
        ["‘It’s the workers’ decision,’ | Mary O’Brien | Mary O’Brien"]
    );
}

#[test]
fn nobody_speaks_from_within_a_quotation() {
    let text = "“We sail at noon” said Bo.";
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len() as u32), &mut tokens);
    // A name that reaches over the closing mark.
    let name = NameMention { span: Span::new(12, 24), kind: EntityKind::Person, score: 255 };
    let found = quotations(text, &tokens, &[name]);
    assert!(found.iter().all(|quote| quote.speaker.is_none()), "{found:?}");
}

#[test]
fn marks_without_end_cost_no_time() {
    for unit in ["\"a ", "“", "‘a ", "'a ", "”", "''", "“a\n", "said \"", "\"\n\"", "‘a’ "] {
        let text = unit.repeat(200_000 / unit.len());
        let _ = quotations(&text, &[], &[]);
    }
}
