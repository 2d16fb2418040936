//! Text, keys, text: what the keys do to the state.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use dateline::model::{OutletFilter, ReaderMemory};
use dateline::tui::event::Event;
use dateline::tui::layout::panes::Pane;
use dateline::tui::screenshot;
use dateline::tui::theme::Colours;
use ratatui::style::Modifier;

use super::corpus::{Reader, open, play, reader, reports};

/// The words under the reader's cursor, with the outlet's sign.
fn at(reader: &Reader) -> String {
    let app = &reader.app;
    let tag = app.reader.article.as_ref().map_or("-", |loaded| &loaded.tag);
    let word = app.reader.cursor.map_or("", |cursor| cursor.of(app.reader.text()));
    format!("{tag} {word}")
}

fn current(reader: &Reader) -> &str {
    reader.app.entity.as_ref().map_or("", |current| &current.name.name)
}

fn notice(reader: &Reader) -> &str {
    reader.app.notice.as_ref().map_or("", |notice| &notice.text)
}

/// Keys from the start, and where they lead.
fn after(keys: &str) -> Reader {
    let mut reader = reader((120, 35));
    play(&mut reader, keys);
    reader
}

#[test]
fn mentions_of_one_name_in_one_article() {
    let start = ": \"goto 4\" enter";
    assert_eq!(at(&after(&format!("{start} ) ) ) )"))), "NW Helena Brandt");
    let followed = after(&format!("{start} ) ) ) ) * ]"));
    assert_eq!((at(&followed).as_str(), current(&followed)), ("NW Brandt", "Helena Brandt"));
    assert_eq!(at(&after(&format!("{start} ) ) ) ) * ] ["))), "NW Helena Brandt");
    let last = after(&format!("{start} ) ) ) ) * ] ] ] ] ] ]"));
    assert!(notice(&last).contains("last mention of Helena Brandt here"), "{}", notice(&last));
}

#[test]
fn without_a_current_name_the_next_one_is_taken() {
    let reader = after(": \"goto 1\" enter ]");
    assert_eq!((at(&reader).as_str(), current(&reader)), ("VA Weiss", "Katya Weiss"));
}

#[test]
fn the_first_name_taken_is_the_one_the_article_is_about() {
    // The sides come first; of the people in view the minister is named most.
    let reader = after(": \"goto 4\" enter ]");
    assert_eq!(current(&reader), "Helena Brandt");
}

#[test]
fn the_first_run_box_goes_and_the_key_acts() {
    let first = || {
        let memory = ReaderMemory { welcomed: false, ..ReaderMemory::default() };
        open(reports(), (120, 35), Colours::Ansi16, memory)
    };
    let mut reader = first();
    assert!(screenshot::text(&reader.screen()).contains("Welcome"));
    play(&mut reader, "space e \"weiss\" enter");
    assert_eq!(current(&reader), "Katya Weiss");
    let mut reader = first();
    play(&mut reader, "q");
    assert!(reader.app.overlay().is_none(), "q takes the box away and asks nothing");
}

#[test]
fn a_command_is_completed_by_enter() {
    let reader = after(": \"hel\" enter");
    assert!(screenshot::text(&reader.screen()).contains("Keys"));
    let reader = after(": \"set-out\" enter \"My Paper\" enter");
    assert!(screenshot::text(&reader.screen()).contains("My Paper"), "what a command needs can be typed on");
}

#[test]
fn the_jump_list_comes_back_and_goes_on() {
    let mut reader = after("space e \"zelen\" enter");
    let there = at(&reader);
    assert!(there.ends_with("Zelenko"), "{there}");
    play(&mut reader, "}");
    let further = at(&reader);
    assert_ne!(there, further);
    play(&mut reader, "ctrl-o");
    assert_eq!(at(&reader), there);
    play(&mut reader, "ctrl-o ctrl-o ctrl-o ctrl-o");
    assert_eq!(notice(&reader), "no jump before this");
    play(&mut reader, "alt-right alt-right");
    assert_eq!(at(&reader), further);
}

#[test]
fn coming_back_is_coming_back_to_whom_one_followed() {
    let mut reader = after("space e \"weiss\" enter");
    let (there, followed) = (at(&reader), current(&reader).to_owned());
    play(&mut reader, "space e \"orlov\" enter");
    assert_eq!(current(&reader), "Pavel Orlov");
    play(&mut reader, "ctrl-o");
    assert_eq!((at(&reader), current(&reader)), (there.clone(), followed.as_str()));
    play(&mut reader, "alt-right");
    assert_eq!(current(&reader), "Pavel Orlov");
}

#[test]
fn words_that_are_not_there_leave_the_page_where_it_was() {
    let mut reader = after(": \"goto 4\" enter");
    let top = reader.app.reader.top;
    play(&mut reader, "/ \"t\"");
    play(&mut reader, "\"hezzz\"");
    assert!(notice(&reader).contains("is not in this article"), "{}", notice(&reader));
    assert_eq!(reader.app.reader.top, top);
}

#[test]
fn q_goes_back_one_level_and_asks_at_the_top() {
    let mut reader = after("3");
    for pane in [Pane::Reader, Pane::List] {
        play(&mut reader, "q");
        assert_eq!((reader.app.focus, reader.app.overlay().is_none()), (pane, true));
    }
    play(&mut reader, "q");
    assert!(reader.app.overlay().is_some());
}

#[test]
fn the_article_of_the_last_run_is_opened_again() {
    let mut first = after(": \"goto 3\" enter");
    let (key, memory) = (first.app.reader.article.as_ref().unwrap().article.key, {
        play(&mut first, "Q");
        first.app.memory.clone()
    });
    let again = open(reports(), (120, 35), Colours::Ansi16, memory);
    assert_eq!(again.app.reader.article.as_ref().unwrap().article.key, key);
}

#[test]
fn escape_from_a_picker_leaves_everything_as_it_was() {
    let mut reader = after(": \"goto 4\" enter ) )");
    let (place, top) = (at(&reader), reader.app.reader.top);
    play(&mut reader, "space e \"orlov\"");
    assert_eq!(at(&reader), "VA Pavel Orlov");
    play(&mut reader, "esc");
    assert_eq!((at(&reader), reader.app.reader.top), (place, top));
    assert_eq!(current(&reader), "");
    play(&mut reader, "space ' enter");
    assert_eq!((at(&reader).as_str(), current(&reader)), ("VA Pavel Orlov", "Pavel Orlov"));
}

#[test]
fn escape_brings_back_the_very_rows_that_were_shown() {
    for size in [(80, 24), (60, 14)] {
        for keys in ["space e \"orlov\" down", "space e \"grain ships\"", "/ \"merrow\""] {
            let mut reader = open(reports(), size, Colours::Ansi16, ReaderMemory::default());
            play(&mut reader, "2 : \"goto 4\" enter . ) ) * ctrl-e ctrl-e ctrl-e");
            let before = screenshot::text(&reader.screen());
            let rows = |screen: &str| screen.lines().take(usize::from(size.1) - 2).collect::<Vec<_>>().join("\n");
            play(&mut reader, keys);
            assert_ne!(rows(&screenshot::text(&reader.screen())), rows(&before));
            play(&mut reader, "esc");
            assert_eq!(rows(&screenshot::text(&reader.screen())), rows(&before), "{size:?} {keys}");
        }
    }
}

#[test]
fn where_nothing_can_be_shown_only_leaving_is_done() {
    let mut reader = after("3");
    let before = people(&reader);
    play(&mut reader, "resize:20x5 D enter X J f resize:120x35");
    assert_eq!((people(&reader), reader.app.overlay().is_none()), (before, true));
}

fn people(reader: &Reader) -> Vec<u32> {
    reader.app.list.page.rows.iter().map(|row| row.people).collect()
}

#[test]
fn an_outlet_is_known_by_its_tag() {
    let reader = after("2 : \"goto 1\" enter O ctrl-u \"nw\" enter");
    assert!(notice(&reader).contains("outlet set to North Wire"), "{}", notice(&reader));
}

#[test]
fn help_has_the_words_of_the_place() {
    let screen = screenshot::text(&after("w ?").screen());
    assert!(screen.contains("sort by this column"), "{screen}");
    let screen = screenshot::text(&after("f ?").screen());
    assert!(screen.contains("a   ") && screen.contains("all outlets"), "{screen}");
}

#[test]
fn the_first_jump_takes_the_same_name_at_every_size() {
    let name = |size| {
        let mut reader = open(reports(), size, Colours::Ansi16, ReaderMemory::default());
        play(&mut reader, "2 : \"goto 4\" enter ]");
        current(&reader).to_owned()
    };
    assert_eq!((name((120, 35)), name((40, 12))), (name((80, 24)), name((60, 20))));
    assert!(!name((40, 12)).is_empty());
}

#[test]
fn jumps_typed_ahead_are_all_made() {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use dateline::tui::event::Event;
    let begin = "2 : \"goto 4\" enter ] ]";
    for keys in ["}}}}", "}}{", "}}}}}}}}}}}}}}}}}}}}{{{"] {
        let (mut slow, mut fast) = (after(begin), after(begin));
        play(&mut slow, &keys.chars().map(|key| format!("{key} ")).collect::<Vec<_>>().concat());
        fast.feed_at_once(keys.chars().map(|c| Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))));
        assert_eq!((at(&fast), fast.app.reader.cursor), (at(&slow), slow.app.reader.cursor), "{keys}");
    }
}

#[test]
fn enter_typed_before_names_are_found_means_what_was_typed() {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use dateline::tui::event::Event;
    let key = |code| Event::Key(KeyEvent::new(code, KeyModifiers::NONE));
    let keys = |word: &str| word.chars().map(|c| key(KeyCode::Char(c))).collect::<Vec<_>>();
    let (mut slow, mut fast, mut left) = (after("2"), after("2"), after("2"));
    play(&mut slow, "space e \"zelenko\" enter } }");
    fast.feed_at_once([keys(" ezelenko"), vec![key(KeyCode::Enter)], keys("}}")].concat());
    assert!(current(&slow).contains("Zelenko"));
    assert_eq!((current(&fast), at(&fast)), (current(&slow), at(&slow)));
    // Esc ends the waiting, too.
    let before = at(&left);
    left.feed_at_once([keys(" ezelenko"), vec![key(KeyCode::Enter), key(KeyCode::Esc)]].concat());
    assert_eq!((at(&left), current(&left), left.app.overlay().is_none()), (before, "", true));
}

#[test]
fn what_was_looked_for_in_one_article_may_be_missing_in_the_next() {
    let mut reader = after("space e \"grain ships\" enter J");
    assert!(!notice(&reader).contains("is not in this article"), "{}", notice(&reader));
    play(&mut reader, "n");
    assert!(notice(&reader).contains("“grain ships” is not in this article"), "{}", notice(&reader));
}

#[test]
fn an_article_only_looked_at_opens_at_its_start() {
    let mut reader = after(": \"goto 1\" enter space e \"zelenko\" down down esc");
    play(&mut reader, "space a \"grain row\" enter");
    let app = &reader.app;
    assert_eq!(app.reader.article.as_ref().unwrap().tag.as_ref(), "CP");
    let places: Vec<u32> = app.memory.articles.values().map(|kept| kept.place).collect();
    assert!(places.iter().all(|place| *place == 0), "{places:?}");
}

#[test]
fn names_are_found_under_other_spellings_scripts_and_with_a_slip() {
    for typed in ["tolyn", "%Porlof", "Зеленко", "haddat", "ms brandt"] {
        let reader = after(&format!("space e \"{typed}\" enter"));
        assert!(!current(&reader).is_empty(), "{typed}");
    }
    let reader = after("space e \"haddat\"");
    let screen = screenshot::text(&reader.screen());
    assert!(screen.contains("no exact match") && screen.contains("Faisal Haddad"), "{screen}");
    assert_eq!(current(&after("space e \"'haddat\" enter")), "", "an exact word is meant as it is");
}

#[test]
fn the_lines_of_a_picker_are_counted_beside_the_names() {
    let screen = screenshot::text(&after("space e \"grain ships\"").screen());
    assert!(screen.contains("0 of") && screen.contains("names, 1 line"), "{screen}");
}

#[test]
fn a_line_of_text_can_be_picked_and_found_on() {
    let mut reader = after("space e \"grain ships\" enter");
    assert_eq!(at(&reader), "NW grain");
    play(&mut reader, "n");
    assert!(notice(&reader).contains("“grain ships” 1 of 1, wrapped"), "{}", notice(&reader));
}

#[test]
fn a_mention_in_a_hidden_caption_is_uncovered() {
    let reader = after(": \"goto 4\" enter ) ) ) ) * ] ]");
    assert_eq!(at(&reader), "NW Helena Brandt");
    assert!(!reader.app.reader.show_hidden && reader.app.reader.hidden() == 0, "only this part is shown");
    assert!(screenshot::text(&reader.screen()).contains("old customs house"));
    assert!(notice(&reader).contains("hidden part shown; . hides it"), "{}", notice(&reader));
}

#[test]
fn finding_goes_round_and_says_so() {
    let mut reader = after(": \"goto 4\" enter / \"merrow\" enter");
    let first = reader.app.reader.cursor;
    assert!(notice(&reader).contains("1 of 3"), "{}", notice(&reader));
    play(&mut reader, "n n n");
    assert_eq!(reader.app.reader.cursor, first);
    assert!(notice(&reader).contains("wrapped to the start"), "{}", notice(&reader));
    play(&mut reader, "N");
    assert!(notice(&reader).contains("3 of 3, wrapped to the end"), "{}", notice(&reader));
    play(&mut reader, "/ \"Merrow\" enter");
    assert!(notice(&reader).contains("of 2"), "an upper-case letter makes case count: {}", notice(&reader));
    play(&mut reader, "/ \"qqq\" enter");
    assert!(notice(&reader).contains("“qqq” is not in this article"));
}

#[test]
fn the_filter_is_respected_everywhere() {
    let mut reader = after("f o enter");
    assert!(matches!(&reader.app.query.outlets, OutletFilter::Only(set) if set.len() == 1));
    assert_eq!(reader.app.list.page.total, 1);
    play(&mut reader, "F");
    assert_eq!(reader.app.list.page.total, 5);
    play(&mut reader, ": \"outlet NW, VA\" enter");
    assert_eq!(reader.app.list.page.total, 2);
    play(&mut reader, ": \"who weiss\" enter } } } }");
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..8 {
        play(&mut reader, "}");
        seen.insert(at(&reader));
    }
    assert!(seen.iter().all(|place| place.starts_with("NW") || place.starts_with("VA")), "{seen:?}");
    assert!(screenshot::text(&reader.screen()).contains("only"), "the crumb row says that the filter is on");
}

#[test]
fn a_filter_that_leaves_out_the_article_goes_to_the_nearest_in_time() {
    // 13:02 VA, 12:40 CP, 10:05 GD, 08:10 NW.
    for (left_out, nearest) in [("CP", "VA"), ("GD", "NW")] {
        let mut reader = after("1 g g");
        for _ in 0..5 {
            if at(&reader).starts_with(left_out) {
                break;
            }
            play(&mut reader, "j");
        }
        assert!(at(&reader).starts_with(left_out), "{}", at(&reader));
        play(&mut reader, ": \"outlet NW, VA\" enter");
        assert!(at(&reader).starts_with(nearest), "{}", at(&reader));
        assert_eq!(&*reader.app.list.current().unwrap().tag, nearest);
    }
}

#[test]
fn hidden_blocks_are_shown_by_one_key() {
    let mut reader = after(": \"goto 4\" enter");
    assert!(!screenshot::text(&reader.screen()).contains("old customs house"));
    play(&mut reader, ".");
    assert!(screenshot::text(&reader.screen()).contains("old customs house"));
    play(&mut reader, ".");
    assert!(!screenshot::text(&reader.screen()).contains("old customs house"));
}

#[test]
fn sorting_keeps_the_article() {
    let mut reader = after(": \"goto 4\" enter 1");
    let id = reader.app.list.current().unwrap().id;
    play(&mut reader, "s");
    assert_eq!(reader.app.list.current().unwrap().id, id);
    play(&mut reader, "s s S");
    assert_eq!(reader.app.list.current().unwrap().id, id);
}

#[test]
fn q_goes_back_and_asks_before_it_leaves() {
    let mut reader = after("z q");
    assert!(!reader.app.zen && !reader.left);
    play(&mut reader, "q");
    assert!(!reader.left);
    play(&mut reader, "j");
    assert!(!reader.left);
    play(&mut reader, "q q");
    assert!(reader.left);
}

#[test]
fn help_runs_what_is_picked() {
    let mut reader = after("? \"text only\" enter");
    assert!(reader.app.zen);
    play(&mut reader, "? \"nothing like this\"");
    assert!(screenshot::text(&reader.screen()).contains("0 of"));
    play(&mut reader, "esc");
    assert!(reader.app.overlays.is_empty());
}

#[test]
fn marks_and_their_letters() {
    let mut reader = after(": \"goto 4\" enter ) ) m a : \"goto 1\" enter ` a");
    assert_eq!(at(&reader), "NW Estmark");
    play(&mut reader, "` z");
    assert!(notice(&reader).contains("no mark z"));
}

#[test]
fn the_users_outlet_is_kept() {
    let mut reader = after("1 O \"My Gazette\" enter");
    assert!(screenshot::text(&reader.screen()).contains("My Gazette"));
    let kept: Vec<_> = reader.app.memory.articles.values().filter_map(|kept| kept.outlet.clone()).collect();
    assert_eq!(kept, ["My Gazette"]);
    play(&mut reader, "f");
    assert!(screenshot::text(&reader.screen()).contains("My Gazette"));
}

#[test]
fn an_empty_line_takes_back_only_what_was_said() {
    let mut reader = after("1 O enter");
    assert!(notice(&reader).contains("nothing changed"), "{}", notice(&reader));
    play(&mut reader, "O \"My Gazette\" enter O enter");
    assert!(
        notice(&reader).contains("outlet set to My Gazette"),
        "what was said is offered again: {}",
        notice(&reader)
    );
    play(&mut reader, "O ctrl-u enter");
    assert!(notice(&reader).contains("outlet reset"), "{}", notice(&reader));
}

#[test]
fn what_is_copied_carries_its_source() {
    let reader = after(": \"goto 2\" enter / \"heard\" enter y");
    assert_eq!(reader.copied.len(), 1);
    assert!(reader.copied[0].contains("We listened") && reader.copied[0].contains("Capital Post"));
    assert!(notice(&reader).starts_with("copied “We listened to each other, and…”, 12 words"), "{}", notice(&reader));
}

#[test]
fn the_place_survives_any_resize() {
    let mut reader = after(": \"goto 4\" enter / \"fishing\" enter");
    let cursor = reader.app.reader.cursor.unwrap();
    for (width, height) in [(60, 20), (200, 50), (30, 8), (80, 24), (45, 10), (120, 35)] {
        play(&mut reader, &format!("resize:{width}x{height}"));
        let visible = reader.app.reader.visible();
        assert!(visible.end > visible.start, "{width}x{height}");
    }
    play(&mut reader, "n");
    assert_eq!(reader.app.reader.cursor, Some(cursor));
}

#[test]
fn memory_brings_back_the_article_the_outlets_and_the_name() {
    let mut reader = after(": \"outlet NW, VA, EJ\" enter space e \"zelen\" enter }");
    let (article, name) = (reader.app.reader.id(), current(&reader).to_owned());
    play(&mut reader, "Q");
    assert!(reader.left);
    let memory: ReaderMemory = reader.app.memory.clone();
    let again = open(reports(), (120, 35), Colours::Ansi16, memory);
    assert_eq!(again.app.reader.id(), article);
    assert_eq!(current(&again), name);
    assert_eq!(again.app.list.page.total, 3);
}

#[test]
fn read_marks_follow_reading() {
    let mut reader = after("1 j j");
    assert!(reader.app.memory.articles.values().all(|kept| !kept.read), "looking at the list reads nothing");
    play(&mut reader, "enter");
    assert_eq!(reader.app.memory.articles.values().filter(|kept| kept.read).count(), 1);
    play(&mut reader, "r");
    assert_eq!(reader.app.memory.articles.values().filter(|kept| kept.read).count(), 0);
}

#[test]
fn the_mouse_clicks_names_and_rows() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut reader = after(": \"goto 4\" enter");
    let screen = screenshot::text(&reader.screen());
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains("Idris Okafor")).unwrap();
    let column = dateline::text::cells(&line[..line.find("Idris").unwrap()]) as u16 + 2;
    let click = |column, row, kind| {
        dateline::tui::event::Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    };
    reader.feed(click(column, row as u16, MouseEventKind::Down(MouseButton::Left)));
    assert_eq!(current(&reader), "Idris Okafor");
    reader.feed(click(5, 4, MouseEventKind::Down(MouseButton::Left)));
    assert_eq!(reader.app.focus, Pane::List);
    reader.feed(click(60, 12, MouseEventKind::ScrollDown));
}

#[test]
fn what_a_search_found_is_marked_in_the_article() {
    for search in ["grain* talks", "~grain", "grain OR zelenko", "grain NEAR/9 ships", "title:grain"] {
        let mut reader = after("2");
        play(&mut reader, &format!("space / \"{search}\" enter"));
        assert!(!notice(&reader).contains("is not in this article"), "{search}: {}", notice(&reader));
        let hits = reader.app.find.as_ref().map_or(0, |find| find.hits.len());
        assert!(hits > 0, "{search}");
        play(&mut reader, "n");
        assert!(notice(&reader).contains(&format!("of {hits}")), "{search}: {}", notice(&reader));
    }
    // A search for names alone marks nothing, and n says so.
    let mut reader = after("2 space / \"who:zelenko\" enter");
    assert!(reader.app.find.is_none() && !notice(&reader).contains("is not in this article"), "{}", notice(&reader));
    play(&mut reader, "n");
    assert!(notice(&reader).contains("no search yet"), "{}", notice(&reader));
}

#[test]
fn a_search_that_is_not_understood_is_answered_in_full() {
    for (size, wanted) in [((120, 35), "for example"), ((80, 24), "for example"), ((40, 12), "column")] {
        let mut reader = open(reports(), size, Colours::Ansi16, ReaderMemory::default());
        play(&mut reader, "space / \"ferry AND\"");
        let screen = screenshot::text(&reader.screen());
        // In as many lines as it takes.
        let words: Vec<&str> = screen.split_whitespace().filter(|word| *word != "┃").collect();
        assert!(words.join(" ").contains(wanted), "{size:?}\n{screen}");
    }
}

/// The words in the text that stand in cells with these attributes.
fn styled_words(reader: &Reader, wanted: Modifier, unwanted: Modifier) -> Vec<String> {
    let (screen, text) = (reader.screen(), reader.app.panes().text());
    let mut words = Vec::new();
    for y in text.top()..text.bottom() {
        let mut word = String::new();
        for x in text.left()..=text.right() {
            let cell = screen.cell((x, y)).filter(|_| x < text.right());
            match cell.filter(|cell| cell.modifier.contains(wanted) && !cell.modifier.intersects(unwanted)) {
                Some(cell) => word.push_str(cell.symbol()),
                None if !word.is_empty() => words.push(std::mem::take(&mut word)),
                None => {}
            }
        }
    }
    words
}

#[test]
fn the_mention_one_is_at_looks_unlike_the_others() {
    for colours in [Colours::None, Colours::Ansi16, Colours::Rgb] {
        let memory = ReaderMemory { welcomed: true, ..ReaderMemory::default() };
        let mut reader = open(reports(), (120, 35), colours, memory);
        play(&mut reader, ": \"goto 4\" enter ) ) ) ) * ]");
        let (reverse, line) = (Modifier::REVERSED, Modifier::BOLD | Modifier::UNDERLINED);
        for (keys, here, others) in [("", "Brandt", ["Helena Brandt", "Brandt"]), ("[", "Helena Brandt", ["Brandt"; 2])]
        {
            play(&mut reader, keys);
            assert_eq!(styled_words(&reader, reverse, Modifier::empty()), [here], "{colours:?} {keys}");
            assert_eq!(styled_words(&reader, line, reverse), others, "{colours:?} {keys}");
        }
    }
}

#[test]
fn what_the_keys_act_on_is_marked_in_the_margin() {
    for size in [(120, 35), (80, 24), (60, 20), (40, 12), (30, 8)] {
        for keys in ["", "j j j", "ctrl-d", "G", ")", "] ]", "z G", "/ \"fishing\" enter"] {
            let mut reader = reader(size);
            play(&mut reader, &format!(": \"goto 4\" enter {keys}"));
            let (screen, text) = (reader.screen(), reader.app.panes().text());
            let signs = (text.top()..text.bottom()).filter(|y| screen[(text.x - 1, *y)].symbol() == "▸").count();
            assert_eq!(signs, 1, "{size:?} {keys}");
        }
    }
}

#[test]
fn a_mention_out_of_view_is_not_acted_on() {
    let mut reader = reader((80, 24));
    play(&mut reader, ": \"goto 4\" enter ) ) ) ) G d");
    assert!(reader.app.overlay().is_none(), "the name was left behind");
    assert!(notice(&reader).contains("no name at the cursor"), "{}", notice(&reader));
}

#[test]
fn without_a_name_at_hand_nobody_is_taken() {
    for key in ["i", "v", "I", "M", "X"] {
        let reader = after(&format!(": \"goto 4\" enter {key}"));
        assert!(reader.app.overlay().is_none() && reader.app.pages.is_empty(), "{key}");
        assert!(notice(&reader).starts_with("no name selected"), "{key}: {}", notice(&reader));
    }
}

#[test]
fn a_mistyped_command_does_nothing() {
    for (line, said) in [("foo", "unknown command \"foo\""), ("m", "may be merge"), ("w", "nothing to save")] {
        let reader = after(&format!(": \"{line}\" enter"));
        assert!(reader.app.overlay().is_none(), "{line}");
        assert!(notice(&reader).contains(said), "{line}: {}", notice(&reader));
    }
}

#[test]
fn sizes_that_are_gone_through_do_not_move_the_place() {
    for keys in ["G", "ctrl-d", "] ] ]"] {
        let mut reader = reader((80, 24));
        play(&mut reader, &format!(": \"goto 4\" enter {keys}"));
        let top = reader.app.reader.top;
        play(&mut reader, "resize:60x20 resize:40x12 resize:200x60 resize:80x24");
        assert_eq!(reader.app.reader.top, top, "{keys}");
    }
}

#[test]
fn names_are_not_sorted_by_the_keys_of_the_list() {
    let mut reader = after("3");
    let before = reader.app.query.clone();
    play(&mut reader, "s S");
    assert_eq!(reader.app.query, before);
    assert!(notice(&reader).contains("w sorts them"), "{}", notice(&reader));
}

#[test]
fn the_list_says_by_what_it_is_sorted() {
    for (keys, title) in [("1", "1 Articles ━"), ("1 s", "1 Articles by outlet"), ("1 S", "1 Articles by date▴")] {
        assert!(screenshot::text(&after(keys).screen()).contains(title), "{keys}");
    }
}

#[test]
fn the_list_follows_what_a_picker_shows() {
    let mut reader = after(": \"goto 4\" enter");
    let before = reader.app.list.selected;
    play(&mut reader, "space e \"orlov\"");
    let shown = reader.app.reader.id();
    assert_eq!(reader.app.list.current().map(|row| row.id), shown);
    assert_ne!(reader.app.list.selected, before);
    play(&mut reader, "esc");
    assert_eq!(reader.app.list.selected, before);
}

#[test]
fn what_is_typed_in_a_picker_goes_before_the_counter() {
    let mut reader = reader((30, 12));
    play(&mut reader, "space e \"a long name that is typed\"");
    let shown = screenshot::text(&reader.screen());
    assert!(shown.contains("name that is typed "), "{shown}");
}

#[test]
fn hints_and_the_status_row_can_be_clicked() {
    let mut reader = reader((60, 20));
    let mut click = |word: &str| {
        let shown = screenshot::text(&reader.screen());
        let found = shown.lines().enumerate().skip(18).find_map(|(row, line)| {
            let (before, _) = line.split_once(word)?;
            Some((row, before.chars().count()))
        });
        let (row, column) = found.unwrap_or_else(|| panic!("no {word} in\n{shown}"));
        let kind = MouseEventKind::Down(MouseButton::Left);
        reader.feed(Event::Mouse(MouseEvent {
            kind,
            column: column as u16,
            row: row as u16,
            modifiers: KeyModifiers::NONE,
        }));
        (reader.app.focus, reader.app.overlay().is_some())
    };
    assert_eq!(click("1 Articles"), (Pane::List, false));
    assert_eq!(click("article…"), (Pane::List, true), "the picker of articles is open");
    assert_eq!(click("back"), (Pane::List, false));
    assert_eq!(click("? keys"), (Pane::List, true));
}
