//! Which article is meant.

use std::sync::Arc;

use crate::cli::Failure;
use crate::cli::corpus::{CorpusArgs, Names, Opened};
use crate::cli::output::count;
use crate::cli::suggest;
use crate::engine::library::outlets;
use crate::engine::memory::Entry;
use crate::store::library::Library;
use crate::text::{fold, sanitize_line};

/// A start of an id must be at least this long.
const PREFIX: usize = 4;
/// So many candidates are named where more than one may be meant.
const NAMED: usize = 10;
/// So many articles of a library are looked at more closely.
const CANDIDATES: usize = 200;

/// The article of an id, of a number in the list, of the start of an id, of words of a title or path.
///
/// # Errors
/// Where there is none, or more than one.
pub fn choose<'a>(opened: &'a Opened, wanted: &str) -> Result<&'a Arc<Entry>, Failure> {
    let entries: Vec<_> = opened.articles().map(|(_, entry)| entry).collect();
    let wanted = wanted.trim();
    let id = wanted.to_ascii_lowercase();
    let whole_id = |entry: &&&Arc<Entry>| entry.article.key.to_string() == id || entry.article.key.short() == id;
    if let Some(entry) = entries.iter().find(whole_id) {
        return Ok(entry);
    }
    if let Some(entry) = wanted.parse().ok().and_then(|n: usize| entries.get(n.checked_sub(1)?)) {
        return Ok(entry);
    }
    let tiers: [&dyn Fn(&Entry) -> bool; 4] = [
        &|entry| id.len() >= PREFIX && entry.article.key.to_string().starts_with(&id),
        &|entry| *entry.article.source == *sanitize_line(wanted),
        &|entry| file_name(entry) == sanitize_line(wanted),
        &|entry| holds(entry, wanted),
    ];
    for tier in tiers {
        let found: Vec<_> = entries.iter().filter(|entry| tier(entry)).copied().collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one),
            many => return Err(ambiguous(wanted, many)),
        }
    }
    Err(unknown(wanted, &entries))
}

/// Of a library, the article of an id or the start of one, or those that may be meant.
///
/// # Errors
/// The library cannot be read.
pub fn from_library(corpus: &CorpusArgs, library: &Library, wanted: &str) -> Result<Opened, Failure> {
    let id = wanted.trim().to_ascii_lowercase();
    let digits = id.len() >= PREFIX && id.len() <= 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut found = if digits { library.locate_prefix(&id, NAMED as u32 + 1)? } else { Vec::new() };
    if found.is_empty() {
        let table = outlets(library)?;
        let number = wanted.trim().parse().ok().filter(|number: &usize| *number > 0);
        let (mut at, folded) = (0, fold(wanted.trim()));
        let has = |text: &str| folded.split_whitespace().all(|word| fold(text).contains(word));
        corpus.each_row(library, &table, |row| {
            at += 1;
            if number.map_or_else(|| has(&row.title) || has(&row.source), |number| number == at) {
                found.push(row.id);
            }
            Ok(found.len() <= CANDIDATES && number.is_none_or(|number| at < number))
        })?;
        if let (Some(_), [only]) = (number, found.as_slice()) {
            return corpus.open_only(library, *only);
        }
    }
    found.sort_unstable();
    corpus.open_library(library, Names::Unwanted, Some(&found))
}

fn file_name(entry: &Entry) -> &str {
    entry.article.source.rsplit(['/', '\\', ' ']).next().unwrap_or("")
}

/// Whether title, or path, has all the words.
fn holds(entry: &Entry, wanted: &str) -> bool {
    let wanted = fold(wanted);
    let all_in = |text: &str| wanted.split_whitespace().all(|word| text.contains(word));
    !wanted.trim().is_empty() && (all_in(&fold(&entry.title)) || all_in(&fold(&entry.article.source)))
}

fn line(entry: &Entry) -> String {
    let outlet = entry.article.meta.outlet.as_deref().unwrap_or("unknown outlet");
    format!("  {}  {}: {}", entry.article.key.short(), sanitize_line(outlet), entry.title)
}

fn ambiguous(wanted: &str, found: &[&Arc<Entry>]) -> Failure {
    let mut lines: Vec<_> = found.iter().take(NAMED).map(|entry| line(entry)).collect();
    if found.len() > NAMED {
        lines.push(format!("  … and {} more", found.len() - NAMED));
    }
    let many = count(found.len(), "article");
    Failure::new(format!("“{}” matches {many}; use an id:\n{}", sanitize_line(wanted), lines.join("\n")))
}

fn unknown(wanted: &str, entries: &[&Arc<Entry>]) -> Failure {
    let shown = sanitize_line(wanted);
    if wanted.parse::<u64>().is_ok() {
        let many = count(entries.len(), "article");
        return Failure::new(format!("there is no article {shown}: the list has {many}; `dateline list` shows them"));
    }
    let titles = entries.iter().map(|entry| &*entry.title);
    let near = suggest::nearest(wanted, titles);
    let hint = if near.is_empty() { " `dateline list` shows all.".to_owned() } else { suggest::question(&near) };
    Failure::new(format!("no article has the id, the title or the path “{shown}”.{hint}"))
}
