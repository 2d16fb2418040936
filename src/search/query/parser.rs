//! From parts to a search.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span as Length, Timestamp};

use super::lexer::{Placed, Token, tokens};
use super::{QueryError, SearchQuery, Term};
use crate::model::ReadMark;
use crate::text::{fold, sanitize_line};

/// Deeper than this nobody nests.
const DEPTH: usize = 40;
/// Longer searches are a mistake.
const LONGEST: usize = 4096;
const EXAMPLE: &str = "(ferry OR boat*) NOT strike outlet:\"Harbour Post\" after:2025-02";

/// Understands a search.
///
/// # Errors
/// Says where and what is wrong, with an example.
pub fn parse(text: &str) -> Result<SearchQuery, QueryError> {
    let text = sanitize_line(text);
    if text.len() > LONGEST {
        return Err(error(1, "the search is too long", EXAMPLE));
    }
    let tokens = tokens(&text)?;
    let end = text.chars().count() + 1;
    let mut parser = Parser { tokens: &tokens, at: 0, end, depth: 0, found: SearchQuery::default(), negated: false };
    if tokens.is_empty() {
        return Err(error(1, "there is nothing to search for", EXAMPLE));
    }
    let expression = parser.any(true)?;
    if let Some((column, token)) = parser.peek() {
        let what = if *token == Token::Close { "this ) closes nothing" } else { "this cannot stand here" };
        return Err(error(*column, what, EXAMPLE));
    }
    let mut found = parser.found;
    found.expression = expression.unwrap_or_default();
    Ok(found)
}

fn error(column: usize, message: impl Into<String>, example: &'static str) -> QueryError {
    QueryError { column, message: message.into(), example }
}

struct Parser<'a> {
    tokens: &'a [Placed],
    at: usize,
    /// The column after the last character.
    end: usize,
    depth: usize,
    found: SearchQuery,
    negated: bool,
}

/// An expression; `None` for a field, which is kept beside it.
type Part = Option<String>;

impl Parser<'_> {
    fn peek(&self) -> Option<&Placed> {
        self.tokens.get(self.at)
    }

    fn next_is(&mut self, wanted: &Token) -> bool {
        let is = self.peek().is_some_and(|(_, token)| token == wanted);
        self.at += usize::from(is);
        is
    }

    fn column(&self) -> usize {
        self.peek().map_or(self.end, |(column, _)| *column)
    }

    /// `all { OR all }`. Fields may stand only where they hold for the whole search (`outer`).
    fn any(&mut self, outer: bool) -> Result<Part, QueryError> {
        let several = outer && self.has_or();
        let mut parts = vec![self.all(outer && !several)?];
        while self.next_is(&Token::Or) {
            if self.peek().is_none() {
                return Err(error(self.end, "after OR something is missing", "ferry OR boat"));
            }
            parts.push(self.all(false)?);
        }
        let all = parts.len();
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        Ok(match (parts.as_slice(), all) {
            ([], _) => None,
            ([one], 1) => Some(one.clone()),
            (many, _) => Some(format!("({})", many.join(" OR "))),
        })
    }

    /// Whether the rest has an OR outside of parentheses.
    fn has_or(&self) -> bool {
        let mut depth = 0;
        for (_, token) in self.tokens.iter().skip(self.at) {
            match token {
                Token::Open => depth += 1,
                Token::Close => depth -= 1,
                Token::Or if depth == 0 => return true,
                _ => {}
            }
        }
        false
    }

    fn all(&mut self, outer: bool) -> Result<Part, QueryError> {
        let mut wanted: Vec<String> = Vec::new();
        let mut unwanted: Vec<(usize, String)> = Vec::new();
        let mut fields = false;
        loop {
            let column = self.column();
            match self.peek().map(|(_, token)| token) {
                None | Some(Token::Close | Token::Or) => break,
                Some(Token::And) => {
                    self.at += 1;
                    let nothing = matches!(self.peek(), None | Some((_, Token::Close | Token::Or | Token::And)));
                    if nothing || (wanted.is_empty() && !fields) {
                        return Err(error(column, "AND stands between two things", "ferry AND strike"));
                    }
                }
                Some(Token::Not) => {
                    self.at += 1;
                    if self.peek().is_none() {
                        return Err(error(self.end, "after NOT something is missing", "ferry NOT strike"));
                    }
                    let was = std::mem::replace(&mut self.negated, true);
                    let part = self.item(outer)?;
                    self.negated = was;
                    match part {
                        Some(part) => unwanted.push((column, part)),
                        None => fields = true,
                    }
                }
                Some(_) => match self.item(outer)? {
                    Some(part) => wanted.push(part),
                    None => fields = true,
                },
            }
        }
        if let (true, Some((column, _))) = (wanted.is_empty(), unwanted.first()) {
            if !fields {
                return Err(error(*column, "before NOT must stand what is looked for", "ferry NOT strike"));
            }
            let parts: Vec<String> = unwanted.into_iter().map(|(_, part)| part).collect();
            self.found.without.expression = parts.join(" OR ");
            return Ok(None);
        }
        if wanted.is_empty() && !fields {
            return Err(error(self.column(), "something to search for is missing here", EXAMPLE));
        }
        let mut out = match wanted.as_slice() {
            [] => return Ok(None),
            [one] => one.clone(),
            many => format!("({})", many.join(" AND ")),
        };
        for (_, part) in unwanted {
            out = format!("({out} NOT {part})");
        }
        Ok(Some(out))
    }

    fn item(&mut self, outer: bool) -> Result<Part, QueryError> {
        let Some((column, token)) = self.peek().cloned() else {
            return Err(error(self.end, "something is missing here", EXAMPLE));
        };
        self.at += 1;
        match token {
            Token::Open => {
                self.depth += 1;
                if self.depth > DEPTH {
                    return Err(error(column, "too many parentheses within each other", EXAMPLE));
                }
                let part = self.any(false)?;
                self.depth -= 1;
                if !self.next_is(&Token::Close) {
                    return Err(error(column, "the ( that opens here is never closed", "(ferry OR boat) strike"));
                }
                Ok(part)
            }
            Token::Field(name) if name == "title" => self.title(column).map(Some),
            Token::Field(name) => {
                if !outer {
                    let message =
                        format!("{name}: holds for the whole search: it cannot stand in parentheses or beside OR");
                    return Err(error(column, message, "(ferry OR boat) outlet:\"Harbour Post\""));
                }
                self.field(&name, column).map(|()| None)
            }
            Token::Value { text, prefix, .. } => self.value(column, &text, prefix).map(Some),
            Token::Near(_) => Err(error(column, "NEAR stands between two words or phrases", "ferry NEAR/5 strike")),
            Token::Close => Err(error(column, "this ) closes nothing", "(ferry OR boat) strike")),
            Token::And | Token::Or | Token::Not => Err(error(column, "two of AND, OR, NOT follow each other", EXAMPLE)),
        }
    }

    /// A value, and those near it.
    fn value(&mut self, column: usize, text: &str, prefix: bool) -> Result<String, QueryError> {
        let mut near = vec![self.quote(column, text, prefix)?];
        let mut most = None;
        while let Some((at, Token::Near(distance))) = self.peek().cloned() {
            self.at += 1;
            let Some((column, Token::Value { text, prefix, .. })) = self.peek().cloned() else {
                return Err(error(at, "NEAR stands between two words or phrases", "ferry NEAR/5 strike"));
            };
            self.at += 1;
            near.push(self.quote(column, &text, prefix)?);
            most = Some(most.unwrap_or(0).max(distance));
        }
        Ok(match most {
            Some(most) => format!("NEAR({}, {most})", near.join(" ")),
            None => near.concat(),
        })
    }

    /// A word or phrase as FTS5 takes it.
    fn quote(&mut self, column: usize, text: &str, prefix: bool) -> Result<String, QueryError> {
        let folded = fold(text);
        let words: Vec<String> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        if words.is_empty() {
            return Err(error(column, "there is no letter or digit in this", EXAMPLE));
        }
        if !self.negated {
            let term = Term { words, prefix };
            if !self.found.terms.contains(&term) {
                self.found.terms.push(term);
            }
        }
        Ok(format!("\"{}\"{}", text.replace('"', " "), if prefix { " *" } else { "" }))
    }

    fn title(&mut self, column: usize) -> Result<String, QueryError> {
        match self.peek().cloned() {
            Some((at, Token::Value { text, prefix, .. })) => {
                self.at += 1;
                Ok(format!("title : {}", self.quote(at, &text, prefix)?))
            }
            Some((_, Token::Open)) => match self.item(false)? {
                Some(part) => Ok(format!("title : ({part})")),
                None => Err(error(column, "title: takes words", "title:ferry")),
            },
            _ => Err(error(column, "after title: comes what the title is to hold", "title:\"ferry talks\"")),
        }
    }

    fn field(&mut self, name: &str, column: usize) -> Result<(), QueryError> {
        let example = match name {
            "outlet" => "ferry outlet:\"Harbour Post\"",
            "who" => "ferry who:\"Marta Keller\"",
            "is" => "ferry is:unread",
            "tag" => "ferry tag:later",
            _ => "ferry after:2025-02-18 before:2025-06",
        };
        let Some((at, Token::Value { text, .. })) = self.peek().cloned() else {
            return Err(error(column, format!("{name}: needs a value"), example));
        };
        self.at += 1;
        let value = text.trim().to_owned();
        match name {
            _ if value.is_empty() => return Err(error(at, format!("{name}: needs a value"), example)),
            "outlet" if self.negated => self.found.without.outlets.push(value),
            "outlet" => self.found.outlets.push(value),
            "who" if self.negated => self.found.without.who.push(value),
            "who" => self.found.who.push(value),
            "tag" => match crate::model::tag(&value) {
                Some(tag) if self.negated => self.found.without.tags.push(tag),
                Some(tag) => self.found.tags.push(tag),
                None => return Err(error(at, "tag: needs a value", example)),
            },
            "is" => {
                let Some(mark) = mark(&value) else {
                    let message =
                        format!("is: asks for read, unread, starred, unstarred, tagged or untagged, not “{value}”");
                    return Err(error(at, message, example));
                };
                self.found.marks.push(if self.negated { mark.opposite() } else { mark });
            }
            _ => {
                let Some(start) = start(&value) else {
                    let message = format!("“{value}” is not a date (use YYYY-MM-DD, YYYY-MM or YYYY)");
                    return Err(error(at, message, example));
                };
                // Not before a day is from that day on.
                let until = (name == "before") != self.negated;
                if until {
                    self.found.before = Some(self.found.before.map_or(start, |before| before.min(start)));
                } else {
                    self.found.since = self.found.since.max(Some(start));
                }
            }
        }
        Ok(())
    }
}

fn mark(word: &str) -> Option<ReadMark> {
    Some(match word.to_lowercase().as_str() {
        "read" => ReadMark::Read,
        "unread" | "new" => ReadMark::Unread,
        "starred" | "star" => ReadMark::Starred,
        "unstarred" => ReadMark::Unstarred,
        "tagged" => ReadMark::Tagged,
        "untagged" => ReadMark::Untagged,
        _ => return None,
    })
}

/// The first second of a day, a month, a year, or a moment.
fn start(text: &str) -> Option<i64> {
    let day = match text.len() {
        4 => format!("{text}-01-01").parse::<Date>().ok(),
        7 => format!("{text}-01").parse::<Date>().ok(),
        10 => text.parse::<Date>().ok(),
        _ => return text.parse::<Timestamp>().ok().map(Timestamp::as_second),
    };
    // A day that time zones cannot hold is none.
    let first = day?.checked_add(Length::new()).ok()?;
    Some(first.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second())
}
