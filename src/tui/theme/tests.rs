use ratatui::style::{Color, Modifier, Style};

use super::colour::{READABLE, contrast, rgb};
use super::{Capability, Colours, Role, Sign, Theme, Themes};
use crate::config::File;
use crate::model::EntityKind;
use crate::text::cells;

const KINDS: [Role; 4] = [Role::Person, Role::Organisation, Role::Place, Role::Other];

/// Roles that are lines and bars, not text.
const LINES: [Role; 6] =
    [Role::Rule, Role::Border, Role::BorderFocus, Role::PopupBorder, Role::BarFull, Role::BarEmpty];

fn all() -> impl Iterator<Item = Theme> {
    Theme::names().map(|name| Theme::builtin(name).unwrap())
}

fn file(text: &str) -> File {
    File { name: "own.toml".to_owned(), text: text.to_owned() }
}

#[test]
fn built_in_themes_have_no_mistakes_and_name_every_role() {
    for (name, text) in super::BUILTIN {
        assert_eq!(Theme::plain(name).overlay(name, text), []);
        let base = super::BUILTIN.iter().find(|(known, _)| super::parse::base(text).as_deref() == Some(known));
        for role in Role::ALL {
            let line = format!("\n{} = ", role.name());
            let has = text.contains(&line) || base.is_some_and(|(_, text)| text.contains(&line));
            assert!(has, "{name} lacks {}", role.name());
        }
    }
}

#[test]
fn kinds_of_names_differ_without_colour() {
    for theme in all() {
        let told: Vec<Modifier> = KINDS.map(|role| theme.style(role).add_modifier).to_vec();
        for (at, one) in told.iter().enumerate() {
            assert!(!one.is_empty() && !told.iter().skip(at + 1).any(|other| other == one), "{}", theme.name());
            // The current entity and what was found must be seen on each of them, and apart from each other.
            let current = theme.style(Role::Current).add_modifier | *one;
            let found = theme.style(Role::Find).add_modifier | *one;
            assert!(current != *one && found != *one && current != found, "{}", theme.name());
            // Of its mentions, the one at the cursor is told from the others.
            let elsewhere = theme.style(Role::CurrentOther).add_modifier | *one;
            assert!(elsewhere != *one && !elsewhere.contains(Modifier::REVERSED), "{}", theme.name());
        }
        assert!(theme.style(Role::Current).add_modifier.contains(Modifier::REVERSED));
        assert!(theme.style(Role::Find).add_modifier.contains(Modifier::BOLD | Modifier::UNDERLINED));
        assert_ne!(theme.style(Role::FindCurrent), theme.style(Role::Find));
        assert_eq!(theme.kind(EntityKind::Place), theme.style(Role::Place));
    }
}

/// Every pair of foreground and ground that a theme in exact colours can show as text.
fn pairs(theme: &Theme) -> Vec<(Role, [u8; 3], [u8; 3])> {
    let grounds: Vec<Color> = [Role::Text, Role::Popup, Role::Selection, Role::SelectionUnfocused]
        .into_iter()
        .filter_map(|role| theme.style(role).bg)
        .collect();
    let mut pairs = Vec::new();
    for role in Role::ALL.iter().filter(|role| !LINES.contains(role)) {
        let Style { fg, bg, .. } = theme.style(*role);
        let ink = fg.or(theme.style(Role::Text).fg).and_then(rgb);
        for ground in bg.map_or(grounds.clone(), |own| vec![own]) {
            if let (Some(ink), Some(ground)) = (ink, rgb(ground)) {
                pairs.push((*role, ink, ground));
            }
        }
    }
    // A name that was found: the ink of its kind on the ground of the find.
    for role in KINDS {
        let style = theme.style(role).patch(theme.style(Role::Find));
        if let (Some(ink), Some(ground)) = (style.fg.and_then(rgb), style.bg.and_then(rgb)) {
            pairs.push((role, ink, ground));
        }
    }
    pairs
}

#[test]
fn text_is_readable_on_every_ground() {
    let mut wrong = Vec::new();
    for name in ["dark", "light"] {
        let theme = Theme::builtin(name).unwrap();
        let found = pairs(&theme);
        assert!(found.len() > 60, "{}", found.len());
        for (role, ink, ground) in found {
            let ratio = contrast(ink, ground);
            if ratio < READABLE {
                wrong.push(format!("{name}: {} {ink:?} on {ground:?} is {ratio:.2}", role.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn text_stays_readable_with_fewer_colours() {
    for name in ["dark", "light"] {
        for colours in [Colours::Ansi256, Colours::Ansi16] {
            let theme =
                Theme::builtin(name).unwrap().for_capability(Capability { colours, unicode: true, light: false });
            for role in Role::ALL.iter().filter(|role| !LINES.contains(role)) {
                let style = theme.style(*role);
                let wide = [style.fg, style.bg].into_iter().flatten().any(|colour| matches!(colour, Color::Rgb(..)));
                assert!(!wide, "{name} {}", role.name());
                let ground = style.bg.or(theme.style(Role::Text).bg).and_then(rgb).unwrap();
                if let Some(ink) = style.fg.and_then(rgb) {
                    let ratio = contrast(ink, ground);
                    assert!(ratio >= READABLE, "{name} {colours:?} {}: {ink:?} on {ground:?} {ratio:.2}", role.name());
                }
            }
        }
    }
}

#[test]
fn the_theme_of_the_terminal_names_none_but_its_sixteen_colours() {
    for name in ["terminal", "terminal-light", "mono"] {
        let theme = Theme::builtin(name).unwrap();
        for role in Role::ALL {
            let style = theme.style(*role);
            // No ground of its own: it would be wrong on light or on dark.
            assert_eq!(style.bg, None);
            assert!(!matches!(style.fg, Some(Color::Rgb(..) | Color::Indexed(_))));
            assert!(name != "mono" || style.fg.is_none());
        }
    }
}

#[test]
fn no_theme_sets_red_against_green() {
    for theme in all() {
        let greenish = |style: Style| {
            let told = [style.fg, style.bg].into_iter().flatten().filter_map(rgb);
            told.into_iter().any(|[red, green, blue]| {
                green > 120 && green > red.saturating_add(40) && green > blue.saturating_add(40)
            })
        };
        assert!(!Role::ALL.iter().any(|role| greenish(theme.style(*role))), "{}", theme.name());
    }
}

#[test]
fn without_colour_nothing_has_colour() {
    let none = Capability { colours: Colours::None, unicode: true, light: false };
    for theme in all() {
        let theme = theme.for_capability(none);
        for role in Role::ALL {
            assert_eq!((theme.style(*role).fg, theme.style(*role).bg), (None, None));
        }
    }
}

#[test]
fn signs_are_one_cell_wide_and_have_a_form_in_ascii() {
    let theme = Theme::builtin("terminal").unwrap();
    let ascii = theme.clone().for_capability(Capability { colours: Colours::Rgb, unicode: false, light: false });
    for sign in Sign::ALL {
        assert_eq!((cells(theme.sign(*sign)), cells(ascii.sign(*sign))), (1, 1), "{}", sign.name());
        assert!(ascii.sign(*sign).is_ascii());
    }
    for focus in [false, true] {
        let set = ascii.border(focus);
        let parts =
            [set.top_left, set.top_right, set.bottom_left, set.bottom_right, set.vertical_left, set.horizontal_top];
        assert!(parts.iter().all(|part| part.is_ascii()));
    }
    assert_ne!(ascii.border(true), ascii.border(false));
}

#[test]
fn bars_are_as_long_as_their_value() {
    let theme = Theme::builtin("terminal").unwrap();
    assert_eq!(theme.bar(3, 3, 4), "████");
    assert_eq!(theme.bar(0, 3, 4), "    ");
    assert_eq!(theme.bar(5, 8, 4), "██▌ ");
    assert_eq!(theme.bar(1, 1_000_000, 4), "▏   ");
    assert_eq!(theme.bar(9, 3, 2), "██");
    assert_eq!(theme.bar(0, 0, 2), "  ");
    assert_eq!(theme.bar(u64::MAX, u64::MAX, 3), "███");
    assert_eq!(theme.with_ascii().bar(5, 8, 4), "### ");
}

#[test]
fn a_file_lies_over_a_theme() {
    let mut theme = Theme::builtin("dark").unwrap();
    let before = theme.style(Role::Text);
    let text = "[colours]\nsea = \"#004488\"\n[styles]\nperson = \"sea on 231 bold\"\nplace = \"#aabbcc\"\n[signs]\nstar = \"x\"\n";
    assert_eq!(theme.overlay("own.toml", text), []);
    let person = Style::new().fg(Color::Rgb(0, 0x44, 0x88)).bg(Color::Indexed(231)).add_modifier(Modifier::BOLD);
    assert_eq!(theme.style(Role::Person), person);
    assert_eq!(theme.style(Role::Place), Style::new().fg(Color::Rgb(0xaa, 0xbb, 0xcc)));
    assert_eq!(theme.style(Role::Text), before);
    assert_eq!(theme.sign(Sign::Star), "x");
}

#[test]
fn mistakes_are_told_with_their_place() {
    let mut theme = Theme::builtin("dark").unwrap();
    let text = "[styles]\npersn = \"blue\"\nplace = \"bleu bold\"\nother = \"blue red\"\nfind = \"blue on\"\ndim = 3\n\
                error = \"red bold\"\n[signs]\nstar = \"**\"\n[colors]\n[colours]\nsea = \"wet\"\n";
    let told: Vec<String> = theme.overlay("own.toml", text).iter().map(ToString::to_string).collect();
    let begins = [
        "own.toml:2:1: unknown role \"persn\"; did you mean \"person\"?",
        "own.toml:3:10: unknown word \"bleu\"; did you mean \"blue\"?",
        "own.toml:4:15: \"red\" is a second colour; the ground follows \"on\"",
        "own.toml:5:14: \"on\" wants a colour after it",
        "own.toml:6:7: dim is an integer here; it wants a text",
        "own.toml:9:8: star must be one sign, one cell wide",
        "own.toml:10:2: unknown section \"colors\"; did you mean \"colours\"?",
        "own.toml:12:7: \"wet\" is no colour",
    ];
    assert_eq!(told.len(), begins.len(), "{told:#?}");
    for (told, begin) in told.iter().zip(begins) {
        assert!(told.starts_with(begin), "{told}");
    }
    // What is good is used all the same.
    assert_eq!(theme.style(Role::Error), Style::new().fg(Color::Red).add_modifier(Modifier::BOLD));
}

#[test]
fn own_themes_stand_beside_the_built_in_ones() {
    let files = [
        ("dark".to_owned(), file("[styles]\nstar = \"1\"\n")),
        ("mine".to_owned(), file("base = \"light\"\n[styles]\nstar = \"2\"\n")),
    ];
    let (themes, errors) = Themes::new(&files);
    assert_eq!(errors, []);
    assert_eq!(themes.names().collect::<Vec<_>>(), ["terminal", "terminal-light", "dark", "light", "mono", "mine"]);
    let mine = themes.get("mine").unwrap();
    assert_eq!(mine.style(Role::Text), Theme::builtin("light").unwrap().style(Role::Text));
    assert_eq!(mine.style(Role::Star), Style::new().fg(Color::Indexed(2)));
    assert_eq!(themes.get("dark").unwrap().style(Role::Star), Style::new().fg(Color::Indexed(1)));
    assert_eq!(themes.after("mine").unwrap().name(), "terminal");
    assert_eq!(themes.after("mono").unwrap().name(), "mine");
}

#[test]
fn the_theme_chosen_fits_the_terminal() {
    let (themes, _) = Themes::new(&[]);
    let dark = Capability { colours: Colours::Ansi16, unicode: true, light: false };
    let light = Capability { light: true, ..dark };
    assert_eq!(themes.choose("terminal", dark).unwrap().name(), "terminal");
    let chosen = themes.choose("terminal", light).unwrap();
    assert_eq!(chosen.name(), "terminal");
    assert_eq!(chosen.styles, Theme::builtin("terminal-light").unwrap().styles);
    assert_eq!(themes.choose("mono", light).unwrap().name(), "mono");
    assert_eq!(themes.choose("drak", dark).unwrap_err(), "no theme \"drak\"; did you mean \"dark\"?");
}
