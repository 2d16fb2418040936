//! A recorded walk through all keys of Repair, drawn at two sizes: what each box says before anything changes, what is told
//! afterwards, and that it can be taken back.

use crate::env::Env;

/// Rows of the screen, without the signs of boxes.
fn screen(keys: &str, size: &str) -> String {
    Env::new().ok(&["read-script", keys, "--size", size])
}

/// What the box of a title says, in one line.
#[track_caller]
fn boxed(screen: &str, title: &str) -> String {
    let lines: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
    let head = format!("┏━ {title} ");
    let place = lines.iter().enumerate().find_map(|(row, line)| {
        let text: String = line.iter().collect();
        Some((row, text[..text.find(&head)?].chars().count()))
    });
    let (top, left) = place.unwrap_or_else(|| panic!("no box {title}:\n{screen}"));
    let width = lines[top][left..].iter().position(|c| *c == '┓').unwrap();
    let inside = lines[top + 1..].iter().take_while(|line| line[left] != '┗');
    let words: String = inside.map(|line| line[left + 1..left + width].iter().collect::<String>() + " ").collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The row above the keys: what is told.
fn told(screen: &str) -> &str {
    screen.lines().rev().nth(1).unwrap_or("")
}

/// Keys up to a box, its title and what it says; keys from there on, and what is told then (80 columns cut it).
const WALK: [(&str, &str, &[&str], &str, &str); 13] = [
    (
        "3 A j M \"witkoff\" enter",
        "Preview",
        &[
            "Merge Marco Rubio (10 mentions, 5 outlets) into Steve Witkoff (6 mentions, 5 outlets): 16 mentions",
            "Also applies to future articles",
            "Enter confirm Esc cancel",
        ],
        "enter",
        "You merged “Marco Rubio” into “Steve Witkoff”; U",
    ),
    (
        "3 A j %",
        "Split",
        &[
            "Which mentions of Marco Rubio belong",
            "[ ] every Marco Rubio 6 mentions",
            "[ ] every Rubio 4 mentions",
            "[ ] LAT",
        ],
        "esc",
        " WHO ",
    ),
    (
        "3 A j % j space enter",
        "Preview",
        &[
            "Split Marco Rubio (10 mentions, 5 outlets): 4 mentions (“Rubio” 4) become",
            "It is called Rubio; 6 of 10 stay",
        ],
        "enter",
        "You split “Rubio” from “Marco Rubio” as “Rubio”",
    ),
    ("3 A j X", "Type", &["Marco Rubio:", "p a person", "o an organisation"], "esc", " WHO "),
    (
        "3 A j X o",
        "Preview",
        &["Change Marco Rubio (10 mentions, 5 outlets) from person to organisation"],
        "enter",
        "You changed “Marco Rubio” to an organisation",
    ),
    (
        "3 A j D",
        "Preview",
        &["Remove Marco Rubio (10 mentions, 5 outlets) as a name", "10 mentions will no longer be marked"],
        "enter",
        "You removed “Marco Rubio” as a name",
    ),
    (
        "3 A j R ctrl-u \"Secretary Rubio\" enter",
        "Preview",
        &["Rename Marco Rubio (10 mentions, 5 outlets) to Secretary Rubio"],
        "enter",
        "You renamed “Marco Rubio” to “Secretary Rubio”",
    ),
    (
        "3 A x j j x X l",
        "Preview",
        &["Change Donald Trump (21 mentions, 5 outlets) from person to place", "from person to place"],
        "enter",
        "You changed “Donald Trump”, “Vladimir Putin” to",
    ),
    (
        "2 ] p p",
        "Preview",
        &[
            "Reassign 1 mention (“",
            "”) to another person ",
            ": 1 mention",
            " stay with ",
            "Applies to this mention only",
        ],
        "enter",
        "You ",
    ),
    ("2 ] d", "Preview", &["” in “", "as a name", " keeps "], "enter", "as a name there"),
    (
        "2 j j V V enter",
        "Add a missed name",
        &["p a person", "o an organisation", "e an existing name"],
        "m enter",
        "You ",
    ),
    ("3 A j v d", "Preview", &["as a name", "Marco Rubio keeps 9 mentions"], "enter", "as a name there"),
    (
        "w j M \"witkoff\" enter",
        "Preview",
        &["into Steve Witkoff (6 mentions, 5 outlets)"],
        "enter",
        "into “Steve Witkoff”",
    ),
];

#[test]
fn every_key_says_what_would_change_does_it_and_takes_it_back() {
    for size in ["120x35", "80x24"] {
        let mut done = 0;
        for (keys, title, says, further, then) in WALK {
            let open = screen(keys, size);
            let said = boxed(&open, title);
            for words in says {
                assert!(said.contains(words), "{keys} at {size}: {said}\n{open}");
            }
            let after = screen(&format!("{keys} {further}"), size);
            assert!(told(&after).contains(then), "{keys} {further} at {size}: {}\n{after}", told(&after));
            if further == "esc" {
                assert!(!told(&after).contains("You "), "{}", told(&after));
                continue;
            }
            done += 1;
            // All of it is in the list of decisions, and can be taken back there, with U and with Ctrl-z; done again with Ctrl-r.
            let list = screen(&format!("{keys} {further} space d"), size);
            assert!(boxed(&list, "Corrections").starts_with("1 correction, oldest first 1 "), "{keys}: {list}");
            for undo in ["U", "ctrl-z"] {
                let undone = screen(&format!("{keys} {further} {undo}"), size);
                assert!(told(&undone).contains("Undone"), "{keys} {undo} at {size}: {}", told(&undone));
            }
            let again = screen(&format!("{keys} {further} U ctrl-r"), size);
            assert!(told(&again).contains("Redone"), "{keys} at {size}: {}", told(&again));
            let twice = screen(&format!("{keys} {further} U U"), size);
            assert!(told(&twice).contains("nothing to undo"), "{keys} at {size}: {}", told(&twice));
        }
        assert_eq!(done, 11);
    }
}
