//! The recogniser as a whole: what it finds, what it survives, what it refuses.

#![allow(clippy::unwrap_used, clippy::panic, clippy::string_slice)]

#[path = "nlp/bad_input.rs"]
mod bad_input;
#[path = "nlp/floor.rs"]
mod floor;
#[path = "nlp/forms.rs"]
mod forms;
#[path = "nlp/models.rs"]
mod models;
#[path = "nlp/quotes.rs"]
mod quotes;
#[path = "nlp/rules.rs"]
mod rules;
#[path = "nlp/tokens.rs"]
mod tokens;
#[path = "nlp/training.rs"]
mod training;

use dateline::model::{Analysis, Zone, ZoneKind};
use dateline::nlp::Recognizer;
use dateline::text::Span;

/// The shipped recogniser on a whole text.
fn read(text: &str) -> Analysis {
    Recognizer::shipped().recognize(text, &[whole(text)])
}

fn whole(text: &str) -> Zone {
    Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body }
}

/// Names with their labels.
fn names(text: &str) -> Vec<(&str, &'static str)> {
    read(text).mentions.iter().map(|name| (name.span.of(text), name.kind.label())).collect()
}
