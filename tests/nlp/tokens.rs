//! Golden cases of tokens and sentences.

use dateline::model::TokenKind;

use super::read;

fn tokens(text: &str) -> String {
    read(text).tokens.iter().map(|token| token.span.of(text)).collect::<Vec<_>>().join(" | ")
}

fn sentences(text: &str) -> Vec<String> {
    read(text).sentences.iter().map(|sentence| sentence.span.of(text).to_owned()).collect()
}

#[test]
fn words_are_cut_where_names_are() {
    for (text, cut) in [
        ("U.S.-Russia talks", "U.S. | - | Russia | talks"),
        ("the al-Qaida-linked group", "the | al | - | Qaida | - | linked | group"),
        ("a long-term, 19-year-old plan", "a | long-term | , | 19-year-old | plan"),
        ("O'Brien's dog didn't bite", "O'Brien | 's | dog | did | n't | bite"),
        ("the Joneses' house; it’s theirs", "the | Joneses | ' | house | ; | it | ’s | theirs"),
        ("Jan. 5, 2024 at 10:30 a.m.", "Jan. | 5 | , | 2024 | at | 10:30 | a.m."),
        ("AT&T paid $1,250.50 (3.5%)", "AT&T | paid | $ | 1,250.50 | ( | 3.5 | % | )"),
        ("J.R.R. Tolkien, Ph.D.", "J.R.R. | Tolkien | , | Ph.D."),
        ("Amazon.com Inc. said.The end", "Amazon.com | Inc. | said | . | The | end"),
        (
            "see https://example.org/a?b=c. Mail a.b@c.de, @who_1 #topic",
            "see | https://example.org/a?b=c | . | Mail | a.b@c.de | , | @who_1 | #topic",
        ),
        ("Really?! ... no -- wait…", "Really | ? | ! | ... | no | -- | wait | …"),
        ("Kyiv/Moscow “quoted” 'single'", "Kyiv | / | Moscow | “ | quoted | ” | ' | single | '"),
        ("東京で", "東 | 京 | で"),
    ] {
        assert_eq!(tokens(text), cut);
    }
}

#[test]
fn kinds_of_tokens() {
    let text = "Ann's 42 @ann #x www.example.org — ☃";
    let kinds: Vec<TokenKind> = read(text).tokens.iter().map(|token| token.kind).collect();
    assert_eq!(
        kinds,
        [
            TokenKind::Word,
            TokenKind::Possessive,
            TokenKind::Number,
            TokenKind::Handle,
            TokenKind::Hashtag,
            TokenKind::Url,
            TokenKind::Punctuation,
            TokenKind::Symbol,
        ]
    );
}

#[test]
fn sentences_end_where_they_end() {
    assert_eq!(
        sentences(
            "Lt. Col. A. Reyes of the U.N. mission spoke. \"We left,\" he said. \"Why?\" The U.S. He paid 5.5 million."
        ),
        [
            "Lt. Col. A. Reyes of the U.N. mission spoke.",
            "\"We left,\" he said.",
            "\"Why?\"",
            "The U.S.",
            "He paid 5.5 million."
        ]
    );
    assert_eq!(sentences("Storm hits coast\n\nThe storm came.").len(), 2);
    assert_eq!(sentences("No. 5 won. No. He lost.").len(), 3);
}
