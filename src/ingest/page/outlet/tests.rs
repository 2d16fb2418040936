use std::path::PathBuf;

use super::infer;
use crate::ingest::page::{boxes, captions, header, sheet::Sheet};
use crate::ingest::paragraphs::from_plain;
use crate::ingest::source::Source;
use crate::model::OutletEvidence;

fn outlet(text: &str, path: &str) -> (Option<String>, OutletEvidence) {
    let paragraphs = from_plain(text);
    let mut sheet = Sheet::new(&paragraphs);
    captions::run(&mut sheet);
    boxes::run(&mut sheet);
    header::run(&mut sheet, None);
    infer(&sheet, None, None, &Source::File(PathBuf::from(path)))
}

const BODY: &str = "Ministers meet in the capital\n\nThe ministers of both countries met in the capital on Monday for talks on the border.\n\n\
                    A second round is planned for the end of the month, a spokesman told reporters.\n\n";

#[test]
fn what_only_the_outlet_would_write() {
    for (furniture, name) in [
        ("Support The Harbour Post!", "The Harbour Post"),
        ("A message from The Valley Tribune:", "The Valley Tribune"),
        ("© 2025 Lakeside Herald. All rights reserved.", "Lakeside Herald"),
        ("This article was originally published by The Conversation.", "The Conversation"),
        ("Our Standards: The Thomson Reuters Trust Principles.", "Reuters"),
        ("Get the L.A. Times Politics newsletter", "Los Angeles Times"),
        ("SOURCE: AL JAZEERA AND NEWS AGENCIES", "Al Jazeera"),
        ("This article first appeared in The Independent Mercury-Star.", "The Independent Mercury-Star"),
        ("This article first appeared in The Guardian Weekly-Herald.", "The Guardian Weekly-Herald"),
        ("Sign up for The Lakeside Courier's weekly briefing", "The Lakeside Courier"),
        ("Get The Guardian Daily newsletter", "The Guardian"),
    ] {
        let (found, evidence) = outlet(&format!("{BODY}{furniture}\n"), "a.txt");
        assert_eq!(found.as_deref(), Some(name), "{furniture}");
        assert_eq!(evidence, OutletEvidence::Text(furniture.to_owned()));
    }
}

#[test]
fn the_cited_are_not_the_publishers() {
    for cited in [
        "“We are ready,” the minister told CNN in an interview on Sunday evening.",
        "The Washington Post, citing a diplomat, reported that the talks would go on for a week.",
        "He spoke on the CBS show “Face the Nation” on Sunday and was not asked about it.",
    ] {
        assert_eq!(outlet(&format!("{BODY}{cited}\n"), "articles/a.txt"), (None, OutletEvidence::None), "{cited}");
    }
}

#[test]
fn owners_and_sections_are_no_outlets() {
    for line in ["© 2031 Northgate Communications Company", "© 2031 Northgate Media Inc. All rights reserved."] {
        assert_eq!(outlet(&format!("{BODY}{line}\n"), "a.txt").0, None, "{line}");
        let titled = format!("Valley Tribune\nLOCAL NEWS\n{BODY}{line}\n");
        assert_eq!(outlet(&titled, "a.txt").0.as_deref(), Some("Valley Tribune"), "{line}");
    }
    assert_eq!(outlet(&format!("WORLD NEWS\n{BODY}"), "a.txt").0, None);
}

#[test]
fn folders_named_after_outlets() {
    for (path, name) in [
        ("npr/a.txt", Some("NPR")),
        ("corpus/The Valley Tribune/2025-02/a.txt", Some("The Valley Tribune")),
        ("aljazeera.com/articles/a.txt", Some("Al Jazeera")),
        ("kyiv-independent/a.txt", Some("The Kyiv Independent")),
        ("valley_tribune/a.txt", Some("Valley Tribune")),
        ("lakeside.example/a.txt", None),
        ("example.org/a.txt", Some("example.org")),
        ("seeds/a.txt", None),
        ("ukraine-talks/a.txt", None),
        ("2025-02/a.txt", None),
        ("latest news/a.txt", None),
        ("a.txt", None),
    ] {
        assert_eq!(outlet(BODY, path).0.as_deref(), name, "{path}");
    }
}

#[test]
fn small_words_of_a_folder_stay_small() {
    assert_eq!(outlet(BODY, "corpus/the-times-of-alma/a.txt").0.as_deref(), Some("The Times of Alma"));
}

#[test]
fn a_folder_without_its_name_has_one() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("The Valley Tribune");
    std::fs::create_dir_all(folder.join("2031-02")).unwrap();
    let back = folder.join("2031-02").join("..").join("a.txt");
    assert_eq!(outlet(BODY, &back.to_string_lossy()).0.as_deref(), Some("The Valley Tribune"));
}
