//! From TOML to decisions: what is well said is taken, what is not is told with its line and column.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::{ConfigError, Source, quote};
use crate::model::{Act, Decision, EntityKind, MentionAt, Who};
use crate::text::sanitize_line;

/// Verbs, one of which each decision has.
const VERBS: [&str; 8] = ["merge", "split", "retype", "drop", "rename", "add", "move", "remove"];
/// What may stand beside the verb.
const OTHERS: [&str; 6] = ["into", "names", "mentions", "to", "date", "note"];

/// What a file says.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Version of the form, where it is told.
    pub version: Option<i64>,
    /// The decisions that are well said, each with its bytes, from the heading to the last value.
    pub items: Vec<(Decision, Range<usize>)>,
    /// The line of each of them, from 1.
    pub lines: Vec<usize>,
    /// Where each table of the file begins, well said or not, in order.
    pub starts: Vec<usize>,
    /// Number of decisions, well said or not.
    pub all: usize,
    /// What is wrong.
    pub errors: Vec<ConfigError>,
}

impl Parsed {
    /// The decisions alone.
    #[must_use]
    pub fn decisions(&self) -> Vec<Decision> {
        self.items.iter().map(|(decision, _)| decision.clone()).collect()
    }
}

/// The lines at which decisions begin.
fn lines(text: &str, items: &[(Decision, Range<usize>)]) -> Vec<usize> {
    let (mut line, mut at) = (1, 0);
    let number = |(_, span): &(Decision, Range<usize>)| {
        line += text.get(at..span.start).unwrap_or("").bytes().filter(|byte| *byte == b'\n').count();
        at = span.start.max(at);
        line
    };
    items.iter().map(number).collect()
}

/// Headings of decisions in a flawed file at most, for each to be read by itself; and bytes to be read for that in all.
const SINGLY: (usize, usize) = (10_000, 256 << 20);

/// Understands a file. Does no input or output.
#[must_use]
pub fn parse(file: &str, text: &str) -> Parsed {
    let whole = parse_together(file, text);
    let mut out = if whole.errors.is_empty() { whole } else { parse_singly(file, text).unwrap_or(whole) };
    out.lines = lines(text, &out.items);
    out
}

/// Understands a flawed file decision by decision, so that what is wrong in one, such as a bracket that is not closed, leaves the
/// others alone. `None` where there is but one, or too many for that.
fn parse_singly(file: &str, text: &str) -> Option<Parsed> {
    let mut bounds = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && line.trim_start().starts_with("[[decision]]") {
            bounds.push(at);
        }
        at += line.len();
    }
    if bounds.len() < 2 || bounds.len() > SINGLY.0 || bounds.len().saturating_mul(text.len()) > SINGLY.1 {
        return None;
    }
    bounds.push(text.len());
    let mut out = Parsed::default();
    for pair in bounds.windows(2) {
        let &[start, end] = pair else { continue };
        // All else is blank, so that lines, columns and bytes are those of the file.
        let blank = |part: &str| part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect::<String>();
        let mut alone = blank(text.get(..start)?);
        alone.push_str(text.get(start..end)?);
        let mut part = parse_together(file, &alone);
        out.version = out.version.or(part.version);
        out.all += part.all;
        out.items.append(&mut part.items);
        out.starts.append(&mut part.starts);
        out.errors.append(&mut part.errors);
    }
    Some(out)
}

fn parse_together(file: &str, text: &str) -> Parsed {
    let mut source = Source::new(file, text);
    let table = source.parse();
    let broken: Vec<usize> = source.errors().iter().filter_map(|error| offset(text, error)).collect();
    let mut out = Parsed::default();
    for (name, value) in &table {
        match name.get_ref().as_ref() {
            "version" => out.version = integer(value),
            "decision" => match value.get_ref().as_array() {
                Some(array) => {
                    out.all = array.len();
                    for (number, item) in array.iter().enumerate() {
                        out.starts.push(item.span().start);
                        let end = array.get(number + 1).map_or(text.len(), |next| next.span().start);
                        // Of what cannot be read as TOML no more is to be told.
                        if broken.iter().any(|at| (item.span().start..end).contains(at)) {
                            continue;
                        }
                        if let Some(decision) = decision(&mut source, item) {
                            out.items.push((decision, item.span().start..last_byte(item)));
                        }
                    }
                }
                None => source.note(name.span(), "write [[decision]] in double brackets, once for each decision"),
            },
            other => {
                out.starts.push(name.span().start);
                source.unknown(name.span(), "entry", other, &["version", "decision"]);
            }
        }
    }
    out.starts.sort_unstable();
    // A value that could not be read makes its whole decision unsure: it is left out rather than taken by half.
    let errors = source.into_errors();
    let broken: Vec<usize> = errors.iter().filter_map(|error| offset(text, error)).collect();
    let starts = out.starts.clone();
    out.items.retain(|(_, span)| {
        let next = starts.partition_point(|start| *start <= span.start);
        let end = starts.get(next).copied().unwrap_or(text.len());
        !broken.iter().any(|at| (span.start..end).contains(at))
    });
    out.errors = errors;
    out
}

/// Where the last of what stands in a value ends.
fn last_byte(value: &Spanned<DeValue<'_>>) -> usize {
    let inner = value.get_ref().as_table().and_then(|table| table.iter().map(|(_, value)| last_byte(value)).max());
    inner.unwrap_or(0).max(value.span().end)
}

/// The byte a mistake is told at.
fn offset(text: &str, error: &ConfigError) -> Option<usize> {
    let line = text.split_inclusive('\n').take((error.line as usize).checked_sub(1)?).map(str::len).sum::<usize>();
    let rest = text.get(line..)?;
    let column = (error.column as usize).saturating_sub(1);
    Some(line + rest.char_indices().nth(column).map_or(rest.len().saturating_sub(1), |(at, _)| at))
}

fn integer(value: &Spanned<DeValue<'_>>) -> Option<i64> {
    let number = value.get_ref().as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn decision(source: &mut Source<'_>, item: &Spanned<DeValue<'_>>) -> Option<Decision> {
    let Some(table) = item.get_ref().as_table() else {
        source.note(item.span(), "a decision is a table; write [[decision]] with merge = […] and so on below it");
        return None;
    };
    let mut verb = None;
    for (name, value) in table {
        let word = name.get_ref().as_ref();
        if VERBS.contains(&word) {
            if verb.replace((word, value)).is_some() {
                source.note(name.span(), "one decision, one change: write another [[decision]] for this");
                return None;
            }
        } else if !OTHERS.contains(&word) {
            let known: Vec<&str> = VERBS.iter().chain(&OTHERS).copied().collect();
            source.unknown(name.span(), "entry", word, &known);
            return None;
        }
    }
    let Some((verb, value)) = verb else {
        source.note(item.span(), &format!("nothing is decided here; use one of {}", VERBS.join(", ")));
        return None;
    };
    let entry = Entry { table, span: item.span(), verb };
    let act = entry.act(source, value)?;
    let note = match entry.value("note") {
        Some(note) => Some(sanitize_line(source.string("note", note, "two spellings of one name")?)),
        None => None,
    };
    Some(Decision { act, date: entry.date(source), note })
}

/// One decision being read.
struct Entry<'t, 'i> {
    table: &'t DeTable<'i>,
    span: Range<usize>,
    verb: &'t str,
}

impl<'t, 'i> Entry<'t, 'i> {
    fn value(&self, name: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.table.get(name)
    }

    /// A value that must be there.
    fn wanted(&self, source: &mut Source<'_>, name: &str, example: &str) -> Option<&'t Spanned<DeValue<'i>>> {
        let found = self.value(name);
        if found.is_none() {
            source.note(self.span.clone(), &format!("{} needs {name}, such as {name} = {example}", self.verb));
        }
        found
    }

    fn act(&self, source: &mut Source<'_>, value: &Spanned<DeValue<'_>>) -> Option<Act> {
        Some(match self.verb {
            "merge" => Act::Merge { who: all(source, value, who)?, into: self.into(source)? },
            "split" => {
                let names = match self.value("names") {
                    Some(names) => all(source, names, name)?,
                    None => Vec::new(),
                };
                let mentions = match self.value("mentions") {
                    Some(mentions) => all(source, mentions, mention)?,
                    None => Vec::new(),
                };
                if names.is_empty() && mentions.is_empty() {
                    source.note(self.span.clone(), "split needs names = [\"…\"], mentions = [{ … }] or both");
                    return None;
                }
                Act::Split { from: who(source, value)?, names, mentions, into: self.into(source)? }
            }
            "retype" => Act::Retype { who: all(source, value, who)?, to: self.kind(source)? },
            "drop" => Act::Drop { who: all(source, value, who)? },
            "rename" => {
                let to = self.wanted(source, "to", "\"Sergey Lavrov\"")?;
                Act::Rename { who: who(source, value)?, to: name(source, to)? }
            }
            "add" => Act::Add { mentions: all(source, value, mention)?, into: self.into(source)? },
            "move" => Act::Move { mentions: all(source, value, mention)?, into: self.into(source)? },
            _ => Act::Remove { mentions: all(source, value, mention)? },
        })
    }

    fn into(&self, source: &mut Source<'_>) -> Option<Who> {
        let into = self.wanted(source, "into", "{ person = \"Ana Ruiz\" }")?;
        who(source, into)
    }

    fn kind(&self, source: &mut Source<'_>) -> Option<EntityKind> {
        let to = self.wanted(source, "to", "\"place\"")?;
        let word = source.string("to", to, "place")?;
        let found = EntityKind::ALL.into_iter().find(|kind| kind.word() == word);
        if found.is_none() {
            source.unknown(to.span(), "type", word, &EntityKind::ALL.map(EntityKind::word));
        }
        found
    }

    /// The day; a wrong one is told.
    fn date(&self, source: &mut Source<'_>) -> Option<jiff::civil::Date> {
        let value = self.value("date")?;
        let text = match value.get_ref() {
            DeValue::Datetime(date) => date.to_string(),
            other => other.as_str().unwrap_or_default().to_owned(),
        };
        let date = text.get(..10).unwrap_or(&text).parse().ok();
        if date.is_none() {
            source.note(value.span(), "date needs a day, such as date = 2031-03-02");
        }
        date
    }
}

/// One thing, or a list of them; not an empty one.
fn all<T>(
    source: &mut Source<'_>,
    value: &Spanned<DeValue<'_>>,
    one: impl Fn(&mut Source<'_>, &Spanned<DeValue<'_>>) -> Option<T>,
) -> Option<Vec<T>> {
    let Some(array) = value.get_ref().as_array() else { return Some(vec![one(source, value)?]) };
    if array.is_empty() {
        source.note(value.span(), "the list is empty");
        return None;
    }
    // All mistakes of a list are told.
    let read: Vec<Option<T>> = array.iter().map(|item| one(source, item)).collect();
    read.into_iter().collect()
}

/// A name that is not empty, in one line.
fn name(source: &mut Source<'_>, value: &Spanned<DeValue<'_>>) -> Option<String> {
    let Some(text) = value.get_ref().as_str() else {
        source.note(value.span(), "a name is text in quotes");
        return None;
    };
    let name = sanitize_line(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        source.note(value.span(), "the name is empty");
        return None;
    }
    Some(name)
}

/// `{ person = "Ana Ruiz" }`, with `at` or `own` beside it.
fn who(source: &mut Source<'_>, value: &Spanned<DeValue<'_>>) -> Option<Who> {
    let Some(table) = value.get_ref().as_table() else {
        source.note(value.span(), "write a name with its type: { person = \"Ana Ruiz\" }");
        return None;
    };
    let mut out: Option<Who> = None;
    let (mut at, mut own) = (None, false);
    for (key, value) in table {
        let word = key.get_ref().as_ref();
        if let Some(kind) = EntityKind::ALL.into_iter().find(|kind| kind.word() == word) {
            if out.replace(Who::new(kind, name(source, value)?)).is_some() {
                source.note(key.span(), "a name has one type only");
                return None;
            }
        } else if word == "at" {
            at = Some(mention(source, value)?);
        } else if word == "own" {
            own = source.truth("own", value)?;
        } else {
            source.unknown(key.span(), "type", word, &EntityKind::ALL.map(EntityKind::word));
            return None;
        }
    }
    if out.is_none() {
        source.note(value.span(), "the type and the name are missing: { person = \"Ana Ruiz\" }");
    }
    out.map(|who| Who { at, own, ..who })
}

/// `{ words = "Ruiz", nth = 2, article = "0123456789ab", outlet = "…", title = "…" }`.
fn mention(source: &mut Source<'_>, value: &Spanned<DeValue<'_>>) -> Option<MentionAt> {
    let Some(table) = value.get_ref().as_table() else {
        source.note(value.span(), "write a mention as { words = \"Ruiz\", nth = 1, article = \"…\" }");
        return None;
    };
    let mut out =
        MentionAt { article: String::new(), outlet: None, title: String::new(), words: String::new(), nth: 1 };
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "words" => out.words = name(source, value)?,
            "title" => out.title = sanitize_line(source.string("title", value, "Ferry talks end")?),
            "outlet" => out.outlet = Some(sanitize_line(source.string("outlet", value, "The Harbour Post")?)),
            "nth" => out.nth = u32::from(source.number("nth", value, 1..u16::MAX)?),
            "article" => {
                let id = source.string("article", value, "0123456789ab")?.to_ascii_lowercase();
                if id.len() < 12 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    let message = format!("{} is not an article id; `dateline list` shows them", quote(&id));
                    source.note(value.span(), &message);
                    return None;
                }
                out.article = id.chars().take(12).collect();
            }
            other => {
                source.unknown(key.span(), "entry", other, &["words", "nth", "article", "outlet", "title"]);
                return None;
            }
        }
    }
    if out.words.is_empty() || (out.article.is_empty() && out.title.is_empty()) {
        source.note(value.span(), "a mention wants its words, and the article or its title");
        return None;
    }
    Some(out)
}
