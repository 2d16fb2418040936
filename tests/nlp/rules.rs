//! What holds whatever the words are: particles, titles, storms, hyphens, names in full and in part.

use super::{names, read};

fn kinds_of(text: &str, name: &str) -> Vec<&'static str> {
    names(text).into_iter().filter(|(found, _)| *found == name).map(|(_, kind)| kind).collect()
}

#[test]
fn particles_belong_to_surnames() {
    let text = "European Commission President Ursula von der Leyen met the ministers on Friday. \"We are ready,\" said von der \
                Leyen. Von der Leyen left in the evening.";
    let found: Vec<&str> = names(text).into_iter().filter(|(_, kind)| *kind == "PER").map(|(name, _)| name).collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[0], "Ursula von der Leyen");
    assert!(
        found[1..].iter().all(|name| name.to_lowercase().split_whitespace().eq(["von", "der", "leyen"])),
        "{found:?}"
    );
}

#[test]
fn a_number_is_a_particle_where_a_full_name_says_so() {
    let text = "Manchester United manager Erik ten Hag praised his team. Ten Hag said the ten players who stayed had worked \
                hard, and the fans thanked ten Hag.";
    let found: Vec<&str> = names(text).into_iter().filter(|(_, kind)| *kind == "PER").map(|(name, _)| name).collect();
    assert_eq!(found, ["Erik ten Hag", "Ten Hag", "ten Hag"]);
}

#[test]
fn titles_are_left_out_but_names_that_are_titles_stay() {
    for (text, name) in [
        ("The ruling was written by Justice Elena Kagan on Monday.", "Elena Kagan"),
        ("They were received by King Charles in London.", "Charles"),
        ("The inquiry was led by Judge Robert Mills, a spokesman said.", "Robert Mills"),
    ] {
        assert_eq!(kinds_of(text, name), ["PER"], "{:?}", names(text));
    }
}

#[test]
fn offices_are_no_organisations() {
    let text =
        "Talks were held with National Security Adviser Karen Holt and Saudi Foreign Minister Omar Harbi on Sunday.";
    assert_eq!(names(text)[..], [("Karen Holt", "PER"), ("Saudi", "MISC"), ("Omar Harbi", "PER")]);
}

#[test]
fn an_office_before_a_name_with_particles_is_none_of_it() {
    let text = "From left: Foreign Minister Prince Talal bin Nasser, Qatari National Security Advisor Hamad \
                bin Yusuf Al-Harbi and their hosts on Sunday.";
    assert!(names(text).contains(&("Hamad bin Yusuf Al-Harbi", "PER")), "{:?}", names(text));
    assert!(names(text).iter().all(|(name, _)| !name.contains("Advisor")), "{:?}", names(text));
}

#[test]
fn storms_are_not_people() {
    let text =
        "Hurricane Ida struck Louisiana on Sunday. Ida knocked out power in New Orleans, and Ida weakened on Monday.";
    let found = names(text);
    assert!(found.iter().all(|(name, kind)| !name.contains("Ida") || *kind != "PER"), "{found:?}");
}

#[test]
fn the_united_nations_are_no_place() {
    let text = "The U.N. said on Tuesday that aid had reached the town. The U.N. mission has 200 staff.";
    assert_eq!(kinds_of(text, "U.N."), ["ORG", "ORG"], "{:?}", names(text));
}

#[test]
fn the_name_before_a_hyphen_is_found() {
    for (text, name, kind) in [
        ("The U.S.-led coalition struck the camp on Monday.", "U.S.", "LOC"),
        ("The China-based company declined to comment.", "China", "LOC"),
        ("The NATO-led mission in Kosovo will be extended.", "NATO", "ORG"),
    ] {
        assert_eq!(kinds_of(text, name), [kind], "{:?}", names(text));
    }
}

#[test]
fn a_headline_does_not_turn_every_word_into_a_name() {
    let text = "Rescue Teams Search For Survivors After Earthquake Hits Mountain Villages";
    assert!(names(text).is_empty(), "{:?}", names(text));
}

#[test]
fn capitals_alone_do_not_make_names_and_do_not_hide_them() {
    let text = "PRIME MINISTER RESIGNS AFTER VOTE IN PARLIAMENT\n\nLONDON (AP) - The vote was held on Tuesday.";
    let found = names(text);
    assert!(found.contains(&("LONDON", "LOC")), "{found:?}");
    assert!(!found.iter().any(|(name, _)| name.contains("RESIGNS") || name.contains("VOTE")), "{found:?}");
}

#[test]
fn a_name_in_full_is_not_cut_where_it_is_known() {
    let text = "The Harbour Gazette reported the sale on Monday. Editors of the Harbour Gazette confirmed it. A Message From \
                The Harbour Gazette: thank you for reading.";
    let found = read(text);
    let full = found.mentions.iter().filter(|name| name.span.of(text).ends_with("Harbour Gazette")).count();
    assert_eq!(full, 3, "{:?}", names(text));
}

#[test]
fn an_adjective_of_a_country_is_part_of_the_body_it_leads() {
    for body in ["Russian Direct Investment Fund", "Kenyan Wheat Marketing Authority", "Polish Rural Broadband Agency"]
    {
        let text =
            format!("On Monday the {body} chief Ana Lund said that talks would go on, and she left the country.");
        assert_eq!(kinds_of(&text, body), ["ORG"], "{:?}", names(&text));
    }
    let text = "The Russian Foreign Minister left, and a Polish Bank Holiday was declared.";
    assert!(!names(text).iter().any(|(name, _)| name.contains("Holiday") && name.contains("Polish Bank Holiday was")));
}

#[test]
fn titles_of_other_countries_and_by_birth_are_left_out() {
    for (title, name) in [
        ("Lord", "Renwick"),
        ("Princess", "Ingrid"),
        ("Baroness", "Ashby"),
        ("Mme", "Lefebvre"),
        ("Herr", "Brandt"),
        ("Señor", "Morales"),
        ("Sir", "Alan Pryce"),
    ] {
        let text = format!("The letter was written by {title} {name}, who left the meeting on Monday.");
        assert_eq!(kinds_of(&text, name), ["PER"], "{:?}", names(&text));
    }
}

#[test]
fn a_dateline_is_a_place_and_parted_from_the_first_name() {
    for (text, place, name) in [
        ("PORT ELVA - Dora Vance said on Friday that the harbour was closed.", "PORT ELVA", "Dora Vance"),
        ("NAIROBI (Reuters) - Dora Vance said on Friday that the harbour was closed.", "NAIROBI", "Dora Vance"),
        ("Rain fell.\n\nTEL AVIV (AP) — Dora Vance said so on Friday.", "TEL AVIV", "Dora Vance"),
    ] {
        assert_eq!(kinds_of(text, place), ["LOC"], "{:?}", names(text));
        assert_eq!(kinds_of(text, name), ["PER"], "{:?}", names(text));
    }
    let text = "KESWOLD — The harbour was closed on Friday. People of Keswold were told to stay at home.";
    assert_eq!((kinds_of(text, "KESWOLD"), kinds_of(text, "Keswold")), (vec!["LOC"], vec!["LOC"]), "{:?}", names(text));
    assert_eq!(kinds_of("NAIROBI (Reuters) - Rain fell.", "Reuters"), ["ORG"]);
}

#[test]
fn networks_in_a_line_of_buttons_are_no_names() {
    let text = "The mayor of Lisbon met the head of Facebook on Monday.\n\nShare on Facebook\nShare on Twitter\nWhatsApp\n\nFollow \
                us on Instagram.\n";
    assert_eq!(names(text)[..], [("Lisbon", "LOC"), ("Facebook", "ORG")]);
    let text = "Write to dora.vance@harbour.example or call the office in Lisbon.";
    assert_eq!(names(text)[..], [("Lisbon", "LOC")]);
}

#[test]
fn a_country_is_a_place_under_its_letters_too() {
    let text = "The United Arab Emirates agreed on Monday to send food. The UAE said that it would send doctors too.";
    assert_eq!(kinds_of(text, "UAE"), ["LOC"], "{:?}", names(text));
}

#[test]
fn the_short_form_of_an_organisation_is_one() {
    let text = "Shares of Brackwell AI fell sharply in early trade on Monday. Brackwell said it was calm. A lawyer of Brackwell left.";
    assert_eq!(kinds_of(text, "Brackwell AI"), ["ORG"], "{:?}", names(text));
    assert_eq!(kinds_of(text, "Brackwell"), ["ORG", "ORG"], "{:?}", names(text));
    let text =
        "Brackwell Holdings fell on Monday. Its founder, Jonas Brackwell, left. Mr. Brackwell said that he was calm.";
    assert_eq!(kinds_of(text, "Brackwell"), ["PER"], "{:?}", names(text));
}

#[test]
fn a_given_name_that_is_a_word_belongs_to_the_name() {
    let text = "On Monday the skier Per Halstad won, and his sister May Britt Halstad came third.";
    assert_eq!(names(text)[..], [("Per Halstad", "PER"), ("May Britt Halstad", "PER")]);
}

#[test]
fn a_country_is_not_the_congressman_of_its_name() {
    let text = "WASHINGTON - Rep. Dale Jordan wrote to the court on Monday. Rep. Jordan wants the files. Jordan said it had \
                shot down drones over Amman. Jordan's king thanked the pilots. Officials in Jordan and in Egypt said \
                they were safe.";
    assert_eq!(kinds_of(text, "Jordan"), ["PER", "LOC", "LOC", "LOC"], "{:?}", names(text));
    let text = "Jordan closed its airspace on Sunday, officials said. Rep. Dale Jordan called it a mistake. Jordan said he was sad.";
    assert_eq!(kinds_of(text, "Jordan"), ["LOC", "PER"], "{:?}", names(text));
}
