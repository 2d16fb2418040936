//! Sentences of an article that begin like buttons, appeals and captions stay the article's.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

use std::path::PathBuf;

use dateline::ingest::{Source, parse};
use dateline::model::{Article, BlockKind};

fn read(text: &str) -> Article {
    let loaded = parse(text.as_bytes(), &Source::File(PathBuf::from("page.txt")));
    loaded.articles.into_iter().next().unwrap()
}

/// The kind of the paragraph that is this line.
fn kind(article: &Article, line: &str) -> BlockKind {
    let text = &article.document.text;
    let block = article.document.blocks.iter().find(|block| block.span.of(text) == line);
    block.unwrap_or_else(|| panic!("no paragraph: {line}\n{text}")).kind
}

const REPORTED: [&str; 29] = [
    "Stand with our miners, the marchers sang.",
    "Join us at the bridge, the apprentices shouted.",
    "Sign up for the navy, billboards in Tarn say.",
    "Become a member of the guild, he urged the bakers.",
    "Filed under oath, the statement names two bankers.",
    "Subscribe to our newsletter, one senator joked to a rival, and you shall see.",
    "File photos of the ship were handed to the judges.",
    "\"Subscribe if you dare,\" read a poster on the wall.",
    "\"Donate today,\" read a placard.",
    "Donate clothes if you can, the bishop asked.",
    "Support our strike, the union told drivers in a leaflet.",
    "Join our march, he said.",
    "Follow our creed, said the preacher, and sorrow ends.",
    "All rights reserved for the islanders were lost, the judge said.",
    "Your contribution will count, Governor Petra Holm told the hall.",
    "Thank you for your support, Ms. Holm told the miners in Tarn.",
    "Already a subscriber to the plan, Mr. Brandt left it in June.",
    "Enter your code, the door said.",
    "A screenshot of the letter was read out in court.",
    "First published in 1911, the novel sold out in a week, its printer said.",
    "If you have read the article, you know the ending, Ms. Holm told the pupils.",
    "We accept cookies and tea, the nuns joked.",
    "Contact was lost at noon, the harbour said.",
    "Witnesses reported from Tarn that the lake was calm.",
    "Read more Tolstoy, the teacher told them.",
    "Follow us on Facebook and Instagram, a clown begged.",
    "We support the miners' journalism, the mayor said, and our readers like you.",
    "News, sport and weather were banned, he said.",
    "The daily newsletter of the prison was burnt, guards told a court.",
];

#[test]
fn reports_are_not_furniture_within_an_article() {
    let mut wrong = Vec::new();
    for line in REPORTED {
        let article = read(&format!(
            "Miners vote to end the strike\nBy Petra Lund\nTARN, March 2 (Reuters) - The miners voted on Monday to end the strike \
             by the end of the week.\nTheir leaders said that they were tired and would go home.\n{line}\nThe owner said \
             that he had no choice and would not lower the pay.\nThe mine was dug in 1911.\n"
        ));
        if kind(&article, line) != BlockKind::Body {
            wrong.push((line, kind(&article, line)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn reports_are_not_furniture_at_the_end_of_a_page() {
    let mut wrong = Vec::new();
    for line in REPORTED {
        let article = read(&format!(
            "Miners vote to end the strike\nBy Petra Lund\nTARN, March 2 (Reuters) - The miners voted on Monday to end the strike \
             by the end of the week.\nTheir leaders said that they were tired and would go home.\nAdvertisement\n{line}\n\
             The pit was dark, the owner said.\n"
        ));
        if kind(&article, line) != BlockKind::Body {
            wrong.push((line, kind(&article, line)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_sentence_ends_a_list_of_links() {
    let article = read(
        "Miners vote to end the strike\nThe miners voted on Monday to end the strike in the valley of Tarn.\nRelated\n\
         Strike to end by June\nBakers said they would join.\nThe owner said on Monday that he had no choice and would not \
         lower the pay in the autumn.\n",
    );
    assert_eq!(kind(&article, "Strike to end by June"), BlockKind::Furniture);
    assert_eq!(kind(&article, "Bakers said they would join."), BlockKind::Body);
}

#[test]
fn rows_of_a_table_are_alike() {
    let article = read(
        "Ships in port\nThe harbour office counted the ships in all the ports of the gulf on Monday morning.\n| Port | Ships |\n\
         |---|---|\n| Tarn | 4 |\n| Holm | 12 |\nThe office will count the ships again when the winter is over, it said.\n",
    );
    for row in ["| Port | Ships |", "| Tarn | 4 |", "| Holm | 12 |"] {
        assert_eq!(kind(&article, row), BlockKind::Body, "{row}");
    }
}

#[test]
fn the_last_sentence_after_links_is_the_article() {
    let article = read(
        "Miners vote to end the strike\nThe miners voted on Monday to end the strike in the valley of Tarn.\nTheir leaders said \
         that they were tired and would go home.\nAlso read:\nStrike to end by June\nTarn names a new mayor\nThe mine has \
         three shafts and one lift.\n",
    );
    assert_eq!(kind(&article, "The mine has three shafts and one lift."), BlockKind::Body);
}

#[test]
fn the_page_itself_still_speaks() {
    for line in [
        "Sign up for our newsletter, which tells you what matters in Tarn.",
        "Support our work with a gift today.",
        "Subscribe now and join our readers.",
        "All rights reserved.",
        "Your contribution keeps our newsroom going.",
        "You have read three of our articles this month.",
        "Follow Example News on Facebook, on X, or on Instagram.",
        "Support the Example Tribune's journalism",
    ] {
        let article = read(&format!(
            "Miners vote to end the strike\nThe miners voted on Monday to end the strike by the end of the week.\nTheir leaders \
             said that they were tired and would go home.\nAdvertisement\n{line}\n"
        ));
        assert_eq!(kind(&article, line), BlockKind::Furniture, "{line}");
    }
}

#[test]
fn short_sentences_end_a_list_of_links() {
    let article = read(
        "Bridge opens in Tarn\nThe bridge opened on Monday after nine years, said Petra Holm.\nRelated:\nShe wept.\n\
         \"I am so happy,\" said Holm.\nRecommended\nTwo hurt in a fall\nThe river crested at noon.\nThen it fell.\n",
    );
    for line in ["She wept.", "The river crested at noon.", "Then it fell."] {
        assert_eq!(kind(&article, line), BlockKind::Body, "{line}");
    }
    assert_eq!(kind(&article, "Two hurt in a fall"), BlockKind::Furniture);
}

#[test]
fn an_address_within_the_text_is_not_the_articles() {
    let title = "Council backs a new bridge";
    let body = "The town council voted on Tuesday to build a new bridge across the river Alm, the mayor said.";
    let link = "https://www.bbc.com/news/uk-12345-a-bridge";
    let meta = |text: String| {
        let meta = read(&text).meta;
        (meta.outlet, meta.url)
    };
    assert_eq!(meta(format!("{title}\n{body}\n{link}\nThe vote was 7-2.\n")), (None, None));
    assert_eq!(meta(format!("{title}\n{body}\nhttps://example.org/\n")), (None, None));
    assert_eq!(meta(format!("{title}\n{body}\n{link}\nhttps://example.org/bridges-of-the-alm\n")), (None, None));
    let known = (Some("BBC News".to_owned()), Some(link.to_owned()));
    assert_eq!(meta(format!("{title}\n{link}\n{body}\n")), known);
    assert_eq!(meta(format!("{title}\n{body}\nThe vote was 7-2.\nSource: {link}\n")), known);
    assert_eq!(meta(format!("{title}\n{body}\n{link}\n")), known);
}

#[test]
fn pages_in_html_are_told() {
    let reasons = |text: &str| -> Vec<String> {
        let loaded = parse(text.as_bytes(), &Source::File(PathBuf::from("page.txt")));
        assert_eq!(loaded.articles.len(), 1);
        loaded.problems.into_iter().map(|problem| problem.reason).collect()
    };
    for html in [
        "<!DOCTYPE html>\n<title>Bridge</title>\n<p>The bridge opened.</p>\n",
        "<p>The bridge opened on Monday.</p>\n<p>The mayor wept.</p>\n<p>It rained.</p>\n",
    ] {
        let found = reasons(html);
        assert!(found.iter().any(|reason| reason.starts_with("looks like HTML")), "{found:?}");
    }
    assert!(reasons("Bridge opens\nThe bridge <opened> on Monday, in the code <p> of the mayor.\n").is_empty());
}

#[test]
fn what_markdown_sets_apart_is_the_article() {
    let text = "# Ships in port\n\nThe office **counted** [ships](https://example.org/s)\n\n## In numbers\n\n- barges\n- tugs\n\n\
                > nobody came\n\n| Port | Ships |\n|---|---|\n| 1 | 2 |\n\n```\ntotal 3\nshare 1\n```\n\nThen rain\n";
    let loaded = parse(text.as_bytes(), &Source::File(PathBuf::from("page.md")));
    let article = loaded.articles.into_iter().next().unwrap();
    for line in
        ["The office counted ships", "barges", "nobody came", "Port | Ships", "1 | 2", "total 3\nshare 1", "Then rain"]
    {
        assert_eq!(kind(&article, line), BlockKind::Body, "{line}");
    }
    assert_eq!(kind(&article, "In numbers"), BlockKind::Subheading);
}

#[test]
fn sentences_about_the_past_are_no_boxes() {
    for line in [
        "Subscribe or lose it: that was the message of the campaign led by the printers.",
        "All rights reserved for the people, read one banner.",
    ] {
        let article = read(&format!(
            "Library stays open\nThe council voted on Tuesday to keep the library open after a petition.\n{line}\nThe \
             turnstile counted 300 visitors on the first day, the council said.\n"
        ));
        assert_eq!(kind(&article, line), BlockKind::Body, "{line}");
    }
}
