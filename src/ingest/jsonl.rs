//! JSON Lines: one article a line. The text has been taken out of its page already; what is left of the page in it is judged
//! as in any other text, so that the blocks are of the same kinds.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::front::Front;
use super::source::Source;
use super::{date, language, page, paragraphs};
use crate::model::{Article, ArticleMemory, ArticleMeta, ContentKey, OutletEvidence, Problem, Stage};
use crate::text::{sanitize, sanitize_line};

/// An article of a line, with the line's own id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What the line calls it; empty where it does not say.
    pub id: String,
    /// The article.
    pub article: Article,
    /// What a reader has kept of it, where `read` and `starred` both say yes or no: lines of an export do, and `tags` are the
    /// reader's there. A publisher's own tags are none of the reader's.
    pub kept: Option<ArticleMemory>,
    /// What is wrong with the line, the article being taken all the same.
    pub flaws: Vec<Problem>,
}

/// What is read of a line; other fields are passed over.
#[derive(Default)]
struct Fields {
    text: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    date: Option<String>,
    url: Option<String>,
    id: Option<String>,
    byline: Option<String>,
    language: Option<String>,
}

impl Fields {
    /// The first name of a field that is there counts.
    fn of(map: &Map<String, Value>) -> Self {
        let one = |names: &[&str]| names.iter().find_map(|name| words(map.get(*name)?));
        // An outlet that is named as none is none. A source that is a file says where an export found the article.
        let outlet = if map.contains_key("outlet") {
            one(&["outlet"])
        } else {
            one(&["publisher"]).or_else(|| one(&["source"]).filter(|source| !source.contains(['/', '\\'])))
        };
        Self {
            text: map.get("text").and_then(Value::as_str).map(str::to_owned),
            title: one(&["title", "headline"]),
            outlet,
            date: one(&["date", "published", "date_published"]),
            url: one(&["url", "link"]),
            id: one(&["id"]),
            byline: one(&["byline", "author"]),
            language: one(&["language", "lang"]),
        }
    }
}

/// A text, a number, or the texts of a list.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let all: Vec<String> = list.iter().filter_map(words).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        _ => None,
    }
}

/// Understands one line; `number` counts from 1. `None` for an empty line.
///
/// # Errors
/// What is wrong with it, where there is no article in it.
pub fn parse_line(line: &[u8], source: &Source, number: u64) -> Option<Result<Record, Problem>> {
    let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line }.trim_ascii();
    (!line.is_empty()).then(|| {
        let name = format!("{source}:{number}");
        let problem = |reason: String| Problem { source: name.clone(), stage: Stage::Parse, reason, skipped: true };
        // serde would take a list for a struct.
        if line.first() != Some(&b'{') {
            if line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff") {
                return Err(problem("UTF-16; JSON Lines are UTF-8: convert the file first".to_owned()));
            }
            return Err(problem("not a JSON object; each line must be one".to_owned()));
        }
        let map: Map<String, Value> = serde_json::from_slice(line).map_err(|error| problem(explain(&error)))?;
        let fields = Fields::of(&map);
        let Some(text) = fields.text.as_deref().filter(|text| !text.trim().is_empty()) else {
            return Err(problem("no text: the field “text” is missing, empty or no text".to_owned()));
        };
        let key = key(&fields, text);
        let mut flaws = Vec::new();
        let front = front(&fields, &name, &mut flaws);
        let paragraphs = paragraphs::from_plain(&sanitize(text));
        if paragraphs.is_empty() {
            return Err(problem("no text: nothing of it can be shown".to_owned()));
        }
        let (document, found) = page::read(&paragraphs, &front, source);
        let language = front.language.or_else(|| language::detect(&page::sample(&document)).map(str::to_owned));
        let mut meta = ArticleMeta { language, ..found };
        // All records of a file lie in one folder: it says nothing of whose they are.
        if matches!(meta.outlet_evidence, OutletEvidence::Folder(_)) {
            (meta.outlet, meta.outlet_evidence) = (None, OutletEvidence::None);
        }
        let id = fields.id.as_deref().map(sanitize_line).unwrap_or_default();
        let article = Article { key, meta, document, source: Arc::from(name.as_str()) };
        Ok(Record { id, article, kept: kept(&map), flaws })
    })
}

/// What a reader has kept of an article.
fn kept(map: &Map<String, Value>) -> Option<ArticleMemory> {
    let is = |name: &str| map.get(name).and_then(Value::as_bool);
    let tags = map.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    ArticleMemory::told(is("read"), is("starred"), tags)
}

/// Who says the same under the same title on the same day has published it once: address and id may differ.
fn key(fields: &Fields, text: &str) -> ContentKey {
    let parts = [fields.outlet.as_deref(), fields.title.as_deref(), fields.date.as_deref(), Some(text)];
    let parts: Vec<&[u8]> = parts.iter().map(|part| part.unwrap_or("").as_bytes()).collect();
    ContentKey::of(&parts.join(&0))
}

fn front(fields: &Fields, name: &str, flaws: &mut Vec<Problem>) -> Front {
    let line = |text: &Option<String>| text.as_deref().map(sanitize_line).filter(|text| !text.is_empty());
    let mut front = Front {
        title: line(&fields.title),
        outlet: line(&fields.outlet),
        byline: line(&fields.byline),
        url: line(&fields.url),
        language: line(&fields.language).filter(|code| code.len() == 2 && code.is_ascii()),
        ..Front::default()
    };
    if let Some(text) = line(&fields.date) {
        front.date = date::parse(&text);
        if front.date.is_none() {
            let reason = format!("“{text}” is not a date (use YYYY-MM-DD)");
            flaws.push(Problem { source: name.to_owned(), stage: Stage::Parse, reason, skipped: false });
        }
    }
    front
}

/// What serde says, without its line number, which is always 1.
fn explain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.find(" at line ").unwrap_or(text.len());
    let words = sanitize_line(text.get(..end).unwrap_or(&text));
    format!("not JSON: {words}, at column {}", error.column())
}

#[cfg(test)]
mod tests {
    use super::{Record, parse_line};
    use crate::ingest::Source;
    use crate::model::{BlockKind, OutletEvidence};

    fn line(text: &str) -> Result<Record, String> {
        let source = Source::File("news/all.jsonl".into());
        parse_line(text.as_bytes(), &source, 7).unwrap().map_err(|problem| {
            assert_eq!(problem.source, "news/all.jsonl:7");
            problem.reason
        })
    }

    #[test]
    fn a_line_is_an_article_with_blocks() {
        let text = r#"{"id": 12, "outlet": "Shore Weekly", "title": "Boats back", "date": "2031-04-05T06:07:08Z",
            "url": "https://shore.example/boats", "lang": "en",
            "text": "PORT ALMA, April 5 (Shore Weekly) - The boats came back at noon on Sunday.\n\nAdvertisement"}"#;
        let record = line(&text.replace('\n', " ")).unwrap();
        let meta = &record.article.meta;
        assert_eq!((record.id.as_str(), meta.title.as_str()), ("12", "Boats back"));
        assert_eq!(
            (meta.outlet.as_deref(), &meta.outlet_evidence),
            (Some("Shore Weekly"), &OutletEvidence::FrontMatter)
        );
        assert_eq!(meta.date.as_ref().unwrap().to_string(), "2031-04-05T06:07:08Z");
        let kinds: Vec<_> = record.article.document.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Headline, BlockKind::Body, BlockKind::Furniture]);
    }

    #[test]
    fn what_is_no_article_says_why() {
        for (text, reason) in [
            ("[1]", "not a JSON object"),
            ("{\"text\": \"cut", "not JSON: "),
            ("{\"text\": 5}", "no text"),
            ("{\"title\": \"t\"}", "no text"),
            ("{\"text\": \" \\n \"}", "no text"),
        ] {
            let told = line(text).unwrap_err();
            assert!(told.starts_with(reason), "{text}: {told}");
        }
        assert!(parse_line(b"  \r", &Source::Stdin, 1).is_none());
    }

    #[test]
    fn the_same_words_of_the_same_outlet_are_the_same_article() {
        let key = |text: &str| line(text).unwrap().article.key;
        let one =
            key(r#"{"text": "One and two.", "title": "T", "outlet": "O", "id": "a", "url": "https://a.example"}"#);
        assert_eq!(one, key(r#"{"outlet": "O", "title": "T", "text": "One and two.", "id": "b"}"#));
        assert_ne!(one, key(r#"{"outlet": "P", "title": "T", "text": "One and two.", "id": "a"}"#));
    }

    #[test]
    fn fields_by_other_names_and_of_other_types_are_no_fault() {
        let text = r#"{"text": "One and two.", "source": "/a/b.txt:7", "outlet": "O", "author": ["Ann", "Ben"], "id": 5, "tags": {}}"#;
        let record = line(text).unwrap();
        assert_eq!((record.id.as_str(), record.article.meta.outlet.as_deref()), ("5", Some("O")));
        assert_eq!(record.article.meta.byline.as_deref(), Some("Ann, Ben"));
    }

    #[test]
    fn an_outlet_is_none_where_it_is_said_to_be_none() {
        let outlet = |text: &str| line(text).unwrap().article.meta.outlet;
        assert_eq!(outlet(r#"{"text": "One and two.", "outlet": null, "source": "Shore Weekly"}"#), None);
        assert_eq!(outlet(r#"{"text": "One and two.", "source": "/news/odd/bom.txt"}"#), None);
        assert_eq!(outlet(r#"{"text": "One and two.", "source": "Shore Weekly"}"#).as_deref(), Some("Shore Weekly"));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_line() {
        let source = Source::File("all.jsonl".into());
        let mark = b"\xef\xbb\xbf{\"text\": \"One and two.\"}";
        assert!(parse_line(mark, &source, 1).unwrap().is_ok());
        assert!(parse_line(mark, &source, 2).unwrap().is_err());
        let wide = parse_line(b"\xff\xfe{\0", &source, 1).unwrap().unwrap_err();
        assert!(wide.reason.contains("UTF-16"), "{}", wide.reason);
    }

    #[test]
    fn a_bad_date_is_a_flaw_and_no_more() {
        let record = line(r#"{"text": "One and two.", "date": "yesterweek"}"#).unwrap();
        assert_eq!(record.article.meta.date, None);
        assert!(record.flaws[0].reason.contains("yesterweek") && !record.flaws[0].skipped);
    }
}
