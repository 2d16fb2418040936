use super::{Context, Keymap, Lookup, PALETTE_ONLY};
use crate::tui::action::Action;

fn parse(keys: &str) -> Vec<super::Key> {
    keys.split(' ').map(|key| super::Key::parse(key).unwrap()).collect()
}

#[test]
fn the_built_in_map_has_no_mistakes() {
    let mut keymap = Keymap::empty();
    assert_eq!(keymap.overlay("keymap.toml", super::BUILTIN), []);
}

#[test]
fn every_action_is_bound_or_of_the_palette() {
    let keymap = Keymap::builtin();
    let bound: Vec<Action> =
        Context::ALL.into_iter().flat_map(|place| keymap.entries(place)).map(|row| row.action).collect();
    for action in Action::ALL {
        assert!(bound.contains(action) != PALETTE_ONLY.contains(action), "{}", action.name());
    }
}

#[test]
fn keys_kept_for_later_are_free() {
    let keymap = Keymap::builtin();
    for keys in ["t", "c", "\"", "e", "|", "a", "space q"] {
        for place in [Context::List, Context::Reader, Context::Sidebar] {
            assert_eq!(keymap.lookup(place.chain(), &parse(keys)), Lookup::None, "{keys}");
        }
    }
}

#[test]
fn the_innermost_place_decides() {
    let keymap = Keymap::builtin();
    assert_eq!(keymap.lookup(Context::Filter.chain(), &parse("space")), Lookup::Action(Action::ToggleItem));
    assert_eq!(keymap.lookup(Context::Reader.chain(), &parse("space e")), Lookup::Action(Action::PickMention));
    assert_eq!(keymap.lookup(Context::Picker.chain(), &parse("j")), Lookup::None);
    assert_eq!(keymap.lookup(Context::Picker.chain(), &parse("ctrl-c")), Lookup::Action(Action::Quit));
}
