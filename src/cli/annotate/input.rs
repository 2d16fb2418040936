//! One line of the input: parsed, checked, and its names found.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::offsets::Offsets;
use super::remarks::Remark;
use crate::model::{ContentKey, EntityKind, NameMention, Zone, ZoneKind};
use crate::nlp::tokenizer::tokenize;
use crate::nlp::{Quotation, Recognizer, ResolveDoc, Resolver, quotations};
use crate::text::Span;
use crate::text::json::{mend_surrogates, wrong_with};

/// A line as it comes.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with a \"text\"")]
struct Raw<'l> {
    #[serde(borrow, default)]
    id: Option<&'l RawValue>,
    text: Option<String>,
    #[serde(default)]
    outlet: Option<serde_json::Value>,
    #[serde(default)]
    date: Option<serde_json::Value>,
    #[serde(default)]
    topic: Option<serde_json::Value>,
}

/// A line of which the mentions are taken as well.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with \"text\" and \"mentions\"")]
struct Marked {
    #[serde(default)]
    mentions: Option<Vec<Given>>,
}

/// A mention of the input.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with \"start\", \"end\" and \"type\"")]
struct Given {
    start: CodePoints,
    end: CodePoints,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    text: Option<serde_json::Value>,
}

/// A count of code points. Of its own type so that what is no count is explained in the words of the input.
#[derive(Debug, Clone, Copy)]
struct CodePoints(u64);

impl<'de> Deserialize<'de> for CodePoints {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Count;
        impl Visitor<'_> for Count {
            type Value = CodePoints;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a count of code points, 0 or more")
            }

            fn visit_u64<E>(self, count: u64) -> Result<CodePoints, E> {
                Ok(CodePoints(count))
            }
        }
        from.deserialize_u64(Count)
    }
}

/// What is wrong with a line's JSON.
fn unusable(error: &serde_json::Error) -> String {
    format!("not a usable JSON object: {}", wrong_with(error))
}

/// A line whose names are known.
#[derive(Debug)]
pub(super) struct Line {
    /// The id as it was written.
    pub(super) id: Box<str>,
    pub(super) text: String,
    pub(super) outlet: Option<String>,
    pub(super) seconds: Option<i64>,
    pub(super) topic: Option<String>,
    pub(super) key: u128,
    /// Names in bytes, in the order of the text.
    pub(super) mentions: Vec<NameMention>,
    /// Where each mention stood among those of the input, if they were given.
    pub(super) place: Option<Vec<u32>>,
    pub(super) language: Option<&'static str>,
    /// Who is quoted; mentions by their number in `mentions`.
    pub(super) quotes: Vec<Quotation>,
    /// What is to be said of it.
    pub(super) remarks: Vec<Remark>,
}

/// Where the names of a line come from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Names<'m> {
    /// From its mentions.
    Given,
    /// This recogniser finds them.
    Found(&'m Recognizer),
}

/// How lines are read and written.
#[derive(Debug, Clone, Copy)]
pub(super) struct How<'m> {
    /// Where names come from.
    pub(super) names: Names<'m>,
    /// Whether the text is written as well.
    pub(super) text: bool,
}

impl Names<'_> {
    /// A resolver for such names: types that are given are right.
    pub(super) fn resolver(self) -> Resolver {
        if matches!(self, Self::Given) { Resolver::trusting() } else { Resolver::default() }
    }
}

impl Line {
    /// The line as the resolver takes it.
    pub fn document(&self) -> ResolveDoc<'_> {
        ResolveDoc {
            text: &self.text,
            mentions: &self.mentions,
            outlet: self.outlet.as_deref(),
            seconds: self.seconds,
            topic: self.topic.as_deref(),
            key: self.key,
        }
    }

    /// Reads a line and finds (or takes over) its names.
    ///
    /// # Errors
    /// What is wrong with the line, for people.
    pub(super) fn read(bytes: &[u8], names: Names<'_>) -> Result<Self, String> {
        let source =
            std::str::from_utf8(bytes).map_err(|error| format!("not UTF-8 at byte {}", error.valid_up_to() + 1))?;
        if source.trim().is_empty() {
            return Err("empty; an object with a \"text\" was expected".to_owned());
        }
        if source.trim_start().starts_with('[') {
            return Err("not a usable JSON object: an array; an object with a \"text\" was expected".to_owned());
        }
        let mended;
        let (source, raw) = if let Ok(raw) = serde_json::from_str::<Raw<'_>>(source) {
            (source, raw)
        } else {
            mended = mend_surrogates(source);
            (mended.as_ref(), serde_json::from_str(&mended).map_err(|error| unusable(&error))?)
        };
        let text = raw.text.ok_or("no \"text\"")?;
        if u32::try_from(text.len()).is_err() {
            return Err("the text is longer than 4 GiB".to_owned());
        }
        let mut line = Self {
            id: raw.id.map_or("null", RawValue::get).into(),
            outlet: raw.outlet.and_then(word),
            seconds: raw.date.as_ref().and_then(seconds),
            topic: raw.topic.and_then(word),
            key: ContentKey::of(bytes).0,
            mentions: Vec::new(),
            place: None,
            language: None,
            quotes: Vec::new(),
            remarks: Vec::new(),
            text,
        };
        let zone = Zone { span: Span::new(0, line.text.len() as u32), kind: ZoneKind::Body };
        match names {
            Names::Given => {
                let marked: Marked = serde_json::from_str(source).map_err(|error| unusable(&error))?;
                if marked.mentions.is_none() {
                    line.remarks.push(Remark::Unmarked);
                }
                line.take(&marked.mentions.unwrap_or_default())?;
                let mut tokens = Vec::new();
                tokenize(&line.text, zone.span, &mut tokens);
                line.quotes = quotations(&line.text, &tokens, &line.mentions);
            }
            Names::Found(recognizer) => {
                let analysis = recognizer.recognize(&line.text, &[zone]);
                line.quotes = quotations(&line.text, &analysis.tokens, &analysis.mentions);
                line.mentions = analysis.mentions;
                line.language = analysis.foreign;
            }
        }
        Ok(line)
    }

    /// Takes over the mentions of the input. One that covers nothing is left out.
    ///
    /// # Errors
    /// A mention whose offsets cannot be meant, or whose type is none: they may all be wrong.
    fn take(&mut self, given: &[Given]) -> Result<(), String> {
        let offsets = Offsets::new(&self.text);
        let mut all = Vec::with_capacity(given.len());
        for (at, mention) in given.iter().enumerate() {
            let (from, to) = (mention.start.0, mention.end.0);
            let place = || format!("mention {} ({from}..{to})", at + 1);
            let (Some(start), Some(end)) = (offsets.byte(from), offsets.byte(to)) else {
                return Err(format!("{} lies outside of the text", place()));
            };
            if start > end {
                return Err(format!("{} ends before it starts", place()));
            }
            let span = Span::new(start, end);
            if span.is_empty() {
                self.remarks.push(Remark::Empty(place()));
                continue;
            }
            let covered = span.of(&self.text);
            if mention.text.as_ref().and_then(serde_json::Value::as_str).is_some_and(|text| text != covered) {
                self.remarks.push(Remark::OtherText(format!("{} covers {covered:?}", place())));
            }
            let kind = EntityKind::from_label(&mention.kind).ok_or_else(|| {
                format!("{} has the type {:?}; PER, ORG, LOC or MISC was expected", place(), mention.kind)
            })?;
            all.push((NameMention { span, kind, score: u8::MAX }, at as u32));
        }
        all.sort_by_key(|(mention, at)| (mention.span, *at));
        (self.mentions, self.place) = {
            let (mentions, place) = all.into_iter().unzip();
            (mentions, Some(place))
        };
        Ok(())
    }
}

/// A topic or an outlet may be any scalar.
fn word(value: serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(word) => Some(word).filter(|w| !w.is_empty()),
        other => Some(other.to_string()),
    }
}

/// A date or a time as seconds since 1970; what cannot be read is no date.
fn seconds(value: &serde_json::Value) -> Option<i64> {
    let text = value.as_str()?.trim();
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(time.as_second());
    }
    let day = text
        .parse::<jiff::civil::DateTime>()
        .map(jiff::civil::DateTime::date)
        .or_else(|_| text.parse::<jiff::civil::Date>())
        .ok()?;
    day.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::{Line, Names};
    use crate::nlp::Recognizer;
    use crate::text::Span;

    fn error(line: &str) -> String {
        Line::read(line.as_bytes(), Names::Given).unwrap_err()
    }

    #[test]
    fn given_mentions_are_checked() {
        let line = r#"{"id":{"a":[1,2.50]},"text":"é Lo Bo","mentions":[{"start":5,"end":7,"type":"PER"},{"start":2,"end":4,"type":"ORG","text":"Lo"}]}"#;
        let line = Line::read(line.as_bytes(), Names::Given).unwrap();
        assert_eq!(&*line.id, r#"{"a":[1,2.50]}"#);
        assert_eq!(line.mentions.iter().map(|m| m.span).collect::<Vec<_>>(), [Span::new(3, 5), Span::new(6, 8)]);
        assert_eq!(line.place, Some(vec![1, 0]));
        assert!(error(r#"{"text":"abc","mentions":[{"start":2,"end":9,"type":"PER"}]}"#).contains("outside"));
        assert!(error(r#"{"text":"abc","mentions":[{"start":2,"end":1,"type":"PER"}]}"#).contains("before"));
        assert!(error(r#"{"text":"abc","mentions":[{"start":0,"end":1,"type":"GPE"}]}"#).contains("GPE"));
        // The offsets count, whatever text stands beside them; an empty mention is left out. Both are said.
        for (line, mentions, remarks) in [
            (r#"{"text":"abc","mentions":[{"start":1,"end":1,"type":"PER"},{"start":0,"end":1,"type":"PER"}]}"#, 1, 1),
            (r#"{"text":"abc","mentions":[{"start":0,"end":2,"type":"PER","text":"bc"}]}"#, 1, 1),
            (r#"{"text":"abc","mentions":[{"start":0,"end":2,"type":"PER","text":"ab"}]}"#, 1, 0),
            (r#"{"text":"abc","mentions":[]}"#, 0, 0),
            (r#"{"text":"abc"}"#, 0, 1),
        ] {
            let taken = Line::read(line.as_bytes(), Names::Given).unwrap();
            assert_eq!((taken.mentions.len(), taken.remarks.len()), (mentions, remarks), "{line}");
        }
        assert_eq!(
            error(r#"{"text":"abc","mentions":[{"start":-1,"end":1,"type":"PER"}]}"#),
            "not a usable JSON object: invalid type: integer `-1`, expected a count of code points, 0 or more (column 37)"
        );
        assert!(Line::read(br#"{"text":"abc","mentions":null}"#, Names::Given).is_ok());
        for line in
            ["[1]", "1", "\"a\"", r#"{"text":5}"#, r#"{"text":"a","mentions":7}"#, r#"{"text":"a","mentions":[7]}"#]
        {
            let said = error(line);
            assert!(said.starts_with("not a usable JSON object: "), "{said}");
            assert!(["struct", "Raw", "Given", "u64", "line 1"].iter().all(|word| !said.contains(word)), "{said}");
        }
        assert!(
            error(r#"{"id":1}"#).contains("no \"text\"")
                && error("[1]").contains("usable")
                && error("").contains("empty")
        );
        assert!(Line::read(b"{\"text\":\"\xff\"}", Names::Given).unwrap_err().contains("UTF-8"));
    }

    #[test]
    fn mentions_that_are_not_asked_for_are_not_read() {
        for mentions in [r#"[{"start":0,"end":5}]"#, r#""none""#, r#"7,"mentions":[]"#] {
            let line = format!(r#"{{"text":"Oslo.","mentions":{mentions}}}"#);
            assert!(Line::read(line.as_bytes(), Names::Found(Recognizer::shipped())).is_ok(), "{line}");
        }
    }

    #[test]
    fn half_a_pair_of_escapes_costs_a_character() {
        let line = br#"{"id":"\ud83d","text":"Ana \ud83d met Lo.","mentions":[{"start":10,"end":12,"type":"PER"}]}"#;
        let line = Line::read(line, Names::Given).unwrap();
        assert_eq!(line.text, "Ana \u{fffd} met Lo.");
        assert_eq!(line.mentions[0].span.of(&line.text), "Lo");
        assert_eq!(
            error(r#"{"id":1,"id":2}"#),
            "not a usable JSON object: the key \"id\" stands there twice; take one out (column 12)"
        );
    }

    #[test]
    fn dates() {
        let seconds = |date: &str| {
            Line::read(format!("{{\"text\":\"\",\"mentions\":[],\"date\":{date}}}").as_bytes(), Names::Given)
                .unwrap()
                .seconds
        };
        assert_eq!(seconds("\"1970-01-02\""), Some(86_400));
        assert_eq!(seconds("\"1970-01-01T00:01:00Z\""), Some(60));
        assert_eq!(seconds("\"1970-01-02T05:00\""), Some(86_400));
        assert_eq!(seconds("\"soon\""), None);
        assert_eq!(seconds("5"), None);
    }
}
