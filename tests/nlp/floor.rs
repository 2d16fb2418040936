//! How well the shipped model reads articles written for this test, and single things it must get right.

use dateline::model::EntityKind;
use dateline::nlp::eval::Scores;
use dateline::text::Span;

use super::{names, read};

/// An article with its marks taken out: the text, and the names that were marked.
fn unmark(marked: &str) -> (String, Vec<(Span, EntityKind)>) {
    let (mut text, mut given) = (String::new(), Vec::new());
    for (n, piece) in marked.split(['{', '}']).enumerate() {
        match piece.split_once('|') {
            Some((name, label)) if n % 2 == 1 => {
                let start = text.len() as u32;
                text.push_str(name);
                given.push((Span::new(start, text.len() as u32), EntityKind::from_label(label).unwrap()));
            }
            _ => text.push_str(piece),
        }
    }
    (text, given)
}

#[test]
fn articles_nobody_trained_on_are_read_well() {
    let file = include_str!("../fixtures/nlp/names.txt");
    let mut scores = Scores::default();
    for article in file.split("\n\n").filter(|article| !article.starts_with('#')) {
        let (text, given) = unmark(article.trim());
        let found: Vec<_> = read(&text).mentions.iter().map(|name| (name.span, name.kind)).collect();
        scores.add(&text, &given, &found, true);
    }
    let all = scores.all();
    assert!(all.right + all.missed >= 150, "{scores:?}");
    assert!(all.f1() > 88.0, "F1 {:.1}: {scores:?}", all.f1());
    assert!(scores.spans.f1() > 92.0, "F1 of spans {:.1}", scores.spans.f1());
}

#[test]
fn titles_are_outside_of_names() {
    assert_eq!(
        names("President Emmanuel Macron met Chancellor Friedrich Merz.")[..],
        [("Emmanuel Macron", "PER"), ("Friedrich Merz", "PER"),]
    );
}

#[test]
fn a_name_broken_over_a_line_is_found() {
    let text = "The mayor of the city met the visitors on\nthe bridge with the actress Sophia\nLoren and her family, who had come by train\nfrom the coast to see the old part of\nthe town and to hear a concert there.";
    let found = names(text);
    assert!(found.iter().any(|(name, _)| name.split_whitespace().eq(["Sophia", "Loren"])), "{found:?}");
}

#[test]
fn hyphens_between_names_part_them() {
    let found = names("The latest round of U.S.-China trade talks ended in Geneva on Sunday.");
    assert_eq!(found[..], [("U.S.", "LOC"), ("China", "LOC"), ("Geneva", "LOC")]);
}

#[test]
fn one_string_has_one_type_in_a_text() {
    let text = "Jordan Ellis joined the police in Leeds in 2009. Ellis was promoted twice. On Friday a court heard how Ellis took \
                the money. Ellis denies it.";
    let found = names(text);
    let kinds: Vec<_> = found.iter().filter(|(name, _)| *name == "Ellis").map(|(_, kind)| *kind).collect();
    assert_eq!(kinds, ["PER", "PER", "PER"], "{found:?}");
}
