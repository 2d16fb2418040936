//! From one input to its articles.

use std::sync::Arc;

use super::decode::decode;
use super::source::{Source, explain, holds_json_lines};
use super::{front, jsonl, language, page, paragraphs};
use crate::model::{Article, ArticleMemory, ArticleMeta, ContentKey, Problem, Stage};
use crate::text::{sanitize, sanitize_line};

/// What came of one input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Loaded {
    /// Its articles; none where it could not be read or holds none.
    pub articles: Vec<Article>,
    /// What a reader has kept of the article of a text, where its front matter says so as that of an export does.
    pub kept: Option<ArticleMemory>,
    /// What is wrong with it: `skipped` where there are no articles, else a flaw of what was read.
    pub problems: Vec<Problem>,
}

/// Reads one input and understands it. Whatever is wrong becomes a problem of the result.
#[must_use]
pub fn load(source: &Source) -> Loaded {
    match source.read() {
        // Whatever it is called: out of a pipe, or under another ending.
        Ok(bytes) if !source.is_markdown() && holds_json_lines(&bytes) => lines(&bytes, source),
        Ok(bytes) => parse(&bytes, source),
        Err(error) => Loaded::skipped(source, Stage::Read, explain(&error)),
    }
}

/// Understands the bytes of one input; `source` only gives its name, its ending and its folder.
#[must_use]
pub fn parse(bytes: &[u8], source: &Source) -> Loaded {
    if bytes.trim_ascii().is_empty() {
        return Loaded::skipped(source, Stage::Read, "an empty file".to_owned());
    }
    if source.is_called_json_lines() {
        return lines(bytes, source);
    }
    let decoded = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(reason) => return Loaded::skipped(source, Stage::Decode, reason),
    };
    let name = source.to_string();
    let mut problems = Vec::new();
    if let Some(reason) = decoded.note {
        problems.push(Problem { source: name.clone(), stage: Stage::Decode, reason, skipped: false });
    }
    if is_html(&decoded.text) && !source.is_markdown() {
        let reason = "looks like HTML: its tags are shown as text; save the page as text instead".to_owned();
        problems.push(Problem { source: name.clone(), stage: Stage::Parse, reason, skipped: false });
    }
    let text = sanitize(&decoded.text);
    let split = front::split(&text);
    problems.extend(split.flaws.iter().map(|flaw| Problem {
        source: format!("{name}:{}:{}", flaw.line, flaw.column),
        stage: Stage::Parse,
        reason: sanitize_line(&flaw.reason),
        skipped: false,
    }));
    let front = split.front.unwrap_or_default();
    let paragraphs =
        if source.is_markdown() { paragraphs::from_markdown(split.rest) } else { paragraphs::from_plain(split.rest) };
    if paragraphs.is_empty() {
        let mut loaded = Loaded::skipped(source, Stage::Parse, "no text after the front matter".to_owned());
        loaded.problems.splice(0..0, problems);
        return loaded;
    }
    let kept = ArticleMemory::told(front.read, front.starred, front.tags.iter().map(String::as_str));
    let (document, found) = page::read(&paragraphs, &front, source);
    let meta = ArticleMeta {
        language: front.language.or_else(|| language::detect(&page::sample(&document)).map(str::to_owned)),
        ..found
    };
    let article = Article { key: ContentKey::of(bytes), meta, document, source: Arc::from(name) };
    Loaded { articles: vec![article], kept, problems }
}

/// Whether a text is the source of a page: it opens with the tags of one, or many of its lines open with tags.
fn is_html(text: &str) -> bool {
    const OPENINGS: [&str; 6] = ["<!doctype html", "<html", "<head", "<body", "<div", "<article"];
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let opens = |line: &str| OPENINGS.iter().any(|tag| starts_with_ignoring_case(line, tag));
    if opens(text) || text.starts_with("<?xml") && text.lines().take(4).any(opens) {
        return true;
    }
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(50);
    let tagged = lines().filter(|line| is_tagged(line)).count();
    tagged >= 3 && tagged * 2 > lines().count()
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// `<p>…</p>`, `<div class="…">`: a line that opens with a tag of HTML.
fn is_tagged(line: &str) -> bool {
    const TAGS: [&str; 16] =
        ["p", "div", "span", "a", "h1", "h2", "h3", "ul", "ol", "li", "meta", "link", "script", "section", "br", "img"];
    let Some(rest) = line.strip_prefix('<') else { return false };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name)) && line.contains('>')
}

/// The articles of JSON Lines.
fn lines(bytes: &[u8], source: &Source) -> Loaded {
    let mut out = Loaded::default();
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1..) {
        match jsonl::parse_line(line, source, number) {
            None => {}
            Some(Ok(record)) => {
                out.articles.push(record.article);
                out.problems.extend(record.flaws);
            }
            Some(Err(problem)) => out.problems.push(problem),
        }
    }
    out
}

impl Loaded {
    fn skipped(source: &Source, stage: Stage, reason: String) -> Self {
        let problem = Problem { source: source.to_string(), stage, reason, skipped: true };
        Self { problems: vec![problem], ..Self::default() }
    }
}
