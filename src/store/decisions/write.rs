//! From decisions to TOML.

use std::fmt::Write;

use crate::model::{Act, Decision, MentionAt, Who};

/// What a new file begins with.
pub(super) const HEAD: &str = "\
# What people decided about the names in these articles, for dateline. It wins over what the program finds, also in
# articles that come later. Edit it by hand, share it, compare it; docs/repair.md explains every entry.
version = 1
";

/// One decision, as it stands in the file.
#[must_use]
pub fn decision(decision: &Decision) -> String {
    let mut out = String::from("[[decision]]\n");
    if let Some(date) = decision.date {
        let _ = writeln!(out, "date = {date}");
    }
    let verb = decision.act.verb();
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "{name} = {value}");
    };
    match &decision.act {
        Act::Merge { who: all, into } => {
            line(verb, list(all.iter().map(who)));
            line("into", who(into));
        }
        Act::Split { from, names, mentions, into } => {
            line(verb, who(from));
            if !names.is_empty() {
                line("names", list(names.iter().map(|name| quoted(name))));
            }
            if !mentions.is_empty() {
                line("mentions", list(mentions.iter().map(mention)));
            }
            line("into", who(into));
        }
        Act::Retype { who: all, to } => {
            line(verb, list(all.iter().map(who)));
            line("to", quoted(to.word()));
        }
        Act::Drop { who: all } => line(verb, list(all.iter().map(who))),
        Act::Rename { who: one, to } => {
            line(verb, who(one));
            line("to", quoted(to));
        }
        Act::Add { mentions, into } | Act::Move { mentions, into } => {
            line(verb, list(mentions.iter().map(mention)));
            line("into", who(into));
        }
        Act::Remove { mentions } => line(verb, list(mentions.iter().map(mention))),
    }
    if let Some(note) = &decision.note {
        line("note", quoted(note));
    }
    out
}

/// A list in one line where it is short, else one item a line, so that a comparison shows what came and went.
fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.iter().map(String::len).sum::<usize>() < 80 {
        return format!("[{}]", items.join(", "));
    }
    let mut out = String::from("[\n");
    for item in items {
        let _ = writeln!(out, "  {item},");
    }
    out.push(']');
    out
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn who(who: &Who) -> String {
    let at = who.at.as_ref().map(|at| format!(", at = {}", mention(at))).unwrap_or_default();
    let own = if who.own { ", own = true" } else { "" };
    format!("{{ {} = {}{at}{own} }}", who.kind.word(), quoted(&who.name))
}

fn mention(at: &MentionAt) -> String {
    let mut out = format!("{{ words = {}", quoted(&at.words));
    if at.nth != 1 {
        let _ = write!(out, ", nth = {}", at.nth);
    }
    if !at.article.is_empty() {
        let _ = write!(out, ", article = {}", quoted(&at.article));
    }
    if let Some(outlet) = &at.outlet {
        let _ = write!(out, ", outlet = {}", quoted(outlet));
    }
    if !at.title.is_empty() {
        let _ = write!(out, ", title = {}", quoted(&at.title));
    }
    out + " }"
}
