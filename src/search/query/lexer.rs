//! A search cut into its parts.

use super::QueryError;

/// A part of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A word or a phrase; whether it may go on.
    Value { text: String, quoted: bool, prefix: bool },
    /// `field:`.
    Field(String),
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `AND`.
    And,
    /// `OR`.
    Or,
    /// `NOT`, or `-` before something.
    Not,
    /// `NEAR`, with the most words that may lie between.
    Near(u32),
}

/// A part with its column, in characters from 1.
pub(super) type Placed = (usize, Token);

/// Words between two that are near each other, where nothing is said.
const NEAR: u32 = 10;
const FIELDS: [&str; 7] = ["title", "outlet", "who", "before", "after", "is", "tag"];

pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, QueryError> {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(c) = chars.get(at).copied() {
        let column = at + 1;
        match c {
            _ if c.is_whitespace() => at += 1,
            '(' | ')' => {
                out.push((column, if c == '(' { Token::Open } else { Token::Close }));
                at += 1;
            }
            '"' | '“' | '”' | '„' => {
                let (token, next) = quoted(&chars, at)?;
                out.push((column, token));
                at = next;
            }
            '-' if chars.get(at + 1).is_some_and(|next| !next.is_whitespace() && *next != '-') => {
                out.push((column, Token::Not));
                at += 1;
            }
            _ => at = word(&chars, at, &mut out)?,
        }
    }
    Ok(out)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// A phrase from its opening quotation mark on.
fn quoted(chars: &[char], open: usize) -> Result<(Token, usize), QueryError> {
    let rest = chars.get(open + 1..).unwrap_or(&[]);
    let Some(len) = rest.iter().position(|c| is_quote(*c)) else {
        let message = "the quotation mark that opens here is never closed".to_owned();
        return Err(QueryError { column: open + 1, message, example: "\"port authority\" ferry" });
    };
    let text: String = rest.iter().take(len).collect();
    let mut next = open + len + 2;
    let prefix = chars.get(next) == Some(&'*');
    next += usize::from(prefix);
    Ok((Token::Value { text, quoted: true, prefix }, next))
}

fn word(chars: &[char], start: usize, out: &mut Vec<Placed>) -> Result<usize, QueryError> {
    let rest = chars.get(start..).unwrap_or(&[]);
    let len =
        rest.iter().position(|c| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(*c)).unwrap_or(rest.len());
    let text: String = rest.iter().take(len).collect();
    let column = start + 1;
    let (next, token) = match text.as_str() {
        "AND" | "&&" => (start + len, Token::And),
        "OR" | "||" => (start + len, Token::Or),
        "NOT" => (start + len, Token::Not),
        _ if text == "NEAR" || text.starts_with("NEAR/") => (start + len, Token::Near(distance(&text, column)?)),
        _ => {
            if let Some(name) = field(&text, column)? {
                let len = name.chars().count() + 1;
                (start + len, Token::Field(name.to_lowercase()))
            } else {
                let bare = text.trim_end_matches('*');
                let prefix = bare.len() < text.len();
                (start + len, Token::Value { text: bare.to_owned(), quoted: false, prefix })
            }
        }
    };
    out.push((column, token));
    Ok(next)
}

fn distance(text: &str, column: usize) -> Result<u32, QueryError> {
    let Some(number) = text.strip_prefix("NEAR/") else { return Ok(NEAR) };
    number.parse().map_err(|_| QueryError {
        column: column + 5,
        message: "after NEAR/ comes the number of words that may lie between".to_owned(),
        example: "ferry NEAR/5 strike",
    })
}

/// The field that a word begins with. Words such as `10:30` and addresses are none.
fn field(text: &str, column: usize) -> Result<Option<String>, QueryError> {
    let Some((name, rest)) = text.split_once(':') else { return Ok(None) };
    if name.is_empty() || !name.chars().all(char::is_alphabetic) || rest.starts_with("//") {
        return Ok(None);
    }
    if FIELDS.contains(&name.to_lowercase().as_str()) {
        return Ok(Some(name.to_owned()));
    }
    let message = format!(
        "there is no field “{name}”; there are {}. Put words with a colon in quotation marks",
        FIELDS.join(", ")
    );
    Err(QueryError { column, message, example: "title:ferry outlet:\"Harbour Post\"" })
}
