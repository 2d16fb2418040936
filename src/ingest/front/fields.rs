//! The fields of front matter that mean something here.

use super::value::Value;
use crate::ingest::date;
use crate::model::Published;
use crate::text::sanitize_line;

/// What front matter tells of an article. All texts are sanitised and on one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::ingest) struct Front {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub date: Option<Published>,
    pub byline: Option<String>,
    pub contributors: Vec<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub note: Option<String>,
    /// What a reader has kept of it.
    pub read: Option<bool>,
    pub starred: Option<bool>,
    pub tags: Vec<String>,
}

impl Front {
    /// Takes the known fields out of a mapping, and tells which key has a value that is not understood, and why.
    pub(super) fn from_value(value: &Value) -> (Self, Vec<(String, String)>) {
        let (mut front, mut bad) = (Self::default(), Vec::new());
        let Value::Map(fields) = value else { return (front, bad) };
        for (key, value) in fields {
            let texts = texts(value);
            let Some(text) = texts.first().cloned() else { continue };
            match key.to_lowercase().replace('-', "_").as_str() {
                "title" | "headline" => set(&mut front.title, text),
                "source" if is_url(&text) => set(&mut front.url, text),
                "outlet" | "source" | "publisher" | "publication" | "site" | "sitename" | "site_name" => {
                    set(&mut front.outlet, text);
                }
                "author" | "authors" | "byline" | "creator" | "by" => set(&mut front.byline, join(&texts)),
                "contributors" | "contributor" => front.contributors.extend(texts),
                "read" => front.read = yes(&text),
                "starred" => front.starred = yes(&text),
                "tags" => front.tags = texts,
                "note" => set(&mut front.note, text),
                "url" | "link" | "canonical" | "canonical_url" | "permalink" => set(&mut front.url, text),
                "language" | "lang" | "locale" => match language(&text) {
                    Some(code) => set(&mut front.language, code),
                    None => bad.push((key.clone(), format!("“{text}” is no language code such as en or fr"))),
                },
                "date" | "published" | "publishdate" | "publish_date" | "published_at" | "published_on" | "pubdate"
                | "pub_date" | "date_published" | "datepublished" => match date::parse(&text) {
                    Some(date) if front.date.is_none() => front.date = Some(date),
                    Some(_) => {}
                    None => bad.push((key.clone(), format!("“{text}” is not a date (use YYYY-MM-DD)"))),
                },
                _ => {}
            }
        }
        if let Some(byline) = &mut front.byline
            && let Some(rest) = byline.strip_prefix("By ").or_else(|| byline.strip_prefix("by "))
        {
            *byline = rest.to_owned();
        }
        (front, bad)
    }
}

/// Yes or no, as both forms of front matter write it.
fn yes(text: &str) -> Option<bool> {
    text.parse().ok()
}

/// The first field of a meaning wins.
fn set(slot: &mut Option<String>, text: String) {
    slot.get_or_insert(text);
}

/// The texts in a value: itself, the items of a list, the `name` of a mapping.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => {
            let line = sanitize_line(text);
            if matches!(line.as_str(), "" | "~" | "null" | "Null" | "NULL") { Vec::new() } else { vec![line] }
        }
        Value::List(items) => items.iter().flat_map(texts).collect(),
        Value::Map(fields) => fields
            .iter()
            .find(|(key, _)| matches!(key.as_str(), "name" | "title"))
            .map_or(Vec::new(), |(_, v)| texts(v)),
    }
}

fn join(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

fn is_url(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// The ISO 639-1 code in `en`, `en-GB`, `en_US`, or of a name such as "English".
fn language(text: &str) -> Option<String> {
    let code = text.split(['-', '_']).next().unwrap_or("").to_lowercase();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(code);
    }
    crate::ingest::language::code_of_name(&code).map(str::to_owned)
}
