//! One key stroke: reading its name, and printing the same name.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::config::did_you_mean;
use crate::config::quote;

/// A key with its modifiers, in one normal form: a letter with shift is the upper case letter, Tab with shift is `backtab`,
/// a letter with control is lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Control, alt, shift, super.
    pub mods: KeyModifiers,
}

/// Keys with names; where two stand for one key, the first is printed.
const NAMES: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("backspace", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("delete", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pageup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("pagedown", KeyCode::PageDown),
];

/// Modifiers, in the order in which they are printed; the first name is printed.
const MODIFIERS: &[(&[&str], KeyModifiers)] = &[
    (&["ctrl", "c", "control"], KeyModifiers::CONTROL),
    (&["alt", "a", "m", "meta"], KeyModifiers::ALT),
    (&["shift", "s"], KeyModifiers::SHIFT),
    (&["super", "cmd"], KeyModifiers::SUPER),
];

impl Key {
    /// A key in its normal form.
    pub fn new(code: KeyCode, mods: KeyModifiers) -> Self {
        let known = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT | KeyModifiers::SUPER;
        let mut key = Self { code, mods: mods & known };
        match code {
            KeyCode::Char(c) if key.mods.intersects(KeyModifiers::CONTROL | KeyModifiers::SUPER) => {
                key.code = KeyCode::Char(single(c.to_lowercase(), c));
            }
            KeyCode::Char(c) => {
                if key.mods.contains(KeyModifiers::SHIFT) {
                    key.code = KeyCode::Char(single(c.to_uppercase(), c));
                }
                // On many keyboards `?` or `}` comes with shift, on others without; the character says it all.
                if c != ' ' {
                    key.mods -= KeyModifiers::SHIFT;
                }
            }
            KeyCode::Tab if key.mods.contains(KeyModifiers::SHIFT) => {
                key.code = KeyCode::BackTab;
                key.mods -= KeyModifiers::SHIFT;
            }
            KeyCode::BackTab => key.mods -= KeyModifiers::SHIFT,
            _ => {}
        }
        key
    }

    /// The key of a terminal event; `None` when it is a key let go.
    pub fn from_event(event: &KeyEvent) -> Option<Self> {
        (event.kind != KeyEventKind::Release).then(|| Self::new(event.code, event.modifiers))
    }

    /// The character to type, for a key without control, alt or super.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if (self.mods - KeyModifiers::SHIFT).is_empty() => Some(c),
            _ => None,
        }
    }

    /// Reads `a`, `G`, `]`, `ctrl-d`, `alt-left`, `space`, `f5`.
    ///
    /// # Errors
    /// Says what is wrong with the name and what would be right.
    pub fn parse(name: &str) -> Result<Self, String> {
        let mut rest = name;
        let mut mods = KeyModifiers::NONE;
        while let Some((modifier, after)) = modifier(rest) {
            mods |= modifier;
            rest = after;
        }
        code(rest).map(|code| Self::new(code, mods)).ok_or_else(|| complaint(name, rest))
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        Self::new(event.code, event.modifiers)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (names, modifier) in MODIFIERS {
            if self.mods.contains(*modifier) {
                write!(f, "{}-", names.first().copied().unwrap_or_default())?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "f{number}"),
            other => write!(f, "{}", format!("{other:?}").to_lowercase()),
        }
    }
}

/// Keys one after the other, as help shows them: `gg`, `space e`, `ctrl-d`.
pub fn sequence(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(Key::to_string).collect();
    let letters = names.iter().all(|name| name.chars().count() == 1);
    names.join(if letters { "" } else { " " })
}

/// A change of case that yields one character, or `c` itself.
fn single(mut mapped: impl Iterator<Item = char>, c: char) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Splits `ctrl-` and the like off the front of a name.
fn modifier(name: &str) -> Option<(KeyModifiers, &str)> {
    let (word, rest) = name.split_once(['-', '+'])?;
    if rest.is_empty() {
        return None;
    }
    let (_, modifier) =
        MODIFIERS.iter().find(|(names, _)| names.iter().any(|known| known.eq_ignore_ascii_case(word)))?;
    Some((*modifier, rest))
}

fn code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return (!only.is_control()).then_some(KeyCode::Char(only));
    }
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
        return Some(*code);
    }
    let number = name.strip_prefix(['f', 'F'])?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

/// What to say of a name that is no key.
fn complaint(name: &str, rest: &str) -> String {
    if name.is_empty() {
        return "no key given; write a letter, or a name such as \"space\" or \"ctrl-d\"".to_owned();
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| code(word).is_some()) {
        let list = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
        return format!("{} are several keys; write [{list}]", quote(name));
    }
    let near = did_you_mean(rest, NAMES.iter().map(|(known, _)| *known), "");
    if near.is_empty() && rest == name && (2..=3).contains(&name.chars().count()) {
        let list = name.chars().map(|c| format!("\"{c}\"")).collect::<Vec<_>>().join(", ");
        return format!("unknown key {}; for one key after the other write [{list}]", quote(name));
    }
    let otherwise = "; keys are single letters, or names such as \"space\", \"enter\", \"ctrl-d\", \"alt-left\"";
    format!("unknown key {}{}", quote(name), if near.is_empty() { otherwise } else { &near })
}
