//! Texts with the names a model finds, in the form training reads: to be corrected by hand, or voted on.

use std::io::{self, Write};

use serde::Serialize;

use super::input::Set;
use crate::model::{Zone, ZoneKind};
use crate::nlp::Recognizer;
use crate::text::Span;

#[derive(Serialize)]
struct Labelled<'a> {
    id: Option<&'a str>,
    text: &'a str,
    spans: Vec<(usize, usize, &'static str)>,
}

/// Writes each text of `sets` on a line.
pub fn write(recognizer: &Recognizer, sets: &[Set], out: &mut impl Write) -> io::Result<()> {
    for sample in sets.iter().flat_map(|set| &set.samples) {
        let text = sample.text.as_str();
        let zone = Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body };
        let mut points = Points { text, byte: 0, count: 0 };
        let mentions = recognizer.recognize(text, &[zone]).mentions;
        let spans = mentions
            .iter()
            .map(|name| (points.before(name.span.start), points.before(name.span.end), name.kind.label()))
            .collect();
        serde_json::to_writer(&mut *out, &Labelled { id: sample.id.as_deref(), text, spans })?;
        writeln!(out)?;
    }
    Ok(())
}

/// Counts code points, going forward.
struct Points<'a> {
    text: &'a str,
    byte: usize,
    count: usize,
}

impl Points<'_> {
    fn before(&mut self, byte: u32) -> usize {
        let byte = byte as usize;
        self.count += self.text.get(self.byte..byte).unwrap_or("").chars().count();
        self.byte = byte;
        self.count
    }
}
