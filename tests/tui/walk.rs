//! The walk of a newcomer: follow one man through all outlets, come back, find another by three letters, read two
//! outlets only, and walk again.

use dateline::tui::screenshot;

use super::corpus::{Reader, play, reader};

fn at(reader: &Reader) -> String {
    let app = &reader.app;
    let tag = app.reader.article.as_ref().map_or("-", |loaded| &loaded.tag);
    format!("{tag} {}", app.reader.cursor.map_or("", |cursor| cursor.of(app.reader.text())))
}

/// Presses a key until the place repeats; gives the places.
fn round(reader: &mut Reader, key: &str) -> Vec<String> {
    let mut places = Vec::new();
    let mut spans = Vec::new();
    loop {
        let here = (reader.app.reader.id(), reader.app.reader.cursor);
        if spans.contains(&here) {
            return places;
        }
        spans.push(here);
        places.push(at(reader));
        play(reader, key);
    }
}

#[test]
fn a_newcomer_follows_one_man_through_all_outlets() {
    let mut reader = reader((120, 35));
    // The sidebar of the North Wire's report: choose Tolin.
    play(&mut reader, ": \"goto 4\" enter 3");
    let row = reader.app.sidebar.page.rows.iter().position(|row| row.name.contains("Tolin")).unwrap();
    play(&mut reader, &"j ".repeat(row));
    play(&mut reader, "enter");
    assert_eq!(at(&reader), "NW Sergei A. Tolin");
    // Through all outlets that name him, under all his names, in the order of the list, and round.
    let places = round(&mut reader, "}");
    let outlets: Vec<&str> = places.iter().map(|place| place.split_once(' ').unwrap().0).collect();
    assert!(["NW", "CP", "EJ"].iter().all(|tag| outlets.contains(tag)), "{places:?}");
    assert!(!outlets.contains(&"GD") && !outlets.contains(&"VA"), "{places:?}");
    assert!(places.contains(&"CP Sergey Tolin".to_owned()) && places.contains(&"NW Tolin".to_owned()), "{places:?}");
    // Back the same way.
    let back = round(&mut reader, "{");
    assert_eq!(back.len(), places.len());
    let screen = screenshot::text(&reader.screen());
    assert!(screen.contains("not in GD VA"), "the sidebar names the outlets that leave him out:\n{screen}");
    // Three letters find another.
    let before = at(&reader);
    play(&mut reader, "space e \"zel\" enter");
    assert!(at(&reader).ends_with("Ambrose Zelenko"), "{}", at(&reader));
    play(&mut reader, "ctrl-o");
    assert_eq!(at(&reader), before);
    // Two outlets only; the same walk again.
    play(&mut reader, ": \"outlet CP, EJ\" enter : \"who Tolin\" enter }");
    let filtered = round(&mut reader, "}");
    assert!(filtered.iter().all(|place| place.starts_with("CP") || place.starts_with("EJ")), "{filtered:?}");
    assert!(filtered.len() < places.len() && filtered.len() >= 2, "{filtered:?}");
}
