//! Configuration as a user writes it: files with mistakes, the folder, the documentation of the keys.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]
use std::fs;
use std::path::{Path, PathBuf};

use dateline::config::{self, Config, ConfigError};
use dateline::tui::action::Action;
use dateline::tui::keymap::{self, Context, Key, Keymap, Lookup};
use dateline::tui::theme::{self, Theme, Themes};
use proptest::prelude::{any, proptest};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn fixture(name: &str) -> String {
    fs::read_to_string(root().join("tests/fixtures/config").join(name)).unwrap()
}

/// What a fixture's comments promise: `# ! COLUMN MESSAGE` stands under the line that is wrong.
fn promised(name: &str, text: &str) -> Vec<String> {
    let mut line_number = 0;
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        match line.strip_prefix("# ! ") {
            Some(promise) => {
                let (column, message) = promise.split_once(' ').unwrap();
                found.push(format!("{name}:{line_number}:{column}: {message}"));
            }
            None => line_number = at + 1,
        }
    }
    assert!(!found.is_empty(), "{name} promises nothing");
    found
}

fn told(errors: &[ConfigError]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

fn keys(names: &str) -> Vec<Key> {
    names.split(' ').map(|name| Key::parse(name).unwrap()).collect()
}

#[test]
fn mistakes_in_a_key_map_are_told_and_the_rest_is_used() {
    let text = fixture("keymap-mistakes.toml");
    let mut keymap = Keymap::builtin();
    assert_eq!(told(&keymap.overlay("keymap-mistakes.toml", &text)), promised("keymap-mistakes.toml", &text));
    assert_eq!(keymap.lookup(Context::Reader.chain(), &keys("ctrl-e")), Lookup::Action(Action::Down));
    assert_eq!(keymap.lookup(Context::Reader.chain(), &keys("g g")), Lookup::Action(Action::Top));
}

#[test]
fn mistakes_in_the_settings_are_told_and_the_rest_is_used() {
    let text = fixture("config-mistakes.toml");
    let (config, errors) = Config::parse("config-mistakes.toml", &text);
    assert_eq!(told(&errors), promised("config-mistakes.toml", &text));
    assert_eq!(config, Config { theme: "dark".to_owned(), list_width: 24, ..Config::default() });
}

#[test]
fn broken_toml_does_not_take_the_rest_with_it() {
    let text = "measure = 72\nmouse = = true\nlist_width = 20\n";
    let (config, errors) = Config::parse("config.toml", text);
    assert_eq!((config.measure, config.list_width, config.mouse), (72, 20, true));
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((errors[0].line, errors[0].column), (2, 9), "{errors:?}");
}

#[test]
fn a_file_of_nothing_but_mistakes_is_told_in_part() {
    let text = "[[list]]\non = \"x\"\nrun = \"nothing_of_the_kind\"\n".repeat(5000);
    let errors = told(&Keymap::builtin().overlay("keymap.toml", &text));
    assert_eq!(errors.len(), 51);
    assert!(errors[0].starts_with("keymap.toml:3:7: unknown action"), "{}", errors[0]);
    assert_eq!(errors[50], "keymap.toml: and 4950 mistakes more");
}

#[test]
fn a_key_map_lies_over_the_built_in_one() {
    let text = "
        [[global]]
        on = \"j\"
        run = \"half_down\"
        desc = \"far down\"
        [[global]]
        on = \"space\"
        run = \"none\"
        [[global]]
        on = \"space\"
        run = \"page_down\"
        [[reader]]
        on = [\"g\", \"e\"]
        run = \"bottom\"
    ";
    let mut keymap = Keymap::builtin();
    assert_eq!(keymap.overlay("keymap.toml", text), []);
    let chain = Context::Reader.chain();
    assert_eq!(keymap.lookup(chain, &keys("j")), Lookup::Action(Action::HalfDown));
    assert_eq!(keymap.lookup(chain, &keys("k")), Lookup::Action(Action::Up));
    assert_eq!(keymap.lookup(chain, &keys("space")), Lookup::Action(Action::PageDown));
    assert_eq!(keymap.lookup(chain, &keys("space e")), Lookup::None);
    // The box after `g` shows what the pane adds and what holds everywhere.
    let Lookup::Prefix(next) = keymap.lookup(chain, &keys("g")) else { panic!("g is a beginning") };
    let shown: Vec<(String, Option<Action>)> = next.iter().map(|(key, _, action)| (key.to_string(), *action)).collect();
    assert_eq!(shown, [("e".to_owned(), Some(Action::Bottom)), ("g".to_owned(), Some(Action::Top))]);
    assert_eq!(keymap.lookup(Context::List.chain(), &keys("g e")), Lookup::None);
    let row = keymap.entries(Context::Global).find(|row| row.action == Action::HalfDown && row.desc == "far down");
    assert_eq!(row.unwrap().keys, ["j"]);
}

#[test]
fn keys_shown_are_keys_that_work() {
    let keymap = Keymap::builtin();
    assert_eq!(keymap.keys_of(Context::Reader.chain(), Action::Top), ["gg", "home"]);
    assert_eq!(keymap.keys_of(Context::Reader.chain(), Action::PickMention), ["space e"]);
    assert_eq!(keymap.keys_of(Context::Filter.chain(), Action::PickMention), [""; 0]);
    assert_eq!(keymap.keys_of(Context::Reader.chain(), Action::CycleTheme), [""; 0]);
    for place in Context::ALL {
        for action in place.hints() {
            assert!(!keymap.keys_of(place.chain(), *action).is_empty(), "{} in {}", action.name(), place.name());
        }
        // No row twice, and every key in it does what the row says.
        let mut seen = Vec::new();
        for row in keymap.reachable(place.chain()) {
            for key in row.keys {
                assert!(!seen.contains(&key), "{key} twice in {}", place.name());
                seen.push(key);
            }
        }
    }
    // A pane's own words for a key stand in place of those of everywhere.
    let rows = keymap.reachable(Context::List.chain());
    let enter: Vec<&str> =
        rows.iter().filter(|row| row.keys.contains(&"enter".to_owned())).map(|row| row.desc.as_str()).collect();
    assert_eq!(enter, ["read this article"]);
}

/// Compares a file with what it must be; with `DATELINE_UPDATE_DOCS` writes it first.
fn keep_fresh(name: &str, fresh: &str) {
    let path = root().join(name);
    if std::env::var_os("DATELINE_UPDATE_DOCS").is_some() {
        fs::write(&path, fresh).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(kept == fresh, "{name} is not up to date; run DATELINE_UPDATE_DOCS=1 cargo test --test config");
}

#[test]
fn the_documentation_is_fresh() {
    let keys = Keymap::of_file();
    keep_fresh("src/tui/keymap/table.rs", &keymap::docs::table(&keys));
    keep_fresh("docs/keys.md", &keymap::docs::markdown(&keys));
    assert!(keys == Keymap::builtin(), "the table gives another map; run the test again");
    keep_fresh("docs/themes.md", &theme::docs::markdown());
}

#[test]
fn the_folder_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("themes")).unwrap();
    fs::write(at("config.toml"), "theme = \"sea\"\nmesure = 70\n").unwrap();
    fs::write(at("keymap.toml"), "[[list]]\non = \"x\"\nrun = \"toggle_star\"\n").unwrap();
    fs::write(at("themes/sea.toml"), "base = \"dark\"\n").unwrap();
    fs::write(at("themes/bad.toml"), b"[styles]\n# caf\xe9\n").unwrap();
    fs::write(at("themes/notes.txt"), "not a theme").unwrap();
    let loaded = Config::load(Some(folder.path()));
    assert_eq!(loaded.config.theme, "sea");
    let told_later = loaded.settings.unwrap().mistake("theme", "no theme \"sea\"");
    assert!(told_later.to_string().ends_with("config.toml:1:9: no theme \"sea\""), "{told_later}");
    let keymap = loaded.keymap.unwrap();
    assert!(keymap.name.ends_with("keymap.toml"));
    assert_eq!(Keymap::builtin().overlay(&keymap.name, &keymap.text), []);
    let (themes, errors) = Themes::new(&loaded.themes);
    assert_eq!(errors, []);
    assert!(themes.get("sea").is_some() && themes.get("bad").is_none());
    let ends: Vec<String> =
        told(&loaded.errors).iter().map(|told| told.split('/').next_back().unwrap().to_owned()).collect();
    assert_eq!(
        ends,
        [
            "config.toml:2:1: unknown setting \"mesure\"; did you mean \"measure\"?",
            "bad.toml:2:6: this is not UTF-8; save the file as UTF-8"
        ]
    );
}

#[test]
fn no_folder_and_an_empty_one_are_no_mistake() {
    let folder = tempfile::tempdir().unwrap();
    for path in [None, Some(folder.path()), Some(Path::new("/no/such/folder/of/dateline"))] {
        assert_eq!(Config::load(path), config::Loaded::default());
    }
}

#[test]
fn what_is_no_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("keymap.toml")).unwrap();
    fs::write(folder.path().join("config.toml"), "#".repeat(2 << 20)).unwrap();
    let errors = told(&Config::load(Some(folder.path())).errors);
    assert_eq!(errors.len(), 2);
    assert!(errors[0].ends_with("config.toml: is larger than 256 KiB and was left out"), "{errors:?}");
    assert!(errors[1].ends_with("keymap.toml: is not a file"), "{errors:?}");
}

#[test]
fn the_environment_names_the_folder() {
    let named = config::folder(&|name| (name == "DATELINE_CONFIG").then(|| "/some/where".into()));
    assert_eq!(named, Some(PathBuf::from("/some/where")));
    let own = config::folder(&|_| None);
    assert!(own.is_none_or(|path| path.ends_with("dateline") || path.to_string_lossy().contains("dateline")));
}

proptest! {
    #[test]
    fn every_key_prints_as_it_is_read(code in 0_usize..40, c in any::<char>(), mods in 0_u8..16) {
        let names = ["enter", "esc", "tab", "backtab", "backspace", "del", "ins", "up", "left", "home", "end", "pgup", "pgdn", "f12", "space"];
        let base = names.get(code).map_or_else(|| c.to_string(), |name| (*name).to_owned());
        let mut name = String::new();
        for (bit, prefix) in ["ctrl-", "alt-", "shift-", "super-"].into_iter().enumerate() {
            if mods & (1 << bit) != 0 {
                name.push_str(prefix);
            }
        }
        name.push_str(&base);
        if let Ok(key) = Key::parse(&name) {
            assert_eq!(Key::parse(&key.to_string()), Ok(key), "{name} prints as {key}");
        } else {
            assert!(base.chars().all(char::is_control), "{name:?}");
        }
    }

    #[test]
    fn no_file_breaks_it(text in any::<String>(), lines in proptest::collection::vec("[a-z\\[\\]=\"#. 0-9{},\n]{0,20}", 0..12)) {
        for text in [text, lines.join("\n")] {
            let all = text.lines().count() as u32 + 1;
            let mut errors = Keymap::builtin().overlay("keymap.toml", &text);
            errors.extend(Theme::builtin("dark").unwrap().overlay("theme.toml", &text));
            errors.extend(Config::parse("config.toml", &text).1);
            for error in errors {
                assert!(error.line <= all && (error.line == 0) == (error.column == 0), "{error}");
                assert!(!error.message.contains(char::is_control));
            }
        }
    }
}
