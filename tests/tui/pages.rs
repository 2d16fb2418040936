//! Who × outlet, mentions in context, forms of a name: what keys and mouse do, and that the numbers are the commands'.

use std::collections::BTreeMap;

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use dateline::engine::{KwicSort, Reach, WhoSort};
use dateline::model::{EntityKind, Query};
use dateline::tui::event::Event;
use dateline::tui::screenshot;
use dateline::tui::state::Page;
use dateline::tui::state::page::{Kwic, WhoTable};

use super::corpus::{Reader, play, reader, reports};

fn after(size: (u16, u16), keys: &str) -> Reader {
    let mut reader = reader(size);
    play(&mut reader, keys);
    reader
}

fn table(reader: &Reader) -> &WhoTable {
    match reader.app.pages.last() {
        Some(Page::Who(table)) => table,
        other => panic!("no table but {other:?}"),
    }
}

fn lines(reader: &Reader) -> &Kwic {
    match reader.app.pages.last() {
        Some(Page::Kwic(lines)) => lines,
        other => panic!("no mentions but {other:?}"),
    }
}

fn names(reader: &Reader) -> Vec<String> {
    let table = table(reader);
    (0..table.list.total).filter_map(|row| table.list.row(row)).map(|row| row.name.to_string()).collect()
}

fn notice(reader: &Reader) -> &str {
    reader.app.notice.as_ref().map_or("", |notice| &notice.text)
}

fn status(reader: &Reader) -> String {
    let screen = screenshot::text(&reader.screen());
    let rows: Vec<&str> = screen.lines().collect();
    rows[rows.len() - 2].trim().to_owned()
}

#[test]
fn the_table_sorts_by_any_column_and_back() {
    let start = after((120, 35), "w");
    assert_eq!(table(&start).query.sort, WhoSort::Kind);
    let total = after((120, 35), "w s");
    let sums: Vec<u32> = (0..table(&total).list.total)
        .filter_map(|row| table(&total).list.row(row))
        .map(|row| row.all.mentions)
        .collect();
    assert!(sums.is_sorted_by(|a, b| a >= b) && sums[0] > sums[sums.len() - 1], "{sums:?}");
    let turned = after((120, 35), "w s s");
    assert!(table(&turned).query.reverse && notice(&turned).contains("reversed"));
    assert_eq!(table(&after((120, 35), "w s s s")).query.sort, WhoSort::Kind);
    let by_name = names(&after((120, 35), "w h s"));
    assert!(by_name.is_sorted_by_key(|name| dateline::text::fold(name)), "{by_name:?}");
    let spread = after((120, 35), "w l s");
    assert_eq!(table(&spread).query.sort, WhoSort::Spread);
    let outlet = after((120, 35), "w l l s");
    let first = table(&outlet).list.row(0).unwrap();
    let all = (0..table(&outlet).list.total).filter_map(|row| table(&outlet).list.row(row));
    assert_eq!(first.cells[0].mentions, all.map(|row| row.cells[0].mentions).max().unwrap());
    assert!(notice(&outlet).starts_with("by "), "{}", notice(&outlet));
}

#[test]
fn rows_are_chosen_by_kind_reach_and_letters() {
    let people = after((120, 35), "w tab");
    assert_eq!(table(&people).kind(), Some(EntityKind::Person));
    assert!(!names(&people).contains(&"Port Merrow".to_owned()));
    let places = after((120, 35), "w tab tab tab");
    assert!(names(&places).contains(&"Port Merrow".to_owned()));
    assert_eq!(names(&after((120, 35), "w tab tab tab tab tab")), names(&after((120, 35), "w")));
    let one = after((120, 35), "w o");
    assert_eq!(table(&one).query.reach, Reach::One);
    assert!((0..table(&one).list.total).all(|row| table(&one).list.row(row).unwrap().outlets == 1));
    let typed = after((120, 35), "w / \"zelen\" enter");
    assert_eq!(names(&typed), ["Ambrose Zelenko"]);
    assert_eq!(names(&after((120, 35), "w / \"zelen\" esc")), names(&after((120, 35), "w")));
    let cleared = after((120, 35), "w / \"zelen\" enter esc");
    assert_eq!(names(&cleared), names(&after((120, 35), "w")), "the first Esc takes the letters back");
    assert!(after((120, 35), "w / \"zelen\" enter esc esc").app.pages.is_empty());
    let nothing = screenshot::text(&after((80, 24), "w / \"qqq\" enter").screen());
    assert!(nothing.contains("no such name"), "{nothing}");
}

#[test]
fn a_cell_leads_to_its_mentions_and_a_zero_says_so() {
    let mut reader = after((120, 35), "w tab / \"tolin\" enter l l");
    let cells: Vec<u32> = table(&reader).list.current().unwrap().cells.iter().map(|cell| cell.mentions).collect();
    assert!(cells.contains(&0) && cells.iter().any(|count| *count > 0), "{cells:?}");
    for (at, count) in cells.iter().enumerate() {
        let outlet = table(&reader).outlet().unwrap().display().to_owned();
        if *count == 0 {
            assert!(status(&reader).contains(&format!("not named by {outlet}")), "{}", status(&reader));
            play(&mut reader, "enter");
            assert!(notice(&reader).contains(&format!("is not named by {outlet}")));
        } else {
            play(&mut reader, "enter");
            assert_eq!(lines(&reader).list.total, *count, "{outlet}");
            assert_eq!(lines(&reader).outlet.as_ref().unwrap().2, outlet);
            play(&mut reader, "q");
        }
        assert_eq!(table(&reader).column, at + 3, "one is where one was");
        play(&mut reader, "l");
    }
}

#[test]
fn from_the_table_to_a_place_and_back() {
    let mut reader = after((120, 35), "w tab / \"tolin\" enter enter");
    let total = lines(&reader).list.total;
    play(&mut reader, "j j enter");
    assert!(reader.app.pages.is_empty());
    let app = &reader.app;
    assert!(app.reader.cursor.unwrap().of(app.reader.text()).contains("Tolin"));
    assert!(app.entity.as_ref().unwrap().name.name.contains("Tolin"));
    play(&mut reader, "ctrl-o");
    assert_eq!((lines(&reader).list.selected, lines(&reader).list.total), (2, total));
    play(&mut reader, "q");
    assert_eq!(table(&reader).query.text, "tolin");
    play(&mut reader, "w");
    assert!(reader.app.pages.is_empty(), "w closes what w opened");
}

#[test]
fn mentions_in_context_are_sorted_and_filtered() {
    let mut reader = after((120, 35), ": \"who Tolin\" enter v");
    let dates: Vec<_> =
        (0..lines(&reader).list.total).map(|row| lines(&reader).list.row(row).unwrap().date.clone()).collect();
    assert!(dates.is_sorted_by_key(|date| std::cmp::Reverse(date.as_ref().unwrap().seconds())), "{dates:?}");
    play(&mut reader, "s");
    assert_eq!(lines(&reader).sort, KwicSort::Left);
    play(&mut reader, "s");
    let after_words: Vec<String> = (0..lines(&reader).list.total)
        .map(|row| lines(&reader).list.row(row).unwrap().context.after.to_lowercase())
        .map(|after| {
            after.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert!(after_words.is_sorted(), "{after_words:?}");
    let all = lines(&reader).list.total;
    play(&mut reader, "f i space enter");
    assert!(reader.app.query.outlets.is_on());
    assert!(lines(&reader).list.total < all, "the outlet filter holds here too");
}

#[test]
fn the_context_opens_at_the_place_one_reads() {
    let mut reader = after((120, 35), ": \"goto 4\" enter : \"who Brandt\" enter } }");
    let place = reader.app.reader.place().unwrap();
    play(&mut reader, "v");
    assert_eq!(lines(&reader).list.current().unwrap().place, place);
    play(&mut reader, "q");
    assert_eq!(reader.app.reader.place(), Some(place));
}

#[test]
fn forms_lead_to_their_first_mention() {
    let mut reader = after((120, 35), ": \"who Brandt\" enter I");
    let screen = screenshot::text(&reader.screen());
    assert!(screen.contains("Helena Brandt") && screen.contains("foreign minister"), "{screen}");
    let Some(Page::Forms(forms)) = reader.app.pages.last() else { panic!("no forms") };
    let page = forms.page.clone().unwrap();
    let names: u32 = page.rows.iter().filter(|row| !row.role).map(|row| row.count.mentions).sum();
    assert_eq!(names, page.all.mentions);
    let role = page.rows.iter().position(|row| row.role).unwrap();
    play(&mut reader, &"j ".repeat(role));
    play(&mut reader, "enter");
    assert_eq!(reader.app.reader.place().unwrap(), page.rows[role].first);
    play(&mut reader, "ctrl-o q");
    assert!(reader.app.pages.is_empty());
}

#[test]
fn the_mouse_selects_sorts_and_goes_in() {
    let mut reader = after((120, 35), "w");
    let click = |reader: &mut Reader, column: u16, row: u16| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        reader.feed(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    };
    let screen = screenshot::text(&reader.screen());
    let head: Vec<char> = screen.lines().nth(2).unwrap().chars().collect();
    let all = head.windows(3).position(|word| word.iter().collect::<String>() == "all").unwrap() as u16;
    click(&mut reader, all + 1, 2);
    assert_eq!(table(&reader).query.sort, WhoSort::Total);
    click(&mut reader, all + 1, 5);
    assert_eq!((table(&reader).list.selected, table(&reader).column), (2, 1));
    click(&mut reader, all + 1, 5);
    assert!(lines(&reader).list.total > 0);
}

#[test]
fn many_names_and_a_hundred_outlets_are_shown_by_windows() {
    use dateline::engine::MemoryCorpus;
    let mut corpus = MemoryCorpus::default();
    let letters = |n: usize| -> String {
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        [letter(n), letter(n / 26), letter(n / 676), 'o', 'n'].into_iter().collect()
    };
    for outlet in 0..100usize {
        let people: Vec<String> = (0..12).map(|n| format!("[Jo Q{}|P] left.", letters(outlet * 10 + n))).collect();
        let text = format!("Day {outlet}. {} [Ada Moor|P] stayed.", people.join(" "));
        let (article, names) = super::corpus::article(
            Some(&format!("Paper {}", letters(outlet))),
            "2031-05-02T08:00:00Z",
            &["Names", &text],
        );
        corpus.add(article, names).unwrap();
    }
    let memory = dateline::model::ReaderMemory { welcomed: true, ..Default::default() };
    let mut reader = super::corpus::open(corpus, (80, 24), dateline::tui::theme::Colours::Ansi16, memory);
    play(&mut reader, "w");
    assert!(table(&reader).list.total >= 400, "{}", table(&reader).list.total);
    assert_eq!(table(&reader).columns.len(), 100);
    play(&mut reader, "G");
    assert!(table(&reader).list.current().is_some(), "the end is at hand");
    play(&mut reader, "g g");
    assert_eq!(table(&reader).list.current().unwrap().name.as_ref(), "Ada Moor");
    play(&mut reader, &"l ".repeat(101));
    assert_eq!(table(&reader).column, 102);
    let shown = screenshot::text(&reader.screen());
    assert!(shown.contains("of 100"), "{shown}");
}

/// The numbers on the screen, row by row, for a corpus and a filter.
fn on_screen(reader: &mut Reader) -> BTreeMap<String, Vec<u32>> {
    let mut out = BTreeMap::new();
    let total = table(reader).list.total;
    for _ in 0..total {
        let row = table(reader).list.current().unwrap().clone();
        out.insert(format!("{} {}", row.kind, row.name), row.cells.iter().map(|cell| cell.mentions).collect());
        play(reader, "j");
    }
    out
}

#[test]
fn the_numbers_of_the_screen_are_those_of_the_corpus() {
    for keys in ["", "f i space enter", "f space enter"] {
        let mut reader = after((80, 24), &format!("{keys} w"));
        let filter = reader.app.query.outlets.clone();
        let shown = on_screen(&mut reader);
        let mut corpus = reports();
        corpus.resolve();
        let scope = corpus.scope(&Query { outlets: filter, ..Query::default() });
        let columns = table(&reader).columns.clone();
        let mut counted: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (id, entry) in scope.articles() {
            for mention in scope.revision().mentions(id.0).iter() {
                let entity = &scope.revision().entities()[scope.revision().position(mention.entity).unwrap()];
                let cells =
                    counted.entry(format!("{} {}", entity.kind, entity.name)).or_insert_with(|| vec![0; columns.len()]);
                cells[columns.iter().position(|column| column.outlet == entry.outlet).unwrap()] += 1;
            }
        }
        assert_eq!(shown, counted, "{keys}");
    }
}

#[test]
fn a_row_that_is_not_one_mention_is_not_decided_on() {
    for (keys, said) in [
        (": \"who Brandt\" enter I d", "this row is not one mention; enter shows the first"),
        (": \"who Brandt\" enter I p", "this row is not one mention; enter shows the first"),
        (") w d", "this row is not one mention; v shows each of them"),
    ] {
        let reader = after((120, 35), keys);
        assert!(reader.app.overlay().is_none(), "{keys}");
        assert_eq!(notice(&reader), said, "{keys}");
    }
}

#[test]
fn rows_of_a_page_are_copied() {
    for (keys, start, said) in [
        (": \"who Tolin\" enter v y", "“", "words with their source"),
        ("w y", "type\tname\tall\toutlets\t", "copied "),
        (": \"who Tolin\" enter I y", "outlet\tform\tmentions\tarticles\n", "copied "),
    ] {
        let reader = after((120, 35), keys);
        assert!(reader.copied.last().is_some_and(|text| text.starts_with(start)), "{keys}: {:?}", reader.copied);
        assert!(notice(&reader).contains(said), "{keys}: {}", notice(&reader));
    }
}

#[test]
fn what_a_box_says_is_copied() {
    let reader = after((120, 35), ": \"who Brandt\" enter i y");
    assert!(reader.app.overlay().is_some());
    assert!(reader.copied.last().is_some_and(|text| text.starts_with("Helena Brandt (")), "{:?}", reader.copied);
}

#[test]
fn sorting_keeps_the_chosen_row() {
    for keys in ["w j j j s", "w j j j S", "w j j j l s"] {
        let before = names(&after((120, 35), "w j j j"))[3].clone();
        let reader = after((120, 35), keys);
        let chosen = table(&reader).list.current().map(|row| row.name.to_string());
        assert_eq!(chosen, Some(before), "{keys}");
    }
}

#[test]
fn the_narrowest_table_shows_an_outlet() {
    let shown = screenshot::text(&after((30, 8), "w").screen());
    assert!(shown.contains("outlets 1-1 of 5"), "{shown}");
}
