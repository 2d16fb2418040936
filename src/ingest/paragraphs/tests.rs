use super::{Paragraph, from_markdown, from_plain};
use crate::model::BlockForm;

fn texts(paragraphs: &[Paragraph]) -> Vec<&str> {
    paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

#[test]
fn each_line_is_a_paragraph_unless_lines_were_broken() {
    assert_eq!(texts(&from_plain("One.\nTwo.\n\n Three.\n")), ["One.", "Two.", "Three."]);
    let wrapped = "The ministers of both countries met on a rainy morning in\nthe capital, and they spoke for longer than anyone who\n\
                   had waited outside expected them to speak before the doors\nwere opened.\n\nA second paragraph follows here and it is broken at the very\nsame width.";
    let paragraphs = from_plain(wrapped);
    assert_eq!(paragraphs.len(), 2);
    assert!(paragraphs[0].text.contains("morning in the capital"));
}

#[test]
fn remnants_of_markdown_in_plain_text() {
    let text = "## A heading\n- Share via\n[![A map](https://x.example/a_(1).png)](https://x.example) A caption\n> Quoted.\n\
                See [the *report*](https://x.example/r).\n[Only a link](https://x.example)\n**Bold head**\n5 * 3 * 2\n* * *";
    let paragraphs = from_plain(text);
    assert_eq!(
        texts(&paragraphs),
        [
            "A heading",
            "Share via",
            "[![A map](https://x.example/a_(1).png)](https://x.example)",
            "A caption",
            "Quoted.",
            "See the report.",
            "Only a link",
            "Bold head",
            "5 * 3 * 2",
            "* * *"
        ]
    );
    assert_eq!((paragraphs[0].heading, paragraphs[7].heading), (Some(2), Some(4)));
    assert_eq!((paragraphs[1].form, paragraphs[4].form), (BlockForm::ListItem(0), BlockForm::Quote));
    assert!(paragraphs[2].image && paragraphs[6].link && !paragraphs[5].link);
}

#[test]
fn markdown_keeps_its_structure() {
    let text = "# Title\n\nSome *text* with\na [link](https://x.example).\n\n- one\n  - two\n\n> quoted\n\n```\na  b\n  c\n```\n\n\
                ![alt](i.png)\n\n<div>html <b>text</b></div>\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n\nA &#27; b";
    let paragraphs = from_markdown(text);
    assert_eq!(
        texts(&paragraphs),
        [
            "Title",
            "Some text with a link.",
            "one",
            "two",
            "quoted",
            "a  b\n  c",
            "![alt](i.png)",
            "html text",
            "a | b",
            "c | d",
            "A \u{fffd} b"
        ]
    );
    assert_eq!(paragraphs[0].heading, Some(1));
    assert_eq!((paragraphs[3].form, paragraphs[5].form), (BlockForm::ListItem(1), BlockForm::Code));
}
