//! What is wrong with a line of JSON, for people; and what can be taken all the same.

use std::borrow::Cow;

/// What a parser says, and what that means. The first that the message begins with counts.
const MEANINGS: &[(&str, &str)] = &[
    ("EOF while parsing a string", "the line ends inside of a string; close it with \""),
    ("EOF while parsing", "the line ends too early; all of an object must stand on one line, up to its last }"),
    ("control character", "a bare control character in a string; write \\n, \\t or \\u0000 for it"),
    ("expected `:`", "a colon was expected behind the key"),
    ("expected `,`", "a comma was expected here, or the end of the list or the object"),
    (
        "expected",
        "no JSON value; a string in double quotes, a number, true, false, null, a list or an object was expected",
    ),
    ("invalid escape", "an escape that there is none of; write \\\\ for a backslash"),
    ("invalid number", "a number that is none"),
    ("invalid unicode code point", "an escape that stands for no character; write \\ufffd, or take it out"),
    ("key must be a string", "a key in double quotes was expected"),
    ("lone leading surrogate", "half of a pair of \\u escapes; write both halves, or \\ufffd"),
    ("number out of range", "a number that is too large"),
    ("recursion limit", "lists or objects too deep inside of each other"),
    ("trailing characters", "something stands behind the object; each object must stand on a line of its own"),
    ("trailing comma", "a comma too many; take it out"),
    ("unexpected end of hex escape", "half of a pair of \\u escapes; write both halves, or \\ufffd"),
];

/// What is wrong with a line, and in which column; a line has no lines, so the parser's own count of them is left out.
#[must_use]
pub fn wrong_with(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
    let key = |head: &str| what.strip_prefix(head).map(|key| key.trim_matches('`').to_owned());
    let meaning = MEANINGS.iter().find(|(head, _)| what.starts_with(head));
    let what = match (meaning, key("duplicate field "), key("missing field ")) {
        (Some((_, meaning)), ..) => (*meaning).to_owned(),
        (_, Some(key), _) => format!("the key \"{key}\" stands there twice; take one out"),
        (.., Some(key)) => format!("the key \"{key}\" is missing"),
        _ => what.to_owned(),
    };
    if error.column() > 0 { format!("{what} (column {})", error.column()) } else { what }
}

/// The line with a replacement character for each `\u` escape that is half of a pair, as programs write them that cut
/// strings inside of a character. Nothing moves: both are six bytes long.
#[must_use]
pub fn mend_surrogates(line: &str) -> Cow<'_, str> {
    let bytes = line.as_bytes();
    let mut halves = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        at += found;
        match surrogate(bytes, at) {
            Some(true) if surrogate(bytes, at + 6) == Some(false) => at += 12,
            Some(_) => {
                halves.push(at);
                at += 6;
            }
            None => at += 2,
        }
    }
    if halves.is_empty() {
        return Cow::Borrowed(line);
    }
    let mut mended = String::with_capacity(line.len());
    let mut from = 0;
    for at in halves {
        mended.push_str(line.get(from..at).unwrap_or(""));
        mended.push_str("\\ufffd");
        from = at + 6;
    }
    mended.push_str(line.get(from..).unwrap_or(""));
    Cow::Owned(mended)
}

/// Whether the first (`true`) or the second half of a pair is written at `at`; `None` for anything else.
fn surrogate(bytes: &[u8], at: usize) -> Option<bool> {
    let [b'\\', b'u', b'd' | b'D', half, rest @ ..] = bytes.get(at..at + 6)? else { return None };
    if !rest.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    match half.to_ascii_lowercase() {
        b'8'..=b'9' | b'a'..=b'b' => Some(true),
        b'c'..=b'f' => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{mend_surrogates, wrong_with};

    #[test]
    fn the_parser_is_put_in_words() {
        for (line, said) in [
            ("no", "no JSON value; "),
            ("{\"a\":\"x", "the line ends inside of a string; close it with \" (column 7)"),
            ("{\"a\":\"x\"", "the line ends too early; "),
            ("{\"a\":\"\\ud83d\"}", "half of a pair of \\u escapes; "),
            ("{\"a\":\"\\ud83d\\n\"}", "half of a pair of \\u escapes; "),
            ("{\"a\":\"\\x\"}", "an escape that there is none of; "),
            ("{\"a\":\"\t\"}", "a bare control character in a string; "),
            ("{\"a\" \"b\"}", "a colon was expected "),
            ("{\"a\":\"b\" \"c\"}", "a comma was expected "),
            ("{'a':\"b\"}", "a key in double quotes was expected"),
            ("{\"a\":\"b\",}", "a comma too many; take it out (column 10)"),
            ("{\"a\":\"b\"}{", "something stands behind the object; "),
        ] {
            let error = serde_json::from_str::<BTreeMap<String, String>>(line).unwrap_err();
            assert!(wrong_with(&error).starts_with(said), "{line}: {}", wrong_with(&error));
        }
    }

    #[test]
    fn half_pairs_are_replaced() {
        for (line, mended) in [
            (r#""plain""#, r#""plain""#),
            (r#""\ud83d\ude00 \u00e9""#, r#""\ud83d\ude00 \u00e9""#),
            (r#""a\ud83d""#, r#""a\ufffd""#),
            (r#""\uDE00\ud83d\ud83d\ude00""#, r#""\ufffd\ufffd\ud83d\ude00""#),
            (r#""\\ud83d \\\ud83d""#, r#""\\ud83d \\\ufffd""#),
            (r#""\ud8""#, r#""\ud8""#),
        ] {
            assert_eq!(mend_surrogates(line), mended, "{line}");
        }
    }
}
