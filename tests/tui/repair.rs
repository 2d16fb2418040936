//! Mending who is who: text, keys, text.

use std::cell::RefCell;
use std::rc::Rc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use dateline::engine::Inline;
use dateline::model::{Decision, ReaderMemory};
use dateline::tui::app::App;
use dateline::tui::effect::Effect;
use dateline::tui::event::Event;
use dateline::tui::screenshot;
use dateline::tui::script::Driver;
use dateline::tui::theme::Colours;
use dateline::tui::update::update;

use super::corpus::{Reader, play, reader, reports, setup};

/// The reader on the five reports, with what was decided before.
fn with(decisions: Vec<Decision>) -> (Reader, Rc<RefCell<Inline>>) {
    let inline = Rc::new(RefCell::new(Inline::of(reports()).with_decisions(decisions)));
    let memory = ReaderMemory { welcomed: true, ..ReaderMemory::default() };
    let mut app = App::new(setup(Colours::Ansi16), memory, (120, 35));
    app.progress = inline.borrow().progress();
    let answers = inline.clone();
    let reader = Driver::new(app, Box::new(move |ticket, request| answers.borrow_mut().answer(ticket, request)));
    (reader, inline)
}

/// All names of all articles, with type, mentions and the sign of a decision.
fn names(reader: &mut Reader) -> Vec<String> {
    play(reader, "3");
    if !reader.app.sidebar.all {
        play(reader, "A");
    }
    let rows = reader.app.sidebar.page.rows.iter();
    let sign = |decided| if decided { "*" } else { "" };
    let rows: Vec<String> =
        rows.map(|row| format!("{}{} {} {}", sign(row.decided), row.kind.letter(), row.name, row.all)).collect();
    rows
}

fn has(names: &[String], wanted: &str) -> bool {
    names.iter().any(|name| name == wanted)
}

/// Selects a name in the sidebar of all names.
fn choose(reader: &mut Reader, name: &str) {
    names(reader);
    let row = reader.app.sidebar.page.rows.iter().position(|row| &*row.name == name).unwrap();
    play(reader, &format!("g g {}", "j ".repeat(row)));
    assert_eq!(&*reader.app.sidebar.current().unwrap().name, name);
}

fn screen(reader: &Reader) -> String {
    screenshot::text(&reader.screen())
}

fn notice(reader: &Reader) -> &str {
    reader.app.notice.as_ref().map_or("", |notice| &notice.text)
}

/// What the box on top says, in one line.
fn boxed(reader: &Reader) -> String {
    const TITLES: [&str; 6] = ["Preview", "Type", "Add a missed name", "Reassign", "Split", "Problems"];
    let screen = screen(reader);
    let lines: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let place = |line: &Vec<char>| {
        let text: String = line.iter().collect();
        let at = TITLES.iter().find_map(|title| text.find(&format!("┏━ {title} ")))?;
        Some(text[..at].chars().count())
    };
    let Some((top, left)) = lines.iter().enumerate().find_map(|(row, line)| Some((row, place(line)?))) else {
        return String::new();
    };
    let width = lines[top][left..].iter().position(|c| *c == '┓').unwrap();
    let inside = lines[top + 1..].iter().take_while(|line| line[left] != '┗');
    let words: String = inside.map(|line| line[left + 1..left + width].iter().collect::<String>() + " ").collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn two_names_are_merged_after_a_look_and_taken_apart_again() {
    let mut reader = reader((120, 35));
    let before = names(&mut reader);
    assert!(has(&before, "P Idris Okafor 1") && has(&before, "P Helena Brandt 7"), "{before:?}");
    choose(&mut reader, "Idris Okafor");
    play(&mut reader, "M \"brandt\" enter");
    let told = "Merge Idris Okafor (1 mention, 1 outlet) into Helena Brandt (7 mentions, 3 outlets): 8 mentions";
    assert!(boxed(&reader).contains(told), "{}", screen(&reader));
    play(&mut reader, "esc");
    assert_eq!(names(&mut reader), before, "Esc leaves all as it was");
    choose(&mut reader, "Idris Okafor");
    play(&mut reader, "M \"brandt\" enter enter");
    assert!(notice(&reader).contains("You merged “Idris Okafor” into “Helena Brandt”; U: undo"), "{}", notice(&reader));
    let after = names(&mut reader);
    assert!(has(&after, "*P Helena Brandt 8") && !after.iter().any(|name| name.contains("Okafor")), "{after:?}");
    // The reason is told, and the sign is on the card.
    choose(&mut reader, "Helena Brandt");
    assert!(screen(&reader).contains("✎Helena Brandt, by outlet"), "{}", screen(&reader));
    play(&mut reader, "enter i");
    assert!(screen(&reader).contains("✎ You merged “Idris Okafor” into “Helena Brandt”"), "{}", screen(&reader));
    play(&mut reader, "esc U");
    assert!(notice(&reader).contains("Undone: merged"), "{}", notice(&reader));
    assert_eq!(names(&mut reader), before, "undone is as if it had never happened");
    play(&mut reader, "ctrl-r");
    assert_eq!(names(&mut reader), after);
    play(&mut reader, "U U U");
    assert_eq!(notice(&reader), "nothing to undo");
    assert_eq!(names(&mut reader), before);
}

#[test]
fn types_names_and_what_is_no_name() {
    let mut reader = reader((120, 35));
    let before = names(&mut reader);
    choose(&mut reader, "Saltby");
    play(&mut reader, "X");
    assert!(boxed(&reader).contains("o an organisation"), "{}", screen(&reader));
    play(&mut reader, "o");
    assert!(
        boxed(&reader).contains("Change Saltby (1 mention, 1 outlet) from place to organisation"),
        "{}",
        screen(&reader)
    );
    play(&mut reader, "enter");
    assert!(has(&names(&mut reader), "*O Saltby 1"));
    choose(&mut reader, "Katya Weiss");
    play(&mut reader, "R ctrl-u \"Helena Brandt\" enter");
    assert!(boxed(&reader).contains("There is a person of this name already"), "{}", screen(&reader));
    play(&mut reader, "esc R ctrl-u \"K. Weiss\" enter");
    assert!(boxed(&reader).contains("Rename Katya Weiss (4 mentions, 2 outlets) to K. Weiss"), "{}", screen(&reader));
    play(&mut reader, "enter");
    assert!(has(&names(&mut reader), "*P K. Weiss 4"));
    choose(&mut reader, "Faisal Haddad");
    play(&mut reader, "D");
    assert!(boxed(&reader).contains("Remove Faisal Haddad (1 mention, 1 outlet) as a name"), "{}", screen(&reader));
    play(&mut reader, "enter");
    assert!(!names(&mut reader).iter().any(|name| name.contains("Haddad")));
    play(&mut reader, "ctrl-z ctrl-z ctrl-z");
    assert_eq!(names(&mut reader), before);
}

#[test]
fn control_z_sleeps_only_when_nothing_was_decided_just_now() {
    let mut reader = reader((120, 35));
    let press = |app: &mut App| {
        let key = KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL);
        update(app, Event::Key(key)).iter().any(|effect| matches!(effect, Effect::Suspend))
    };
    assert!(press(&mut reader.app));
    choose(&mut reader, "Saltby");
    play(&mut reader, "D enter");
    assert!(!press(&mut reader.app), "it takes the decision back");
    let mut reader = with(Vec::new()).0;
    choose(&mut reader, "Saltby");
    play(&mut reader, "D enter ctrl-z");
    assert!(press(&mut reader.app));
    play(&mut reader, ": \"suspend\" enter");
}

#[test]
fn marked_rows_are_changed_together() {
    let mut reader = reader((120, 35));
    let before = names(&mut reader);
    choose(&mut reader, "Pavel Orlov");
    play(&mut reader, "x");
    assert!(notice(&reader).starts_with("1 marked: M merge"), "{}", notice(&reader));
    choose(&mut reader, "Kaja Lind");
    play(&mut reader, "x");
    assert!(screen(&reader).contains("◆ P Kaja Lind"), "{}", screen(&reader));
    play(&mut reader, "X l");
    let told = boxed(&reader);
    assert!(told.contains("Change Pavel Orlov (1 mention, 1 outlet) from person to place"), "{told}");
    assert!(told.contains("Change Kaja Lind (1 mention, 1 outlet) from person to place"), "{told}");
    play(&mut reader, "enter");
    let after = names(&mut reader);
    assert!(has(&after, "*L Kaja Lind 1") && has(&after, "*L Pavel Orlov 1"), "{after:?}");
    assert!(reader.app.repair.marks.is_empty());
    play(&mut reader, "U");
    assert_eq!(names(&mut reader), before);
    choose(&mut reader, "Kaja Lind");
    play(&mut reader, "x esc M \"zel\" esc");
    assert!(reader.app.repair.marks.is_empty() && reader.app.overlays.is_empty());
    choose(&mut reader, "Kaja Lind");
    play(&mut reader, "x g g x M \"zelenko\" enter enter");
    let after = names(&mut reader);
    assert!(has(&after, "*P Ambrose Zelenko 12") && after.len() + 2 == before.len(), "{after:?}");
}

#[test]
fn a_name_is_split_off_and_a_mention_too() {
    let mut reader = reader((120, 35));
    let before = names(&mut reader);
    choose(&mut reader, "Helena Brandt");
    play(&mut reader, "%");
    assert!(screen(&reader).contains("[ ] every Helena Brandt"), "{}", screen(&reader));
    // The names come first, the most frequent of them on top; then the mentions.
    let shown = screen(&reader);
    let row = usize::from(shown.find("every Helena").unwrap() < shown.find("every Brandt").unwrap());
    play(&mut reader, &format!("{} space enter", "j ".repeat(row)));
    let told = boxed(&reader);
    assert!(told.contains("Split Helena Brandt (7 mentions, 3 outlets): 4 mentions (“Brandt” 4) become"), "{told}");
    assert!(told.contains("It is called Brandt; 3 of 7 stay"), "{told}");
    play(&mut reader, "enter");
    let after = names(&mut reader);
    assert!(after.iter().any(|name| name.starts_with("*P Brandt ")), "{after:?}");
    assert!(after.iter().any(|name| name.starts_with("*P Helena Brandt ")), "{after:?}");
    play(&mut reader, "U");
    assert_eq!(names(&mut reader), before);
}

#[test]
fn one_mention_moves_to_another_and_one_is_no_name() {
    let mut reader = reader((120, 35));
    let before = names(&mut reader);
    // The first name of the Volga Agency's report.
    play(&mut reader, "2 : \"goto 1\" enter )");
    play(&mut reader, "p e \"orlov\" enter");
    let told = boxed(&reader);
    assert!(told.contains("(“Weiss”) to person Pavel Orlov (1 mention, 1 outlet): 2 mentions"), "{told}");
    assert!(told.contains("3 of 4 stay with Katya Weiss") && told.contains("Applies to this mention only"), "{told}");
    play(&mut reader, "enter");
    let after = names(&mut reader);
    assert!(has(&after, "*P Pavel Orlov 2") && has(&after, "*P Katya Weiss 3"), "{after:?}");
    play(&mut reader, "2 : \"goto 1\" enter ( ( ) d");
    assert!(boxed(&reader).contains("as a name"), "{}", screen(&reader));
    play(&mut reader, "enter U U");
    assert_eq!(names(&mut reader), before);
    // To somebody new.
    play(&mut reader, "2 : \"goto 1\" enter ) p p");
    assert!(boxed(&reader).contains("to another person Weiss: 1 mention"), "{}", screen(&reader));
    play(&mut reader, "enter");
    assert!(has(&names(&mut reader), "*P Weiss 1"));
}

#[test]
fn words_that_were_missed_become_a_name() {
    let mut reader = reader((120, 35));
    play(&mut reader, ": \"goto 4\" enter / \"joint note\" enter V");
    assert!(reader.app.repair.selection.is_some() && screen(&reader).contains("SELECT"));
    play(&mut reader, "V l");
    let selected = reader.app.repair.selection.unwrap().span();
    assert_eq!(selected.of(reader.app.reader.text()), "joint note");
    play(&mut reader, "l h enter");
    assert!(boxed(&reader).contains("“joint note” is: p a person"), "{}", screen(&reader));
    play(&mut reader, "m");
    assert!(
        boxed(&reader).contains("“joint note” becomes a mention of the new other name joint note: 1 mention"),
        "{}",
        screen(&reader)
    );
    play(&mut reader, "enter");
    assert!(has(&names(&mut reader), "*M joint note 1"));
    // To one that is there; esc leaves the selection, and so does a key of something else.
    play(&mut reader, "2 : \"goto 4\" enter / \"harbour town\" enter V V l enter e \"merrow\" enter enter");
    assert!(names(&mut reader).iter().any(|name| name.starts_with("*L Port Merrow")));
    play(&mut reader, "2 V esc");
    assert!(reader.app.repair.selection.is_none());
    play(&mut reader, "V j k h z");
    assert!(reader.app.repair.selection.is_none() && reader.app.zen);
}

#[test]
fn the_mouse_selects_words() {
    let mut reader = reader((120, 35));
    play(&mut reader, ": \"goto 4\" enter");
    let screen = screen(&reader);
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains("grain ships")).unwrap();
    let column = |word: &str| dateline::text::cells(&line[..line.find(word).unwrap()]) as u16 + 1;
    let mouse =
        |column, kind| Event::Mouse(MouseEvent { kind, column, row: row as u16, modifiers: KeyModifiers::NONE });
    reader.feed(mouse(column("grain"), MouseEventKind::Down(MouseButton::Left)));
    reader.feed(mouse(column("ships"), MouseEventKind::Drag(MouseButton::Left)));
    reader.feed(mouse(column("ships"), MouseEventKind::Up(MouseButton::Left)));
    assert_eq!(reader.app.repair.selection.unwrap().span().of(reader.app.reader.text()), "grain ships");
    play(&mut reader, "enter o enter");
    assert!(has(&names(&mut reader), "*O grain ships 1"));
}

#[test]
fn decisions_come_back_are_listed_and_taken_back_one_by_one() {
    let (mut reader, inline) = with(Vec::new());
    let before = names(&mut reader);
    for (name, keys) in
        [("Saltby", "X o enter"), ("Kaja Lind", "D enter"), ("Norvia", "R ctrl-u \"Northland\" enter enter")]
    {
        choose(&mut reader, name);
        play(&mut reader, keys);
    }
    let after = names(&mut reader);
    let decisions = inline.borrow().decisions().to_vec();
    assert_eq!(decisions.len(), 3);
    // The next start.
    let (mut reader, inline) = with(decisions);
    assert_eq!(names(&mut reader), after);
    play(&mut reader, "space d");
    let shown = screen(&reader);
    assert!(
        shown.contains("3 corrections") && shown.contains("changed “Saltby” to an organisation: 1 mention"),
        "{shown}"
    );
    play(&mut reader, "k U");
    assert!(notice(&reader).contains("Undone: removed “Kaja Lind” as a name"), "{}", notice(&reader));
    assert!(screen(&reader).contains("2 corrections"), "{}", screen(&reader));
    play(&mut reader, "g g enter");
    let cursor = reader.app.reader.cursor.unwrap();
    assert_eq!(cursor.of(reader.app.reader.text()), "Saltby");
    assert!(names(&mut reader).iter().any(|name| name == "P Kaja Lind 1"));
    // What was decided in an earlier session can be undone, too.
    play(&mut reader, "U U U");
    assert_eq!(inline.borrow().decisions().len(), 1, "the first U brought Kaja Lind's decision back");
    play(&mut reader, "U U");
    assert_eq!(names(&mut reader), before);
    assert!(inline.borrow().decisions().is_empty());
}

#[test]
fn what_does_not_apply_is_among_the_problems() {
    let parsed = dateline::store::decisions::parse("d", "[[decision]]\ndrop = [{ person = \"Nobody Here\" }]\n");
    let (mut reader, inline) = with(parsed.decisions());
    reader.app.problems = inline.borrow().problems().to_vec();
    play(&mut reader, "P");
    assert!(boxed(&reader).contains("removed “Nobody Here” as a name, which does not apply"), "{}", screen(&reader));
    play(&mut reader, "esc : \"decisions\" enter");
    assert!(screen(&reader).contains("does not apply: no person is called “Nobody Here”"), "{}", screen(&reader));
}

#[test]
fn all_of_it_is_also_a_command() {
    let mut reader = reader((120, 35));
    choose(&mut reader, "Idris Okafor");
    play(&mut reader, ": \"merge Helena Brandt\" enter enter");
    assert!(has(&names(&mut reader), "*P Helena Brandt 8"));
    play(&mut reader, ": \"undo\" enter");
    choose(&mut reader, "Saltby");
    play(&mut reader, ": \"type organisation\" enter enter : \"rename Saltby Council\" enter enter");
    assert!(has(&names(&mut reader), "*O Saltby Council 1"), "{:?}", names(&mut reader));
    choose(&mut reader, "Helena Brandt");
    play(&mut reader, ": \"split Brandt\" enter enter");
    assert!(names(&mut reader).iter().any(|name| name.starts_with("*P Brandt ")));
    play(&mut reader, ": \"type firm\" enter");
    assert!(notice(&reader).contains("unknown type"), "{}", notice(&reader));
    play(&mut reader, ": \"merge Nobody\" enter");
    assert!(boxed(&reader).contains("“Nobody” is no longer here"), "{}", screen(&reader));
    play(&mut reader, "enter");
    assert!(reader.app.overlays.is_empty() && notice(&reader).contains("Nobody"));
}

#[test]
fn the_pages_are_places_to_mend_too() {
    let mut reader = reader((120, 35));
    let before = names(&mut reader);
    play(&mut reader, "2 w j R ctrl-u \"H. Brandt\" enter enter");
    assert!(screen(&reader).contains("P✎H. Brandt"), "{}", screen(&reader));
    play(&mut reader, "q : \"who Katya Weiss\" enter v d");
    assert!(boxed(&reader).contains("as a name Katya Weiss keeps 3 mentions"), "{}", screen(&reader));
    play(&mut reader, "enter q");
    let after = names(&mut reader);
    assert!(has(&after, "*P H. Brandt 7") && has(&after, "*P Katya Weiss 3"), "{after:?}");
    play(&mut reader, "2 w g g x j x D");
    assert!(boxed(&reader).contains("Remove Sergei A. Tolin (8 mentions, 3 outlets) as a name"), "{}", screen(&reader));
    play(&mut reader, "esc esc U U q");
    assert_eq!(names(&mut reader), before);
}

#[test]
fn the_boxes_are_drawn_at_every_size() {
    for keys in ["3 M \"a\"", "3 X", "3 %", "3 % j space enter", "3 D", "space d", "2 ) p", "2 V V l enter", "3 x x R"]
    {
        for size in [(120, 35), (80, 24), (60, 20), (40, 10), (30, 8)] {
            let mut reader = reader(size);
            play(&mut reader, keys);
            assert!(!screen(&reader).is_empty());
            play(&mut reader, "j k pgdn G g g space esc esc esc");
        }
    }
}

#[test]
fn a_box_that_does_not_fit_is_seen_to_its_end_before_it_decides() {
    let (mut reader, _) = with(Vec::new());
    play(&mut reader, "resize:30x8");
    choose(&mut reader, "Helena Brandt");
    play(&mut reader, "D");
    let first = screen(&reader);
    assert!(first.contains("▾"), "there is more:\n{first}");
    let mut pages = 0;
    while reader.app.overlay().is_some() && pages < 20 {
        assert!(reader.app.repair.steps == 0, "nothing is decided before the end is seen");
        play(&mut reader, "enter");
        pages += 1;
    }
    assert!(pages > 1 && reader.app.repair.steps == 1, "{pages}");
}

#[test]
fn nothing_is_merged_with_itself() {
    let (mut reader, _) = with(Vec::new());
    choose(&mut reader, "Helena Brandt");
    play(&mut reader, "M");
    let shown = screen(&reader);
    assert!(shown.contains("Merge Helena Brandt with"), "{shown}");
    let rows = shown.lines().filter(|line| line.contains("Helena Brandt") && line.contains("mentions in")).count();
    assert_eq!(rows, 0, "{shown}");
}
