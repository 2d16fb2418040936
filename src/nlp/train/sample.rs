//! Labelled texts: JSON Lines and CoNLL-style columns.

use serde::Deserialize;

use crate::model::EntityKind;
use crate::text::Span;
use crate::text::json::{mend_surrogates, wrong_with};

/// A labelled text.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// What it is called in its file, if anything.
    pub id: Option<String>,
    /// The text.
    pub text: String,
    /// Its names: bytes of `text`, sorted, not overlapping.
    pub names: Vec<(Span, EntityKind)>,
    /// How much it counts.
    pub weight: f32,
    /// Types that are not marked in it: a name of one of these is neither learnt nor unlearnt.
    pub unmarked: Vec<EntityKind>,
    /// Stretches of which nothing is said: those who labelled it did not agree. Bytes of `text`.
    pub open: Vec<Span>,
}

/// Why a file of labelled texts cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct SampleError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// Start and end of a name in code points, and its type.
type Label = (usize, usize, String);

#[derive(Deserialize)]
struct Row {
    id: Option<serde_json::Value>,
    text: Option<String>,
    spans: Option<Vec<Label>>,
    #[serde(default)]
    open: Vec<(usize, usize)>,
    mentions: Option<Vec<Given>>,
    entities: Option<serde_json::Value>,
}

impl Row {
    /// The names, if they are given: from the first that is there of `spans`, `mentions` and `entities`.
    fn names(&mut self) -> Result<Option<Vec<Label>>, serde_json::Error> {
        if let Some(spans) = self.spans.take() {
            return Ok(Some(spans));
        }
        let mentions = match (self.mentions.take(), self.entities.take()) {
            (Some(mentions), _) => mentions,
            (None, Some(entities)) => serde_json::from_value(entities)?,
            (None, None) => return Ok(None),
        };
        Ok(Some(mentions.into_iter().map(|given| (given.start, given.end, given.label)).collect()))
    }
}

#[derive(Deserialize)]
struct Given {
    start: usize,
    end: usize,
    #[serde(alias = "type")]
    label: String,
}

/// Reads JSON Lines: `{"id", "text", "spans": [[start, end, "PER"], …]}` or with `mentions` as `dateline annotate` writes
/// them with `--text`; `spans` count before `mentions`, and these before `entities`. In `"open": [[start, end], …]` may stand what is not known to be a name or none. Offsets are Unicode code points.
///
/// # Errors
/// The first line that is not of this form, has none of the three (no names are `[]`), or has a span outside of its text.
pub fn from_jsonl(file: &str) -> Result<Vec<Sample>, SampleError> {
    read(file, Labels::Needed)
}

/// Reads JSON Lines of which only the texts are wanted: as [`from_jsonl`], but a line needs no names.
///
/// # Errors
/// The first line that is not of this form.
pub fn texts_from_jsonl(file: &str) -> Result<Vec<Sample>, SampleError> {
    read(file, Labels::Optional)
}

/// Whether a text must say which names it has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Labels {
    Needed,
    Optional,
}

fn read(file: &str, labels: Labels) -> Result<Vec<Sample>, SampleError> {
    let mut samples = Vec::new();
    for (at, line) in file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |what: String| SampleError { line: at + 1, what };
        let unusable = |error: serde_json::Error| wrong(format!("no labelled text: {}", wrong_with(&error)));
        let mut row: Row =
            serde_json::from_str(line).or_else(|_| serde_json::from_str(&mend_surrogates(line))).map_err(unusable)?;
        let given = row.names().map_err(unusable)?;
        let text = row.text.ok_or_else(|| {
            wrong("no labelled text: \"text\" is missing (`dateline annotate --text` writes it)".to_owned())
        })?;
        if given.is_none() && labels == Labels::Needed {
            return Err(wrong(
                "no labelled text: none of \"spans\", \"mentions\" and \"entities\" says which names it has; \"spans\": [] means \
                 that it has none"
                    .to_owned(),
            ));
        }
        let mut offsets: Vec<u32> = text.char_indices().map(|(byte, _)| byte as u32).collect();
        offsets.push(text.len() as u32);
        let mut names = Vec::new();
        let place = |start: usize, end: usize| match (offsets.get(start), offsets.get(end)) {
            (Some(from), Some(to)) => Ok(Span::new(*from, (*to).max(*from))),
            _ => Err(wrong(format!("the span {start} to {end} is outside of the text"))),
        };
        let open = row.open.iter().map(|(start, end)| place(*start, *end)).collect::<Result<_, _>>()?;
        for (start, end, label) in given.unwrap_or_default() {
            let kind = EntityKind::from_label(&label).ok_or_else(|| wrong(format!("{label:?} is no type of name")))?;
            let span = place(start, end)?;
            if !span.is_empty() {
                names.push((span, kind));
            }
        }
        names.sort_by_key(|(span, _)| *span);
        names.dedup_by(|right, left| left.0.overlaps(right.0));
        let id = row.id.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
        samples.push(Sample { id, text, names, weight: 1.0, unmarked: Vec::new(), open });
    }
    Ok(samples)
}

/// Reads CoNLL-style columns: the token first, its tag last (`B-PER`, `I-PER`, `O`; also IOB1, BILOU and BIOES), separated
/// by white space; an empty line ends a sentence, `-DOCSTART-` a text. Tokens are set as running text.
///
/// # Errors
/// The first tag that is none.
pub fn from_conll(file: &str) -> Result<Vec<Sample>, SampleError> {
    let mut samples = Vec::new();
    let mut setter = Setter::default();
    for (at, line) in file.lines().enumerate() {
        if line.trim().is_empty() {
            setter.end_sentence();
            continue;
        }
        let mut columns = line.split_whitespace();
        let Some(token) = columns.next() else { continue };
        if token == "-DOCSTART-" {
            samples.extend(setter.finish());
            continue;
        }
        let tag = columns.next_back().ok_or_else(|| format!("{token:?} has no tag"));
        tag.and_then(|tag| setter.push(token, tag)).map_err(|what| SampleError { line: at + 1, what })?;
    }
    samples.extend(setter.finish());
    Ok(samples)
}

/// Sets tokens as text.
#[derive(Default)]
struct Setter {
    text: String,
    names: Vec<(Span, EntityKind)>,
    open: Option<EntityKind>,
    sentence: bool,
    quoted: bool,
    glue: bool,
}

impl Setter {
    fn push(&mut self, token: &str, tag: &str) -> Result<(), String> {
        let (place, kind) = match tag.split_once('-') {
            Some((place, label)) => (place, EntityKind::from_label(label)),
            None if tag == "O" || tag == "_" => ("O", None),
            None => return Err(format!("{tag:?} is no tag")),
        };
        if place != "O" && kind.is_none() {
            return Err(format!("{tag:?} is of no known type"));
        }
        self.space(token);
        let start = self.text.len() as u32;
        self.text.push_str(token);
        let end = self.text.len() as u32;
        let goes_on = kind.is_some() && kind == self.open && !matches!(place, "B" | "U" | "S");
        match kind {
            Some(_) if goes_on => {
                if let Some((span, _)) = self.names.last_mut() {
                    span.end = end;
                }
            }
            Some(kind) => self.names.push((Span::new(start, end), kind)),
            None => {}
        }
        self.open = if matches!(place, "L" | "E" | "U" | "S") { None } else { kind };
        Ok(())
    }

    fn space(&mut self, token: &str) {
        let closing = matches!(
            token,
            "." | ","
                | ";"
                | ":"
                | "?"
                | "!"
                | ")"
                | "]"
                | "}"
                | "%"
                | "''"
                | "’"
                | "”"
                | "…"
                | "'s"
                | "’s"
                | "n't"
                | "'re"
                | "'ve"
                | "'ll"
                | "'d"
                | "'m"
        );
        let straight = token == "\"";
        let glued = self.glue || closing || (straight && self.quoted);
        if self.sentence && !glued {
            self.text.push(' ');
        }
        self.sentence = true;
        self.glue = matches!(token, "(" | "[" | "{" | "$" | "£" | "€" | "``" | "“" | "‘") || straight && !self.quoted;
        self.quoted ^= straight;
    }

    fn end_sentence(&mut self) {
        if self.sentence {
            let stopped = self.text.trim_end_matches(['"', '\'', '”', '’', ')', ']']).ends_with(['.', '!', '?', '…']);
            self.text.push(if stopped { ' ' } else { '\n' });
        }
        (self.sentence, self.quoted, self.glue, self.open) = (false, false, false, None);
    }

    fn finish(&mut self) -> Option<Sample> {
        let done = std::mem::take(self);
        let text = done.text.trim_end().to_owned();
        (!text.is_empty()).then_some(Sample {
            id: None,
            text,
            names: done.names,
            weight: 1.0,
            unmarked: Vec::new(),
            open: Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{from_conll, from_jsonl, texts_from_jsonl};
    use crate::model::EntityKind::{Organisation, Person};
    use crate::text::Span;

    #[test]
    fn both_forms_hold_the_same() {
        let columns = "-DOCSTART-\tO\n\nÅsa\tB-PER\nBerg\tI-PER\nleft\tO\nOlvex\tB-ORG\n.\tO\n\n";
        let lines = "{\"id\":7,\"text\":\"Åsa Berg left Olvex.\",\"spans\":[[0,8,\"PER\"],[14,19,\"ORG\"]]}\n";
        let (a, b) = (from_conll(columns).unwrap(), from_jsonl(lines).unwrap());
        assert_eq!(a[0].text, b[0].text);
        assert_eq!(a[0].names, b[0].names);
        assert_eq!(b[0].names, [(Span::new(0, 9), Person), (Span::new(15, 20), Organisation)]);
        assert_eq!(b[0].id.as_deref(), Some("7"));
    }

    #[test]
    fn what_was_annotated_and_corrected_is_taken() {
        let line = r#"{"id":"a","text":"Åsa Berg left.","mentions":[{"start":0,"end":8,"text":"Åsa","type":"PER","entity":"e1","score":0.9}],
            "entities":[{"id":"e1","type":"ORG","name":"Åsa","names":["Åsa"]}],"quotes":[]}"#
            .replace('\n', "");
        let samples = from_jsonl(&line).unwrap();
        assert_eq!(samples[0].names, [(Span::new(0, 9), Person)]);
        let spans = line.replace(r#""quotes":[]"#, r#""spans":[[0,3,"ORG"]]"#);
        assert_eq!(from_jsonl(&spans).unwrap()[0].names, [(Span::new(0, 4), Organisation)]);
        let scored = r#"{"text":"Åsa","entities":[{"start":0,"end":3,"type":"PER"}]}"#;
        assert_eq!(from_jsonl(scored).unwrap()[0].names, [(Span::new(0, 4), Person)]);
        let error = from_jsonl(&line.replace("text\":\"Åsa B", "words\":\"Åsa B")).unwrap_err().to_string();
        assert!(error.contains("\"text\" is missing"), "{error}");
    }

    #[test]
    fn names_must_be_given_and_may_be_none() {
        for (line, labelled) in [
            (r#"{"text":"Ana"}"#, false),
            (r#"{"text":"Ana","spans":null}"#, false),
            (r#"{"text":"Ana","quotes":[]}"#, false),
            (r#"{"text":"Ana","spans":[]}"#, true),
            (r#"{"text":"Ana","mentions":[]}"#, true),
            (r#"{"text":"Ana","entities":[]}"#, true),
        ] {
            assert_eq!(from_jsonl(line).is_ok(), labelled, "{line}");
            assert_eq!(texts_from_jsonl(line).unwrap()[0].text, "Ana");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let error = from_jsonl("{\"text\":\"ab\",\"spans\":[[0,9,\"PER\"]]}").unwrap_err();
        assert!(error.to_string().starts_with("line 1: the span 0 to 9"), "{error}");
        assert!(from_conll("a O\nb B-FOO\n").unwrap_err().to_string().starts_with("line 2"));
        assert_eq!(from_conll("a O\n\nb\n").unwrap_err().to_string(), "line 3: \"b\" has no tag");
        let error = from_jsonl("\n{\"text\":7}").unwrap_err().to_string();
        assert!(error.starts_with("line 2: no labelled text: invalid type") && !error.contains("line 1"), "{error}");
    }
}
