//! Names shown by a list or by a word beside them, and names that are cut.

use super::names;

/// Checks that each text has these names, in this order.
fn check(cases: &[(&str, &[(&str, &str)])]) {
    for (text, expected) in cases {
        let found = names(text);
        assert_eq!(found[..], **expected, "{text}");
    }
}

#[test]
fn compound_names_are_one() {
    check(&[
        (
            "The South Korean minister met a Saudi Arabian judge.",
            &[("South Korean", "MISC"), ("Saudi Arabian", "MISC")],
        ),
        (
            "Police in Northern Ireland held a Sierra Leonean cook.",
            &[("Northern Ireland", "LOC"), ("Sierra Leonean", "MISC")],
        ),
        ("Schools in Antigua and Barbuda were closed.", &[("Antigua and Barbuda", "LOC")]),
        ("The storm hit St. Vincent and the Grenadines.", &[("St. Vincent and the Grenadines", "LOC")]),
        ("Sotheby's sold the chair and McDonald’s bought it.", &[("Sotheby's", "ORG"), ("McDonald’s", "ORG")]),
        ("On Monday Moody's downgraded France.", &[("Moody's", "ORG"), ("France", "LOC")]),
        ("Johnson & Johnson said it would appeal.", &[("Johnson & Johnson", "ORG")]),
    ]);
}

#[test]
fn a_person_may_be_called_like_a_firm() {
    let text = "Gov. Dora Christie spoke in Trenton. Rivals mocked Christie's record.";
    assert!(names(text).contains(&("Christie", "PER")), "{:?}", names(text));
}

#[test]
fn a_word_beside_a_name_shows_what_it_is() {
    check(&[
        (
            "Sen. Dora Vance, D-Ga., and Rep. Marit Lind, R-Boca Raton, left.",
            &[("Dora Vance", "PER"), ("Ga.", "LOC"), ("Marit Lind", "PER"), ("Boca Raton", "LOC")],
        ),
        (
            "He flew from Reno, Nev., to Jackson, Miss., on Monday.",
            &[("Reno", "LOC"), ("Nev.", "LOC"), ("Jackson", "LOC"), ("Miss.", "LOC")],
        ),
        ("Storm Babet has claimed three lives. Babet weakened.", &[("Storm Babet", "MISC"), ("Babet", "MISC")]),
        ("The frigate met HMS Prince of Wales on Monday.", &[("HMS Prince of Wales", "MISC")]),
        ("Mr. Banks and Mrs. Church testified.", &[("Banks", "PER"), ("Church", "PER")]),
        ("Sean “Diddy” Combs was seen.", &[("Sean “Diddy” Combs", "PER")]),
        ("She wrote on X that KL Rahul had won.", &[("X", "ORG"), ("KL Rahul", "PER")]),
        ("AfD MEP Dora Krah spoke.", &[("AfD", "ORG"), ("Dora Krah", "PER")]),
    ]);
}

#[test]
fn titles_of_the_world_are_no_names() {
    check(&[
        ("Det Insp Gemma Hall said the man was safe.", &[("Gemma Hall", "PER")]),
        ("Lance Cpl. David Ortega was buried on Monday.", &[("David Ortega", "PER")]),
        ("Cllr Joan Hart and Commodore Jay Mills agreed.", &[("Joan Hart", "PER"), ("Jay Mills", "PER")]),
        ("Alhaji Musa Bello met Engr. Bola Ade.", &[("Musa Bello", "PER"), ("Bola Ade", "PER")]),
    ]);
}

#[test]
fn what_is_glued_to_a_name_is_cut() {
    check(&[
        ("He wrote for the Financial Times and the Daily Mail.", &[("Financial Times", "ORG"), ("Daily Mail", "ORG")]),
        ("The Ministry of Culture and the Arts agreed.", &[("Ministry of Culture and the Arts", "ORG")]),
        ("🚨🚨 Trump 🇺🇸 wins", &[("Trump", "PER")]),
        ("Celtic 4 Ross County 0", &[("Celtic", "ORG"), ("Ross County", "ORG")]),
    ]);
}

#[test]
fn teams_go_by_their_last_word() {
    let text = "The Oklahoma City Thunder won. On Friday the Thunder have won six in a row.";
    assert!(names(text).contains(&("Thunder", "ORG")), "{:?}", names(text));
}
