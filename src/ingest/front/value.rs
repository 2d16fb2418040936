//! YAML and TOML as one small tree.

use saphyr_parser::{Event, Parser};

use super::Flaw;

/// Deeper nesting than this is passed over.
const MAX_DEPTH: usize = 8;

/// A value of front matter; all scalars are text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

/// Reads a YAML mapping.
pub(super) fn from_yaml(text: &str) -> Result<Value, Flaw> {
    // Open collections, the innermost last; a mapping waits with its key for the value.
    let mut open: Vec<(Value, Option<String>)> = vec![(Value::List(Vec::new()), None)];
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| Flaw {
            line: error.marker().line(),
            column: error.marker().col() + 1,
            reason: format!("front matter that is not YAML: {}", error.info()),
        })?;
        let done = match event {
            Event::Scalar(text, ..) => Some(Value::Text(text.into_owned())),
            Event::Alias(_) => Some(Value::Text(String::new())),
            Event::SequenceStart(..) => {
                open.push((Value::List(Vec::new()), None));
                None
            }
            Event::MappingStart(..) => {
                open.push((Value::Map(Vec::new()), None));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|(value, _)| value),
            _ => None,
        };
        let Some(value) = done else { continue };
        if open.len() <= MAX_DEPTH {
            put(&mut open, value);
        } else if let Some((_, key)) = open.last_mut() {
            *key = None;
        }
    }
    match open.into_iter().next() {
        Some((Value::List(documents), _)) => match documents.into_iter().next() {
            Some(map @ Value::Map(_)) => Ok(map),
            None => Ok(Value::Map(Vec::new())),
            Some(_) => Err(Flaw { line: 1, column: 1, reason: "front matter without `key: value` lines".to_owned() }),
        },
        _ => Ok(Value::Map(Vec::new())),
    }
}

fn put(open: &mut [(Value, Option<String>)], value: Value) {
    match open.last_mut() {
        Some((Value::List(items), _)) => items.push(value),
        Some((Value::Map(fields), key)) => match key.take() {
            Some(key) => fields.push((key, value)),
            None => *key = Some(if let Value::Text(text) = value { text } else { String::new() }),
        },
        _ => {}
    }
}

/// Reads a TOML document.
pub(super) fn from_toml(text: &str) -> Result<Value, Flaw> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.get(..at).unwrap_or("");
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.rsplit('\n').next().unwrap_or("").chars().count();
        let reason = error.message().lines().next().unwrap_or("");
        Flaw { line, column, reason: format!("front matter that is not TOML: {reason}") }
    })?;
    Ok(toml_value(toml::Value::Table(table), 0))
}

fn toml_value(value: toml::Value, depth: usize) -> Value {
    match value {
        toml::Value::String(text) => Value::Text(text),
        toml::Value::Array(items) if depth < MAX_DEPTH => {
            Value::List(items.into_iter().map(|item| toml_value(item, depth + 1)).collect())
        }
        toml::Value::Table(table) if depth < MAX_DEPTH => {
            Value::Map(table.into_iter().map(|(key, value)| (key, toml_value(value, depth + 1))).collect())
        }
        toml::Value::Array(_) | toml::Value::Table(_) => Value::Text(String::new()),
        other => Value::Text(other.to_string()),
    }
}

/// What can be saved of broken front matter: each line that is a key and a value.
pub(super) fn line_by_line(text: &str, separator: char) -> Value {
    let fields = text.lines().filter_map(|line| {
        let (key, value) = line.split_once(separator)?;
        let key = key.trim().trim_matches(['"', '\'']);
        let value = value.trim().trim_matches(['"', '\'']);
        let plain = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        (plain && !value.is_empty()).then(|| (key.to_owned(), Value::Text(value.to_owned())))
    });
    Value::Map(fields.collect())
}
