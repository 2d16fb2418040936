//! Theme files: `[colours]` names colours, `[styles]` says how a role looks (`"blue on black bold underline"`), `[signs]`
//! changes signs.

use std::collections::HashMap;
use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{BUILTIN, Role, Sign, Theme};
use crate::config::{ConfigError, Source, quote};
use crate::text::{cells, sanitize_line};

type Name<'a> = Spanned<DeString<'a>>;
type Value<'a> = Spanned<DeValue<'a>>;
type Palette = HashMap<String, Color>;

const SECTIONS: &[&str] = &["base", "colours", "styles", "signs"];

const MODIFIERS: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("strike", Modifier::CROSSED_OUT),
];

/// The sixteen colours of a terminal, as theme files name them.
const ANSI: &[(&str, Color)] = &[
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("grey", Color::Gray),
    ("dark-grey", Color::DarkGray),
    ("light-red", Color::LightRed),
    ("light-green", Color::LightGreen),
    ("light-yellow", Color::LightYellow),
    ("light-blue", Color::LightBlue),
    ("light-magenta", Color::LightMagenta),
    ("light-cyan", Color::LightCyan),
    ("white", Color::White),
    ("default", Color::Reset),
];

/// The theme that a file starts from, if it names one.
pub(super) fn base(toml_text: &str) -> Option<String> {
    let (table, _) = DeTable::parse_recoverable(toml_text);
    table.get_ref().get("base").and_then(|value| value.get_ref().as_str()).map(str::to_owned)
}

/// Lays a file over a theme.
pub(super) fn overlay(theme: &mut Theme, file_name: &str, toml_text: &str) -> Vec<ConfigError> {
    let mut source = Source::new(file_name, toml_text);
    let table = source.parse();
    let mut palette = Palette::new();
    if let Some(value) = table.get("colours") {
        each(&mut source, value, "colours", |source, name, value| colour_entry(source, &mut palette, name, value));
    }
    for (name, value) in &table {
        match &**name.get_ref() {
            "colours" => {}
            "base" => check_base(&mut source, value),
            "styles" => each(&mut source, value, "styles", |source, name, value| {
                style_entry(source, theme, &palette, name, value);
            }),
            "signs" => each(&mut source, value, "signs", |source, name, value| sign_entry(source, theme, name, value)),
            other => source.unknown(name.span(), "section", other, SECTIONS),
        }
    }
    source.into_errors()
}

/// Calls `take` for each entry of a section.
fn each<'a>(
    source: &mut Source<'a>,
    value: &Value<'a>,
    section: &str,
    mut take: impl FnMut(&mut Source<'a>, &Name<'a>, &Value<'a>),
) {
    let Some(table) = value.get_ref().as_table() else {
        source.wrong(section, value, &format!("a section: [{section}] on a line of its own"));
        return;
    };
    for (name, value) in table {
        take(source, name, value);
    }
}

/// A base must be built in or a file; which files there are is not known here, so only the type is looked at.
fn check_base(source: &mut Source<'_>, value: &Value<'_>) {
    if let Some(base) = source.string("base", value, "dark")
        && let Some(near) = crate::config::nearest(base, BUILTIN.iter().map(|(name, _)| *name))
        && near != base
    {
        source.note(value.span(), &format!("no theme {}; did you mean \"{near}\"?", quote(base)));
    }
}

fn colour_entry(source: &mut Source<'_>, palette: &mut Palette, name: &Name<'_>, value: &Value<'_>) {
    let Some(text) = source.string(name.get_ref(), value, "#1f6feb") else { return };
    match ansi(text).or_else(|| exact(text).filter(|_| text.starts_with('#'))) {
        Some(colour) => {
            palette.insert(name.get_ref().to_string(), colour);
        }
        None => {
            source.note(value.span(), &format!("{} is no colour; write \"#1f6feb\" or {}", quote(text), ansi_names()));
        }
    }
}

fn style_entry(source: &mut Source<'_>, theme: &mut Theme, palette: &Palette, name: &Name<'_>, value: &Value<'_>) {
    let Some(role) = Role::from_name(name.get_ref()) else {
        let known: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        source.unknown(name.span(), "role", name.get_ref(), &known);
        return;
    };
    let Some(text) = source.string(name.get_ref(), value, "blue on black bold underline") else { return };
    match style(text, palette) {
        Ok(style) => {
            if let Some(slot) = theme.styles.get_mut(role as usize) {
                *slot = style;
            }
        }
        Err((at, message)) => {
            // The text begins after the quote; where it has escapes, the column is that of the quote's text as written.
            let start = value.span().start + 1 + at;
            source.note(start..start, &message);
        }
    }
}

fn sign_entry(source: &mut Source<'_>, theme: &mut Theme, name: &Name<'_>, value: &Value<'_>) {
    let Some(sign) = Sign::from_name(name.get_ref()) else {
        let known: Vec<&str> = Sign::ALL.iter().map(|sign| sign.name()).collect();
        source.unknown(name.span(), "sign", name.get_ref(), &known);
        return;
    };
    let Some(text) = source.string(name.get_ref(), value, sign.builtin().0) else { return };
    if cells(text) != 1 || (sanitize_line(text) != text && text != " ") {
        source.note(
            value.span(),
            &format!("{} must be one sign, one cell wide, such as \"{}\"", name.get_ref(), sign.builtin().0),
        );
    } else if let Some(slot) = theme.signs.get_mut(sign as usize) {
        text.clone_into(slot);
    }
}

/// A style from its words. Errors carry the byte of the word that is wrong.
fn style(text: &str, palette: &Palette) -> Result<Style, (usize, String)> {
    let mut style = Style::new();
    let mut ground = false;
    let mut last = 0;
    for word in text.split_whitespace() {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        last = at;
        if word == "on" && !ground {
            ground = true;
        } else if let Some(colour) = palette.get(word).copied().or_else(|| ansi(word)).or_else(|| exact(word)) {
            let slot = if ground { &mut style.bg } else { &mut style.fg };
            if slot.replace(colour).is_some() {
                return Err((
                    at,
                    format!("{} is a second colour; the ground follows \"on\": \"blue on black\"", quote(word)),
                ));
            }
            ground = false;
        } else if let Some((_, modifier)) = MODIFIERS.iter().find(|(name, _)| *name == word)
            && !ground
        {
            style = style.add_modifier(*modifier);
        } else {
            return Err((at, unknown_word(word, palette)));
        }
    }
    if ground {
        return Err((last, "\"on\" wants a colour after it, such as \"on black\"".to_owned()));
    }
    Ok(style)
}

fn unknown_word(word: &str, palette: &Palette) -> String {
    let mut known: Vec<&str> = palette.keys().map(String::as_str).collect();
    known.sort_unstable();
    known.extend(ANSI.iter().map(|(name, _)| *name));
    known.extend(MODIFIERS.iter().map(|(name, _)| *name));
    let otherwise =
        "; a style is made of colours, \"on\" before the ground, and bold, dim, italic, underline, reverse, strike";
    format!("unknown word {}{}", quote(word), crate::config::did_you_mean(word, known, otherwise))
}

/// A colour by number: `#rrggbb`, or 0 to 255 of xterm's palette.
fn exact(word: &str) -> Option<Color> {
    let numbered = word.starts_with('#') || word.bytes().all(|byte| byte.is_ascii_digit());
    if numbered { Color::from_str(word).ok() } else { None }
}

fn ansi(word: &str) -> Option<Color> {
    ANSI.iter().find(|(name, _)| *name == word).map(|(_, colour)| *colour)
}

fn ansi_names() -> String {
    ANSI.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}
